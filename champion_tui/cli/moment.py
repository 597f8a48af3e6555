"""The moment of ``--at``, as it is typed (design section 6)."""

import re
from datetime import UTC, datetime, time

from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.calendar import LONDON, iso_date

MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}(:[0-9]{2})?(Z|[+-][0-9]{2}:?[0-9]{2})?\Z")
FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Nobody works at a moment outside, and the hours and holidays of then are not known."""

MOMENT_EXPECTED = (
    f"a moment that exists, such as 2026-12-31 or 2026-12-31T09:30, London time unless it ends in Z or an offset such as +01:00, "
    f"from {FIRST_YEAR} to {LAST_YEAR}"
)


def read_moment(key: str, text: str) -> datetime:
    """An aware moment: a date is its noon; without an offset the clock is London's; of an hour that comes twice the first
    is meant, and an hour that does not exist is wrong. Raises ``WrongValue``.
    """
    moment = _moment(text)
    if moment is None or not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise WrongValue(Problem(key, text, MOMENT_EXPECTED))
    return moment


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
