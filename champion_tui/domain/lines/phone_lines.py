"""Phone lines, the hours they answer, and whether one answers now (design section 6, "Lines")."""

from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum

from champion_tui.domain.lines.facts import Standing


class LineUse(StrEnum):
    """When a line is meant to be rung."""

    DAY = "day"
    OUT_OF_HOURS = "out-of-hours"
    ANY_TIME = "any-time"
    HELPLINE = "helpline"


@dataclass(frozen=True, slots=True)
class OpenPeriod:
    """From ``opens`` (included) until ``closes`` (not included) on each of ``weekdays`` (Monday is 0), London time."""

    weekdays: frozenset[int]
    opens: time
    closes: time


@dataclass(frozen=True, slots=True)
class Hours:
    """One set of weekly hours with its own standing. ``periods`` empty means closed all week."""

    periods: tuple[OpenPeriod, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class Replaced:
    """A value that an entry replaces, kept beside it and never offered."""

    phone: str
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class Closure:
    """Dates (both included) on which an authority's day line does not answer: Christmas, a move."""

    first: date
    last: date
    why: str
    source: str


@dataclass(frozen=True, slots=True)
class PhoneLine:
    """One number. ``owner`` is the authority's or the service's id; ``day_line`` is the day line whose closing opens
    an out-of-hours line. ``hours`` holds no set where they are unknown and several where they conflict. ``note`` says
    how to use the line; its last part ``hours_note`` goes when an organisation corrects the hours. ``doubt`` is what to
    ask when somebody rings to confirm the line, and goes once somebody has.
    """

    line: str
    owner: str
    name: str
    phone: str
    use: LineUse
    standing: Standing
    hours: tuple[Hours, ...] = ()
    day_line: str | None = None
    note: str = ""
    replaces: tuple[Replaced, ...] = field(default=())
    hours_note: str = ""
    doubt: str = ""


@dataclass(frozen=True, slots=True)
class LineNow:
    """A line as it stands at one moment: what every screen, slip and JSON shows of it.

    ``answers_now`` is None where nobody knows. ``hours`` is words ("Mon-Fri 09:00-17:15") or None.
    ``hours_assumed`` says that Monday to Friday 09:00 to 17:00 was taken because the real hours are unknown.
    """

    line: str
    id: str
    name: str
    phone: str
    use: LineUse
    hours: str | None
    hours_assumed: bool
    answers_now: bool | None
    confidence: str
    hours_confidence: str
    checked_on: date | None
    hours_checked_on: date | None
    due: bool
    source: str
    note: str
