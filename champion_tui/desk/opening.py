"""Loads the knowledge for one home folder without the rest of the desk, so that scripts start quickly."""

from collections.abc import Callable, Collection
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from champion_tui.desk.errors import BrokenData

if TYPE_CHECKING:
    from champion_tui.knowledge.book import Book
    from champion_tui.knowledge.directory import Directory
    from champion_tui.knowledge.hints import Hints
    from champion_tui.knowledge.key_refusals import KeyRefusals
    from champion_tui.knowledge.routing import Routing

Loaded = TypeVar("Loaded")

LOCAL_DATA = "local"
"""The folder in the home folder that holds the organisation's own corrections."""


def load_book(home: Path) -> "Book":
    """The knowledge with the organisation's corrections in ``home`` laid over it. Raises ``BrokenData``."""
    from champion_tui.knowledge.book import load  # noqa: PLC0415  the routing alone needs half of it

    return _loaded(load, home)


def load_routing(home: Path) -> "Routing":
    """The same, only what a triage needs. Raises ``BrokenData``."""
    from champion_tui.knowledge import routing  # noqa: PLC0415  the first paint waits for neither

    return _loaded(routing.load_routing, home)


def load_directory(home: Path) -> "Directory":
    """The same, only what the numbers need. Raises ``BrokenData``."""
    from champion_tui.knowledge import directory  # noqa: PLC0415  as above

    return _loaded(directory.load_directory, home)


def load_hints(questions: Collection[str]) -> "Hints":
    """What somebody new is told at some of the ``questions``. Raises ``BrokenData``."""
    from champion_tui.knowledge import hints  # noqa: PLC0415  read only where somebody is told

    return _or_broken(lambda: hints.load_hints(questions))


def load_key_refusals() -> "KeyRefusals":
    """Why a chosen key is not taken. Raises ``BrokenData``."""
    from champion_tui.knowledge.key_refusals import read_key_refusals  # noqa: PLC0415  read only where somebody chose keys
    from champion_tui.knowledge.shelf import Shelf, data_folder  # noqa: PLC0415  the same

    return _or_broken(lambda: read_key_refusals(Shelf(data_folder())))


def _loaded(load: Callable[[Path], Loaded], home: Path) -> Loaded:
    return _or_broken(lambda: load(home / LOCAL_DATA))


def _or_broken(load: Callable[[], Loaded]) -> Loaded:
    from champion_tui.ground.tables import DataError  # noqa: PLC0415  the first paint waits for no reader

    try:
        return load()
    except DataError as error:
        raise BrokenData(str(error), "Install the program again: its own data is damaged.") from error
