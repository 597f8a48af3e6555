"""Records what was copied into the council's portal, so that an interruption loses nothing. Works within its caller's transaction.

A tick does not change the case: its version stays, so that another open form of the case is not told of a change.
"""

from sqlmodel import Session

from champion_tui.domain.cases.case import Case
from champion_tui.store.cases.records import as_stored, stored_values, write_value
from champion_tui.store.database.tables import COPIED
from champion_tui.store.history.agreeing import find_row
from champion_tui.store.history.converters import answer_from_json
from champion_tui.store.history.events import Hand, note


def mark(session: Session, hand: Hand, reference: str, key: str, digest: str | None) -> Case:
    """Ticks the field ``key`` as copied with the value of ``digest``; None removes the tick. Returns the case. Raises ``NoSuchCase``."""
    row = find_row(session, reference)
    stored = stored_values(session, row, (key,))[COPIED].get(key)
    old = None if stored is None else answer_from_json(stored.value)
    if old != digest:
        write_value(session, row, COPIED, key, digest, stored)
        note(session, hand, reference, COPIED, key=key, old=old, new=digest)
        session.flush()
    return as_stored(session, row)
