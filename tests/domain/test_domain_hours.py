"""Weekly hours as words: read, written back, and refused if they make no sense."""

from datetime import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.lines.hours import (
    ALWAYS,
    CLOSED,
    END_OF_DAY,
    OpenPeriod,
    WrongHours,
    hours_in_words,
    read_hours,
)

QUARTERS = st.integers(min_value=0, max_value=96)


def _clock(quarter: int) -> time:
    return END_OF_DAY if quarter == 96 else time(quarter // 4, quarter % 4 * 15)


@st.composite
def _days(draw: st.DrawFn) -> list[tuple[time, time]]:
    """The periods of one day: none to three, in order and without overlap."""
    edges = sorted(draw(st.lists(QUARTERS, min_size=0, max_size=6, unique=True)))
    return [(_clock(opens), _clock(closes)) for opens, closes in zip(edges[::2], edges[1::2], strict=False)]


WEEKS = st.lists(_days(), min_size=7, max_size=7).map(
    lambda week: tuple(
        OpenPeriod(frozenset({day}), opens, closes) for day, spans in enumerate(week) for opens, closes in spans
    )
)


def _answered(periods: tuple[OpenPeriod, ...]) -> set[tuple[int, time, time]]:
    return {(day, period.opens, period.closes) for period in periods for day in period.weekdays}


@given(WEEKS)
def test_any_week_survives_being_written_and_read(week: tuple[OpenPeriod, ...]) -> None:
    """The words for any week's hours mean exactly those hours, and are written the same way again."""
    words = hours_in_words(week)

    assert _answered(read_hours(words)) == _answered(week)
    assert hours_in_words(read_hours(words)) == words


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("Mon-Fri 09:00-17:15", "Mon-Fri 09:00-17:15"),
        ("monday - friday 9:00 - 17.00, Saturday 10:00-16:00", "Mon-Fri 09:00-17:00, Sat 10:00-16:00"),
        ("Mon\N{EN DASH}Fri 09:00\N{EN DASH}17:00", "Mon-Fri 09:00-17:00"),
        ("Sat 10:00-16:00, Mon-Fri 09:00-17:00", "Mon-Fri 09:00-17:00, Sat 10:00-16:00"),
        ("Mon 09:00-17:00, Tue 09:00-17:00", "Mon-Tue 09:00-17:00"),
        ("Mon and Wed 13:00-14:00 and 09:00-12:00", "Mon and Wed 09:00-12:00 and 13:00-14:00"),
        ("Mon-Sun 00:00-24:00", ALWAYS),
        ("24 HOURS", ALWAYS),
        ("Closed", CLOSED),
    ],
)
def test_people_may_write_hours_in_their_own_way(typed: str, written: str) -> None:
    """Full day names, dots, en dashes, spaces and any order are understood, and are written back in one form."""
    assert hours_in_words(read_hours(typed)) == written


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "mornings",
        "Mon",
        "Mon 9-17",
        "09:00-17:00",
        "Fri-Mon 09:00-17:00",
        "Mon-Tue-Wed 09:00-17:00",
        "Moonday 09:00-17:00",
        "Mo 09:00-17:00",
        "Mon 17:00-09:00",
        "Mon 09:00-09:00",
        "Mon 09:00-25:00",
        "Mon 09:60-10:00",
        "Mon 24:00-24:00",
        "Mon 09:00-12:00 and 11:00-13:00",
        "Mon-Wed 09:00-10:00, Tue 11:00-12:00",
        "Mon 09:00-10:00,",
        "Mon ٠٩:٠٠-١٠:٠٠",
    ],
)
def test_anything_else_is_refused_with_an_example(typed: str) -> None:
    """Text that is no weekly hours raises an error that says what hours look like."""
    with pytest.raises(WrongHours, match="Mon-Fri 09:00-17:00"):
        read_hours(typed)


@given(st.text(max_size=40))
def test_no_text_breaks_the_reader(typed: str) -> None:
    """Any text is either read or refused with that error."""
    try:
        periods = read_hours(typed)
    except WrongHours:
        return
    assert read_hours(hours_in_words(periods)) == periods
