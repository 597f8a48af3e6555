"""Reads data/practice/: invented cases for practising triage, each with an experienced champion's answers and reasons.

They are read only when somebody practises, and by ``data check``: no other command waits for them.
"""

from collections.abc import Mapping
from datetime import date, timedelta

from champion_tui.ground.answers import Answer
from champion_tui.ground.tables import Table, left_out_ids, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.shelf import Shelf

FOLDER = "practice"
MOST_DAYS = 365


@immutable
class Because:
    """A sentence by an experienced champion, and the id of the source behind it."""

    words: str
    source: str


@immutable
class PracticeCase:
    """One case to practise on. ``situation`` is in plain words, line by line. ``answers`` are by question, in the order in which
    they are asked; a whole number is a day, counted in days from the day on which the case is played. ``outcome`` is where they
    lead; ``fields`` are the form's fields that matter most.
    """

    id: str
    title: str
    area: str
    situation: tuple[str, ...]
    answers: Mapping[str, Answer | int]
    reasons: Mapping[str, Because]
    outcome: str
    why: Because
    fields: Mapping[str, Because]

    def answers_on(self, today: date) -> dict[str, Answer]:
        """Returns the answers for somebody who plays the case on the day ``today``."""
        return {
            question: (today + timedelta(days=given)).isoformat() if isinstance(given, int) else given
            for question, given in self.answers.items()
        }


def read_practice(shelf: Shelf, book: Book) -> tuple[PracticeCase, ...]:
    """Returns every case, in the order of their file names. Raises ``DataError``, also for an id that ``book`` does not know."""
    found: dict[str, PracticeCase] = {}
    for raw, shown_as in shelf.files(FOLDER):
        table = parse_toml(raw, shown_as)
        if table.id("area") in left_out_ids():
            # The area itself has a mistake, so cases in it cannot be checked.
            continue
        with reading(table):
            case = _case(table, book)
        if case.id in found:
            raise table.error("id", f"each case once; {case.id} is there twice")
        found[case.id] = case
    return tuple(found.values())


def _case(table: Table, book: Book) -> PracticeCase:
    area = _known(table, "area", book.areas, "area")
    tree = book.trees[book.areas[area].tree]
    answers: dict[str, Answer | int] = {}
    reasons: dict[str, Because] = {}
    for entry in table.tables("answer", at_least=1):
        with reading(entry):
            question = _known(entry, "question", tree.questions, "question")
            if question in answers:
                raise entry.error("question", f"each question once; {question} is there twice")
            answers[question] = _answer(entry)
            reasons[question] = _because(entry, book)
    known = {field.id: field for field in book.forms[tree.form].fields}
    fields: dict[str, Because] = {}
    for entry in table.tables("field"):
        with reading(entry):
            fields[_known(entry, "field", known, "field of the form")] = _because(entry, book)
    situation = table.texts("situation")
    if not situation:
        raise table.error("situation", "one or more texts")
    return PracticeCase(
        id=table.id("id"),
        title=table.text("title"),
        area=area,
        situation=situation,
        answers=answers,
        reasons=reasons,
        outcome=_known(table, "outcome", tree.outcomes, "outcome"),
        why=_because(table, book),
        fields=fields,
    )


def _answer(table: Table) -> Answer | int:
    """Returns an option, a list of options or a number of days: from the key ``answer``, ``options`` or ``in_days`` (days from
    today).
    """
    if table.has("in_days"):
        return table.integer("in_days", at_least=1, at_most=MOST_DAYS)
    return table.texts("options") if table.has("options") else table.text("answer")


def _because(table: Table, book: Book) -> Because:
    return Because(table.text("why"), _known(table, "source", book.sources, "source"))


def _known(table: Table, key: str, known: Mapping[str, object], kind: str) -> str:
    used = table.id(key)
    if used not in known and used not in left_out_ids():
        raise table.error(key, f"the id of a known {kind}, not {used!r}")
    return used
