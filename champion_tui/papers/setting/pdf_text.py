"""Makes the text extracted from a PDF the text that was typed.

A font often draws one letter with several glyphs: ``ễ`` as an ``ê`` and a tilde, an Arabic ``ت`` as a bow and two dots.
Typst marks each glyph as meaning the whole letter, so a search, a copy or a screen reader finds ``Nguyễễn``. If it uses
``ActualText`` (ISO 32000-2, 14.9.4), most extractors ignore it. So each such group becomes one new glyph, made of the
same outlines in the same places, which means the letter once. The page looks the same, and readers need no special
support.

The page shows which glyphs make up a letter: neighbours with the same meaning. Accents have no width and belong to the
nearest letter. Different glyphs with a width form one letter together; if the same glyphs repeat, the letter repeats.
"""

import io
import re
import struct
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby, pairwise
from typing import Any, TypeAlias

import pikepdf

from champion_tui.papers.setting.bidi import ISOLATES, MARKS
from champion_tui.papers.setting.outlines import Outlines, Piece

UNSEEN = ISOLATES | MARKS | {"\u2060", "\ufeff"}
"""Characters that control the setting of a page and are not part of its text."""

IN_A_PROMILLE = 1000
"""Widths in a PDF are in thousandths of the type size (ISO 32000-2, 9.2.4)."""

BESIDE = 2.0
"""How far apart the glyphs of one letter may start, as a multiple of the type size."""

NEXT = 0.1
"""How far from the end of a glyph the next glyph of the same text may start, as a multiple of the type size."""

HAIR = 5.0
"""In thousandths of the type size."""

MOST_UNITS = 8192
"""The most units per em, so that offsets of components fit into their fields."""

MOST_ENTRIES = 100
"""The most entries in one section of a character map (Adobe Technical Note 5014)."""

ENTRY = re.compile(r"<([0-9A-Fa-f]{4})>\s*<((?:[0-9A-Fa-f]{4})+)>\s*\n")

STARTS = (
    "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
    "/CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) /Supplement 0 >> def\n"
    "/CMapName /Custom def\n/CMapType 2 def\n1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n"
)
ENDS = "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n"


@dataclass
class _Font:
    """A font of the document: the meaning of its codes, and its outlines and widths."""

    at: Any
    means: dict[int, str]
    outlines: Outlines
    made: dict[tuple[tuple[Piece, ...], int, str], int] = field(default_factory=dict)

    @classmethod
    def of(cls, at: Any) -> "_Font | None":
        """Returns the font; None if it has no TrueType outlines or no character map. Its text then stays as Typst wrote it."""
        below = at.DescendantFonts[0]
        file = below.FontDescriptor.get("/FontFile2")
        if file is None or "/ToUnicode" not in at or below.get("/CIDToGIDMap") != "/Identity":
            return None
        means = {code: _seen(text) for code, text in _means(at.ToUnicode.read_bytes()).items()}
        try:
            outlines = Outlines.read(file.read_bytes())
        except (struct.error, KeyError):
            return None
        return cls(at, means, outlines) if outlines.units <= MOST_UNITS else None

    def width(self, code: int) -> float:
        """Returns the width of a code, in thousandths of the type size."""
        return self.outlines.metrics[code][0] * IN_A_PROMILLE / self.outlines.units

    def code_for(self, pieces: tuple[Piece, ...], advance: int, text: str) -> int:
        """Returns the code that shows ``pieces``, is ``advance`` wide and means ``text``: an existing or a new one."""
        if len(pieces) == 1 and self.means.setdefault(pieces[0].glyph, text) == text:
            return pieces[0].glyph
        wanted = (pieces, advance, text)
        if wanted not in self.made:
            self.made[wanted] = code = self.outlines.add(pieces, advance)
            self.means[code] = text
        return self.made[wanted]

    def write_back(self, pdf: pikepdf.Pdf) -> None:
        """Writes the added glyphs into the document."""
        self.at.ToUnicode = pdf.make_stream(_map(self.means))
        if not self.made:
            return
        below = self.at.DescendantFonts[0]
        deepest = max(len(pieces) for pieces, _, _ in self.made)
        below.FontDescriptor.FontFile2 = pdf.make_stream(font := self.outlines.written(deepest), Length1=len(font))
        if "/CIDSet" in below.FontDescriptor:
            del below.FontDescriptor["/CIDSet"]
        for code in self.made.values():
            below.W.extend([code, pikepdf.Array([round(self.width(code), 4)])])


