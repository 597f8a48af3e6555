"""What may be sent, from the answers on the path and what the tree says that each answer allows. Nothing else decides
this.
"""

from collections.abc import Iterator

from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.ground.answers import Answers
from champion_tui.triage.tree import Option, Tree


def agreed_parts(tree: Tree, answers: Answers) -> frozenset[ConsentPart]:
    """Returns the parts that may be sent. Unless the referral itself may, there are none; without the way to reach the
    person, only the referral.
    """
    parts = frozenset[ConsentPart]().union(*(option.lets_out for option in _chosen(tree, answers)))
    if ConsentPart.REFERRAL not in parts:
        return frozenset()
    return parts if ConsentPart.CONTACT in parts else frozenset({ConsentPart.REFERRAL})


def held_back(tree: Tree, answers: Answers) -> frozenset[ConsentPart]:
    """Returns the parts that were asked about and may not be sent. A part is not held back before its question is
    asked.
    """
    asked = (tree.questions[question] for question in answers if question in tree.questions)
    offered = frozenset[ConsentPart]().union(*(option.lets_out for question in asked for option in question.options))
    return offered - agreed_parts(tree, answers)


def without_consent(tree: Tree, answers: Answers) -> Option | None:
    """Returns the recorded answer that allows something to be sent without agreement; None if they agreed, or nothing
    may be sent.
    """
    return next((option for option in _chosen(tree, answers) if option.without_consent), None)


def _chosen(tree: Tree, answers: Answers) -> Iterator[Option]:
    for question, answer in answers.items():
        given = (answer,) if isinstance(answer, str) else answer
        asked = tree.questions.get(question)
        yield from (option for option in (asked.options if asked else ()) if option.id in given)
