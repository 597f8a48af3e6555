"""Phone lines as rows: who, the number, whether somebody answers and how sure that is."""

from collections.abc import Sequence

from champion_tui.desk.views import LineView
from champion_tui.tui.layout import Cell, Row

WHEN = 26
"""Columns for when a line answers and how sure that is."""


def line_rows(lines: Sequence[LineView]) -> list[Row]:
    """Two rows for each line: name, number and when it answers; then its note and how sure the number is."""
    number = max((len(line.now.phone) for line in lines), default=0)
    return [row for line in lines for row in _rows(line, number)]


def short_rows(lines: Sequence[LineView]) -> list[Row]:
    """One row for each line, for the smallest windows: the number and who answers it."""
    return [(Cell(line.now.phone, "strong", 14), Cell(line.title)) for line in lines]


def _rows(line: LineView, number: int) -> list[Row]:
    sure = "quiet" if line.now.confidence == "confirmed" else "warning"
    answers = "" if line.now.answers_now else "quiet"
    first: Row = (Cell(line.title, "strong" if line.now.answers_now else ""), Cell(line.now.phone, "strong", number))
    return [
        (*first, Cell(line.when, answers, WHEN)),
        (Cell(line.now.note, "quiet"), Cell("", width=number), Cell(line.sureness, sure, WHEN)),
    ]
