"""Lays out text in columns with hanging indents, which Textual's own wrapping cannot do."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import dropwhile, takewhile

from textual.content import Content, Span
from textual.style import Style

from champion_tui.ground.plain_text import numbers_in, wrapped_whole
from champion_tui.ground.values import immutable
from champion_tui.ground.visible import harmless

LABEL = 12
"""Columns of a label in front of text: the length of the longest label ("Do now", "Why we ask")."""

LEAST = (60, 16)
"""Least columns and rows of a window in which the screens fit."""

GAP = 2
"""Columns between two cells."""

NARROW = 58
"""Below this many columns, as in a side pane, cells with ``fold`` are put above or below the others instead of next to them."""

ABOVE, BELOW = "above", "below"
"""Where a cell with ``fold`` is put: on a line of its own above the row, or below the cell before it."""


SHARE, LEAST_SHARE = 12, 8
"""Least columns for cells without a width of their own. If there is less room, the widest of the other cells are narrowed, at
most to ``LEAST_SHARE`` columns.
"""


@immutable
class Cell:
    """A piece of text in a row; characters that could control a terminal are drawn as escapes.

    ``look`` is one of ``LOOKS``. ``width`` is in columns, 0 for all that the other cells leave. ``fold`` says where the cell is
    put if there is little room (``NARROW``), "" if it stays. ``hang`` is the indent of its further lines, in columns.
    """

    text: str
    look: str = ""
    width: int = 0
    fold: str = ""
    hang: int = 0


Row = tuple[Cell, ...]
"""Cells next to each other, each wrapped within its own width. An empty row is an empty line."""

CHOSEN = "chosen"
"""The look of the line that Enter would choose. If the last cells of a row have it, it extends from the first of them to the
end of the line.
"""

PRESSING, LATE, SETTLED, TRAINED = "pressing", "overdue", "settled", "training"
"""The looks of states (``states.py``)."""

NUMBER, WARNING = "number", "warning"
"""The looks of a telephone number to dial, and of an error."""

LOOKS = frozenset(
    {"strong", "quiet", "accent", WARNING, "title", NUMBER, "unsure", CHOSEN, PRESSING, LATE, SETTLED, TRAINED}
)
"""The looks a cell can have. The style sheet calls each ``look--`` and its name."""

COMPONENTS = {f"look--{look}" for look in LOOKS}
"""The looks as component classes of the app, so that they are computed once and not for each page or text."""

KEPT = frozenset({NUMBER, PRESSING, LATE, SETTLED, TRAINED})
"""Looks that a cell keeps on the marked line: numbers to dial and states must stay visible there."""

EMPTY: Row = ()

PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f\u2013\u2014\u2018\u2019\u2026]*")
"""Signs that are one column wide everywhere and cannot control a terminal: ASCII, European letters, dashes, curly quotes and
the ellipsis.
"""


def too_small(width: int, height: int) -> bool:
    """Returns whether a window of ``width`` columns and ``height`` rows is too small for the screens."""
    return width < LEAST[0] or height < LEAST[1]


def line(text: str, look: str = "") -> Row:
    """Returns a row of one cell over the whole width."""
    return (Cell(text, look),)


def labelled(label: str, text: str, look: str = "", width: int = LABEL) -> Row:
    """Returns a label followed by text with a hanging indent. If there is little room, a long label is put above its text."""
    return (Cell(label, "strong", width, ABOVE if width >= LABEL else ""), Cell(text, look))


def marked(cell: Cell) -> Cell:
    """Returns a cell as it looks on the line that Enter would choose."""
    return cell if cell.look in KEPT else replace(cell, look=CHOSEN)


def cut(text: str, width: int) -> str:
    """Returns ``text`` cut to ``width`` columns, ending in an ellipsis if it was longer."""
    if _fits(text, width):
        return text
    return Content(harmless(text)).truncate(width, ellipsis=True).plain


def lay_out(
    rows: Sequence[Row], width: int, style_of: Callable[[str], Style], *, compact: bool = False
) -> list[list[Content]]:
    """Returns the lines of each row, none wider than ``width`` columns. ``style_of`` returns the style of a look. An empty row
    is an empty line, or no line if ``compact``.
    """
    empty = [] if compact else [Content("")]
    if width < NARROW and any(cell.fold for row in rows for cell in row):
        return [
            [text for part in _folded(row) for text in _row_lines(part, max(width, 1), style_of)] if row else empty
            for row in rows
        ]
    return [_row_lines(row, max(width, 1), style_of) if row else empty for row in rows]


def _folded(row: Row) -> list[Row]:
    """Returns the rows that replace ``row`` if there is little room. Empty cells that fold are left out."""
    above: list[Row] = [(replace(cell, width=0),) for cell in row if cell.fold == ABOVE and cell.text]
    stays = [cell for cell in row if not cell.fold]
    indent = [Cell("", width=cell.width) for cell in stays[:-1] if cell.width]
    if stays and stays[-1].width:
        stays[-1] = replace(stays[-1], width=0)
    below: list[Row] = [(*indent, replace(cell, width=0)) for cell in row if cell.fold == BELOW and cell.text]
    return [*above, tuple(stays), *below]


def _row_lines(row: Row, width: int, style_of: Callable[[str], Style]) -> list[Content]:
    if not row:
        return [Content("")]
    widths = _widths(row, width)
    if all(_fits(cell.text, columns) for cell, columns in zip(row, widths, strict=True)):
        lines = [_on_one_line(row, widths, style_of)]
    else:
        lines = _on_several(row, widths, style_of)
    if all(cell.look != CHOSEN for cell in row):
        return lines
    before = len(list(dropwhile(lambda cell: cell.look == CHOSEN or cell.look in KEPT, reversed(row))))
    before += len(list(takewhile(lambda cell: cell.look != CHOSEN, row[before:])))
    if before == len(row):
        return lines
    start = sum(widths[:before]) + GAP * before
    return [_chosen(text, start, width, style_of(CHOSEN)) for text in lines]


def _on_one_line(row: Row, widths: Sequence[int], style_of: Callable[[str], Style]) -> Content:
    """Returns a row whose cells all fit as one line. A fast path: a table has dozens of them, drawn at every key of a search."""
    texts, spans, at = list[str](), list[Span](), 0
    for cell, columns in zip(row, widths, strict=True):
        if cell.text:
            if style := style_of(cell.look):
                spans.append(Span(at, at + len(cell.text), style))
            spans += [Span(at + start, at + end, style_of(NUMBER)) for start, end in _numbers(cell, cell.text)]
        texts.append(cell.text.ljust(columns + GAP))
        at += columns + GAP
    texts[-1] = row[-1].text
    text = "".join(texts)
    return Content(text, spans, len(text), strip_control_codes=False)


def _on_several(row: Row, widths: Sequence[int], style_of: Callable[[str], Style]) -> list[Content]:
    columns = [_cell_lines(cell, columns, style_of) for cell, columns in zip(row, widths, strict=True)]
    height = max([1, *(len(column) for column in columns)])
    return [_join([column[y] if y < len(column) else Content("") for column in columns], widths) for y in range(height)]


def _cell_lines(cell: Cell, columns: int, style_of: Callable[[str], Style]) -> list[Content]:
    if not cell.text:
        return []
    style = style_of(cell.look)
    lines = [Content.styled(line, style) for line in _broken(cell, columns)]
    for at, line in enumerate(lines):
        for start, end in _numbers(cell, line.plain):
            lines[at] = lines[at].stylize(style_of(NUMBER), start, end)
    return lines


def _numbers(cell: Cell, text: str) -> list[tuple[int, int]]:
    """Returns where the numbers to dial are in a line of a cell. A number in an error message is only an example."""
    return [] if cell.look in {NUMBER, WARNING} else numbers_in(text)


def _broken(cell: Cell, columns: int) -> list[str]:
    """Returns the text of a cell as lines."""
    if _fits(cell.text, columns):
        return [cell.text]
    text, hang = harmless(cell.text), cell.hang if columns > cell.hang + SHARE else 0
    lines = wrapped_whole(text[hang:], lambda text: [line.plain for line in Content(text).wrap(columns - hang)])
    if hang:
        lines = [f"{text[:hang] if not at else ' ' * hang}{line}" for at, line in enumerate(lines)]
    # A space at the end is kept only if the text has it, as around a state.
    return [line if cell.text == line else line.rstrip() for line in lines]


def _fits(text: str, columns: int) -> bool:
    """Returns whether a text is known to fit unchanged without measuring it. Most do, and wrapping is expensive."""
    return len(text) <= columns and PLAIN.fullmatch(text) is not None


def _chosen(text: Content, start: int, width: int, style: Style) -> Content:
    return text.pad_right(max(width - text.cell_length, 0)).stylize_before(style, start)


def _widths(row: Row, width: int) -> list[int]:
    gaps = GAP * (len(row) - 1)
    filling = [cell for cell in row if not cell.width]
    share = SHARE if any(cell.text for cell in filling) else 0
    widths = [cell.width for cell in row]
    while sum(widths) + gaps + share * len(filling) > width and max(widths) > LEAST_SHARE:
        widths[widths.index(max(widths))] -= 1
    left = max((width - gaps - sum(widths)) // len(filling), share) if filling else 0
    return [columns or left for columns in widths]


def _join(cells: Sequence[Content], widths: Sequence[int]) -> Content:
    padded = [
        cell.pad_right(columns + GAP - cell.cell_length) for cell, columns in zip(cells[:-1], widths[:-1], strict=True)
    ]
    return Content.assemble(*padded, cells[-1])
