"""Telephone lines as rows: the number, who answers, whether they answer now and how sure that is."""

from collections.abc import Sequence
from dataclasses import replace

from textual import events
from textual.message import Message

from champion_tui.desk.views import LineView
from champion_tui.tui.widgets.layout import BELOW, CHOSEN, GAP, LEAST_SHARE, Cell, Row, cut, marked
from champion_tui.tui.widgets.prose import Prose

NUMBER = 14
"""Columns of the longest number."""

WHEN = 27
"""Columns for when a line answers, if that is shown next to its name."""

CONFIRMED = "confirmed"

HEADINGS = ("Ring", "Who answers", "When", "How sure the number is")
WIDTHS = (NUMBER, 40, WHEN, 0)
"""Columns of the table; 0 for all that the others leave."""


class Lines(Prose):
    """Rows of telephone lines. Posts ``Clicked`` with the row that was clicked."""

    class Clicked(Message):
        """The row ``row`` was clicked."""

        def __init__(self, row: int) -> None:
            super().__init__()
            self.row = row

    def on_click(self, event: events.Click) -> None:
        """Posts which row was clicked."""
        event.stop()
        row = self.row_at(event.y)
        if row is not None:
            self.post_message(self.Clicked(row))


def line_rows(lines: Sequence[LineView]) -> list[Row]:
    """Returns two or three rows for each line: its number and name; when it answers and how sure that is; its note if it has one."""
    return [row for line in lines for row in (*_both(line), *_note(line))]


def table_rows(lines: Sequence[LineView], at: int, *, wide: bool) -> list[Row]:
    """Returns lines as a table with headings: number, who answers, when, how sure the number is. The line at index ``at`` is
    marked. If not ``wide``, there are no headings, and when and how sure go on a second line.
    """
    if not lines:
        return []
    heading = (
        Cell("", width=1),
        *(Cell(words, "strong", width) for words, width in zip(HEADINGS, WIDTHS, strict=True)),
    )
    rows: list[Row] = [heading] if wide else []
    for place, one in enumerate(lines):
        cells = (_number(one), _name(one), Cell(one.when, "quiet"), Cell(one.sureness, _sure_look(one)))
        columns = [replace(cell, width=width) for cell, width in zip(cells, WIDTHS, strict=True)]
        both = [columns] if wide else [[columns[0], cells[1]], [Cell("", width=NUMBER), columns[2], cells[3]]]
        rows += [_marked(row, first=number == 0, here=place == at) for number, row in enumerate(both)]
    return rows


def rows_of(place: int, *, wide: bool) -> tuple[int, int]:
    """Returns the first and the last row of the line at index ``place`` in the table of ``table_rows``."""
    return (place + 1, place + 1) if wide else (2 * place, 2 * place + 1)


def place_of(row: int, *, wide: bool) -> int | None:
    """Returns the index of the line that ``row`` belongs to in that table; None for the headings."""
    return row // 2 if not wide else row - 1 if row else None


def _marked(row: Sequence[Cell], *, first: bool, here: bool) -> Row:
    arrow = Cell(">" if here and first else "", CHOSEN if here else "", 1)
    return (arrow, *(marked(cell) if here else cell for cell in row))


def brief_rows(lines: Sequence[LineView]) -> list[Row]:
    """Returns one row for each line: the number, who answers, and when. A second row says how sure it is, unless number and
    hours are confirmed.
    """
    rows: list[Row] = []
    for line in lines:
        sure = {line.now.confidence, line.now.hours_confidence} == {CONFIRMED}
        rows.append((_number(line), _name(line), Cell(line.when, "", WHEN, BELOW)))
        if not sure:
            rows.append((Cell("", width=NUMBER), Cell(line.sureness, "unsure")))
    return rows


def short_rows(lines: Sequence[LineView], width: int) -> list[Row]:
    """Returns one row for each line, for the smallest windows: the number, and as much of the name as fits in ``width`` columns."""
    room = width - NUMBER - GAP
    if room < LEAST_SHARE:
        return [(replace(_number(line), width=0),) for line in lines]
    return [(_number(line), Cell(cut(line.title, room), width=room)) for line in lines]


def _both(line: LineView) -> tuple[Row, Row]:
    words = Cell(f"{line.when}, {line.sureness}", _sure_look(line))
    return (_number(line), _name(line)), (Cell("", width=NUMBER), words)


def _sure_look(line: LineView) -> str:
    return "quiet" if line.now.confidence == CONFIRMED else "unsure"


def _number(line: LineView) -> Cell:
    return Cell(line.now.phone, "number", NUMBER)


def _name(line: LineView) -> Cell:
    return Cell(line.title)


def _note(line: LineView) -> list[Row]:
    return [(Cell("", width=NUMBER), Cell(line.now.note, "quiet"))] if line.now.note else []
