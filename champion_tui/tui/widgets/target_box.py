"""Where to write: a line that offers a path and takes the one that is typed or pasted."""

from pathlib import Path

from champion_tui.desk.targets import typed_path
from champion_tui.tui.widgets.text_box import TextBox


class TargetBox(TextBox):
    """A path, offered once and never put over what somebody typed."""

    def __init__(self) -> None:
        super().__init__(id="target")

    def offer(self, target: Path) -> None:
        """Put ``target`` here, where nothing stands yet."""
        if not self.value:
            self.value = str(target)
            self.cursor_position = len(self.value)

    @property
    def target(self) -> Path | None:
        """The path that stands here, None where nothing was typed."""
        return typed_path(self.value)
