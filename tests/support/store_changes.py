"""Changes of stored cases, as the desk makes them."""

from collections.abc import Mapping

from champion_tui.domain.cases.case import Case, TreeStamp
from champion_tui.ground.answers import Answer
from champion_tui.store.cases.records import CaseChanges
from champion_tui.store.casestore import CaseStore


def save_answers(
    store: CaseStore, reference: str, changes: Mapping[str, Answer | None], tree: TreeStamp | None = None
) -> Case:
    """Changes answers of a case; None clears that one answer and nothing else."""
    return store.change_case(reference, lambda _: CaseChanges(answers=changes, tree=tree))
