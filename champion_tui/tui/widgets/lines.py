"""Phone lines as rows: the number, who answers it, whether somebody does now and how sure that is."""

from collections.abc import Sequence

from champion_tui.desk.views import LineView
from champion_tui.tui.layout import Cell, Row

NUMBER = 14
"""Columns of the longest number."""


def line_rows(lines: Sequence[LineView]) -> list[Row]:
    """For each line: its number and name; whether it answers and how sure it is; its note."""
    return [row for line in lines for row in _rows(line)]


def short_rows(lines: Sequence[LineView]) -> list[Row]:
    """One row for each line, for the smallest windows: the number and who answers it."""
    return [(Cell(line.now.phone, "strong", NUMBER), Cell(line.title)) for line in lines]


def _rows(line: LineView) -> list[Row]:
    sure = line.now.confidence == "confirmed"
    state = f"{line.when}, {line.sureness}"
    rows: list[Row] = [
        (Cell(line.now.phone, "strong", NUMBER), Cell(line.title, "strong" if line.now.answers_now else "")),
        (Cell("", width=NUMBER), Cell(state, "quiet" if sure else "warning")),
    ]
    return [*rows, (Cell("", width=NUMBER), Cell(line.now.note, "quiet"))] if line.now.note else rows
