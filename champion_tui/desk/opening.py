"""Loading the knowledge for one home folder, without the rest of the desk: what scripts need, and quickly."""

from pathlib import Path

from champion_tui.desk.errors import BrokenData
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.loader import load
from champion_tui.knowledge.strict import DataError

LOCAL_DATA = "local"
"""The folder in the home folder that holds the organisation's own corrections."""


def load_book(home: Path) -> Book:
    """The knowledge with the organisation's corrections in ``home`` laid over it. Raises ``BrokenData``."""
    try:
        return load(home / LOCAL_DATA)
    except DataError as error:
        raise BrokenData(str(error), "Install the program again: its own data is damaged.") from error
