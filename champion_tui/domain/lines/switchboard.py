"""Whether a phone line answers at a given time, and when it next will (design section 6, "Lines").

Times are timezone-aware datetimes in any zone and are converted to Europe/London.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, time, timedelta

from champion_tui.domain.lines.hours import END_OF_DAY, OpenPeriod
from champion_tui.domain.lines.phone_lines import Closure, Confidence, LineNow, LineUse, PhoneLine, is_due
from champion_tui.ground.dates.calendar import LONDON, WorkingCalendar
from champion_tui.ground.values import immutable

ASSUMED = (OpenPeriod(frozenset(range(5)), time(9), time(17)),)
"""Assumed for a day line whose hours are unknown: Monday to Friday 09:00 to 17:00 (design section 6, "Lines")."""

LOOK_AHEAD_DAYS = 14
"""How many days ``opens_next`` looks ahead: enough for any Christmas closure."""


@immutable
class _Hours:
    """A line's sets of weekly hours, and how reliable they are."""

    weeks: tuple[tuple[OpenPeriod, ...], ...]
    assumed: bool
    confidence: Confidence
    checked_on: date | None


@immutable
class Switchboard:
    """Every loaded line (by line id) and every authority's closures (by authority id) at the timezone-aware time ``at``."""

    lines: Mapping[str, PhoneLine]
    closures: Mapping[str, tuple[Closure, ...]]
    calendar: WorkingCalendar
    at: datetime

    def now(self, line: PhoneLine) -> LineNow:
        """Returns ``line`` as it is at this time."""
        hours = self._hours(line)
        return LineNow(
            line=line.line,
            id=line.owner,
            name=line.name,
            phone=line.phone,
            use=line.use,
            weeks=hours.weeks,
            hours_assumed=hours.assumed,
            answers_now=self._answers(line, self.at),
            confidence=line.standing.confidence,
            hours_confidence=hours.confidence,
            checked_on=line.standing.checked_on,
            hours_checked_on=hours.checked_on,
            due=is_due(line.standing.checked_on, self.at.astimezone(LONDON).date()),
            source=line.standing.source,
            note=line.note,
        )

    def opens_next(self, line: PhoneLine) -> datetime | None:
        """Returns the first time from now on at which ``line`` certainly answers, in Europe/London: now if it answers now, None if
        it does not within ``LOOK_AHEAD_DAYS`` days.
        """
        local = self.at.astimezone(LONDON)
        if self._answers(line, local):
            return local
        coming = (moment for moment in self._turning_points(line, local) if moment > local)
        return next((moment for moment in coming if self._answers(line, moment)), None)

    def _answers(self, line: PhoneLine, at: datetime) -> bool | None:
        """Returns whether ``line`` answers at ``at``, or None if nobody knows."""
        local = at.astimezone(LONDON)
        if line.use is LineUse.ANY_TIME:
            return True
        if line.use is LineUse.HELPLINE:
            if not line.hours or self.calendar.is_bank_holiday(local.date()):
                return None
            return _agreed(_within(hours.periods, local) for hours in line.hours)
        if line.use is LineUse.DAY:
            return self._answers_by_day(line, local)
        day_line = self._day_line(line)
        by_day = self._answers_by_day(day_line, local)
        if by_day is None or (by_day and (day_line is None or not day_line.hours)):
            return None
        if not by_day and line.named and not _within(line.named, local):
            return None
        return not by_day

    def _answers_by_day(self, day_line: PhoneLine | None, local: datetime) -> bool | None:
        day = local.date()
        closed = self.closures.get(day_line.owner, ()) if day_line else ()
        if not self.calendar.is_working_day(day) or any(closure.first <= day <= closure.last for closure in closed):
            return False
        return _agreed(_within(periods, local) for periods in _day_weeks(day_line))

    def _day_line(self, line: PhoneLine) -> PhoneLine | None:
        return self.lines.get(line.day_line) if line.day_line else None

    def _hours(self, line: PhoneLine) -> _Hours:
        if line.use is LineUse.OUT_OF_HOURS:
            return _own_hours(self._day_line(line), assume=True)
        if line.use is LineUse.ANY_TIME:
            standing = line.hours[0].standing if line.hours else line.standing
            return _Hours((), False, standing.confidence, standing.checked_on)
        return _own_hours(line, assume=line.use is LineUse.DAY)

    def _turning_points(self, line: PhoneLine, local: datetime) -> Iterator[datetime]:
        """Yields every time in the coming days at which the line may begin to answer, in order."""
        weeks = _day_weeks(self._day_line(line) if line.use is LineUse.OUT_OF_HOURS else line)
        periods = (*(period for week in weeks for period in week), *line.named)
        edges = {edge for period in periods for edge in (period.opens, period.closes)}
        clocks = sorted({time(0), *(edges - {END_OF_DAY})})
        for ahead in range(LOOK_AHEAD_DAYS + 1):
            day = local.date() + timedelta(days=ahead)
            for clock in clocks:
                yield datetime.combine(day, clock, LONDON)


def _day_weeks(day_line: PhoneLine | None) -> tuple[tuple[OpenPeriod, ...], ...]:
    """Returns the sets of weekly hours of a day line, or the assumed one if none is known."""
    if day_line is None or not day_line.hours:
        return (ASSUMED,)
    return tuple(hours.periods for hours in day_line.hours)


def _own_hours(line: PhoneLine | None, *, assume: bool) -> _Hours:
    if line is None or not line.hours:
        return _Hours((ASSUMED,) if assume else (), assume, Confidence.UNCONFIRMED, None)
    dates = [hours.standing.checked_on for hours in line.hours]
    oldest = None if None in dates else min(day for day in dates if day)
    confidence = line.hours[0].standing.confidence if len(line.hours) == 1 else Confidence.CONFLICTING
    return _Hours(tuple(hours.periods for hours in line.hours), False, confidence, oldest)


def _agreed(answers: Iterable[bool]) -> bool | None:
    """Returns the answer that all sets of hours give, or None if they conflict."""
    different = set(answers)
    return different.pop() if len(different) == 1 else None


def _within(periods: Sequence[OpenPeriod], local: datetime) -> bool:
    """Returns whether ``local`` is in one of ``periods``. The opening minute is included, the closing minute is not."""
    clock = local.time()
    return any(
        local.weekday() in period.weekdays
        and period.opens <= clock
        and (clock < period.closes or period.closes == END_OF_DAY)
        for period in periods
    )
