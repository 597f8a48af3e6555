"""Fields that are being typed, stored so that a crash costs at most the last two seconds.

While a person types, the text so far is stored at every pause: as the field's value if the field accepts it, else as
text next to it that has no effect. The history gets one event per field, when the field is left: it has the values
before and after, not those in between. Until then a note next to the value says that it was stored in passing. If the
program ended meanwhile, ``settle`` writes the event when the store is next opened.

Each function works within its caller's transaction. Reasons: ``docs/adr/016-what-is-typed-is-kept.md``.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from sqlmodel import Session, select

from champion_tui.domain.cases.case import Case
from champion_tui.ground.answers import Answer
from champion_tui.store.cases import records, summaries
from champion_tui.store.database import case_rows, value_rows
from champion_tui.store.database.case_rows import StoredCase
from champion_tui.store.database.connection import Database, plain
from champion_tui.store.database.tables import AGENCY, TYPING, CaseRow, ValueRow
from champion_tui.store.errors import HistoryDiffers
from champion_tui.store.history import events
from champion_tui.store.history.agreeing import find_row
from champion_tui.store.history.converters import (
    TypedNote,
    answer_from_json,
    json_ready,
    typed_note_from_json,
    typed_note_to_json,
)
from champion_tui.store.history.events import Hand, note


def save_passing(
    session: Session, hand: Hand, reference: str, version: int | None, holder: str, key: str, new: Answer | None
) -> Case:
    """Stores a field's value while it is still being typed, without an event. Raises ``NoSuchCase`` or ``Conflict``."""
    row, stored = records.to_change(session, reference, version, holder, {key: new})
    old = answer_from_json(stored[key].value) if key in stored else None
    known = records.take_typed(session, row, key) or TypedNote(holder, hand.slot, hand.name)
    before = known.before if known.passing else old
    if before != new:
        after = events.state_of(session).events
        _put(session, row, key, TypedNote(holder, hand.slot, hand.name, passing=True, before=before, after=after))
    records.write_value(session, row, holder, key, new, stored.get(key))
    return records.changed_case(session, hand, row, row.last_event if old != new else 0)


def keep_text(session: Session, hand: Hand, reference: str, holder: str, key: str, text: str) -> Case:
    """Keeps typed text that cannot be used as the field's value; "" deletes it. Raises ``NoSuchCase``.

    A value stored in passing was a part of that text, so the value before it is restored. The case's version stays the same.
    """
    row = find_row(session, reference)
    known = records.take_typed(session, row, key)
    if text:
        _put(session, row, key, TypedNote(holder, hand.slot, hand.name, text))
    if known is not None and known.passing:
        stored = records.stored_values(session, row, (key,))[holder].get(key)
        records.write_value(session, row, holder, key, known.before, stored)
    return records.as_stored(session, row)


def _put(session: Session, row: StoredCase, key: str, typed: TypedNote) -> None:
    value_rows.add(session, row.id, TYPING, key, typed_note_to_json(typed))


def settle(database: Database, now: Callable[[], datetime]) -> None:
    """Writes the events for values stored in passing when the program ended, in the name of the person who typed them."""
    if database.read(_passing):
        database.write(lambda session: _settle(session, now))


def _passing(session: Session) -> tuple[ValueRow, ...]:
    rows = session.exec(select(ValueRow).where(ValueRow.holder == TYPING))
    return tuple(row for row in rows if typed_note_from_json(row.value).passing)


def _settle(session: Session, now: Callable[[], datetime]) -> None:
    for typed_row in _passing(session):
        reference = session.exec(select(CaseRow.reference).where(CaseRow.id == typed_row.case_id)).one()
        typed = typed_note_from_json(typed_row.value)
        try:
            row = find_row(session, reference)
        except HistoryDiffers:
            # Opening this case is refused: the history must not record what an old page says.
            continue
        hand = events.hand_of(typed.slot, typed.name, now)
        stored = records.stored_values(session, row, (typed_row.key,))[typed.holder].get(typed_row.key)
        new = None if stored is None else answer_from_json(stored.value)
        number = note(
            session,
            hand,
            reference,
            typed.holder,
            key=typed_row.key,
            old=json_ready(typed.before),
            new=json_ready(new),
        )
        case_rows.change(session, row, last_event=number)
        if typed.holder == AGENCY:
            records.save_own_details(session, hand, {typed_row.key: new})
        typed_row.value = typed_note_to_json(replace(typed, passing=False, before=None, cut_short=True))
        session.add(typed_row)
        session.flush()
        # Nobody can make the summary yet: the desk is only just opening the store.
        summaries.delete(plain(session), typed_row.case_id)
        events.change_state(session, summarised_under="")
