"""Whom to call in Oxfordshire, with the shipped data, at the hours that matter (design section 4; reference 6.1, 6.1a, 6.4)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.lines.phone_lines import Confidence, LineUse
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.knowledge.book import load
from champion_tui.knowledge.who_to_call import lines_for, who_to_call
from champion_tui.triage.tree import Situation
from champion_tui.triage.walk import Judgement, Status

BOOK = load()
AREA = "oxfordshire"
TEAM = "oxfordshire-emergency-duty-team"
DISTRICTS = ("oxford", "cherwell", "south-oxfordshire", "vale-of-white-horse", "west-oxfordshire")

HOURS = {
    "a weekday's noon": "2026-11-23T12:00",
    "a weekday's half past two": "2026-11-23T14:30",
    "a weekday's quarter past five": "2026-11-23T17:15",
    "a weekday's night": "2026-11-23T02:00",
    "a Friday's half past four": "2026-11-27T16:30",
    "a Saturday's noon": "2026-11-28T12:00",
    "a Sunday's noon": "2026-11-29T12:00",
    "a bank holiday's noon": "2026-12-28T12:00",
    "Christmas Day's noon": "2026-12-25T12:00",
    "the hour that comes twice": "2026-10-25T01:30",
    "the Monday after the clocks went back": "2026-10-26T09:00",
    "the hour after the clocks went forward": "2027-03-28T02:00",
}


def london(text):
    """Returns the moment on London's clocks."""
    return datetime.fromisoformat(text).replace(tzinfo=LONDON)


def call(at, authority=None, emergency=None):
    """Returns the ids of the lines to call, in order."""
    return [line.line for line in who_to_call(BOOK, london(at), AREA, authority, emergency).call]


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23T12:00", ["west-oxfordshire-day"]),
        ("2026-11-23T13:59", ["west-oxfordshire-day"]),
        ("2026-11-23T14:00", ["west-oxfordshire-out-of-hours"]),
        ("2026-11-23T14:30", ["west-oxfordshire-out-of-hours"]),
        ("2026-11-23T17:30", ["west-oxfordshire-out-of-hours", TEAM]),
    ],
)
def test_west_oxfordshire_after_two(at, expected):
    """Reference 6.1a: phones answer until 14:00 only; from then on the out-of-hours line is offered first."""
    assert call(at, "west-oxfordshire") == expected


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23T12:00", "oxford-day"),
        ("2026-11-23T16:59", "oxford-day"),
        ("2026-11-23T17:00", TEAM),
        ("2026-11-23T02:00", TEAM),
        ("2026-11-28T12:00", TEAM),
        ("2026-12-25T12:00", TEAM),
    ],
)
def test_oxford_at_night_is_reached_through_the_duty_team(at, expected):
    """Design section 4: "Oxford at night: `oxfordshire-emergency-duty-team`", whose number is `confirmed`; a note says that
    its use for homelessness is not.
    """
    found = who_to_call(BOOK, london(at), AREA, "oxford").call
    assert found[0].line == expected
    assert found[0].confidence == "confirmed"
    if expected == TEAM:
        assert found[0].note.endswith(f"Oxford: {BOOK.authority('oxford').fallback_note}")
        assert "not confirmed that it deals with homelessness" in found[0].note


@pytest.mark.parametrize(
    ("authority", "emergency", "said"),
    [
        (None, None, True),
        (None, "nowhere-tonight", True),
        ("cherwell", "danger", True),
        ("cherwell", None, False),
    ],
)
def test_the_duty_team_says_whom_it_stands_in_for(authority, emergency, said):
    """The note is shown if the team stands in for Oxford, and not if it is only the county's own team."""
    found = who_to_call(BOOK, london("2026-11-23T02:00"), AREA, authority, emergency).call
    assert ["Oxford: " in line.note for line in found if line.line == TEAM] == [said]


