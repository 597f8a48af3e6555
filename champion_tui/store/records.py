"""What is read from and written to the tables, each function within a transaction that its caller holds."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from champion_tui.domain.answers import Answer, Answers
from champion_tui.domain.case import Case, TreeStamp
from champion_tui.store.converters import (
    TypedNote,
    Value,
    answer_from_json,
    answer_to_json,
    answers_to_json_ready,
    case_from_rows,
    erased_from_row,
    json_ready,
    text_from_json,
    text_to_json,
    typed_note_from_json,
)
from champion_tui.store.errors import (
    CaseErased,
    Conflict,
    NoSuchCase,
    ReferenceTaken,
)
from champion_tui.store.history import Hand, note
from champion_tui.store.tables import (
    AGENCY,
    ANSWER,
    REFERRAL,
    TYPING,
    CaseRow,
    ErasedRow,
    OwnDetailRow,
    SettingRow,
    ValueRow,
)


@dataclass(frozen=True, slots=True)
class NewCase:
    """What a case starts with. ``own_details`` are the changes to what is kept of the referrer, stored with it or not at all."""

    reference: str
    area: str
    tree: TreeStamp
    answers: Answers
    agency: Answers
    referral: Answers
    own_details: Mapping[str, Answer | None]


# -- cases ------------------------------------------------------------------------------------------------------------


def find_row(session: Session, reference: str) -> CaseRow:
    """The row of that reference. Raises ``NoSuchCase`` (``CaseErased`` where it was erased)."""
    if not is_text(reference):
        raise NoSuchCase(reference)
    row = session.exec(select(CaseRow).where(CaseRow.reference == reference)).first()
    if row is None:
        erased = session.get(ErasedRow, reference)
        raise NoSuchCase(reference) if erased is None else CaseErased(erased_from_row(erased))
    return row


def is_text(reference: str) -> bool:
    """Whether a database can hold it: half of a character, as a broken terminal sends it, is no text."""
    try:
        reference.encode()
    except UnicodeEncodeError:
        return False
    return True


def _values(session: Session, row: CaseRow) -> Iterator[Value]:
    """The answers and fields of one case, as plain columns: rows as objects would take ten times as long."""
    wanted = select(ValueRow.holder, ValueRow.key, ValueRow.value)
    yield from session.exec(wanted.where(ValueRow.case_id == row.id).order_by(col(ValueRow.id)))


def case(session: Session, reference: str) -> Case:
    """The case of that reference. Raises ``NoSuchCase``."""
    row = find_row(session, reference)
    return case_from_rows(row, _values(session, row))


def cases(session: Session, *, unsent: bool = False) -> tuple[Case, ...]:
    """Every case, or every one that is not marked as sent, the one changed last first."""
    held: dict[int, list[Value]] = {}
    values = select(ValueRow.case_id, ValueRow.holder, ValueRow.key, ValueRow.value).order_by(col(ValueRow.id))
    wanted = select(CaseRow).order_by(col(CaseRow.last_event).desc())
    if unsent:
        wanted = wanted.where(col(CaseRow.sent_on).is_(None))
        waiting = select(CaseRow.id).where(col(CaseRow.sent_on).is_(None))
        values = values.where(col(ValueRow.case_id).in_(waiting))
    for case_id, *value in session.exec(values):
        held.setdefault(case_id, []).append((value[0], value[1], value[2]))
    rows = session.exec(wanted)
    return tuple(case_from_rows(row, held.get(row.id or 0, [])) for row in rows)


def _taken(session: Session, reference: str) -> bool:
    """Whether a case has this reference, or had it and is erased: none is ever given again."""
    taken = select(CaseRow.reference).where(CaseRow.reference == reference)
    return session.exec(taken).first() is not None or session.get(ErasedRow, reference) is not None


def create_case(session: Session, hand: Hand, new: NewCase) -> Case:
    """Store a new case with everything it starts with. Raises ``ReferenceTaken``."""
    if _taken(session, new.reference):
        raise ReferenceTaken(new.reference)
    held = {ANSWER: new.answers, AGENCY: new.agency, REFERRAL: new.referral}
    said = {holder: answers_to_json_ready(answers) for holder, answers in held.items()}
    row = CaseRow(
        reference=new.reference,
        version=1,
        created_at=hand.at,
        changed_at=hand.at,
        last_event=note(session, hand, new.reference, "created", new=said),
        area=new.area,
        tree_id=new.tree.id,
        tree_version=new.tree.version,
        tree_digest=new.tree.digest,
    )
    session.add(row)
    session.flush()
    for holder, answers in held.items():
        for key, value in answers.items():
            session.add(ValueRow(case_id=row.id or 0, holder=holder, key=key, value=answer_to_json(value)))
    session.flush()
    save_own_details(session, hand, new.own_details)
    return case_from_rows(row, _values(session, row))


def save_values(
    session: Session,
    hand: Hand,
    reference: str,
    version: int,
    holder: str,
    changes: Mapping[str, Answer | None],
    tree: TreeStamp | None = None,
) -> Case:
    """Change answers or fields of one holder; None clears that one. Raises ``NoSuchCase`` or ``Conflict``."""
    row, stored = to_change(session, reference, version, holder, changes)
    typed = stored_values(session, row, TYPING, changes) if holder in (AGENCY, REFERRAL) else {}
    numbers = [
        _save_value(session, hand, row, holder, _Change(key, new, stored.get(key), typed.get(key)))
        for key, new in changes.items()
    ]
    numbers.append(_save_tree(session, hand, row, tree))
    return changed_case(session, hand, row, max(numbers))


@dataclass(frozen=True, slots=True)
class CaseChanges:
    """What changes in one piece: all of it is stored or nothing. None clears one value. ``tree`` as in ``save_values``."""

    answers: Mapping[str, Answer | None]
    agency: Mapping[str, Answer | None]
    referral: Mapping[str, Answer | None]
    tree: TreeStamp | None = None


def save_case(session: Session, hand: Hand, reference: str, version: int, given: CaseChanges) -> Case:
    """Change a case and, with its agency, the referrer's own details. Raises ``NoSuchCase`` or ``Conflict``."""
    changed = save_values(session, hand, reference, version, ANSWER, given.answers, given.tree)
    changed = save_values(session, hand, reference, changed.version, AGENCY, given.agency)
    save_own_details(session, hand, given.agency)
    return save_values(session, hand, reference, changed.version, REFERRAL, given.referral)


