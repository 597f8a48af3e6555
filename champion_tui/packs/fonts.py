"""The fonts that papers are set in, and which characters they hold. System fonts are never used, so that the same case
gives the same pages on every machine.
"""

import struct
import unicodedata
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path

FAMILIES = (
    ("Atkinson Hyperlegible", "fontpkg_atkinson_hyperlegible"),
    ("Noto Sans", "fontpkg_noto_sans"),
    ("Noto Sans Arabic", "fontpkg_noto_sans_arabic"),
    ("Noto Sans Devanagari", "fontpkg_noto_sans_devanagari"),
    ("Noto Sans Tamil", "fontpkg_noto_sans_tamil"),
    ("Hind Siliguri", "fontpkg_hind_siliguri"),
    ("Heebo", "fontpkg_heebo"),
    ("Noto Sans Thai", "fontpkg_noto_sans_thai"),
)
"""Family and the package that holds it, in the order in which they are tried."""

UNICODE_MAPS = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3))
"""Platform and encoding of the character maps that hold Unicode, the fullest first (OpenType, table ``cmap``)."""

NOT_A_CHARACTER = 0xFFFF
"""The map of format 4 closes with it."""

INVISIBLE = frozenset("\n \u00a0\u00ad\u200b\u200c\u200d\u200e\u200f\u2060")
"""Characters that need no picture: spaces, joiners, direction marks."""


@cache
def folder(package: str) -> Path | None:
    """Where a font package keeps its files, or None where it is not installed."""
    spec = find_spec(package)
    return Path(spec.origin).parent / "files" if spec is not None and spec.origin else None


def folders() -> tuple[Path, ...]:
    """The folders of all installed families."""
    return tuple(found for _, package in FAMILIES if (found := folder(package)) is not None)


def families() -> tuple[str, ...]:
    """The names of the installed families, in order."""
    return tuple(name for name, package in FAMILIES if folder(package) is not None)


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
    """The code points that a TrueType or OpenType file maps; none where its character map has another format."""
    at = _map_offset(font)
    if at is None:
        return ()
    kind = struct.unpack_from(">H", font, at)[0]
    readers = {4: _ranges_of_format_4, 12: _ranges_of_format_12}
    reader = readers.get(kind)
    return () if reader is None else (code for codes in reader(font, at) for code in codes)


@cache
def printable() -> frozenset[str]:
    """Every character that the upright style of one of the installed families holds."""
    found: set[int] = set()
    for place in folders():
        for file in sorted(place.glob("*.[ot]tf")):
            if "Italic" not in file.name and "Bold" not in file.name:
                found.update(characters_in(file.read_bytes()))
    return frozenset(map(chr, found)) | INVISIBLE


def _is_shown(character: str, known: frozenset[str]) -> bool:
    if character in known or "\ufe00" <= character <= "\ufe0f":
        return True
    parts = unicodedata.normalize("NFD", character)
    return parts != character and all(part in known for part in parts)


def unprintable(text: str) -> str:
    """The characters of ``text`` that no installed font holds, each once, in order of appearance."""
    known = printable()
    return "".join(dict.fromkeys(character for character in text if not _is_shown(character, known)))
