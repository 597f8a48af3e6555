"""The warning ``closed-day``: when it is given, what it says about a prison and about other places, and that it changes
nothing.
"""

from datetime import date, datetime
from pathlib import Path
from typing import cast

import pytest
from triage_samples import changed

from champion_tui.desk.triage.judging import Judged, judge_answers
from champion_tui.desk.triage.pages import note_views
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.routing import load_routing

ROUTING = load_routing(None)
THURSDAY = datetime(2026, 11, 26, 10, 0, tzinfo=LONDON)
BOXING_DAY = "2026-12-26"
PRISON = {"situation": "leaving-institution", "circumstances": ("leaving-prison",)}
HOSPITAL = {"situation": "leaving-institution", "circumstances": ("leaving-hospital",)}


def judged(at: datetime = THURSDAY, **answers: object) -> Judged:
    """Returns the judgement of an adult with these answers, with the shipped data."""
    return judge_answers(ROUTING, given(**answers), at=at, area="oxfordshire")


def given(**answers: object) -> dict[str, Answer]:
    """Returns the answers of that adult."""
    return cast("dict[str, Answer]", changed(**answers))


def told(found: Judged, note: str) -> str:
    """Returns the full text of a warning or note."""
    return next((one.text for one in note_views(ROUTING, found) if one.id == note), "")


def test_a_release_on_a_closed_day_has_the_worked_alternative() -> None:
    """Boxing Day 2026 is a Saturday: the release is on Thursday 24 December at the latest, itself the day before a bank
    holiday, so perhaps on Wednesday 23; the prison is asked, and the date stays as typed.
    """
    found = judged(last_date=BOXING_DAY, **PRISON)
    words = told(found, "closed-day")
    assert "closed-day" in found.judgement.warnings
    assert "expect Thursday 24 December 2026 at the latest" in words
    assert "perhaps Wednesday 23 December" in words
    assert "offender management unit" in words
    assert found.judgement.answers["last-date"] == BOXING_DAY
    assert any("offender management unit" in step for step in found.judgement.next_steps)
    assert any("The release date I have is Saturday 26 December 2026" in line for line in found.judgement.say)


def test_the_warning_names_the_acts() -> None:
    """The warning has its sources, and states as law only what the reference is sure of."""
    views = note_views(ROUTING, judged(last_date=BOXING_DAY, **PRISON))
    source = next(one.source for one in views if one.id == "closed-day")
    assert "Criminal Justice Act 1961, s.23(3)" in source
    assert "Offenders (Day of Release from Detention) Act 2023" in source
    assert "does not hold for some short sentences" in told(judged(last_date=BOXING_DAY, **PRISON), "closed-day")


@pytest.mark.parametrize(
    "answers", [HOSPITAL, {"situation": "losing-home"}, {"situation": "notice", "notice_type": "court-order"}]
)
def test_any_other_last_day_says_on_which_day_to_ring(answers: dict[str, object]) -> None:
    """An eviction, a discharge or a last night: the working day before is named, and prisons are not mentioned."""
    words = told(judged(last_date=BOXING_DAY, **answers), "closed-day")
    assert "Ring the council before: on Thursday 24 December 2026 at the latest." in words
    assert "prison" not in words
    assert "2023" not in words


def test_who_left_open_where_they_leave_from_is_told_of_prisons_too() -> None:
    """As long as the circumstances are not answered, "leaving" may mean leaving a prison."""
    found = judged(last_date=BOXING_DAY, situation="leaving-institution", circumstances=None)
    assert found.judgement.question == "circumstances"
    assert "A release from prison" in told(found, "closed-day")


def test_a_friday_warns_of_nothing_and_the_prison_note_says_that_it_may_come_sooner() -> None:
    """On a Friday people are released and councils are open, so there is no warning, but the note on leaving prison
    names the earlier days.
    """
    found = judged(last_date="2026-12-11", **PRISON)
    assert "closed-day" not in found.judgement.warnings
    assert "perhaps Thursday 10 December or Wednesday 9 December" in told(found, "leaving-prison")
    assert "perhaps" not in told(judged(last_date="2026-12-09", **PRISON), "leaving-prison")
    assert "perhaps" not in told(
        judged(last_date="2026-12-11", situation="losing-home", circumstances=("leaving-prison",)), "leaving-prison"
    )


@pytest.mark.parametrize("last", ["2026-11-28", "2026-11-29", "2027-01-01", "2029-05-07"])
@pytest.mark.parametrize("at", [THURSDAY, THURSDAY.replace(day=27), THURSDAY.replace(day=28)])
@pytest.mark.parametrize(
    "answers", [PRISON, HOSPITAL, {"situation": "leaving-institution", "circumstances": ("none",)}, {}]
)
def test_on_every_closed_day_the_warning_says_what_to_do(last: str, at: datetime, answers: dict[str, object]) -> None:
    """For any day, hour and place the warning is not empty, has no stand-in for an unknown day, and says to ring now or
    on a day that is still to come.
    """
    found = judged(at=at, last_date=last, **answers)
    words = told(found, "closed-day")
    assert "Ring the council" in words
    assert ("Ring the council now" in words) is (at.date() == date(2026, 11, 28) and last < "2027")
    assert "the working day before:" not in words
    assert "{" not in words


def test_a_councils_own_closure_counts_once_it_is_chosen(tmp_path: Path) -> None:
    """If an organisation notes that a council is closed, a last day on that day gives a warning for that council alone."""
    (tmp_path / "closures.toml").write_text(
        '[[closure]]\nauthority = "cherwell"\nfirst = 2026-12-29\nlast = 2026-12-31\nwhy = "Christmas"\n',
        encoding="utf-8",
    )
    routing = load_routing(tmp_path)
    assert not routing.troubles
    answers = given(last_date="2026-12-30")
    chosen = judge_answers(routing, answers, at=THURSDAY, area="oxfordshire")
    other = judge_answers(routing, {**answers, "authority": "oxford"}, at=THURSDAY, area="oxfordshire")
    assert "closed-day" in chosen.judgement.warnings
    assert "on Thursday 24 December 2026 at the latest" in next(
        one.text for one in note_views(routing, chosen) if one.id == "closed-day"
    )
    assert "closed-day" not in other.judgement.warnings


def test_the_warning_moves_nothing_else() -> None:
    """The stage, the path and the outcome of a Saturday equal those of the following Monday."""
    saturday, monday = (judged(last_date=day, **PRISON).judgement for day in ("2027-01-16", "2027-01-18"))
    assert (saturday.stage, saturday.path, saturday.outcome) == (monday.stage, monday.path, monday.outcome)
