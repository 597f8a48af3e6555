"""The read model: one row per case with what lists, due items and counts need, written in the same transaction as the case.

The desk makes each summary, as only it can judge a case; the ``basis`` is the knowledge it used. A case that is written
while no summary can be made loses its summary. The store's first row then no longer says that every case has one, and
``CaseStore.summarise_with`` makes the missing ones. Reasons: ``docs/adr/026-one-row-per-case-made-by-the-desk.md``.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import partial
from typing import TypeAlias

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from champion_tui.domain.cases.case import Case, ExportedFile
from champion_tui.domain.cases.summary import CaseSummary
from champion_tui.ground.digests import sha256_hex
from champion_tui.store.cases import records
from champion_tui.store.cases.summary_rows import COLUMNS, KIND_RANKS, STATUS_RANKS, Rows, to_rows
from champion_tui.store.database.connection import Database, plain
from champion_tui.store.database.driver import Connection
from champion_tui.store.database.tables import INDEXED, CaseRow, ExportedRow, SearchRow
from champion_tui.store.history.converters import exported_from_row
from champion_tui.store.history.events import change_state, state_of

Summarise: TypeAlias = Callable[[Case, tuple[ExportedFile, ...]], CaseSummary]
"""Makes the summary of a case, from it and all its files that left the vault, oldest first, including those that are dealt with."""

MARK = 8
"""The number of characters in each half of a mark: the meaning of the rows, and their basis."""

AT_ONCE = 200
"""How many summaries are made in one transaction when all are renewed. Other writes happen in between."""

SEARCH = tuple(name for name in SearchRow.model_fields if name != "case_id")
SUMMARY = ("basis", "status_rank", *COLUMNS)
TABLES = ("case_summary", "case_due", "case_phone", "case_search")

# -- one case -----------------------------------------------------------------------------------------------------------


def mark_of(basis: str) -> str:
    """Returns the mark of rows that rest on ``basis``. Its first half is a digest of the numbers of statuses and kinds,
    and of the columns.
    """
    return _short(repr((STATUS_RANKS, KIND_RANKS, SUMMARY, SEARCH))) + _short(basis)


def _short(text: str) -> str:
    return sha256_hex(text.encode())[:MARK]


def same_meaning(one: str, other: str) -> bool:
    """Returns True if rows with these two marks have the same meaning, so that they can be read together. Their basis may differ."""
    return one[:MARK] == other[:MARK]


class Summaries:
    """Makes the summaries of an open store. Used in the owning thread only."""

    def __init__(self) -> None:
        self._make: Summarise | None = None
        self._basis = ""

    def rest_on(self, make: Summarise, basis: str) -> None:
        """Makes all further summaries with ``make``, whose knowledge has the digest ``basis``."""
        self._make, self._basis = make, mark_of(basis)

    def renew(self, session: Session, case: Case) -> None:
        """Writes the summary of a case that was just written. If none can be made, removes the old one and records in
        the first row that it is missing.
        """
        session.flush()
        connection = plain(session)
        case_id = _id_of(connection, case.reference)
        if self._make is None:
            delete(connection, case_id)
            change_state(session, summarised_under="")
            return
        _write(connection, case_id, self._basis, to_rows(self._make(case, _files(session, case_id, case.reference))))
        if state_of(session).summarised_under not in {self._basis, ""}:
            change_state(session, summarised_under="")

    def renew_all(self, session: Session, case_ids: Sequence[int]) -> None:
        """Writes the summaries of cases that came from another desk, as ``renew`` does for one."""
        session.flush()
        if self._make is not None:
            self.make(session, case_ids)
            return
        connection = plain(session)
        for case_id in case_ids:
            delete(connection, case_id)
        change_state(session, summarised_under="")

    # -- all of them ----------------------------------------------------------------------------------------------------

    def lacking(self, session: Session) -> tuple[int, ...]:
        """Returns the ids of cases without a summary of the current basis. Returns () at once if the first row says that all have one."""
        if state_of(session).summarised_under == self._basis:
            return ()
        return self._without(plain(session))

    def all_can_be_read(self, session: Session) -> bool:
        """Returns True if every case has a summary with the current meaning, whatever its basis."""
        connection = plain(session)
        marks = connection.execute("SELECT DISTINCT basis FROM case_summary")
        if not all(same_meaning(str(mark), self._basis) for (mark,) in marks):
            return False
        without = (
            "SELECT 1 FROM case_record c LEFT JOIN case_summary s ON s.case_id = c.id WHERE s.case_id IS NULL LIMIT 1"
        )
        return connection.execute(without).fetchone() is None

    def _without(self, connection: Connection) -> tuple[int, ...]:
        found = connection.execute(
            "SELECT c.id FROM case_record c LEFT JOIN case_summary s ON s.case_id = c.id"
            " WHERE s.case_id IS NULL OR s.basis <> ?",
            (self._basis,),
        )
        return tuple(int(str(case_id)) for (case_id,) in found)

    def make(self, session: Session, case_ids: Sequence[int]) -> None:
        """Makes the summaries of those cases. A case that cannot be read gets none; opening or checking it reports why."""
        connection = plain(session)
        for case_id, rows in self._rows(session, case_ids):
            if rows is None:
                delete(connection, case_id)
            else:
                _write(connection, case_id, self._basis, rows)

    def _rows(self, session: Session, case_ids: Sequence[int]) -> Iterator[tuple[int, Rows | None]]:
        """Yields the rows that the read model must hold for each of those cases, None for one that cannot be read."""
        if self._make is None:
            return
        files = dict[str, list[ExportedFile]]()
        for row, reference in session.exec(_FILES_OF, params={"those": list(case_ids)}):
            files.setdefault(reference, []).append(exported_from_row(row, reference))
        for case_id, case in records.cases_of(session, case_ids):
            yield case_id, None if case is None else to_rows(self._make(case, tuple(files.get(case.reference, ()))))

    def all_made(self, session: Session) -> None:
        """Records in the first row that every case has its summary. The caller has made the missing ones. Does nothing
        if another program has meanwhile written one with another basis.
        """
        other = plain(session).execute("SELECT 1 FROM case_summary WHERE basis <> ? LIMIT 1", (self._basis,))
        if other.fetchone() is None:
            change_state(session, summarised_under=self._basis)

    def differing(self, database: Database) -> tuple[int, tuple[str, ...]] | None:
        """Returns the number of cases, and the references of those whose summary is wrong. None if no summaries can be made."""
        if self._make is None:
            return None
        everyone = database.read(_references)
        ids, wrong = tuple(everyone), list[str]()
        for begin in range(0, len(ids), AT_ONCE):
            some = ids[begin : begin + AT_ONCE]
            wrong += [everyone[case_id] for case_id in database.read(partial(self._wrong, case_ids=some))]
        return len(ids), tuple(wrong)

    def _wrong(self, session: Session, case_ids: Sequence[int]) -> list[int]:
        connection = plain(session)
        return [
            case_id
            for case_id, rows in self._rows(session, case_ids)
            if rows is None or _stored(connection, case_id) != (self._basis, rows)
        ]


_FILES_OF = (
    select(ExportedRow, CaseRow.reference)
    .where(ExportedRow.case_id == CaseRow.id, col(ExportedRow.case_id).in_(bindparam("those", expanding=True)))
    .order_by(col(ExportedRow.id))
)
"""Built once, like those of ``records.py``."""


def _references(session: Session) -> dict[int, str]:
    rows = plain(session).execute("SELECT id, reference FROM case_record ORDER BY id")
    return {int(str(case_id)): str(reference) for case_id, reference in rows}


def _id_of(connection: Connection, reference: str) -> int:
    found = connection.execute("SELECT id FROM case_record WHERE reference = ?", (reference,)).fetchone()
    return int(str(found[0])) if found else 0


def _files(session: Session, case_id: int, reference: str) -> tuple[ExportedFile, ...]:
    if not plain(session).execute("SELECT 1 FROM exported_file WHERE case_id = ? LIMIT 1", (case_id,)).fetchone():
        return ()
    rows = session.exec(select(ExportedRow).where(ExportedRow.case_id == case_id).order_by(col(ExportedRow.id)))
    return tuple(exported_from_row(row, reference) for row in rows)


# -- rows ---------------------------------------------------------------------------------------------------------------


def _row(connection: Connection, table: str, columns: Iterable[str], case_id: int) -> tuple[object, ...] | None:
    return connection.execute(f"SELECT {', '.join(columns)} FROM {table} WHERE case_id = ?", (case_id,)).fetchone()  # noqa: S608  names that are constants here


def _dues(connection: Connection, case_id: int) -> tuple[tuple[object, ...], ...]:
    found = connection.execute(
        "SELECT kind_rank, kind, shows_from, due FROM case_due WHERE case_id = ? ORDER BY id", (case_id,)
    )
    return tuple(found)


def _phones(connection: Connection, case_id: int) -> tuple[str, ...]:
    found = connection.execute("SELECT phone FROM case_phone WHERE case_id = ? ORDER BY phone", (case_id,))
    return tuple(str(phone) for (phone,) in found)


def _stored(connection: Connection, case_id: int) -> tuple[object, Rows] | None:
    """Returns the stored basis and rows of a case, None if it has none."""
    summary, search = (
        _row(connection, "case_summary", SUMMARY, case_id),
        _row(connection, "case_search", SEARCH, case_id),
    )
    if summary is None or search is None:
        return None
    basis, *columns = summary
    return basis, Rows(
        tuple(columns), _dues(connection, case_id), tuple(map(str, search)), _phones(connection, case_id)
    )


def _write(connection: Connection, case_id: int, basis: str, rows: Rows) -> None:
    """Writes the rows of one case, if they differ from what is stored."""
    stored = _row(connection, "case_summary", SUMMARY, case_id)
    _put(connection, "case_summary", SUMMARY, case_id, stored, (basis, *rows.summary))
    if _dues(connection, case_id) != rows.dues:
        connection.execute("DELETE FROM case_due WHERE case_id = ?", (case_id,))
        connection.executemany(
            "INSERT INTO case_due (case_id, kind_rank, kind, shows_from, due) VALUES (?, ?, ?, ?, ?)",
            [(case_id, *due) for due in rows.dues],
        )
    _write_search(connection, case_id, rows.search)
    if _phones(connection, case_id) != rows.phones:
        connection.execute("DELETE FROM case_phone WHERE case_id = ?", (case_id,))
        connection.executemany(
            "INSERT INTO case_phone (case_id, phone) VALUES (?, ?)", [(case_id, phone) for phone in rows.phones]
        )


def _put(
    connection: Connection,
    table: str,
    columns: Sequence[str],
    case_id: int,
    old: Sequence[object] | None,
    new: Sequence[object],
) -> None:
    """Inserts a row for ``case_id``, or updates the stored one ``old``. Names only columns that differ: SQLite updates
    an index whenever one of its columns is named.
    """
    if old is None:
        marks = ", ".join("?" * (len(columns) + 1))
        connection.execute(f"INSERT INTO {table} (case_id, {', '.join(columns)}) VALUES ({marks})", (case_id, *new))  # noqa: S608  names that are constants here
        return
    differ = [(name, value) for name, before, value in zip(columns, old, new, strict=True) if before != value]
    if differ:
        names = ", ".join(f"{name} = ?" for name, _ in differ)
        connection.execute(f"UPDATE {table} SET {names} WHERE case_id = ?", (*(value for _, value in differ), case_id))  # noqa: S608  the same


def _write_search(connection: Connection, case_id: int, new: Sequence[str]) -> None:
    """Writes the texts that a search looks through. A text index is written only if one of its texts differs."""
    old = _row(connection, "case_search", SEARCH, case_id)
    if old == new:
        return
    before, after = None if old is None else dict(zip(SEARCH, old, strict=True)), dict(zip(SEARCH, new, strict=True))
    changed = [
        (table, columns)
        for table, columns in INDEXED.items()
        if before is None or any(before[name] != after[name] for name in columns)
    ]
    if before is not None:
        for table, columns in changed:
            _unindex(connection, table, columns, case_id, before)
    _put(connection, "case_search", SEARCH, case_id, old, new)
    for table, columns in changed:
        marks = ", ".join("?" * len(columns))
        connection.execute(
            f"INSERT INTO {table} (rowid, {', '.join(columns)}) VALUES (?, {marks})",  # noqa: S608  names that are constants here
            (case_id, *(after[name] for name in columns)),
        )


def _unindex(
    connection: Connection, table: str, columns: Sequence[str], case_id: int, texts: dict[str, object]
) -> None:
    """Removes a case from a text index. FTS5 has to be told which words were in it."""
    marks = ", ".join("?" * len(columns))
    connection.execute(
        f"INSERT INTO {table} ({table}, rowid, {', '.join(columns)}) VALUES ('delete', ?, {marks})",  # noqa: S608  the same
        (case_id, *(texts[name] for name in columns)),
    )


def delete(connection: Connection, case_id: int) -> None:
    """Removes everything of a case from the read model."""
    texts = _row(connection, "case_search", SEARCH, case_id)
    if texts is not None:
        for table, columns in INDEXED.items():
            _unindex(connection, table, columns, case_id, dict(zip(SEARCH, texts, strict=True)))
    for table in TABLES:
        connection.execute(f"DELETE FROM {table} WHERE case_id = ?", (case_id,))  # noqa: S608  the same


def clear(session: Session) -> None:
    """Empties the read model, so that all of it is made again."""
    connection = plain(session)
    for table in INDEXED:
        connection.execute(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")  # noqa: S608  the same
    for table in TABLES:
        connection.execute(f"DELETE FROM {table}")  # noqa: S608  the same
    change_state(session, summarised_under="")


def check_indexes(session: Session) -> None:
    """Raises ``StoreDamaged`` if a text index does not match its texts."""
    connection = plain(session)
    for table in INDEXED:
        connection.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")  # noqa: S608  the same
