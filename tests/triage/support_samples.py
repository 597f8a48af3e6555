"""Shared by the tests of the request for support: the shipped tree, its paths, and sample answers."""

from collections.abc import Mapping
from functools import cache

from triage_samples import Walked, walk_all

from champion_tui.knowledge.shelf import data_folder
from champion_tui.knowledge.trees.reading_trees import read_tree
from champion_tui.triage.proofs.paths import EXAMPLE_AUTHORITY, collapsed
from champion_tui.triage.tree import Tree

DISTRICTS = (
    "ashford",
    "canterbury",
    "dartford",
    "dover",
    "folkestone-and-hythe",
    "gravesham",
    "maidstone",
    "sevenoaks",
    "swale",
    "thanet",
    "tonbridge-and-malling",
    "tunbridge-wells",
)
"""Kent County Council's twelve districts."""

AUTHORITIES = (*DISTRICTS, "medway", "oxford", EXAMPLE_AUTHORITY)

AGREED: Mapping[str, object] = {
    "emergency": "none",
    "children": "yes",
    "authority": "ashford",
    "known": "no",
    "no-recourse": "no",
    "need": "level-3",
    "consent": "spoken",
}
"""A family at level 3 that consented, whose answers end in ``request-for-support``."""


@cache
def support_tree() -> Tree:
    """Returns the shipped tree."""
    return read_tree((data_folder() / "triage" / "request-for-support.toml").read_bytes(), "request-for-support.toml")


@cache
def every_path() -> tuple[Walked, ...]:
    """Returns all collapsed paths with their judgements."""
    return tuple(walk_all(support_tree(), collapsed(support_tree()), authorities=AUTHORITIES))


def changed(**answers: object) -> dict[str, object]:
    """Returns the answers of that family with some changes (``_`` for ``-``); None removes an answer."""
    merged = {**AGREED, **{name.replace("_", "-"): given for name, given in answers.items()}}
    return {name: given for name, given in merged.items() if given is not None}
