"""Typst itself: the only module that imports it, loaded when the first page is set.

Fonts and one compiler for each template are kept for the life of the process, so that the second pack is quick.
"""

from functools import cache
from pathlib import Path
from threading import Lock

import typst

from champion_tui.packs import fonts
from champion_tui.packs.errors import PackError

ONE_AT_A_TIME = Lock()
"""A Typst compiler cannot be used by two threads at once."""


class CannotSet(PackError):
    """Typst refuses a page: a broken template, or a character that no font holds."""


@cache
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(map(str, folders)))


@cache
def _compiler(template: Path) -> typst.Compiler:
    """Packages are looked for in the template's own folder, so that nothing is ever fetched."""
    return typst.Compiler(
        input=str(template),
        root=str(template.parent),
        font_paths=_fonts(fonts.folders()),
        ignore_system_fonts=True,
        package_path=str(template.parent),
        package_cache_path=str(template.parent),
    )


def typeset(template: Path, data: str, made_at: int) -> bytes:
    """The tagged PDF/UA-1 of ``template`` with ``data`` (JSON), dated ``made_at`` (seconds since 1970, UTC).

    Raises ``CannotSet``.
    """
    try:
        with ONE_AT_A_TIME:
            made = _compiler(template).compile(
                format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"], timestamp=made_at
            )
    except typst.TypstError as error:
        raise CannotSet(f"The page {template.name} cannot be set: {error.message}. Nothing was written.") from error
    if not isinstance(made, bytes):
        raise CannotSet(f"The page {template.name} gave no PDF. Nothing was written.")
    return made
