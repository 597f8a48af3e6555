"""Which tables a team shares, and how each row looks on the server. Each desk makes the read model from the cases itself.

The clear columns are named here. Every other column is encrypted, so that a new column is encrypted unless somebody
decides otherwise. All encrypted columns of a row are in one of them, the carrier; the rest are blank.
"""

import base64
import binascii
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import TypeAlias

from sqlmodel import SQLModel

from champion_tui.ground.values import immutable
from champion_tui.store.database import tables
from champion_tui.store.database.driver import Connection, add_rows
from champion_tui.store.errors import TeamDiffers
from champion_tui.store.team.rows.sealing import CHANGED, Seals, as_bytes

Row: TypeAlias = tuple[object, ...]
"""The columns of a row in the order of ``SharedTable.columns``: integers, texts, bytes and None, as SQLite has them."""

Key: TypeAlias = int | str


class SharedTable:
    """One table: its ``name``, its ``columns``, and its primary ``key``. ``clear`` names the columns that the server
    can read, ``carrier`` the one with the encrypted columns, ``unlike`` one that must differ in each row.
    """

    def __init__(self, model: type[SQLModel], clear: str, carrier: str, unlike: str = "") -> None:
        made = model.__table__  # type: ignore[attr-defined]  # SQLModel gives each of its tables one
        columns, readable = tuple(made.columns), frozenset(clear.split())
        self.name = str(made.name)
        self.columns = tuple(str(column.name) for column in columns)
        self.sealed_columns = tuple(name for name in self.columns if name not in readable and name != self._key(made))
        self.key = self._key(made)
        self.raw_columns = frozenset(str(each.name) for each in columns if isinstance(each.type, tables.Bytes))
        self._at = self.columns.index(self.key)
        self._clear = tuple(place for place, name in enumerate(self.columns) if name in readable)
        self._sealed = tuple(map(self.columns.index, self.sealed_columns))
        self.carrier = self.columns.index(carrier)
        self._raw_carrier = carrier in self.raw_columns
        self._raw = tuple(place for place, name in enumerate(self.columns) if name in self.raw_columns)
        kinds = [None if place in self._raw else each.type.python_type for place, each in enumerate(columns)]
        self._flags = tuple(place for place, kind in enumerate(kinds) if kind is bool)
        self._unlike = self.columns.index(unlike) if unlike else None
        self._hides_key = self.key not in readable
        # As the desk has a row: its key and clear columns, then the encrypted ones, which are put in the table's order.
        self._readable = (self._at, *self._clear)
        apart = (*self._readable, *self._sealed)
        self._in_order = _picking(map(apart.index, range(len(columns))))
        self._sealed_raw = tuple(at for at, place in enumerate(self._sealed) if place in self._raw)
        self._blank = tuple(
            None if each.nullable else b"" if place in self._raw else "" for place, each in enumerate(columns)
        )
        self._sql = _statements(self.name, self.columns, self.key)

    @staticmethod
    def _key(made: object) -> str:
        (key,) = made.primary_key.columns  # type: ignore[attr-defined]  # SQLAlchemy's table
        return str(key.name)

    # -- as the server has it ---------------------------------------------------------------------------------------------

    def key_there(self, seals: Seals, key: Key) -> Key:
        """Returns the key as the server has it."""
        return seals.name(self.name, str(key)) if self._hides_key else key

    def key_here(self, seals: Seals, key: Key) -> Key:
        """Returns the key as the desk has it. Raises ``TeamDiffers``."""
        return seals.named(self.name, str(key)) if self._hides_key else key

    def to_server(self, seals: Seals, row: Sequence[object]) -> Row:
        """Returns the row as the server has it."""
        there = list[object](self._blank)
        for place in self._clear:
            there[place] = row[place]
        if self._hides_key:
            there[self._at] = seals.name(self.name, str(row[self._at]))
        bound = [there[self._at], *(row[place] for place in self._clear)]
        carried = seals.seal(self.name, bound, [row[place] for place in self._sealed])
        there[self.carrier] = carried if self._raw_carrier else base64.b64encode(carried).decode()
        if self._unlike is not None:
            there[self._unlike] = str(row[self._at])
        for place in self._flags:
            there[place] = None if there[place] is None else bool(there[place])
        return tuple(there)

    def from_server(self, seals: Seals, rows: Sequence[Row]) -> list[Row]:
        """Returns the rows as the desk has them. Raises ``TeamDiffers``."""
        readable = self._in_the_clear(rows)
        carried = (row[self.carrier] for row in rows)
        values = seals.open(
            self.name, readable, (each if isinstance(each, bytes) else _from_base64(each) for each in carried)
        )
        if any(len(each) != len(self._sealed) for each in values):
            raise TeamDiffers(CHANGED)
        for at in self._sealed_raw:
            for each in values:
                each[at] = None if each[at] is None else as_bytes(each[at])
        if self._hides_key:
            readable = [(seals.named(self.name, str(key)), *clear) for key, *clear in readable]
        in_order = self._in_order
        return [in_order((*clear, *each)) for clear, each in zip(readable, values, strict=True)]

    def _in_the_clear(self, rows: Sequence[Row]) -> list[Row]:
        """Returns the key and clear columns of each row, as SQLite has them."""
        picked = list(map(_picking(self._readable), rows))
        for at in (self._readable.index(place) for place in self._flags if place in self._readable):
            picked = [(*row[:at], None if row[at] is None else int(bool(row[at])), *row[at + 1 :]) for row in picked]
        return picked

    # -- in the desk's own store ------------------------------------------------------------------------------------------

    def read(self, connection: Connection, key: Key) -> Row | None:
        """Returns the row with that key as stored here, or None."""
        return connection.execute(self._sql.read, (key,)).fetchone()

    def read_all(self, connection: Connection) -> Iterator[Row]:
        """Iterates over every row, ordered by key."""
        return iter(connection.execute(self._sql.all))

    def write(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Inserts rows, or overwrites those with the same keys."""
        if rows:
            connection.executemany(self._sql.write, list(rows))

    def add(self, connection: Connection, rows: Sequence[Row]) -> None:
        """Inserts rows whose keys are new here."""
        add_rows(connection, self.name, self.columns, rows)

    def delete(self, connection: Connection, key: Key) -> None:
        """Deletes a row, if it exists."""
        connection.execute(self._sql.delete, (key,))

    def key_of(self, row: Sequence[object]) -> Key:
        """Returns the primary key of a row, as stored here or on the server."""
        key = row[self._at]
        return key if isinstance(key, int) else str(key)

    def place(self, column: str) -> int:
        """Returns the position of ``column`` in a row."""
        return self.columns.index(column)


@immutable
class _Statements:
    """The SQL statements for a table of the desk's own store."""

    read: str
    delete: str
    all: str
    write: str


def _statements(table: str, columns: Sequence[str], key: str) -> _Statements:
    names = ", ".join(f'"{name}"' for name in columns)
    marks = ", ".join("?" * len(columns))
    new = ", ".join(f'"{name}" = excluded."{name}"' for name in columns if name != key)
    return _Statements(
        read=f'SELECT {names} FROM {table} WHERE "{key}" = ?',  # noqa: S608  names of our own tables
        delete=f'DELETE FROM {table} WHERE "{key}" = ?',  # noqa: S608  the same
        all=f'SELECT {names} FROM {table} ORDER BY "{key}"',  # noqa: S608  the same
        write=f'INSERT INTO {table} ({names}) VALUES ({marks}) ON CONFLICT ("{key}") DO UPDATE SET {new}',  # noqa: S608  the same
    )


def _picking(places: Iterable[int]) -> Callable[[Sequence[object]], Row]:
    """Returns a function that returns the columns at ``places`` of a row, in that order."""
    first, *others = places
    if not others:
        return lambda row: (row[first],)
    return itemgetter(first, *others)


def _from_base64(text: object) -> bytes:
    try:
        return binascii.a2b_base64(str(text), strict_mode=True)
    except ValueError:
        raise TeamDiffers(CHANGED) from None


CASE = SharedTable(
    tables.CaseRow,
    "id reference version created_at changed_at last_event area tree_id tree_version tree_digest sent_on exported_at",
    "as_sent",
)
VALUE = SharedTable(tables.ValueRow, "id case_id", "value", unlike="key")
EXPORTED = SharedTable(tables.ExportedRow, "id case_id exported_at dealt_with_at", "path")
OWN_DETAIL = SharedTable(tables.OwnDetailRow, "", "value")
SETTING = SharedTable(tables.SettingRow, "", "value")
EVENT = SharedTable(tables.EventRow, "number at slot case_reference commitment chain", "verb")
PAYLOAD = SharedTable(tables.PayloadRow, "number", "payload")
ERASED = SharedTable(
    tables.ErasedRow, "reference event created_on erased_on area sent_on contact_on result_on before_56", "reason"
)
EARLY = SharedTable(tables.EarlyRow, "", "kind")

SHARED = (CASE, VALUE, EXPORTED, OWN_DETAIL, SETTING, EVENT, PAYLOAD, ERASED, EARLY)
"""Each table is after those that its rows refer to."""

ONLY_GROWING = frozenset({EVENT, PAYLOAD, ERASED})
"""Tables whose rows never change. A payload may be deleted."""

REFERRED_BY_NONE = (VALUE, EXPORTED)
"""Rows of a case without references to them. Their ids are reused: that of a deleted row may now be another's."""

BY_NAME = {table.name: table for table in SHARED}
