"""Whether a phone line answers at a moment, and when it next will (design section 6, "Lines").

Times come in as aware datetimes of any zone and are judged by the clock in Europe/London.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from champion_tui.domain.lines.facts import Confidence, is_due
from champion_tui.domain.lines.hours import END_OF_DAY, hours_in_words
from champion_tui.domain.lines.phone_lines import Closure, LineNow, LineUse, OpenPeriod, PhoneLine
from champion_tui.ground.calendar import LONDON, WorkingCalendar

ASSUMED = (OpenPeriod(frozenset(range(5)), time(9), time(17)),)
"""Taken for a day line whose hours nobody knows: Monday to Friday 09:00 to 17:00 (design section 6, "Lines")."""

LOOK_AHEAD_DAYS = 14
"""How far ``opens_next`` looks: past any Christmas closure, and no further."""

ANY_TIME_WORDS = "24 hours, every day"

Lines = Mapping[str, PhoneLine]
Closures = Mapping[str, tuple[Closure, ...]]


@dataclass(frozen=True, slots=True)
class _HoursNow:
    """A line's hours in words, with where they come from."""

    text: str | None
    assumed: bool
    confidence: Confidence
    checked_on: date | None


def line_now(line: PhoneLine, lines: Lines, closures: Closures, at: datetime, calendar: WorkingCalendar) -> LineNow:
    """``line`` as it stands at the aware moment ``at``.

    ``lines`` holds every loaded line by its id (an out-of-hours line follows its day line), ``closures`` an owner's
    dated closures by the owner's id.
    """
    hours = _hours(line, lines)
    return LineNow(
        line=line.line,
        id=line.owner,
        name=line.name,
        phone=line.phone,
        use=line.use,
        hours=hours.text,
        hours_assumed=hours.assumed,
        answers_now=answers(line, lines, closures, at, calendar),
        confidence=line.standing.confidence,
        hours_confidence=hours.confidence,
        checked_on=line.standing.checked_on,
        hours_checked_on=hours.checked_on,
        due=is_due(line.standing.checked_on, at.astimezone(LONDON).date()),
        source=line.standing.source,
        note=line.note,
    )


def answers(line: PhoneLine, lines: Lines, closures: Closures, at: datetime, calendar: WorkingCalendar) -> bool | None:
    """Whether ``line`` answers at the aware moment ``at``; None where nobody knows."""
    local = at.astimezone(LONDON)
    if line.use is LineUse.ANY_TIME:
        return True
    if line.use is LineUse.HELPLINE:
        return None if not line.hours or calendar.is_bank_holiday(local.date()) else _within_sets(line, local)
    if line.use is LineUse.DAY:
        return _day_line_answers(line, closures, local, calendar)
    return _out_of_hours_answers(_day_line(line, lines), closures, local, calendar)


def opens_next(
    line: PhoneLine, lines: Lines, closures: Closures, at: datetime, calendar: WorkingCalendar
) -> datetime | None:
    """The first moment from ``at`` on at which ``line`` surely answers, in Europe/London: ``at`` itself where it answers
    now, None where it does not within ``LOOK_AHEAD_DAYS`` days.
    """
    local = at.astimezone(LONDON)
    moments = (local, *(moment for moment in _turning_points(line, lines, local) if moment > local))
    return next((moment for moment in moments if answers(line, lines, closures, moment, calendar)), None)


def line_json(now: LineNow) -> dict[str, object]:
    """The line as every JSON output shows it (design section 6, "Lines"), keys in the contract's order."""
    return {
        "line": now.line,
        "id": now.id,
        "name": now.name,
        "phone": now.phone,
        "use": now.use.value,
        "hours": now.hours,
        "hours_assumed": now.hours_assumed,
        "answers_now": now.answers_now,
        "confidence": str(now.confidence),
        "hours_confidence": str(now.hours_confidence),
        "checked_on": _iso(now.checked_on),
        "hours_checked_on": _iso(now.hours_checked_on),
        "due": now.due,
        "source": now.source,
        "note": now.note,
    }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()


