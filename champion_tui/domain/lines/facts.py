"""How sure a fact is, where it comes from and when somebody last checked it (design section 4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

DAYS_UNTIL_DUE = 180
"""An entry is due for checking from the day after this many days (design section 4: "from the 181st day")."""


class Confidence(StrEnum):
    """How far a fact may be relied on. It never changes by itself: only a person who checks changes it."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    CONFLICTING = "conflicting"
    STALE = "stale"


@dataclass(frozen=True, slots=True)
class Source:
    """Where a fact was read. ``address`` is a web address or empty; ``read_on`` is null for an undated document."""

    id: str
    title: str
    address: str = ""
    read_on: date | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What every fact that a person may act on carries: its source's id, when it was checked, how sure it is."""

    source: str
    checked_on: date | None
    confidence: Confidence


def is_due(checked_on: date | None, today: date) -> bool:
    """Whether a fact must be checked again: never checked, or checked more than 180 days before ``today``."""
    return checked_on is None or today - checked_on > timedelta(days=DAYS_UNTIL_DUE)
