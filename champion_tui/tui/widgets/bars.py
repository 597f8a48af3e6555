"""The line on top (where am I, is it saved, what time is it) and the line of keys at the bottom."""

from collections.abc import Sequence

from textual.content import Content
from textual.widget import Widget

WIDE = 110
"""From this many columns on, the line of keys names the second key too."""


class HeaderLine(Widget, inherit_bindings=False):
    """Where the person is on the left; date, progress and whether it is saved on the right."""

    def __init__(self) -> None:
        super().__init__()
        self.left = ""
        self.right = ""

    def show(self, left: str, right: str) -> None:
        """Show other words."""
        if (left, right) != (self.left, self.right):
            self.left, self.right = left, right
            self.refresh()

    def render(self) -> Content:
        """Both ends, the left one cut where there is no room for it."""
        room = max(self.size.width - len(self.right) - 2, 0)
        left = Content(self.left).truncate(room, ellipsis=False)
        return Content.assemble(
            left.stylize("bold"), " " * (self.size.width - left.cell_length - len(self.right)), self.right
        )


class KeysLine(Widget, inherit_bindings=False):
    """The keys that matter now, in words; those that do not fit are left out from the end, help and numbers never."""

    def __init__(self) -> None:
        super().__init__()
        self.keys: tuple[tuple[str, str, str], ...] = ()

    def show(self, keys: Sequence[tuple[str, str, str]]) -> None:
        """Show other keys: each as its first key, both keys, and what it does, most important first."""
        if tuple(keys) != self.keys:
            self.keys = tuple(keys)
            self.refresh()

    @property
    def text(self) -> str:
        """The words as they are drawn at the present width."""
        return self.render().plain

    def render(self) -> Content:
        """As many keys as fit, three columns apart."""
        width, wide = self.size.width, self.size.width >= WIDE
        drawn: list[Content] = []
        for first, both, words in self.keys:
            key = Content.assemble((both if wide else first, "bold"), " ", words)
            if sum(part.cell_length + 3 for part in drawn) + key.cell_length > width:
                break
            drawn.append(key)
        return Content("   ").join(drawn)