@dataclass
class _Shown:
    """A glyph on the page.

    ``x`` and ``y`` are its origin, in points. ``drop`` removes it. ``code`` is its new code. ``left`` and ``right`` are
    codes of characters without width next to it.
    """

    font: _Font
    size: float
    glyph: int
    x: float
    y: float
    text: str
    code: int = -1
    drop: bool = False
    left: tuple[int, ...] = ()
    right: tuple[int, ...] = ()

    @property
    def width(self) -> float:
        return self.font.width(self.glyph) * self.size / IN_A_PROMILLE

    @property
    def middle(self) -> float:
        """The middle of what it shows, in points from the left of the page."""
        box = self.font.outlines.box(self.glyph)
        return self.x + (self.width / 2 if box is None else self._points((box.left + box.right) / 2))

    @property
    def ends(self) -> float:
        """Where the next glyph starts, in points from the left of the page."""
        return self.x + self.width

    def space(self, other: "_Shown") -> "_Shown":
        """Returns a space in this glyph's font that replaces ``other``, a space in another font, which is dropped."""
        advance = round(other.width * self.font.outlines.units / self.size)
        code = self.font.code_for((), advance, " ")
        other.drop = True
        return _Shown(self.font, self.size, code, other.x, other.y, " ", code)

    def _points(self, units: float) -> float:
        return units * self.size / self.font.outlines.units

    def piece_of(self, other: "_Shown") -> Piece:
        """Returns this glyph as a component of ``other``."""
        scale = self.font.outlines.units / self.size
        return Piece(self.glyph, round((self.x - other.x) * scale), round((self.y - other.y) * scale))


def page_sizes(content: bytes) -> tuple[tuple[float, float], ...]:
    """Returns the width and height of each page of a PDF, in points."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        corners = [tuple(map(float, page.mediabox)) for page in pdf.pages]
    return tuple((right - left, top - bottom) for left, bottom, right, top in corners)


def as_typed(content: bytes) -> bytes:
    """Returns the PDF with text that is extracted as it was typed. The same input gives the same bytes."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        fonts: dict[tuple[int, int], _Font | None] = {}
        for page in pdf.pages:
            named = {name: _known(font, fonts) for name, font in page.resources.get("/Font", {}).items()}
            glyphs = _Page(pikepdf.parse_content_stream(page), named)
            glyphs.mend()
            page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(glyphs.rewritten()))
        for font in filter(None, fonts.values()):
            font.write_back(pdf)
        made = io.BytesIO()
        pdf.save(made, deterministic_id=True)
        return made.getvalue()


def _known(font: Any, fonts: dict[tuple[int, int], _Font | None]) -> _Font | None:
    if font.objgen not in fonts:
        fonts[font.objgen] = _Font.of(font)
    return fonts[font.objgen]


