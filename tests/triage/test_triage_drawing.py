"""The drawings: every arrow is there, the syntax is valid, and the same tree always gives the same drawing."""

import re
from pathlib import Path

import pytest
from triage_samples import shipped_tree

from champion_tui.knowledge.trees.reading_trees import read_tree
from champion_tui.triage.proofs.drawing import as_dot, as_mermaid, as_text, edges
from champion_tui.triage.tree import Tree

DRAWINGS = {"txt": as_text, "dot": as_dot, "mmd": as_mermaid}
GOLDEN = Path(__file__).parents[1] / "vectors" / "trees" / "drawn"
QUOTED = r'"((?:[^"\\]|\\.)*)"'


@pytest.mark.parametrize("kind", DRAWINGS)
def test_the_small_tree_is_drawn_as_agreed(kind: str, small_tree: bytes) -> None:
    """Each drawing of the small tree equals, character by character, the stored one that was checked by eye."""
    assert DRAWINGS[kind](read_tree(small_tree, "small.toml")) == (GOLDEN / f"small.{kind}").read_text()


def test_every_way_through_the_tree_is_an_edge() -> None:
    """Each edge is a route of the tree and each route is an edge."""
    tree = shipped_tree()
    drawn = {(edge.start, edge.end) for edge in edges(tree)}
    routes = {
        (question.id, route.to)
        for question in tree.questions.values()
        for route in (*question.routes, *(route for option in question.options for route in option.routes))
    }

    assert drawn == routes
    for question in tree.questions.values():
        named = {answer for edge in edges(tree) if edge.start == question.id for answer in edge.answers}
        assert {option.id for option in question.options if option.routes} <= named


def test_dot_has_every_node_and_edge_and_nothing_else() -> None:
    """The dot file follows its grammar line by line, and declares every node that an edge uses."""
    first, *lines, closing, empty = as_dot(shipped_tree()).split("\n")
    nodes = [
        found[1] for line in lines if (found := re.fullmatch(rf"  {QUOTED} \[shape=box(, style=rounded)?\];", line))
    ]
    arrows = [
        (found[1], found[2], found[3])
        for line in lines
        if (found := re.fullmatch(rf"  {QUOTED} -> {QUOTED} \[label={QUOTED}\];", line))
    ]

    assert (first, closing, empty) == ('digraph "duty-to-refer" {', "}", "")
    assert len(lines) == 2 + len(nodes) + len(arrows)
    assert arrows == [(edge.start, edge.end, edge.label()) for edge in edges(shipped_tree())]
    assert {name for start, end, _ in arrows for name in (start, end)} == set(nodes)


def test_mermaid_has_every_edge_between_declared_nodes() -> None:
    """Each Mermaid arrow joins two nodes that are declared above it, under names that are not words of its grammar."""
    _, *lines, _ = as_mermaid(shipped_tree()).split("\n")
    nodes = {found[1] for line in lines if (found := re.match(r"  (n_\w+)[\[(]", line))}
    arrows = [found for line in lines if (found := re.fullmatch(r'  (n_\w+) -->\|"([^"]*)"\| (n_\w+)', line))]

    assert len(arrows) == len(edges(shipped_tree()))
    assert {name for arrow in arrows for name in (arrow[1], arrow[3])} == nodes
    assert len(nodes) + len(arrows) == len(lines)


def test_the_text_shows_every_question_answer_and_outcome() -> None:
    """A reader without a picture sees each id with its words, and no placeholder."""
    text = as_text(shipped_tree())
    tree: Tree = shipped_tree()

    for question in tree.questions.values():
        assert f"\n{question.id}\n" in text
        for option in question.options:
            assert f"    {option.id}: " in text
    for outcome in tree.outcomes:
        assert f"\n  {outcome}: " in text
    assert "{" not in text


def test_quotes_in_words_do_not_break_a_drawing(small_tree: bytes) -> None:
    """An id cannot hold quotes, but a title may: the text and the syntax stay whole."""
    tree = read_tree(small_tree.replace(b'title = "Small tree"', b"title = 'A \"small\" tree'"), "small.toml")

    assert 'A "small" tree' in as_text(tree)
    assert as_dot(tree).count('"') % 2 == 0