def at_outcome(outcome, answers):
    """Returns a judgement at ``outcome`` with these answers; whom to ring comes from the shipped tree."""
    rings = BOOK.trees["duty-to-refer"].outcomes[outcome].rings
    judgement = Judgement(Status.OUTCOME, outcome, None, None, (), answers, (), (), ())
    return replace(judgement, rings=tuple(each.text for each in rings if each.when.holds(Situation(answers))))


def test_a_stand_ins_note_survives_a_second_reason_to_name_the_line():
    """If social care names the team first and Oxford needs it too, it keeps its first place and its note gives both."""
    answers = {"emergency": "danger", "age": "18-plus"}
    lines = lines_for(BOOK, at_outcome("lacks-capacity", answers), london("2026-11-23T02:00"), AREA)
    assert [line.line for line in lines[:3]] == ["999", TEAM, "oxfordshire-adult-social-care"]
    assert "Oxford: " in lines[1].note


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        ("2026-11-23T17:14", ["cherwell-day", TEAM]),
        ("2026-11-23T17:15", ["cherwell-out-of-hours", TEAM]),
        ("2026-11-23T09:00", ["cherwell-day"]),
        ("2026-11-23T08:59", ["cherwell-out-of-hours"]),
        ("2026-12-28T12:00", ["cherwell-out-of-hours", TEAM]),
        ("2026-10-26T09:00", ["cherwell-day"]),
    ],
)
def test_cherwell_follows_its_hours(at, expected):
    """Reference 6.1a: Monday to Friday 9:00 to 17:15, and outside them its own line, with the county's team when it answers."""
    assert call(at, "cherwell") == expected


@pytest.mark.parametrize("district", ["south-oxfordshire", "vale-of-white-horse"])
def test_south_and_vale_offer_both_lines_in_the_hours_nobody_knows(district):
    """Their day hours are unknown: in the assumed hours both lines are offered, the day line first as certain, the
    other as possible.
    """
    found = who_to_call(BOOK, london("2026-11-23T12:00"), AREA, district).call
    assert [(line.line, line.answers_now, line.hours_assumed, line.hours_confidence) for line in found] == [
        (f"{district}-day", True, True, "unconfirmed"),
        (f"{district}-out-of-hours", None, True, "unconfirmed"),
    ]
    assert call("2026-11-23T20:00", district)[0] == f"{district}-out-of-hours"


@pytest.mark.parametrize("at", HOURS.values(), ids=HOURS)
@pytest.mark.parametrize("district", DISTRICTS)
def test_an_authority_always_has_somebody_first(at, district):
    """At every hour an authority's first line answers, is not stale, and is its own or its fallback."""
    first = who_to_call(BOOK, london(at), AREA, district).call[0]
    assert first.answers_now is True
    assert first.id in {district, TEAM}
    assert first.confidence != Confidence.STALE


@pytest.mark.parametrize("at", HOURS.values(), ids=HOURS)
@pytest.mark.parametrize("emergency", ["danger", "fire-or-flood", "fleeing-abuse", "nowhere-tonight"])
def test_the_table_of_emergencies_in_its_order(at, emergency):
    """For each row of design section 4's table, the lines before the authorities come first, then all five authorities
    in the data's order, then the rest; a line that does not answer is left out.
    """
    found = who_to_call(BOOK, london(at), AREA, emergency=emergency).call
    ids = [line.line for line in found]
    before = {
        "danger": ["999"],
        "fire-or-flood": ["999"],
        "fleeing-abuse": ["999", "national-domestic-abuse", "oxfordshire-domestic-abuse"],
        "nowhere-tonight": [],
    }[emergency]
    start = [line for line in before if line in ids]
    assert ids[: len(start)] == start
    rest = ids[len(start) :]
    shelter = [line for line in rest if line == "shelter"]
    assert rest[len(rest) - len(shelter) :] == shelter
    assert "shelter" not in ids or emergency != "danger"
    owners = [line.id for line in found if line.id in DISTRICTS]
    assert list(dict.fromkeys(owners)) == [each for each in DISTRICTS if each in owners]
    assert set(DISTRICTS) - set(owners) <= {"oxford"}
    assert all(line.answers_now is not False for line in found)
    assert len(ids) == len(set(ids))


