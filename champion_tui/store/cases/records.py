"""Reads and writes cases, own details and settings. Each function works within its caller's transaction."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import field
from datetime import date

from sqlmodel import Session, select

from champion_tui.domain.cases.after_sending import Step
from champion_tui.domain.cases.case import FOR_THE_DESK, Case, ReadOut, TakenBack, TreeStamp
from champion_tui.ground.answers import Answer, Answers
from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.values import immutable
from champion_tui.store.cases import early
from champion_tui.store.database import case_rows, value_rows
from champion_tui.store.database.case_rows import StoredCase
from champion_tui.store.database.connection import plain
from champion_tui.store.database.tables import (
    AGENCY,
    ANSWER,
    READ_OUT,
    REFERRAL,
    STEP,
    TAKEN_BACK,
    TYPING,
    ErasedRow,
    OwnDetailRow,
    SettingRow,
)
from champion_tui.store.database.value_rows import StoredValue
from champion_tui.store.errors import (
    AlreadyFollowed,
    CaseSent,
    Conflict,
    ReferenceTaken,
    StoreDamaged,
)
from champion_tui.store.history.agreeing import find_row, is_text
from champion_tui.store.history.converters import (
    TypedNote,
    Value,
    answer_from_json,
    answer_to_json,
    answers_to_json_ready,
    case_from_rows,
    day_from_text,
    json_ready,
    read_out_value,
    step_value,
    taken_back_value,
    text_from_json,
    text_to_json,
    typed_note_from_json,
    whole,
)
from champion_tui.store.history.events import Hand, note
from champion_tui.store.history.verbs import AREA, AS_SENT, CREATED, FOLLOWS, SENT, TREE


@immutable
class NewCase:
    """What a case starts with. ``own_details`` are changes to the referrer's own details, stored in the same transaction.

    ``follows`` is the reference of the case that it follows, ``early`` that of the entry of the early list that it
    replaces. The other fields are as in ``CaseChanges``.
    """

    reference: str
    area: str
    tree: TreeStamp
    answers: Answers
    agency: Answers
    referral: Answers
    own_details: Mapping[str, Answer | None]
    taken_back: Mapping[str, TakenBack] = field(default_factory=dict)
    read_out: Mapping[str, ReadOut] = field(default_factory=dict)
    follows: str | None = None
    early: str | None = None


# -- cases ------------------------------------------------------------------------------------------------------------


def case(session: Session, reference: str) -> Case:
    """Returns the case with that reference. Raises ``NoSuchCase``."""
    return as_stored(session, find_row(session, reference))


def tree_of(session: Session, reference: str) -> str:
    """Returns the id of the case's tree from its row, for use before a change, which checks the case against its
    history itself. Raises as ``case`` does if there is no row.
    """
    if is_text(reference):
        wanted = "SELECT tree_id FROM case_record WHERE reference = ?"
        found = plain(session).execute(wanted, (reference,)).fetchone()
        if found is not None and isinstance(found[0], str):
            return found[0]
    return case(session, reference).tree.id


def as_stored(session: Session, row: StoredCase) -> Case:
    """Returns the case of a row that was already checked, as it is stored now."""
    values = [value[1:] for value in value_rows.read(session, row.id)]
    return case_from_rows(row, values, _follower(session, row.reference))


def _follower(session: Session, reference: str) -> str | None:
    """Returns the reference of the case that follows this one, or None. It is stored only with the follower, so that it
    is deleted with it.
    """
    found = plain(session).execute("SELECT reference FROM case_record WHERE follows = ?", (reference,)).fetchone()
    return str(found[0]) if found else None


def cases(session: Session) -> tuple[Case, ...]:
    """Returns every case, the one changed last first. Raises ``StoreDamaged``."""
    return tuple(case_from_rows(*parts) for parts in _read(session, None))


def cases_of(session: Session, case_ids: Sequence[int]) -> Iterator[tuple[int, Case | None]]:
    """Yields the cases with those ids, None for one that cannot be read. They are not checked against the history."""
    for row, values, follower in _read(session, case_ids):
        try:
            case = case_from_rows(row, values, follower)
        except StoreDamaged:
            case = None
        yield row.id, case


def _read(session: Session, case_ids: Sequence[int] | None) -> Iterator[tuple[StoredCase, list[Value], str | None]]:
    """Yields each row (or those with the given ids) with its values and the reference of its follower, the one changed last first."""
    held = value_rows.of_cases(session, case_ids)
    for row, follower in case_rows.with_followers(session, case_ids):
        yield row, held.get(row.id, []), follower


def _taken(session: Session, reference: str) -> bool:
    """Returns True if a case has this reference, or had it and was erased: references are never used again."""
    return case_rows.find(session, reference) is not None or session.get(ErasedRow, reference) is not None


def create_case(session: Session, hand: Hand, new: NewCase) -> Case:
    """Stores a new case with everything it starts with, and returns it.

    Raises ``ReferenceTaken``; ``NoSuchCase`` or ``AlreadyFollowed`` about the case that it follows; ``NoSuchEarly``.
    """
    if _taken(session, new.reference):
        raise ReferenceTaken(new.reference)
    if new.follows is not None:
        before = find_row(session, new.follows).reference
        if (follower := _follower(session, before)) is not None:
            raise AlreadyFollowed(before, follower)
    held = {ANSWER: new.answers, AGENCY: new.agency, REFERRAL: new.referral}
    said = {holder: answers_to_json_ready(answers) for holder, answers in held.items()}
    begun = {"area": new.area, "tree": [new.tree.id, new.tree.version, new.tree.digest]}
    row = case_rows.add(
        session,
        reference=new.reference,
        version=1,
        created_at=hand.at,
        changed_at=hand.at,
        last_event=note(session, hand, new.reference, CREATED, new=said, beside=begun),
        area=new.area,
        tree_id=new.tree.id,
        tree_version=new.tree.version,
        tree_digest=new.tree.digest,
        follows=new.follows,
    )
    for holder, answers in held.items():
        for key, value in answers.items():
            value_rows.add(session, row.id, holder, key, answer_to_json(value))
    beside = {
        TAKEN_BACK: {question: taken_back_value(taken) for question, taken in new.taken_back.items()},
        READ_OUT: {question: read_out_value(words) for question, words in new.read_out.items()},
    }
    numbers = [
        _save_value(session, hand, row, holder, _Change(key, value, None, None))
        for holder, values in beside.items()
        for key, value in values.items()
    ]
    if new.follows is not None:
        # An event of its own: its payload is erased with the case that is followed, and the rest stays.
        numbers.append(note(session, hand, new.reference, FOLLOWS, new=new.follows))
    case_rows.change(session, row, last_event=max((row.last_event, *numbers)))
    save_own_details(session, hand, new.own_details)
    if new.early is not None:
        early.remove(session, hand, new.early)
    return as_stored(session, row)


@immutable
class CaseChanges:
    """Changes that are stored together or not at all. None clears one value. ``tree`` records that the case uses
    another tree from now on, ``area`` that the person is in that area.

    ``taken_back`` says why answers that are cleared here were taken back; ``read_out`` has the words that were read out
    for answers given here. Both are removed by the next answer to the question.
    """

    answers: Mapping[str, Answer | None] = field(default_factory=dict)
    agency: Mapping[str, Answer | None] = field(default_factory=dict)
    referral: Mapping[str, Answer | None] = field(default_factory=dict)
    tree: TreeStamp | None = None
    taken_back: Mapping[str, TakenBack] = field(default_factory=dict)
    read_out: Mapping[str, ReadOut] = field(default_factory=dict)
    area: str | None = None


def change_case(session: Session, hand: Hand, reference: str, decide: Callable[[Case], CaseChanges]) -> Case:
    """Changes a case, and the referrer's own details with its agency fields, by what ``decide`` makes of the stored
    case. An exception of ``decide`` is raised here, and nothing is changed. Raises ``NoSuchCase`` or ``CaseSent``.
    """
    row = find_row(session, reference)
    given = decide(as_stored(session, row))
    changed = _save_changes(session, hand, row, None, given)
    save_own_details(session, hand, given.agency)
    return changed


def save_fields(
    session: Session, hand: Hand, reference: str, version: int | None, holder: str, changes: Mapping[str, Answer | None]
) -> Case:
    """Changes fields of one ``holder``; agency fields are saved as the referrer's own details too. ``version`` None
    means the case as it is stored now.

    Raises ``NoSuchCase``, ``CaseSent`` (it was sent and may not change any more) or ``Conflict``.
    """
    given = CaseChanges(agency=changes) if holder == AGENCY else CaseChanges(referral=changes)
    changed = _save_changes(session, hand, find_row(session, reference), version, given)
    save_own_details(session, hand, given.agency)
    return changed


def _save_changes(session: Session, hand: Hand, row: StoredCase, version: int | None, given: CaseChanges) -> Case:
    """Saves changes of what a case says. Every such change is made here."""
    said = {ANSWER: given.answers, AGENCY: given.agency, REFERRAL: given.referral}
    stored = stored_values(session, row, (key for changes in said.values() for key in changes))
    _refuse(row, version, said, stored)
    beside = {
        TAKEN_BACK: {question: _mark(given.taken_back.get(question)) for question in given.answers},
        READ_OUT: {question: _words(given.read_out.get(question)) for question in given.answers},
    }
    typed = stored[TYPING]
    numbers = [
        _save_value(
            session,
            hand,
            row,
            holder,
            _Change(key, new, stored[holder].get(key), typed.get(key) if holder in {AGENCY, REFERRAL} else None),
        )
        for holder, changes in {**said, **beside}.items()
        for key, new in changes.items()
        if not (holder == TAKEN_BACK and new is None and given.answers[key] is None)
    ]
    if row.sent_on is None:
        numbers.append(_save_tree(session, hand, row, given.tree))
    numbers.append(_save_area(session, hand, row, given.area))
    return changed_case(session, hand, row, max(numbers, default=0))


def to_change(
    session: Session, reference: str, version: int | None, holder: str, changes: Mapping[str, Answer | None]
) -> tuple[StoredCase, dict[str, StoredValue]]:
    """Returns the case's row, and the stored values of ``holder`` that are to change, by key. Raises as ``save_fields`` does."""
    row = find_row(session, reference)
    stored = stored_values(session, row, changes)
    _refuse(row, version, {holder: changes}, stored)
    return row, stored[holder]