def to_change(
    session: Session, reference: str, version: int, holder: str, changes: Mapping[str, Answer | None]
) -> tuple[CaseRow, dict[str, ValueRow]]:
    """The case's row and the stored values that are to change. Raises ``NoSuchCase``, or ``Conflict`` about the first."""
    row = find_row(session, reference)
    stored = stored_values(session, row, holder, changes)
    if row.version != version and changes:
        old = {key: answer_from_json(value.value) for key, value in stored.items()}
        field = next((key for key, new in changes.items() if old.get(key) != new), next(iter(changes)))
        raise Conflict(field, changes[field], old.get(field))
    return row, stored


def stored_values(session: Session, row: CaseRow, holder: str, keys: Iterable[str]) -> dict[str, ValueRow]:
    """The rows of those values that are stored."""
    wanted = select(ValueRow).where(
        ValueRow.case_id == row.id, ValueRow.holder == holder, col(ValueRow.key).in_(list(keys))
    )
    return {value.key: value for value in session.exec(wanted)}


@dataclass(frozen=True, slots=True)
class _Change:
    """One value to write over what is ``stored``; ``typed`` is what is kept of it in the middle of being typed."""

    key: str
    new: Answer | None
    stored: ValueRow | None
    typed: ValueRow | None


def _save_value(session: Session, hand: Hand, row: CaseRow, holder: str, change: _Change) -> int:
    """Write one value; gives the number of its event, 0 where nothing changed.

    The event speaks of the value before the last event, not of one that was stored in passing. Where the value is back at
    that one there is nothing to say, and the number is the case's last event.
    """
    key, new = change.key, change.new
    before = old = None if change.stored is None else answer_from_json(change.stored.value)
    if change.typed is not None:
        typed = typed_note_from_json(change.typed.value)
        before = typed.before if typed.passing else old
        session.delete(change.typed)
    write_value(session, row, holder, key, new, change.stored)
    if before == new:
        return row.last_event if old != new else 0
    return note(session, hand, row.reference, holder, key=key, old=json_ready(before), new=json_ready(new))


