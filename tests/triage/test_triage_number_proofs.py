"""Proofs that combine the tree with the shipped numbers: in an emergency a line that answers is shown at any hour."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest
from triage_samples import OUTSIDE, shipped_tree, walk_all

from champion_tui.desk.triage.judging import judge_answers
from champion_tui.domain.lines.phone_lines import Confidence, LineUse
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.book import Book, load
from champion_tui.knowledge.who_to_call import lines_for
from champion_tui.triage.proofs.paths import Choice, collapsed
from champion_tui.triage.walk import Judgement

AREAS = ("oxfordshire", "kent-and-medway")
MOMENTS = [
    datetime(2026, 11, 23, 8, 20, tzinfo=LONDON),
    datetime(2026, 11, 23, 8, 45, tzinfo=LONDON),
    datetime(2026, 11, 23, 9, 0, tzinfo=LONDON),
    datetime(2026, 11, 24, 13, 59, tzinfo=LONDON),
    datetime(2026, 11, 25, 14, 0, tzinfo=LONDON),
    datetime(2026, 11, 27, 16, 30, tzinfo=LONDON),
    datetime(2026, 11, 27, 17, 15, tzinfo=LONDON),
    datetime(2026, 11, 28, 2, 0, tzinfo=LONDON),
    datetime(2026, 11, 28, 12, 0, tzinfo=LONDON),
    datetime(2026, 11, 29, 23, 59, tzinfo=LONDON),
    datetime(2026, 12, 25, 11, 0, tzinfo=LONDON),
    datetime(2026, 12, 28, 10, 0, tzinfo=LONDON),
]
"""Offices opening and closing, a lunch hour, nights, a weekend, Christmas Day, and a bank holiday on a Monday."""


@cache
def book() -> Book:
    """Returns the shipped knowledge."""
    return load()


def councils(area: str) -> tuple[str, ...]:
    """Returns the ids of an area's authorities."""
    return tuple(authority.id for authority in book().areas[area].authorities)


@cache
def different_paths(area: str) -> tuple[Judgement, ...]:
    """Returns one path for each emergency, choice of authority, age and outcome; nothing else changes which lines are shown."""
    tree = shipped_tree()
    emergencies = [option.id for option in tree.questions["emergency"].options]
    choices = {
        **collapsed(tree),
        "emergency": tuple(Choice(one, one) for one in emergencies),
        "authority": (
            *(Choice(one, one) for one in (*councils(area), "elsewhere-england", "outside-england")),
            Choice(OUTSIDE, OUTSIDE, elsewhere=True),
        ),
        "situation": (Choice("homeless-now", "homeless-now"), Choice("not-at-risk", "not-at-risk")),
        "circumstances": (Choice(("none",), "none"),),
        "consent": (Choice("spoken", "spoken"), Choice("refused", "refused"), Choice("not-asked", "not-asked")),
    }
    found = {}
    for walk in walk_all(tree, choices, authorities=councils(area)):
        answers = walk.judgement.answers
        key = (*(answers.get(name) for name in ("emergency", "authority", "age")), walk.judgement.outcome)
        found.setdefault(key, walk.judgement)
    return tuple(found.values())


def sure_lines(area: str, at: datetime) -> Iterator[str]:
    """Returns the confirmed lines of the area's own authorities that answer at ``at``, without fallback, helpline or 999."""
    board = book().switchboard(at)
    for authority in book().areas[area].authorities:
        for line in authority.lines:
            now = board.now(line)
            if line.use is not LineUse.HELPLINE and now.answers_now and now.confidence == Confidence.CONFIRMED:
                yield line.line


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("at", MOMENTS, ids=lambda at: at.strftime("%a-%d-%b-%H%M"))
def test_every_emergency_is_shown_a_confirmed_line_that_answers(area: str, at: datetime) -> None:
    """On every path with an emergency, at every kind of hour, a council's own confirmed line that answers is offered."""
    sure = set(sure_lines(area, at))
    emergencies = [judgement for judgement in different_paths(area) if judgement.answers["emergency"] != "none"]

    assert sure
    assert len(emergencies) > 100
    for judgement in emergencies:
        offered = {line.line for line in lines_for(book(), judgement, at, area)}
        assert offered & sure, (judgement.answers, judgement.outcome)


