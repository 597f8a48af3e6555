"""Converts rows to domain values and back. No other module knows both."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, fields
from datetime import UTC, date, datetime
from typing import TypeAlias, TypeVar

from champion_tui.domain.cases.after_sending import Step
from champion_tui.domain.cases.case import (
    Case,
    CaseFacts,
    ErasedCase,
    Event,
    ExportedFile,
    ReadOut,
    Sent,
    TakenBack,
    TreeStamp,
    Typing,
)
from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable
from champion_tui.store.database.case_rows import StoredCase
from champion_tui.store.database.tables import (
    AGENCY,
    ANSWER,
    COPIED,
    READ_OUT,
    REFERRAL,
    STEP,
    TAKEN_BACK,
    TYPING,
    ErasedRow,
    EventRow,
    ExportedRow,
    PayloadRow,
)
from champion_tui.store.errors import StoreDamaged
from champion_tui.store.keys.vaultfile import canonical

Value: TypeAlias = tuple[str, str, str]
"""Holder, key and value of one ``ValueRow``."""

Row = TypeVar("Row")

UNREADABLE = "a row in it is no longer what this program wrote"


def whole(rows: Iterable[Row | None]) -> Iterator[Row]:
    """Yields the rows. Raises ``StoreDamaged`` for a None, which SQLAlchemy gives for a row whose text key is NULL."""
    for row in rows:
        if row is None:
            raise StoreDamaged(UNREADABLE)
        yield row


def answer_to_json(answer: Answer) -> str:
    """Returns an answer as ASCII JSON: a text or a list of texts. Raises TypeError for anything else."""
    return json.dumps(json_ready(answer))


def json_ready(answer: Answer | None) -> str | list[str] | None:
    """Returns an answer as a plain JSON value. Raises TypeError if it is no answer, so that nothing unreadable is ever stored."""
    given: object = answer
    if given is None or isinstance(given, str):
        return given
    if isinstance(given, tuple) and all(isinstance(item, str) for item in given):
        return list(given)
    raise TypeError(f"an answer is a text or a tuple of texts, not {type(given).__name__}")


def answer_from_json(text: str) -> Answer:
    """Returns the answer stored as ``text``. Raises ``StoreDamaged``."""
    return _answer(_json(text))


def _json(text: str | bytes) -> object:
    try:
        value: object = json.loads(text if isinstance(text, str) else text.decode())
    except (ValueError, TypeError, RecursionError):
        raise StoreDamaged(UNREADABLE) from None
    return value


def _answer(value: object) -> Answer:
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise StoreDamaged(UNREADABLE)


@immutable
class TypedNote:
    """What is stored about a field while it is being typed: whose field it is, who is typing, and ``text`` as in ``Typing``.

    ``passing`` is True if the stored value has no event yet. Then ``before`` is the value left by the newest event, and
    ``after`` the number of the store's newest event at that time (0 in a note of an earlier program).
    """

    holder: str
    slot: str
    name: str
    text: str = ""
    passing: bool = False
    before: Answer | None = None
    cut_short: bool = False
    after: int = 0


def typed_note_to_json(note: TypedNote) -> str:
    """Returns the note as ASCII JSON."""
    return json.dumps({**asdict(note), "before": json_ready(note.before)})


def typed_note_from_json(text: str) -> TypedNote:
    """Returns the note stored as ``text``. Raises ``StoreDamaged``."""
    held = _json(text)
    if not isinstance(held, dict) or held.keys() | {"after"} != {each.name for each in fields(TypedNote)}:
        raise StoreDamaged(UNREADABLE)
    before = held.pop("before")
    return TypedNote(**held, before=None if before is None else _answer(before))


def text_to_json(text: str) -> str:
    """Returns any text as ASCII JSON."""
    return json.dumps(text)


def text_from_json(stored: str) -> str:
    """Returns the text stored as JSON. Raises ``StoreDamaged``."""
    value = _json(stored)
    if not isinstance(value, str):
        raise StoreDamaged(UNREADABLE)
    return value


def moment_to_text(moment: datetime) -> str:
    """Returns a time as ISO text in UTC. Raises ValueError if it has no time zone."""
    if moment.utcoffset() is None:
        raise ValueError("a moment needs its offset from UTC")
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment_from_text(text: str) -> datetime:
    """Returns the time stored as ISO text, in UTC. Raises ``StoreDamaged``."""
    try:
        return datetime.fromisoformat(text).astimezone(UTC)
    except (ValueError, TypeError, OverflowError):
        raise StoreDamaged(UNREADABLE) from None


def taken_back_value(taken: TakenBack) -> Answer:
    """Returns an answer that was taken back as the value of a row."""
    return (taken.basis, taken.was, answer_to_json(taken.answer))


def read_out_value(said: ReadOut) -> Answer:
    """Returns words that were read out as the value of a row."""
    return (said.words, said.version)


def step_value(step: Step) -> Answer:
    """Returns something that happened after sending as the value of a row."""
    return (step.on.isoformat(), step.by, step.note, step.what, step.told_council)


def _step(value: Answer) -> Step:
    match value:
        case (on, by, note, what, told_council):
            return Step(day_from_text(on), by, note, what, told_council)
    raise StoreDamaged(UNREADABLE)


def _taken_back(value: Answer) -> TakenBack:
    match value:
        case (basis, was, answer):
            return TakenBack(answer_from_json(answer), basis, was)
    raise StoreDamaged(UNREADABLE)


def _read_out(value: Answer) -> ReadOut:
    match value:
        case (words, version):
            return ReadOut(words, version)
    raise StoreDamaged(UNREADABLE)


def case_from_rows(row: StoredCase, values: Iterable[Value], followed_by: str | None = None) -> Case:
    """Returns a case from its row, its values, and the reference of the case that follows it.

    Raises ``StoreDamaged``.
    """
    held: dict[str, dict[str, Answer]] = {
        holder: {} for holder in (ANSWER, AGENCY, REFERRAL, COPIED, TAKEN_BACK, READ_OUT, STEP)
    }
    typing: dict[str, Typing] = {}
    for holder, key, value in values:
        if holder == TYPING:
            note = typed_note_from_json(value)
            typing[key] = Typing(note.text, note.cut_short)
            continue
        if holder not in held:
            raise StoreDamaged(UNREADABLE)
        held[holder][key] = answer_from_json(value)
    return Case(
        reference=row.reference,
        version=row.version,
        created_at=moment_from_text(row.created_at),
        changed_at=moment_from_text(row.changed_at),
        area=row.area,
        tree=TreeStamp(row.tree_id, row.tree_version, row.tree_digest),
        answers=held[ANSWER],
        agency=held[AGENCY],
        referral=held[REFERRAL],
        copied={key: str(value) for key, value in held[COPIED].items()},
        taken_back={key: _taken_back(value) for key, value in held[TAKEN_BACK].items()},
        read_out={key: _read_out(value) for key, value in held[READ_OUT].items()},
        pack_contents=row.pack_contents,
        as_sent=row.as_sent,
        follows=row.follows,
        followed_by=followed_by,
        typing=typing,
        steps={key: _step(value) for key, value in held[STEP].items()},
        sent=_sent(row),
        exported_at=None if row.exported_at is None else moment_from_text(row.exported_at),
    )


def day_from_text(text: str) -> date:
    """Returns the day stored as ISO text. Raises ``StoreDamaged``."""
    try:
        return date.fromisoformat(text)
    except (ValueError, TypeError):
        raise StoreDamaged(UNREADABLE) from None


def day_or_none(text: str | None) -> date | None:
    """Returns the day stored as ISO text, None if nothing is stored. Raises ``StoreDamaged``."""
    return None if text is None else day_from_text(text)


def _sent(row: StoredCase) -> Sent | None:
    if row.sent_on is None:
        return None
    return Sent(day_from_text(row.sent_on), text_from_json(row.sent_code or ""), text_from_json(row.sent_by or ""))


def exported_from_row(row: ExportedRow, reference: str) -> ExportedFile:
    """Returns one exported file of the case ``reference``. Raises ``StoreDamaged``."""
    return ExportedFile(
        id=row.id or 0,
        case=reference,
        path=text_from_json(row.path),
        kind=row.kind,
        exported_at=moment_from_text(row.exported_at),
        dealt_with_at=None if row.dealt_with_at is None else moment_from_text(row.dealt_with_at),
    )


def erased_from_row(row: ErasedRow) -> ErasedCase:
    """Returns what stays of an erased case. Raises ``StoreDamaged``."""
    facts = CaseFacts(
        row.authority,
        row.body_type,
        row.stage,
        row.outcome,
        row.status,
        row.reason,
        day_or_none(row.contact_on),
        row.result,
        day_or_none(row.result_on),
        row.before_56,
    )
    created, erased = day_from_text(row.created_on), day_from_text(row.erased_on)
    return ErasedCase(row.reference, created, erased, row.area, facts, day_or_none(row.sent_on))


@immutable
class EventContent:
    """What an event says: who, about which ``key``, with ``old`` and ``new`` as JSON values or None.

    ``given`` is the moment that a person gave to work with (ISO text in UTC), "" if they worked with the machine's clock, whose
    time is stored with the event itself. ``beside`` holds further facts that are needed to rebuild the case from its history.
    """

    who: str = ""
    key: str = ""
    old: object = None
    new: object = None
    given: str = ""
    beside: object = None


def payload_bytes(said: EventContent) -> bytes:
    """Encodes what an event says in one fixed form. ``given`` and ``beside`` are left out if empty, as earlier programs wrote it."""
    more = {name: value for name, value in (("given", said.given), ("beside", said.beside)) if value}
    return canonical({"who": said.who, "key": said.key, "old": said.old, "new": said.new, **more})


def said_from_payload(payload: bytes) -> EventContent:
    """Returns what an event says. Raises ``StoreDamaged``."""
    said = _json(payload)
    if not isinstance(said, dict) or not {"who", "key", "old", "new"} <= said.keys():
        raise StoreDamaged(UNREADABLE)
    who, key, given = said["who"], said["key"], said.get("given", "")
    if not (isinstance(who, str) and isinstance(key, str) and isinstance(given, str)):
        raise StoreDamaged(UNREADABLE)
    return EventContent(who, key, said["old"], said["new"], given, said.get("beside"))


def event_from_rows(row: EventRow, payload: PayloadRow | None) -> Event:
    """Returns one event. If its payload was erased, it has no author's name and no values. Raises ``StoreDamaged``."""
    said = EventContent() if payload is None else said_from_payload(payload.payload)
    return Event(
        number=row.number,
        at=moment_from_text(row.at),
        who=said.who,
        case=row.case_reference,
        verb=row.verb,
        key=said.key,
        old=_words(said.old),
        new=_words(said.new),
        chain=row.chain.hex(),
        given=moment_from_text(said.given) if said.given else None,
        why=str(said.beside.get("why", "")) if isinstance(said.beside, dict) else "",
        before=_answer_or_none(said.old),
    )


def _answer_or_none(value: object) -> Answer | None:
    """Returns the old value of an event if it is an answer, else None."""
    try:
        return _answer(value)
    except StoreDamaged:
        return None


def _words(value: object) -> str | None:
    """Returns a value of an event as text: texts unchanged, lists joined with commas, anything else as JSON."""
    if value is None or isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return ", ".join(value)
    return json.dumps(value, ensure_ascii=False)


def answers_to_json_ready(answers: Mapping[str, Answer]) -> dict[str, object]:
    """Returns answers as plain JSON values for the payload of an event."""
    return {key: json_ready(value) for key, value in answers.items()}
