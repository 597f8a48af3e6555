"""Figures as rows. Every number has a label and digits; the bar next to it only repeats it."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from champion_tui.desk.figures.figures import ALL_HIDDEN, HIDDEN, JOINS, FiguresView, JoinView, TableView
from champion_tui.domain.figures.suppression import Days
from champion_tui.tui.widgets.layout import EMPTY, GAP, Cell, Row, line

HIDDEN_SHORT = "hidden"
HIDDEN_MEANS = f"“{HIDDEN_SHORT}” is {HIDDEN}."
JOINS_TITLES = {"authority": "Days at the joins, by council", "body-type": "Days at the joins, by referring body"}
JOINS_WHY = "The days that half of them took or fewer, and in brackets those that nine in ten took or fewer."
TOO_FEW = "too few"
DAYS = "{median} ({most})"

WORDS, NUMBER, BAR = 36, 6, 24
"""Columns for the label, the number, and the longest bar."""
WHOSE, JOIN = 34, 10
"""Columns for a council or body, and for the days of one join."""
WIDTH = WORDS + NUMBER + BAR + 2 * GAP
"""Columns of a table."""

BLOCK = "▄"
"""Even the oldest console fonts have it, but not finer blocks. It is half a line high, so that bars do not touch."""


def bar(count: int, most: int, width: int = BAR) -> str:
    """Returns a bar for ``count``, scaled so that ``most`` fills ``width`` columns. A count above 0 gets at least one block; 0
    gets "".
    """
    if count <= 0:
        return ""
    return BLOCK * max(round(width * count / most), 1)


def table_rows(table: TableView) -> list[Row]:
    """Returns a table of counts under its title."""
    most = max((cell.count for cell in table.cells if cell.count), default=0)
    rows: list[Row] = [line(table.title, "strong")]
    if table.withheld:
        rows.append(line(ALL_HIDDEN, "quiet"))
    for cell in table.cells:
        if cell.count is None:
            rows.append((Cell(cell.words, "", WORDS), Cell(HIDDEN_SHORT.rjust(NUMBER), "quiet", NUMBER), Cell("")))
        else:
            number = Cell(f"{cell.count:,}".rjust(NUMBER), "strong", NUMBER)
            rows.append((Cell(cell.words, "", WORDS), number, Cell(bar(cell.count, most), "accent")))
    return rows


def joins_rows(joins: Sequence[JoinView]) -> dict[str, list[Row]]:
    """Returns for each grouping a table with a row for each council or body and the days of each join; "too few" if they must
    not be shown.
    """
    return {group: list(_joins_of(group, list(of_group))) for group, of_group in groupby(joins, lambda one: one.group)}


def _joins_of(group: str, joins: Sequence[JoinView]) -> Iterator[Row]:
    yield line(JOINS_TITLES[group], "strong")
    yield line(JOINS_WHY, "quiet")
    yield (Cell("", "", WHOSE), *(Cell(words, "quiet", JOIN) for words in JOINS.values()))
    for _, of_one in groupby(joins, lambda one: one.id):
        found = {one.join: one for one in of_one}
        words = next(iter(found.values())).words
        yield (Cell(words, "", WHOSE), *(_days(found[join].days if join in found else Days()) for join in JOINS))


def _days(days: Days) -> Cell:
    if days.cases is None:
        return Cell(TOO_FEW, "quiet", JOIN)
    return Cell(DAYS.format(median=days.median, most=days.most), "strong", JOIN)


def head_rows(view: FiguresView) -> list[Row]:
    """Returns the period and the main figures, what "hidden" means if anything is hidden, and for whom they are."""
    hidden = any(cell.count is None for table in view.tables for cell in table.cells)
    rows = [line(view.period, "title"), *map(line, view.headline)]
    note = line(view.note, "warning" if view.for_yourself else "quiet")
    return [*rows, *([line(HIDDEN_MEANS, "quiet")] if hidden else []), EMPTY, note]
