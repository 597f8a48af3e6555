"""Which answers depend on which, and which are taken back when one of those changes (design section 9, first
paragraph).

A person agrees to a referral to one council, and while they are able to decide. When either changes, the agreement no
longer counts. The tree's data says which answer depends on which; this module applies it.
"""

from collections.abc import Mapping

from champion_tui.ground.answers import Answer
from champion_tui.ground.values import immutable
from champion_tui.triage.tree import Basis, Question, Tree


@immutable
class Shaken:
    """An answer to be taken back. It depended on ``basis``, whose answer ``was`` this (None if there was none)."""

    question: str
    basis: Basis
    was: Answer | None


def shaken_by(tree: Tree, before: Mapping[str, Answer], changes: Mapping[str, Answer | None]) -> tuple[Shaken, ...]:
    """Returns the answers that ``changes`` (None clears an answer) take back from the answers ``before``, in the tree's
    order.

    An answer that the same change gives again stays. An answer that depends on one that is taken back is taken back
    with it.
    """
    after = {question: answer for question, answer in {**before, **changes}.items() if answer is not None}
    shaken_answers: dict[str, Shaken] = {}
    while new := [
        shaken
        for question in tree.questions.values()
        if question.id in after and question.id not in changes
        if (shaken := _shaken(question, before, after)) is not None
    ]:
        for shaken in new:
            shaken_answers[shaken.question] = shaken
            del after[shaken.question]
    return tuple(shaken_answers[question] for question in tree.questions if question in shaken_answers)


def _shaken(question: Question, before: Mapping[str, Answer], after: Mapping[str, Answer]) -> Shaken | None:
    for basis in question.rests_on:
        was, now = before.get(basis.question), after.get(basis.question)
        if _counts(basis, was, now):
            return Shaken(question.id, basis, was)
    return None


def _counts(basis: Basis, was: Answer | None, now: Answer | None) -> bool:
    if was == now or (was in basis.alike and now in basis.alike):
        return False
    return not basis.was or was in basis.was


def rests_on(tree: Tree, question: str) -> frozenset[str]:
    """Returns every question on which the answer to ``question`` depends, directly or through another."""
    bases: set[str] = set()
    ahead = [question]
    while ahead:
        here = tree.questions.get(ahead.pop())
        more = {basis.question for basis in here.rests_on} - bases if here else set()
        bases |= more
        ahead += more
    return frozenset(bases)
