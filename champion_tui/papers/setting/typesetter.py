"""Typst itself: the only module that imports it.

The program's own templates are set here. Templates from outside are set in a separate process (``set_apart``), which
calls ``set_files``. Typst would fetch a package that a template asks for, so loading this module makes its downloads
use a proxy that does not exist. Fonts and one compiler for each template are kept for the life of the process, so that
the second pack is quick.
"""

import json
import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import field
from functools import cache, lru_cache
from pathlib import Path, PurePath
from threading import Lock
from typing import Any

import typst

from champion_tui.ground.values import immutable
from champion_tui.papers.errors import CannotSet
from champion_tui.papers.setting import pdf_text
from champion_tui.papers.setting.bidi import MARKS

NOWHERE = "http://127.0.0.1:9"
"""Port 9 of this machine (the "discard" service, RFC 863). Nothing answers there, and nothing is sent beyond the machine."""

for _name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
    # os.putenv and not os.environ: Typst asks the C library, and Python's own copy must not change.
    os.putenv(_name, NOWHERE)
for _name in ("no_proxy", "NO_PROXY"):
    os.putenv(_name, "")

NO_PACKAGES = str(Path(__file__) / "packages")
"""The folder of packages: a path below a file, where nothing can ever exist."""

ASKS_FOR_A_PACKAGE = re.compile(r"failed to (download|load) package|package not found|failed to parse package")
NOT_FETCHED = "packages are not fetched. Copy what you need into the folder"
"""The compiler itself finds imports of packages, because only it can tell an import from a text."""

MAIN = "main"
"""Typst's name for the main file if all files are given as bytes."""

LONGEST = 300
"""The most characters of a message from Typst, because a template can make it say anything."""

PLACE = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):(?P<column>\d+)")
"""The file and position in a diagnosis from Typst. Columns count from 0."""

ONE_AT_A_TIME = Lock()
"""Two threads cannot use a Typst compiler at the same time."""


PANIC = "PanicException"
"""The name of the exception in Python for a panic in Typst's own code."""

PLAIN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2027)))) - MARKS | {"\n"}
"""Characters that every font draws with one glyph each, so that a page of them needs no changes."""

TRIAL = """\
#let data = json(bytes(sys.inputs.data))
#set document(title: "Trial")
#set text(font: data.fonts, fallback: false, lang: "en")
#data.words
#text(weight: "bold", data.words)
"""
"""A page with one text in the given fonts and nothing else."""

TRIAL_FILE = "trial.typ"


class WrongTemplate(CannotSet):
    """A mistake in a template: ``words`` describe it.

    ``file`` is the file in its folder ("" if it is not known), and ``place`` the position in it, as part of a sentence.
    """

    def __init__(self, file: str, place: str, words: str) -> None:
        super().__init__(f"{file}{place}: {words}.")
        self.file = file
        self.place = place
        self.words = words


@cache
def _fonts(folders: tuple[Path, ...]) -> typst.Fonts:
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=list(map(str, folders)))


@lru_cache(maxsize=32)
def _compiler(template: Path, folders: tuple[Path, ...]) -> typst.Compiler:
    return typst.Compiler(
        input=str(template),
        root=str(template.parent),
        font_paths=_fonts(folders),
        ignore_system_fonts=True,
        package_path=NO_PACKAGES,
        package_cache_path=NO_PACKAGES,
    )


@immutable
class Page:
    """A tagged PDF/UA-1 from Typst that shows ``data``."""

    content: bytes = field(repr=False)
    data: str = field(repr=False)

    def as_typed(self) -> bytes:
        """Returns the PDF with text that is extracted as it was typed. If the text is not plain, this takes most of the time."""
        return self.content if is_plain(self.data) else pdf_text.as_typed(self.content)

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """Returns the width and height of each page, in points."""
        return pdf_text.page_sizes(self.content)


