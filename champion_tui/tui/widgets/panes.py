"""The regions of a page. How many stand side by side is for the style sheet, by the breakpoints in ``WIDTHS``.

A ``Side`` is put among the parts of a body where it stands in a narrow window; in a wider one the style sheet moves it to the
right of them, a ``Left`` to the left. So nothing is only in a side pane, and no screen counts columns.
"""

from collections.abc import Callable

from textual.containers import VerticalScroll
from textual.geometry import Region as Part
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip

from champion_tui.tui.widgets.laid_out import LaidOutOnce

ONE = "-one"
"""The class of a screen with one region."""

THREE = "-three"
"""The class of a screen with room for three."""

WIDTHS = [(0, ONE), (100, "-two"), (160, THREE)]
"""From so many columns on a screen has this class: one region, two side by side, or three."""

HEIGHTS = [(34, "-tall")]
"""The same by rows: there is room between the groups of a list."""


def alike(render: Callable[[Part], list[Strip]], crop: Part) -> list[Strip]:
    """The lines of what only lies behind its parts, without a border above or below: one is made, the others are the same."""
    return render(Part(crop.x, crop.y, crop.width, 1)) * crop.height


class Region(VerticalScroll, LaidOutOnce, can_focus=False, inherit_bindings=False):
    """It scrolls where its parts do not fit. Posts ``Moved`` when what can be seen changes."""

    class Moved(Message):
        """More or less stands below now."""

    def render_lines(self, crop: Part) -> list[Strip]:
        """What lies behind its parts."""
        return alike(super().render_lines, crop)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Tell the screen."""
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Moved())

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:  # noqa: FBT001, FBT002  Textual's signature
        before = self.virtual_size
        changed = super()._size_updated(size, virtual_size, container_size, layout)
        if self.virtual_size != before:
            self.post_message(self.Moved())
        return changed

    @property
    def more_below(self) -> bool:
        """Whether something stands below what can be seen."""
        return self.scroll_y < self.max_scroll_y


class Body(Region):
    """The part between the line on top and the line of keys: the work."""


class Side(Region):
    """What a person glances at while working."""


class Left(Region):
    """The way that led here; shown only where three regions fit."""
