"""Parts of a page that are laid out once, where Textual would do it twice."""

from textual.geometry import Size
from textual.widget import Widget


class LaidOutOnce(Widget):
    """Has been laid out when it hears its size, and is painted with all the rest.

    Textual would lay the whole page out once more and paint it twice, for what scrolls and whose room that may change. What scrolls
    asks for it by itself, when its scroll bar comes or goes. Named last among the classes that a part is made of: Textual takes the style
    sheet of the first.
    """

    def _size_updated(self, size: Size, virtual_size: Size, container_size: Size, layout: bool = True) -> bool:  # noqa: ARG002, FBT001, FBT002  Textual's signature
        return super()._size_updated(size, virtual_size, container_size, layout=False)
