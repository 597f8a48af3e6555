"""Every path through a tree, with answers that behave alike walked once. The proofs and the table to sign off are based
on this.

Two options of a question behave alike if they lead to the same place, both or neither allow a referral to be sent, and
no route and no rule (``rules.told_apart``) treats them differently. Their words may differ; words never decide where a
path leads.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta

from champion_tui.domain.cases.consent import ConsentPart
from champion_tui.domain.dates.stage import THREATENED_WITHIN_DAYS
from champion_tui.ground.answers import Answer, Answers
from champion_tui.ground.dates.calendar import WorkingCalendar
from champion_tui.ground.values import immutable
from champion_tui.triage.rules import SOON_WORKING_DAYS, told_apart
from champion_tui.triage.tree import Question, QuestionKind, Route, Tree
from champion_tui.triage.walk import next_target

EXAMPLE_DAY = date(2026, 11, 23)
"""The day on which paths are walked: after 1 May 2026, so that the rule for section 21 notices holds."""
EXAMPLE_AUTHORITY = "any-loaded-authority"
"""Stands for every loaded housing authority: they behave alike."""
EXAMPLE_CALENDAR = WorkingCalendar(lambda _day: False, EXAMPLE_DAY + timedelta(days=366))
"""Without bank holidays: they change no path, only which dates count as soon."""


@immutable
class Choice:
    """Answers that behave alike. ``answer`` is walked, ``words`` says in ids or words what it stands for, and ``ids``
    are the option ids among them. A proof about an answer must look at all of ``ids``, not only at the one that was
    walked. ``elsewhere``: the answer is a council outside the loaded areas.
    """

    answer: Answer
    words: str
    ids: tuple[str, ...] = ()
    elsewhere: bool = False


Choices = Mapping[str, Sequence[Choice]]


def alike(tree: Tree, question: Question) -> tuple[tuple[str, ...], ...]:
    """Returns the option ids of ``question`` in groups that behave alike, in the tree's order."""
    groups: dict[object, list[str]] = {}
    apart = (*told_apart(tree, question.id), *_sets_in_routes(tree, question.id))
    for option in question.options:
        lets_out = tuple(part in option.lets_out for part in (ConsentPart.REFERRAL, ConsentPart.CONTACT))
        same = (tuple(map(_key, option.routes)), tuple(option.id in each for each in apart), lets_out)
        groups.setdefault(same, []).append(option.id)
    return tuple(tuple(group) for group in groups.values())


def collapsed(tree: Tree) -> Choices:
    """Returns what to try at each question: one answer of each group, each kind of date, one authority for all loaded
    ones.
    """
    return {question.id: tuple(_choices(tree, question)) for question in tree.questions.values()}


def all_paths(tree: Tree, choices: Choices) -> Iterator[Mapping[str, Choice]]:
    """Returns every whole path with the given choices, depth first, in the tree's order."""

    def follow(here: str, chosen: Mapping[str, Choice]) -> Iterator[Mapping[str, Choice]]:
        if here in tree.outcomes:
            yield chosen
            return
        for choice in choices[here]:
            longer = {**chosen, here: choice}
            yield from follow(next_target(tree.questions[here], answers_of(longer), elsewhere_in(longer)), longer)

    return follow(tree.first, {})


def kinds_of_date(today: date, calendar: WorkingCalendar) -> tuple[Choice, ...]:
    """Returns one date of each kind that a rule treats differently, as seen from ``today``."""
    soon = calendar.add_working_days(today, SOON_WORKING_DAYS)
    last = today + timedelta(days=THREATENED_WITHIN_DAYS)
    return (
        Choice((today - timedelta(days=1)).isoformat(), "a date that has passed"),
        Choice(soon.isoformat(), "within ten working days"),
        Choice(last.isoformat(), "later, within 56 days"),
        Choice((last + timedelta(days=1)).isoformat(), "after more than 56 days"),
    )


def _choices(tree: Tree, question: Question) -> Iterator[Choice]:
    if question.kind is QuestionKind.DATE:
        yield from kinds_of_date(EXAMPLE_DAY, EXAMPLE_CALENDAR)
    if question.kind is QuestionKind.AUTHORITY:
        yield from _authorities(tree, question)
    many = question.kind is QuestionKind.MANY
    for group in alike(tree, question):
        yield Choice((group[0],) if many else group[0], ", ".join(group), group)


def _authorities(tree: Tree, question: Question) -> Iterator[Choice]:
    """Yields one authority for each set that some route looks for, and one for all other loaded ones."""
    options = {option.id for option in question.options}
    named = [found - options for found in dict.fromkeys(_sets_in_routes(tree, question.id)) if found - options]
    for ids in named:
        yield Choice(min(ids), ", ".join(sorted(ids)), tuple(sorted(ids)))
    yield Choice(EXAMPLE_AUTHORITY, "any other loaded authority" if named else "any loaded authority")


def answers_of(chosen: Mapping[str, Choice]) -> Answers:
    """Returns the plain answers of a path."""
    return {question: choice.answer for question, choice in chosen.items()}


def elsewhere_in(chosen: Mapping[str, Choice]) -> frozenset[str]:
    """Returns the questions of a path that were answered with a council outside the loaded areas."""
    return frozenset(question for question, choice in chosen.items() if choice.elsewhere)


def _key(route: Route) -> object:
    parts = (route.when.answers, route.when.unless)
    return route.to, tuple(tuple(sorted((name, tuple(sorted(ids))) for name, ids in part.items())) for part in parts)


def _sets_in_routes(tree: Tree, question: str) -> Iterator[frozenset[str]]:
    """Yields the sets of options of ``question`` that a route, of any question, looks for."""
    for asked in tree.questions.values():
        for route in (*asked.routes, *(route for option in asked.options for route in option.routes)):
            for given in (route.when.answers, route.when.unless):
                if question in given:
                    yield given[question]
