"""Stage and warnings: each rule at its limits, on the day that is asked about."""

from datetime import date, timedelta

import pytest
from triage_samples import TODAY, changed, judged, shipped_tree

from champion_tui.triage.rules import RULES


def days_off(days: int) -> str:
    """Returns the ISO date this many days after the day of these tests."""
    return (TODAY + timedelta(days=days)).isoformat()


@pytest.mark.parametrize(
    ("answers", "stage"),
    [
        ({"situation": "homeless-now"}, "homeless"),
        ({"situation": "cannot-stay"}, "homeless"),
        ({"last_date": days_off(56)}, "threatened"),
        ({"last_date": days_off(57)}, "early"),
        ({"last_date": days_off(0)}, "threatened"),
        ({"last_date": days_off(-1)}, "threatened"),
        ({"last_date": "not-known"}, "unknown"),
        ({"situation": "leaving-institution"}, "threatened"),
        ({"situation": "notice", "notice_type": "section-8"}, "threatened"),
        ({"situation": "unsure"}, "unknown"),
        ({"situation": "at-risk-later"}, "early"),
        ({"situation": "at-risk-later", "emergency": "danger", "after_call": "refer-too"}, "early"),
        ({"situation": "at-risk-later", "emergency": "fire-or-flood", "after_call": "refer-too"}, "unknown"),
        ({"situation": "not-at-risk"}, "none"),
        ({"situation": "not-at-risk", "emergency": "danger", "after_call": "refer-too"}, "none"),
        ({"situation": "not-at-risk", "emergency": "fleeing-abuse", "after_call": "refer-too"}, "unknown"),
        ({"situation": "unsure", "emergency": "fleeing-abuse", "after_call": "refer-too"}, "unknown"),
        ({"age": "under-16"}, None),
        ({"situation": None}, None),
        ({"last_date": None}, None),
        ({"situation": "notice"}, None),
    ],
)
def test_the_stage_follows_from_the_answers_on_the_path(answers: dict[str, object], stage: str | None) -> None:
    """Each situation has its stage; dates count whole days after today; the stage is null as long as it cannot be known."""
    assert judged(changed(**answers)).stage == stage


@pytest.mark.parametrize(("last", "passed"), [(days_off(-1), True), (days_off(0), False), ("not-known", False)])
def test_a_date_before_today_has_passed(last: str, passed: bool) -> None:
    """Yesterday has passed, and today has not."""
    assert ("date-passed" in judged(changed(last_date=last)).warnings) is passed


def test_a_last_date_off_the_path_warns_of_nothing() -> None:
    """A date that was given under another situation is kept, and no rule uses it."""
    found = judged(changed(situation="unsure", last_date=days_off(-1)))

    assert found.off_path == ("last-date",)
    assert found.warnings == ()
    assert found.stage == "unknown"


@pytest.mark.parametrize("emergency", ["danger", "nowhere-tonight", "fire-or-flood", "fleeing-abuse"])
@pytest.mark.parametrize(("after", "warned"), [("no-answer-or-refused", True), ("refer-too", False)])
def test_an_unanswered_call_warns_to_keep_calling(emergency: str, after: str, warned: bool) -> None:
    """The warning is shown until a person has taken on the emergency."""
    found = judged(changed(emergency=emergency, after_call=after))

    assert ("keep-calling" in found.warnings) is warned
    assert any("to each number" in line for line in found.say) is warned


@pytest.mark.parametrize(
    ("emergency", "situation", "warned"),
    [
        ("nowhere-tonight", "not-at-risk", True),
        ("fire-or-flood", "not-at-risk", True),
        ("fleeing-abuse", "not-at-risk", True),
        ("nowhere-tonight", "at-risk-later", True),
        ("fleeing-abuse", "losing-home", False),
        ("danger", "not-at-risk", False),
        ("danger", "at-risk-later", False),
        ("none", "at-risk-later", False),
    ],
)
def test_an_emergency_and_a_safe_home_contradict(emergency: str, situation: str, warned: bool) -> None:
    """The three housing emergencies contradict a home that is not at risk, or only later; danger may fit."""
    found = judged(changed(emergency=emergency, after_call="refer-too", situation=situation))

    assert ("emergency-contradicts" in found.warnings) is warned


