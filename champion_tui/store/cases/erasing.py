"""Erases a case: its values, its exports and the payloads of its events. The chain's commitments and an anonymous stub stay.

``erase`` removes it from the tables, but that is not enough. When SQLite moves rows from a full page to another, a copy
may stay in the unused part of the first page, which ``secure_delete`` does not reach when the row is deleted later. So
``sweep`` rewrites the whole file from what is in the tables, and empties the WAL. This takes longer the larger the
store is, so it is done once, when the store is closed. Until then the state says ``unswept``, and an interrupted sweep
is repeated at the end of the next session.
"""

from collections.abc import Sequence
from contextlib import suppress
from datetime import date

from sqlalchemy import delete
from sqlmodel import Session, col, func, select

from champion_tui.domain.cases.case import Case, CaseFacts, ErasedCase
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.values import immutable
from champion_tui.store.cases import summaries
from champion_tui.store.cases.records import as_stored
from champion_tui.store.database import case_rows
from champion_tui.store.database.case_rows import StoredCase
from champion_tui.store.database.connection import Database, plain
from champion_tui.store.database.driver import folder_of, translating
from champion_tui.store.database.rewriting import rewrite
from champion_tui.store.database.tables import CaseRow, ErasedRow, EventRow, ExportedRow, PayloadRow, ValueRow
from champion_tui.store.errors import NotErased, StoreBusy, StoreError
from champion_tui.store.history import events
from champion_tui.store.history.agreeing import find_row, forget_histories, is_text, stub_row
from champion_tui.store.history.converters import erased_from_row, moment_from_text, said_from_payload, whole
from champion_tui.store.history.events import Hand
from champion_tui.store.history.replaying import STUB
from champion_tui.store.history.verbs import EARLY, EARLY_ERASED, ERASED, FOLLOWS


def erase(
    session: Session, hand: Hand, reference: str, version: int, facts: CaseFacts
) -> tuple[ErasedCase, tuple[Case, ...]]:
    """Removes everything of the case from the tables. Returns what stays, and the cases that it followed or that
    followed it, which have changed. Raises ``NoSuchCase`` or ``NotErased``.
    """
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
        status=facts.status,
        reason=facts.reason,
        contact_on=_iso(facts.contact_on),
        result=facts.result,
        result_on=_iso(facts.result_on),
        before_56=facts.before_56,
    )
    summaries.delete(plain(session), row.id)
    beside = [*_let_go(session, reference), *_followed(session, row.follows)]
    numbers = select(EventRow.number).where(EventRow.case_reference == reference)
    session.execute(delete(PayloadRow).where(col(PayloadRow.number).in_(numbers)))
    for table in (ValueRow, ExportedRow):
        session.execute(delete(table).where(col(table.case_id) == row.id))
    case_rows.remove(session, row)
    kept.event = events.note(session, hand, reference, ERASED, beside={name: getattr(kept, name) for name in STUB})
    session.add(kept)
    events.change_state(session, unswept=True)
    forget_histories(session)
    session.flush()
    return erased_from_row(kept), tuple(as_stored(session, each) for each in beside)


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _followed(session: Session, reference: str | None) -> Sequence[StoredCase]:
    """Returns the row of the case that was followed, if any."""
    row = None if reference is None else case_rows.find(session, reference)
    return () if row is None else (row,)


def _let_go(session: Session, reference: str) -> Sequence[StoredCase]:
    """Removes the reference from the cases that follow the erased one, and returns their rows: otherwise people who
    know a follower could tell whose the stub is.
    """
    followers = case_rows.that_follow(session, reference)
    for follower in followers:
        numbers = select(EventRow.number).where(EventRow.case_reference == follower.reference, EventRow.verb == FOLLOWS)
        session.execute(delete(PayloadRow).where(col(PayloadRow.number).in_(numbers)))
        case_rows.change(session, follower, follows=None)
    return followers


def sweep(database: Database) -> None:
    """Rewrites the whole store, so that nothing erased is left in unused parts of a page, in the file or in the WAL.

    Raises ``StoreBusy`` while another program is reading, ``StoreFull`` if there is no room for a second copy, or
    another ``StoreError``; the store is then unchanged and still marked as unswept.
    """
    with translating(folder_of(database.connection)):
        rewrite(database.connection)
        checkpoint = database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
    if checkpoint is not None and checkpoint[0]:
        raise StoreBusy
    database.write(lambda session: events.change_state(session, unswept=False))


def sweep_if_needed(database: Database) -> None:
    """Sweeps if something was erased since the last sweep. Errors are ignored: the store stays marked, the next session
    tries again at its end, and ``check`` reports it.
    """
    with suppress(StoreError, MemoryError):
        if database.read(lambda session: events.state_of(session).unswept):
            sweep(database)


def stubs(session: Session) -> tuple[ErasedCase, ...]:
    """Returns what stays of every erased case, the one erased last first."""
    rows = session.exec(select(ErasedRow).order_by(col(ErasedRow.event).desc())).all()
    return tuple(map(erased_from_row, whole(rows)))


def stub(session: Session, reference: str) -> ErasedCase | None:
    """Returns what stays of that case, None if no case with that reference was erased."""
    if not is_text(reference):
        return None
    row = stub_row(session, reference)
    return None if row is None else erased_from_row(row)


@immutable
class Remains:
    """What a check found: the number of ``erased`` cases, how many rows of theirs or of erased early entries are
    ``left``, and whether the store is ``unswept``.
    """

    erased: int
    left: int
    unswept: bool


def remains(session: Session) -> Remains:
    """Looks for rows of erased cases that should be gone."""
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
    left = session.exec(theirs).one() + session.exec(alive).one() + session.exec(named).one() + _early_left(session)
    return Remains(erased, left, events.state_of(session).unswept)


def _early_left(session: Session) -> int:
    """Returns how many payloads of erased events of the early list are there again."""
    connection = plain(session)
    erasings = connection.execute(
        "SELECT p.payload FROM event_payload p JOIN event e ON e.number = p.number WHERE e.verb = ?", (EARLY_ERASED,)
    )
    numbers = {
        number
        for (payload,) in erasings
        for number in events.numbers_in(said_from_payload(payload if isinstance(payload, bytes) else b"").beside)
    }
    there = connection.execute(
        "SELECT p.number FROM event_payload p JOIN event e ON e.number = p.number WHERE e.verb = ?", (EARLY,)
    )
    return sum(number in numbers for (number,) in there)