def typeset(template: Path, data: str, made_at: int, folders: tuple[Path, ...]) -> Page:
    """Sets ``template`` with ``data`` (JSON) in the fonts of ``folders``. Raises ``CannotSet``.

    ``made_at`` is the date in seconds since 1970 (UTC).
    """
    try:
        return Page(_set(template, data, made_at, folders), data)
    except typst.TypstError as error:
        raise CannotSet(f"The page {template.name} cannot be set: {error.message}. Nothing was written.") from error


def set_files(main: str, files: Mapping[str, bytes], data: str, made_at: int, folders: tuple[Path, ...]) -> bytes:
    """Sets a template that an organisation wrote, and returns the PDF.

    ``files`` holds the template as ``main``, and everything that it may read. Raises ``WrongTemplate``, or
    ``CannotSet`` if a font is broken.
    """
    # Typst's README documents this form of input, but its type hints lack it.
    given: Any = {**files, MAIN: files[main]}
    compiler = typst.Compiler(
        given,
        # A file, so that nothing can be below it: only the given files can be read.
        root=__file__,
        font_paths=_fonts(folders),
        ignore_system_fonts=True,
        package_path=NO_PACKAGES,
        package_cache_path=NO_PACKAGES,
    )
    try:
        return Page(_compiled(compiler, main, data, made_at), data).as_typed()
    except typst.TypstError as error:
        raise _wrong(main, files, error) from error


def families_in(folder: Path) -> Mapping[str, str]:
    """Returns the family of each font in ``folder`` that Typst can read, by file name."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    return {Path(one.path).name: one.family for one in fonts.fonts() if one.path}


def sets(folder: Path, families: Sequence[str], text: str) -> bool:
    """Returns whether Typst can really set ``text``, upright and bold, in the unchecked fonts of ``folder``.

    The folder contains ``TRIAL`` under the name ``TRIAL_FILE``.
    """
    data = json.dumps({"fonts": list(families), "words": text}, ensure_ascii=False)
    try:
        return bool(_set(folder / TRIAL_FILE, data, 0, (folder,)))
    except (CannotSet, typst.TypstError):
        return False


def _set(template: Path, data: str, made_at: int, folders: tuple[Path, ...]) -> bytes:
    with ONE_AT_A_TIME:
        return _compiled(_compiler(template, folders), template.name, data, made_at)


def _compiled(compiler: typst.Compiler, name: str, data: str, made_at: int) -> bytes:
    try:
        made = compiler.compile(format="pdf", sys_inputs={"data": data}, pdf_standards=["ua-1"], timestamp=made_at)
    except BaseException as error:
        # A broken font can make Typst's own code panic. That is not an ``Exception`` in Python, and no reason to end
        # the program.
        if type(error).__name__ != PANIC:
            raise
        _compiler.cache_clear()
        raise CannotSet(f"The page {name} cannot be set: a font is broken. Nothing was written.") from error
    if not isinstance(made, bytes):
        raise CannotSet(f"The page {name} gave no PDF. Nothing was written.")
    return made


def is_plain(data: str) -> bool:
    """Returns whether the text of a page that shows ``data`` is extracted as it was typed without changes."""
    return PLAIN.issuperset(data)


def _wrong(main: str, files: Mapping[str, bytes], error: typst.TypstError) -> WrongTemplate:
    """Returns Typst's message with the file's name as its author knows it."""
    hints = "".join(f" ({hint})" for hint in error.hints[:1])
    words = f"{error.message}{hints}"[:LONGEST]
    place = PLACE.search(error.diagnostic)
    if place is None:
        return WrongTemplate("", "", words)
    file, line = _named(main, files, place["file"]), f", line {place['line']}"
    if ASKS_FOR_A_PACKAGE.search(error.message):
        return WrongTemplate(file, line, NOT_FETCHED)
    return WrongTemplate(file, f"{line}, column {int(place['column']) + 1}", words)


def _named(main: str, files: Mapping[str, bytes], named: str) -> str:
    """Returns which of ``files`` a diagnosis names. It puts the path of the root before their names."""
    parts = PurePath(named).parts
    ends = ("/".join(parts[start:]) for start in range(len(parts)))
    return next((end for end in ends if end in files), main)
