"""The early list: people who may lose a home later, under the agency's own reference. Works within its caller's transaction."""

from collections.abc import Collection, Sequence
from datetime import date

from sqlmodel import Session

from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.store.database.connection import plain
from champion_tui.store.errors import EarlyChanged, EarlyTaken, NoSuchEarly
from champion_tui.store.history.converters import day_from_text, said_from_payload, text_from_json, text_to_json
from champion_tui.store.history.events import Hand, change_state, note, note_all
from champion_tui.store.history.verbs import EARLY, EARLY_ERASED

COLUMNS = "own_reference, may_lose_on, kind, worker, added_on"


def entries(session: Session, until: date | None) -> tuple[EarlyEntry, ...]:
    """Returns the entries, the earliest possible loss of a home first; with ``until``, only those on or before that day."""
    last = "9999-12-31" if until is None else until.isoformat()
    rows = plain(session).execute(
        f"SELECT {COLUMNS} FROM early_entry WHERE may_lose_on <= ? ORDER BY may_lose_on, own_reference",  # noqa: S608  names that are constants above
        (last,),
    )
    return tuple(_entry(tuple(map(str, row))) for row in rows)


def _entry(row: Sequence[str]) -> EarlyEntry:
    own_reference, on, kind, worker, added_on = row
    return EarlyEntry(
        text_from_json(own_reference), day_from_text(on), kind, text_from_json(worker), day_from_text(added_on)
    )


def _said(entry: EarlyEntry) -> list[str]:
    return [entry.on.isoformat(), entry.kind, entry.worker, entry.added_on.isoformat()]


def add(session: Session, hand: Hand, given: Sequence[EarlyEntry]) -> None:
    """Adds entries, all or none. Raises ``EarlyTaken`` for the first whose reference is already on the list."""
    connection, seen = plain(session), set[str]()
    for entry in given:
        taken = connection.execute(
            "SELECT 1 FROM early_entry WHERE own_reference = ?", (text_to_json(entry.own_reference),)
        )
        if entry.own_reference in seen or taken.fetchone():
            raise EarlyTaken(entry.own_reference)
        seen.add(entry.own_reference)
    connection.executemany(
        f"INSERT INTO early_entry ({COLUMNS}) VALUES (?, ?, ?, ?, ?)",  # noqa: S608  the same
        [
            (text_to_json(each.own_reference), on, kind, text_to_json(worker), added_on)
            for each in given
            for on, kind, worker, added_on in (_said(each),)
        ],
    )
    note_all(session, hand, "", EARLY, ((each.own_reference, None, _said(each), None) for each in given))


def remove(session: Session, hand: Hand, own_reference: str) -> None:
    """Removes one entry from the list. Raises ``NoSuchEarly``."""
    connection, key = plain(session), (text_to_json(own_reference),)
    row = connection.execute(f"SELECT {COLUMNS} FROM early_entry WHERE own_reference = ?", key).fetchone()  # noqa: S608  the same
    if row is None:
        raise NoSuchEarly(own_reference)
    connection.execute("DELETE FROM early_entry WHERE own_reference = ?", key)
    note(session, hand, "", EARLY, key=own_reference, old=_said(_entry(tuple(map(str, row)))))


def erase(session: Session, hand: Hand, own_references: Collection[str], until: date) -> None:
    """Erases the entries whose day is ``until`` or before, which must be exactly those of ``own_references``. Also
    erases what the history says about any entry with such a day, even one removed earlier. The history still shows that
    entries were added, removed and erased, by whom and when. Raises ``EarlyChanged``.
    """
    connection = plain(session)
    if {entry.own_reference for entry in entries(session, until)} != set(own_references):
        raise EarlyChanged
    told = connection.execute(
        "SELECT p.number, p.payload FROM event_payload p JOIN event e ON e.number = p.number"
        " WHERE e.case_reference = '' AND e.verb = ?",
        (EARLY,),
    )
    numbers = [int(str(number)) for number, payload in told if _day_told(payload) <= until.isoformat()]
    if not numbers:
        return
    connection.execute("DELETE FROM early_entry WHERE may_lose_on <= ?", (until.isoformat(),))
    connection.executemany("DELETE FROM event_payload WHERE number = ?", [(number,) for number in numbers])
    note(session, hand, "", EARLY_ERASED, beside=numbers)
    change_state(session, unswept=True)


def _day_told(payload: object) -> str:
    """Returns the day of the entry that an event is about, as ISO text."""
    said = said_from_payload(payload if isinstance(payload, bytes) else b"")
    entry = said.old if said.new is None else said.new
    return str(entry[0]) if isinstance(entry, list) and entry else "9999-12-31"
