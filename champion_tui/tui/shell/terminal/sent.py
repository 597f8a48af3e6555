"""What the terminal shows, cell by cell, as it was sent: only cells that are to look different are sent again.

Textual paints a page that takes another's place from its first line to its last, several times before it stands, and each text that
has changed whole. Over a slow line that is seconds for what is mostly on the screen already. Here a painting is compared with what
stands, and what differs goes out.

A terminal draws some signs wider or narrower than Textual counts, and the rest of their line is elsewhere then. So a line that holds
or held such a sign is sent whole where it differs, never in parts.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import compress, count
from operator import ne
from typing import NamedTuple

from rich.cells import split_graphemes
from rich.console import Console
from textual._compositor import CompositorUpdate

Cell = tuple[str, str]
"""What stands in a column, "" where the sign before it takes two, and how it looks: the numbers of SGR (ECMA-48), "" for plain."""

UNKNOWN: Cell = ("", "?")
"""Nobody knows what stands there."""

ON_A_LINE = re.compile(r"\x1b\[(\d+);(\d+)H((?:[^\x1b\n]|\x1b\[[\d;]*m)*)\n*")
"""A painting is made of these: to a line and column (both from 1), texts and looks there, and the end of the line."""

LOOK_OR_TEXT = re.compile(r"\x1b\[([\d;]*)m|([^\x00-\x1f\x7f-\x9f]+)")

ONE_WIDE = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u203a\u2190-\u2193\u2500-\u259f]*")
"""The keyboard's signs, letters of Europe, punctuation, arrows, lines and blocks. Not the marks and shapes that some draw as pictures, two wide."""

APART = 8
"""Columns that stay as they are between two that change: no more, and they are sent along, for it takes as many bytes to pass over them."""

# -- how a cell looks ----------------------------------------------------------------------------------------------------------

ENDS = {
    **dict.fromkeys(("1", "2"), "22"),
    "3": "23",
    **dict.fromkeys(("4", "21"), "24"),
    **dict.fromkeys(("5", "6"), "25"),
    **{way: f"2{way}" for way in "789"},
    **dict.fromkeys(("51", "52"), "54"),
    "53": "55",
}
"""By the number that begins a way of drawing (bold, underlined, ...): the one that ends it."""

REVERSED = "7"
SEEN_ON_BLANKS = frozenset({"4", "21", "5", "6", "9", "51", "52", "53"})
PLAIN_COLOUR, PLAIN_GROUND = "39", "49"

LOOKS = re.compile(
    rf"(?P<ways>(?:(?:{'|'.join(ENDS)})(?:;|$))*)"
    r"(?P<colour>(?:38;2;\d+;\d+;\d+|38;5;\d+|3[0-79]|9[0-7])?);?"
    r"(?P<ground>(?:48;2;\d+;\d+;\d+|48;5;\d+|4[0-79]|10[0-7])?)"
)
"""A look: the ways of drawing, the colour, the colour of the ground."""


class Sent:
    """Made by the app, which sends what ``change`` gives. Nothing is known at first, nor after ``forget``."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Cell]] = {}
        self._painted: dict[int, list[tuple[int, str]]] = {}
        """What was painted last on each line, as it was painted."""

    @property
    def knows(self) -> bool:
        """Whether it is known of any line what stands there."""
        return bool(self._lines)

    def forget(self) -> None:
        """The terminal may show anything: all that is painted from now on is sent."""
        self._lines.clear()
        self._painted.clear()

    def change(self, painting: str) -> str:
        """What brings the terminal to show a painting."""
        pen = _Pen()
        try:
            for y, painted in _by_lines(painting).items():
                if painted == self._painted.get(y):
                    continue
                before = self._lines.get(y, [])
                after = before[:]
                for x, texts in painted:
                    _put(after, x, _cells(texts))
                for start, end in _differing(before, after):
                    pen.write(y, start, after[start:end])
                self._lines[y], self._painted[y] = after, painted
        except _NotUnderstood:
            self.forget()
            return painting
        return pen.finished()


class Change(CompositorUpdate):
    """A painting of Textual's, of which only what differs from what the terminal shows is sent."""

    def __init__(self, painting: CompositorUpdate, sent: Sent) -> None:
        self._painting = painting
        self._sent = sent

    def render_segments(self, console: Console) -> str:
        """What is sent."""
        return self._sent.change(self._painting.render_segments(console))


class _NotUnderstood(Exception):
    """A painting that holds what Textual is not known to paint."""


def _by_lines(painting: str) -> dict[int, list[tuple[int, str]]]:
    """What is painted on each line: from which column (from 0), and the texts with their looks. Raises ``_NotUnderstood``."""
    lines: dict[int, list[tuple[int, str]]] = {}
    at = 0
    for found in ON_A_LINE.finditer(painting):
        if found.start() != at:
            raise _NotUnderstood
        at = found.end()
        lines.setdefault(int(found[1]), []).append((int(found[2]) - 1, found[3]))
    if at != len(painting):
        raise _NotUnderstood
    return lines


