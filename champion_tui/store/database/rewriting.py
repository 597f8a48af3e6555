"""Rewrites a whole database, so that nothing deleted is left in its indexes or in unused parts of its pages."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from champion_tui.store.database.driver import Connection, number

ROOM_KIB = 64 * 1024
"""Memory in KiB for rewriting the store: enough for some 16,000 cases."""

STEPS = 100_000
"""Every how many SQLite instructions ``tick`` is called: every few milliseconds."""

ONE_AT_A_TIME = Lock()
"""The folder of SQLite's temporary files is one setting for the whole program, so a store and the draft of its copy take turns."""


def rewrite(connection: Connection, tick: Callable[[], None] = lambda: None) -> None:
    """Rewrites the text indexes, if the layout has them, and then the file from what is in its tables. ``tick`` is
    called now and then. Raises the driver's errors, or what ``tick`` raises; the rows are then unchanged.
    """

    def go_on() -> int:
        tick()
        return 0

    with ONE_AT_A_TIME, _room_to_rewrite(connection):
        connection.set_progress_handler(go_on, STEPS)
        try:
            for (table,) in connection.execute(
                "SELECT name FROM sqlite_master WHERE sql LIKE '%USING fts5%'"
            ).fetchall():
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608  a name of our own
            connection.execute("VACUUM").fetchall()
        except Exception:
            # The driver says only that it was interrupted.
            tick()
            raise
        finally:
            connection.set_progress_handler(None, 0)


@contextmanager
def _room_to_rewrite(connection: Connection) -> Iterator[None]:
    """Lets VACUUM keep its copy in memory up to ``ROOM_KIB``; a larger one goes to a temporary file.

    The cipher encrypts that file with the same key (a test reads it); it is next to the store and has no name. Keeping all of
    it in memory would not work: every page is locked there, and the system limits the number of locked pieces per program.
    """
    before = number(connection, "cache_size")
    folder = str(Path(str(connection.execute("PRAGMA database_list").fetchall()[0][2])).parent).replace("'", "''")
    connection.execute(f"PRAGMA temp_store_directory = '{folder}'")
    connection.execute("PRAGMA temp_store = FILE")
    connection.execute(f"PRAGMA cache_size = -{ROOM_KIB}")
    try:
        yield
    finally:
        connection.execute(f"PRAGMA cache_size = {before}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA temp_store_directory = ''")
