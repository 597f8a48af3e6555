"""Every deadline with its rule: design section 6 (`dates`), reference sections 1.3 and 5."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.dates.deadlines import (
    LastDate,
    contact_by,
    contact_rule,
    duty_until,
    home_until,
    projected,
    review_by,
    rule_for,
)
from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.lines.authority import Promise
from champion_tui.domain.lines.phone_lines import Confidence, Provenance
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.dates.calendar import WorkingCalendar, iso_date, london_date
from champion_tui.knowledge.bank_holidays import calendar_of, read_bank_holidays
from champion_tui.knowledge.routing import load_routing

CALENDAR = calendar_of(
    read_bank_holidays((Path(__file__).parents[2] / "data" / "bank-holidays.toml").read_bytes(), "bank-holidays.toml")
)
RULES = load_routing().rules
TEN = Promise(10, "Within ten working days.", Provenance("a-page", date(2026, 6, 30), Confidence.CONFIRMED))
DAYS = st.dates(date(2019, 1, 1), date(2039, 12, 1))


def day(text):
    """Returns a date from text."""
    return date.fromisoformat(text)


@pytest.mark.parametrize(
    ("sent", "due"),
    [
        ("2026-12-18", "2027-01-06"),
        ("2026-12-24", "2027-01-12"),
        ("2027-03-19", "2027-04-06"),
        ("2027-12-20", "2028-01-06"),
        ("2028-04-10", "2028-04-26"),
        ("2026-11-20", "2026-12-04"),
        ("2026-11-21", "2026-12-04"),
        ("2026-11-22", "2026-12-04"),
        ("2026-11-23", "2026-12-07"),
    ],
)
def test_contact_within_ten_working_days(sent, due):
    """Design section 6: "the day after sending is day 1; a working day is Monday to Friday and no bank holiday in
    England"; the vectors are those of reference section 5, and a Friday, a weekend and a Monday.
    """
    assert contact_by(day(sent), TEN, CALENDAR).json() == {
        "sent": sent,
        "working_days": 10,
        "due": due,
        "promise": "local",
        "warnings": [],
    }


def test_contact_by_an_authoritys_own_promise():
    """An authority that promises three working days is held to three, and the rule has the authority's own words."""
    found = contact_by(day("2026-11-20"), replace(TEN, working_days=3), CALENDAR)
    assert (found.working_days, found.due) == (3, day("2026-11-25"))
    rule = contact_rule(TEN, RULES)
    assert (rule.words, rule.source) == ("Within ten working days.", "a-page")


def test_without_a_promise_the_date_is_when_to_chase():
    """Design section 6: "`promise` is `local` where the authority's data states one, else `none`, and `due` is then the day
    to chase".
    """
    found = contact_by(day("2026-12-18"), None, CALENDAR)
    assert found.json() == {
        "sent": "2026-12-18",
        "working_days": 10,
        "due": "2027-01-06",
        "promise": "none",
        "warnings": [],
    }
    assert "Chase it" in contact_rule(None, RULES).words


@pytest.mark.parametrize(
    ("sent", "due", "warnings"),
    [
        ("2028-12-13", "2028-12-29", []),
        ("2028-12-14", "2029-01-02", ["bank-holidays-projected"]),
        ("2029-03-01", "2029-03-15", ["bank-holidays-projected"]),
    ],
)
def test_projected_bank_holidays_are_warned_of(sent, due, warnings):
    """Design section 4: "later dates carry warning `bank-holidays-projected` wherever a counted day lies after it"."""
    found = contact_by(day(sent), TEN, CALENDAR).json()
    assert (found["due"], found["warnings"]) == (due, warnings)


def test_the_last_published_day_itself_is_not_projected():
    """2028-12-31 is published; the day after it is not."""
    assert projected(day("2028-12-31"), CALENDAR) == ()
    assert projected(day("2029-01-01"), CALENDAR) == ("bank-holidays-projected",)


@pytest.mark.parametrize(
    ("last", "days", "stage", "threatened_from", "warnings"),
    [
        ("2026-11-22", 0, "threatened", "2026-09-27", ["closed-day"]),
        ("2026-11-23", 1, "threatened", "2026-09-28", []),
        ("2027-01-17", 56, "threatened", "2026-11-22", ["closed-day"]),
        ("2027-01-18", 57, "early", "2026-11-23", []),
        ("2029-01-01", 771, "early", "2028-11-06", ["closed-day", "bank-holidays-projected"]),
        ("2026-11-21", -1, "threatened", "2026-09-26", ["date-passed"]),
        ("2026-01-01", -325, "threatened", "2025-11-06", ["date-passed"]),
    ],
)
def test_home_until_a_last_date(last, days, stage, threatened_from, warnings):
    """Design sections 3 and 6: 56 days or fewer is `threatened`, "a date before today too, with warning `date-passed`",
    more is `early`; "`threatened_from` = last - 56 days". Reference 5: 22 November 2026 + 56 days = 17 January 2027. Section 10:
    a day on which nobody is released or councils are shut is `closed-day`.
    """
    assert home_until(day(last), day("2026-11-22"), CALENDAR).json() == {
        "last": last,
        "days": days,
        "stage": stage,
        "threatened_from": threatened_from,
        "warnings": warnings,
    }


