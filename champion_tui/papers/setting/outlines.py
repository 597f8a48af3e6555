"""The glyphs of a font in a PDF (TrueType, ISO/IEC 14496-22), and new ones composed from them."""

import struct
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

WORDS_ARE_OFFSETS, MORE = 0x0003, 0x0020
"""Flags of a component glyph: its position is two signed words, and another component follows."""

WHOLE_FONT = 0xB1B0AFBA
"""The sum of a font's checksum and its adjustment (table ``head``)."""


NO_NAMES = struct.pack(">I", 0x00030000)
"""The version of table ``post`` that names no glyphs."""


class Piece(NamedTuple):
    """A glyph as a component of another: its number, and its offset to the right and up, in font units."""

    glyph: int
    right: int
    up: int


class Box(NamedTuple):
    """The bounding box of a glyph, in font units."""

    left: int
    bottom: int
    right: int
    top: int


@dataclass
class Outlines:
    """A TrueType font of a PDF, to which glyphs can be added."""

    tables: dict[str, bytes]
    glyphs: list[bytes]
    metrics: list[tuple[int, int]]
    """The advance and the left side bearing of each glyph, in font units."""

    @classmethod
    def read(cls, font: bytes) -> "Outlines":
        """Returns the font in these bytes. Raises ``struct.error`` or ``KeyError`` if it is not a complete TrueType font."""
        count = struct.unpack_from(">H", font, 4)[0]
        records = [struct.unpack_from(">4sIII", font, 12 + 16 * n) for n in range(count)]
        tables = {tag.decode("latin-1"): font[start : start + length] for tag, _, start, length in records}
        return cls(tables, list(_glyphs(tables)), list(_metrics(tables)))

    @property
    def units(self) -> int:
        """Font units per em."""
        return int(struct.unpack_from(">H", self.tables["head"], 18)[0])

    def box(self, glyph: int) -> Box | None:
        """Returns the bounding box of a glyph, from its origin; None for one that shows nothing."""
        drawn = self.glyphs[glyph]
        if not drawn:
            return None
        left, bottom, right, top = struct.unpack_from(">4h", drawn, 2)
        shift = self.metrics[glyph][1] - left
        return Box(left + shift, bottom, right + shift, top)

    def add(self, pieces: Iterable[Piece], advance: int) -> int:
        """Adds a glyph made of ``pieces``, ``advance`` wide, and returns its number."""
        shown = [(piece, box) for piece in pieces if (box := self.box(piece.glyph)) is not None]
        left = min((piece.right + box.left for piece, box in shown), default=0)
        self.glyphs.append(self._compound(shown, left) if shown else b"")
        self.metrics.append((advance, left))
        return len(self.glyphs) - 1

    def _compound(self, shown: list[tuple[Piece, Box]], left: int) -> bytes:
        bottom = min(piece.up + box.bottom for piece, box in shown)
        right = max(piece.right + box.right for piece, box in shown)
        top = max(piece.up + box.top for piece, box in shown)
        made = struct.pack(">5h", -1, left, bottom, right, top)
        for number, (piece, box) in enumerate(shown, start=1):
            flags = WORDS_ARE_OFFSETS | (MORE if number < len(shown) else 0)
            # A glyph by itself is moved to start where its metrics say; as a component it is not.
            moved = box.left - struct.unpack_from(">h", self.glyphs[piece.glyph], 2)[0]
            made += struct.pack(">HHhh", flags, piece.glyph, piece.right + moved, piece.up)
        return made

    def written(self, deepest: int) -> bytes:
        """Returns the font with all its glyphs, which have at most ``deepest`` components each."""
        places, drawn = [0], bytearray()
        for one in self.glyphs:
            drawn += one + bytes(-len(one) % 4)
            places.append(len(drawn))
        head, wide = bytearray(self.tables["head"]), bytearray(self.tables["hhea"])
        struct.pack_into(">I", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        struct.pack_into(">H", wide, 34, len(self.metrics))
        made = self.tables | {
            "glyf": bytes(drawn),
            "loca": struct.pack(f">{len(places)}I", *places),
            "hmtx": b"".join(struct.pack(">Hh", *one) for one in self.metrics),
            "maxp": _most(self.tables["maxp"], len(self.glyphs), deepest),
            "head": bytes(head),
            "hhea": bytes(wide),
            "post": NO_NAMES + self.tables["post"][4:32],
        }
        return _file(made)


def _glyphs(tables: dict[str, bytes]) -> Iterable[bytes]:
    long = struct.unpack_from(">h", tables["head"], 50)[0]
    count = struct.unpack_from(">H", tables["maxp"], 4)[0] + 1
    kind, step = ("I", 1) if long else ("H", 2)
    places = [step * place for place in struct.unpack_from(f">{count}{kind}", tables["loca"])]
    return (tables["glyf"][start:end] for start, end in pairwise(places))


def _metrics(tables: dict[str, bytes]) -> Iterable[tuple[int, int]]:
    """Returns advance and left side bearing of each glyph. The last advance applies to all glyphs after it."""
    count = struct.unpack_from(">H", tables["maxp"], 4)[0]
    long = struct.unpack_from(">H", tables["hhea"], 34)[0]
    advances = struct.unpack_from(">" + "H2x" * long, tables["hmtx"])
    lefts = struct.unpack_from(">" + "2xh" * long, tables["hmtx"])
    rest = struct.unpack_from(f">{count - long}h", tables["hmtx"], 4 * long)
    return zip((*advances, *(advances[-1:] * len(rest))), (*lefts, *rest), strict=True)


def _most(maxp: bytes, glyphs: int, parts: int) -> bytes:
    """Returns table ``maxp``, the limits that a reader must allow for."""
    made = bytearray(maxp)
    points, contours, of_parts, contours_of_parts = struct.unpack_from(">4H", maxp, 6)
    most, deep = struct.unpack_from(">2H", maxp, 28)
    struct.pack_into(">H", made, 4, glyphs)
    struct.pack_into(">2H", made, 10, parts * max(points, of_parts), parts * max(contours, contours_of_parts))
    struct.pack_into(">2H", made, 28, max(most, parts), deep + 1)
    return bytes(made)


def _checksum(table: bytes) -> int:
    padded = table + bytes(-len(table) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _file(tables: dict[str, bytes]) -> bytes:
    power = len(tables).bit_length() - 1
    search = 16 << power
    start = struct.pack(">IHHHH", 0x00010000, len(tables), search, power, 16 * len(tables) - search)
    directory, body, place = b"", b"", len(start) + 16 * len(tables)
    head = 0
    for tag, table in sorted(tables.items()):
        if tag == "head":
            head = place + len(body)
        directory += struct.pack(">4sIII", tag.encode("latin-1"), _checksum(table), place + len(body), len(table))
        body += table + bytes(-len(table) % 4)
    made = bytearray(start + directory + body)
    struct.pack_into(">I", made, head + 8, (WHOLE_FONT - _checksum(bytes(made))) & 0xFFFFFFFF)
    return bytes(made)
