"""Typst itself: the only module that imports it.

Our own templates are set here; those that somebody outside wrote in a process of their own (``set_apart``), which calls
``set_files``. Typst would fetch a package that a template asks for, before anybody could stop it. So the way out is closed for it when this
module is loaded: its downloads go through a proxy that is not there.

Fonts and one compiler for each template are kept for the life of the process, so that the second pack is quick.
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
"""Port 9 of this machine (the "discard" service, RFC 863) answers nowhere; nothing is sent beyond the machine."""

for _name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
    # Not os.environ: only Typst, which asks the C library, is to see it, and no program that is started from here.
    os.putenv(_name, NOWHERE)
for _name in ("no_proxy", "NO_PROXY"):
    os.putenv(_name, "")

NO_PACKAGES = str(Path(__file__) / "packages")
"""Where packages would lie: a place within a file, where nothing can ever be."""

ASKS_FOR_A_PACKAGE = re.compile(r"failed to (download|load) package|package not found|failed to parse package")
NOT_FETCHED = "packages are not fetched. Copy what you need into the folder"
"""Who asks for one is found by the compiler itself, since only it knows what is an import and what is a text."""

MAIN = "main"
"""What Typst calls the file to begin with, where all are given as bytes."""

LONGEST = 300
"""Characters of what Typst says of a template: a template can make it say anything."""

PLACE = re.compile(r"┌─ (?P<file>.+):(?P<line>\d+):(?P<column>\d+)")
"""Where in a diagnosis of Typst the file and the place in it stand. Columns count from 0 there."""

ONE_AT_A_TIME = Lock()
"""A Typst compiler cannot be used by two threads at once."""


PANIC = "PanicException"
"""What the Python side of Typst calls an end that its own code did not foresee."""

PLAIN = frozenset(map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x2010, 0x2027)))) - MARKS | {"\n"}
"""Characters that every font draws with one glyph each, so that a page of them needs nothing done."""

TRIAL = """\
#let data = json(bytes(sys.inputs.data))
#set document(title: "Trial")
#set text(font: data.fonts, fallback: false, lang: "en")
#data.words
#text(weight: "bold", data.words)
"""
"""A page that holds a text in its given fonts and nothing else."""

TRIAL_FILE = "trial.typ"


class WrongTemplate(CannotSet):
    """What is wrong with a template, in ``words``; in which ``file`` of its folder ("" where that is not known) and at which
    ``place`` in it, as part of a sentence.
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
    """A tagged PDF/UA-1 as Typst made it, which shows ``data``."""

    content: bytes = field(repr=False)
    data: str = field(repr=False)

    def as_typed(self) -> bytes:
        """The PDF whose text comes out as it was typed: that takes most of the time, where the text is not plain."""
        return self.content if is_plain(self.data) else pdf_text.as_typed(self.content)

    def sizes(self) -> tuple[tuple[float, float], ...]:
        """The width and height of each page, in points."""
        return pdf_text.page_sizes(self.content)


def typeset(template: Path, data: str, made_at: int, folders: tuple[Path, ...]) -> Page:
    """``template`` with ``data`` (JSON) in the fonts of ``folders``, dated ``made_at`` (seconds since 1970, UTC). Raises ``CannotSet``."""
    try:
        return Page(_set(template, data, made_at, folders), data)
    except typst.TypstError as error:
        raise CannotSet(f"The page {template.name} cannot be set: {error.message}. Nothing was written.") from error


def set_files(main: str, files: Mapping[str, bytes], data: str, made_at: int, folders: tuple[Path, ...]) -> bytes:
    """The same for a template that an organisation wrote: ``files`` holds it, as ``main``, and all that it may read. Raises
    ``WrongTemplate``, or ``CannotSet`` where a font is broken.
    """
    # Typst's README gives this form of input; its list of types forgot it.
    given: Any = {**files, MAIN: files[main]}
    compiler = typst.Compiler(
        given,
        # A file, so that there is nothing within it: what was not given cannot be read.
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
    """By file name the family of each font in ``folder`` that Typst can read."""
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    return {Path(one.path).name: one.family for one in fonts.fonts() if one.path}


def sets(folder: Path, families: Sequence[str], text: str) -> bool:
    """Whether Typst really sets ``text``, upright and bold, in fonts of ``folder`` that nobody here has chosen. A page of
    ``TRIAL`` lies there under ``TRIAL_FILE``.
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
        # A font that breaks a rule can stop Typst's own code in its tracks. That is no ``Exception`` there, and no
        # reason to end the program here.
        if type(error).__name__ != PANIC:
            raise
        _compiler.cache_clear()
        raise CannotSet(f"The page {name} cannot be set: a font is broken. Nothing was written.") from error
    if not isinstance(made, bytes):
        raise CannotSet(f"The page {name} gave no PDF. Nothing was written.")
    return made


def is_plain(data: str) -> bool:
    """Whether the text of a page that shows ``data`` comes out as it was typed without more ado."""
    return PLAIN.issuperset(data)


def _wrong(main: str, files: Mapping[str, bytes], error: typst.TypstError) -> WrongTemplate:
    """Typst's complaint with the file as its author knows it."""
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
    """Which of ``files`` a diagnosis names: it puts where we are before their names."""
    parts = PurePath(named).parts
    ends = ("/".join(parts[start:]) for start in range(len(parts)))
    return next((end for end in ends if end in files), main)
