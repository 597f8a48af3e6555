"""Days on which nobody is released or councils are closed: the reference's worked days, and what holds for every day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.dates.closed_days import About, last_day
from champion_tui.domain.lines.phone_lines import Closure
from champion_tui.knowledge.bank_holidays import calendar_of, read_bank_holidays
from champion_tui.knowledge.shelf import data_folder

ENGLAND = calendar_of(read_bank_holidays((data_folder() / "bank-holidays.toml").read_bytes(), "bank-holidays.toml"))
TODAY = date(2026, 11, 26)
"""A Thursday."""
DAYS = st.dates(date(2026, 11, 26), date(2028, 12, 31))


def look(day, today=TODAY, closures=()):
    """Returns that last day as seen from ``today``."""
    found = last_day(date.fromisoformat(day), today, ENGLAND, closures)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("day", "why", "at_the_latest", "perhaps"),
    [
        ("2026-12-26", "a bank holiday", "2026-12-24", "2026-12-23"),
        ("2027-03-26", "a bank holiday", "2027-03-25", "2027-03-24"),
        ("2028-01-03", "a bank holiday", "2027-12-31", "2027-12-30"),
        ("2026-12-05", "at a weekend", "2026-12-04", "2026-12-03"),
        ("2026-12-06", "at a weekend", "2026-12-04", "2026-12-03"),
    ],
)
def test_the_references_worked_days(day, why, at_the_latest, perhaps):
    """Law and contacts 10.1: the latest is the working day before, and perhaps a day that is not followed by a closed day."""
    found = look(day)
    assert found.closed
    assert (found.why, found.released_by.isoformat(), found.released_early[0].isoformat()) == (
        why,
        at_the_latest,
        perhaps,
    )
    assert found.open_before == found.released_by


def test_a_day_that_a_closed_day_follows_is_never_the_earlier_one():
    """Tuesday 24 December 2024 may be brought forward to Monday 23, never to Friday 20, which a Saturday follows."""
    found = last_day(date(2024, 12, 24), date(2024, 12, 1), ENGLAND)
    assert found is not None
    assert found.released_early == (date(2024, 12, 23),)


def test_the_day_before_a_closed_day_is_open_and_may_come_sooner():
    """A Friday is no closed day, but a release on it may be brought forward; a Wednesday gets no remark."""
    friday, wednesday = look("2026-12-11"), look("2026-12-16")
    assert (friday.closed, friday.about) == (False, {About.RELEASE_EARLY})
    assert friday.released_early == (date(2026, 12, 10), date(2026, 12, 9))
    assert wednesday.about == frozenset()


def test_a_councils_own_closure_closes_a_working_day():
    """Between Christmas and New Year a council may be closed on working days: its last open day before them is named."""
    shut = (Closure(date(2026, 12, 24), date(2027, 1, 1), "Christmas", "local"),)
    found = look("2026-12-30", closures=shut)
    assert (found.about, found.open_before) == ({About.COUNCIL_CLOSED, About.RING_BEFORE}, date(2026, 12, 23))
    assert found.released_by == date(2026, 12, 30)
    assert not look("2026-12-30").closed


def test_a_day_that_is_too_near_says_to_ring_now():
    """On Saturday the working day before Sunday is past, and so are the days to which a release could be brought forward."""
    found = look("2026-11-29", today=date(2026, 11, 28))
    assert found.about == {About.NOT_WORKING, About.RING_NOW, About.RELEASE_GONE}
    assert look("2026-11-29", today=date(2026, 11, 27)).about == {About.NOT_WORKING, About.RING_BEFORE}


def test_a_bank_holiday_that_nobody_has_proclaimed_says_so():
    """After the last proclaimed year a closed day is projected and says so; an ordinary day depends on no calendar."""
    assert About.PROJECTED in look("2029-05-07").about
    assert look("2029-05-08").about == frozenset()


@pytest.mark.parametrize("day", [date(9999, 12, 31), date(9999, 12, 26)])
def test_the_end_of_the_calendar_is_a_day_like_any_other(day):
    """No date that can be typed raises an error."""
    assert last_day(day, TODAY, ENGLAND) is not None


def test_nothing_is_said_of_a_day_that_has_passed():
    """A day that is past has its own warning, and gets no remark about closed days."""
    assert last_day(date(2026, 11, 22), TODAY, ENGLAND) is None


@given(day=DAYS, ahead=st.integers(0, 60))
def test_what_stands_in_its_place_is_open_and_never_later(day, ahead):
    """For every day, the days that are named instead are working days and not later; the days for an early release are
    not followed by a closed day, are not past, and are at most two working days before.
    """
    today = day - timedelta(days=ahead)
    found = last_day(day, today, ENGLAND)
    assert found is not None
    assert ENGLAND.is_working_day(found.open_before)
    assert found.open_before < day
    assert ENGLAND.is_working_day(found.released_by)
    assert found.released_by <= day
    assert found.closed is not ENGLAND.is_working_day(day)
    for early in found.released_early:
        assert today <= early < found.released_by
        assert ENGLAND.is_working_day(early)
        assert ENGLAND.is_working_day(early + timedelta(days=1))
        assert early >= two_before(found.released_by)


def two_before(day):
    """Returns the second working day before ``day``."""
    before = ENGLAND.working_days_before(day)
    next(before)
    return next(before)
