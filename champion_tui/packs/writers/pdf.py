"""A document as a tagged PDF that passes PDF/UA-1. Typst is imported here, when the first page is set, and nowhere else.

Values travel to Typst as JSON data and never as markup, so a name such as ``#panic("x")`` prints as it is written.
"""

import json
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.packs import fonts
from champion_tui.packs.document import Block, Document, as_shown
from champion_tui.packs.errors import PackError
from champion_tui.packs.places import templates
from champion_tui.packs.plain import is_right_to_left

if TYPE_CHECKING:
    import typst

STANDARD = "ua-1"
NAMES_OF_STYLES = frozenset({"weight", "tone"})
SAFE_RANGES = (range(0x20, 0x7F), range(0xA1, 0x100), range(0x0A, 0x0B))
"""Characters that every text font has: what is left when Typst refuses a page that the fonts' own maps allowed."""


@cache
def _fonts(paths: tuple[Path, ...]) -> "typst.Fonts":
    import typst

    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(map(str, paths)))


@cache
def _compiler(template: str, root: Path) -> "typst.Compiler":
    import typst

    return typst.Compiler(
        input=str(root / f"{template}.typ"),
        root=str(root),
        font_paths=_fonts(fonts.folders()),
        ignore_system_fonts=True,
        package_path=str(root),
        package_cache_path=str(root),
    )


def _text(words: str) -> dict[str, object]:
    return {"words": words, "rtl": is_right_to_left(words)}


def _value(name: str, value: object) -> object:
    if isinstance(value, str):
        return value if name in NAMES_OF_STYLES else _text(value)
    return [_value(name, item) for item in value] if isinstance(value, tuple) else value


def _block(block: Block) -> dict[str, object]:
    values = {field.name: _value(field.name, getattr(block, field.name)) for field in fields(block)}
    return {"kind": type(block).__name__.lower(), **values}


def _data(document: Document) -> str:
    values = {
        "title": document.title,
        "banner": document.banner,
        "footer": document.footer,
        "fonts": fonts.families(),
        "blocks": [_block(block) for block in document.blocks],
    }
    return json.dumps(values, ensure_ascii=False)


def _only_safe(data: str) -> str:
    return "".join(one if any(ord(one) in safe for safe in SAFE_RANGES) else "?" for one in data)


def write(document: Document, made_at: int) -> bytes:
    """The PDF of ``document``. ``made_at`` is in seconds since 1970 (UTC) and stands in the PDF as its date.

    Raises ``PackError`` where the template is broken; a page is never refused for what a person is called.
    """
    import typst

    data = _data(as_shown(document))
    try:
        return _compile(document.template, data, made_at)
    except typst.TypstError:
        return _compile_safe(document.template, _only_safe(data), made_at)


def _compile_safe(template: str, data: str, made_at: int) -> bytes:
    import typst

    try:
        return _compile(template, data, made_at)
    except typst.TypstError as error:
        raise PackError(f"The page {template}.typ cannot be set: {error.message}. Nothing was written.") from error


def _compile(template: str, data: str, made_at: int) -> bytes:
    made = _compiler(template, templates()).compile(
        format="pdf", sys_inputs={"data": data}, pdf_standards=[STANDARD], timestamp=made_at
    )
    if not isinstance(made, bytes):
        raise PackError(f"The page {template}.typ gave no PDF. Nothing was written.")
    return made
