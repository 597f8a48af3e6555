"""The direction of each line of a text, and what in it keeps its own direction (Unicode Standard Annex #9).

In a right-to-left line, the groups of a phone number would be printed in the order of the line, and ``12 High Street``
as ``High Street 12``. So each number, and each text in letters of the other direction, is isolated (UAX #9, X5a to
X6a): its neighbours cannot reorder it. Controls that came with a value were removed before (``plain_text.clean``). The
program's own controls do not reach a reader of the file: ``pdf_text.py`` leaves them out of a PDF's text.
"""

import re
import unicodedata
from collections.abc import Iterator
from enum import StrEnum
from itertools import groupby

from champion_tui.ground.plain_text import clean
from champion_tui.ground.values import immutable

STARTS = {"ltr": "\u2066", "rtl": "\u2067"}
END = "\u2069"
"""The isolates of UAX #9: LRI, RLI, and PDI as the end."""

ISOLATES = frozenset({*STARTS.values(), END})

MARKS = frozenset("\u200e\u200f\u061c")
"""Direction marks (LRM, RLM, ALM). They show a line's direction, and would split a number that contains them."""

SPACE = r"[ \u00a0\u2009\u202f]"
HARD = r"[-+/()\[\]*#~\u00b7\u2010-\u2015\u2212]"
SOFT = r"[.:,'\u2019\u066b\u066c_]"
NUMBER = re.compile(rf"\d(?:(?:(?:{SPACE}{{0,4}}{HARD}{{1,3}}){{0,3}}{SPACE}{{0,4}}|{SOFT})\d)*")
"""Digits in groups. A full stop, colon or comma belongs to a number only if no space follows it."""

TOKEN = re.compile(rf"{NUMBER.pattern}(?:[-./_@]?\w)*")
"""A number and what is attached to it: ``12a``, ``7K3M-2Q``."""

BEFORE, AFTER = frozenset("+#£€$~@"), frozenset("%°+/")
"""Signs that belong to the text right after them, and to the text right before them."""

BRACKETS = {")": "(", "]": "[", ">": "<", "}": "{"}
ARABIC_DIGITS = re.compile("[\u0600-\u0605\u0660-\u0669\u066b\u066c]+")
"""Digits that reorder the text between two groups of them, in any line (class AN; rule N1)."""

EXTENSION = re.compile(r"(?i)\b(?:ext|extn|extension|x)(?=[ .:]*\d)")

LONGEST_WHOLE = 28
"""The most characters of a number that a line break may not split."""


class Direction(StrEnum):
    """The direction of a line, with the names of CSS and Typst."""

    LEFT_TO_RIGHT = "ltr"
    RIGHT_TO_LEFT = "rtl"


@immutable
class TextRun:
    """Consecutive lines of a text that all have the same direction, with isolates around anything that does not."""

    words: str
    direction: Direction


def direction_of(text: str, otherwise: Direction = Direction.LEFT_TO_RIGHT) -> Direction:
    """Returns the direction of the first letter that has one (rule P2); ``otherwise`` if none has."""
    kinds = map(unicodedata.bidirectional, text)
    first = next((kind for kind in kinds if kind in {"L", "R", "AL"}), None)
    return otherwise if first is None else Direction.LEFT_TO_RIGHT if first == "L" else Direction.RIGHT_TO_LEFT


def parts(text: str, direction: Direction | None = None) -> tuple[TextRun, ...]:
    """Returns ``text`` line by line, with neighbouring lines of the same direction together.

    A line has the direction of its first letter, one without letters that of the line above. With ``direction``, all
    lines have that one.
    """
    lines = [TextRun(_isolated(line, direction), direction) for line, direction in _lines(text, direction)]
    return tuple(
        TextRun("\n".join(one.words for one in group), direction)
        for direction, group in groupby(lines, lambda one: one.direction)
    )


def in_one(text: str, direction: Direction | None = None) -> str:
    """Returns the same as one text for setting in one direction; each line keeps its own."""
    return joined(parts(text, direction))


def joined(made: tuple[TextRun, ...]) -> str:
    """Returns the ``parts`` of a text as one."""
    lines = "\n".join(one.words for one in made)
    if "\n" not in lines or all(one.direction is Direction.LEFT_TO_RIGHT for one in made):
        return lines
    return "\n".join(_around(line, one.direction) for one in made for line in one.words.split("\n"))


