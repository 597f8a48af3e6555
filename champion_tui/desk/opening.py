"""Where an organisation's own data is in a home folder, and the error for data that cannot be read."""

from collections.abc import Iterator
from contextlib import contextmanager

from champion_tui.desk.errors import BrokenData
from champion_tui.ground.tables import DataError

LOCAL_DATA = "local"
"""The folder in the home folder that holds the organisation's own corrections."""


@contextmanager
def data_errors() -> Iterator[None]:
    """Turns ``DataError`` raised inside the block into ``BrokenData``."""
    try:
        yield
    except DataError as error:
        raise BrokenData(str(error), "Install the program again: its own data is damaged.") from error
