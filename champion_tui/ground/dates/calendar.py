"""Working days in England. Bank holidays are passed in: they come from data and the holidays package."""

import re
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from champion_tui.ground.values import immutable

LONDON = ZoneInfo("Europe/London")
SATURDAY = 5

ISO_EXPECTED = "a date that exists, such as 2026-12-31 (year-month-day)"
"""What a file or a command should contain, used if ``iso_date`` finds no date."""

_ISO_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


def iso_date(text: str) -> date | None:
    """Returns the date in ``text``, exactly ``YYYY-MM-DD``, or None for anything else, including 30 February."""
    if not _ISO_DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def age_on(born: date, day: date) -> int:
    """Returns the age in years on ``day`` of a person born on ``born``."""
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def holds_on(day: date, first: date | None, last: date | None) -> bool:
    """Returns whether ``day`` is from ``first`` to ``last``, both included. None means no limit."""
    return (first is None or day >= first) and (last is None or day <= last)


def london_date(moment: datetime) -> date:
    """Returns the calendar date in Europe/London at a timezone-aware ``moment``."""
    return moment.astimezone(LONDON).date()


@immutable
class WorkingCalendar:
    """Monday to Friday without England's bank holidays.

    ``is_bank_holiday`` takes any date; after ``published_until`` bank holidays are computed, not yet proclaimed.
    """

    is_bank_holiday: Callable[[date], bool]
    published_until: date

    def is_working_day(self, day: date) -> bool:
        """Returns whether ``day`` is Monday to Friday and not a bank holiday in England."""
        return day.weekday() < SATURDAY and not self.is_bank_holiday(day)

    def working_days_after(self, day: date) -> Iterator[date]:
        """Yields the working days after ``day``, in order, without end."""
        current = day
        while True:
            current += timedelta(days=1)
            if self.is_working_day(current):
                yield current

    def working_days_before(self, day: date) -> Iterator[date]:
        """Yields the working days before ``day``, the nearest first."""
        current = day
        while current > date.min:
            current -= timedelta(days=1)
            if self.is_working_day(current):
                yield current

    def add_working_days(self, day: date, count: int) -> date:
        """Returns the ``count``-th working day after ``day`` (the day after is day 1). ``count`` is 1 or more."""
        days = self.working_days_after(day)
        for _ in range(count - 1):
            next(days)
        return next(days)
