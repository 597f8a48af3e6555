"""A document as a tagged PDF that passes PDF/UA-1.

Values travel to Typst as JSON data and never as markup, so a name such as ``#panic("x")`` prints as it is written.
"""

import json
import re
from dataclasses import fields, is_dataclass
from typing import Any

from champion_tui.knowledge.places import data_folder
from champion_tui.packs import fonts
from champion_tui.packs.document import Document, Scan, as_shown
from champion_tui.packs.plain import is_right_to_left
from champion_tui.packs.writers.square_code import drawing

NAMES_OF_STYLES = frozenset({"weight", "tone", "language", "holds", "alt"})
PHONE = re.compile(r"(?<!\d)\+?\d{2,5} \d{3,7}(?: \d{3,4})?(?!\d)")
SAFE_RANGES = (range(0x20, 0x7F), range(0xA1, 0x100))
"""Characters that every text font has: what is left when Typst refuses a page that the fonts' own maps allowed."""


def _text(words: str) -> dict[str, object]:
    return {"words": PHONE.sub(_kept_together, words), "rtl": is_right_to_left(words)}


def _kept_together(phone: re.Match[str]) -> str:
    """A phone number is not parted by the end of a line."""
    return phone[0].replace(" ", "\u00a0")


def _value(name: str, value: object) -> object:
    if isinstance(value, str):
        return value if name in NAMES_OF_STYLES else _text(value)
    if isinstance(value, tuple):
        return [_value(name, item) for item in value]
    return _block(value) if is_dataclass(value) else value


def _block(block: Any) -> dict[str, object]:
    values = {field.name: _value(field.name, getattr(block, field.name)) for field in fields(block)}
    drawn = {"drawing": drawing(block.holds)} if isinstance(block, Scan) else {}
    return {"kind": type(block).__name__.lower(), **values, **drawn}


def _data(document: Document) -> str:
    values = {
        "title": document.title,
        "banner": document.banner,
        "mark": document.mark,
        "footer": document.footer,
        "fonts": fonts.families(),
        "blocks": [_block(block) for block in document.blocks],
    }
    return json.dumps(values, ensure_ascii=False)


def only_safe(data: str) -> str:
    """``data`` with nothing in it but characters that every text font has."""
    return "".join(one if any(ord(one) in safe for safe in SAFE_RANGES) else "?" for one in data)


def write(document: Document, made_at: int) -> bytes:
    """The PDF of ``document``. ``made_at`` is in seconds since 1970 (UTC) and stands in the PDF as its date.

    Raises ``PackError`` where the template is broken; a page is never refused for what a person is called.
    """
    from champion_tui.packs.writers.typesetter import CannotSet, typeset  # noqa: PLC0415  nothing else may load Typst

    template, data = data_folder() / "templates" / f"{document.template}.typ", _data(as_shown(document))
    try:
        return typeset(template, data, made_at)
    except CannotSet:
        return typeset(template, only_safe(data), made_at)
