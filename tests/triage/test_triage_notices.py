"""Notices are explained for the day that is asked about, and never judged; and the words about the 56 days."""

from datetime import date, timedelta

import pytest
from triage_samples import changed, judged, shipped_tree

from champion_tui.triage.tree import Condition, Situation

BEFORE, SINCE, LAST_CLAIM = date(2026, 4, 30), date(2026, 5, 1), date(2026, 7, 31)
NOTICES = ("section-8", "section-21", "court-order", "other-notice", "unsure")


def help_at(notice, today):
    """Returns the help with the question for the date, after a notice of that kind, on that day."""
    answers = {"emergency": "none", "situation": "notice", "notice-type": notice}
    lines = shipped_tree().questions["last-date"].helps
    return next(line.text for line in lines if line.when.holds(Situation(answers, today=today)))


@pytest.mark.parametrize(
    ("notice", "today", "words"),
    [
        # Reference 1.2: until 30 April 2026 s.175(5) spoke of section 21 notices, since 1 May 2026 of section 8 notices.
        ("section-8", BEFORE, "not the notice alone"),
        (
            "section-8",
            SINCE,
            "From a private landlord, a valid notice for their only home counts as threatened with homelessness",
        ),
        ("section-21", BEFORE, "it counts as threatened with homelessness"),
        ("section-21", SINCE, "must start the court claim by 31 July 2026"),
        ("section-21", LAST_CLAIM, "must start the court claim by 31 July 2026"),
        (
            "section-21",
            LAST_CLAIM + timedelta(days=1),
            "can no longer be used unless the court claim began by 31 July 2026",
        ),
        ("section-21", LAST_CLAIM + timedelta(days=1), "Housing associations may use them until their rules change"),
        # Reference 1.2, last row: nobody need wait for bailiffs.
        ("court-order", SINCE, "Nobody has to wait for the bailiffs"),
        ("other-notice", SINCE, "give the earliest day it could be"),
    ],
)
def test_a_notice_is_explained_for_the_day_asked_about(notice, today, words):
    """Issue: "the notice branch explains section 8, section 21 ..., court orders and bailiffs, for the date given by --at"."""
    assert words in help_at(notice, today)


@pytest.mark.parametrize("today", [BEFORE, SINCE, LAST_CLAIM + timedelta(days=1)])
@pytest.mark.parametrize("notice", NOTICES)
def test_no_notice_decides_anything(notice, today):
    """For any notice and day the outcome is to refer, and the stage follows from the date alone."""
    last = (today + timedelta(days=40)).isoformat()
    plain = judged(changed(**{"last-date": last}), today)
    found = judged(changed(situation="notice", notice_type=notice, **{"last-date": last}), today)
    assert (found.outcome, found.stage) == (plain.outcome, plain.stage) == ("refer", "threatened")


@pytest.mark.parametrize(
    ("notice", "today", "words"),
    [
        ("section-8", SINCE, "a private landlord's valid section 8 notice for the only home counts"),
        ("section-8", BEFORE, None),
        ("section-21", SINCE, "whatever the notice is worth"),
        ("court-order", SINCE, "Nobody has to wait for the bailiffs"),
    ],
)
def test_the_outcome_says_why_a_notice_matters(notice, today, words):
    """The reasons name the notice's rule if there is one on that day, and leave its validity to the council."""
    last = (today + timedelta(days=40)).isoformat()
    found = judged(changed(situation="notice", notice_type=notice, **{"last-date": last}), today)
    reasons = " ".join(reason.text for reason in found.reasons)
    assert words is None or words in reasons
    assert ("section 8" in reasons) is (words is not None and "section 8" in words)


def test_within_the_56_days_the_outcome_says_to_refer_now():
    """Threatened says to refer now and names the last day; early names the day on which the 56 days begin."""
    threatened = " ".join(judged(changed()).summary)
    assert "likely to be homeless within 56 days" in threatened
    assert "Refer them now. The date for their last night there is {last_date}, {days}." in threatened
    early = " ".join(judged(changed(**{"last-date": "2027-05-10"})).summary)
    assert "The 56 days before it begin on {threatened_from}. You do not have to wait for them." in early
    assert "{threatened_from}" not in " ".join(judged(changed(situation="at-risk-later", last_date=None)).summary)


def test_people_leaving_are_reached_before_and_after():
    """The referral of a person who leaves prison, hospital, care or the forces says how to reach them until that day
    and after it.
    """
    found = judged(changed(situation="leaving-institution"))
    assert any(
        "how to reach them until they leave, and how to reach them after that" in step for step in found.next_steps
    )
    assert any("know how to reach you afterwards" in text for text in found.tell)
    assert not any("until they leave" in step for step in judged(changed()).next_steps)


@pytest.mark.parametrize(
    ("today", "since", "before"),
    [(BEFORE, False, True), (SINCE, True, False), (SINCE + timedelta(days=1), True, False), (None, False, False)],
)
def test_conditions_know_days(today, since, before):
    """``since`` is true from its day on, and ``before`` until the day before its own; both are false if no day is known."""
    situation = Situation({}, today=today)
    assert Condition(since=SINCE).holds(situation) is since
    assert Condition(before=SINCE).holds(situation) is before
    assert Condition(either=(Condition(since=SINCE), Condition(before=SINCE))).holds(situation) is (since or before)


PUSHES = ("have to leave is", "have to leave on", "any day", "must leave", "must be out")


@pytest.mark.parametrize("days", [-159, -1, 0, 1, 14, 56])
@pytest.mark.parametrize("notice", ["section-8", "section-21", "other-notice", "unsure"])
def test_the_date_in_a_notice_is_never_said_to_be_the_day_to_leave(notice, days):
    """The date in a notice is the day from which a landlord may go to court: no text tells a person to leave, before or
    after it.
    """
    today = date(2026, 11, 26)
    last = (today + timedelta(days=days)).isoformat()
    found = judged(changed(situation="notice", notice_type=notice, **{"last-date": last}), today)
    tree = shipped_tree()
    warned = [part.text for warning in found.warnings for part in tree.warnings[warning].parts]
    said = " ".join((*found.summary, *found.next_steps, *found.say, *found.tell, *warned))
    assert "The date in the notice" in " ".join(found.summary)
    assert not [push for push in PUSHES if push in said.replace("do not have to leave on", "")]


@pytest.mark.parametrize("landlord", ["registered-provider-tenant", "council-tenant"])
def test_section_8_is_claimed_for_private_landlords_only(landlord):
    """Reference 1.2: the change of 1 May 2026 began only for tenancies that are not social housing."""
    circumstances = {"circumstances": (landlord,)}
    found = judged(changed(situation="notice", notice_type="section-8", **circumstances, **{"last-date": "2026-12-20"}))
    assert not [reason for reason in found.reasons if "section 8" in reason.text]


@pytest.mark.parametrize("outcome", ["refer", "already-referred", "other-authority", "no-consent", "ask-again"])
def test_what_cannot_wait_is_told_first(outcome):
    """Harm is reported first; at 16 and 17 children's social care is next, then advice on no recourse, then the rest."""
    steps = shipped_tree().outcomes[outcome].next_steps

    def place(part):
        return next(number for number, line in enumerate(steps) if part in str(line.when))

    assert place("yes-not-yet") == 0
    assert place("yes-not-yet") < place("16-17") < place("no-recourse-to-public-funds")
    later = [number for number, line in enumerate(steps) if "Fill in the referral" in line.text or "diary" in line.text]
    assert all(number > place("no-recourse-to-public-funds") for number in later)
