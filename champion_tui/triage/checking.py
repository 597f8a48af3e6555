"""Checking answers against a tree, on the path or off it: what is wrong is a ``Problem``, never an exception."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from champion_tui.ground.answers import Answer, Problem, listed_words
from champion_tui.ground.calendar import iso_date
from champion_tui.triage.tree import Question, QuestionKind, Tree


@dataclass(frozen=True, slots=True)
class Checked:
    """The answers that can be used, and the first problem among the others (None: all can)."""

    answers: Mapping[str, Answer]
    problem: Problem | None


def check_answers(tree: Tree, answers: Mapping[str, object], authorities: Collection[str]) -> Checked:
    """Check every answer: unknown question ids first, in the mapping's order, then the others in the tree's order.

    ``authorities``: the ids of every loaded housing authority.
    """
    problems = [
        Problem(question, question, f"a question of this tree: {', '.join(tree.questions)}")
        for question in answers
        if question not in tree.questions
    ]
    usable: dict[str, Answer] = {}
    for question in tree.questions.values():
        if question.id in answers:
            found = check_answer(question, answers[question.id], authorities)
            if isinstance(found, Problem):
                problems.append(found)
            else:
                usable[question.id] = found
    return Checked(usable, problems[0] if problems else None)


def check_answer(question: Question, given: object, authorities: Collection[str]) -> Answer | Problem:
    """One answer as it is kept (several chosen options in the data's order), or what is wrong with it."""
    if question.kind is QuestionKind.MANY:
        return _check_many(question, given)
    if isinstance(given, str) and _is_known(question, given, authorities):
        return given
    return _problem(question, given, expected(question, authorities), expected_words(question))


def expected(question: Question, authorities: Collection[str]) -> str:
    """What would be a right answer to ``question``, in words."""
    options = ", ".join(option.id for option in question.options)
    if question.kind is QuestionKind.DATE:
        return f"a date such as 2026-12-31 (year-month-day), or {options}"
    if question.kind is QuestionKind.AUTHORITY:
        return f"a housing authority: {', '.join(authorities)}, or {options}"
    if question.kind is QuestionKind.MANY:
        return f"a list of one or more of: {options}"
    return f"one of: {options}"


def expected_words(question: Question) -> str:
    """The same in the words of the options, for somebody who sees those."""
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
