"""Moments and dates as they are typed: ``--at``, ``--sent``, ``--on`` (design section 6)."""

import re
from datetime import UTC, date, datetime, time

from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.calendar import ISO_EXPECTED, LONDON, iso_date, london_date
from champion_tui.ground.date_words import day_words

MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?\Z")
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Nobody works at a moment outside, and the hours and holidays of then are not known."""

MOMENT_EXPECTED = (
    f"a moment that exists, such as 2026-12-31 or 2026-12-31T09:30, London time unless it ends in Z or an offset such as +01:00, "
    f"from {FIRST_YEAR} to {LAST_YEAR}"
)


def read_date(key: str, text: str, now: datetime) -> date:
    """``YYYY-MM-DD`` and nothing else; ``key`` is the option without dashes. Raises ``WrongValue``, which says how to write the
    day that ``text``, typed ``now``, seems to mean.
    """
    found = iso_date(text)
    if found is None:
        raise WrongValue(Problem(key, text, f"{ISO_EXPECTED}{_written(key, text, london_date(now))}"))
    return found


def _written(key: str, text: str, today: date) -> str:
    """The days that ``text`` could mean, as the option takes them; "" where it means none."""
    from champion_tui.domain.dates.purposes import ANY_DATE, LAST_DATE, NOTIFIED_ON, SENT_ON  # noqa: PLC0415  only for what is wrong
    from champion_tui.domain.dates.said_day import DoubtfulDay, UnderstoodDay, read_day  # noqa: PLC0415  as above

    found = read_day(
        text, {"last": LAST_DATE, "sent": SENT_ON, "on": SENT_ON, "notified": NOTIFIED_ON}.get(key, ANY_DATE), today
    )
    days = found.readings if isinstance(found, DoubtfulDay) else (found,) if isinstance(found, UnderstoodDay) else ()
    return f": write {' or '.join(f'{day.answer} for {day_words(day.day)}' for day in days)}" if days else ""


def read_moment(key: str, text: str) -> datetime:
    """An aware moment: a date is its noon; without an offset the clock is London's; of an hour that comes twice the first
    is meant, and an hour that does not exist is wrong. Raises ``WrongValue``.
    """
    found = _moment(text)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        raise WrongValue(Problem(key, text, MOMENT_EXPECTED))
    return found


def _moment(text: str) -> datetime | None:
    day = iso_date(text)
    if day is not None:
        return datetime.combine(day, time(12), LONDON)
    if not MOMENT.match(text):
        return None
    try:
        typed = datetime.fromisoformat(text)
        aware = typed if typed.tzinfo else typed.replace(tzinfo=LONDON, fold=0)
        exists = aware.astimezone(UTC).astimezone(aware.tzinfo).replace(tzinfo=None) == aware.replace(tzinfo=None)
    except (ValueError, OverflowError):
        return None
    return aware if exists else None
