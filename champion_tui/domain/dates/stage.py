"""The stage that a referral states: how close to homelessness a person is (Housing Act 1996 s.175; design section 3)."""

from datetime import date
from enum import StrEnum

THREATENED_WITHIN_DAYS = 56
"""Housing Act 1996 s.175(4): likely to become homeless within 56 days."""


class Stage(StrEnum):
    """The computed stage. It never bars a referral: ``early`` and ``unknown`` are referred all the same."""

    HOMELESS = "homeless"
    THREATENED = "threatened"
    EARLY = "early"
    UNKNOWN = "unknown"
    NONE = "none"


def days_until(last: date, today: date) -> int:
    """Whole days after ``today`` until ``last``; negative where ``last`` has passed."""
    return (last - today).days


def stage_from_last_date(last: date, today: date) -> Stage:
    """The stage that a last date in the home gives: 56 days or fewer is threatened, a date that has passed too."""
    return Stage.THREATENED if days_until(last, today) <= THREATENED_WITHIN_DAYS else Stage.EARLY
