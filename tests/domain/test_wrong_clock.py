"""A clock that cannot be right, and a time that was given on purpose."""

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.dates.clock import SLACK, clock_doubt

NOW = datetime(2026, 11, 23, 10, 4, tzinfo=UTC)


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=9000)))
def test_every_moment_before_the_newest_entry_is_doubted(earlier):
    """The clock is doubted if it is earlier by more than the slack; the message gives both times to the minute."""
    doubt = clock_doubt(NOW, NOW + earlier, None)
    assert bool(doubt) == (earlier > SLACK)
    assert not doubt or "23 November 2026" in doubt


@given(st.timedeltas(min_value=timedelta(), max_value=timedelta(days=9000)))
def test_no_moment_after_everything_is_doubted(later):
    """A clock that is ahead of all entries is not doubted, because nothing here can show that it is wrong."""
    assert clock_doubt(NOW + later, NOW, NOW.date()) == ""


@pytest.mark.parametrize(("day", "doubted"), [(date(2026, 11, 23), False), (date(2026, 11, 24), True), (None, False)])
def test_the_day_of_the_newest_check_counts_whole(day, doubted):
    """The clock is not doubted because a number was checked earlier on the same day."""
    assert bool(clock_doubt(NOW, None, day)) == doubted


def test_the_day_is_londons():
    """The day that is compared is London's: 23:30 UTC in summer is already the next day."""
    assert clock_doubt(datetime(2026, 6, 29, 23, 30, tzinfo=UTC), None, date(2026, 6, 30)) == ""


def test_a_moment_that_was_given_is_no_clock():
    """A given time may be before the data; before the newest entry the message says what that means, without mentioning
    a clock.
    """
    assert clock_doubt(NOW, None, date(2030, 1, 1), given=True) == ""
    said = clock_doubt(NOW, NOW + timedelta(days=1), None, given=True)
    assert "that was given" in said
    assert "clock" not in said
