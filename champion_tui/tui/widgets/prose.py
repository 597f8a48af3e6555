"""Text in rows and columns, drawn as one widget that is cheap to change, so that the next question appears at once."""

from collections.abc import Sequence

from rich.segment import Segment
from textual.content import Content
from textual.css.styles import RenderStyles
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.style import Style
from textual.widget import Widget

from champion_tui.tui.widgets.laid_out import LaidOutOnce
from champion_tui.tui.widgets.layout import NARROW, Row, lay_out


class Looking(LaidOutOnce, inherit_bindings=False):
    """A widget that takes its looks from the app, where they are computed once for everything shown."""

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Returns the app's styles. The style sheet defines looks by name only, so they are the same everywhere."""
        return self.app.get_component_styles(*names)


class Prose(Looking):
    """Shows ``rows``. Takes no room if there are none."""

    def __init__(
        self,
        rows: Sequence[Row] = (),
        *,
        id: str | None = None,  # noqa: A002  Textual's word
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._rows: tuple[Row, ...] = tuple(rows)
        self._laid_for = -1
        self._laid: list[list[Content]] = []
        _ = self._take_room()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows shown."""
        return self._rows

    @property
    def text(self) -> str:
        """All words shown, without layout."""
        return "\n".join(" ".join(cell.text for cell in row) for row in self._rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Shows other rows. If they take as many lines as before, only the lines that differ are painted, so that a list with
        one changed line sends only that line over a slow connection.
        """
        before = self._lines() if self._laid_for == self.size.width else []
        shown, self._rows = self._rows, tuple(rows)
        if self._take_room():
            self.redraw()
        elif shown != self._rows:
            if before:
                self._lay_out_what_differs(shown)
            else:
                self._laid_for = -1
            after = self._lines() if before else []
            if len(before) == len(after) > 0:
                changed = [y for y, line in enumerate(after) if not line.is_same(before[y])]
                self.refresh(*(Region(0, y, self.size.width, 1) for y in changed), repaint=bool(changed))
            else:
                self.refresh(layout=True)

    def _lines(self) -> list[Content]:
        return [line for lines in self.laid(self.size.width) for line in lines]

    def _take_room(self) -> bool:
        """Hides the widget if there are no rows; otherwise the style sheet decides whether it is shown. Returns whether that
        has changed.
        """
        before = self.styles.inline.has_rule("display")
        # Set as a property instead of removing the rule, so that Textual updates which parts are shown.
        self.styles.display = None if self._rows else "none"
        return before == bool(self._rows)

    def redraw(self) -> None:
        """Lays out again, because the rows or their looks have changed."""
        self._laid_for = -1
        self.refresh(layout=True)

    def laid(self, width: int) -> list[list[Content]]:
        """Returns the lines of each row at ``width`` columns."""
        if self._laid_for != width:
            compact = self.is_attached and self.app.has_class("-compact")
            self._laid = lay_out(self._rows, width, self._style_of, compact=compact)
            self._laid_for = width
        return self._laid

    def _lay_out_what_differs(self, shown: Sequence[Row]) -> None:
        """Lays out the new rows, reusing the layout of those that were in ``shown``."""
        width = self._laid_for
        laid = dict(zip(shown, self._laid, strict=True)) if width >= NARROW else {}
        new = list(dict.fromkeys(row for row in self._rows if row not in laid))
        self._laid_for = -1
        rows, self._rows = self._rows, tuple(new)
        laid.update(zip(new, self.laid(width), strict=True))
        self._rows, self._laid = rows, [laid[row] for row in rows]

    def row_region(self, index: int) -> tuple[int, int]:
        """Returns the first line of a row and its number of lines, as drawn now."""
        heights = [len(lines) for lines in self.laid(self.size.width)]
        return sum(heights[:index]), heights[index]

    def row_at(self, y: int) -> int | None:
        """Returns the index of the row drawn on line ``y``, None if there is none."""
        for index, lines in enumerate(self.laid(self.size.width)):
            if y < len(lines):
                return index
            y -= len(lines)
        return None

    def notify_style_update(self) -> None:
        """Discards the layout after a change of theme, because the looks have other styles now."""
        super().notify_style_update()
        self._laid_for = -1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        """Returns the number of lines at ``width`` columns."""
        return sum(len(lines) for lines in self.laid(width)) if width else 0

    def render(self) -> Content:
        """Returns all lines."""
        return Content("\n").join(self._lines())

    def render_line(self, y: int) -> Strip:
        """Returns one line. Textual would render all lines again if one has changed, wrap each again, and record the position
        of each piece for text selection.
        """
        self._dirty_regions.clear()
        lines, style = self._lines(), self.visual_style
        if y >= len(lines):
            return Strip.blank(self.size.width, style.rich_style)
        pieces = lines[y].render(style, end="", parse_style=self._get_style)
        return Strip([Segment(text, (style + look).rich_style) for text, look in pieces], lines[y].cell_length)

    def _style_of(self, look: str) -> Style:
        return self.get_visual_style(f"look--{look}") if look else Style()


class Title(Widget, inherit_bindings=False):
    """The heading of a region, shown only if the region is next to the work and not part of it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = Content.styled(words, "bold")

    def stand(self, *, over: bool) -> None:
        """Shows the heading if there is something below it (``over``) and the style sheet shows it."""
        self.styles.display = None if over else "none"

    def render(self) -> Content:
        """Returns the words."""
        return self._words
