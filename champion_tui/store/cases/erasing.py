"""Erasing a case: its values, its exports and what its events said go; the chain's commitments and a stub that names nobody stay.

``erase`` takes it out of the tables. That is not yet all of it: where SQLite moves rows from a full page to another, a copy
can stay in the unused part of the first, and no ``secure_delete`` reaches it when the row itself is deleted later. So ``sweep``
then writes the whole file anew from what is still in the tables, and empties the WAL. Between the two the state says
``unswept``, so that a sweep that was cut short is made up for when the store is next opened.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from champion_tui.domain.cases.case import CaseFacts, ErasedCase
from champion_tui.ground.calendar import london_date
from champion_tui.store.database.connection import Database
from champion_tui.store.database.driver import Connection, folder_of, number, translating
from champion_tui.store.database.tables import CaseRow, ErasedRow, EventRow, ExportedRow, PayloadRow, ValueRow
from champion_tui.store.errors import ErasedNotSwept, NotErased, StoreBusy, StoreError
from champion_tui.store.history import events
from champion_tui.store.history.agreeing import find_row, is_text, stub_row
from champion_tui.store.history.converters import erased_from_row, moment_from_text, whole
from champion_tui.store.history.events import Hand
from champion_tui.store.history.replaying import STUB
from champion_tui.store.history.verbs import ERASED, FOLLOWS

NO_MEMORY = "There is not enough memory."
ROOM_KIB = 64 * 1024
"""Memory for writing the store anew: some 16,000 cases fit."""


def erased(take_out: Callable[[], ErasedCase], sweep_out: Callable[[], None]) -> ErasedCase:
    """Do both, one after the other, and give what stays.

    Raises what ``erase`` raises; ``ErasedNotSwept`` where the case is erased but traces may still be in the encrypted files.
    """
    stays = take_out()
    try:
        sweep_out()
    except (StoreError, MemoryError) as error:
        raise ErasedNotSwept(stays.reference, str(error) or NO_MEMORY) from error
    return stays


def erase(session: Session, hand: Hand, reference: str, version: int, facts: CaseFacts) -> ErasedCase:
    """Take everything of the case out of the tables. Raises ``NoSuchCase`` or ``NotErased``."""
    row = find_row(session, reference)
    if row.version != version:
        raise NotErased(reference)
    kept = ErasedRow(
        reference=reference,
        event=0,
        created_on=london_date(moment_from_text(row.created_at)).isoformat(),
        erased_on=london_date(moment_from_text(hand.at)).isoformat(),
        area=row.area,
        authority=facts.authority,
        body_type=facts.body_type,
        stage=facts.stage,
        outcome=facts.outcome,
        sent_on=row.sent_on,
    )
    numbers = select(EventRow.number).where(EventRow.case_reference == reference)
    session.execute(delete(PayloadRow).where(col(PayloadRow.number).in_(numbers)))
    for table in (ValueRow, ExportedRow):
        session.execute(delete(table).where(col(table.case_id) == row.id))
    _let_go(session, reference)
    session.delete(row)
    kept.event = events.note(session, hand, reference, ERASED, beside={name: getattr(kept, name) for name in STUB})
    session.add(kept)
    events.state_of(session).unswept = True
    session.flush()
    return erased_from_row(kept)


def _let_go(session: Session, reference: str) -> None:
    """Take the reference out of the case that follows: with it, whoever knows that case would know whose the stub is."""
    for follower in session.exec(select(CaseRow).where(CaseRow.follows == reference)).all():
        numbers = select(EventRow.number).where(EventRow.case_reference == follower.reference, EventRow.verb == FOLLOWS)
        session.execute(delete(PayloadRow).where(col(PayloadRow.number).in_(numbers)))
        follower.follows = None
        session.add(follower)


def sweep(database: Database) -> None:
    """Write the whole store anew, so that nothing erased is left in an unused part of a page, in the file or in the WAL.

    Raises ``StoreBusy`` while another program reads, ``StoreFull`` where there is no room for a second copy, or another
    ``StoreError``; the store is as it was then, and still marked.
    """
    with translating(folder_of(database.connection)), _room_to_rewrite(database.connection):
        database.connection.execute("VACUUM").fetchall()
        checkpoint = database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if checkpoint is not None and checkpoint[0]:
        raise StoreBusy
    database.write(lambda session: setattr(events.state_of(session), "unswept", False))


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


def sweep_if_needed(database: Database) -> None:
    """Make up for a sweep that was cut short. What stops it now must not keep anybody from their cases: ``check`` tells."""
    if not database.read(lambda session: events.state_of(session).unswept):
        return
    with suppress(StoreError, MemoryError):
        sweep(database)


def stubs(session: Session) -> tuple[ErasedCase, ...]:
    """What stays of every erased case, the one erased last first."""
    rows = session.exec(select(ErasedRow).order_by(col(ErasedRow.event).desc())).all()
    return tuple(map(erased_from_row, whole(rows)))


def stub(session: Session, reference: str) -> ErasedCase | None:
    """What stays of that case; None where none of that reference was erased."""
    if not is_text(reference):
        return None
    row = stub_row(session, reference)
    return None if row is None else erased_from_row(row)


@dataclass(frozen=True, slots=True)
class Remains:
    """What a check found: how many cases were ``erased``, how many rows of theirs are ``left``, whether ``unswept``."""

    erased: int
    left: int
    unswept: bool


def remains(session: Session) -> Remains:
    """Look for anything of an erased case that should be gone."""
    erased = session.exec(select(func.count()).select_from(ErasedRow)).one()
    theirs = (
        select(func.count())
        .select_from(PayloadRow)
        .join(EventRow, col(EventRow.number) == col(PayloadRow.number))
        .join(ErasedRow, col(ErasedRow.reference) == col(EventRow.case_reference))
        .where(EventRow.verb != ERASED)
    )
    alive = (
        select(func.count()).select_from(CaseRow).join(ErasedRow, col(ErasedRow.reference) == col(CaseRow.reference))
    )
    named = select(func.count()).select_from(CaseRow).join(ErasedRow, col(ErasedRow.reference) == col(CaseRow.follows))
    left = session.exec(theirs).one() + session.exec(alive).one() + session.exec(named).one()
    return Remains(erased, left, events.state_of(session).unswept)
