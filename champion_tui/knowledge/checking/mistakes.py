"""Finds every mistake in a folder of data files. Reading stops at the first, so each is noted, left out, and all files are read
again.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from champion_tui.ground.tables import DataError, LeftOut, file_bytes, leaving_out, toml_values
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book, load_from
from champion_tui.knowledge.key_refusals import read_key_refusals
from champion_tui.knowledge.practice.hints import read_hints
from champion_tui.knowledge.practice.practice import read_practice
from champion_tui.knowledge.shelf import Shelf

MOST = 200
"""The most mistakes that are reported at a time."""

ID_KEYS = ("id", "line", "term")
_STEP = re.compile(r"([^.\[\]]+)|\[(\d+)\]")
_ENTRY = re.compile(r"^.*\]")


@immutable
class Mistakes:
    """``found`` is in the order of reading. ``book`` is what could be read without the mistakes. It is None if a necessary file
    cannot be read at all; there may then be further mistakes.
    """

    found: tuple[DataError, ...]
    book: Book | None


def mistakes(folder: Path, local: Path | None = None) -> Mistakes:
    """Returns every mistake in the data of ``folder``, including the councils of England, the practice cases, the hints and the
    texts about keys. ``local`` is as in ``load_from``; mistakes there are in ``book.troubles``.
    """
    found: dict[tuple[str, str], DataError] = {}
    left, ids = set[tuple[str, str]](), set[str]()
    while len(found) < MOST:
        try:
            with leaving_out(LeftOut(frozenset(left), frozenset(ids))):
                return Mistakes(tuple(found.values())[:MOST], _read_all(folder, local))
        except DataError as error:
            for each in (error, *error.others):
                found.setdefault((each.file, each.key), each)
            left.update((each.file, each.key) for each in error.others)
            wrong = next((place for place in _around(error) if place not in left), None)
            if wrong is None:
                break
            left.add(wrong)
            ids |= _ids_in(folder, wrong)
        except (LookupError, StopIteration):
            # Something that the readers rely on is missing because it was left out.
            break
    return Mistakes(tuple(found.values())[:MOST], None)


def _read_all(folder: Path, local: Path | None) -> Book:
    book = load_from(folder, local)
    if book.outside is not None:
        _ = book.outside.neighbours
    shelf = Shelf(folder)
    _ = read_practice(shelf, book)
    _ = read_hints(shelf, book.question_ids())
    _ = read_key_refusals(shelf)
    return book


def _around(error: DataError) -> Iterator[tuple[str, str]]:
    """Yields the place of a mistake, then the entries around it, the innermost first, then its whole file."""
    file, key = f"data/{error.file.removeprefix('data/')}", error.key
    yield file, key
    while (entry := _ENTRY.match(key)) is not None:
        yield file, entry[0]
        key = entry[0].rpartition("[")[0]
    yield file, ""


def _ids_in(folder: Path, place: tuple[str, str]) -> set[str]:
    """Returns the ids defined at a place. References to them are not reported as mistakes."""
    file, key = place
    try:
        values: object = toml_values(file_bytes(folder / file.removeprefix("data/"), file), file)
    except DataError:
        return set()
    for name, index in _STEP.findall(key):
        try:
            values = values[int(index)] if index else values[name]  # type: ignore[index]  # raises if it is not there
        except (LookupError, TypeError):
            return set()
    return set(_ids(values))


def _ids(values: object) -> Iterator[str]:
    if isinstance(values, list):
        for each in values:
            yield from _ids(each)
    elif isinstance(values, dict):
        for key, each in values.items():
            if key in ID_KEYS and isinstance(each, str):
                yield each
            yield from _ids(each)
