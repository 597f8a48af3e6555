"""Which characters a font file contains, and which characters as readers see them (clusters) it can show."""

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache

UNICODE_MAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""Platform and encoding of the Unicode character maps, the most complete first (OpenType, table ``cmap``)."""

NOT_A_CHARACTER = 0xFFFF
"""The last entry of a format 4 map."""

INVISIBLE = frozenset("\n \u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060")
"""Characters that need no glyph: spaces, joiners, direction marks."""

VARIATIONS = range(0xFE00, 0xFE10)
"""Variation selectors. They ask for another shape of the character before them and have no glyph themselves."""

JOINERS = frozenset("\u200c\u200d")
NO_CHARACTERS = frozenset({"Co", "Cn"})
"""Unicode categories without a meaning: private use differs on every machine, and the rest is unassigned."""


def _map_offset(font: bytes) -> int | None:
    tables = struct.unpack_from(">H", font, 4)[0]
    start = next(
        (
            struct.unpack_from(">I", font, 20 + 16 * n)[0]
            for n in range(tables)
            if font[12 + 16 * n : 16 + 16 * n] == b"cmap"
        ),
        None,
    )
    if start is None:
        return None
    count = struct.unpack_from(">H", font, start + 2)[0]
    records = [struct.unpack_from(">HHI", font, start + 4 + 8 * n) for n in range(count)]
    maps = {(platform, encoding): start + offset for platform, encoding, offset in records}
    return next((maps[kind] for kind in UNICODE_MAPS if kind in maps), None)


def _ranges_of_format_4(font: bytes, at: int) -> Iterator[range]:
    double = struct.unpack_from(">H", font, at + 6)[0]
    ends = struct.unpack_from(f">{double // 2}H", font, at + 14)
    starts = struct.unpack_from(f">{double // 2}H", font, at + 16 + double)
    return (range(first, min(last + 1, NOT_A_CHARACTER)) for first, last in zip(starts, ends, strict=True))


def _ranges_of_format_12(font: bytes, at: int) -> Iterator[range]:
    count = struct.unpack_from(">I", font, at + 12)[0]
    groups = (struct.unpack_from(">II", font, at + 16 + 12 * n) for n in range(count))
    return (range(first, last + 1) for first, last in groups)


def characters_in(font: bytes) -> Iterable[int]:
    """Returns the code points that a TrueType or OpenType file maps; () if its character map has another format."""
    at = _map_offset(font)
    if at is None:
        return ()
    kind = struct.unpack_from(">H", font, at)[0]
    readers = {4: _ranges_of_format_4, 12: _ranges_of_format_12}
    reader = readers.get(kind)
    return () if reader is None else (code for codes in reader(font, at) for code in codes)


@cache
def _may_follow(character: str) -> bool:
    """Returns whether a character belongs to the cluster before it, except a mark after a space."""
    return _needs_no_letter(character) or unicodedata.category(character).startswith("M")


def _needs_no_letter(character: str) -> bool:
    return character in JOINERS or ord(character) in VARIATIONS


def clusters(text: str) -> Iterator[str]:
    """Yields ``text`` in clusters, which readers see as one character: a character with the marks, joiners and selectors after it."""
    made = ""
    for character in text:
        follows = _may_follow(character) and (made[-1:] not in {"\n", " "} or _needs_no_letter(character))
        if made and not follows:
            yield made
            made = ""
        made += character
    if made:
        yield made


def signs(text: str) -> frozenset[str]:
    """Returns the clusters of ``text``, each once. Most texts have no marks, and then these are its characters."""
    characters = frozenset(text)
    return frozenset(clusters(text)) if any(map(_may_follow, characters)) else characters


def holds(known: frozenset[str], cluster: str) -> bool:
    """Returns whether a font with the characters ``known`` can show a cluster: as it is, decomposed, or composed."""
    forms = (cluster, unicodedata.normalize("NFC", cluster), unicodedata.normalize("NFD", cluster))
    return any(all(one in known or one in INVISIBLE or ord(one) in VARIATIONS for one in form) for form in forms)
