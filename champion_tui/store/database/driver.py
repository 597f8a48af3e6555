"""The cipher driver; no other module imports it. Opens connections and turns the driver's errors into ``StoreError``."""

import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from itertools import chain
from pathlib import Path
from typing import Any, Protocol, cast

from sqlcipher3 import dbapi2  # type: ignore[import-untyped]  # the package ships no types; Connection below stands in

from champion_tui.store.errors import (
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreUnreachable,
)
from champion_tui.store.files import has_room

BUSY_SECONDS = 3.0
MEMORY_SECURITY = "ON"
"""The cipher locks its memory, so that it is never swapped to disk, and wipes it when freed (zetetic.net/sqlcipher)."""

BULK_CACHE_KIB = 64 * 1024
"""The page cache in KiB while a whole store is written. Index pages of a hundred thousand cases are written again and
again, and each one that leaves the cache has to be encrypted, then decrypted when it is needed next.
"""

STATEMENTS = 400
"""How many prepared statements a connection keeps. From one save to the next, a desk of a team uses more than the
driver's default of a hundred, and preparing one again costs ten times as much as reusing it.
"""

VALUES_AT_ONCE = 2_000
"""How many values one statement gets when many rows are written. SQLite allows 32,766 (sqlite.org/limits.html), but
more than this gains nothing.
"""

MODULE: Any = dbapi2
"""The driver module for SQLAlchemy."""


class Cursor(Protocol):
    """The methods of a driver's cursor that are used here."""

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        """Iterates over the rows."""

    def fetchall(self) -> list[tuple[object, ...]]:
        """Returns every remaining row."""

    def fetchone(self) -> tuple[object, ...] | None:
        """Returns the next row, or None."""


class Connection(Protocol):
    """The methods of a driver's connection that are used here."""

    isolation_level: str | None
    total_changes: int

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ...) -> Cursor:
        """Runs one statement. ``parameters`` are by position or by name."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[object]]) -> Cursor:
        """Runs one statement once for each of ``parameters``."""

    def backup(
        self,
        target: "Connection",
        *,
        pages: int = ...,
        progress: Callable[[int, int, int], None] | None = ...,
        sleep: float = ...,
    ) -> None:
        """Copies everything to ``target`` through SQLite's backup interface, ``pages`` at a time. Between two steps
        nothing is locked, and ``progress`` (status, pages left, pages in all) is called.
        """

    def set_progress_handler(self, handler: Callable[[], int] | None, steps: int, /) -> None:
        """Calls ``handler`` after every ``steps`` instructions of a statement. Any result but 0, or an exception,
        interrupts the statement.
        """

    def close(self) -> None:
        """Closes the file."""


def connect(path: Path, key: bytes, *, network: bool = False, in_bulk: bool = False) -> Connection:
    """Returns an open connection to the existing file ``path`` with the raw 32-byte ``key``. Nothing has been read from the file yet.

    The cipher's own log is turned off before the key is given, as it would write to stderr. On a ``network`` path this
    is the only connection, so that no memory is shared with another machine. ``in_bulk`` is for writing a whole store:
    its rows are in this program's own memory as well, so the cipher's memory is not locked, which would take eight
    times as long. Raises the driver's errors.
    """
    connection = cast(
        "Connection",
        dbapi2.connect(
            existing(path), uri=True, timeout=BUSY_SECONDS, isolation_level=None, cached_statements=STATEMENTS
        ),
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")
        connection.execute(f"PRAGMA cipher_memory_security = {'OFF' if in_bulk else MEMORY_SECURITY}")
        connection.execute(f"PRAGMA key = \"x'{key.hex()}'\"")
        for pragma in ("temp_store = MEMORY", "secure_delete = ON", "foreign_keys = ON", "trusted_schema = OFF"):
            connection.execute(f"PRAGMA {pragma}")
        if network:
            connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        if in_bulk:
            connection.execute(f"PRAGMA cache_size = -{BULK_CACHE_KIB}")
    except BaseException:
        connection.close()
        raise
    return connection


@contextmanager
def connected(path: Path, key: bytes, *, network: bool = False) -> Iterator[Connection]:
    """Opens a connection as ``connect`` does and closes it at the end. The driver's errors become ``StoreError``."""
    with translating():
        connection = connect(path, key, network=network)
        try:
            yield connection
        finally:
            connection.close()


