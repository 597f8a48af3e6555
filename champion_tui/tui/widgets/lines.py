"""Phone lines as rows: the number, who answers it, whether somebody does now and how sure that is."""

from collections.abc import Sequence

from champion_tui.desk.views import LineView
from champion_tui.tui.widgets.layout import BELOW, CHOSEN, Cell, Row

NUMBER = 14
"""Columns of the longest number."""

WHEN = 27
"""Columns for when a line answers, where that stands beside its name."""

CONFIRMED = "confirmed"


def line_rows(lines: Sequence[LineView]) -> list[Row]:
    """For each line: its number and name; when it answers and how sure it is; its note."""
    return [row for line in lines for row in (*_both(line), *_note(line))]


def marked_rows(line: LineView, *, here: bool) -> list[Row]:
    """A line in a list of which one is marked: its number and name, when it answers and how sure it is."""
    arrow = Cell(">" if here else "", CHOSEN if here else "", 1)
    look = CHOSEN if here else None
    return [
        (
            arrow if place == 0 else Cell("", arrow.look, 1),
            *(Cell(cell.text, look or cell.look, cell.width) for cell in row),
        )
        for place, row in enumerate(_both(line))
    ]


def brief_rows(lines: Sequence[LineView]) -> list[Row]:
    """One row for each line where it is sure: the number, who answers, and when. How sure it is follows where it is not."""
    rows: list[Row] = []
    for line in lines:
        sure = {line.now.confidence, line.now.hours_confidence} == {CONFIRMED}
        rows.append((_number(line), _name(line), Cell(line.when, "", WHEN, BELOW)))
        if not sure:
            rows.append((Cell("", width=NUMBER), Cell(line.sureness, "unsure")))
    return rows


def short_rows(lines: Sequence[LineView]) -> list[Row]:
    """One row for each line, for the smallest windows: the number and who answers it."""
    return [(_number(line), Cell(line.title)) for line in lines]


def _both(line: LineView) -> tuple[Row, Row]:
    look = "quiet" if line.now.confidence == CONFIRMED else "unsure"
    return (_number(line), _name(line)), (Cell("", width=NUMBER), Cell(f"{line.when}, {line.sureness}", look))


def _number(line: LineView) -> Cell:
    return Cell(line.now.phone, "number", NUMBER)


def _name(line: LineView) -> Cell:
    return Cell(line.title)


def _note(line: LineView) -> list[Row]:
    return [(Cell("", width=NUMBER), Cell(line.now.note, "quiet"))] if line.now.note else []
