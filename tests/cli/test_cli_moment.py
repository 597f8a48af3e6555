"""Moments and dates as they are typed."""

from datetime import UTC, datetime

import pytest

from champion_tui.cli.context import read_moment
from champion_tui.cli.grammar.given_date import read_date
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.dates.calendar import LONDON


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("2026-11-22", "2026-11-22T12:00:00+00:00"),
        ("2026-07-01", "2026-07-01T12:00:00+01:00"),
        ("2026-11-22T10:00", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22T10:00:05", "2026-11-22T10:00:05+00:00"),
        ("2026-11-22T10:00Z", "2026-11-22T10:00:00+00:00"),
        ("2026-11-22T10:00+05:30", "2026-11-22T04:30:00+00:00"),
        ("2026-11-22T10:00:00-0800", "2026-11-22T18:00:00+00:00"),
        ("2026-10-25T01:30", "2026-10-25T01:30:00+01:00"),
        ("2026-10-25T01:30Z", "2026-10-25T01:30:00+00:00"),
        ("2026-03-29T00:59:59", "2026-03-29T00:59:59+00:00"),
        ("2026-03-29T02:00", "2026-03-29T02:00:00+01:00"),
        ("2026-03-29T01:30Z", "2026-03-29T02:30:00+01:00"),
    ],
)
def test_moments_are_read_in_london_unless_they_say_otherwise(typed, meant):
    """A date means noon, an offset is respected, and an hour that occurs twice means the first."""
    found = read_moment("at", typed)
    assert found.utcoffset() is not None
    assert found.astimezone(UTC) == datetime.fromisoformat(meant).astimezone(UTC)


@pytest.mark.parametrize(
    "typed",
    [
        *(
            "",
            "now",
            "2026-02-30",
            "2026-13-01",
            "20261122",
            "2026-W47-7",
            "22/11/2026",
            "2026-11-22 10:00",
            " 2026-11-22",
        ),
        *("2026-11-22T10", "2026-11-22T24:00", "2026-11-22T10:60", "2026-11-22T10:00:00.5", "2026-11-22T10:00+25:00"),
        *("2026-11-22T10:00 Z", "2026-11-22t10:00", "2026-11-22\n", "٢٠٢٦-١١-٢٢", "0001-01-01", "9999-12-31T23:59"),
        *("2026-03-29T01:00", "2026-03-29T01:30", "2026-03-29T01:59:59"),
    ],
)
def test_other_moments_are_wrong(typed):
    """An invalid moment, or an hour that the clocks skip, is refused with what was given."""
    with pytest.raises(WrongValue) as caught:
        read_moment("at", typed)
    assert (caught.value.problem.key, caught.value.problem.given) == ("at", typed)


def test_dates_are_iso_and_nothing_else():
    """A date is YYYY-MM-DD and must exist, and the key is the option's."""
    now = datetime(2026, 11, 26, 10, tzinfo=LONDON)
    assert read_date("sent", "2028-02-29", now).isoformat() == "2028-02-29"
    for typed in ("2027-02-29", "2026-11-22T10:00", "22 11 2026", "2026-1-2", ""):
        with pytest.raises(WrongValue) as caught:
            read_date("sent", typed, now)
        assert caught.value.problem.key == "sent"


@pytest.mark.parametrize(
    ("key", "typed", "written"),
    [
        ("sent", "22/11/2026", "2026-11-22 for Sunday 22 November 2026"),
        ("sent", "yesterday", "2026-11-25 for Wednesday 25 November 2026"),
        ("last", "Friday", "2026-11-27 for Friday 27 November 2026"),
        ("notified", "1 2 24", "2024-02-01 for Thursday 1 February 2024"),
        ("sent", "soon", ""),
    ],
)
def test_a_date_as_people_write_it_is_refused_with_how_to_write_it(key, typed, written):
    """A date in another form is refused, and the right form of it is offered but never used (issue, number 8)."""
    with pytest.raises(WrongValue) as caught:
        read_date(key, typed, datetime(2026, 11, 26, 10, tzinfo=LONDON))
    said = "a date that exists, such as 2026-12-31 (year-month-day)"
    assert caught.value.problem.expected == (f"{said}: write {written}" if written else said)
