"""A table that only asks for the rows in sight.

Columns keep their widths whatever they contain. If they do not all fit, columns that may yield do so in order: one moves to a
second line of its row, the others are hidden. The arrows move the mark. Typed text, digits too, is a search: the screen then
shows another source. Enter goes on with a row only if the row was visible when Enter was pressed.
"""

import math
from collections.abc import Callable, Sequence

from textual import events
from textual.events import Event
from textual.message import Message

from champion_tui.ground.values import immutable
from champion_tui.tui.widgets.layout import CHOSEN, EMPTY, GAP, Cell, Row, cut, line, marked
from champion_tui.tui.widgets.lists.answering import DOUBLE, Answering
from champion_tui.tui.widgets.lists.choices import EMPTY_LIST, NOTHING_FITS, search_row
from champion_tui.tui.widgets.panes import Region
from champion_tui.tui.widgets.text_box import searched_for, searched_with

PLACE = "{at:,} of {total:,}"
OR_MORE = "{place} or more"
LOOKING = "Looking for “{typed}”."

ARROW = 1
"""Columns of the mark in front of a row."""

LEAST = 12
"""Least width of a column without a width of its own."""

BLOCK = 50
"""Rows that are asked for at once."""

BLOCKS = 8
"""Most blocks of rows kept in memory: those in sight and some of the latest others."""

MOVES = frozenset({"up", "down", "home", "end", "pageup", "pagedown"})


@immutable
class Column:
    """A column. ``width`` is in terminal columns, 0 for what the others leave (at most one such column). ``yields``: if there
    is no room, the column with the highest number yields first, the last one among equals; 0 never yields. If ``folds``, it
    moves to a second line of its row instead of being hidden.
    """

    heading: str
    width: int = 0
    yields: int = 0
    folds: bool = False

    @property
    def least(self) -> int:
        """Least terminal columns that it needs."""
        return self.width or LEAST


@immutable
class TableRow:
    """One row: its key, and a cell for each column. The widths of the cells are ignored."""

    key: str
    cells: tuple[Cell, ...]


@immutable
class Page:
    """Some rows of a table and the total number of rows. With ``more`` there may be further rows, in this part too."""

    total: int
    rows: Sequence[TableRow]
    more: bool = False


Source = Callable[[int, int], Page]
"""Returns up to the second argument's number of rows, from the first argument's index on. May be slow, so ``Asking`` calls it."""

Asking = Callable[[Callable[[], Page], Callable[[Page], None]], None]
"""Calls the first argument and passes its result to the second on the event loop, as ``VaultScreen.ask_desk`` does."""


@immutable
class Fitting:
    """The columns that fit a width: pairs of index and width for the first line, indices for the second."""

    first: tuple[tuple[int, int], ...]
    second: tuple[int, ...]

    @property
    def lines(self) -> int:
        """Lines of each row."""
        return 2 if self.second else 1


def fitting(columns: Sequence[Column], width: int) -> Fitting:
    """Returns how the columns fit into ``width`` terminal columns."""
    stay = list(range(len(columns)))
    yielding = sorted((at for at in stay if columns[at].yields), key=lambda at: (-columns[at].yields, -at))
    second: list[int] = []
    for at in yielding:
        if ARROW + sum(GAP + columns[one].least for one in stay) <= width:
            break
        stay.remove(at)
        if columns[at].folds:
            second.append(at)
    left = width - ARROW - sum(GAP + columns[at].width for at in stay)
    widths = tuple((at, columns[at].width or max(left, LEAST)) for at in stay)
    return Fitting(widths, tuple(sorted(second)))


WHEEL = 3
"""Rows by which one step of the mouse wheel moves the mark."""


