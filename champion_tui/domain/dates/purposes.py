"""What a date is asked for: which days are possible, which are asked about again, and whether "Friday" is past or future."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from champion_tui.ground.dates.calendar import age_on
from champion_tui.ground.dates.date_grammar import FIRST_YEAR, LAST_YEAR
from champion_tui.ground.dates.date_words import count_words, plain_day
from champion_tui.ground.values import immutable

FIRST_DAY, LAST_DAY = date(FIRST_YEAR, 1, 1), date(LAST_YEAR, 12, 31)

LAST_DATE_YEARS = 60
"""Years. A date further away than this, past or future, is refused as a last day in a home."""

LAST_DATE_PAST, LAST_DATE_AHEAD = timedelta(days=183), timedelta(days=2 * 365)
"""A last day longer ago or further ahead than this is probably a slip in the year."""

YOUNGEST, OLDEST = 16, 110
"""Years. Referrals are for people of 16 or over. An age above the second number is most likely a slip in the year."""

LONG_SINCE_SENT = timedelta(days=28)
"""It is unusual to record a referral as sent after more than this time."""

COUNTED_IN_DAYS = 730
"""Days. A distance above this is given in years."""

DAYS_IN_YEAR = 365.25


@immutable
class Purpose:
    """What a date is for, and how it is checked.

    ``what`` names the date in messages. ``toward`` decides what a day without its year or week means: the next such day (1), the
    last one (-1), or that it must be given in full (0). ``unknown`` is the id of the option for an unknown date, "" if that is no
    answer.

    ``possible`` returns the first and last day that can be meant on a given today, ``usual`` the first and last day that are
    accepted without asking. ``example`` returns examples for messages; ``distance`` returns how far a day is from today, in words.
    """

    what: str
    toward: int
    unknown: str
    possible: Callable[[date], tuple[date, date]]
    usual: Callable[[date], tuple[date, date]]
    example: Callable[[date], str]
    distance: Callable[[date, date], str]
    odd: str
    """The sentence that asks about an unusual day, with ``{distance}``."""


def years_from(day: date, years: int) -> date:
    """Returns the same day ``years`` later (or earlier if negative), limited to the years that are read. 29 February becomes 28
    February if the year has none.
    """
    year = min(max(day.year + years, FIRST_YEAR), LAST_YEAR)
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


def from_today(day: date, today: date) -> str:
    """Returns ``today``, ``in 45 days``, ``3 days ago``, ``in 51 years``."""
    days = (day - today).days
    near = {0: "today", 1: "tomorrow", -1: "yesterday"}.get(days)
    if near is not None:
        return near
    far = abs(days)
    count = count_words(far, "day") if far <= COUNTED_IN_DAYS else count_words(int(far / DAYS_IN_YEAR), "year")
    return f"in {count}" if days > 0 else f"{count} ago"


def _age(day: date, today: date) -> str:
    return f"{count_words(age_on(day, today), 'year')} old" if day <= today else from_today(day, today)


LAST_DATE = Purpose(
    what="a date",
    toward=1,
    unknown="not-known",
    possible=lambda today: (years_from(today, -LAST_DATE_YEARS), years_from(today, LAST_DATE_YEARS)),
    usual=lambda today: (_back(today, LAST_DATE_PAST), _ahead(today, LAST_DATE_AHEAD)),
    example=lambda today: f"{plain_day(_ahead(today, timedelta(days=30)))}, Friday, in 3 days, or not known",
    distance=from_today,
    odd="That is {distance}.",
)
DATE_OF_BIRTH = Purpose(
    what="a date of birth",
    toward=0,
    unknown="",
    possible=lambda today: (FIRST_DAY, today),
    usual=lambda today: (years_from(today, -OLDEST), years_from(today, -YOUNGEST)),
    example=lambda _: "31 December 1990",
    distance=_age,
    odd="That makes them {distance}.",
)
SENT_ON = Purpose(
    what="the day it was sent",
    toward=-1,
    unknown="",
    possible=lambda today: (years_from(today, -LAST_DATE_YEARS), today),
    usual=lambda today: (_back(today, LONG_SINCE_SENT), today),
    example=lambda today: f"{plain_day(_back(today, timedelta(days=1)))}, yesterday, or Monday",
    distance=from_today,
    odd="That is {distance}.",
)
NOTIFIED_ON = replace(SENT_ON, what="the day they were told of the decision")
DUTY_BEGAN = replace(SENT_ON, what="the day on which that duty began")
HAPPENED_ON = replace(SENT_ON, what="the day on which it happened")
EARLY_ON = replace(
    LAST_DATE,
    what="the day on which they may lose a home",
    unknown="",
    possible=lambda today: (today, years_from(today, LAST_DATE_YEARS)),
    example=lambda today: plain_day(_ahead(today, timedelta(days=90))),
)
COUNTED_ON = replace(SENT_ON, what="a day", usual=SENT_ON.possible)
ANY_DATE = Purpose(
    what="a date",
    toward=0,
    unknown="",
    possible=lambda _: (FIRST_DAY, LAST_DAY),
    usual=lambda _: (FIRST_DAY, LAST_DAY),
    example=plain_day,
    distance=from_today,
    odd="That is {distance}.",
)

SENT, NOTIFIED, HAPPENED, EARLY = "sent-on", "notified-on", "happened-on", "early-on"
COUNTED, ANY = "counted-on", "any-date"
"""The ids of dates that belong to no question and no field."""

PURPOSES: Mapping[str, Purpose] = {
    "last-date": LAST_DATE,
    "date-of-birth": DATE_OF_BIRTH,
    "duty-began": DUTY_BEGAN,
    SENT: SENT_ON,
    NOTIFIED: NOTIFIED_ON,
    HAPPENED: HAPPENED_ON,
    EARLY: EARLY_ON,
    COUNTED: COUNTED_ON,
    ANY: ANY_DATE,
}
"""Id of a question or field -> purpose. For any other date it is ``ANY_DATE``."""


def _back(day: date, by: timedelta) -> date:
    return day - min(by, day - FIRST_DAY) if day > FIRST_DAY else day


def _ahead(day: date, by: timedelta) -> date:
    return day + min(by, LAST_DAY - day) if day < LAST_DAY else day