def existing(path: Path) -> str:
    """Returns the address with which SQLite opens ``path``, but never creates it.

    SQLite allows no server in such an address (sqlite.org/uri.html), so a Windows share keeps its own two slashes.
    """
    address = path.absolute().as_uri()
    if not address.startswith("file:///"):
        address = address.replace("file://", "file:////", 1)
    return f"{address}?mode=rw"


def set_durability(connection: Connection, *, network: bool) -> None:
    """Makes every commit reach the disk before it returns. Uses WAL on a local disk; on a network path one connection and no WAL."""
    connection.execute(f"PRAGMA journal_mode = {'DELETE' if network else 'WAL'}").fetchall()
    connection.execute("PRAGMA synchronous = FULL")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
    if network:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")


def add_rows(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Inserts new rows, many with each statement. One statement for each row takes a third longer."""
    names, marks = ", ".join(f'"{name}"' for name in columns), f"({', '.join('?' * len(columns))})"
    into, many = f"INSERT INTO {table} ({names}) VALUES ", VALUES_AT_ONCE // len(columns)  # noqa: S608  the names are constants in the code
    statement, whole = into + ", ".join([marks] * many), len(rows) - len(rows) % many
    for begin in range(0, whole, many):
        connection.execute(statement, tuple(chain.from_iterable(rows[begin : begin + many])))
    connection.executemany(into + marks, rows[whole:])


@contextmanager
def indexed_at_the_end(connection: Connection, tables: Collection[str]) -> Iterator[None]:
    """For writing many rows into these tables: drops their indexes and makes them at the end, from sorted rows, in half
    the time. Indexes of constraints stay. Call it within a transaction, so that an error leaves the tables as they were.
    """
    every = connection.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    indexes = [(str(name), str(made)) for table, name, made in every.fetchall() if table in tables]
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _, made in indexes:
        connection.execute(made)


def number(connection: Connection, pragma: str) -> int:
    """Returns the whole number of ``PRAGMA pragma``."""
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(str(row[0])) if row else 0


def folder_of(connection: Connection) -> Path | None:
    """Returns the folder of the connection's file, None for a database without a file."""
    row = connection.execute("PRAGMA database_list").fetchone()
    return Path(str(row[2])).parent if row and row[2] else None


@contextmanager
def translating(folder: Path | None = None) -> Iterator[None]:
    """Turns the driver's errors, also those wrapped by SQLAlchemy, into ``StoreError`` sentences without any values.

    If the disk or a quota is full, SQLite sometimes reports just an I/O error (for instance for the index of its log).
    So if the database's ``folder`` is given, this then tests whether there is room.
    """
    try:
        yield
    except StoreError:
        raise
    except Exception as error:
        cause = getattr(error, "orig", None) or error
        if not isinstance(cause, dbapi2.Error):
            raise
        if primary_code(cause) == FAILED and folder is not None and not has_room(folder):
            raise StoreFull from None
        raise trouble(cause) from None


def primary_code(error: Exception) -> int:
    """Returns SQLite's primary result code of a driver's error (sqlite.org/rescode.html), 0 if it has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def trouble(error: Exception) -> StoreError:
    """Returns the ``StoreError`` for a driver's error, by SQLite's primary result code."""
    code = primary_code(error)
    if code in SENTENCES:
        return SENTENCES[code]()
    return StoreUnreachable(f"the disk gave an error ({getattr(error, 'sqlite_errorname', '') or 'unknown'})")


FAILED = 10
"""SQLite's IOERR."""

DoesNotFit: type[Exception] = dbapi2.IntegrityError
"""Raised if a row breaks a constraint."""

OTHER_LAYOUT = "its tables or rows are not those that its layout asks for"
SENTENCES: dict[int, Callable[[], StoreError]] = {
    1: lambda: StoreDamaged(OTHER_LAYOUT),
    5: StoreBusy,
    6: StoreBusy,
    8: lambda: StoreReadOnly("The case store cases.db"),
    11: lambda: StoreDamaged("a part of it is damaged"),
    13: StoreFull,
    14: lambda: StoreReadOnly("The case store cases.db, or its folder,"),
    19: lambda: StoreDamaged(OTHER_LAYOUT),
    26: lambda: StoreDamaged("it is damaged, or it belongs to another vault"),
}
"""For SQLite's ERROR, BUSY, LOCKED, READONLY, CORRUPT, FULL, CANTOPEN, CONSTRAINT and NOTADB."""