class Table(Answering):
    """A table with a marked row. Posts ``Marked`` when the mark moves, ``Chosen`` on Enter, ``Searched`` when the typed text
    changes.
    """

    class Marked(Message):
        """The row with ``key`` is marked now; None if there is no row."""

        def __init__(self, table: "Table", key: str | None) -> None:
            super().__init__()
            self.table = table
            self.key = key

        @property
        def control(self) -> "Table":
            """The table that posted it."""
            return self.table

    class Chosen(Message):
        """The person went on with ``row``."""

        def __init__(self, table: "Table", row: TableRow) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def key(self) -> str:
            """The key of the row."""
            return self.row.key

        @property
        def control(self) -> "Table":
            """The table that posted it."""
            return self.table

    class Searched(Message):
        """The typed text has changed. The screen has to show another source."""

        def __init__(self, table: "Table", typed: str) -> None:
            super().__init__()
            self.table = table
            self.typed = typed

        @property
        def control(self) -> "Table":
            """The table that posted it."""
            return self.table

    def __init__(
        self,
        columns: Sequence[Column],
        *,
        searched: bool = True,
        empty: str = EMPTY_LIST,
        id: str | None = None,  # noqa: A002  Textual's word
    ) -> None:
        """``searched``: whether there is a search box. ``empty`` is shown if there are no rows at all, and may be changed."""
        super().__init__(id=id)
        self.columns = tuple(columns)
        self.searched = searched
        self.empty = empty
        self._source: Source | None = None
        self._ask: Asking = _at_once
        self._blocks: dict[int, tuple[TableRow, ...]] = {}
        self._fresh: set[int] = set()
        """Blocks that come from the current source. Older blocks are shown until the first of these arrives."""
        self._asked: set[int] = set()
        self._turn = 0
        self._total: int | None = None
        self._more = False
        self._at = self._top = 0
        self._drawn: dict[int, tuple[tuple[object, ...], list[Row]]] = {}
        """The rows in sight as drawn, by index, each with the values it was drawn from."""
        self._wanted: str | None = None
        self._told: str | None = None
        self._typed = ""
        self._seen = math.inf
        """The time from which Enter may go on with the marked row, because it has been painted."""

    # -- contents ---------------------------------------------------------------------------------------------------

    @property
    def typed(self) -> str:
        """The search text."""
        return self._typed

    @property
    def total(self) -> int:
        """The number of rows as far as it is known."""
        return self._total or 0

    @property
    def here(self) -> TableRow | None:
        """The marked row; None if it has not arrived yet or there is none."""
        return self._row(self._at)

    @property
    def seen(self) -> TableRow | None:
        """The marked row if it has been painted; None until the rows of the current search have arrived."""
        return None if self._seen == math.inf else self.here

    @property
    def held(self) -> int:
        """The number of rows in memory."""
        return sum(len(rows) for rows in self._blocks.values())

    @property
    def more_below(self) -> bool:
        """Whether there are rows below the visible ones."""
        return self._top + self._room < self.total

    def show_from(self, source: Source, ask: Asking | None = None, *, at: str | None = None) -> None:
        """Shows the rows of ``source``, fetched through ``ask`` as they come into sight, or directly if it is None. The row
        with the key ``at`` (None: the row marked so far) is marked if it is in the first block that arrives; otherwise the mark
        keeps its index.
        """
        marked = self.here
        self.reopen()
        self._turn += 1
        self._source, self._ask = source, ask or _at_once
        self._wanted = at or (marked.key if marked else None)
        self._asked.clear()
        # The old rows stay until the new ones arrive, but no key can go on with them.
        self._fresh.clear()
        self._seen = math.inf
        self._fetch()

    def ask_again(self, source: Source) -> None:
        """Fetches the rows in sight again from a ``source`` with the same rows that knows whether there are more. The old rows
        stay meanwhile.
        """
        self._turn += 1
        self._source = source
        self._asked.clear()
        self._fresh.clear()
        self._fetch()

    def search(self, typed: str) -> None:
        """Starts a new search, from the top."""
        self._typed = searched_for(typed)
        self._at = self._top = 0
        self._wanted = None
        self._turn += 1
        self._seen = math.inf
        self._draw()
        self.post_message(self.Searched(self, self._typed))

    # -- the rows ---------------------------------------------------------------------------------------------------

    def _row(self, place: int) -> TableRow | None:
        block, within = divmod(place, BLOCK)
        rows = self._blocks.get(block, ())
        return rows[within] if within < len(rows) else None

    def _fetch(self) -> None:
        """Fetches the blocks in sight that are missing."""
        if self._source is None:
            return
        last = min(self._top + self._room, max(self.total, 1)) - 1
        for block in range(self._top // BLOCK, max(last, self._top) // BLOCK + 1):
            if block not in self._asked and block not in self._fresh:
                self._asked.add(block)
                self._ask_for(block, self._source, self._turn)

    def _ask_for(self, block: int, source: Source, turn: int) -> None:
        self._ask(lambda: source(block * BLOCK, BLOCK), lambda page: self._take(turn, block, page))

    def _take(self, turn: int, block: int, page: Page) -> None:
        """Takes rows that have arrived; drops those of a source that is no longer shown."""
        if turn != self._turn:
            return
        before = self.here
        self._asked.discard(block)
        self._keep(block, tuple(page.rows))
        self._total, self._more = page.total, page.more
        found = next((at for at, row in enumerate(page.rows) if row.key == self._wanted), None)
        self._wanted = None
        self._at = block * BLOCK + found if found is not None else min(self._at, max(page.total - 1, 0))
        self._keep_in_view()
        if before is None or before != self.here or self._seen == math.inf:
            self._seen = math.inf
            self.call_after_refresh(self._can_be_seen, turn)
        self._fetch()
        self._draw()

    def _keep(self, block: int, rows: tuple[TableRow, ...]) -> None:
        """Keeps a block, and the latest of the other blocks of this source."""
        others = [kept for kept in self._blocks if kept in self._fresh and kept != block][-(BLOCKS - 1) :]
        self._blocks = {**{kept: self._blocks[kept] for kept in others}, block: rows}
        self._fresh = set(self._blocks)

    def _can_be_seen(self, turn: int) -> None:
        if turn == self._turn:
            self._seen = Event().time

    # -- drawing ----------------------------------------------------------------------------------------------------

    @property
    def _above(self) -> int:
        """Lines above the rows: the search box and the headings."""
        return (2 if self.searched else 0) + 1

    @property
    def _room(self) -> int:
        """The number of rows that can be visible at once."""
        lines = max(self.size.height - self._above, 1)
        return max(lines // fitting(self.columns, max(self.size.width, 1)).lines, 1)

    def _keep_in_view(self) -> None:
        self._top = min(max(self._top, self._at - self._room + 1, 0), self._at)
        self._top = max(min(self._top, self.total - self._room), 0)

    def _draw(self) -> None:
        fit = fitting(self.columns, max(self.size.width, 1))
        place = PLACE.format(at=self._at + 1, total=self.total) if self.total else ""
        if place and self._more:
            place = OR_MORE.format(place=place)
        rows: list[Row] = [search_row(self._typed, place), EMPTY] if self.searched else []
        if self._total == 0:
            nothing = LOOKING if self._more else NOTHING_FITS
            rows.append(line(nothing.format(typed=self._typed) if self._typed else self.empty))
        elif self._total is not None:
            headings = [Cell(column.heading, "strong") for column in self.columns]
            rows.append(self._cells(fit, "", headings))
            drawn, self._drawn = self._drawn, {}
            for at in range(self._top, min(self._top + self._room, self.total)):
                row, here = self._row(at), at == self._at and self.has_focus
                follows_from = (row, here, fit, self.size.width)
                before, lines = drawn.get(at, ((), []))
                if before != follows_from:
                    lines = self._row_lines(fit, row, here=here)
                self._drawn[at] = follows_from, lines
                rows += lines
        self.show(rows)
        key = self.here.key if self.here else None
        if key != self._told and (key is not None or self._total == 0):
            self._told = key
            self.post_message(self.Marked(self, key))
        if self.is_attached:
            self.post_message(Region.Moved())

    def _row_lines(self, fit: Fitting, row: TableRow | None, *, here: bool) -> list[Row]:
        cells = [Cell("")] * len(self.columns) if row is None else [*row.cells]
        if here:
            cells = [marked(cell) for cell in cells]
        arrow = ">" if here else ""
        rows = [self._cells(fit, arrow, cells)]
        if fit.second:
            folded = "  ".join(cells[place].text.strip() for place in fit.second if cells[place].text)
            look = CHOSEN if here else "quiet"
            width = max(self.size.width - ARROW - GAP, 1)
            rows.append((Cell("", look if here else "", ARROW), Cell(cut(folded, width), look)))
        return rows

    def _cells(self, fit: Fitting, arrow: str, cells: Sequence[Cell]) -> Row:
        first = Cell(arrow, CHOSEN if arrow else "", ARROW)
        return (first, *(_fitted(cells[at], width) for at, width in fit.first))

    def watch_has_focus(self, has_focus: bool) -> None:  # noqa: FBT001  Textual's signature
        """Draws the mark, which is shown only while the table takes Enter."""
        super().watch_has_focus(has_focus)
        self._draw()

    def on_resize(self) -> None:
        """Fits rows and columns to the new size."""
        self._keep_in_view()
        self._fetch()
        self._draw()

    # -- keys and clicks --------------------------------------------------------------------------------------------

    def on_click(self, event: events.Click) -> None:
        """Marks the row that was clicked; a double click goes on with it."""
        place = self._place_at(event.y)
        clicks = self.clicks(event, place)
        if clicks == DOUBLE:
            self._go_on(event)
        elif clicks and place is not None:
            self._mark(place)

    def _place_at(self, y: int) -> int | None:
        """Returns the index of the row drawn on line ``y``, None if there is none."""
        drawn = self.row_at(y)
        if drawn is None or not self.total or drawn < self._above:
            return None
        place = self._top + (drawn - self._above) // fitting(self.columns, max(self.size.width, 1)).lines
        return place if place < self.total else None

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Moves the mark down, and the rows with it."""
        event.stop()
        self._mark(self._at + WHEEL)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Moves the mark up, and the rows with it."""
        event.stop()
        self._mark(self._at - WHEEL)

    def on_key(self, event: events.Key) -> None:
        """Handles the keys of a table; leaves all others to the screen."""
        text = self.searched and event.character is not None and event.is_printable
        if not (text or event.key in MOVES or event.key == "enter" or (self.searched and event.key == "backspace")):
            return
        event.stop()
        event.prevent_default()
        if self.deaf_to(event):
            return
        if event.key == "enter":
            self._go_on(event)
        elif event.key in MOVES:
            self._move(event.key)
        elif event.key == "backspace":
            if self._typed:
                self.search(self._typed[:-1])
        else:
            self.search(self._typed + str(event.character))

    def on_paste(self, event: events.Paste) -> None:
        """Adds pasted text to the search. It never goes on."""
        if self.searched and not self.deaf_to(event):
            event.stop()
            self.search(searched_with(self, self._typed, event.text))

    def _move(self, key: str) -> None:
        page = self._room
        steps = {"up": -1, "down": 1, "home": -self.total, "end": self.total, "pageup": -page, "pagedown": page}
        self._mark(self._at + steps[key])

    def _mark(self, place: int) -> None:
        """Marks the row at index ``place``, or the first or last row if there is none."""
        at = min(max(place, 0), max(self.total - 1, 0))
        if at == self._at:
            return
        self._at = at
        self._keep_in_view()
        if self.here is None:
            self._seen = math.inf
        self._fetch()
        self._draw()

    def _go_on(self, event: events.Key | events.Click) -> None:
        """Goes on with the marked row, but only if it was visible when Enter was pressed."""
        row = self.here
        if row is not None and event.time >= self._seen:
            self.shut()
            self.post_message(self.Chosen(self, row))


def _fitted(cell: Cell, width: int) -> Cell:
    return Cell(cut(cell.text, width), cell.look, width, cell.fold, cell.hang)


def _at_once(ask: Callable[[], Page], then: Callable[[Page], None]) -> None:
    then(ask())
