"""The regions of a page. The style sheet decides how many are next to each other, by the breakpoints in ``WIDTHS``.

In a narrow window a ``Side`` is shown at its place among the parts of the body. In a wider window the style sheet moves it to
the right of them, and a ``Left`` to the left. So nothing is only in a side pane, and screens never count columns.
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
"""The class that a screen gets from a number of columns on: one region, two next to each other, or three."""

HEIGHTS = [(34, "-tall")]
"""The class that a screen gets from a number of rows on: there is room between the groups of a list."""


def alike(render: Callable[[Part], list[Strip]], crop: Part) -> list[Strip]:
    """Returns the lines of a background without a border above or below. One line is rendered and repeated."""
    return render(Part(crop.x, crop.y, crop.width, 1)) * crop.height


class Region(VerticalScroll, LaidOutOnce, can_focus=False, inherit_bindings=False):
    """A part of a page, which scrolls if its content does not fit. Posts ``Moved`` when what is visible changes."""

    class Moved(Message):
        """Another part of the content is visible now, or its size has changed."""

    def render_lines(self, crop: Part) -> list[Strip]:
        """Returns the lines of the background."""
        return alike(super().render_lines, crop)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Posts ``Moved``."""
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
        """Whether there is content below the visible part."""
        return self.scroll_y < self.max_scroll_y


class Body(Region):
    """The part between the header and the line of keys: the work."""


class Side(Region):
    """Information to glance at while working."""


class Left(Region):
    """The steps that led here, shown only if three regions fit."""
