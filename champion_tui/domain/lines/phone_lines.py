"""Phone lines, the hours they answer, and how sure each fact is: where it is from, and when somebody last checked it (design
sections 4 and 6, "Lines").
"""

from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum

from champion_tui.domain.lines.hours import OpenPeriod, hours_in_words
from champion_tui.ground.values import immutable

DAYS_UNTIL_DUE = 180
"""An entry is due for checking from the day after this many days (design section 4: "from the 181st day")."""


class Confidence(StrEnum):
    """How far a fact may be relied on. It never changes by itself: only a person who checks changes it."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    CONFLICTING = "conflicting"
    STALE = "stale"


@immutable
class Source:
    """Where a fact was read. ``address`` is a web address or empty; ``read_on`` is null for an undated document. ``of_area`` is the id
    of the area whose own rules it holds, "" where it is of no one area: elsewhere it is no rule, and is named as an example.
    """

    id: str
    title: str
    address: str = ""
    read_on: date | None = None
    of_area: str = ""


@immutable
class Provenance:
    """What every fact that a person may act on carries: its source's id, when it was checked, how sure it is."""

    source: str
    checked_on: date | None
    confidence: Confidence


def is_due(checked_on: date | None, today: date) -> bool:
    """Whether a fact must be checked again: never checked, or checked more than 180 days before ``today``."""
    return checked_on is None or today - checked_on > timedelta(days=DAYS_UNTIL_DUE)


ANY_TIME_WORDS = "24 hours, every day"


class LineUse(StrEnum):
    """When a line is meant to be rung."""

    DAY = "day"
    OUT_OF_HOURS = "out-of-hours"
    ANY_TIME = "any-time"
    HELPLINE = "helpline"


@immutable
class Hours:
    """One set of weekly hours with its own standing. ``periods`` empty means closed all week."""

    periods: tuple[OpenPeriod, ...]
    standing: Provenance


@immutable
class Replaced:
    """A value that an entry replaces, kept beside it and never offered."""

    phone: str
    why: str
    source: str


@immutable
class Closure:
    """Dates (both included) on which an authority's day line does not answer: Christmas, a move."""

    first: date
    last: date
    why: str
    source: str


@immutable
class PhoneLine:
    """One number. ``owner`` is the authority's or the service's id; ``day_line`` is the day line whose closing opens
    an out-of-hours line. ``hours`` holds no set where they are unknown and several where they conflict. ``note`` says
    how to use the line; its last part ``hours_note`` goes when an organisation corrects the hours. ``doubt`` is what to
    ask when somebody rings to confirm the line, and goes once somebody has. ``named`` are the only hours that a page names
    for an out-of-hours line: outside them nobody knows whether it answers; empty where no page narrows it.
    ``under`` is the shipped line beneath an organisation's
    corrections, None where there are none; ``moved`` says what has changed in it since they were made, "" for nothing.
    """

    line: str
    owner: str
    name: str
    phone: str
    use: LineUse
    standing: Provenance
    hours: tuple[Hours, ...] = ()
    day_line: str | None = None
    note: str = ""
    replaces: tuple[Replaced, ...] = field(default=())
    hours_note: str = ""
    doubt: str = ""
    named: tuple[OpenPeriod, ...] = ()
    under: "PhoneLine | None" = None
    moved: str = ""

    @property
    def shipped(self) -> "PhoneLine":
        """The line as it was shipped."""
        return self.under or self

    @property
    def hours_words(self) -> str:
        """Its own sets of hours in words; "" where they are unknown."""
        return " or ".join(hours_in_words(hours.periods) for hours in self.hours)


@immutable
class LineNow:
    """A line at one moment: what every screen, slip and JSON shows of it.

    ``answers_now`` is None where nobody knows. ``weeks`` holds its sets of weekly hours: none where they are unknown, several where
    they conflict; for an out-of-hours line those of its day line, outside which it answers. ``hours_assumed`` says that Monday to
    Friday 09:00 to 17:00 was taken because the real hours are unknown.
    """

    line: str
    id: str
    name: str
    phone: str
    use: LineUse
    weeks: tuple[tuple[OpenPeriod, ...], ...]
    hours_assumed: bool
    answers_now: bool | None
    confidence: str
    hours_confidence: str
    checked_on: date | None
    hours_checked_on: date | None
    due: bool
    source: str
    note: str

    @property
    def hours(self) -> str | None:
        """The hours in words (``Mon-Fri 09:00-17:15``); None where they are unknown."""
        if self.use is LineUse.ANY_TIME:
            return ANY_TIME_WORDS
        if not self.weeks:
            return None
        words = " or ".join(map(hours_in_words, self.weeks))
        return f"outside {words}" if self.use is LineUse.OUT_OF_HOURS else words

    def json(self) -> dict[str, object]:
        """The line as every JSON output shows it (design section 6, "Lines"), keys in the contract's order."""
        return {
            "line": self.line,
            "id": self.id,
            "name": self.name,
            "phone": self.phone,
            "use": self.use.value,
            "hours": self.hours,
            "hours_assumed": self.hours_assumed,
            "answers_now": self.answers_now,
            "confidence": str(self.confidence),
            "hours_confidence": str(self.hours_confidence),
            "checked_on": _iso(self.checked_on),
            "hours_checked_on": _iso(self.hours_checked_on),
            "due": self.due,
            "source": self.source,
            "note": self.note,
        }


def _iso(day: date | None) -> str | None:
    return None if day is None else day.isoformat()
