"""Which rows of this desk's copy the server does not have yet, each with its content when the two were last the same.

Triggers in the database record them, whatever writes, so that no change made here is forgotten. All of them can be
taken back and applied on top of what others have changed. A store without a team has no such tables.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import field

from champion_tui.ground.values import immutable
from champion_tui.store.database.driver import Connection
from champion_tui.store.team.rows.carried import Change
from champion_tui.store.team.rows.shared_rows import BY_NAME, REFERRED_BY_NONE, SHARED, Key, Row, SharedTable

TABLES = """
CREATE TABLE team_desk (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    url TEXT NOT NULL,
    secret TEXT NOT NULL,
    number INTEGER NOT NULL,
    code BLOB NOT NULL,
    events INTEGER NOT NULL,
    chain_head BLOB NOT NULL,
    earlier_keys TEXT NOT NULL
);
CREATE TABLE team_waiting (tbl TEXT NOT NULL, row NOT NULL, before TEXT, PRIMARY KEY (tbl, row)) WITHOUT ROWID;
CREATE TABLE team_clash (
    id INTEGER PRIMARY KEY,
    reference TEXT NOT NULL,
    holder TEXT NOT NULL,
    key TEXT NOT NULL,
    mine TEXT,
    at TEXT NOT NULL,
    name TEXT NOT NULL
);
"""


@immutable
class Waiting:
    """One waiting row. ``before`` is the row when desk and server were last the same, None if there was none."""

    table: SharedTable
    key: Key
    before: Row | None = field(repr=False)


@immutable
class Outgoing:
    """What goes to the server for a waiting row: ``row``, None if it was deleted. ``stays`` is True if the row here
    already differs from that and goes on waiting.
    """

    waiting: Waiting
    row: Row | None = field(repr=False)
    stays: bool


@immutable
class Base:
    """Where desk and server were last the same: the ``number`` of the server's change, the ``code`` that proved it, and
    the end of the chain of events.
    """

    number: int
    code: bytes
    events: int
    chain_head: bytes


def base_at(change: Change) -> Base:
    """Returns where desk and server are the same once both have that change."""
    return Base(change.number, change.code, change.events, change.chain_head)


def is_team(connection: Connection) -> bool:
    """Whether this store is a desk of a team."""
    found = connection.execute("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = 'team_desk'").fetchone()
    return found is not None


def begin(connection: Connection, url: str, secret: str, base: Base, earlier: Sequence[bytes] = ()) -> None:
    """Makes this store a desk of the team at ``url``. Desk and server are the same at ``base``."""
    for statement in filter(str.strip, TABLES.split(";")):
        connection.execute(statement)
    connection.execute(
        "INSERT INTO team_desk VALUES (1, ?, ?, ?, ?, ?, ?, '[]')",
        (url, secret, base.number, base.code, base.events, base.chain_head),
    )
    set_earlier_keys(connection, earlier)
    for table in SHARED:
        for statement in _triggers(table):
            connection.execute(statement)


def end(connection: Connection) -> None:
    """Makes this store independent of the team again."""
    for table in SHARED:
        for verb in VERBS:
            connection.execute(f"DROP TRIGGER IF EXISTS team_{table.name}_{verb}")
    for name in ("team_desk", "team_waiting", "team_clash"):
        connection.execute(f"DROP TABLE IF EXISTS {name}")


VERBS = ("insert", "update", "delete")


def _triggers(table: SharedTable) -> Iterator[str]:
    columns = ", ".join(
        f'hex(OLD."{name}")' if name in table.raw_columns else f'OLD."{name}"' for name in table.columns
    )
    for verb in VERBS:
        which, before = ("NEW", "NULL") if verb == "insert" else ("OLD", f"json_array({columns})")
        key = f'{which}."{table.key}"'
        # Not "INSERT OR IGNORE": the conflict clause of the statement that fires a trigger overrides the trigger's own.
        noted = (
            f"INSERT INTO team_waiting SELECT '{table.name}', {key}, {before}"  # noqa: S608  names of our own tables
            f" WHERE NOT EXISTS (SELECT 1 FROM team_waiting WHERE tbl = '{table.name}' AND row = {key})"
        )
        yield f"CREATE TRIGGER team_{table.name}_{verb} AFTER {verb.upper()} ON {table.name} BEGIN {noted}; END"


def base(connection: Connection) -> Base:
    """Returns where desk and server were last the same."""
    row = connection.execute("SELECT number, code, events, chain_head FROM team_desk").fetchone()
    number, code, events, head = row or (0, b"", 0, b"")
    return Base(int(str(number)), bytes(code), int(str(events)), bytes(head))  # type: ignore[call-overload]  # bytes, as written


def set_base(connection: Connection, new: Base) -> None:
    """Records that desk and server are the same at ``new``."""
    connection.execute(
        "UPDATE team_desk SET number = ?, code = ?, events = ?, chain_head = ?",
        (new.number, new.code, new.events, new.chain_head),
    )


def earlier_keys(connection: Connection) -> tuple[bytes, ...]:
    """Returns the earlier database keys of the vault, oldest first. What was sealed under them is opened with them."""
    row = connection.execute("SELECT earlier_keys FROM team_desk").fetchone()
    return tuple(bytes.fromhex(each) for each in json.loads(str(row[0]))) if row else ()


def set_earlier_keys(connection: Connection, keys: Sequence[bytes]) -> None:
    """Stores the earlier keys, oldest first."""
    connection.execute("UPDATE team_desk SET earlier_keys = ?", (json.dumps([key.hex() for key in keys]),))


def waiting(connection: Connection) -> tuple[Waiting, ...]:
    """Returns every waiting row."""
    rows = connection.execute("SELECT tbl, row, before FROM team_waiting").fetchall()
    return tuple(_waiting(BY_NAME[str(name)], key, before) for name, key, before in rows)


def _waiting(table: SharedTable, key: object, before: object) -> Waiting:
    held = key if isinstance(key, int) else str(key)
    if before is None:
        return Waiting(table, held, None)
    values = json.loads(str(before))
    row = tuple(
        bytes.fromhex(value) if name in table.raw_columns and value is not None else value
        for name, value in zip(table.columns, values, strict=True)
    )
    return Waiting(table, held, row)


def any_waits(connection: Connection) -> bool:
    """Whether any row is waiting."""
    return connection.execute("SELECT 1 FROM team_waiting LIMIT 1").fetchone() is not None


def delivered(connection: Connection, rows: Sequence[Outgoing]) -> None:
    """Records that those rows are on the server. Rows that ``stays`` marks go on waiting from there."""
    connection.executemany(
        "DELETE FROM team_waiting WHERE tbl = ? AND row = ?",
        [(each.waiting.table.name, each.waiting.key) for each in rows if not each.stays],
    )
    connection.executemany(
        "UPDATE team_waiting SET before = ? WHERE tbl = ? AND row = ?",
        [
            (None if each.row is None else json.dumps(each.row), each.waiting.table.name, each.waiting.key)
            for each in rows
            if each.stays
        ],
    )


def nothing_waits(connection: Connection) -> None:
    """Clears the list, because what was just written came from the server or was taken back."""
    connection.execute("DELETE FROM team_waiting")


def take_back(connection: Connection, rows: Sequence[Waiting]) -> None:
    """Restores every waiting row to what it was. New rows are deleted before those that they refer to. Rows of ``REFERRED_BY_NONE``
    are all deleted before any is restored: two of them may have swapped places, and each place can have only one.
    """
    order = {table.name: place for place, table in enumerate(SHARED)}
    for each in sorted(rows, key=lambda row: -order[row.table.name]):
        if each.before is None or each.table in REFERRED_BY_NONE:
            each.table.delete(connection, each.key)
    for each in sorted(rows, key=lambda row: order[row.table.name]):
        if each.before is not None:
            each.table.write(connection, (each.before,))
    nothing_waits(connection)
