"""The cipher driver: the only module that imports it. Opens connections, and turns its errors into sentences."""

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
"""The cipher locks its memory, so that it is never swapped to a disk, and wipes what it gives back (zetetic.net/sqlcipher)."""

BULK_CACHE_KIB = 64 * 1024
"""How much of a store that is written whole the cipher keeps at hand: indexes of a hundred thousand cases, whose pages are written again and
again. Each time that one is put aside and fetched again it is enciphered and deciphered.
"""

STATEMENTS = 400
"""How many statements a connection keeps ready. A desk of a team uses more than the driver's hundred from one save to the next, and each
that is made ready anew costs ten times as much as one that is.
"""

VALUES_AT_ONCE = 2_000
"""How many values one statement is given where many rows are written. SQLite takes 32,766 (sqlite.org/limits.html); more of them gain nothing."""

MODULE: Any = dbapi2
"""What SQLAlchemy is given as the driver."""


class Cursor(Protocol):
    """What is used of a driver's cursor."""

    def __iter__(self) -> Iterator[tuple[object, ...]]:
        """Row by row."""

    def fetchall(self) -> list[tuple[object, ...]]:
        """Every row that is left."""

    def fetchone(self) -> tuple[object, ...] | None:
        """The next row, or None."""


class Connection(Protocol):
    """What is used of a driver's connection."""

    isolation_level: str | None
    total_changes: int

    def execute(self, sql: str, parameters: Sequence[object] | Mapping[str, object] = ...) -> Cursor:
        """Run one statement; its parameters by place or by name."""

    def executemany(self, sql: str, parameters: Iterable[Sequence[object]]) -> Cursor:
        """Run one statement for each of them."""

    def backup(
        self,
        target: "Connection",
        *,
        pages: int = ...,
        progress: Callable[[int, int, int], None] | None = ...,
        sleep: float = ...,
    ) -> None:
        """Copy everything to ``target`` through SQLite's backup interface, ``pages`` at a time; between two steps nothing
        is locked and ``progress`` (status, pages left, pages in all) is called.
        """

    def set_progress_handler(self, handler: Callable[[], int] | None, steps: int, /) -> None:
        """Have ``handler`` called after so many steps of a statement: anything but 0, or an error, ends that."""

    def close(self) -> None:
        """Let go of the file."""


def connect(path: Path, key: bytes, *, network: bool = False, in_bulk: bool = False) -> Connection:
    """An open connection to the existing file ``path`` under the raw 32-byte ``key``, nothing read from it yet.

    The cipher's own log is off before the key is given: it would write to stderr. On a ``network`` path this is the only
    opener, so that no memory is shared with another machine. ``in_bulk``: a whole store is written, whose rows lie in this program's own
    memory as well, so the cipher's is not locked for it, which would take eight times as long. Raises the driver's errors.
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
    """The same, closed at the end; the driver's errors become ``StoreError`` sentences."""
    with translating():
        connection = connect(path, key, network=network)
        try:
            yield connection
        finally:
            connection.close()


def existing(path: Path) -> str:
    """``path`` as SQLite takes it to open a file and never to create one.

    SQLite knows no server in such an address (sqlite.org/uri.html): a Windows share keeps its own two slashes.
    """
    address = path.absolute().as_uri()
    if not address.startswith("file:///"):
        address = address.replace("file://", "file:////", 1)
    return f"{address}?mode=rw"


def set_durability(connection: Connection, *, network: bool) -> None:
    """Every commit reaches the disk before it returns. WAL on a local disk; on a network path one opener and no WAL."""
    connection.execute(f"PRAGMA journal_mode = {'DELETE' if network else 'WAL'}").fetchall()
    connection.execute("PRAGMA synchronous = FULL")
    if sys.platform == "darwin":
        connection.execute("PRAGMA fullfsync = ON")
        connection.execute("PRAGMA checkpoint_fullfsync = ON")
    if network:
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")


def add_rows(connection: Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    """Write rows that are new, many by one statement: one for each takes a third longer."""
    names, marks = ", ".join(f'"{name}"' for name in columns), f"({', '.join('?' * len(columns))})"
    into, many = f"INSERT INTO {table} ({names}) VALUES ", VALUES_AT_ONCE // len(columns)  # noqa: S608  names that stand in the code
    statement, whole = into + ", ".join([marks] * many), len(rows) - len(rows) % many
    for begin in range(0, whole, many):
        connection.execute(statement, tuple(chain.from_iterable(rows[begin : begin + many])))
    connection.executemany(into + marks, rows[whole:])


@contextmanager
def indexed_at_the_end(connection: Connection, tables: Collection[str]) -> Iterator[None]:
    """Many rows are written into these tables, and their indexes are made when all are there: from sorted rows, in half the time. Within a
    transaction, so that an error leaves them as they were. Those that the tables cannot be without stay.
    """
    every = connection.execute("SELECT tbl_name, name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL")
    indexes = [(str(name), str(made)) for table, name, made in every.fetchall() if table in tables]
    for name, _ in indexes:
        connection.execute(f'DROP INDEX "{name}"')
    yield
    for _, made in indexes:
        connection.execute(made)


def number(connection: Connection, pragma: str) -> int:
    """The whole number that ``PRAGMA pragma`` gives."""
    row = connection.execute(f"PRAGMA {pragma}").fetchone()
    return int(str(row[0])) if row else 0


def folder_of(connection: Connection) -> Path | None:
    """Where the file of ``connection`` lies; None where it has none."""
    row = connection.execute("PRAGMA database_list").fetchone()
    return Path(str(row[2])).parent if row and row[2] else None


@contextmanager
def translating(folder: Path | None = None) -> Iterator[None]:
    """Turn errors of the driver, also those wrapped by SQLAlchemy, into ``StoreError`` sentences without any values.

    For the index of its log, and where a quota is used up, SQLite says of a full disk no more than that it failed. So where the
    database's ``folder`` is given, it is tried whether there is room.
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
    """SQLite's primary result code of one of the driver's errors (sqlite.org/rescode.html); 0 where it has none."""
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def trouble(error: Exception) -> StoreError:
    """The sentence for one of the driver's errors, by SQLite's primary result code."""
    code = primary_code(error)
    if code in SENTENCES:
        return SENTENCES[code]()
    return StoreUnreachable(f"the disk gave an error ({getattr(error, 'sqlite_errorname', '') or 'unknown'})")


FAILED = 10
"""SQLite's IOERR."""

DoesNotFit: type[Exception] = dbapi2.IntegrityError
"""Raised where a row does not fit beside those that are there."""

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
"""SQLite's ERROR, BUSY, LOCKED, READONLY, CORRUPT, FULL, CANTOPEN, CONSTRAINT and NOTADB."""