def flowing(text: str) -> str:
    """Returns ``text`` in as few lines as possible: only lines of different directions stay separate."""
    groups = groupby(_lines(clean(text), None), lambda one: one[1])
    return "\n".join(" ".join(" ".join(line for line, _ in group).split()) for _, group in groups)


def _lines(text: str, direction: Direction | None) -> Iterator[tuple[str, Direction]]:
    above = direction_of(text)
    for line in text.split("\n"):
        above = direction or direction_of(line, above)
        yield "".join(one for one in line if one not in MARKS), above


def _around(text: str, direction: Direction = Direction.LEFT_TO_RIGHT) -> str:
    """Returns ``text`` isolated. Rule X5a treats an isolate as one neutral character of its line."""
    return f"{STARTS[direction]}{text}{END}" if text else text


def _isolated(line: str, direction: Direction) -> str:
    if direction is Direction.LEFT_TO_RIGHT and line.isascii():
        return line
    kinds = [unicodedata.bidirectional(one) for one in line]
    if direction is Direction.LEFT_TO_RIGHT and not {"R", "AL", "AN"} & set(kinds):
        return line
    made, at = [], 0
    for turning, group in groupby(_turning(kinds)):
        end = at + len(list(group))
        made.append(line[at:end] if turning else _between(line[at:end], direction))
        at = end
    return "".join(made)


def _turning(kinds: list[str]) -> Iterator[bool]:
    """Yields for each character whether it is a right-to-left letter, or an accent on one."""
    before = False
    for kind in kinds:
        before = kind in {"R", "AL"} or (kind == "NSM" and before)
        yield before


def _between(span: str, direction: Direction) -> str:
    """Returns the text between right-to-left letters with isolates.

    In a right-to-left line any text is kept together. In a left-to-right line only numbers need it, because its letters
    have the line's direction.
    """
    if direction is Direction.LEFT_TO_RIGHT:
        return _with_whole(span, TOKEN)
    if all(unicodedata.bidirectional(one) != "L" for one in span):
        return _with_whole(span, NUMBER)
    solid = [at for at, one in enumerate(span) if _is_solid(one)]
    return _whole(span, solid[0], solid[-1] + 1)


def _is_solid(one: str) -> bool:
    return one.isdigit() or unicodedata.bidirectional(one) == "L"


def _with_whole(span: str, pattern: re.Pattern[str]) -> str:
    """Returns ``span`` with each match of ``pattern`` isolated, from the last to the first so that positions stay valid."""
    for match in reversed(list(pattern.finditer(span))):
        span = _whole(span, match.start(), match.end())
    return span


def _whole(span: str, start: int, end: int) -> str:
    """Returns ``span`` with the characters from ``start`` to ``end``, and the signs that belong to them, isolated."""
    start, end = _widened(span, start, end)
    kept = span[start:end]
    if len(kept) <= LONGEST_WHOLE and not any(map(str.isalpha, EXTENSION.sub("", kept))):
        kept = kept.replace(" ", "\u00a0")
    kept = ARABIC_DIGITS.sub(lambda digits: _around(digits[0]), kept)
    return span[:start] + _around(kept) + span[end:]


def _widened(span: str, start: int, end: int) -> tuple[int, int]:
    while end < len(span) and (span[end] in AFTER or unicodedata.bidirectional(span[end]) == "NSM"):
        end += 1
    while start and (span[start - 1] in BEFORE or _opens(span, start, end)):
        start -= 1
    while end < len(span) and _closes(span, start, end):
        end += 1
    return start, end


def _opens(span: str, start: int, end: int) -> bool:
    """Returns whether the bracket before ``start`` is closed within the span."""
    kept = span[start:end]
    return any(opens == span[start - 1] and kept.count(ends) > kept.count(opens) for ends, opens in BRACKETS.items())


def _closes(span: str, start: int, end: int) -> bool:
    """Returns whether the bracket at ``end`` was opened within the span."""
    opens, kept = BRACKETS.get(span[end]), span[start:end]
    return opens is not None and kept.count(opens) > kept.count(span[end])
