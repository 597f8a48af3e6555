"""Shared by the tests of triage: the shipped tree, a short way to judge answers, and sample answers."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice

from champion_tui.ground.dates.calendar import WorkingCalendar
from champion_tui.knowledge.shelf import data_folder
from champion_tui.knowledge.trees.reading_trees import read_tree
from champion_tui.triage.proofs.paths import (
    EXAMPLE_AUTHORITY,
    EXAMPLE_CALENDAR,
    EXAMPLE_DAY,
    Choice,
    Choices,
    all_paths,
    answers_of,
)
from champion_tui.triage.tree import Tree
from champion_tui.triage.walk import Judgement, judge

TODAY = date(2026, 11, 23)
CHRISTMAS = WorkingCalendar(
    lambda day: day in {date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)}, date(2028, 12, 31)
)
OUTSIDE = "reading"
"""A council outside the loaded areas."""
AUTHORITIES = ("oxford", "cherwell", "south-oxfordshire", "vale-of-white-horse", "west-oxfordshire")
KENT = (
    *("ashford", "canterbury", "dartford", "dover", "folkestone-and-hythe", "gravesham", "maidstone", "medway"),
    *("sevenoaks", "swale", "thanet", "tonbridge-and-malling", "tunbridge-wells"),
)

ADULT_LOSING_HOME: Mapping[str, object] = {
    "emergency": "none",
    "safeguarding": "no",
    "age": "18-plus",
    "situation": "losing-home",
    "last-date": "2027-01-10",
    "circumstances": ["none"],
    "capacity": "can-decide",
    "authority": "cherwell",
    "consent": "spoken",
    "consent-contact": "yes",
    "consent-details": "all",
    "reach": "likely",
    "earlier-referral": "none",
}
"""An adult who is losing their home, without special circumstances; the outcome is ``refer``."""


@cache
def shipped_tree() -> Tree:
    """Returns the shipped tree."""
    return read_tree((data_folder() / "triage" / "duty-to-refer.toml").read_bytes(), "duty-to-refer.toml")


def judged(answers: Mapping[str, object], today: date = TODAY) -> Judgement:
    """Returns the judgement of exactly these answers."""
    return judge(shipped_tree(), answers, today=today, authorities=AUTHORITIES, calendar=CHRISTMAS)


def changed(**answers: object) -> dict[str, object]:
    """Returns the answers of the adult who is losing their home with some changes (``_`` for ``-``); None removes an answer."""
    merged = {**ADULT_LOSING_HOME, **{name.replace("_", "-"): given for name, given in answers.items()}}
    return {name: given for name, given in merged.items() if given is not None}


@dataclass(frozen=True, slots=True)
class Walked:
    """One whole path: the choices at each question, in order, and their judgement."""

    chosen: Mapping[str, Choice]
    judgement: Judgement


def walk_all(
    tree: Tree,
    choices: Choices,
    today: date = EXAMPLE_DAY,
    calendar: WorkingCalendar = EXAMPLE_CALENDAR,
    authorities: Sequence[str] = (EXAMPLE_AUTHORITY,),
    every: int = 1,
) -> Iterator[Walked]:
    """Returns every whole path, or each of a sample, judged on ``today``; a choice that is ``elsewhere`` is a council
    outside the loaded areas.
    """
    outside = {str(choice.answer) for choice in choices.get("authority", ()) if choice.elsewhere}

    def beyond(given: str) -> str:
        return "" if given in outside else "a council that is walked"

    for chosen in islice(all_paths(tree, choices), 0, None, every):
        answers = answers_of(chosen)
        judgement = judge(
            tree, answers, today=today, authorities=authorities, calendar=calendar, beyond=beyond if outside else None
        )
        yield Walked(chosen, judgement)
