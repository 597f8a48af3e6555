"""Proofs that combine the request for support with the shipped numbers: if a child may be harmed, a line that answers
is always shown.
"""

from collections.abc import Iterator
from datetime import datetime
from functools import cache

import pytest
from support_samples import AGREED, DISTRICTS, changed, support_tree

from champion_tui.desk.triage.judging import Judged, judge_answers
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.book import Book, load

AREA, FRONT_DOOR, DESK = "kent-and-medway", "kent-childrens-social-care", "kent-emergency-duty-team"
MOMENTS = [
    datetime(2026, 11, 23, 8, 20, tzinfo=LONDON),
    datetime(2026, 11, 23, 12, 0, tzinfo=LONDON),
    datetime(2026, 11, 27, 17, 30, tzinfo=LONDON),
    datetime(2026, 11, 28, 2, 0, tzinfo=LONDON),
    datetime(2026, 11, 29, 23, 59, tzinfo=LONDON),
    datetime(2026, 12, 25, 11, 0, tzinfo=LONDON),
    datetime(2026, 12, 28, 10, 0, tzinfo=LONDON),
]
"""Before and in office hours, a Friday evening, nights, a weekend, Christmas Day, and a bank holiday on a Monday."""


@cache
def book() -> Book:
    """Returns the shipped knowledge."""
    return load()


def judged(at: datetime, **answers: object) -> Judged:
    """Returns the judgement in Kent of the family that consented, with some answers changed."""
    return judge_answers(book(), changed(**answers), at=at, area=AREA, tree_id=support_tree().id)


def with_harm(at: datetime) -> Iterator[Judged]:
    """Returns one path to each outcome on which a child may be suffering significant harm."""
    yield judged(at, emergency="child-in-danger", after_call="stop-here")
    yield judged(at, need="significant-harm", harm_call="stop-here")
    yield judged(at, need="significant-harm", harm_call="carry-on")
    yield judged(at, consent="refused", without_consent="significant-harm")
    yield judged(at, consent="refused", without_consent="unsure", need="significant-harm", harm_call="carry-on")
    yield judged(at, emergency="harm-now", after_call="carry-on", authority="medway")


@pytest.mark.parametrize("at", MOMENTS, ids=lambda at: f"{at:%a %d %H:%M}")
def test_where_a_child_may_be_harmed_a_line_that_answers_comes_first(at: datetime) -> None:
    """The first is children's services or the desk for nights, whichever answers, with 999 before them if there is danger."""
    outcomes = set()
    for case in with_harm(at):
        outcomes.add(case.judgement.outcome)
        lines = [line for line in case.lines if line.line != "999"]
        assert lines[0].answers_now is not False
        assert {line.line for line in lines} & {FRONT_DOOR, DESK, "medway-childrens-social-care"}
        if case.judgement.answers["emergency"] == "child-in-danger":
            assert case.lines[0].line == "999"
    assert len(outcomes) >= 4


def test_medway_is_given_its_own_line_and_its_own_words() -> None:
    """Kent's front door is never shown, and the text says that there is no source for Medway's way."""
    case = judged(MOMENTS[1], authority="medway")
    assert [line.line for line in case.lines][:1] == ["medway-childrens-social-care"]
    assert FRONT_DOOR not in {line.line for line in case.lines}
    assert "no source" in " ".join(case.judgement.summary)
    assert "01634 334466" in " ".join(case.judgement.next_steps)


def test_the_twelve_and_medway_are_loaded() -> None:
    """The district ids in the tree are those of the loaded area."""
    assert {one.id for one in book().areas[AREA].authorities} == {*DISTRICTS, "medway"}
    assert support_tree().id in book().areas[AREA].also
    assert AGREED["authority"] in DISTRICTS