class _Page:
    """One page's instructions, and the glyphs that they show, in the order of the file."""

    def __init__(self, instructions: Iterable[Any], fonts: dict[str, _Font | None]) -> None:
        self.instructions = list(instructions)
        self.fonts = fonts
        self.glyphs: list[_Shown] = []
        self.shows: dict[int, list[_Shown | float]] = {}
        """For each instruction that shows text: its glyphs, and the steps between them in thousandths of the type size."""
        self.needless: set[int] = set()
        """Instructions that only say what text the glyphs between them mean."""
        self._read()

    def _read(self) -> None:
        state, kept = _State(), []
        marked: list[_Marked] = []
        for number, (operands, operator) in enumerate(self.instructions):
            match str(operator):
                case "q":
                    kept.append(state)
                case "Q":
                    state = kept.pop()
                case "BMC" | "BDC":
                    marked.append(_Marked(number, _actual_text(operands)))
                case "EMC":
                    self._end(marked.pop(), number)
                case "Tj" | "TJ":
                    self._show(number, operands[0], state, marked)
                case other:
                    state = state.after(other, operands, self.fonts)

    def _end(self, ended: "_Marked", number: int) -> None:
        if ended.says is not None and ended.ours:
            self.needless |= {ended.begins, number}

    def _show(self, number: int, operand: Any, state: "_State", marked: list["_Marked"]) -> None:
        if state.font is None:
            for one in marked:
                one.ours = False
            return
        actual_text = next((one.says for one in reversed(marked) if one.says is not None), None)
        self.shows[number] = list(_shown(operand, state.font, state, actual_text))
        self.glyphs += _glyphs(self.shows[number])

    def mend(self) -> None:
        """Gives each letter one glyph, and each right-to-left line one instruction.

        Extractors reverse right-to-left text one instruction at a time.
        """
        for neighbours in _alike(self.glyphs):
            for letter in _letters(neighbours):
                _join(letter)
        run: list[_Shown | float] = []
        spaces: list[_Shown] = []
        for show in self.shows.values():
            kept = [one for one in _glyphs(show) if not one.drop]
            if not kept:
                continue
            if _goes_on(run, spaces, kept):
                for one in (*map(_glyphs(run)[-1].space, spaces), *kept):
                    _append(run, one)
                show.clear()
                spaces = []
            elif _glyphs(run) and all(one.text == " " for one in kept):
                spaces += kept
            else:
                run, spaces = (show if _turns(kept) else []), []

    def rewritten(self) -> list[Any]:
        """Returns the changed instructions."""
        made: list[Any] = []
        for number, (operands, operator) in enumerate(self.instructions):
            if number in self.needless:
                continue
            if number not in self.shows:
                made.append((operands, operator))
            elif steps := _steps(self.shows[number]):
                made.append(([pikepdf.Array(steps)], pikepdf.Operator("TJ")))
        return made


@dataclass
class _Marked:
    """Marked content: the instruction that begins it, its ``ActualText``, and whether all its glyphs can be changed."""

    begins: int
    says: str | None
    ours: bool = True


def _actual_text(operands: Any) -> str | None:
    """Returns the ``ActualText`` of a mark, or None."""
    values = operands[1] if len(operands) > 1 else None
    actual_text = values.get("/ActualText") if isinstance(values, pikepdf.Dictionary) else None
    return None if actual_text is None else str(actual_text)


Matrix: TypeAlias = tuple[float, float, float, float, float, float]
STAYS: Matrix = (1, 0, 0, 1, 0, 0)


def _times(one: Matrix, other: Matrix) -> Matrix:
    """Applies first ``one``, then ``other`` (ISO 32000-2, 8.3.4)."""
    a, b, c, d, e, f = one
    k, m, n, o, x, y = other
    return (a * k + b * n, a * m + b * o, c * k + d * n, c * m + d * o, e * k + f * n + x, e * m + f * o + y)


@dataclass(frozen=True)
class _State:
    """The position and font of the next text."""

    page: Matrix = STAYS
    text: Matrix = STAYS
    font: _Font | None = None
    size: float = 0.0

    def after(self, operator: str, operands: Any, fonts: dict[str, _Font | None]) -> "_State":
        """Returns the state after an instruction."""
        match operator:
            case "cm":
                return replace(self, page=_times(_matrix(operands), self.page))
            case "Tm":
                return replace(self, text=_matrix(operands))
            case "Tf":
                return replace(self, font=fonts.get(str(operands[0])), size=float(operands[1]))
            case _:
                return self

    def place(self, along: float) -> tuple[float, float]:
        """Returns the position on the page of what is ``along`` points after the start of the text."""
        return _times((1, 0, 0, 1, along, 0), _times(self.text, self.page))[4:]