@given(last=DAYS, today=DAYS)
def test_threatened_begins_on_the_day_it_says(last, today):
    """For any date, the person is threatened on `threatened_from` and not on the day before."""
    found = home_until(last, today, CALENDAR)
    assert home_until(last, found.threatened_from, CALENDAR).stage is Stage.THREATENED
    assert home_until(last, found.threatened_from - timedelta(days=1), CALENDAR).stage is Stage.EARLY
    assert (found.stage is Stage.EARLY) == (today < found.threatened_from)


@pytest.mark.parametrize(
    ("notified", "last_day"),
    [
        ("2026-11-02", "2026-11-22"),
        ("2026-11-30", "2026-12-20"),
        ("2028-02-10", "2028-03-01"),
        ("2027-02-10", "2027-03-02"),
    ],
)
def test_review_is_asked_for_within_21_days(notified, last_day):
    """Design section 6: "21 days, the day of notification is day 1"; reference 1.3: notified 2 November 2026 means last day
    22 November 2026.
    """
    assert review_by(day(notified)).json() == {"notified": notified, "last_day": last_day}


def test_a_duty_runs_for_56_days_from_its_first_day():
    """The day of acceptance is day 1, so the 56th lies 55 days after it."""
    assert duty_until(day("2026-11-22")).last_day == day("2027-01-16")


def test_every_answer_says_rule_source_and_day_one():
    """Each deadline names its rule, the source's id, and the day that counts as day 1."""
    rules = [contact_rule(TEN, RULES), contact_rule(None, RULES), RULES[rule_for(LastDate.HOME, day("2026-11-23"))]]
    rules += [RULES["review"], RULES["prevention"], RULES["relief"]]
    for rule in rules:
        assert rule.words
        assert rule.source
        assert "day" in rule.day_one


@given(start=DAYS, count=st.integers(1, 30))
def test_working_days_agree_with_plain_counting(start, count):
    """The n-th working day is the first on which n working days have been counted one by one with the package's own list."""
    due = CALENDAR.add_working_days(start, count)
    between = (start + timedelta(days=ahead) for ahead in range(1, (due - start).days + 1))
    working = [each for each in between if each.weekday() < 5 and not CALENDAR.is_bank_holiday(each)]
    assert len(working) == count
    assert working[-1] == due


@pytest.mark.parametrize(
    ("key", "run"),
    [
        ("sent", lambda: contact_by(date(9999, 12, 30), TEN, CALENDAR)),
        ("last", lambda: home_until(date(1, 1, 20), date(2026, 11, 22), CALENDAR)),
        ("notified", lambda: review_by(date(9999, 12, 31))),
        ("accepted", lambda: duty_until(date(9999, 12, 31))),
    ],
)
def test_dates_at_the_end_of_time_are_wrong_values(key, run):
    """A date too late to count days from is a wrong value with its key, not a traceback."""
    with pytest.raises(WrongValue) as caught:
        run()
    assert caught.value.problem.key == key


@pytest.mark.parametrize(
    "text",
    ["", "2026-2-30", "2026-02-30", "20261122", "2026-11-22T10:00", " 2026-11-22", "２０２６-11-22", "0000-01-01"],
)
def test_dates_are_year_month_day_and_nothing_else(text):
    """Design section 6: "dates are `YYYY-MM-DD` and nothing else"."""
    assert iso_date(text) is None


def test_a_date_is_read():
    """A day that exists is read unchanged."""
    assert iso_date("2028-02-29") == date(2028, 2, 29)


def test_a_calendar_without_working_days_is_found_out():
    """With a calendar without working days the count reaches the end of the calendar and reports that."""
    never = WorkingCalendar(lambda _: True, date(2028, 12, 31))
    with pytest.raises(WrongValue):
        contact_by(date(9990, 1, 1), TEN, never)


def test_the_london_date_of_a_moment():
    """23:30 UTC in June is already the next day in London."""
    assert london_date(datetime(2026, 6, 21, 23, 30, tzinfo=UTC)) == date(2026, 6, 22)


def easter(year):
    """Returns Easter Sunday by the anonymous Gregorian computus."""
    a, b, c = year % 19, year // 100, year % 100
    h = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    far = (32 + 2 * (b % 4) + 2 * (c // 4) - h - c % 4) % 7
    m = (a + 11 * h + 22 * far) // 451
    month, day_before = divmod(h + far - 7 * m + 114, 31)
    return date(year, month, day_before + 1)


def own_bank_holidays(year):
    """Returns England's bank holidays in a year, without one-off holidays, by the Banking and Financial Dealings Act."""
    may, june, august = (date(year, month, 1) for month in (5, 6, 9))
    fixed = [date(year, 1, 1), date(year, 12, 25), date(year, 12, 26)]
    found = {easter(year) - timedelta(days=2), easter(year) + timedelta(days=1)}
    found.add(may + timedelta(days=-may.weekday() % 7))
    found |= {first - timedelta(days=(first.weekday() - 1) % 7 + 1) for first in (june, august)}
    for holiday in fixed:
        moved = holiday
        while moved.weekday() >= 5 or moved in found:
            moved += timedelta(days=1)
        found.add(moved)
    return found


@given(start=st.dates(date(2024, 1, 1), date(2040, 6, 1)), count=st.integers(1, 40))
def test_working_days_agree_with_an_independent_calendar(start, count):
    """Counted with Easter and the Mondays as calculated here, without the shipped table or the package, the day is the same."""
    holidays = {each for year in range(start.year, start.year + 2) for each in own_bank_holidays(year)}
    current, left = start, count
    while left:
        current += timedelta(days=1)
        left -= current.weekday() < 5 and current not in holidays
    assert CALENDAR.add_working_days(start, count) == current
