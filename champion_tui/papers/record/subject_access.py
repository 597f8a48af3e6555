"""Everything that is held about one person, for that person, as a paper and as values for JSON (UK GDPR article 15).

Consent to share does not apply, because it is theirs. Nothing is left out, not even what is never shared in any other
form.
"""

from collections.abc import Iterator, Mapping, Sequence

from champion_tui.domain.cases.after_sending import Step
from champion_tui.domain.cases.case import Event, ExportedFile
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.ground.dates.date_words import day_words, printed_moment
from champion_tui.ground.values import immutable
from champion_tui.papers import paper_words as words
from champion_tui.papers.document import Block, Bullets, Document, Heading, Pairs, Paragraph
from champion_tui.papers.record import timeline
from champion_tui.papers.record.event_words import answer_words, field_label, in_words, question_words
from champion_tui.papers.record.steps import rows as step_rows
from champion_tui.papers.source import PackSource

FORMAT_VERSION = 1
Row = tuple[str, tuple[str, ...]]


@immutable
class Held:
    """What is held outside the case itself: its ``events`` in order, and the ``exported`` files that left the vault.

    ``copies`` say as sentences where safety copies of the vault are that contain the case too.
    """

    events: Sequence[Event]
    exported: Sequence[ExportedFile]
    copies: tuple[str, ...] = ()


NOTHING_HELD = Held((), ())
"""For papers that do not contain it."""


def document(source: PackSource, held: Held) -> Document:
    """Returns the paper. ``source`` is the case as it is stored, including values that are empty or blank."""
    case = source.case
    parts: tuple[tuple[str, tuple[Row, ...]], ...] = (
        (words.SA_CASE, tuple(_about(source))),
        (words.SA_ANSWERS, tuple(_answers(source, case.answers))),
        (words.SA_FIELDS, tuple(_fields(source, case.referral))),
        (words.SA_AGENCY, tuple(_fields(source, case.agency))),
        (words.SA_READ_OUT, tuple((_question(source, key), (said.words,)) for key, said in case.read_out.items())),
        (words.SA_TAKEN_BACK, tuple(_answers(source, {key: one.answer for key, one in case.taken_back.items()}))),
        (
            words.SA_TYPING,
            tuple((field_label(source.form, key), (one.text,)) for key, one in case.typing.items() if one.text),
        ),
        (words.SA_STEPS, step_rows(source.book, case.steps, with_notes=True)),
    )
    blocks: list[Block] = [Paragraph(words.SA_ABOUT)]
    for title, rows in parts:
        blocks += [Heading(title), Pairs(rows)] if rows else []
    blocks += _list(words.SA_LEFT, tuple(_left(held.exported)), words.SA_NOTHING_LEFT)
    blocks += _list(words.SA_COPIES, held.copies, words.SA_NO_COPIES)
    blocks += [Heading(words.SA_EVENTS), timeline.table(source, held.events)]
    footer = words.FOOTER.format(reference=case.reference, moment=printed_moment(source.at))
    return Document(timeline.TEMPLATE, words.SA_TITLE, tuple(blocks), footer=footer)


def as_json(source: PackSource, held: Held) -> dict[str, object]:
    """Returns the same as values for JSON: ids and raw values, with their words."""
    case = source.case
    return {
        "format": FORMAT_VERSION,
        "reference": case.reference,
        "made_at": source.at.astimezone(LONDON).isoformat(),
        "made_by": source.person,
        "case": {
            "version": case.version,
            "created_at": case.created_at.isoformat(),
            "changed_at": case.changed_at.isoformat(),
            "area": case.area,
            "council": source.authority_name,
            "tree": {"id": case.tree.id, "version": case.tree.version, "digest": case.tree.digest},
            "sent": {"on": case.sent.on.isoformat(), "code": case.sent.code, "by": case.sent.by} if case.sent else None,
            "exported_at": case.exported_at.isoformat() if case.exported_at else None,
            "follows": case.follows,
            "followed_by": case.followed_by,
            "as_sent": case.as_sent,
        },
        "answers": _worded(case.answers, dict(_answer_pairs(source, case.answers))),
        "referral": _worded(case.referral, dict(_field_pairs(source, case.referral))),
        "agency": _worded(case.agency, dict(_field_pairs(source, case.agency))),
        "read_out": {key: {"words": one.words, "version": one.version} for key, one in case.read_out.items()},
        "taken_back": {
            key: {"answer": _ready(one.answer), "basis": one.basis, "was": one.was}
            for key, one in case.taken_back.items()
        },
        "typing": {key: {"text": one.text, "cut_short": one.cut_short} for key, one in case.typing.items()},
        "copied_into_portal": sorted(case.copied),
        "steps": {kind: _step(step) for kind, step in case.steps.items()},
        "events": [_event(source, event) for event in held.events],
        "exported": [_file(one) for one in held.exported],
        "copies": list(held.copies),
        **({"training": True} if source.training else {}),
    }