def _day_line(line: PhoneLine, lines: Lines) -> PhoneLine | None:
    return lines.get(line.day_line) if line.day_line else None


def _day_sets(day_line: PhoneLine | None) -> tuple[Sequence[OpenPeriod], ...]:
    """The sets of weekly hours of a day line: the assumed one where none is known."""
    if day_line is None or not day_line.hours:
        return (ASSUMED,)
    return tuple(hours.periods for hours in day_line.hours)


def _day_line_answers(
    day_line: PhoneLine | None, closures: Closures, local: datetime, calendar: WorkingCalendar
) -> bool | None:
    day = local.date()
    closed = closures.get(day_line.owner, ()) if day_line else ()
    if not calendar.is_working_day(day) or any(closure.first <= day <= closure.last for closure in closed):
        return False
    return _agreed(_within(periods, local) for periods in _day_sets(day_line))


def _out_of_hours_answers(
    day_line: PhoneLine | None, closures: Closures, local: datetime, calendar: WorkingCalendar
) -> bool | None:
    by_day = _day_line_answers(day_line, closures, local, calendar)
    if by_day is None or (by_day and (day_line is None or not day_line.hours)):
        return None
    return not by_day


def _within_sets(line: PhoneLine, local: datetime) -> bool | None:
    return _agreed(_within(hours.periods, local) for hours in line.hours)


def _agreed(each: Iterable[bool]) -> bool | None:
    """What several sets of hours say: True or False where all agree, None where they conflict."""
    said = set(each)
    return said.pop() if len(said) == 1 else None


def _within(periods: Sequence[OpenPeriod], local: datetime) -> bool:
    """Whether ``local`` is in one of ``periods``: the first minute is, the closing minute is not."""
    clock = local.time()
    return any(
        local.weekday() in period.weekdays
        and period.opens <= clock
        and (clock < period.closes or period.closes == END_OF_DAY)
        for period in periods
    )


def _hours(line: PhoneLine, lines: Lines) -> _HoursNow:
    if line.use is LineUse.OUT_OF_HOURS:
        by_day = _own_hours(_day_line(line, lines), assume=True)
        return _HoursNow(f"outside {by_day.text}", by_day.assumed, by_day.confidence, by_day.checked_on)
    if line.use is LineUse.ANY_TIME:
        standing = line.hours[0].standing if line.hours else line.standing
        return _HoursNow(ANY_TIME_WORDS, False, standing.confidence, standing.checked_on)
    return _own_hours(line, assume=line.use is LineUse.DAY)


def _own_hours(line: PhoneLine | None, *, assume: bool) -> _HoursNow:
    if line is None or not line.hours:
        return _HoursNow(hours_in_words(ASSUMED) if assume else None, assume, Confidence.UNCONFIRMED, None)
    text = " or ".join(hours_in_words(hours.periods) for hours in line.hours)
    dates = [hours.standing.checked_on for hours in line.hours]
    oldest = None if None in dates else min(day for day in dates if day)
    confidence = line.hours[0].standing.confidence if len(line.hours) == 1 else Confidence.CONFLICTING
    return _HoursNow(text, False, confidence, oldest)


def _turning_points(line: PhoneLine, lines: Lines, local: datetime) -> Iterator[datetime]:
    """Every moment of the coming days at which the line may begin to answer, in order."""
    sets = _day_sets(_day_line(line, lines) if line.use is LineUse.OUT_OF_HOURS else line)
    edges = {edge for periods in sets for period in periods for edge in (period.opens, period.closes)}
    clocks = sorted({time(0), *(edges - {END_OF_DAY})})
    for ahead in range(LOOK_AHEAD_DAYS + 1):
        day = local.date() + timedelta(days=ahead)
        for clock in clocks:
            yield datetime.combine(day, clock, LONDON)