def _refuse(
    row: StoredCase,
    version: int | None,
    said: Mapping[str, Mapping[str, Answer | None]],
    stored: Mapping[str, Mapping[str, StoredValue]],
) -> None:
    """Raises ``CaseSent`` if something that was sent may not change, ``Conflict`` if the case has changed since ``version``."""
    differ = [
        (holder, key)
        for holder, changes in said.items()
        for key, new in changes.items()
        if _answer_of(stored[holder].get(key)) != new
    ]
    _refuse_frozen(row, differ)
    _refuse_conflict(row, version, said, stored, differ)


def _answer_of(row: StoredValue | None) -> Answer | None:
    return None if row is None else answer_from_json(row.value)


def _mark(taken: TakenBack | None) -> Answer | None:
    return None if taken is None else taken_back_value(taken)


def _words(said: ReadOut | None) -> Answer | None:
    return None if said is None else read_out_value(said)


def _refuse_frozen(row: StoredCase, differ: Iterable[tuple[str, str]]) -> None:
    """Raises ``CaseSent`` for changes to what was sent: in a sent case only fields about the person's paper may differ
    (design section 9).
    """
    if row.sent_on is not None and any(holder != REFERRAL or key not in FOR_THE_DESK for holder, key in differ):
        raise CaseSent(row.reference, day_from_text(row.sent_on))


