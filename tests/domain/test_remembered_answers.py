"""Dates and lengths as people remember them: each becomes all the days that it can mean, or a question, and is never guessed."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.dates.remembered import ANY_DAY, LONGEST, Between, Length, remembered_day, remembered_length
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.dates.date_words import MONTHS

AT = date(2026, 11, 21)


def said(text):
    """Returns the range of a remembered date as two ISO dates."""
    found = remembered_day("from", text, AT)
    return found.earliest.isoformat(), found.latest.isoformat()


def asked(text, read=lambda text: remembered_day("from", text, AT)):
    """Returns what is expected instead of ``text``."""
    with pytest.raises(WrongValue) as caught:
        read(text)
    assert caught.value.problem.given == text
    assert caught.value.problem.key == "from"
    return caught.value.problem.expected


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-03-05", "2024-03-05", "2024-03-05"),
        ("5 March 2024", "2024-03-05", "2024-03-05"),
        ("5th of March, 2024", "2024-03-05", "2024-03-05"),
        ("March 5 2024", "2024-03-05", "2024-03-05"),
        ("5/3/2024", "2024-03-05", "2024-03-05"),
        ("5.3.2024", "2024-03-05", "2024-03-05"),
        ("29 feb 2024", "2024-02-29", "2024-02-29"),
        ("March 2024", "2024-03-01", "2024-03-31"),
        ("in sept 2024", "2024-09-01", "2024-09-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2/2023", "2023-02-01", "2023-02-28"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("since 2024", "2024-01-01", "2024-12-31"),
        ("spring 2023", "2023-03-01", "2023-06-21"),
        ("since spring 2023", "2023-03-01", "2023-06-21"),
        ("Summer 2023", "2023-06-01", "2023-09-23"),
        ("autumn 2023", "2023-09-01", "2023-12-21"),
        ("winter 2022/23", "2022-12-01", "2023-03-21"),
        ("winter 1999-2000", "1999-12-01", "2000-03-21"),
        ("Christmas 2024", "2024-12-20", "2025-01-02"),
        ("early 2024", "2024-01-01", "2024-07-02"),
        ("mid-2023", "2023-04-02", "2023-10-01"),
        ("end of March 2024", "2024-03-16", "2024-03-31"),
        ("about 2024", "2023-07-02", "2025-07-02"),
        ("around March 2024", "2024-02-14", "2024-04-16"),
        ("5 March 2024?", "2024-02-20", "2024-03-19"),
        ("before March 2024", "0001-01-01", "2024-02-29"),
        ("after March 2024", "2024-04-01", "2026-11-21"),
        ("today", "2026-11-21", "2026-11-21"),
        ("yesterday", "2026-11-20", "2026-11-20"),
        ("last month", "2026-10-01", "2026-10-31"),
        ("this month", "2026-11-01", "2026-11-21"),
        ("last year", "2025-01-01", "2025-12-31"),
        ("this year", "2026-01-01", "2026-11-21"),
        ("6 weeks ago", "2026-10-06", "2026-10-14"),
        ("2 years ago", "2024-05-20", "2025-05-24"),
        ("about 10 years ago", "2014-05-21", "2019-05-24"),
    ],
)
def test_what_people_say_becomes_every_day_it_can_mean(text, first, last):
    """Each wording gives the first and last day that it can mean, wide enough for both ways of counting."""
    assert said(text) == (first, last)


@pytest.mark.parametrize("text", ["unknown", "Not sure", "don't know", "don’t know", "?"])
def test_what_nobody_remembers_is_any_day(text):
    """An unknown day is an ordinary answer and not an error."""
    assert remembered_day("from", text, AT) == ANY_DAY


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("24", "2024 or 1924"),
        ("'98", "1998"),
        ("March 24", "2024 or 1924"),
        ("spring 23", "2023 or 1923"),
        ("5/3/24", "2024 or 1924"),
        ("5 March 24", "2024 or 1924"),
        ("about 24", "2024 or 1924"),
        ("before 24", "2024 or 1924"),
        ("31.12.99", "1999"),
    ],
)
def test_a_year_of_two_digits_is_asked_about(text, years):
    """Issue: "two-digit years ... asked about; never silently guessed": the question names the years it could be."""
    assert asked(text) == f"the year with all four digits: {years}?"


def test_a_winter_is_asked_about():
    """A winter spans two years, so one year alone does not name it."""
    assert asked("winter 2023") == "which winter: winter 2022/23 or winter 2023/24"


@pytest.mark.parametrize("text", ["30 February 2024", "2024-02-30", "3/25/2024", "32 1 2024", "0 1 2024"])
def test_dates_that_do_not_exist_are_named(text):
    """An impossible date is refused with the order in which dates are read."""
    assert asked(text).startswith("a date that exists, the day first")


@pytest.mark.parametrize("text", ["13/2024", "2024-13"])
def test_months_that_do_not_exist_are_named(text):
    """An impossible month is refused."""
    assert asked(text).startswith("a month that exists")


@pytest.mark.parametrize("text", ["1850", "5 March 1066", "9999", "December 9999"])
def test_years_that_nobody_remembers_are_refused(text):
    """A year before 1900 or after 2199 is refused as a slip."""
    assert asked(text) == "a year from 1900 to 2199"


@pytest.mark.parametrize(
    "text", ["", "a while back", "5 March", "about", "before unknown", "before before 2024", "ma 2024", "0"]
)
def test_what_cannot_be_read_is_asked_about(text):
    """Any other text is refused with examples of what can be read."""
    assert asked(text).startswith("when it was, as exactly as they remember")


@pytest.mark.parametrize(
    ("text", "least", "most"),
    [
        ("1 day", 1, 1),
        ("10 days", 10, 10),
        ("6 weeks", 38, 46),
        ("3 months", 74, 109),
        ("half a year", 165, 200),
        ("a year", 181, 549),
        ("2 years", 546, 915),
        ("about 2 years", 546, 915),
        ("about 10 years", 2738, 4567),
        ("a couple of years", 546, 915),
        ("2 to 3 years", 546, 1280),
        ("2-3 months", 43, 109),
        ("1.5 years", 364, 732),
        ("a year and a half", 364, 732),
        ("over 5 years", 1825, LONGEST),
        ("less than a year", 1, 367),
        ("unknown", 1, LONGEST),
    ],
)
def test_lengths_are_meant_to_the_nearest_half(text, least, most):
    """A number of years means anything that people would round to it; "about" allows a quarter if that is more."""
    assert remembered_length("for", text) == Length(least, most)


@pytest.mark.parametrize(
    "text", ["ages", "", "0 days", "500 years", "over", "3 to 2 years", "some years", "2", "99999 years"]
)
def test_lengths_that_say_nothing_are_asked_about(text):
    """A length without a number or a unit, or longer than a life, is refused with examples."""
    assert asked(text, lambda given: remembered_length("from", given)).startswith("how long it was")


@given(st.dates(date(1901, 1, 1), date(2190, 12, 31)))
def test_every_way_of_saying_a_day_holds_that_day(day):
    """A day written out in full is that day, and as a month, a year or roughly, the range includes it."""
    name = MONTHS[day.month - 1]
    assert remembered_day("from", day.isoformat(), AT) == Between(day, day)
    assert remembered_day("from", f"{day.day} {name} {day.year}", AT) == Between(day, day)
    for text in (f"{name} {day.year}", f"{day.year}", f"about {name} {day.year}", f"{day.isoformat()}?"):
        found = remembered_day("from", text, AT)
        assert found.earliest <= day <= found.latest


@given(st.integers(1, 60), st.sampled_from(["week", "month", "year"]))
def test_a_time_ago_holds_the_day_it_was(count, unit):
    """A date this many weeks, months or years ago, counted by the calendar, is always in the range."""
    back = {"week": timedelta(days=7 * count), "month": timedelta(days=30 * count + count * 5 // 12)}
    day = date(AT.year - count, AT.month, AT.day) if unit == "year" else AT - back[unit]
    found = remembered_day("from", f"{count} {unit}s ago", AT)
    assert found.earliest <= day <= found.latest


@given(st.text(max_size=30))
def test_no_text_breaks_the_reading(text):
    """Any text is a range of days or a question."""
    for read, ends in (
        (remembered_day, lambda found: (found.earliest, found.latest)),
        (remembered_length, lambda found: (found.least, found.most)),
    ):
        with suppress(WrongValue):
            least, most = ends(read("from", text, AT) if read is remembered_day else read("for", text))
            assert least <= most
