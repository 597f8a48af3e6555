"""Text in rows and columns, drawn as one widget: cheap to change, so that the next question is there at once."""

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
    """Has the looks that the app has worked out, once for all that is shown."""

    def get_component_styles(self, *names: str) -> RenderStyles:
        """Those that the style sheet gives the looks: it names looks alone, so they are alike wherever they stand."""
        return self.app.get_component_styles(*names)


class Prose(Looking):
    """Shows ``rows``; takes no room while there are none."""

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
        """What is shown."""
        return self._rows

    @property
    def text(self) -> str:
        """All words shown, without layout."""
        return "\n".join(" ".join(cell.text for cell in row) for row in self._rows)

    def show(self, rows: Sequence[Row]) -> None:
        """Show other rows. Where they take as many lines, only those that differ are painted: a list of which one line has changed is sent
        through a slow line as one line.
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
        """Take no room while there are no rows; else the style sheet says whether it is shown. Whether that has changed."""
        before = self.styles.inline.has_rule("display")
        # By the property, not by taking the rule away: Textual then looks anew which parts are shown.
        self.styles.display = None if self._rows else "none"
        return before == bool(self._rows)

    def redraw(self) -> None:
        """Lay out again: the rows or their looks have changed."""
        self._laid_for = -1
        self.refresh(layout=True)

    def laid(self, width: int) -> list[list[Content]]:
        """Each row as its lines at that width."""
        if self._laid_for != width:
            compact = self.is_attached and self.app.has_class("-compact")
            self._laid = lay_out(self._rows, width, self._style_of, compact=compact)
            self._laid_for = width
        return self._laid

    def _lay_out_what_differs(self, shown: Sequence[Row]) -> None:
        """Lay out the rows as they are now, those that were ``shown`` already as they were."""
        width = self._laid_for
        laid = dict(zip(shown, self._laid, strict=True)) if width >= NARROW else {}
        new = list(dict.fromkeys(row for row in self._rows if row not in laid))
        self._laid_for = -1
        rows, self._rows = self._rows, tuple(new)
        laid.update(zip(new, self.laid(width), strict=True))
        self._rows, self._laid = rows, [laid[row] for row in rows]

    def row_region(self, index: int) -> tuple[int, int]:
        """The first line of a row and how many lines it takes, as it is drawn now."""
        heights = [len(lines) for lines in self.laid(self.size.width)]
        return sum(heights[:index]), heights[index]

    def row_at(self, y: int) -> int | None:
        """The row that is drawn on that line; None where there is none."""
        for index, lines in enumerate(self.laid(self.size.width)):
            if y < len(lines):
                return index
            y -= len(lines)
        return None

    def notify_style_update(self) -> None:
        """The theme has changed: the looks are other styles now."""
        super().notify_style_update()
        self._laid_for = -1

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002  Textual's signature
        """The number of lines at that width."""
        return sum(len(lines) for lines in self.laid(width)) if width else 0

    def render(self) -> Content:
        """All lines."""
        return Content("\n").join(self._lines())

    def render_line(self, y: int) -> Strip:
        """That line alone: Textual would make all of them anew where one has changed, break each once more, and note for each piece where it stands, for
        text to be selected in.
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
    """The heading of a region: shown where the region stands beside the work, not where it is a part of it."""

    def __init__(self, words: str) -> None:
        super().__init__()
        self._words = Content.styled(words, "bold")

    def stand(self, *, over: bool) -> None:
        """Show it where there is something for it to stand ``over``, and the style sheet shows it there."""
        self.styles.display = None if over else "none"

    def render(self) -> Content:
        """The words."""
        return self._words
