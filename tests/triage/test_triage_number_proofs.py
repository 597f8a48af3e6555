"""Proofs that join the tree with the shipped numbers: whoever has an emergency is shown a line that answers, at any hour."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from functools import cache

import pytest
from triage_samples import AUTHORITIES, shipped_tree, walk_all

from champion_tui.desk.triage.judging import judge_answers
from champion_tui.domain.lines.phone_lines import Confidence, LineUse
from champion_tui.ground.calendar import LONDON
from champion_tui.knowledge.book import Book, load
from champion_tui.knowledge.who_to_call import lines_for
from champion_tui.triage.proofs.paths import Choice, collapsed
from champion_tui.triage.walk import Judgement

AREA = "oxfordshire"
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
"""Offices opening and closing, a lunch hour, nights, a weekend, Christmas Day, a bank holiday on a Monday."""


@cache
def book() -> Book:
    """The shipped knowledge."""
    return load()


@cache
def different_paths() -> tuple[Judgement, ...]:
    """One path for each emergency, choice of authority, age and outcome: nothing else changes which lines are shown."""
    tree = shipped_tree()
    emergencies = [option.id for option in tree.questions["emergency"].options]
    choices = {
        **collapsed(tree),
        "emergency": tuple(Choice(one, one) for one in emergencies),
        "authority": tuple(Choice(one, one) for one in (*AUTHORITIES, "elsewhere-england", "outside-england")),
        "situation": (Choice("homeless-now", "homeless-now"), Choice("not-at-risk", "not-at-risk")),
        "circumstances": (Choice(("none",), "none"),),
        "consent": (Choice("spoken", "spoken"), Choice("refused", "refused"), Choice("not-asked", "not-asked")),
    }
    found = {}
    for walk in walk_all(tree, choices, authorities=AUTHORITIES):
        answers = walk.judgement.answers
        key = (*(answers.get(name) for name in ("emergency", "authority", "age")), walk.judgement.outcome)
        found.setdefault(key, walk.judgement)
    return tuple(found.values())


def sure_lines(at: datetime) -> Iterator[str]:
    """The confirmed lines of the area's own authorities that answer at ``at``: no fallback, no helpline, no 999."""
    board = book().switchboard(at)
    for authority in book().areas[AREA].authorities:
        for line in authority.lines:
            now = board.now(line)
            if line.use is not LineUse.HELPLINE and now.answers_now and now.confidence == Confidence.CONFIRMED:
                yield line.line


@pytest.mark.parametrize("at", MOMENTS, ids=lambda at: at.strftime("%a-%d-%b-%H%M"))
def test_every_emergency_is_shown_a_confirmed_line_that_answers(at: datetime) -> None:
    """On every path with an emergency, at every kind of hour, a council's own confirmed line that answers is offered."""
    sure = set(sure_lines(at))
    emergencies = [judgement for judgement in different_paths() if judgement.answers["emergency"] != "none"]

    assert sure
    assert len(emergencies) > 100
    for judgement in emergencies:
        offered = {line.line for line in lines_for(book(), judgement, at, AREA)}
        assert offered & sure, (judgement.answers, judgement.outcome)


def test_a_line_that_nobody_confirmed_would_not_do() -> None:
    """The proof above can fail: were no council's line confirmed, nothing would count, whatever the county's team says."""
    night = datetime(2026, 11, 28, 2, 0, tzinfo=LONDON)
    owners = {line.line: line.owner for line in book().lines()}

    assert {owners[line] for line in sure_lines(night)} <= set(AUTHORITIES)
    assert "oxford" not in {owners[line] for line in sure_lines(night)}


@pytest.mark.parametrize("at", MOMENTS[::3], ids=lambda at: at.strftime("%a-%d-%b-%H%M"))
def test_social_care_comes_first_where_it_is_the_way(at: datetime) -> None:
    """After 999, ``childrens-services`` and ``lacks-capacity`` begin with a social care line, answering ones first."""
    area = book().areas[AREA]
    for judgement in different_paths():
        if judgement.outcome not in {"childrens-services", "lacks-capacity"}:
            continue
        lines = [line for line in lines_for(book(), judgement, at, AREA) if line.line != "999"]
        wanted = {area.emergency_duty_team}
        if judgement.outcome == "lacks-capacity":
            wanted.add(area.adult_social_care)
        if judgement.answers["age"] != "18-plus":
            wanted.add(area.childrens_social_care)
        assert {line.line for line in lines[: len(wanted)]} == wanted
        assert lines[0].answers_now is not False


@pytest.mark.parametrize("outcome", ["childrens-services", "lacks-capacity"])
def test_an_area_without_social_care_says_so_in_its_outcome(outcome: str) -> None:
    """With the area's social care lines taken away, the next steps say that no number is held, and name another way."""
    answers = next(judgement.answers for judgement in different_paths() if judgement.outcome == outcome)
    area = replace(
        book().areas[AREA], services=(), adult_social_care="", childrens_social_care="", emergency_duty_team=""
    )
    bare = replace(book(), areas={AREA: area})
    at = MOMENTS[0]

    with_lines = " ".join(judge_answers(book(), answers, at=at, area=AREA).judgement.next_steps)
    without = " ".join(judge_answers(bare, answers, at=at, area=AREA).judgement.next_steps)

    assert "we hold no number" not in with_lines
    assert "0345 050 7666" in with_lines
    assert "we hold no number for it here" in without