def _refuse_conflict(
    row: StoredCase,
    version: int | None,
    said: Mapping[str, Mapping[str, Answer | None]],
    stored: Mapping[str, Mapping[str, StoredValue]],
    differ: list[tuple[str, str]],
) -> None:
    named = [(holder, key) for holder, changes in said.items() for key in changes]
    if version in {None, row.version} or not named:
        return
    holder, key = (*differ, *named)[0]
    raise Conflict(key, said[holder][key], _answer_of(stored[holder].get(key)))


def stored_values(session: Session, row: StoredCase, keys: Iterable[str]) -> defaultdict[str, dict[str, StoredValue]]:
    """Returns the rows of a case's values that are stored under ``keys``, by holder and key."""
    found: defaultdict[str, dict[str, StoredValue]] = defaultdict(dict)
    wanted = frozenset(keys)
    for value in value_rows.read(session, row.id):
        if value.key in wanted:
            found[value.holder][value.key] = value
    return found


@immutable
class _Change:
    """One value to write over ``stored``. ``typed`` is the row about it being typed, if any."""

    key: str
    new: Answer | None
    stored: StoredValue | None
    typed: StoredValue | None


def _save_value(
    session: Session, hand: Hand, row: StoredCase, holder: str, change: _Change, beside: object = None
) -> int:
    """Writes one value and returns the number of its event, 0 if nothing changed.

    The event's old value is the one of the last event, not one stored in passing. If the value has returned to that
    one, there is no new event, and the number is that of the case's last event.
    """
    key, new = change.key, change.new
    before = old = None if change.stored is None else answer_from_json(change.stored.value)
    if change.typed is not None:
        typed = typed_note_from_json(change.typed.value)
        before = typed.before if typed.passing else old
        value_rows.remove(session, change.typed.id)
    write_value(session, row, holder, key, new, change.stored)
    if before == new:
        return row.last_event if old != new else 0
    return note(
        session, hand, row.reference, holder, key=key, old=json_ready(before), new=json_ready(new), beside=beside
    )


def write_value(
    session: Session, row: StoredCase, holder: str, key: str, new: Answer | None, stored: StoredValue | None
) -> None:
    """Writes one value, if it differs from what is ``stored``."""
    if new is None:
        if stored is not None:
            value_rows.remove(session, stored.id)
    elif stored is None:
        value_rows.add(session, row.id, holder, key, answer_to_json(new))
    elif answer_from_json(stored.value) != new:
        value_rows.change(session, stored.id, answer_to_json(new))


