"""Walks a tree: checks the answers and replays them from the first question, so that position, stage, notes and words
follow from the answers alone (design section 3). A wrong answer is returned as a ``Problem``; it never raises.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import replace
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from champion_tui.domain.dates.closed_days import LastDay
from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.lines.phone_lines import Closure
from champion_tui.ground.answers import Answer, Answers, Problem, listed_words
from champion_tui.ground.dates.calendar import WorkingCalendar, iso_date
from champion_tui.ground.values import immutable
from champion_tui.triage.rules import Facts, holding, stage_of
from champion_tui.triage.tree import Line, Question, QuestionKind, Reason, Situation, Tree


@immutable
class UsableAnswers:
    """The answers that can be used, and the first problem among the others (None if all can)."""

    answers: Mapping[str, Answer]
    problem: Problem | None


Beyond = Callable[[str], str]
"""Returns why an id outside the loaded areas is not a council of England that can be chosen, with what to choose
instead; "" if it is.
"""


NO_ID = "the id of a housing authority of England"


def check_answers(
    tree: Tree, answers: Mapping[str, object], authorities: Collection[str], beyond: Beyond | None = None
) -> UsableAnswers:
    """Checks every answer: unknown question ids first, in the mapping's order, then the others in the tree's order.

    ``authorities`` are the ids of every loaded housing authority; ``beyond`` decides about all others (None: there are
    none).
    """
    problems = [
        Problem(question, question, f"a question of this tree: {', '.join(tree.questions)}")
        for question in answers
        if question not in tree.questions
    ]
    usable: dict[str, Answer] = {}
    for question in tree.questions.values():
        if question.id in answers:
            checked = check_answer(question, answers[question.id], authorities, beyond)
            if isinstance(checked, Problem):
                problems.append(checked)
            else:
                usable[question.id] = checked
    return UsableAnswers(usable, problems[0] if problems else None)


def check_answer(
    question: Question, given: object, authorities: Collection[str], beyond: Beyond | None = None
) -> Answer | Problem:
    """Returns one answer as it is kept (several chosen options in the data's order), or the problem with it."""
    if question.kind is QuestionKind.MANY:
        return _check_many(question, given)
    if isinstance(given, str) and _is_known(question, given, authorities):
        return given
    if question.kind is QuestionKind.AUTHORITY and beyond is not None:
        why = beyond(given) if isinstance(given, str) and given else NO_ID
        return given if isinstance(given, str) and not why else _problem(question, given, why, why)
    return _problem(question, given, expected(question, authorities), expected_words(question))


def expected(question: Question, authorities: Collection[str]) -> str:
    """Returns a description of a right answer to ``question``, with ids."""
    options = ", ".join(option.id for option in question.options)
    if question.kind is QuestionKind.DATE:
        return f"a date such as 2026-12-31 (year-month-day), or {options}"
    if question.kind is QuestionKind.AUTHORITY:
        return f"a housing authority: {', '.join(authorities)}, or {options}"
    if question.kind is QuestionKind.MANY:
        return f"a list of one or more of: {options}"
    return f"one of: {options}"


def expected_words(question: Question) -> str:
    """Returns the same in the words of the options, for a person who sees those."""
    words = tuple(option.words for option in question.options)
    if question.kind is QuestionKind.DATE:
        return f"a date, such as 31 December 2026, or {listed_words(words)}"
    if question.kind is QuestionKind.AUTHORITY:
        return "one of the councils in the list, or what stands below them"
    if question.kind is QuestionKind.MANY:
        alone = next((f", or “{option.words}”" for option in question.options if option.alone), "")
        return f"at least one answer marked{alone}"
    return listed_words(words)


def _is_known(question: Question, given: str, authorities: Collection[str]) -> bool:
    if any(option.id == given for option in question.options):
        return True
    if question.kind is QuestionKind.DATE:
        return iso_date(given) is not None
    return question.kind is QuestionKind.AUTHORITY and given in authorities


def _check_many(question: Question, given: object) -> Answer | Problem:
    known = {option.id: option for option in question.options}
    readable = isinstance(given, list | tuple) and all(isinstance(entry, str) and entry in known for entry in given)
    if not isinstance(given, list | tuple) or not given or not readable:
        return _problem(question, given, expected(question, ()), expected_words(question))
    if len(set(given)) < len(given):
        return _problem(question, given, "each entry once")
    alone = [entry for entry in given if known[entry].alone]
    if alone and len(given) > 1:
        rest = "alone, or the others without it"
        return _problem(question, given, f"{alone[0]} {rest}", f"“{known[alone[0]].words}” {rest}")
    return tuple(option for option in known if option in given)


def _problem(question: Question, given: object, wanted: str, on_screen: str = "") -> Problem:
    return Problem(question.id, list(given) if isinstance(given, tuple) else given, wanted, on_screen)


class Status(StrEnum):
    """Whether the answers lead to an outcome, to an open question, or cannot be used."""

    OUTCOME = "outcome"
    QUESTION = "question"
    INVALID = "invalid"


@immutable
class Judgement:
    """The result of replaying answers.

    - ``answers``: those on the path only, in its order; ``off_path``: the ids of the others, in the tree's order.
    - ``notes`` and ``warnings``: ids, also while a question is open.
    - ``next_steps``, ``record``, ``say``, ``tell``, ``summary`` and ``reasons``: words with their placeholders, empty
      until an outcome.
    - ``problem``: set only when ``status`` is ``invalid``.
    - ``last_day``: the last date as seen on the day of the judgement; None if it is not known or past.
    - ``elsewhere``: see ``Situation``.
    - ``rings``: the lines that the outcome, or the open question, says to ring.
    """

    status: Status
    outcome: str | None
    question: str | None
    stage: Stage | None
    path: tuple[str, ...]
    answers: Mapping[str, Answer]
    off_path: tuple[str, ...]
    notes: tuple[str, ...]
    warnings: tuple[str, ...]
    next_steps: tuple[str, ...] = ()
    record: tuple[str, ...] = ()
    say: tuple[str, ...] = ()
    tell: tuple[str, ...] = ()
    summary: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()
    problem: Problem | None = None
    last_day: LastDay | None = None
    elsewhere: frozenset[str] = frozenset()
    rings: tuple[str, ...] = ()

    def situation(self, today: date) -> Situation:
        """Returns what conditions are tested on. ``today`` (London) is the day of the judgement."""
        about = frozenset() if self.last_day is None else self.last_day.about
        return Situation(self.answers, self.stage, self.outcome, frozenset(self.warnings), today, about, self.elsewhere)


NO_CLOSURES: Mapping[str, tuple[Closure, ...]] = MappingProxyType({})


@immutable
class _Walk:
    """The answers on the path in its order, and either the open question or the outcome that they lead to."""

    answers: Answers
    question: str | None
    outcome: str | None


def judge(
    tree: Tree,
    answers: Mapping[str, object],
    *,
    today: date,
    authorities: Collection[str],
    calendar: WorkingCalendar,
    closures: Mapping[str, tuple[Closure, ...]] = NO_CLOSURES,
    beyond: Beyond | None = None,
) -> Judgement:
    """Replays ``answers`` (question id -> raw answer, in any order) through ``tree``.

    ``today`` is the date in London. ``authorities`` are the ids of every loaded housing authority, ``closures`` their
    dated closures. ``beyond`` decides about councils outside the areas (None: there are none).

    Never raises for a wrong answer: the judgement is then ``invalid``, its ``problem`` is the first one, and its
    ``question`` the one to answer again (None if no question of the tree has that id). The walk ends before the first
    unusable answer.
    """
    checked = check_answers(tree, answers, authorities, beyond)
    elsewhere = _elsewhere(tree, checked.answers, authorities)
    walk = _replay(tree, checked.answers, elsewhere)
    if checked.problem is not None:
        asked = checked.problem.key if checked.problem.key in tree.questions else None
        walk = _Walk(walk.answers, asked, None)
    stage = stage_of(tree, walk.answers, today)
    closed = closures.get(str(walk.answers.get("authority")), ())
    facts = Facts(walk.answers, stage, walk.outcome, today, calendar, closed)
    judgement = replace(_judgement(tree, answers, walk, facts, checked.problem), elsewhere=elsewhere)
    situation = judgement.situation(today)
    judgement = replace(judgement, notes=tuple(note.id for note in tree.notes if note.when.holds(situation)))
    if walk.outcome is not None:
        return _with_words(judgement, tree, situation)
    open_one = tree.questions.get(walk.question or "")
    return replace(judgement, rings=_texts(open_one.rings, situation)) if open_one else judgement


def _elsewhere(tree: Tree, answers: Answers, authorities: Collection[str]) -> frozenset[str]:
    """Returns the questions that were answered with a council outside the loaded areas."""
    return frozenset(
        question.id
        for question in tree.questions.values()
        if question.kind is QuestionKind.AUTHORITY
        and question.id in answers
        and answers[question.id] not in {*authorities, *(option.id for option in question.options)}
    )


def next_target(question: Question, answers: Answers, elsewhere: frozenset[str] = frozenset()) -> str:
    """Returns where ``question`` leads, given the checked answers on the path, its own included. ``elsewhere``: see
    ``Situation``.
    """
    given = answers[question.id]
    option = next((each for each in question.options if each.id == given), None)
    routes = option.routes if option is not None and question.kind is not QuestionKind.MANY else question.routes
    situation = Situation(answers, elsewhere=elsewhere)
    return next(route.to for route in routes if route.when.holds(situation))


def _replay(tree: Tree, answers: Answers, elsewhere: frozenset[str]) -> _Walk:
    path: dict[str, Answer] = {}
    here = tree.first
    while here in tree.questions and here in answers:
        path[here] = answers[here]
        here = next_target(tree.questions[here], path, elsewhere)
    if here in tree.outcomes:
        return _Walk(path, None, here)
    return _Walk(path, here, None)


def _judgement(
    tree: Tree,
    raw: Mapping[str, object],
    walk: _Walk,
    facts: Facts,
    problem: Problem | None,
) -> Judgement:
    visited = {*walk.answers, walk.question}
    return Judgement(
        status=Status.INVALID if problem else Status.OUTCOME if walk.outcome else Status.QUESTION,
        outcome=walk.outcome,
        question=walk.question,
        stage=facts.stage,
        path=tuple(walk.answers),
        answers=walk.answers,
        off_path=tuple(question for question in tree.questions if question in raw and question not in visited),
        notes=(),
        warnings=holding(facts, tree.warnings),
        problem=problem,
        last_day=facts.last_day,
    )


def _with_words(judgement: Judgement, tree: Tree, situation: Situation) -> Judgement:
    """Adds the outcome's words that hold. What the warnings say for the phone comes before the outcome's own."""
    outcome = tree.outcomes[judgement.outcome or ""]
    from_warnings = [line for warning in judgement.warnings for line in tree.warnings[warning].say]
    return replace(
        judgement,
        summary=_texts(outcome.summary, situation),
        next_steps=_texts(outcome.next_steps, situation),
        record=_texts(outcome.record, situation),
        say=_texts((*from_warnings, *outcome.say), situation),
        tell=_texts(outcome.tell, situation),
        rings=_texts(outcome.rings, situation),
        reasons=tuple(reason for reason in outcome.reasons if reason.when.holds(situation)),
    )


def _texts(lines: Iterable[Line], situation: Situation) -> tuple[str, ...]:
    return tuple(line.text for line in lines if line.when.holds(situation))
