"""The words of the local-connection advice: kinds of stay, ranges of days, and what would settle a finding."""

from datetime import date, timedelta

from champion_tui.domain.connection.districts import GUIDELINE_DAYS_5_YEARS, GUIDELINE_DAYS_12_MONTHS
from champion_tui.domain.connection.doubts import Gap, Overlap, Unsure
from champion_tui.domain.connection.findings import ConnectionStrength
from champion_tui.domain.connection.history import Relation, StayKind
from champion_tui.domain.connection.ranges import RangedDistrict, RangedGround
from champion_tui.domain.dates.remembered import (
    ANY_DAY,
    ANY_LENGTH,
    LONGEST,
    Between,
    Length,
    remembered_day,
    remembered_length,
)
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.dates.date_words import day_words, month_words, plain_day

KINDS = {
    StayKind.HOME: ("A home of their own", "Rented, owned or in supported housing."),
    StayKind.STAYING_WITH_OTHERS: ("With friends or family", "Sofas count too."),
    StayKind.TEMPORARY_ACCOMMODATION: ("Temporary housing from a council", ""),
    StayKind.BARRACKS: ("In the forces: barracks or service housing", ""),
    StayKind.HOSPITAL: ("Hospital, by their own choice", "Councils differ on it."),
    StayKind.HOSPITAL_DETAINED: ("Hospital, held under the law", "It adds no days. A home kept meanwhile does."),
    StayKind.PRISON: ("Prison or custody", "It adds no days. A home kept meanwhile does."),
    StayKind.APPROVED_PREMISES: ("Approved premises", "Councils differ on it."),
    StayKind.ROUGH_SLEEPING: ("On the street", "Councils differ on it."),
    StayKind.ASYLUM_SUPPORT: ("Asylum support housing", "The most recent one counts by itself."),
}
"""Kind -> its words and a hint, in the order in which they are offered."""

RELATIONS = {
    Relation.MOTHER: "Mother",
    Relation.FATHER: "Father",
    Relation.PARENT: "Someone who was a parent to them",
    Relation.ADULT_CHILD: "Grown-up child",
    Relation.BROTHER: "Brother",
    Relation.SISTER: "Sister",
    Relation.OTHER: "Another relative",
}

SEVERAL_NAMES = {"elsewhere-england": "Elsewhere in England", "outside-england": "Outside England"}

NOT_KNOWN = "not known"

BEGAN_HELP = (
    "As exactly as they remember. It may be 5 March 2024, March 2024, 2024, spring 2023, 2 years ago, or unknown."
)
ENDED_HELP = "The same way. Leave it empty if they still live there."
LENGTH_HELP = "If that is what they remember: about 2 years, 6 weeks, over a year."

GROUND_TITLES = {
    "residence": "Living there",
    "work": "Work there",
    "family": "Family there",
    "special": "Special reason",
    "care": "Leaving care",
    "asylum-support": "Asylum support",
}

BACKGROUND = (
    "residence-figures",
    "no-return-to-danger",
    "council-may-pass-on",
    "no-connection-anywhere",
    "register-is-different",
)
"""Entries of data/connection.toml shown with every advice."""

ASKED = {
    Unsure.BEGAN: "Find out when it began",
    Unsure.ENDED: "Find out when it ended",
    Unsure.CASUAL: "Ask if the work is casual: now and then, with no fixed hours or end.",
    Unsure.YEARS: "Ask how long the relative has lived there: five years or more?",
    Unsure.MOST_RECENT: "Ask which asylum support housing was the last, and when they moved there.",
}

STRENGTHS = {
    ConnectionStrength.LIKELY: "A connection is likely.",
    ConnectionStrength.POSSIBLE: "A connection is possible. The council would have to judge it.",
    ConnectionStrength.NONE: "There is nothing here that councils tend to count.",
    ConnectionStrength.UNSAFE: "They say that they are not safe there. Do not suggest it.",
}
OPEN = {
    (ConnectionStrength.NONE, ConnectionStrength.POSSIBLE): "Not sure yet: at most a connection is possible.",
    (
        ConnectionStrength.NONE,
        ConnectionStrength.LIKELY,
    ): "Not sure yet: it may be nothing, it may be a likely connection.",
    (ConnectionStrength.POSSIBLE, ConnectionStrength.LIKELY): "A connection is possible for sure, and may be likely.",
}

LONGER_THAN_REMEMBERED = 40 * 365
"""In days. A range longer than this has no remembered beginning."""


