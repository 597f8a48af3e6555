"""What may leave the building, from the answers on the path and from what the tree says that each lets out: the one place that
decides it.
"""

from collections.abc import Iterator

from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.ground.answers import Answers
from champion_tui.triage.tree import Option, Tree


def agreed_parts(tree: Tree, answers: Answers) -> frozenset[ConsentPart]:
    """The parts that may go out; none before the referral itself may, and only the referral before it may say how to reach them."""
    parts = frozenset[ConsentPart]().union(*(option.lets_out for option in _chosen(tree, answers)))
    if ConsentPart.REFERRAL not in parts:
        return frozenset()
    return parts if ConsentPart.CONTACT in parts else frozenset({ConsentPart.REFERRAL})


def held_back(tree: Tree, answers: Answers) -> frozenset[ConsentPart]:
    """The parts that were asked about and may not go out. Before a question is put nothing of it is held back."""
    asked = (tree.questions[question] for question in answers if question in tree.questions)
    offered = frozenset[ConsentPart]().union(*(option.lets_out for question in asked for option in question.options))
    return offered - agreed_parts(tree, answers)


def without_consent(tree: Tree, answers: Answers) -> Option | None:
    """The recorded answer by which something goes out that nobody agreed to; None where they agreed, or nothing goes."""
    return next((option for option in _chosen(tree, answers) if option.without_consent), None)


def _chosen(tree: Tree, answers: Answers) -> Iterator[Option]:
    for question, answer in answers.items():
        given = (answer,) if isinstance(answer, str) else answer
        asked = tree.questions.get(question)
        yield from (option for option in (asked.options if asked else ()) if option.id in given)