def test_the_abuse_service_answers_at_its_own_hours():
    """Reference 6.4: two sets of hours are in use, so the line certainly answers in both, possibly in one, and not at
    night; on a bank holiday it is unknown.
    """
    answers = {
        at: next(
            (
                line.answers_now
                for line in who_to_call(BOOK, london(at), AREA, emergency="fleeing-abuse").call
                if line.line == "oxfordshire-domestic-abuse"
            ),
            False,
        )
        for at in ("2026-11-23T12:00", "2026-11-23T18:30", "2026-11-23T09:45", "2026-11-23T02:00", "2026-12-25T12:00")
    }
    assert list(answers.values()) == [True, None, None, False, None]


def hourly():
    """Returns every hour of the days on which something changes: weekdays, weekend, Christmas, both changes of the clocks."""
    for day in (
        "2026-11-23",
        "2026-11-27",
        "2026-11-28",
        "2026-11-29",
        "2026-12-25",
        "2026-12-28",
        "2026-10-25",
        "2027-03-28",
    ):
        start = datetime.fromisoformat(day).replace(tzinfo=LONDON).astimezone(UTC)
        yield from (start + timedelta(minutes=30 * step) for step in range(50))


@pytest.mark.parametrize("emergency", ["danger", "fire-or-flood", "fleeing-abuse", "nowhere-tonight"])
def test_every_emergency_at_every_hour_has_a_confirmed_line_that_answers(emergency):
    """Design section 3: every path in an emergency "carries a `confirmed` line other than 999 and the helplines that answers
    at that hour, wherever the loaded data has one"; Oxford's fallback does not count (section 4).
    """
    for at in hourly():
        lines = lines_for(
            BOOK, Judgement(Status.OUTCOME, "phone-now", None, None, (), {"emergency": emergency}, (), (), ()), at, AREA
        )
        counted = [
            line.line
            for line in lines
            if line.answers_now and line.confidence == "confirmed" and line.use in {LineUse.DAY, LineUse.OUT_OF_HOURS}
        ]
        assert set(counted) - {TEAM}, (emergency, at)


@pytest.mark.parametrize("at", HOURS.values(), ids=HOURS)
@pytest.mark.parametrize(
    ("outcome", "age", "care"),
    [
        ("childrens-services", "under-16", ["oxfordshire-childrens-social-care"]),
        ("childrens-services", "16-17", ["oxfordshire-childrens-social-care"]),
        ("lacks-capacity", "18-plus", ["oxfordshire-adult-social-care"]),
        ("lacks-capacity", "16-17", ["oxfordshire-adult-social-care", "oxfordshire-childrens-social-care"]),
    ],
)
def test_social_care_always_answers_first(at, outcome, age, care):
    """A person who is passed to social care gets its day line and the duty team, and the first of them answers now."""
    answers = {"emergency": "none", "age": age}
    lines = lines_for(BOOK, at_outcome(outcome, answers), london(at), AREA)
    first = len(care) + 1
    assert {line.line for line in lines[:first]} == {*care, TEAM}
    assert lines[0].answers_now is True
    assert {line.line for line in lines[first:]} <= {"childline", "centrepoint"}


def test_no_wrong_number_of_2018_is_offered():
    """Reference 6.1 and 6.4: the seed's wrong or replaced numbers are kept next to what replaced them, and never offered."""
    numbers = who_to_call(BOOK, london("2026-11-23T12:00"), AREA)
    phones = {line.phone.replace(" ", "") for line in (*numbers.call, *numbers.also)}
    assert not phones & {"01295275751", "01295252535", "01235422422", "01865243229", "03005000914"}


HOMELESS = {"emergency": "none", "age": "18-plus", "situation": "homeless-now", "circumstances": ("none",)}


