"""The shipped knowledge is read once for all desks of a test run, not once for each.

Only what the desk loads for a home without local files is kept, and only while the files in ``data`` are unchanged. Tests of
the knowledge itself import the loader by name, and so use the real one.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import fields, replace
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest


def _state(folder: Path) -> tuple[object, ...]:
    """Returns the files in ``folder`` with their sizes and times of change."""
    found = ((file, file.stat()) for file in sorted(folder.rglob("*")))
    return (folder, *((str(file), state.st_size, state.st_mtime_ns) for file, state in found))


def _once(module: ModuleType, real: Callable[[Path | None], Any]) -> Callable[[Path | None], Any]:
    kept: dict[tuple[object, ...], Any] = {}

    def load(local: Path | None = None) -> Any:
        if local is not None and os.path.lexists(local):
            return real(local)
        state = _state(module.data_folder())
        if state not in kept:
            kept[state] = real(local)
        return _with_own_tables(kept[state])

    return load


def _with_own_tables(knowledge: Any) -> Any:
    """Returns the same knowledge with tables of its own, so that a test that changes a tree in its desk's book affects no other."""
    tables = {each.name: getattr(knowledge, each.name) for each in fields(knowledge)}
    return replace(knowledge, **{name: dict(table) for name, table in tables.items() if isinstance(table, dict)})


@pytest.fixture(scope="session", autouse=True)
def _knowledge_once() -> Iterator[None]:
    from champion_tui.knowledge import book, directory, routing

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(book, "load", _once(book, book.load))
        patch.setattr(directory, "load_directory", _once(directory, directory.load_directory))
        patch.setattr(routing, "load_routing", _once(routing, routing.load_routing))
        yield
