"""Fields in the middle of being typed, so that whatever ends the program costs no more than the last two seconds.

While somebody types, what they have so far is stored at every pause: as the field's value where the field takes it, else as
text beside it that counts for nothing. The history hears of a field once, when it is left: its events say what stood there
before and what stands there now, not every pause between. What was stored in passing is remembered in a note beside the value
until then, and where the program ended meanwhile, ``settle`` writes the event when the store is next opened.

Each function works within a transaction that its caller holds. The reasons are in ``docs/adr/016-what-is-typed-is-kept.md``.
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
    """Store a field's value while it is still being typed; no event says so yet. Raises ``NoSuchCase`` or ``Conflict``."""
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
    """Keep what was typed into a field that cannot use it as it stands; "" forgets it. Raises ``NoSuchCase``.

    A value stored in passing was a part of that text: what stood there before comes back, as the same version of the case.
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
    """Tell the history, in the name of whoever typed, what was stored in passing when the program ended."""
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
            # It is refused when somebody opens it: the history must not learn what an old page says.
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
        # Nobody can make the summary anew yet: the desk has only begun to open the store.
        summaries.take_away(plain(session), typed_row.case_id)
        events.change_state(session, summarised_under="")
