"""The answers and fields of a case as rows, read and written as plain columns: objects would take ten times as long.
Every save needs all of them up to four times, so they are read once in a transaction, and again after a write.
``ValueRow`` says what the columns mean.

Each function works within its caller's transaction.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from sqlmodel import Session

from champion_tui.store.database.connection import plain

READ = "values"
"""The key in a session's ``info`` of the rows read in its transaction, by case id."""


class StoredValue(NamedTuple):
    """One row: its id, whose value it is, its field or question, and the value as JSON."""

    id: int
    holder: str
    key: str
    value: str


def read(session: Session, case_id: int | None) -> list[StoredValue]:
    """Returns every row of one case, oldest first. SQLite accepts any type in any column: ``find_row`` checks them."""
    read_now: dict[int | None, list[StoredValue]] = session.info.setdefault(READ, {})
    if case_id not in read_now:
        # Sorted here: for so few rows SQLite would build a table to sort them in.
        rows = plain(session).execute("SELECT id, holder, key, value FROM case_value WHERE case_id = ?", (case_id,))
        values = map(StoredValue._make, cast("Iterable[tuple[int, str, str, str]]", rows))
        read_now[case_id] = sorted(values, key=_number)
    return read_now[case_id]


def forget_values(session: Session) -> None:
    """Makes ``read`` read every row again, because some were written."""
    session.info.pop(READ, None)


def of_cases(session: Session, case_ids: Sequence[int] | None) -> dict[int, list[tuple[str, str, str]]]:
    """Returns (holder, key, value) of every row of those cases, or of all (None), oldest first; by case id."""
    only = "" if case_ids is None else f" WHERE case_id IN ({', '.join(map(str, case_ids))})"
    held = dict[int, list[tuple[str, str, str]]]()
    rows = plain(session).execute(f"SELECT case_id, holder, key, value FROM case_value{only} ORDER BY id")  # noqa: S608  numbers
    for case_id, *value in cast("Iterable[tuple[int, str, str, str]]", rows):
        held.setdefault(case_id, []).append((value[0], value[1], value[2]))
    return held


def _number(row: StoredValue) -> int:
    return row.id


def add(session: Session, case_id: int | None, holder: str, key: str, value: str) -> None:
    """Inserts a row for a case that is stored already and has no row with that holder and key."""
    row = (case_id, holder, key, value)
    forget_values(session)
    plain(session).execute("INSERT INTO case_value (case_id, holder, key, value) VALUES (?, ?, ?, ?)", row)


def change(session: Session, number: int, value: str) -> None:
    """Changes the value of the row with that id."""
    forget_values(session)
    plain(session).execute("UPDATE case_value SET value = ? WHERE id = ?", (value, number))


def remove(session: Session, number: int) -> None:
    """Deletes the row with that id."""
    forget_values(session)
    plain(session).execute("DELETE FROM case_value WHERE id = ?", (number,))
