"""All paths as a table that a champion can sign off.

A tree has thousands of paths, because questions multiply. But at some questions all of them meet again, and between two
such questions there are only a few ways through. So the table has a part for each stretch and a row for each way
through it. A whole path is one row of each part, until a row ends it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from itertools import combinations, pairwise
from textwrap import wrap

from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.values import immutable
from champion_tui.triage.proofs.paths import (
    EXAMPLE_CALENDAR,
    EXAMPLE_DAY,
    Choice,
    all_paths,
    answers_of,
    collapsed,
    elsewhere_in,
)
from champion_tui.triage.rules import RULES, Facts, holding, stage_of
from champion_tui.triage.tree import Tree
from champion_tui.triage.walk import next_target

Steps = tuple[tuple[str, str], ...]
"""Question id and answers (option ids, or words for a kind of date or authority), in order."""
Path = Mapping[str, Choice]

NOT_ASKED = "not asked"
WIDTH = 100
"""Columns of the text: a landscape page, or a wide terminal."""


@immutable
class PathRow:
    """One way through a part.

    ``part`` is the part's first question. ``earlier`` are answers before it on which the row depends. ``leads_to`` is
    the next part's first question, or the outcome, which is then in ``outcome`` too. ``stages`` are those that may hold
    at the row's end; ``always`` and ``sometimes`` are the warnings. ``paths`` counts whole paths.
    """

    number: str
    part: str
    earlier: Steps
    answers: Steps
    leads_to: str
    outcome: str | None
    stages: tuple[str, ...]
    always: tuple[str, ...]
    sometimes: tuple[str, ...]
    paths: int


@immutable
class PathsTable:
    """Every path of one tree: its rows, part by part, and how many whole paths they make."""

    tree: str
    version: str
    digest: str
    title: str
    rows: tuple[PathRow, ...]
    paths: int


@immutable
class _Piece:
    """What one path does in one part, and what holds at its end."""

    before: Path
    steps: Steps
    leads_to: str
    outcome: str | None
    stage_before: Stage | None
    stage: Stage | None
    warnings: tuple[str, ...]


def paths_table(tree: Tree) -> PathsTable:
    """Returns the table for ``tree``. Walks every collapsed path: about a second for a tree of twenty questions."""
    paths = tuple(all_paths(tree, collapsed(tree)))
    starts = meeting_points(tree)
    pieces = tuple(_pieces(tree, paths, starts))
    rows: list[PathRow] = []
    for number, start in enumerate(starts, start=1):
        here = [piece for piece in pieces if piece.steps[0][0] == start]
        rows.extend(_row(f"{number}.{index}", *each) for index, each in enumerate(_ways(tree, here), start=1))
    return PathsTable(tree.id, tree.version, tree.digest, tree.title, tuple(rows), len(paths))


def as_rows(table: PathsTable) -> list[dict[str, object]]:
    """Returns the rows JSON-ready: steps as ``{"question": ..., "answers": ...}``, the other keys as in ``PathRow``."""
    return [
        {
            **asdict(row),
            "earlier": [{"question": question, "answers": answers} for question, answers in row.earlier],
            "answers": [{"question": question, "answers": answers} for question, answers in row.answers],
            "stages": list(row.stages),
            "always": list(row.always),
            "sometimes": list(row.sometimes),
        }
        for row in table.rows
    ]


def as_lines(table: PathsTable) -> Iterator[str]:
    """Yields the table as lines of text, with room for a signature."""
    yield f"{table.title}: tree {table.tree}, version {table.version}"
    yield f"SHA-256 {table.digest}"
    yield f"{len(table.rows)} rows make {table.paths} whole paths. A whole path is one row of each part, until one ends it."
    yield "Stage and warnings stand where they come in and where a path ends; in between they stay."
    part = ""
    for row in table.rows:
        if row.part != part:
            part = row.part
            yield ""
            yield f"Part {row.number.split('.')[0]}, from the question {part}"
        yield from _row_lines(row)
    yield ""
    yield "Checked and agreed. Name: ____________________  Date: ____________  Signature: ____________________"


def meeting_points(tree: Tree) -> tuple[str, ...]:
    """Returns the questions at which all paths meet that have not ended, in order; of several on one page, only the
    first.
    """
    order = list(tree.questions)
    edges = [
        (order.index(question.id), order.index(route.to))
        for question in tree.questions.values()
        for route in (*question.routes, *(route for option in question.options for route in option.routes))
        if route.to in tree.questions
    ]
    meeting = [name for index, name in enumerate(order) if not any(start < index < end for start, end in edges)]
    pages = [tree.questions[name].page for name in meeting]
    return tuple(name for index, name in enumerate(meeting) if pages[index] not in pages[:index])


def _pieces(tree: Tree, paths: Iterable[Path], starts: Sequence[str]) -> Iterator[_Piece]:
    """Yields each path cut at the meeting points. Paths that begin alike share what was worked out for their beginning."""
    known: dict[Steps, _Piece] = {}
    for path in paths:
        order = list(path.items())
        cuts = [index for index, (question, _) in enumerate(order) if question in starts] + [len(order)]
        for start, end in pairwise(cuts):
            so_far = tuple((question, choice.words) for question, choice in order[:end])
            if so_far not in known:
                known[so_far] = _piece(tree, dict(order[:start]), dict(order[start:end]))
            yield known[so_far]


def _piece(tree: Tree, before: Path, here: Path) -> _Piece:
    answers = answers_of({**before, **here})
    target = next_target(tree.questions[list(here)[-1]], answers, elsewhere_in({**before, **here}))
    outcome = target if target in tree.outcomes else None
    stage = stage_of(tree, answers, EXAMPLE_DAY)
    return _Piece(
        before=before,
        steps=tuple((question, choice.words) for question, choice in here.items()),
        leads_to=target,
        outcome=outcome,
        stage_before=stage_of(tree, answers_of(before), EXAMPLE_DAY),
        stage=stage,
        warnings=holding(Facts(answers, stage, outcome, EXAMPLE_DAY, EXAMPLE_CALENDAR), tree.warnings),
    )


def _ways(tree: Tree, pieces: Sequence[_Piece]) -> Iterator[tuple[Steps, list[_Piece]]]:
    """Yields the pieces of one part, grouped by the answers given in it and, if it makes a difference, by an earlier
    answer.
    """
    for same in _gathered(pieces, lambda piece: piece.steps):
        if len({_effect(piece) for piece in same}) == 1:
            yield (), same
            continue
        yield from _by_earlier(same, _deciding(tree, same))


def _by_earlier(pieces: Sequence[_Piece], questions: tuple[str, ...]) -> Iterator[tuple[Steps, list[_Piece]]]:
    """Yields the pieces by their answers to ``questions``. If one question decides, answers with the same effect share
    a row.
    """
    if len(questions) == 1:
        for alike in _gathered(pieces, _effect):
            words = dict.fromkeys(_answered(piece, questions[0]) for piece in alike)
            yield ((questions[0], ", ".join(words)),), alike
        return
    for alike in _gathered(pieces, lambda piece: tuple(_answered(piece, name) for name in questions)):
        yield tuple((name, _answered(alike[0], name)) for name in questions), alike


def _effect(piece: _Piece) -> object:
    """Returns what must be the same for a whole row: where it leads, and the stage if this part determines it."""
    return piece.leads_to, piece.stage if piece.stage_before is None else None


def _deciding(tree: Tree, pieces: Sequence[_Piece]) -> tuple[str, ...]:
    """Returns the fewest earlier questions whose answers decide between the effects of ``pieces``, the first in the
    tree's order.
    """
    earlier = [question for question in tree.questions if any(question in piece.before for piece in pieces)]
    return next(
        questions
        for size in range(1, len(earlier) + 1)
        for questions in combinations(earlier, size)
        if _decides(questions, pieces)
    )


def _decides(questions: tuple[str, ...], pieces: Sequence[_Piece]) -> bool:
    by_answers = _gathered(pieces, lambda piece: tuple(_answered(piece, name) for name in questions))
    return all(len({_effect(piece) for piece in same}) == 1 for same in by_answers)


def _answered(piece: _Piece, question: str) -> str:
    choice = piece.before.get(question)
    return choice.words if choice is not None else NOT_ASKED


def _gathered(pieces: Iterable[_Piece], key: Callable[[_Piece], object]) -> list[list[_Piece]]:
    """Returns the pieces in lists with the same key, in the order in which the keys first appear."""
    together: dict[object, list[_Piece]] = {}
    for piece in pieces:
        together.setdefault(key(piece), []).append(piece)
    return list(together.values())


def _row(number: str, earlier: Steps, pieces: Sequence[_Piece]) -> PathRow:
    first = pieces[0]
    stages = {piece.stage for piece in pieces}
    always = set(RULES).intersection(*(piece.warnings for piece in pieces))
    ever = {warning for piece in pieces for warning in piece.warnings}
    return PathRow(
        number=number,
        part=first.steps[0][0],
        earlier=earlier,
        answers=first.steps,
        leads_to=first.leads_to,
        outcome=first.outcome,
        stages=tuple(stage for stage in Stage if stage in stages),
        always=tuple(warning for warning in RULES if warning in always),
        sometimes=tuple(warning for warning in RULES if warning in ever - always),
        paths=len(pieces),
    )


def _row_lines(row: PathRow) -> Iterator[str]:
    given = [f"(earlier {question}: {answers})" for question, answers in row.earlier]
    steps = [f"{question}: {answers}" for question, answers in row.answers]
    lead = f"  {row.number:<6}"
    for line in wrap("; ".join((*given, *steps)), WIDTH - len(lead), break_on_hyphens=False):
        yield lead + line
        lead = " " * len(lead)
    yield f"{lead}-> {'END ' if row.outcome else ''}{row.leads_to}"
    coming_in = row.outcome is not None or len(row.stages) <= 1
    for name, values, shown in (
        ("stage", row.stages, coming_in),
        ("warns", row.always, True),
        ("may warn", row.sometimes, coming_in),
    ):
        if values and shown:
            yield f"{lead}   {name}: {', '.join(values)}"