@pytest.mark.parametrize(
    ("today", "notice", "warned"),
    [
        (date(2026, 4, 30), "section-21", False),
        (date(2026, 5, 1), "section-21", True),
        (date(2026, 5, 1), "section-8", False),
        (date(2027, 5, 1), "section-21", True),
    ],
)
def test_section_21_is_judged_by_the_day_alone(today: date, notice: str, warned: bool) -> None:
    """From 1 May 2026 every section 21 notice has the warning, and the case is referred all the same."""
    found = judged(changed(situation="notice", notice_type=notice, last_date="2027-06-01"), today)

    assert ("section-21-ended" in found.warnings) is warned
    assert found.outcome == "refer"


@pytest.mark.parametrize(
    ("answers", "warned"),
    [
        ({}, False),
        ({"situation": "homeless-now"}, True),
        ({"emergency": "danger", "after_call": "refer-too"}, False),
        ({"emergency": "nowhere-tonight", "after_call": "refer-too"}, True),
        ({"circumstances": ["rough-sleeping"]}, True),
        ({"circumstances": ["pregnant"]}, False),
        ({"last_date": "2026-12-07"}, True),
        ({"last_date": "2026-12-08"}, False),
        ({"last_date": days_off(-3)}, True),
        ({"last_date": "not-known"}, False),
    ],
)
def test_some_cases_cannot_wait_for_the_portal(answers: dict[str, object], warned: bool) -> None:
    """A person who is homeless, in a housing emergency, sleeping outside or within ten working days of the last day:
    ring as well.
    """
    found = judged(changed(**answers))

    assert found.outcome == "refer"
    assert ("call-today" in found.warnings) is warned


def test_ten_working_days_step_over_bank_holidays() -> None:
    """From Friday 18 December 2026 the tenth working day is Wednesday 6 January 2027."""
    on_the_day = judged(changed(last_date="2027-01-06"), date(2026, 12, 18))
    day_after = judged(changed(last_date="2027-01-07"), date(2026, 12, 18))

    assert "call-today" in on_the_day.warnings
    assert "call-today" not in day_after.warnings


@pytest.mark.parametrize(
    ("answers", "warned"),
    [
        ({"authority": "elsewhere-england"}, True),
        ({"earlier_referral": "waiting-in-time"}, True),
        ({"earlier_referral": None}, True),
        ({"capacity": None}, True),
        ({"consent": "refused"}, False),
        ({"consent": "not-asked"}, False),
        ({"authority": "outside-england"}, False),
        ({"capacity": "doubt", "capacity_support": "cannot-decide"}, False),
        ({"reach": "unlikely", "assist": "person-prefers-direct"}, False),
    ],
)
def test_call_today_holds_while_open_and_on_referrals_only(answers: dict[str, object], warned: bool) -> None:
    """Without consent nobody rings about the person by name; while a question is open the warning is shown."""
    found = judged(changed(situation="homeless-now", **answers))

    assert ("call-today" in found.warnings) is warned


def test_an_open_question_right_after_the_call_warns_already() -> None:
    """With nowhere to stay tonight the warning is shown from the first answer on."""
    found = judged({"emergency": "nowhere-tonight"})

    assert (found.question, found.warnings) == ("after-call", ("call-today",))


def test_warnings_come_in_the_contracts_order() -> None:
    """Several warnings are in the order of the design, whatever was answered first."""
    found = judged(
        changed(
            emergency="fleeing-abuse",
            after_call="no-answer-or-refused",
            situation="notice",
            notice_type="section-21",
            last_date=days_off(-1),
        )
    )

    assert found.warnings == ("date-passed", "keep-calling", "section-21-ended", "call-today")
    assert list(RULES) == [
        "date-passed",
        "keep-calling",
        "emergency-contradicts",
        "section-21-ended",
        "closed-day",
        "call-today",
    ]
    assert set(shipped_tree().warnings) == set(RULES)
