"""What was copied into the council's portal, so that an interruption loses nothing. Within a transaction of the caller's.

A tick is no change of the case: its version stays, so that a form that is open elsewhere is not told of a change.
"""

from sqlmodel import Session, select

from champion_tui.domain.cases.case import Case
from champion_tui.store.cases.records import as_stored
from champion_tui.store.database.tables import COPIED, ValueRow
from champion_tui.store.history.agreeing import find_row
from champion_tui.store.history.converters import answer_from_json, answer_to_json
from champion_tui.store.history.events import Hand, note


def mark(session: Session, hand: Hand, reference: str, key: str, digest: str | None) -> Case:
    """Tick the field ``key``, copied as the value of that ``digest``; None takes the tick away. Raises ``NoSuchCase``."""
    row = find_row(session, reference)
    wanted = (ValueRow.case_id == row.id, ValueRow.holder == COPIED, ValueRow.key == key)
    stored = session.exec(select(ValueRow).where(*wanted)).first()
    old = None if stored is None else answer_from_json(stored.value)
    if old != digest:
        if stored is not None:
            session.delete(stored)
            session.flush()
        if digest is not None:
            session.add(ValueRow(case_id=row.id or 0, holder=COPIED, key=key, value=answer_to_json(digest)))
        note(session, hand, reference, COPIED, key=key, old=old, new=digest)
        session.flush()
    return as_stored(session, row)
