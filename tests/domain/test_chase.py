"""The day to chase a council, which is never after the home is lost (design section 9)."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.dates.deadlines import Ends, chase_on, contact_by, ends_by, hurry
from champion_tui.domain.lines.authority import Promise
from champion_tui.knowledge.book import load

CALENDAR = load().calendar
SENT, DUE = date(2026, 11, 26), date(2026, 12, 10)


@pytest.mark.parametrize(
    ("last", "chase"),
    [
        (None, date(2026, 12, 11)),
        (date(2027, 1, 10), date(2026, 12, 11)),
        (date(2026, 12, 17), date(2026, 12, 11)),
        (date(2026, 12, 16), date(2026, 12, 11)),
        (date(2026, 12, 11), date(2026, 12, 8)),
        (date(2026, 12, 2), date(2026, 11, 27)),
        (date(2026, 11, 27), date(2026, 11, 27)),
        (date(2026, 11, 26), date(2026, 11, 27)),
    ],
)
def test_the_chase_day_comes_before_the_last_day(last, chase):
    """The rule holds for bailiffs on 2 December, a court date fifteen days away, a last day tomorrow, and days that
    leave time to wait.
    """
    assert chase_on(DUE, last, SENT, CALENDAR) == chase


def test_the_command_the_screen_and_the_slip_say_the_same_day():
    """``dates contact`` takes its day to chase from the same rule: the working day after the council's last day for contact."""
    for promise in (None, Promise(5, "an invented promise", None)):
        counted = contact_by(SENT, promise, CALENDAR)
        assert counted.chase == chase_on(counted.due, None, SENT, CALENDAR)


@given(st.integers(0, 400), st.integers(0, 120))
def test_the_chase_day_is_a_working_day_after_today_and_leaves_time_where_there_is_any(sent_in, last_in):
    """For any days, the chase day is a working day after today, and before the last day if a working day lies before that."""
    today = SENT + timedelta(days=sent_in)
    last = today + timedelta(days=last_in)
    chase = chase_on(CALENDAR.add_working_days(today, 10), last, today, CALENDAR)
    first = CALENDAR.add_working_days(today, 1)
    assert CALENDAR.is_working_day(chase)
    assert chase >= first
    assert chase < last or chase == first


@pytest.mark.parametrize(
    ("answers", "ends"),
    [
        ({"situation": "notice", "notice-type": "section-8"}, Ends.NOTICE),
        ({"situation": "notice", "notice-type": "court-order"}, Ends.MUST_BE_OUT),
        ({"situation": "losing-home"}, Ends.MUST_BE_OUT),
        ({"situation": "leaving-institution"}, Ends.LEAVES),
    ],
)
def test_only_some_dates_are_days_on_which_somebody_must_be_out(answers, ends):
    """The date in a notice is not the day to leave; a court's date, a last night and a release are."""
    found = hurry(DUE, {**answers, "last-date": "2026-12-02"}, SENT, CALENDAR)
    assert ends_by(answers) is ends
    assert found is not None
    assert (found.ends, found.ring_by) == (ends, date(2026, 11, 27))


@pytest.mark.parametrize("last", ["2026-11-25", "2027-02-01", "not-known", ""])
def test_there_is_no_hurry_without_a_day_that_comes_soon(last):
    """A day that is past, far ahead or unknown changes nothing."""
    assert hurry(DUE, {"situation": "losing-home", "last-date": last}, SENT, CALENDAR) is None
