"""Reads and writes weekly hours as people write them: "Mon-Fri 09:00-17:00, Sat 10:00-16:00" (design section 6).

The data files, local corrections, JSON and every screen use the same notation.
"""

import re
from collections.abc import Iterable, Iterator
from datetime import time
from itertools import pairwise

from champion_tui.ground.values import immutable

DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
FULL_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
SHORTEST_DAY = 3
END_OF_DAY = time.max
"""The end of a period that runs until midnight. It is written 24:00, which ``time`` cannot hold."""

ALWAYS = "24 hours"
CLOSED = "closed"
EXPECTED = f'weekly hours such as "Mon-Fri 09:00-17:00, Sat 10:00-16:00", "{ALWAYS}" or "{CLOSED}"'

_GROUP = re.compile(r"(?P<days>[A-Za-z][A-Za-z -]*?) (?P<times>\d.*)\Z")
_TIMES = re.compile(r"(\d{1,2})[:.](\d{2}) ?- ?(\d{1,2})[:.](\d{2})\Z", re.ASCII)

_Span = tuple[time, time]


@immutable
class OpenPeriod:
    """From ``opens`` (included) until ``closes`` (not included) on each of ``weekdays`` (Monday is 0), London time."""

    weekdays: frozenset[int]
    opens: time
    closes: time


ALL_WEEK = (OpenPeriod(frozenset(range(len(DAYS))), time(), END_OF_DAY),)
"""Day and night: the meaning of ``ALWAYS``."""


class WrongHours(ValueError):
    """Raised for text that is not weekly hours. ``str(error)`` says what was expected."""


def read_hours(text: str) -> tuple[OpenPeriod, ...]:
    """Returns the periods that ``text`` describes, London time, from Monday on; () for "closed".

    Groups are separated by commas. Within a group, days and times are joined by "and": "Mon and Wed 09:30-11:30 and 12:30-14:30".
    Days may be written out and in any case, hours without a leading zero. Raises ``WrongHours`` for anything else, for a day named
    twice and for periods that overlap.
    """
    plain = " ".join(text.replace("\N{EN DASH}", "-").split())
    if plain.lower() == CLOSED:
        return ()
    if plain.lower() == ALWAYS:
        plain = "Mon-Sun 00:00-24:00"
    week: dict[int, tuple[_Span, ...]] = {}
    for part in plain.split(","):
        days, spans = _read_group(part.strip())
        for day in days:
            if day in week:
                raise WrongHours(f"{EXPECTED}; {DAYS[day]} is there twice")
            week[day] = spans
    groups = _groups(week)
    return tuple(OpenPeriod(frozenset(days), opens, closes) for spans, days in groups for opens, closes in spans)


def hours_in_words(periods: Iterable[OpenPeriod]) -> str:
    """Returns the hours as text that ``read_hours`` can read. Days with the same times are grouped."""
    week: dict[int, list[_Span]] = {}
    for period in periods:
        for day in period.weekdays:
            week.setdefault(day, []).append((period.opens, period.closes))
    groups = _groups({day: tuple(sorted(spans)) for day, spans in week.items()})
    if groups == [(((time(), END_OF_DAY),), list(range(len(DAYS))))]:
        return ALWAYS
    return ", ".join(f"{_days_in_words(days)} {_times_in_words(spans)}" for spans, days in groups) or CLOSED


def _groups(week: dict[int, tuple[_Span, ...]]) -> list[tuple[tuple[_Span, ...], list[int]]]:
    """Returns the days grouped by their times, the earliest day first."""
    together: dict[tuple[_Span, ...], list[int]] = {}
    for day in sorted(week):
        together.setdefault(week[day], []).append(day)
    return list(together.items())


def _read_group(part: str) -> tuple[list[int], tuple[_Span, ...]]:
    group = _GROUP.match(part)
    if not group:
        raise WrongHours(f"{EXPECTED}; not {part!r}")
    days = [day for run in group["days"].split(" and ") for day in _read_run(run)]
    spans = tuple(sorted(_read_span(span.strip()) for span in group["times"].split(" and ")))
    if any(later[0] < earlier[1] for earlier, later in pairwise(spans)):
        raise WrongHours(f"{EXPECTED}; times of a day that do not overlap, not {group['times']!r}")
    return days, spans


def _read_run(run: str) -> range:
    first, *others = (_read_day(name.strip()) for name in run.split("-"))
    last = others[0] if others else first
    if len(others) > 1 or last < first:
        raise WrongHours(f"{EXPECTED}; days from Monday to Sunday, not {run!r}")
    return range(first, last + 1)


def _read_day(name: str) -> int:
    for index, full in enumerate(FULL_DAYS):
        if len(name) >= SHORTEST_DAY and full.startswith(name.lower()):
            return index
    raise WrongHours(f"{EXPECTED}; not the day {name!r}")


def _read_span(span: str) -> _Span:
    times = _TIMES.match(span)
    if not times:
        raise WrongHours(f"{EXPECTED}; not the times {span!r}")
    numbers = [int(number) for number in times.groups()]
    opens, closes = _clock(span, *numbers[:2]), _clock(span, *numbers[2:])
    if closes <= opens or opens == END_OF_DAY:
        raise WrongHours(f"{EXPECTED}; a start before its end, not {span!r}")
    return opens, closes


def _clock(span: str, hour: int, minute: int) -> time:
    if (hour, minute) == (24, 0):
        return END_OF_DAY
    try:
        return time(hour, minute)
    except ValueError:
        raise WrongHours(f"{EXPECTED}; not the times {span!r}") from None


def _days_in_words(days: list[int]) -> str:
    return " and ".join(f"{DAYS[first]}-{DAYS[last]}" if last > first else DAYS[first] for first, last in _runs(days))


def _runs(days: list[int]) -> Iterator[tuple[int, int]]:
    """Yields the first and last day of each run of consecutive days."""
    first = last = days[0]
    for day in days[1:]:
        if day != last + 1:
            yield first, last
            first = day
        last = day
    yield first, last


def _times_in_words(spans: tuple[_Span, ...]) -> str:
    return " and ".join(f"{opens:%H:%M}-{_end_in_words(closes)}" for opens, closes in spans)


def _end_in_words(closes: time) -> str:
    return "24:00" if closes == END_OF_DAY else f"{closes:%H:%M}"
