"""The stage that a referral states: how close to homelessness a person is (Housing Act 1996 s.175; design section 3)."""

from datetime import date
from enum import StrEnum

THREATENED_WITHIN_DAYS = 56
"""Housing Act 1996 s.175(4): likely to become homeless within 56 days."""


class Stage(StrEnum):
    """The computed stage. It never rules out a referral: ``early`` and ``unknown`` are referred as well."""

    HOMELESS = "homeless"
    THREATENED = "threatened"
    EARLY = "early"
    UNKNOWN = "unknown"
    NONE = "none"


def days_until(last: date, today: date) -> int:
    """Returns the whole days from ``today`` until ``last``, negative if ``last`` has passed."""
    return (last - today).days


def stage_from_last_date(last: date, today: date) -> Stage:
    """Returns the stage for a last date in the home: threatened if it has passed or is within 56 days, else early."""
    return Stage.THREATENED if days_until(last, today) <= THREATENED_WITHIN_DAYS else Stage.EARLY