def test_a_line_that_nobody_confirmed_would_not_do() -> None:
    """If no council's line were confirmed, no line would count, whatever the county's team is, so the proof above can fail."""
    night = datetime(2026, 11, 28, 2, 0, tzinfo=LONDON)
    owners = {line.line: line.owner for line in book().lines()}

    for area in AREAS:
        assert {owners[line] for line in sure_lines(area, night)} <= set(councils(area))
    assert "oxford" not in {owners[line] for line in sure_lines("oxfordshire", night)}
    assert "folkestone-and-hythe" not in {owners[line] for line in sure_lines("kent-and-medway", night)}


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("at", MOMENTS[::3], ids=lambda at: at.strftime("%a-%d-%b-%H%M"))
def test_social_care_comes_first_where_it_is_the_way(area: str, at: datetime) -> None:
    """After 999, ``childrens-services`` and ``lacks-capacity`` begin with a social care line, those that answer first."""
    here = book().areas[area]
    for judgement in different_paths(area):
        if judgement.outcome not in {"childrens-services", "lacks-capacity"}:
            continue
        lines = [line for line in lines_for(book(), judgement, at, area) if line.line != "999"]
        wanted = {here.emergency_duty_team}
        if judgement.outcome == "lacks-capacity":
            wanted |= set(here.adult_care(None))
        if judgement.answers["age"] != "18-plus":
            wanted |= set(here.childrens_care(None))
        assert {line.line for line in lines[: len(wanted)]} == wanted
        assert lines[0].answers_now is not False


@pytest.mark.parametrize(
    ("area", "outcome", "numbers"),
    [
        ("oxfordshire", "childrens-services", ("0345 050 7666",)),
        ("oxfordshire", "lacks-capacity", ("0345 050 7666",)),
        ("kent-and-medway", "childrens-services", ("03000 41 11 11 (in Medway: 01634 334466)",)),
        ("kent-and-medway", "lacks-capacity", ("03000 41 61 61 (in Medway: 01634 334466)",)),
    ],
)
def test_an_area_without_social_care_says_so_in_its_outcome(area: str, outcome: str, numbers: tuple[str, ...]) -> None:
    """Without the area's social care lines, the next steps say that no number is held, and name another way."""
    answers = next(judgement.answers for judgement in different_paths(area) if judgement.outcome == outcome)
    here = book().areas[area]
    councils_alone = tuple(replace(each, adult_social_care="", childrens_social_care="") for each in here.authorities)
    here = replace(
        here,
        services=(),
        authorities=councils_alone,
        adult_social_care="",
        childrens_social_care="",
        emergency_duty_team="",
    )
    bare = replace(book(), areas={area: here})
    at = MOMENTS[0]

    with_lines = " ".join(judge_answers(book(), answers, at=at, area=area).judgement.next_steps)
    without = " ".join(judge_answers(bare, answers, at=at, area=area).judgement.next_steps)

    assert "we hold no number" not in with_lines
    assert all(number in with_lines for number in numbers)
    assert "we hold no number for it here" in without


@pytest.mark.parametrize("area", AREAS)
@pytest.mark.parametrize("at", MOMENTS[::4], ids=lambda at: at.strftime("%a-%d-%b-%H%M"))
def test_nobody_is_sent_to_another_countys_services(area: str, at: datetime) -> None:
    """A person in one area never gets another area's line for social care, domestic abuse or outreach."""
    others = {
        line.line
        for other in book().areas.values()
        if other.id != area
        for service in other.services
        for line in service.lines
    }
    assert others
    for judgement in different_paths(area):
        told = replace(judgement, answers={**judgement.answers, "circumstances": EVERYTHING})
        assert others.isdisjoint(line.line for line in lines_for(book(), told, at, area)), judgement.answers


EVERYTHING = ("domestic-abuse-history", "modern-slavery", "rough-sleeping", "leaving-care")
"""The circumstances that have their own lines."""