def lines_at_the_end(outcome, moment="2026-11-23T12:00", stage=Stage.HOMELESS, **answers):
    """Returns the ids of the lines at an outcome, in order."""
    given = {**HOMELESS, **answers}
    judgement = replace(at_outcome(outcome, given), stage=stage)
    return [line.line for line in lines_for(BOOK, judgement, london(moment), AREA)]


@pytest.mark.parametrize("moment", ["2026-11-23T12:00", "2026-11-23T23:30", "2026-12-25T03:00"])
@pytest.mark.parametrize(
    ("outcome", "answers"),
    [
        ("ask-again", {"capacity": "doubt", "capacity-support": "come-back-later"}),
        ("ask-again", {"authority": "elsewhere-england", "consent": "not-asked"}),
        ("outside-england", {"authority": "outside-england"}),
        ("other-authority", {"authority": "elsewhere-england", "consent": "spoken"}),
        ("no-consent", {"authority": "elsewhere-england", "consent": "refused"}),
        ("lacks-capacity", {"capacity": "doubt", "capacity-support": "cannot-decide"}),
    ],
)
def test_a_homeless_person_without_a_council_has_numbers_for_tonight(moment, outcome, answers):
    """A person who cannot decide today, or wants Wales or a distant council, is shown a line that answers at that hour."""
    assert {"cherwell-day", "cherwell-out-of-hours"} & set(lines_at_the_end(outcome, moment, **answers))


def test_a_person_at_risk_without_a_council_has_none_of_tonights():
    """A person who still has a home is not sent to the night lines."""
    assert lines_at_the_end("outside-england", stage=Stage.THREATENED, authority="outside-england") == []


@pytest.mark.parametrize("emergency", ["none", "nowhere-tonight", "fleeing-abuse"])
def test_abuse_lines_are_offered_whenever_abuse_is_ticked(emergency):
    """Abuse lines are offered without an emergency too, and to men and LGBT+ people as well."""
    found = lines_at_the_end(
        "refer", emergency=emergency, authority="cherwell", circumstances=("domestic-abuse-history",)
    )
    assert {"national-domestic-abuse", "mens-advice-line", "galop"} <= set(found)
    assert found.index("cherwell-day") < found.index("galop")


@pytest.mark.parametrize(
    ("answers", "wanted"),
    [
        ({"circumstances": ("modern-slavery",)}, "modern-slavery-helpline"),
        ({"circumstances": ("rough-sleeping",)}, "oxford-rough-sleeping-team"),
        ({"circumstances": ("leaving-care",)}, "centrepoint"),
        ({"age": "16-17"}, "centrepoint"),
        ({"age": "16-17"}, "childline"),
        ({"capacity": "doubt"}, "samaritans"),
        ({"capacity": "doubt"}, "nhs-111"),
    ],
)
def test_each_helpline_is_offered_to_those_it_is_for(answers, wanted):
    """Each helpline is listed after the council's own lines for the people whom it fits, and for nobody else."""
    found = lines_at_the_end("refer", authority="cherwell", **answers)
    assert wanted in found
    assert found[0] == "cherwell-day"
    assert wanted not in lines_at_the_end("refer", authority="cherwell")


def test_every_line_is_offered_to_somebody():
    """Every loaded number is offered for some answers, because a line that is never offered helps nobody."""
    fitting = {line for each in BOOK.fitting_lines for line in each.lines}
    rows = {line for row in BOOK.emergency_rows.values() for line in row}
    care = {
        line
        for area in BOOK.areas.values()
        for line in (*area.adult_care(None), *area.childrens_care(None), area.emergency_duty_team)
    }
    assert {"domestic-abuse", "rough-sleeping"} <= fitting
    of_areas = {line for area in BOOK.areas.values() for line in (*area.domestic_abuse, *area.rough_sleeping)}
    councils = {line.line for authority in BOOK.authorities() for line in authority.lines}
    assert {line.line for line in BOOK.lines()} - fitting - rows - care - of_areas - councils == set()
