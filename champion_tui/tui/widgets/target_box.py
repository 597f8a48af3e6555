"""Where to write: a line that offers a path and takes the one that is typed or pasted."""

from pathlib import Path

from textual.widgets import Input

QUOTES = "\"'"
"""What a file manager puts around a path that is dragged or copied."""


class TargetBox(Input):
    """A path, offered once and never put over what somebody typed."""

    def __init__(self) -> None:
        super().__init__(compact=True, id="target")

    def offer(self, target: Path) -> None:
        """Put ``target`` here, where nothing stands yet."""
        if not self.value:
            self.value = str(target)
            self.cursor_position = len(self.value)

    @property
    def target(self) -> Path | None:
        """The path that stands here, None where nothing was typed."""
        return typed_path(self.value)


def typed_path(typed: str) -> Path | None:
    """A path as somebody typed or pasted it, perhaps in quotes; None where nothing was typed."""
    clean = typed.strip().strip(QUOTES)
    return Path(clean).expanduser().absolute() if clean else None
