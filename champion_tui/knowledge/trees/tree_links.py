"""Holds trees to the rest of the knowledge: their sources, and the answers that local arrangements and lines name."""

from collections.abc import Iterable, Iterator

from champion_tui.knowledge.links import Links
from champion_tui.knowledge.routing import Area, FittingLines
from champion_tui.knowledge.trees.conditions import authorities_named, check_condition
from champion_tui.triage.tree import Note, Tree
from champion_tui.triage.tree import Warning as TreeWarning


def refer_to_sources(tree: Tree, shown_as: str, links: Links) -> None:
    """Leave every source that ``tree`` names with ``links`` to be looked up."""
    for key, source in _named_sources(tree):
        links.refer("source", source, shown_as, key)


def check_protocols(area: Area, tree: Tree, shown_as: str, links: Links) -> None:
    """Raise ``DataError`` where an arrangement's ``when`` names a question, option, outcome or warning that ``tree``
    has not; authorities that it names are left with ``links`` to be looked up.
    """
    for index, protocol in enumerate(area.protocols):
        key = f"protocol[{index}].when"
        check_condition(protocol.when, tree, shown_as, key)
        for authority in sorted(authorities_named(protocol.when, tree)):
            links.refer("authority", authority, shown_as, key)


def check_fitting_lines(fitting: Iterable[FittingLines], trees: Iterable[Tree], shown_as: str) -> None:
    """Raise ``DataError`` where the ``when`` of lines names a question, option, outcome or warning that a tree has not."""
    for index, each in enumerate(fitting):
        for tree in trees:
            check_condition(each.when, tree, shown_as, f"fitting_lines[{index}].when")


def _named_sources(tree: Tree) -> Iterator[tuple[str, str]]:
    for question in tree.questions.values():
        yield f"{question.id}.why.source", question.why.source
    for outcome in tree.outcomes.values():
        yield from ((f"{outcome.id}.reason[{i}].source", reason.source) for i, reason in enumerate(outcome.reasons))
    tellers: tuple[Note | TreeWarning, ...] = (*tree.notes, *tree.warnings.values())
    for told in tellers:
        yield from ((f"{told.id}.source", part.source) for part in told.parts)
