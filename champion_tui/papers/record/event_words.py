"""Each event of a case as words: what was done, the value before, and the value after. For paper and the screen.

An event has a verb and a key ("answer" and "situation", "step" and "outcome"), with values as text as ``store/history``
writes them. What is not understood stays unchanged, so that a record leaves nothing out.
"""

import json
from collections.abc import Callable, Mapping

from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN
from champion_tui.domain.cases.case import Case, Event
from champion_tui.domain.cases.form import Form
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.ground.dates.date_words import day_words, printed_moment
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.papers import paper_words as words
from champion_tui.triage.tree import QuestionKind

BETWEEN = ", "
"""Separates the parts of a value that has several."""


@immutable
class EventWords:
    """One event as words: ``when`` (with the clock's time if somebody gave another), ``who`` and ``what``.

    ``old`` and ``new`` are the values before and after, "" if there is nothing to say.
    """

    number: int
    when: str
    who: str
    what: str
    old: str
    new: str


def in_words(event: Event, case: Case, book: Book, form: Form) -> EventWords:
    """Returns ``event`` of ``case`` in the words of the current questions and form."""
    keyed = _KEYED.get(event.verb)
    what, value = (
        keyed(_Speaking(case, book, form), event.key) if keyed else _ALONE.get(event.verb, (event.what, _as_it_is))
    )
    when = printed_moment(event.at)
    if event.given is not None:
        when = f"{words.GIVEN.format(moment=printed_moment(event.given))}. {words.BY_THE_CLOCK.format(moment=when)}"
    if event.why:
        what = words.E_WHY.format(what=what, why=event.why)
    return EventWords(event.number, when, event.who, what, value(event.old or ""), value(event.new or ""))


@immutable
class _Speaking:
    case: Case
    book: Book
    form: Form


Value = Callable[[str], str]
"""Returns the words of a value as an event stores it; "" stays ""."""


def _as_it_is(text: str) -> str:
    return text


def answer_words(book: Book, tree_id: str, question: str, value: str) -> str:
    """Returns an answer as words: options from the tree, a council's name, a date written out. Anything else stays unchanged."""
    tree = book.trees.get(tree_id)
    asked = tree.questions.get(question) if tree else None
    known = {option.id: option.words for option in asked.options} if asked else {}
    names_council = asked is not None and asked.kind is QuestionKind.AUTHORITY
    parts = (known.get(one) or _typed_answer(book, one, names_council=names_council) for one in value.split(BETWEEN))
    return "; ".join(parts) if value else ""


def _typed_answer(book: Book, value: str, *, names_council: bool) -> str:
    council = book.authority(value) if names_council else None
    day = iso_date(value)
    return council.name if council else day_words(day) if day else value


def question_words(book: Book, tree_id: str, question: str) -> str:
    """Returns a question's short words; its id if the current tree does not have it."""
    tree = book.trees.get(tree_id)
    asked = tree.questions.get(question) if tree else None
    return asked.short if asked else question


def _area(speaking: _Speaking, key: str) -> tuple[str, Value]:  # noqa: ARG001  this verb has no key
    areas = speaking.book.areas
    return words.E_AREA, lambda value: areas[value].name if value in areas else value


def _answer(speaking: _Speaking, key: str) -> tuple[str, Value]:
    book, tree = speaking.book, speaking.case.tree.id
    return question_words(book, tree, key), lambda value: answer_words(book, tree, key, value)


def field_label(form: Form, field_id: str) -> str:
    """Returns a field's label as an officer reads it; its id if the current form does not have it."""
    field = form.field(field_id)
    return words.OFFICER_LABELS.get(field_id, field.label if field else field_id)


def _field(speaking: _Speaking, key: str) -> tuple[str, Value]:
    field, book = speaking.form.field(key), speaking.book

    def value(text: str) -> str:
        if field is None or not text:
            return text
        given = tuple(text.split(BETWEEN)) if field.codes else text
        return "; ".join(book.value_words(field, given))

    return field_label(speaking.form, key), value


def _copied(speaking: _Speaking, key: str) -> tuple[str, Value]:
    label = field_label(speaking.form, key)
    return words.E_COPIED.format(field=label), lambda value: words.E_TICKED if value else ""