def day_range(days: Between | date) -> str:
    """Returns when a day was: ``on Tuesday 5 March 2024``, ``in March 2024``, ``in 2024``,
    ``between 1 March 2024 and 4 May 2024``. For a single date: ``5 March 2024``.
    """
    if isinstance(days, date):
        return plain_day(days)
    first, last = days.earliest, days.latest
    if days.exact:
        return f"on {day_words(first)}"
    if (last - first).days > LONGER_THAN_REMEMBERED:
        return f"on or before {day_range(last)}"
    ends_month = last.month != (last + timedelta(days=1)).month
    if first.day == 1 and ends_month and (first.year, first.month) == (last.year, last.month):
        return f"in {month_words(first)}"
    if (first.month, first.day, last) == (1, 1, date(first.year, 12, 31)):
        return f"in {first.year}"
    return f"between {day_range(first)} and {day_range(last)}"


def understood_words(key: str, text: str, at: date) -> str:
    """Returns how a time or a length (``for``, ``years``) typed on ``at`` is understood, to show while it is typed; ""
    if it is not.
    """
    try:
        if key in {"for", "years"}:
            return _length_words(remembered_length(key, text))
        days = remembered_day(key, text, at)
    except WrongValue:
        return ""
    return NOT_KNOWN if days == ANY_DAY else day_range(days)


def _length_words(length: Length) -> str:
    if length == ANY_LENGTH:
        return NOT_KNOWN
    if length.most == LONGEST:
        return f"{length.least:,} days or more"
    return (
        _figures(length.least, length.most)
        if length.least == length.most
        else f"{length.least:,} to {length.most:,} days"
    )


def headline(district: RangedDistrict) -> str:
    """Returns the sentence for a district's strength, or for the range that it is in."""
    return STRENGTHS[district.least] if district.settled else OPEN[district.least, district.most]


def working(ground: RangedGround) -> tuple[str, ...]:
    """Returns the figures of a residence ground next to the guideline's; () for other grounds."""
    least, most = ground.least.days, ground.most.days
    if least is None or most is None:
        return ()
    lines = [
        _counted("Last 12 months", least.guideline_months_12, most.guideline_months_12, GUIDELINE_DAYS_12_MONTHS),
        _counted("Last 5 years", least.guideline_years_5, most.guideline_years_5, GUIDELINE_DAYS_5_YEARS),
    ]
    if (least.years_5, most.years_5) != (least.guideline_years_5, most.guideline_years_5):
        others = (max(least.years_5 - most.guideline_years_5, 0), most.years_5 - least.guideline_years_5)
        lines.append(f"In 5 years {_figures(*others)} of other kinds, which councils judge one by one.")
    return tuple(lines)


def _counted(window: str, least: int, most: int, needed: int) -> str:
    return f"{window}: {_figures(least, most)}. The guideline asks for {needed:,}."


def _figures(least: int, most: int) -> str:
    if least == most:
        return f"{least:,} {'day' if least == 1 else 'days'}"
    return f"for sure {least:,} and at most {most:,} days"


def gap_words(gap: Gap) -> str:
    """Returns a gap as a question."""
    return f"Nothing is said about {day_range(gap.first)} to {day_range(gap.last)}. Where did they live then?"


def overlap_words(overlap: Overlap, one: str, other: str) -> str:
    """Returns two homes at once as a question."""
    return (
        f"Rows {overlap.one + 1} ({one}) and {overlap.other + 1} ({other}) overlap from {day_range(overlap.first)} to "
        f"{day_range(overlap.last)}. Both are counted. Is that right?"
    )


def take_words(name: str, district: RangedDistrict) -> str:
    """Returns the sentence for the referral's "why this council"; "" if there is nothing to say.

    It leaves out what must not appear in free text: special reasons (often about health), asylum support, and kinds of
    stay that say more about the person than where they lived.
    """
    sentences = [words for words in (_taken(ground) for ground in district.grounds) if words]
    return f"Local connection with {name}, as they remember it: {' '.join(sentences)}" if sentences else ""


def _taken(ground: RangedGround) -> str:
    least, most = ground.least.days, ground.most.days
    if least is not None and most is not None:
        if most.guideline_years_5 == 0:
            return ""
        year = _figures(least.guideline_months_12, most.guideline_months_12)
        years = _figures(least.guideline_years_5, most.guideline_years_5)
        return f"they lived there {year} of the last 12 months, and {years} of the last 5 years."
    if ground.most.ground in {"special", "asylum-support"} or ground.most.strength is ConnectionStrength.NONE:
        return ""
    return ground.why
