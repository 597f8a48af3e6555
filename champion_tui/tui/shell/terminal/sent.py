"""Remembers what the terminal shows, cell by cell, so that only cells that change are sent again.

Textual paints a new page from its first line to its last, several times before it is complete, and repaints a changed text as a
whole. Over a slow connection that takes seconds, mostly for what is on the screen already. Here each painting is compared with
what the terminal shows, and only the difference is sent.

A terminal draws some signs wider or narrower than Textual counts, which shifts the rest of their line. A line that has or had
such a sign is therefore sent as a whole if it differs.
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
"""The sign in a column ("" if the sign before it is two columns wide), and its look: SGR numbers (ECMA-48), "" for plain."""

UNKNOWN: Cell = ("", "?")
"""A cell whose content is not known."""

ON_A_LINE = re.compile(r"\x1b\[(\d+);(\d+)H((?:[^\x1b\n]|\x1b\[[\d;]*m)*)\n*")
"""The parts that a painting consists of: a move to a line and column (both from 1), texts and looks, and the end of the line."""

LOOK_OR_TEXT = re.compile(r"\x1b\[([\d;]*)m|([^\x00-\x1f\x7f-\x9f]+)")

ONE_WIDE = re.compile("[ -~\u00a0-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u203a\u2190-\u2193\u2500-\u259f]*")
"""ASCII, European letters, punctuation, arrows, lines and blocks. Marks and shapes that some terminals draw two columns wide
are left out.
"""

APART = 8
"""Most unchanged columns between two changes for which they are sent along: moving the cursor past them would take as many bytes."""

# -- looks ---------------------------------------------------------------------------------------------------------------------

ENDS = {
    **dict.fromkeys(("1", "2"), "22"),
    "3": "23",
    **dict.fromkeys(("4", "21"), "24"),
    **dict.fromkeys(("5", "6"), "25"),
    **{way: f"2{way}" for way in "789"},
    **dict.fromkeys(("51", "52"), "54"),
    "53": "55",
}
"""For each SGR number that turns on an attribute (bold, underlined, ...), the number that turns it off."""

REVERSED = "7"
SEEN_ON_BLANKS = frozenset({"4", "21", "5", "6", "9", "51", "52", "53"})
PLAIN_COLOUR, PLAIN_GROUND = "39", "49"

LOOKS = re.compile(
    rf"(?P<ways>(?:(?:{'|'.join(ENDS)})(?:;|$))*)"
    r"(?P<colour>(?:38;2;\d+;\d+;\d+|38;5;\d+|3[0-79]|9[0-7])?);?"
    r"(?P<ground>(?:48;2;\d+;\d+;\d+|48;5;\d+|4[0-79]|10[0-7])?)"
)
"""A look: attributes, foreground colour, background colour."""


class Sent:
    """What the terminal shows. The app sends the result of ``change``. Nothing is known at first, nor after ``forget``."""

    def __init__(self) -> None:
        self._lines: dict[int, list[Cell]] = {}
        self._painted: dict[int, list[tuple[int, str]]] = {}
        """The latest painting of each line, as Textual gave it."""

    @property
    def knows(self) -> bool:
        """Whether the content of any line is known."""
        return bool(self._lines)

    def forget(self) -> None:
        """Forgets what the terminal shows, so that everything painted from now on is sent."""
        self._lines.clear()
        self._painted.clear()

    def change(self, painting: str) -> str:
        """Returns the text that makes the terminal show ``painting``."""
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
    """One of Textual's paintings, reduced to what differs from what the terminal shows."""

    def __init__(self, painting: CompositorUpdate, sent: Sent) -> None:
        self._painting = painting
        self._sent = sent

    def render_segments(self, console: Console) -> str:
        """Returns the text to send."""
        return self._sent.change(self._painting.render_segments(console))


class _NotUnderstood(Exception):
    """Raised for a painting with anything that Textual is not known to paint."""


def _by_lines(painting: str) -> dict[int, list[tuple[int, str]]]:
    """Returns for each line (from 1) what is painted: pairs of a column (from 0) and texts with looks. Raises ``_NotUnderstood``."""
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
    """Returns the cells of ``texts``. Raises ``_NotUnderstood``, also for a combining mark at the start, which would change the
    cell before it.
    """
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
    """Writes cells over a line from column ``x``. The uncovered half of a wide sign becomes a blank."""
    line += [UNKNOWN] * (x - len(line))
    for edge in (x, x + len(cells)):
        if edge < len(line) and line[edge][0] == "" and line[edge] != UNKNOWN:
            line[edge] = line[edge - 1] = (" ", line[edge][1])
    line[x : x + len(cells)] = cells


def _differing(before: list[Cell], after: list[Cell]) -> Iterator[tuple[int, int]]:
    """Yields the ranges of columns to send, as start and end (exclusive). Cells that are not known are never sent."""
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
    """Returns whether the cells between the first and the last can be written without any other look than those two have."""
    looks = {look for _, ends in (cells[0], cells[-1]) for look in (ends, _of_a_blank(ends))}
    return all(look in looks for _, look in cells[1:-1])


def _one_wide(line: list[Cell]) -> bool:
    """Returns whether every terminal draws each sign of a line one column wide."""
    return ONE_WIDE.fullmatch("".join([sign for sign, _ in line])) is not None


class _Pen:
    """Writes cells with as few bytes as possible for their looks."""

    def __init__(self) -> None:
        self._look = ""
        self._written: list[str] = []

    def write(self, y: int, x: int, cells: list[Cell]) -> None:
        """Writes cells from column ``x`` (from 0) of line ``y`` (from 1)."""
        self._written.append(f"\x1b[{y};{x + 1}H")
        for sign, look in cells:
            if look != self._look and (sign != " " or _of_a_blank(self._look) != look):
                self._take(look)
            self._written.append(sign)

    def _take(self, look: str) -> None:
        self._written.append(_between(self._look, look))
        self._look = look

    def finished(self) -> str:
        """Returns everything written, with the look reset to plain."""
        if self._look:
            self._take("")
        return "".join(self._written)


class _Parts(NamedTuple):
    """The parts of a look."""

    ways: tuple[str, ...]
    colour: str
    ground: str


@lru_cache(maxsize=512)
def _parts(look: str) -> _Parts:
    """Returns the parts of a look. Raises ``_NotUnderstood`` if it has any others."""
    found = LOOKS.fullmatch(look)
    if not found:
        raise _NotUnderstood
    ways = found["ways"].rstrip(";")
    return _Parts(tuple(ways.split(";")) if ways else (), found["colour"], found["ground"])


@lru_cache(maxsize=512)
def _between(before: str, after: str) -> str:
    """Returns the SGR sequence from one look to another: only the differences, or a reset and all of it, whichever is shorter."""
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
    """Returns the part of a look that is visible on a blank, which leaves out the foreground colour."""
    parts = _parts(look)
    if REVERSED in parts.ways:
        return look
    return ";".join(filter(None, (*(way for way in parts.ways if way in SEEN_ON_BLANKS), parts.ground)))