def _matrix(operands: Any) -> Matrix:
    a, b, c, d, e, f = map(float, operands)
    return a, b, c, d, e, f


def _shown(operand: Any, font: _Font, state: _State, actual_text: str | None) -> Iterator[_Shown | float]:
    along = 0.0
    for item in operand if isinstance(operand, pikepdf.Array) else [operand]:
        if not isinstance(item, pikepdf.String):
            along -= float(item) * state.size / IN_A_PROMILLE
            yield float(item)
            continue
        codes = bytes(item)
        for (code,) in struct.iter_unpack(">H", codes):
            text = _seen(font.means.get(code, "") if actual_text is None else actual_text)
            yield (glyph := _Shown(font, state.size, code, *state.place(along), text, code))
            along += glyph.width


def _seen(text: str) -> str:
    return unicodedata.normalize("NFC", "".join(one for one in text if one not in UNSEEN))


def _glyphs(items: list[_Shown | float]) -> list[_Shown]:
    return [one for one in items if isinstance(one, _Shown)]


def _kinds(glyphs: list[_Shown]) -> set[str]:
    return {unicodedata.bidirectional(character) for one in glyphs for character in one.text}


def _turns(glyphs: list[_Shown]) -> bool:
    """Returns whether all of it is right-to-left."""
    kinds = _kinds(glyphs)
    return bool(kinds & {"R", "AL"}) and not kinds & {"L", "EN", "AN"}


def _goes_on(run: list[_Shown | float], spaces: list[_Shown], kept: list[_Shown]) -> bool:
    """Returns whether ``kept`` continues the same right-to-left line in the same font and size, after ``spaces``."""
    if not _glyphs(run) or not _turns(kept):
        return False
    each = [_glyphs(run)[-1], *spaces, kept[0]]
    near = all(abs(one.ends - other.x) < NEXT * one.size and abs(one.y - other.y) < 1 for one, other in pairwise(each))
    return near and kept[0].font is each[0].font and all(one.size == kept[0].size for one in each)


def _append(run: list[_Shown | float], glyph: _Shown) -> None:
    before = _glyphs(run)[-1]
    while isinstance(run[-1], float):
        run.pop()
    run.append((before.ends - glyph.x) * IN_A_PROMILLE / glyph.size)
    run.append(glyph)


def _alike(glyphs: list[_Shown]) -> Iterator[list[_Shown]]:
    """Yields groups of neighbouring glyphs with the same meaning, in one font."""
    group: list[_Shown] = []
    for glyph in glyphs:
        if group and not _belongs(glyph, group[-1]):
            yield group
            group = []
        group.append(glyph)
    if group:
        yield group


def _belongs(glyph: _Shown, before: _Shown) -> bool:
    near = max(abs(glyph.x - before.x), abs(glyph.y - before.y)) <= BESIDE * glyph.size
    return near and (glyph.font is before.font, glyph.size, glyph.text) == (True, before.size, before.text)


def _letters(alike: list[_Shown]) -> list[list[_Shown]]:
    """Returns the glyphs of each letter, those with a width first."""
    wide = [one for one in alike if one.width > 0]
    if not wide:
        return [alike]
    letters = _repeats(wide)
    for accent in (one for one in alike if one.width <= 0):
        min(letters, key=lambda letter: min(abs(one.middle - accent.middle) for one in letter)).append(accent)
    return letters


