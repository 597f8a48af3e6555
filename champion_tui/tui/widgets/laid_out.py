"""A base class for widgets that are laid out once where Textual would do it twice."""

from textual.geometry import Size
from textual.widget import Widget


class LaidOutOnce(Widget):
    """A widget that is not laid out again when it learns its size.

    Textual would lay out the whole page again, and paint it twice, for a widget that scrolls and whose size may change. A
    scrolling widget still asks for a new layout when its scroll bar appears or disappears. Name this class last among the
    bases, because Textual takes the style sheet of the first.
    """

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:  # noqa: ARG002, FBT001, FBT002  Textual's signature
        return super()._size_updated(size, virtual_size, container_size, layout=False)
