"""Makes text safe for paper and terminals: no control characters, direction overrides or unencodable characters."""

import re
import textwrap
import unicodedata
from collections.abc import Callable

WIDTH = 78
"""Columns of every text file: fits an 80-column terminal and a printed page."""

DIRECTION_TRICKS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
"""Embeddings and overrides, which can make the digits of a phone number read backwards."""

UNSEEN = re.compile(f"[\x00-\x09\x0b-\x1f\x7f-\x9f{''.join(sorted(DIRECTION_TRICKS))}]")
"""Control characters other than the line end (Unicode category Cc), and direction overrides."""

LINE_ENDS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")


def encodable(text: str) -> str:
    """Returns ``text`` with lone surrogates replaced, so that UTF-8 can encode it."""
    return text.encode("utf-8", "replace").decode("utf-8")


def clean(text: str) -> str:
    """Returns ``text`` with uniform line ends, spaces for tabs, and no control characters or direction overrides."""
    lines = LINE_ENDS.sub("\n", encodable(text)).replace("\t", "    ")
    return UNSEEN.sub("", lines).strip()


def one_line(text: str) -> str:
    """Returns the cleaned text on one line."""
    return " ".join(clean(text).split())


def shortened(text: str, longest: int) -> tuple[str, bool]:
    """Returns ``text`` on one line, cut between words to about ``longest`` characters, and whether it was cut."""
    return cut_short(one_line(text), longest)


def cut_short(text: str, longest: int) -> tuple[str, bool]:
    """Returns ``text``, cut between words to about ``longest`` characters, and whether it was cut."""
    if len(text) <= longest:
        return text, False
    cut = text[:longest]
    head = cut.rsplit(" ", 1)[0] if " " in cut[longest // 2 :] else cut
    return f"{head} …", True


def wrapped(text: str, first: str = "", rest: str = "") -> str:
    """Returns ``text`` wrapped to ``WIDTH``, line by line. Long words are broken. ``first`` and ``rest`` are the indents."""
    lines: list[str] = []
    for number, line in enumerate(clean(text).split("\n")):
        start = first if number == 0 else rest
        made = textwrap.wrap(line, WIDTH, initial_indent=start, subsequent_indent=rest, break_on_hyphens=False)
        lines.extend(made or [start.rstrip()])
    return "\n".join(lines)


def has_right_to_left(text: str) -> bool:
    """Returns whether any letter runs from right to left."""
    return any(unicodedata.bidirectional(character) in {"R", "AL"} for character in text)


JOINT = "\ue000"
"""Replaces the spaces within a number while text is wrapped: it is one column wide, not a place to break, and private in Unicode,
so that no text contains it.
"""

NUMBER = re.compile(r"\+?[0-9]+(?: [0-9]+)+")
FEWEST_DIGITS = 7
"""A shorter run of digits is a date, a sum or a count."""


NUMBER_TO_RING = re.compile(
    r"(?<![\w+])(?:"
    r"(?P<long>(?=[+0](?:\)? ?[0-9]){7})(?>(?:0[0-9]{2}|\+[0-9])[0-9]*(?:(?:\) ?| )[0-9]+(?![0-9]|[/:-][0-9]{2}))*))(?!\w)"
    r"|(?:116 [0-9]{3}|18000|999|112|111|101)(?![\w/:-]))"
)
"""A number to ring: eight digits or more beginning with 0 or a country code, or one of the short numbers. No date begins with a
group like the first one. A date or time that follows a number is not counted as part of it.
"""


def numbers_in(text: str) -> list[tuple[int, int]]:
    """Returns (begin, end) of each phone number in ``text`` that is written in groups as it is dialled. Short numbers are left out."""
    return [
        found.span()
        for found in NUMBER_TO_RING.finditer(text)
        if found["long"] and " " in found[0] and ")" not in found[0]
    ]


def wrapped_whole(text: str, wrap: Callable[[str], list[str]]) -> list[str]:
    """Returns the lines into which ``wrap`` breaks ``text``, keeping each phone number on one line."""
    return [line.replace(JOINT, " ") for line in wrap(NUMBER.sub(_joined, text))]


def _joined(number: re.Match[str]) -> str:
    return number[0] if _digits(number) < FEWEST_DIGITS else number[0].replace(" ", JOINT)


def _digits(number: re.Match[str]) -> int:
    return sum(character.isdigit() for character in number[0])
