"""Writing a whole database anew, so that neither its indexes nor unused parts of its pages hold anything of what was deleted."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock

from champion_tui.store.database.driver import Connection, number

ROOM_KIB = 64 * 1024
"""Memory for writing the store anew: some 16,000 cases fit."""

STEPS = 100_000
"""Of SQLite's machine, after which it is asked whether to go on: some milliseconds."""

ONE_AT_A_TIME = Lock()
"""Where SQLite puts temporary files is one setting of the whole program: a store and the draft of its copy take turns."""


def rewrite(connection: Connection, tick: Callable[[], None] = lambda: None) -> None:
    """Write the text indexes anew, where the layout has them, and then the file from what its tables hold. Raises the driver's
    errors, or what ``tick`` raises, which is called now and then; every row is as it was then.
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
    """The copy that VACUUM makes stays in memory up to ``ROOM_KIB``; a larger one goes to a temporary file.

    The cipher encrypts that file under the same key (a test looks into it), it lies beside the store and has no name. All in
    memory would not do: every page is locked there, and the system counts how many such pieces one program may have.
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