def _cells(texts: str) -> list[Cell]:
    """Texts in columns. Raises ``_NotUnderstood``, also where one begins with a mark that sits on whatever stands before it."""
    cells: list[Cell] = []
    look, at = "", 0
    for found in LOOK_OR_TEXT.finditer(texts):
        if found.start() != at:
            raise _NotUnderstood
        at = found.end()
        given, text = found.groups()
        if text is None:
            plain = given in {"", "0"}
            if look and not plain:
                raise _NotUnderstood
            look = "" if plain else given
            continue
        blank = (" ", _of_a_blank(look))
        if ONE_WIDE.fullmatch(text):
            cells += [blank if sign == " " else (sign, look) for sign in text]
            continue
        for start, end, width in split_graphemes(text)[0]:
            if not width:
                raise _NotUnderstood
            cells += [(text[start:end], look), *[("", look)] * (width - 1)]
    if at != len(texts):
        raise _NotUnderstood
    return cells


def _put(line: list[Cell], x: int, cells: list[Cell]) -> None:
    """Lay cells over a line; of a sign that is half covered a blank stays."""
    line += [UNKNOWN] * (x - len(line))
    for edge in (x, x + len(cells)):
        if edge < len(line) and line[edge][0] == "" and line[edge] != UNKNOWN:
            line[edge] = line[edge - 1] = (" ", line[edge][1])
    line[x : x + len(cells)] = cells


def _differing(before: list[Cell], after: list[Cell]) -> Iterator[tuple[int, int]]:
    """From which column to which a line must be sent; what nobody knows, never."""
    if before == after:
        return
    old = before + [UNKNOWN] * (len(after) - len(before))
    if _one_wide(before) and _one_wide(after):
        changed = list(compress(count(), map(ne, old, after)))
    else:
        changed = [x for x, cell in enumerate(after) if cell != UNKNOWN]
    start, end = changed[0], changed[0] + 1
    for x in changed[1:]:
        if x != end and (x - end > APART or not _alike(after[end - 1 : x + 1])):
            yield start, end
            start = x
        end = x + 1
    yield start, end


def _alike(cells: list[Cell]) -> bool:
    """Whether what stands between two cells that are written has the looks of these."""
    looks = {look for _, ends in (cells[0], cells[-1]) for look in (ends, _of_a_blank(ends))}
    return all(look in looks for _, look in cells[1:-1])


def _one_wide(line: list[Cell]) -> bool:
    """Whether every terminal draws each sign of a line one column wide."""
    return ONE_WIDE.fullmatch("".join([sign for sign, _ in line])) is not None


class _Pen:
    """Writes cells with as few bytes for their looks as it takes."""

    def __init__(self) -> None:
        self._look = ""
        self._written: list[str] = []

    def write(self, y: int, x: int, cells: list[Cell]) -> None:
        """Write cells from a column of a line on."""
        self._written.append(f"\x1b[{y};{x + 1}H")
        for sign, look in cells:
            if look != self._look and (sign != " " or _of_a_blank(self._look) != look):
                self._take(look)
            self._written.append(sign)

    def _take(self, look: str) -> None:
        self._written.append(_between(self._look, look))
        self._look = look

    def finished(self) -> str:
        """All that was written, the look plain again."""
        if self._look:
            self._take("")
        return "".join(self._written)


class _Parts(NamedTuple):
    """Of a look."""

    ways: tuple[str, ...]
    colour: str
    ground: str


@lru_cache(maxsize=512)
def _parts(look: str) -> _Parts:
    """Raises ``_NotUnderstood``."""
    found = LOOKS.fullmatch(look)
    if not found:
        raise _NotUnderstood
    ways = found["ways"].rstrip(";")
    return _Parts(tuple(ways.split(";")) if ways else (), found["colour"], found["ground"])


@lru_cache(maxsize=512)
def _between(before: str, after: str) -> str:
    """From one look to another: by what differs, or from the beginning, whichever is shorter."""
    old, new = _parts(before), _parts(after)
    ends = {ENDS[way] for way in old.ways if way not in new.ways}
    differs = [
        *sorted(ends),
        *(way for way in new.ways if way not in old.ways or ENDS[way] in ends),
        *([new.colour or PLAIN_COLOUR] if new.colour != old.colour else []),
        *([new.ground or PLAIN_GROUND] if new.ground != old.ground else []),
    ]
    return f"\x1b[{min(';'.join(differs), f'0;{after}' if after else '', key=len)}m"


@lru_cache(maxsize=512)
def _of_a_blank(look: str) -> str:
    """As much of a look as is seen where nothing stands: not what colour it would have."""
    parts = _parts(look)
    if REVERSED in parts.ways:
        return look
    return ";".join(filter(None, (*(way for way in parts.ways if way in SEEN_ON_BLANKS), parts.ground)))
