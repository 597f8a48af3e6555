"""Checking answers against a tree, on the path or off it: what is wrong is a ``Problem``, never an exception."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from champion_tui.domain.answers import Answer, Problem
from champion_tui.domain.calendar import iso_date
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
    return _problem(question, given, expected(question, authorities))


def expected(question: Question, authorities: Collection[str]) -> str:
    """What would be a right answer to ``question``, in words."""
    options = ", ".join(option.id for option in question.options)
    if question.kind is QuestionKind.DATE:
        return f"a date as YYYY-MM-DD, or {options}"
    if question.kind is QuestionKind.AUTHORITY:
        return f"a housing authority: {', '.join(authorities)}, or {options}"
    if question.kind is QuestionKind.MANY:
        return f"a list of one or more of: {options}"
    return f"one of: {options}"


def _is_known(question: Question, given: str, authorities: Collection[str]) -> bool:
    if any(option.id == given for option in question.options):
        return True
    if question.kind is QuestionKind.DATE:
        return iso_date(given) is not None
    return question.kind is QuestionKind.AUTHORITY and given in authorities


def _check_many(question: Question, given: object) -> Answer | Problem:
    if not isinstance(given, list | tuple) or not given:
        return _problem(question, given, expected(question, ()))
    known = {option.id: option for option in question.options}
    if not all(isinstance(entry, str) and entry in known for entry in given):
        return _problem(question, given, expected(question, ()))
    if len(set(given)) < len(given):
        return _problem(question, given, "each entry once")
    alone = [entry for entry in given if known[entry].alone]
    if alone and len(given) > 1:
        return _problem(question, given, f"{alone[0]} alone, or the others without it")
    return tuple(option for option in known if option in given)


def _problem(question: Question, given: object, wanted: str) -> Problem:
    return Problem(question.id, list(given) if isinstance(given, tuple) else given, wanted)
