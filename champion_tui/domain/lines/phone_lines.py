"""Phone lines, the hours when they answer, and how reliable each fact is: its source and when somebody last checked it (design
sections 4 and 6, "Lines").
"""

from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum

from champion_tui.domain.lines.hours import OpenPeriod, hours_in_words
from champion_tui.ground.values import immutable

DAYS_UNTIL_DUE = 180
"""An entry must be checked again once more than this many days have passed (design section 4: "from the 181st day")."""


class Confidence(StrEnum):
    """How far a fact may be relied on. It never changes by itself: only a person who checks the fact changes it."""

    CONFIRMED = "confirmed"
    UNCONFIRMED = "unconfirmed"
    CONFLICTING = "conflicting"
    STALE = "stale"


@immutable
class Source:
    """Where a fact was read. ``address`` is a web address or ""; ``read_on`` is None for an undated document. ``of_area`` is the id
    of the area whose own rules it contains, "" if it belongs to no single area. In other areas such a document is no rule and is
    cited as an example.
    """

    id: str
    title: str
    address: str = ""
    read_on: date | None = None
    of_area: str = ""


@immutable
class Provenance:
    """What every fact that a person may act on carries: the id of its source, when it was checked, and how reliable it is."""

    source: str
    checked_on: date | None
    confidence: Confidence


def is_due(checked_on: date | None, today: date) -> bool:
    """Returns whether a fact must be checked again: it was never checked, or more than 180 days before ``today``."""
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
    """One set of weekly hours with its own source and confidence. Empty ``periods`` mean closed all week."""

    periods: tuple[OpenPeriod, ...]
    standing: Provenance


@immutable
class Replaced:
    """A value that an entry replaces. It is kept with the entry and never offered."""

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
    """One telephone number.

    ``owner`` is the id of the authority or service. ``day_line`` is the id of the day line: an out-of-hours line answers when that
    is closed. ``hours`` is empty if unknown, and holds several sets if they conflict. ``note`` says how to use the line; its last
    part, ``hours_note``, is dropped when an organisation corrects the hours. ``doubt`` is what to ask when somebody rings to
    confirm the line, and is dropped once somebody has. ``named`` are the only hours that a page names for an out-of-hours line:
    outside them nobody knows whether it answers. It is empty if no page limits the hours. ``under`` is the shipped line beneath an
    organisation's corrections, None if there are none; ``moved`` says what has changed in it since the corrections were made, or
    "".
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
        """Its own sets of hours as text, "" if they are unknown."""
        return " or ".join(hours_in_words(hours.periods) for hours in self.hours)


@immutable
class LineNow:
    """A line at one moment, as every screen, slip and JSON output shows it.

    ``answers_now`` is None if nobody knows. ``weeks`` holds its sets of weekly hours: none if they are unknown, several if they
    conflict. For an out-of-hours line they are its day line's, and it answers outside them. ``hours_assumed`` means that Monday to
    Friday 09:00 to 17:00 was assumed because the real hours are unknown.
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
        """The hours as text (``Mon-Fri 09:00-17:15``), None if they are unknown."""
        if self.use is LineUse.ANY_TIME:
            return ANY_TIME_WORDS
        if not self.weeks:
            return None
        words = " or ".join(map(hours_in_words, self.weeks))
        return f"outside {words}" if self.use is LineUse.OUT_OF_HOURS else words

    def json(self) -> dict[str, object]:
        """Returns the line as every JSON output shows it (design section 6, "Lines"), keys in the contract's order."""
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
