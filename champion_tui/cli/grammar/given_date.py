"""A date given as an option: ``--sent``, ``--on``, ``--last`` and the like (design section 6)."""

from datetime import date, datetime

from champion_tui.domain.dates.purposes import ANY_DATE, FIRST_DAY, LAST_DATE, LAST_DAY, NOTIFIED_ON, SENT_ON
from champion_tui.domain.dates.said_day import DoubtfulDay, UnderstoodDay, read_day
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import ISO_EXPECTED, iso_date, london_date
from champion_tui.ground.dates.date_words import day_words

PURPOSES = {"last": LAST_DATE, "sent": SENT_ON, "on": SENT_ON, "notified": NOTIFIED_ON}
"""What an option's date is for, where that limits which day can be meant."""


def read_date(key: str, text: str, now: datetime) -> date:
    """``YYYY-MM-DD`` and nothing else; ``key`` is the option without dashes. Raises ``WrongValue``, which says how to write the
    day that ``text``, typed ``now``, seems to mean; also for a day that no box takes either.
    """
    day = iso_date(text)
    if day is None:
        raise WrongValue(Problem(key, text, f"{ISO_EXPECTED}{_written(key, text, london_date(now))}"))
    if not FIRST_DAY <= day <= LAST_DAY:
        raise WrongValue(Problem(key, text, f"a date from {FIRST_DAY} to {LAST_DAY}"))
    return day


def _written(key: str, text: str, today: date) -> str:
    """The days that ``text`` could mean, as the option takes them; "" where it means none."""
    read = read_day(text, PURPOSES.get(key, ANY_DATE), today)
    days = read.readings if isinstance(read, DoubtfulDay) else (read,) if isinstance(read, UnderstoodDay) else ()
    return f": write {' or '.join(f'{day.answer} for {day_words(day.day)}' for day in days)}" if days else ""
