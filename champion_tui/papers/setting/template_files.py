"""The files of an organisation's own templates, read into memory before anything is set: the typesetter never opens one itself.

They come from anywhere, so nothing about them is taken for granted: ordinary files that have no other name elsewhere, so many,
so large. What somebody puts in their place meanwhile is never looked at.
"""

import os
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path

from champion_tui.ground import bounded
from champion_tui.papers.errors import PackError

MOST_FILES, LARGEST, MOST_BYTES = 500, 20_000_000, 60_000_000
"""Files of the folder, and bytes of each and of all: a form has a logo or two and the parts of a package."""

DEEPEST = 10
"""Folders within folders."""

LEADS_OUT = "a link that leads out of the folder of templates"


class TemplateRefused(PackError):
    """A folder of templates that holds what none may hold. The sentence names the file."""


def files_beside(template: Path) -> Mapping[str, bytes]:
    """What lies in the template's folder and in the folders within it, by the names that a template uses (``parts/own.typ``).
    What begins with a dot is no part of it. Raises ``TemplateRefused``.
    """
    folder = template.parent.resolve()
    found: dict[str, bytes] = {}
    size = 0
    for file in _files(folder, folder, DEEPEST):
        content = _content(file, folder)
        size += len(content)
        if len(found) >= MOST_FILES or size > MOST_BYTES:
            raise TemplateRefused(f"{folder}: more than {MOST_FILES} files or {MOST_BYTES // 1_000_000} MB.")
        found[name_in_folder(file, folder)] = content
    if name_in_folder(template, template.parent) not in found:
        raise TemplateRefused(f"{template}: it is not there.")
    return found


def name_in_folder(file: Path, folder: Path) -> str:
    """How a template calls ``file``. Some systems keep the accents of a name apart from its letters; nobody types them so."""
    return unicodedata.normalize("NFC", file.relative_to(folder).as_posix())


def _files(folder: Path, top: Path, deeper: int) -> Iterator[Path]:
    try:
        with os.scandir(folder) as entries:
            listed = sorted(entries, key=lambda entry: entry.name)
    except OSError as error:
        raise TemplateRefused(f"{folder}: it cannot be read ({error.strerror or error}).") from error
    for entry in listed:
        path = folder / entry.name
        if entry.name.startswith("."):
            continue
        if not entry.is_dir(follow_symlinks=False):
            yield path
        elif not deeper:
            raise TemplateRefused(f"{path}: a folder too deep within the folder of templates {top}.")
        else:
            yield from _files(path, top, deeper - 1)


def _content(file: Path, folder: Path) -> bytes:
    try:
        return bounded.whole(file, LARGEST, alone=True)
    except (bounded.NotOrdinary, bounded.TooLarge) as error:
        out = file.is_symlink() and not file.resolve().is_relative_to(folder)
        raise TemplateRefused(f"{file}: {LEADS_OUT if out else error.why}.") from error
    except OSError as error:
        raise TemplateRefused(f"{file}: it cannot be read ({error.strerror or error}).") from error