def _taken_back(speaking: _Speaking, key: str) -> tuple[str, Value]:
    asked = question_words(speaking.book, speaking.case.tree.id, key)
    return words.E_TAKEN_BACK.format(question=asked), lambda _: ""


def _read_out(speaking: _Speaking, key: str) -> tuple[str, Value]:
    asked = question_words(speaking.book, speaking.case.tree.id, key)
    return words.E_READ_OUT.format(question=asked), lambda value: value.rpartition(BETWEEN)[0]


def step_kind_words(book: Book, kind: str) -> str:
    """Returns the kind of a step as words: what the council said, its decision, or the withdrawal."""
    if kind in {OUTCOME, WITHDRAWN}:
        return words.STEP_KINDS[kind]
    heard = {kind: said.words for kind, said in book.all_heard().items()}
    return words.HEARD.format(said=heard.get(kind, kind))


def step_what_words(book: Book, kind: str, what: str) -> str:
    """Returns the outcome or reason of a step as words, "" if the kind has none."""
    known: Mapping[str, str] = (
        {what: said.words for what, said in book.all_outcomes().items()}
        if kind == OUTCOME
        else {str(one): said.words for one, said in book.after_sending.withdrawn.items()}
    )
    return known.get(what, what)


def _step(speaking: _Speaking, key: str) -> tuple[str, Value]:
    book = speaking.book

    def value(text: str) -> str:
        parts = text.split(BETWEEN)
        day = iso_date(parts[0])
        if len(parts) < _STEP_PARTS or day is None:
            return text
        *noted, what, told = parts[1:]
        note = BETWEEN.join(noted[1:])
        said = (day_words(day), step_what_words(book, key, what), _told(book, key, told), note)
        return "; ".join(part.rstrip(".") for part in said if part)

    return step_kind_words(book, key), value


_STEP_PARTS = 5
"""The parts of a step: day, who recorded it, note, outcome or reason, and whether the council was told."""


def _told(book: Book, kind: str, told: str) -> str:
    return book.after_sending.told.get(told, told) if kind == WITHDRAWN else ""


def _sent(text: str) -> str:
    on, _, code = text.partition(BETWEEN)
    day = iso_date(on)
    return "; ".join(
        filter(None, (day_words(day) if day else on, words.WITH_CODE.format(code=code).rstrip(".") if code else ""))
    )


def _begun_with(text: str) -> str:
    given = _from_json(text)
    if not isinstance(given, dict):
        return text
    fields = {**(given.get("agency") or {}), **(given.get("referral") or {})}
    return words.E_BEGUN_WITH.format(answers=len(given.get("answer") or {}), fields=len(fields))


def _files(text: str) -> str:
    files = _from_json(text)
    if not isinstance(files, list) or not all(isinstance(one, list) and len(one) > 1 for one in files):
        return text
    return "; ".join(f"{kind}: {path}" for path, kind, *_ in files)


def _from_json(text: str) -> object:
    try:
        given: object = json.loads(text)
    except ValueError:
        return None
    return given


def _version(text: str) -> str:
    return BETWEEN.join(text.split(BETWEEN)[:2])


_KEYED: Mapping[str, Callable[[_Speaking, str], tuple[str, Value]]] = {
    "answer": _answer,
    "agency": _field,
    "referral": _field,
    "copied": _copied,
    "taken-back": _taken_back,
    "read-out": _read_out,
    "step": _step,
    "area": _area,
}
"""The function that finds the words for a value of a case, by the value's holder (``store/database/tables.py``)."""

_ALONE: Mapping[str, tuple[str, Value]] = {
    "created": (words.H_WHEN, _begun_with),
    "sent": (words.SENT, _sent),
    "exported": (words.E_EXPORTED, _files),
    "tree": (words.E_TREE, _version),
    "follows": (words.E_FOLLOWS, _as_it_is),
    "as-sent": (words.E_AS_SENT, _as_it_is),
    "not-exported": (words.E_NOT_EXPORTED, _as_it_is),
    "dealt-with": (words.E_DEALT_WITH, _as_it_is),
    "erased": (words.E_ERASED, _as_it_is),
}
"""The words of verbs without a key (``store/history/verbs.py``)."""
