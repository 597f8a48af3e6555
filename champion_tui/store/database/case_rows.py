"""The row of a case, read and written as plain columns, for the reason given in ``value_rows.py``.

Each function works within its caller's transaction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields
from typing import Any, cast

from sqlmodel import Session

from champion_tui.store.database.connection import plain


@dataclass(slots=True)
class StoredCase:
    """One row as stored; ``CaseRow`` says what the columns mean. Changed only by ``change``."""

    id: int
    reference: str
    version: int
    created_at: str
    changed_at: str
    last_event: int
    area: str
    tree_id: str
    tree_version: str
    tree_digest: str
    sent_on: str | None = None
    sent_code: str | None = None
    sent_by: str | None = None
    exported_at: str | None = None
    follows: str | None = None
    pack_contents: str | None = None
    as_sent: str | None = None


COLUMNS = tuple(each.name for each in fields(StoredCase))
FROM = f"SELECT {', '.join(COLUMNS)} FROM case_record"  # noqa: S608  names of columns
OF_REFERENCE = f"{FROM} WHERE reference = ?"
THAT_FOLLOW = f"{FROM} WHERE follows = ?"
ALL = f"{FROM} ORDER BY id"
OTHERS = COLUMNS[1:]
ADD = f"INSERT INTO case_record ({', '.join(OTHERS)}) VALUES ({', '.join('?' * len(OTHERS))}) RETURNING id"  # noqa: S608  the same
OWN = ", ".join(f"c.{name}" for name in COLUMNS)
WITH_FOLLOWER = (
    f"SELECT after.reference, {OWN} FROM case_record c LEFT JOIN case_record after ON after.follows = c.reference"  # noqa: S608  the same
)


def _read(session: Session, sql: str, *values: object) -> Iterator[StoredCase]:
    return (stored(row) for row in plain(session).execute(sql, values))


def stored(columns: Sequence[object]) -> StoredCase:
    """Returns a row from its columns. SQLite accepts any type in any column: ``find_row`` checks them."""
    return StoredCase(*cast("Sequence[Any]", columns))


def find(session: Session, reference: str) -> StoredCase | None:
    """Returns the row with that reference as stored, or None."""
    return next(_read(session, OF_REFERENCE, reference), None)


def that_follow(session: Session, reference: str) -> list[StoredCase]:
    """Returns the rows of the cases that follow that one. There is at most one, unless somebody has tampered with the file."""
    return list(_read(session, THAT_FOLLOW, reference))


def every(session: Session) -> list[StoredCase]:
    """Returns every row, oldest first."""
    return list(_read(session, ALL))


def with_followers(session: Session, case_ids: Sequence[int] | None) -> Iterator[tuple[StoredCase, str | None]]:
    """Yields each row (or those with the given ids) with the reference of the case that follows it, the one changed last first."""
    only = "" if case_ids is None else f" WHERE c.id IN ({', '.join(map(str, case_ids))})"
    for follower, *columns in plain(session).execute(f"{WITH_FOLLOWER}{only} ORDER BY c.last_event DESC"):
        yield stored(columns), None if follower is None else str(follower)


def add(session: Session, **columns: object) -> StoredCase:
    """Inserts a row and returns it."""
    values = [columns.get(name) for name in OTHERS]
    number = plain(session).execute(ADD, values).fetchone()
    return stored([*(number or ()), *values])


def change(session: Session, row: StoredCase, **columns: object) -> None:
    """Changes columns of a row. Names only these: SQLite updates an index whenever one of its columns is named."""
    for name, value in columns.items():
        setattr(row, name, value)
    names = ", ".join(f"{name} = ?" for name in columns)
    plain(session).execute(f"UPDATE case_record SET {names} WHERE id = ?", (*columns.values(), row.id))  # noqa: S608  names of columns


def remove(session: Session, row: StoredCase) -> None:
    """Deletes the row, after everything that belongs to it."""
    plain(session).execute("DELETE FROM case_record WHERE id = ?", (row.id,))
