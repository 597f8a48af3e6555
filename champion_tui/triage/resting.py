"""Which answers rest on which, and what is taken back when one of those changes (design section 9, first paragraph).

A yes to a referral was given to one council, by somebody who was taken to be able to decide. When that changes, the yes is not
kept: it was given to something else. The tree's data says what rests on what; here is only how it is followed.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from champion_tui.ground.answers import Answer
from champion_tui.triage.tree import Basis, Question, Tree


@dataclass(frozen=True, slots=True)
class Shaken:
    """An answer that no longer stands: it rested on ``basis``, whose answer ``was`` this (None: there was none)."""

    question: str
    basis: Basis
    was: Answer | None


def shaken_by(tree: Tree, before: Mapping[str, Answer], changes: Mapping[str, Answer | None]) -> tuple[Shaken, ...]:
    """What ``changes`` (None clears an answer) take back of the answers as they were ``before``, in the tree's order.

    What the same change gives again stays. What rests on an answer that is taken back is taken back with it.
    """
    after = {question: answer for question, answer in {**before, **changes}.items() if answer is not None}
    found: dict[str, Shaken] = {}
    while new := [
        shaken
        for question in tree.questions.values()
        if question.id in after and question.id not in changes
        if (shaken := _shaken(question, before, after)) is not None
    ]:
        for shaken in new:
            found[shaken.question] = shaken
            del after[shaken.question]
    return tuple(found[question] for question in tree.questions if question in found)


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
    """Every question on whose answer that of ``question`` rests, directly or through another."""
    found: set[str] = set()
    ahead = [question]
    while ahead:
        here = tree.questions.get(ahead.pop())
        more = {basis.question for basis in here.rests_on} - found if here else set()
        found |= more
        ahead += more
    return frozenset(found)
