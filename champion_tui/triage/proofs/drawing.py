"""Draws the tree: as text for a terminal, as dot for Graphviz, as Mermaid for web pages. The same tree always gives the
same drawing.
"""

from collections.abc import Iterator

from champion_tui.ground.values import immutable
from champion_tui.triage.tree import ALWAYS, Condition, Question, QuestionKind, Route, Tree
from champion_tui.triage.words import fill

TYPED = {
    QuestionKind.DATE: "a date",
    QuestionKind.AUTHORITY: "a loaded authority",
    QuestionKind.MANY: "any of these",
}
"""For each kind of question, what its own routes are for."""


@immutable
class Edge:
    """One arrow: the answers that lead from a question to a target, and the condition as text ("" for none)."""

    start: str
    answers: tuple[str, ...]
    when: str
    end: str

    def label(self) -> str:
        """Returns the answers and the condition on one line."""
        return ", ".join(self.answers) + _bracketed(self.when)


def edges(tree: Tree) -> tuple[Edge, ...]:
    """Returns every arrow in the tree's order. Answers of one question that lead to the same place share an arrow."""
    return tuple(edge for question in tree.questions.values() for edge in _edges_from(question))


def as_text(tree: Tree) -> str:
    """Returns the questions in order with their words, each answer with where it leads, then the outcomes."""
    return "\n".join([*_text_lines(tree), ""])


def as_dot(tree: Tree) -> str:
    """Returns the graph in Graphviz' dot language: questions are boxes, outcomes rounded."""
    lines = [f"digraph {_quoted(tree.id)} {{", "  rankdir=TB;", '  node [fontname="sans-serif"];']
    lines += [f"  {_quoted(name)} [shape=box];" for name in tree.questions]
    lines += [f"  {_quoted(name)} [shape=box, style=rounded];" for name in tree.outcomes]
    lines += [
        f"  {_quoted(edge.start)} -> {_quoted(edge.end)} [label={_quoted(edge.label())}];" for edge in edges(tree)
    ]
    return "\n".join([*lines, "}", ""])


def as_mermaid(tree: Tree) -> str:
    """Returns the graph as a Mermaid flowchart: questions are boxes, outcomes rounded."""
    lines = ["flowchart TD"]
    lines += [f"  {_node(name)}[{_in_mermaid(name)}]" for name in tree.questions]
    lines += [f"  {_node(name)}([{_in_mermaid(name)}])" for name in tree.outcomes]
    lines += [f"  {_node(edge.start)} -->|{_in_mermaid(edge.label())}| {_node(edge.end)}" for edge in edges(tree)]
    return "\n".join([*lines, ""])


def _text_lines(tree: Tree) -> Iterator[str]:
    yield f"{tree.title}: tree {tree.id}, version {tree.version}"
    yield f"SHA-256 {tree.digest}"
    for question in tree.questions.values():
        yield ""
        yield question.id
        for title in question.titles:
            yield f"  {fill(title.text, {})}{_bracketed(_when(title.when))}"
        yield from (f"    {line}" for line in _answer_lines(question))
    yield ""
    yield "Outcomes"
    for outcome in tree.outcomes.values():
        yield f"  {outcome.id}: {fill(outcome.title, {})}{' (a referral can be exported)' if outcome.referral else ''}"


def _answer_lines(question: Question) -> Iterator[str]:
    """Yields one line for each answer and each place that it may lead to."""
    for option in question.options:
        words = f"{option.id}: {fill(option.words, {})}"
        for route in option.routes:
            yield f"{words}{_bracketed(_route_when(route, option.routes))} -> {route.to}"
        if not option.routes:
            yield f"{words}{' (alone)' if option.alone else ''}"
    for route in question.routes:
        yield f"{TYPED[question.kind]}{_bracketed(_route_when(route, question.routes))} -> {route.to}"


def _edges_from(question: Question) -> Iterator[Edge]:
    answers_to: dict[tuple[str, str], list[str]] = {}
    if question.routes:
        _gather(answers_to, TYPED[question.kind], question.routes)
    for option in question.options:
        _gather(answers_to, option.id, option.routes)
    for (end, when), answers_there in answers_to.items():
        yield Edge(question.id, tuple(answers_there), when, end)


def _gather(answers_to: dict[tuple[str, str], list[str]], answer: str, routes: tuple[Route, ...]) -> None:
    for route in routes:
        answers_to.setdefault((route.to, _route_when(route, routes)), []).append(answer)


def _route_when(route: Route, routes: tuple[Route, ...]) -> str:
    return "otherwise" if route.when == ALWAYS and len(routes) > 1 else _when(route.when)


def _when(condition: Condition) -> str:
    """Returns a condition on answers as text; "" for one that always holds."""
    given = [f"{question} is {_or(options)}" for question, options in condition.answers.items()]
    barred = [f"{question} is not {_or(options)}" for question, options in condition.unless.items()]
    return f"if {' and '.join((*given, *barred))}" if given or barred else ""


def _bracketed(words: str) -> str:
    return f" ({words})" if words else ""


def _or(options: frozenset[str]) -> str:
    return " or ".join(sorted(options))


def _quoted(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _in_mermaid(text: str) -> str:
    escaped = text.replace('"', "#quot;")
    return f'"{escaped}"'


def _node(name: str) -> str:
    """Returns an id that cannot be mistaken for a Mermaid keyword ("end")."""
    return f"n_{name.replace('-', '_')}"
