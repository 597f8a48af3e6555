"""Checks a tree as a whole: ids, routes, conditions, rules. Each kind of mistake has its own error message."""

from collections.abc import Iterator, Sequence

from champion_tui.ground.tables import DataError
from champion_tui.ground.values import immutable
from champion_tui.knowledge.trees.conditions import check_condition
from champion_tui.triage.resting import rests_on
from champion_tui.triage.rules import RULES
from champion_tui.triage.tree import ALWAYS, Basis, Condition, Question, QuestionKind, Route, Tree


@immutable
class PlaceInFile:
    """Where something is in the file. ``kind`` is question, option, outcome, note or warning (``id`` is defined there), route
    (``id`` is the target), basis (the answer to ``owner`` depends on the question ``id``) or when. ``key`` is the path within the
    file.
    """

    kind: str
    id: str
    key: str
    when: Condition = ALWAYS
    basis: Basis | None = None
    owner: str = ""


def check_tree(tree: Tree, places: Sequence[PlaceInFile], file: str) -> None:
    """Raises ``DataError`` for the first logical mistake in ``tree``, which was read from ``file``."""
    _check_ids(places, file)
    _check_targets(tree, places, file)
    _check_cycles(tree, places, file)
    _check_reached(tree, places, file)
    _check_bases(tree, places, file)
    for place in places:
        if place.kind == "when":
            check_condition(place.when, tree, file, place.key)
        if place.kind == "warning" and place.id not in RULES:
            raise DataError(file, place.key, f"a warning that has a rule: {', '.join(RULES)}; not {place.id!r}")


def targets(question: Question) -> Iterator[Route]:
    """Yields every route of a question: its options' first, then its own."""
    for option in question.options:
        yield from option.routes
    yield from question.routes


def _check_ids(places: Sequence[PlaceInFile], file: str) -> None:
    seen: dict[tuple[str, str], str] = {}
    for place in places:
        if place.kind in {"route", "when", "basis"}:
            continue
        # Routes name both questions and outcomes; option ids only need to be unique within their question.
        scope = place.key.split(".")[0] if place.kind == "option" else place.kind.replace("outcome", "question")
        earlier = seen.setdefault((scope, place.id), place.key)
        if earlier != place.key:
            raise DataError(file, place.key, f"each {place.kind} id once; {place.id!r} is already given at {earlier}")


def _check_targets(tree: Tree, places: Sequence[PlaceInFile], file: str) -> None:
    if tree.first not in tree.questions:
        raise DataError(file, "first", f"a question of this tree, not {tree.first!r}")
    for place in places:
        if place.kind != "route":
            continue
        if place.id not in tree.questions and place.id not in tree.outcomes:
            raise DataError(file, place.key, f"a question or an outcome of this tree, not {place.id!r}")
        if _looks_further(place.when):
            raise DataError(file, place.key, "a route that looks at answers only (answers, unless)")


def _looks_further(when: Condition) -> bool:
    """Returns whether a condition depends on more than answers. A route is chosen before anything else is known."""
    further = (when.stages, when.outcomes, when.warnings, when.last_day, when.either, when.since, when.before)
    return any(further)


def _check_cycles(tree: Tree, places: Sequence[PlaceInFile], file: str) -> None:
    done: set[str] = set()
    keys = {place.id: place.key for place in places if place.kind == "question"}

    def follow(here: str, trail: tuple[str, ...]) -> None:
        if here in trail:
            circle = (*trail[trail.index(here) :], here)
            raise DataError(file, keys[here], f"no way back to itself, but: {' -> '.join(circle)}")
        if here in done or here not in tree.questions:
            return
        for route in targets(tree.questions[here]):
            follow(route.to, (*trail, here))
        done.add(here)

    for question in tree.questions:
        follow(question, ())


def _check_reached(tree: Tree, places: Sequence[PlaceInFile], file: str) -> None:
    reached: set[str] = set()
    ahead = [tree.first]
    while ahead:
        here = ahead.pop()
        if here in reached:
            continue
        reached.add(here)
        if here in tree.questions:
            ahead.extend(route.to for route in targets(tree.questions[here]))
    for place in places:
        if place.kind in {"question", "outcome"} and place.id not in reached:
            raise DataError(
                file, place.key, f"an id that some route leads to; none leads to the {place.kind} {place.id!r}"
            )


def _check_bases(tree: Tree, places: Sequence[PlaceInFile], file: str) -> None:
    """Checks that answers depend only on questions with a single answer, each named once, and never in a circle."""
    seen: set[tuple[str, str]] = set()
    for place in places:
        if place.basis is None:
            continue
        asked = tree.questions.get(place.id)
        if asked is None or asked.kind is QuestionKind.MANY:
            raise DataError(file, place.key, f"a question of this tree that has one answer, not {place.id!r}")
        if (place.owner, place.id) in seen:
            raise DataError(file, place.key, f"each question once; {place.id!r} is there twice")
        seen.add((place.owner, place.id))
        if place.owner in rests_on(tree, place.owner):
            raise DataError(file, place.key, f"nothing that rests on itself; {place.owner!r} does")
        known = [option.id for option in asked.options]
        for key, options in (("was", place.basis.was), ("alike", place.basis.alike)):
            for option in sorted(options - set(known)):
                beside = f"{place.key.removesuffix('question')}{key}"
                raise DataError(file, beside, f"options of {place.id}: {', '.join(known)}; not {option!r}")
