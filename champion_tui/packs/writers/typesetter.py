"""Typst itself: the only module that imports it, loaded when the first page is set.

Typst would fetch a package that a template asks for, before anybody could stop it. So the way out is closed for it when this
module is loaded: its downloads go through a proxy that is not there.

Fonts and one compiler for each template are kept for the life of the process, so that the second pack is quick.
"""

import os
import re
from functools import cache
from pathlib import Path
from threading import Lock

import typst

from champion_tui.packs import fonts
from champion_tui.packs.errors import PackError
from champion_tui.packs.writers import pdf_text

NOWHERE = "http://127.0.0.1:9"
"""Port 9 of this machine (the "discard" service, RFC 863) answers nowhere; nothing is sent beyond the machine."""

for _name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
    # Not os.environ: only Typst, which asks the C library, is to see it, and no program that is started from here.
    os.putenv(_name, NOWHERE)
for _name in ("no_proxy", "NO_PROXY"):
    os.putenv(_name, "")

PLACE = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):(?P<column>\d+)")
"""Where in a diagnosis of Typst the file and the place in it stand. Columns count from 0 there."""

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
        return _set(template, data, made_at)
    except typst.TypstError as error:
        raise CannotSet(f"The page {template.name} cannot be set: {error.message}. Nothing was written.") from error


def typeset_own(template: Path, data: str, made_at: int) -> bytes:
    """The same for a template that an organisation wrote. Raises ``CannotSet``, which names the file, the line and what is
    wrong there, for whoever mends it.
    """
    try:
        return _set(template, data, made_at)
    except typst.TypstError as error:
        hints = "".join(f" ({hint})" for hint in error.hints[:1])
        raise CannotSet(f"{_place(template, error.diagnostic)}: {error.message}{hints}.") from error


def _set(template: Path, data: str, made_at: int) -> bytes:
    with ONE_AT_A_TIME:
        made = _compiler(template).compile(
            format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"], timestamp=made_at
        )
    if not isinstance(made, bytes):
        raise CannotSet(f"The page {template.name} gave no PDF. Nothing was written.")
    return made if pdf_text.is_plain(data) else pdf_text.as_typed(made)


def _place(template: Path, diagnosis: str) -> str:
    """The file and line that a diagnosis names. Typst shortens paths: the file is looked for in the template's folder."""
    found = PLACE.search(diagnosis)
    if found is None:
        return str(template)
    named = Path(found["file"])
    file = next((each for each in sorted(template.parent.rglob(named.name)) if each.is_file()), named)
    return f"{file}, line {found['line']}, column {int(found['column']) + 1}"
