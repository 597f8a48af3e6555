"""Writes a document as a tagged PDF that passes PDF/UA-1.

Values are passed to Typst as JSON data and never as markup, so a name such as ``#panic("x")`` is printed as it is
written.
"""

import io
import json
import re
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import segno

from champion_tui.knowledge.shelf import data_folder
from champion_tui.papers.document import Beside, Document, Scan, as_shown
from champion_tui.papers.errors import CannotSet
from champion_tui.papers.setting import bidi, typst_side
from champion_tui.papers.setting.bidi import Direction, direction_of
from champion_tui.papers.setting.fonts import SHIPPED, Fonts

if TYPE_CHECKING:
    from champion_tui.papers.setting.typesetter import Page

NAMES_OF_STYLES = frozenset({"weight", "tone", "language", "holds", "alt"})
PHONE = re.compile(r"(?<!\d)\+?\d{2,5} \d{3,7}(?: \d{3,4})?(?!\d)")
SAFE_RANGES = (range(0x20, 0x7F), range(0xA1, 0x100))
"""Characters that every text font has, used if Typst refuses a page although the fonts' own maps allow it."""


def text(words: str, direction: Direction | None = None) -> dict[str, object]:
    """Returns a text for a template: ``words`` with the direction of its first letter, and ``parts`` whose lines have one direction.

    ``direction`` is given if the surrounding language decides instead of the first letter.
    """
    parts = bidi.parts(PHONE.sub(_kept_together, words), direction)
    return {
        "words": bidi.joined(parts),
        "rtl": (direction or direction_of(words)) is Direction.RIGHT_TO_LEFT,
        "parts": [{"words": part.words, "rtl": part.direction is Direction.RIGHT_TO_LEFT} for part in parts],
    }


def _kept_together(phone: re.Match[str]) -> str:
    """Replaces the spaces of a phone number, so that a line break does not split it."""
    return phone[0].replace(" ", "\u00a0")


def _value(name: str, value: object, direction: Direction | None) -> object:
    if isinstance(value, str):
        return value if name in NAMES_OF_STYLES else text(value, direction)
    if isinstance(value, tuple):
        return [_value(name, item, direction) for item in value]
    return _block(value, direction) if is_dataclass(value) else value


def _block(block: Any, direction: Direction | None = None) -> dict[str, object]:
    """Returns a block for a template. ``direction`` is that of the block's language, None in English."""
    values = {
        field.name: _value(field.name, getattr(block, field.name), _direction_of(block, field.name, direction))
        for field in fields(block)
    }
    drawn = {"drawing": drawing(block.holds)} if isinstance(block, Scan) else {}
    return {"kind": type(block).__name__.lower(), **values, **drawn}


def _direction_of(block: object, part: str, direction: Direction | None) -> Direction | None:
    return (
        Direction.RIGHT_TO_LEFT if isinstance(block, Beside) and part == "other" and block.right_to_left else direction
    )


def page_data(document: Document, fonts: Fonts = SHIPPED) -> str:
    """Returns ``document`` for its template, as JSON."""
    values = {
        "title": document.title,
        "banner": bidi.in_one(document.banner),
        "mark": document.mark,
        "footer": bidi.in_one(document.footer),
        "blocks": [_block(block) for block in document.blocks],
    }
    return dumped(values, fonts)


def dumped(values: Mapping[str, object], fonts: Fonts) -> str:
    """Returns ``values`` for a template as JSON, with the ``fonts`` to use."""
    texts = json.dumps(values, ensure_ascii=False)
    return json.dumps({**values, "fonts": fonts.families_for(texts)}, ensure_ascii=False)


def only_safe(data: str) -> str:
    """Returns ``data`` with every character that some text fonts lack replaced by a question mark."""
    return "".join(
        one if one in bidi.ISOLATES or any(ord(one) in safe for safe in SAFE_RANGES) else "?" for one in data
    )


def pages(document: Document, fonts: Fonts = SHIPPED) -> tuple[tuple[float, float], ...]:
    """Returns the width and height of each page of ``document`` in ``fonts``, in points. Raises as ``write`` does."""
    return _page(document, 0, fonts).sizes()


def write(document: Document, made_at: int, fonts: Fonts = SHIPPED) -> bytes:
    """Returns the PDF of ``document`` in ``fonts``. ``made_at`` is its date, in seconds since 1970 (UTC).

    Raises ``PackError`` if the template is broken. A page is never refused because of a person's name or of a font that
    somebody added.
    """
    return _page(document, made_at, fonts).as_typed()


def _page(document: Document, made_at: int, fonts: Fonts) -> "Page":
    template, data = (
        data_folder() / "templates" / f"{document.template}.typ",
        page_data(as_shown(document, fonts), fonts),
    )
    try:
        page: Page = typst_side().typeset(template, data, made_at, fonts.folders())
    except CannotSet:
        if fonts.own() is not None:
            return _page(document, made_at, SHIPPED)
        page = typst_side().typeset(template, only_safe(data), made_at, SHIPPED.folders())
    return page


@lru_cache(maxsize=64)
def drawing(text: str) -> str:
    """Returns the SVG of a QR code that holds ``text``, made of lines so that any printer prints it sharply.

    A quarter of it may be damaged and it can still be read (level Q). The same text gives the same bytes.
    """
    made = io.BytesIO()
    segno.make_qr(text, error="q", boost_error=False).save(made, kind="svg", xmldecl=False, svgns=True, border=0)
    return made.getvalue().decode("utf-8")
