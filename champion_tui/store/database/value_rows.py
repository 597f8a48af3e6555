"""The answers and fields of a case as rows, read and written as plain columns: as objects they would take ten times as long. Every save asks
for all of them up to four times; they are read when they are first asked for in a transaction, and again once one was written. What they must be
is ``ValueRow``'s to say.

Each function works within a transaction that its caller holds.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple, cast

from sqlmodel import Session

from champion_tui.store.database.connection import plain

READ = "values"
"""Under which name a session's ``info`` has the rows that were read in its transaction, by the number of their case."""


class StoredValue(NamedTuple):
    """One row: its key, whose value it is, of which field or question, and the value as JSON."""

    id: int
    holder: str
    key: str
    value: str


def read(session: Session, case_id: int | None) -> list[StoredValue]:
    """Every row of one case, the oldest first. SQLite keeps any type in any column: ``find_row`` looks at them."""
    read_now: dict[int | None, list[StoredValue]] = session.info.setdefault(READ, {})
    if case_id not in read_now:
        # Sorted here: for so few rows SQLite would make a table to sort them in.
        rows = plain(session).execute("SELECT id, holder, key, value FROM case_value WHERE case_id = ?", (case_id,))
        values = map(StoredValue._make, cast("Iterable[tuple[int, str, str, str]]", rows))
        read_now[case_id] = sorted(values, key=_number)
    return read_now[case_id]


def read_again(session: Session) -> None:
    """Have every row read again: some were written."""
    session.info.pop(READ, None)


def of_cases(session: Session, case_ids: Sequence[int] | None) -> dict[int, list[tuple[str, str, str]]]:
    """Holder, key and value of every row of those cases, or of all, the oldest first; by the number of the case."""
    only = "" if case_ids is None else f" WHERE case_id IN ({', '.join(map(str, case_ids))})"
    held = dict[int, list[tuple[str, str, str]]]()
    rows = plain(session).execute(f"SELECT case_id, holder, key, value FROM case_value{only} ORDER BY id")  # noqa: S608  numbers
    for case_id, *value in cast("Iterable[tuple[int, str, str, str]]", rows):
        held.setdefault(case_id, []).append((value[0], value[1], value[2]))
    return held


def _number(row: StoredValue) -> int:
    return row.id


def add(session: Session, case_id: int | None, holder: str, key: str, value: str) -> None:
    """A new row of a case that has none of that holder and key, and whose own row is written."""
    row = (case_id, holder, key, value)
    read_again(session)
    plain(session).execute("INSERT INTO case_value (case_id, holder, key, value) VALUES (?, ?, ?, ?)", row)


def change(session: Session, number: int, value: str) -> None:
    """Another value in the row with that ``number``."""
    read_again(session)
    plain(session).execute("UPDATE case_value SET value = ? WHERE id = ?", (value, number))


def remove(session: Session, number: int) -> None:
    """Take that row away."""
    read_again(session)
    plain(session).execute("DELETE FROM case_value WHERE id = ?", (number,))
