"""Last days on which prisons release nobody or councils are closed, and the days that replace them.

A release due on a Saturday, a Sunday or a bank holiday takes place on the working day before it, except for some short sentences
(Criminal Justice Act 1961 s.23(3)). One due right before such a day may be brought forward by at most two working days, to a day
that no such day follows (s.23(3B) to (3D), inserted by the Offenders (Day of Release from Detention) Act 2023 s.1). Nothing here
changes a date: staff are told to ask for the real one.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from champion_tui.domain.lines.phone_lines import Closure
from champion_tui.ground.dates.calendar import WorkingCalendar
from champion_tui.ground.values import immutable

CLOSED_DAY = "closed-day"
"""The warning's id."""

EARLIER_BY_WORKING_DAYS = 2
"""Working days by which a release may be brought forward at most (Criminal Justice Act 1961 s.23(3D))."""


class About(StrEnum):
    """What is special about a coming last day. Texts and rules refer to these ids."""

    NOT_WORKING = "not-working"
    """A Saturday, a Sunday or a bank holiday."""
    COUNCIL_CLOSED = "council-closed"
    """A working day on which the council is closed."""
    RING_BEFORE = "ring-before"
    """``NOT_WORKING`` or ``COUNCIL_CLOSED``, and the last open day before it is today or still to come."""
    RING_NOW = "ring-now"
    """``NOT_WORKING`` or ``COUNCIL_CLOSED``, and the last open day before it has passed."""
    RELEASE_GONE = "release-gone"
    """The latest possible day of the release has passed."""
    RELEASE_EARLY = "release-early"
    """A working day just before a non-working day, from which a release may still be brought forward."""
    EARLIER_STILL = "earlier-still"
    """A non-working day: its release moves to the working day before, and may still be brought forward from there."""
    PROJECTED = "projected"
    """A closed day after the last date for which bank holidays are proclaimed."""


CLOSED = frozenset({About.NOT_WORKING, About.COUNCIL_CLOSED})


@immutable
class LastDay:
    """What is special about a last day, seen from today. ``about`` is empty for a day like any other.

    ``why`` says why it is closed and follows the words "it is"; it is "" if the day is not closed. ``open_before`` is the last
    working day before it on which the council is open. ``released_by`` is the latest day of a release; ``released_early`` are the
    coming days to which that may be brought forward, the nearest first.
    """

    day: date
    about: frozenset[About]
    why: str
    open_before: date
    released_by: date
    released_early: tuple[date, ...]

    @property
    def closed(self) -> bool:
        """Whether the warning applies."""
        return bool(self.about & CLOSED)


def last_day(day: date, today: date, calendar: WorkingCalendar, closures: Sequence[Closure] = ()) -> LastDay | None:
    """Returns what is special about the last day ``day`` on ``today``, or None if it has passed. ``closures`` are those of the
    council that is contacted.
    """
    if day < today:
        return None
    working = calendar.is_working_day(day)
    shut = working and _is_shut(day, closures)
    why = _why(day, calendar, shut=shut)
    before = next(one for one in calendar.working_days_before(day) if not _is_shut(one, closures))
    released_by = day if working else next(calendar.working_days_before(day))
    early = tuple(one for one in _early(released_by, calendar) if one >= today)
    about = {
        About.NOT_WORKING: not working,
        About.COUNCIL_CLOSED: shut,
        About.RING_BEFORE: bool(why) and before >= today,
        About.RING_NOW: bool(why) and before < today,
        About.RELEASE_GONE: released_by < today,
        About.RELEASE_EARLY: working and bool(early),
        About.EARLIER_STILL: not working and bool(early),
        About.PROJECTED: bool(why) and day > calendar.published_until,
    }
    return LastDay(day, frozenset(one for one, holds in about.items() if holds), why, before, released_by, early)


def _is_shut(day: date, closures: Sequence[Closure]) -> bool:
    return any(closure.first <= day <= closure.last for closure in closures)


def _why(day: date, calendar: WorkingCalendar, *, shut: bool) -> str:
    if calendar.is_bank_holiday(day):
        return "a bank holiday"
    if not calendar.is_working_day(day):
        return "at a weekend"
    return "a day on which the council is closed" if shut else ""


def _early(release: date, calendar: WorkingCalendar) -> tuple[date, ...]:
    """Returns the days to which a release on the working day ``release`` may be brought forward, () if a working day follows it."""
    if _a_working_day_follows(release, calendar):
        return ()
    before = islice(calendar.working_days_before(release), EARLIER_BY_WORKING_DAYS)
    return tuple(day for day in before if _a_working_day_follows(day, calendar))


def _a_working_day_follows(day: date, calendar: WorkingCalendar) -> bool:
    """Returns whether the day after ``day`` is a working day. ``date.max`` has no day after it and counts as True, so that nothing
    is warned about.
    """
    return day == date.max or calendar.is_working_day(day + timedelta(days=1))
