"""Dates given as options: ``--sent``, ``--on``, ``--last`` and the like (design section 6)."""

from datetime import date, datetime

from champion_tui.domain.dates.purposes import ANY_DATE, FIRST_DAY, LAST_DATE, LAST_DAY, NOTIFIED_ON, SENT_ON
from champion_tui.domain.dates.said_day import DoubtfulDay, UnderstoodDay, read_day
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import ISO_EXPECTED, iso_date, london_date
from champion_tui.ground.dates.date_words import day_words

PURPOSES = {"last": LAST_DATE, "sent": SENT_ON, "on": SENT_ON, "notified": NOTIFIED_ON}
"""What an option's date is for, for options where this limits the possible days."""


def read_date(key: str, text: str, now: datetime) -> date:
    """Returns ``text`` as a date. Only ``YYYY-MM-DD`` is accepted; ``key`` is the option's name without dashes.

    Raises ``WrongValue`` if the text is anything else, with the right way to write the day that it seems to mean at
    ``now``; and also for a day outside the range that the date fields of the screens accept.
    """
    day = iso_date(text)
    if day is None:
        raise WrongValue(Problem(key, text, f"{ISO_EXPECTED}{_written(key, text, london_date(now))}"))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise WrongValue(Problem(key, text, f"a date from {FIRST_DAY} to {LAST_DAY}"))
    return day


def _written(key: str, text: str, today: date) -> str:
    """Returns the days that ``text`` could mean, in the form that the option accepts. "" if it cannot be understood."""
    read = read_day(text, PURPOSES.get(key, ANY_DATE), today)
    days = read.readings if isinstance(read, DoubtfulDay) else (read,) if isinstance(read, UnderstoodDay) else ()
    return f": write {' or '.join(f'{day.answer} for {day_words(day.day)}' for day in days)}" if days else ""