def write_value(
    session: Session, row: CaseRow, holder: str, key: str, new: Answer | None, stored: ValueRow | None
) -> None:
    """Write one value, where it differs from what is ``stored``."""
    if new is None:
        if stored is not None:
            session.delete(stored)
    elif stored is None:
        session.add(ValueRow(case_id=row.id or 0, holder=holder, key=key, value=answer_to_json(new)))
    elif answer_from_json(stored.value) != new:
        stored.value = answer_to_json(new)
        session.add(stored)


def take_typed(session: Session, row: CaseRow, key: str) -> TypedNote | None:
    """Take away what is kept of that field in the middle of being typed, and give it."""
    found = stored_values(session, row, TYPING, (key,)).get(key)
    if found is None:
        return None
    session.delete(found)
    session.flush()
    return typed_note_from_json(found.value)


def _save_tree(session: Session, hand: Hand, row: CaseRow, tree: TreeStamp | None) -> int:
    old = TreeStamp(row.tree_id, row.tree_version, row.tree_digest)
    if tree is None or tree == old:
        return 0
    row.tree_id, row.tree_version, row.tree_digest = tree.id, tree.version, tree.digest
    spelled = ([stamp.id, stamp.version, stamp.digest] for stamp in (old, tree))
    return note(session, hand, row.reference, "tree", old=next(spelled), new=next(spelled))


def changed_case(session: Session, hand: Hand, row: CaseRow, last_event: int) -> Case:
    """Give the row its next version, unless nothing changed (``last_event`` is 0), and read the case again."""
    if last_event:
        row.version += 1
        row.changed_at, row.last_event = hand.at, last_event
        session.add(row)
        session.flush()
    return case_from_rows(row, _values(session, row))


def mark_sent(session: Session, hand: Hand, reference: str, version: int, on: date, code: str) -> Case:
    """Record that a referral was sent. Raises ``NoSuchCase`` or ``Conflict``."""
    row = find_row(session, reference)
    old = None if row.sent_on is None else (row.sent_on, text_from_json(row.sent_code or ""))
    new = (on.isoformat(), code)
    if row.version != version:
        raise Conflict("sent", new, old)
    if old == new:
        return changed_case(session, hand, row, 0)
    row.sent_on, row.sent_code, row.sent_by = new[0], text_to_json(code), text_to_json(hand.name)
    return changed_case(
        session, hand, row, note(session, hand, reference, "sent", old=json_ready(old), new=json_ready(new))
    )


# -- kept for the next case -------------------------------------------------------------------------------------------


def own_details(session: Session) -> Answers:
    """The referrer's own details."""
    return {row.key: answer_from_json(row.value) for row in session.exec(select(OwnDetailRow))}


def save_own_details(session: Session, hand: Hand, changes: Mapping[str, Answer | None]) -> Answers:
    """Change the referrer's own details; None clears that one."""
    for key, new in changes.items():
        row = session.get(OwnDetailRow, key)
        old = None if row is None else answer_from_json(row.value)
        if old == new:
            continue
        if new is None:
            session.delete(row)
        else:
            session.merge(OwnDetailRow(key=key, value=answer_to_json(new)))
        note(session, hand, "", "own-detail", key=key, old=json_ready(old), new=json_ready(new))
    session.flush()
    return own_details(session)


def settings(session: Session) -> Mapping[str, str]:
    """Every setting."""
    return {row.key: text_from_json(row.value) for row in session.exec(select(SettingRow))}


def save_setting(session: Session, hand: Hand, key: str, value: str | None) -> None:
    """Change one setting; None takes it away."""
    row = session.get(SettingRow, key)
    old = None if row is None else text_from_json(row.value)
    if old == value:
        return
    if value is None:
        session.delete(row)
    else:
        session.merge(SettingRow(key=key, value=text_to_json(value)))
    note(session, hand, "", "setting", key=key, old=old, new=value)
