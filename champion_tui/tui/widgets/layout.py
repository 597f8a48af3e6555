"""Text in columns with hanging indents: what Textual's own wrapping cannot do."""

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
"""Columns of a label in front of text ("Do now", "Why we ask"), as wide as the longest one."""

LEAST = (60, 16)
"""Columns and rows of a window that the screens need."""

GAP = 2
"""Columns between two cells."""

NARROW = 58
"""In fewer columns than this, as in a side pane, cells that may fold stand above or below the others and not beside them."""

ABOVE, BELOW = "above", "below"
"""Where a cell goes that folds: on a line of its own over the row, or under the cell before it."""


SHARE, LEAST_SHARE = 12, 8
"""Columns that what the others leave has at least; where there is not even that, the widest of the others yield, down to so many."""


@immutable
class Cell:
    """A piece of text; what would drive a terminal is drawn as an escape. ``look`` is one of ``LOOKS``; ``width`` in columns, 0 for
    all that the others leave; ``fold`` is where it goes where there is little room (``NARROW``), "" if it stays; ``hang`` is by how
    many columns the lines after its first are indented.
    """

    text: str
    look: str = ""
    width: int = 0
    fold: str = ""
    hang: int = 0


Row = tuple[Cell, ...]
"""Cells side by side, each wrapped within its own width. An empty row is an empty line."""

CHOSEN = "chosen"
"""The look of the line that Enter would take. Where the last cells of a row have it, it covers the line from the first of them on."""

PRESSING, LATE, SETTLED, TRAINED = "pressing", "overdue", "settled", "training"
"""The looks of states (``states.py``)."""

NUMBER, WARNING = "number", "warning"
"""The looks of a number to dial, and of what is wrong."""

LOOKS = frozenset(
    {"strong", "quiet", "accent", WARNING, "title", NUMBER, "unsure", CHOSEN, PRESSING, LATE, SETTLED, TRAINED}
)
"""How a cell looks: ``look--`` and this name in the style sheet."""

COMPONENTS = {f"look--{look}" for look in LOOKS}
"""The looks as component classes of the app: worked out once, and not for every page or text."""

KEPT = frozenset({NUMBER, PRESSING, LATE, SETTLED, TRAINED})
"""The looks that stay on the marked line: a number is for dialling and a state for seeing there too, more than anywhere."""

EMPTY: Row = ()

PLAIN = re.compile("[ -~\u00a1-\u00ac\u00ae-\u024f\u2013\u2014\u2018\u2019\u2026]*")
"""Signs that are one column wide everywhere and drive no terminal: the keyboard's, the letters of Europe, and the one that says that there is more."""


def too_small(width: int, height: int) -> bool:
    """Whether the screens do not fit into a window of so many columns and rows."""
    return width < LEAST[0] or height < LEAST[1]


def line(text: str, look: str = "") -> Row:
    """One cell over the whole width."""
    return (Cell(text, look),)


def labelled(label: str, text: str, look: str = "", width: int = LABEL) -> Row:
    """A label with text that hangs beside it; where there is little room a long label stands over its text."""
    return (Cell(label, "strong", width, ABOVE if width >= LABEL else ""), Cell(text, look))


def marked(cell: Cell) -> Cell:
    """A cell as it stands on the line that Enter would take."""
    return cell if cell.look in KEPT else replace(cell, look=CHOSEN)


def cut(text: str, width: int) -> str:
    """As much of a text as fits ``width`` columns, the last of them a sign where there is more."""
    if _fits(text, width):
        return text
    return Content(harmless(text)).truncate(width, ellipsis=True).plain


def lay_out(
    rows: Sequence[Row], width: int, style_of: Callable[[str], Style], *, compact: bool = False
) -> list[list[Content]]:
    """Each row as its lines, none wider than ``width`` columns. ``style_of`` gives the style of a look. An empty row is an empty line, or
    none where it is to be ``compact``.
    """
    empty = [] if compact else [Content("")]
    if width < NARROW and any(cell.fold for row in rows for cell in row):
        return [
            [text for part in _folded(row) for text in _row_lines(part, max(width, 1), style_of)] if row else empty
            for row in rows
        ]
    return [_row_lines(row, max(width, 1), style_of) if row else empty for row in rows]


def _folded(row: Row) -> list[Row]:
    """The rows that stand for one where there is little room; what is empty in it takes none."""
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
    """A row whose cells fit, in one go: a table has dozens of them, which are drawn at each key of a search."""
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
    """Where numbers to dial stand in a line of a cell. The number in a sentence of what is wrong is an example of one."""
    return [] if cell.look in {NUMBER, WARNING} else numbers_in(text)


def _broken(cell: Cell, columns: int) -> list[str]:
    """The text of a cell, line by line."""
    if _fits(cell.text, columns):
        return [cell.text]
    text, hang = harmless(cell.text), cell.hang if columns > cell.hang + SHARE else 0
    lines = wrapped_whole(text[hang:], lambda text: [line.plain for line in Content(text).wrap(columns - hang)])
    if hang:
        lines = [f"{text[:hang] if not at else ' ' * hang}{line}" for at, line in enumerate(lines)]
    # A space at the end is a part of what is written only where somebody put it there, as around a state.
    return [line if cell.text == line else line.rstrip() for line in lines]


def _fits(text: str, columns: int) -> bool:
    """Whether a text can stand as it is: most are a few plain characters, and wrapping is dear."""
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