def take_typed(session: Session, row: StoredCase, key: str) -> TypedNote | None:
    """Deletes the note about that field being typed, and returns it. None if there is none."""
    found = stored_values(session, row, (key,))[TYPING].get(key)
    if found is None:
        return None
    value_rows.remove(session, found.id)
    return typed_note_from_json(found.value)


def _save_tree(session: Session, hand: Hand, row: StoredCase, tree: TreeStamp | None) -> int:
    old = TreeStamp(row.tree_id, row.tree_version, row.tree_digest)
    if tree is None or tree == old:
        return 0
    case_rows.change(session, row, tree_id=tree.id, tree_version=tree.version, tree_digest=tree.digest)
    was, is_now = ([stamp.id, stamp.version, stamp.digest] for stamp in (old, tree))
    return note(session, hand, row.reference, TREE, old=was, new=is_now)


def _save_area(session: Session, hand: Hand, row: StoredCase, area: str | None) -> int:
    """Raises ``CaseSent``: a sent referral was judged by the area it had then."""
    old = row.area
    if area is None or area == old:
        return 0
    if row.sent_on is not None:
        raise CaseSent(row.reference, day_from_text(row.sent_on))
    case_rows.change(session, row, area=area)
    return note(session, hand, row.reference, AREA, old=old, new=area)


def changed_case(session: Session, hand: Hand, row: StoredCase, last_event: int) -> Case:
    """Gives the row its next version, unless nothing changed (``last_event`` is 0), and returns the case as stored."""
    if last_event:
        case_rows.change(session, row, version=row.version + 1, changed_at=hand.at, last_event=last_event)
    return as_stored(session, row)


def mark_sent(
    session: Session, hand: Hand, reference: str, version: int, on: date, code: str, as_sent: str | None
) -> Case:
    """Records that a referral was sent. Raises ``NoSuchCase`` or ``Conflict``."""
    row = find_row(session, reference)
    old = None if row.sent_on is None else (row.sent_on, text_from_json(row.sent_code or ""))
    new = (on.isoformat(), code)
    if row.version != version:
        raise Conflict("sent", new, old)
    if old == new:
        return changed_case(session, hand, row, 0)
    case_rows.change(session, row, sent_on=new[0], sent_code=text_to_json(code), sent_by=text_to_json(hand.name))
    number = note(session, hand, reference, SENT, old=json_ready(old), new=json_ready(new))
    if as_sent != row.as_sent and as_sent is not None:
        # The chain holds a digest of what was true then, so that nobody can rewrite it unnoticed.
        number = note(session, hand, reference, AS_SENT, new=sha256_hex(as_sent.encode()))
        case_rows.change(session, row, as_sent=as_sent)
    return changed_case(session, hand, row, number)


def record_steps(
    session: Session,
    hand: Hand,
    reference: str,
    changes: Mapping[str, Step | None],
    decide: Callable[[Case], None],
    why: str,
) -> Case:
    """Records what happened to a referral, by kind. None takes an entry back, and ``why`` is the reason. What was sent
    stays frozen. ``decide`` is called with the stored case, and its exceptions are raised here. Raises ``NoSuchCase``.
    """
    row = find_row(session, reference)
    stored = stored_values(session, row, changes)[STEP]
    decide(as_stored(session, row))
    reason = {"why": why} if why else None
    numbers = [
        _save_value(session, hand, row, STEP, _Change(kind, new, stored.get(kind), None), reason)
        for kind, step in changes.items()
        for new in (None if step is None else step_value(step),)
    ]
    return changed_case(session, hand, row, max(numbers))


# -- kept for the next case -------------------------------------------------------------------------------------------


def own_details(session: Session) -> Answers:
    """Returns the referrer's own details."""
    return {row.key: answer_from_json(row.value) for row in whole(session.exec(select(OwnDetailRow)))}


def save_own_details(session: Session, hand: Hand, changes: Mapping[str, Answer | None]) -> None:
    """Changes the referrer's own details; None clears one."""
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


def settings(session: Session) -> Mapping[str, str]:
    """Returns every setting."""
    return {row.key: text_from_json(row.value) for row in whole(session.exec(select(SettingRow)))}


def save_setting(session: Session, hand: Hand, key: str, value: str | None) -> None:
    """Changes one setting; None removes it."""
    row = session.get(SettingRow, key)
    old = None if row is None else text_from_json(row.value)
    if old == value:
        return
    if value is None:
        session.delete(row)
    else:
        session.merge(SettingRow(key=key, value=text_to_json(value)))
    note(session, hand, "", "setting", key=key, old=old, new=value)