def _repeats(wide: list[_Shown]) -> list[list[_Shown]]:
    """Returns the glyphs with a width, letter by letter.

    A single character is one glyph with a width. A longer text is as many glyphs as repeat, or all of them.
    """
    period = 1
    if len(wide[0].text) > 1:
        shapes = [one.glyph for one in wide]
        period = next(n for n in range(1, len(shapes) + 1) if shapes == (shapes[:n] * len(shapes))[: len(shapes)])
    return [wide[start : start + period] for start in range(0, len(wide), period)]


def _join(letter: list[_Shown]) -> None:
    """Makes the leftmost glyph with a width show the whole letter, and drops the others."""
    wide = [one for one in letter if one.width > 0] or letter
    first = min(wide, key=lambda one: one.x)
    ends = max(one.x + one.width for one in wide)
    advance = round((ends - first.x) * first.font.outlines.units / first.size) if len(wide) > 1 else None
    pieces = tuple(one.piece_of(first) for one in (first, *(one for one in letter if one is not first)))
    own = first.font.outlines.metrics[first.glyph][0]
    letters, first.left, first.right = _spread(first)
    first.code = first.font.code_for(pieces, own if advance is None else advance, letters)
    for one in letter:
        one.drop = one is not first


def _spread(glyph: _Shown) -> tuple[str, tuple[int, ...], tuple[int, ...]]:
    """Returns the new meaning of a glyph, and the codes of characters without width on its left and right.

    Extractors read right-to-left text glyph by glyph from the right, but the characters of one glyph from the left or
    the right, depending on the extractor. So a vowel sign or a joiner on such a letter gets a code of its own.
    """
    text = glyph.text
    at = next((n for n, one in enumerate(text) if unicodedata.bidirectional(one) in {"R", "AL"}), None)
    if at is None or len(text) == 1:
        return text, (), ()
    left, right = (
        tuple(glyph.font.code_for((), 0, one) for one in reversed(part)) for part in (text[at + 1 :], text[:at])
    )
    return text[at], left, right


def _steps(items: list[_Shown | float]) -> list[Any]:
    """Returns the operands for showing the glyphs, with the steps between as before; [] if nothing is shown.

    A step at the end would be read as a space. None is needed there, because Typst positions each text that it shows.
    """
    made: list[Any] = []
    for shows, group in groupby(_moves(items), lambda one: isinstance(one, int)):
        if shows:
            made.append(pikepdf.String(b"".join(struct.pack(">H", code) for code in group)))
        elif step := round(sum(group), 4):
            made.append(step)
    while made and not isinstance(made[-1], pikepdf.String):
        made.pop()
    return made


def _moves(items: list[_Shown | float]) -> Iterator[int | float]:
    """Yields codes (``int``) and steps (``float``)."""
    for item in items:
        if isinstance(item, float):
            yield item
        elif item.drop:
            yield -item.font.width(item.glyph)
        else:
            yield from _without_width(item.left)
            yield item.code
            yield from _without_width(item.right)
            yield item.font.width(item.code) - item.font.width(item.glyph)


def _without_width(codes: tuple[int, ...]) -> Iterator[int | float]:
    """Yields characters without width, slightly to the left, so that extractors that sort by position find them in order."""
    if codes:
        yield HAIR
        yield from codes
        yield -HAIR


def _means(stream: bytes) -> dict[int, str]:
    """Returns the meaning of each code from a character map (ISO 32000-2, 9.10.3) as Typst writes it, one code to a line."""
    entries = ENTRY.findall(stream.decode("latin-1"))
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be", "replace") for code, text in entries}


def _map(means: dict[int, str]) -> bytes:
    entries = [f"<{code:04X}> <{text.encode('utf-16-be').hex().upper()}>\n" for code, text in sorted(means.items())]
    parts = (entries[start : start + MOST_ENTRIES] for start in range(0, len(entries), MOST_ENTRIES))
    body = "".join(f"{len(part)} beginbfchar\n{''.join(part)}endbfchar\n" for part in parts)
    return f"{STARTS}{body}{ENDS}".encode("ascii")