def _about(source: PackSource) -> Iterator[Row]:
    case = source.case
    yield words.H_CASE, (case.reference,)
    yield words.H_WHEN, (printed_moment(case.created_at),)
    yield words.SA_CHANGED, (printed_moment(case.changed_at),)
    yield words.H_COUNCIL, (source.authority_name or words.NONE_CHOSEN,)
    if case.sent:
        code = words.WITH_CODE.format(code=case.sent.code) if case.sent.code else words.NO_CODE
        yield words.SENT, (day_words(case.sent.on), code, words.NOTED_BY.format(who=case.sent.by))
    if case.follows:
        yield words.E_FOLLOWS, (case.follows,)
    if case.followed_by:
        yield words.SA_FOLLOWED_BY, (case.followed_by,)
    if case.copied:
        yield words.SA_COPIED, ("; ".join(field_label(source.form, one) for one in sorted(case.copied)),)


def _question(source: PackSource, key: str) -> str:
    return question_words(source.book, source.case.tree.id, key)


def _answer_pairs(source: PackSource, answers: Mapping[str, Answer]) -> Iterator[tuple[str, str]]:
    for key, value in answers.items():
        parts = (value,) if isinstance(value, str) else value
        yield key, "; ".join(answer_words(source.book, source.case.tree.id, key, one) for one in parts)


def _answers(source: PackSource, answers: Mapping[str, Answer]) -> Iterator[Row]:
    return ((_question(source, key), (text,)) for key, text in _answer_pairs(source, answers))


def _field_pairs(source: PackSource, values: Mapping[str, Answer]) -> Iterator[tuple[str, str]]:
    for key, value in values.items():
        field = source.form.field(key)
        said = source.book.value_words(field, value) if field else (value,) if isinstance(value, str) else value
        yield key, "; ".join(said)


def _fields(source: PackSource, values: Mapping[str, Answer]) -> Iterator[Row]:
    return ((field_label(source.form, key), (text,)) for key, text in _field_pairs(source, values))


def _list(title: str, items: tuple[str, ...], none: str) -> tuple[Block, ...]:
    return (Heading(title), Bullets(items) if items else Paragraph(none))


def _left(exported: Sequence[ExportedFile]) -> Iterator[str]:
    for one in exported:
        gone = (
            words.SA_DEALT_WITH.format(moment=printed_moment(one.dealt_with_at))
            if one.dealt_with_at
            else words.SA_STILL_OUT
        )
        yield words.SA_FILE.format(kind=one.kind, path=one.path, moment=printed_moment(one.exported_at), gone=gone)


def _ready(value: Answer) -> object:
    return value if isinstance(value, str) else list(value)


def _worded(values: Mapping[str, Answer], said: Mapping[str, str]) -> dict[str, object]:
    return {key: {"value": _ready(value), "words": said[key]} for key, value in values.items()}


def _step(step: Step) -> dict[str, object]:
    return {
        "on": step.on.isoformat(),
        "by": step.by,
        "note": step.note,
        "what": step.what or None,
        "told_council": step.told_council or None,
    }


def _event(source: PackSource, event: Event) -> dict[str, object]:
    return {
        "number": event.number,
        "at": event.at.isoformat(),
        "given": event.given.isoformat() if event.given else None,
        "who": event.who,
        "what": event.what,
        "words": in_words(event, source.case, source.book, source.form).what,
        "old": event.old,
        "new": event.new,
    }


def _file(one: ExportedFile) -> dict[str, object]:
    return {
        "path": one.path,
        "kind": one.kind,
        "exported_at": one.exported_at.isoformat(),
        "dealt_with_at": one.dealt_with_at.isoformat() if one.dealt_with_at else None,
    }
