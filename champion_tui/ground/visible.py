"""Removes invisible characters. They come with pasted text, make texts that look alike differ, and can hide one word in another.

Those that a script needs are kept: joiners in Persian and Indian scripts, direction marks next to right-to-left letters, and
variation selectors in Mongolian and Chinese.

Invisible means Unicode's "Default_Ignorable_Code_Point" (DerivedCoreProperties) and noncharacters. Characters that a terminal would
obey are shown as an escape instead.
"""

import re
import unicodedata
from collections.abc import Iterable

ZERO_WIDTH_SPACE, NON_JOINER, JOINER = "\u200b", "\u200c", "\u200d"
DIRECTION_MARKS = frozenset("\u200e\u200f\u061c")
DIRECTION_OVERRIDES = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""Direction overrides and isolates. In a name that others must trust, they are not there by accident."""

BRAILLE_BLANK = "\u2800"

NEVER_A_CHARACTER = 0xFFFE
"""The last two code points of every plane end in these bits. Unicode guarantees that they are never characters."""


DRIVES_A_TERMINAL = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")
"""Characters that move the cursor, colour the screen, set a title or the clipboard (ECMA-48, C0 and C1), change the direction of
the text next to them (Unicode UAX #9), or are half a character, which no encoding can write. Tabs and line ends are not among them.
"""


def harmless(text: str) -> str:
    """Returns ``text`` with each character that would drive a terminal replaced by an escape (a backslash, ``x1b``)."""
    return DRIVES_A_TERMINAL.sub(_escaped, text)


def _escaped(match: re.Match[str]) -> str:
    return repr(match[0])[1:-1]


def _spans(*spans: tuple[int, int]) -> frozenset[str]:
    return frozenset(chr(code) for first, last in spans for code in range(first, last + 1))


INVISIBLE = _spans(
    (0x00AD, 0x00AD), (0x034F, 0x034F), (0x061C, 0x061C), (0x115F, 0x1160), (0x17B4, 0x17B5), (0x180B, 0x180F),
    (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F), (0x3164, 0x3164), (0xFE00, 0xFE0F), (0xFEFF, 0xFEFF),
    (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFB), (0x1BCA0, 0x1BCA3), (0x1D173, 0x1D17A), (0xE0000, 0xE0FFF),
)  # fmt: skip
"""Includes the interlinear annotation marks (FFF9 to FFFB)."""

JOINED = ((0x0600, 0x08FF), (0x0900, 0x0DFF), (0x0F00, 0x109F), (0x1780, 0x18AF), (0xA840, 0xA87F), (0xA8E0, 0xA8FF),
          (0xFB50, 0xFDFF), (0xFE70, 0xFEFC), (0x10A00, 0x10A5F), (0x10D00, 0x10D3F), (0x11000, 0x11FFF),
          (0x1E900, 0x1E95F))  # fmt: skip
"""Scripts whose letters join or form clusters: a joiner there is part of a word's spelling."""

WITHOUT_SPACES = ((0x0E00, 0x0EFF), (0x0F00, 0x109F), (0x1780, 0x17FF))
"""Scripts of South-East Asia and Tibet, which separate words with a zero-width space."""

MONGOLIAN, CHINESE = ((0x1800, 0x18AF),), ((0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xF900, 0xFAFF), (0x20000, 0x3FFFF))
MONGOLIAN_MARKS = _spans((0x180B, 0x180F))
CHINESE_MARKS = _spans((0xFE00, 0xFE02), (0xE0100, 0xE01EF))


def without_invisible(text: str) -> str:
    """Returns ``text`` without invisible characters, and with an ordinary space for the Braille blank, which only looks like one.
    Control characters are kept: the caller decides whether to refuse them.
    """
    leftward = any(unicodedata.bidirectional(char) in {"R", "AL"} for char in text if char not in INVISIBLE)
    kept: list[str] = []
    for char in text.replace(BRAILLE_BLANK, " "):
        if not _unseen(char) or _needed(char, kept[-1] if kept else "", leftward=leftward):
            kept.append(char)
    return "".join(kept)


def as_seen(name: str) -> str:
    """Returns a name in the form used to find names that look alike: in one Unicode form, without capitals, spaces or any invisible
    characters, including those that a script needs. Two names with the same result are too easily confused.
    """
    shown = "".join(
        char for char in unicodedata.normalize("NFKC", name) if not (_unseen(char) or char == BRAILLE_BLANK)
    )
    return unicodedata.normalize("NFKC", "".join(shown.split()).casefold())


def _unseen(char: str) -> bool:
    return char in INVISIBLE or ord(char) & NEVER_A_CHARACTER == NEVER_A_CHARACTER


def _needed(char: str, before: str, *, leftward: bool) -> bool:
    """Returns whether an invisible character is meaningful after ``before``, the last character kept."""
    if char in DIRECTION_MARKS:
        return leftward
    if char in {NON_JOINER, JOINER}:
        return _within(before, JOINED)
    if char == ZERO_WIDTH_SPACE:
        return _within(before, WITHOUT_SPACES)
    if char in MONGOLIAN_MARKS:
        return _within(before, MONGOLIAN)
    return char in CHINESE_MARKS and _within(before, CHINESE)


def _within(char: str, spans: Iterable[tuple[int, int]]) -> bool:
    return bool(char) and any(first <= ord(char) <= last for first, last in spans)


MOST_NAMED = 12
NO_PICTURE = frozenset({"Co", "Cn", "Cs", "Cf"})
"""Unicode categories without a glyph, or with a different one on each machine: private use, unassigned, surrogates, joiners."""


def characters_named(text: str) -> str:
    """Returns the first characters of ``text`` and how many more there are. Characters without a glyph are shown by their code."""
    shown = "".join(map(_named, text[:MOST_NAMED]))
    more = len(text) - MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _named(character: str) -> str:
    return f"U+{ord(character):04X}" if unicodedata.category(character) in NO_PICTURE else character
