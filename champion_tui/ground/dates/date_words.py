"""Dates, times and counts as people say them. Months and days are English whatever the machine's language is."""

from datetime import date, datetime, timedelta

from champion_tui.ground.dates.calendar import LONDON, london_date

DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
NUMBERS = (
    "no",
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
)
DAYS_NAMED_ALONE = 6
"""How many days ahead the weekday alone names a day."""


def plain_day(day: date) -> str:
    """Returns ``6 January 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_words(day: date) -> str:
    """Returns ``Wednesday 6 January 2027``."""
    return f"{DAYS[day.weekday()]} {plain_day(day)}"


def day_and_month(day: date) -> str:
    """Returns ``Wednesday 6 January``, for use where the year is clear."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def month_words(day: date) -> str:
    """Returns ``June 2026``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock_words(moment: datetime) -> str:
    """Returns ``17:15``, Europe/London."""
    return moment.astimezone(LONDON).strftime("%H:%M")


def second_words(moment: datetime) -> str:
    """Returns ``17:15:09``, Europe/London."""
    return moment.astimezone(LONDON).strftime("%H:%M:%S")


def moment_words(moment: datetime) -> str:
    """Returns ``Sunday 22 November 2026 10:04``, Europe/London."""
    return f"{day_words(london_date(moment))} {clock_words(moment)}"


def short_moment_words(moment: datetime) -> str:
    """Returns ``22 Nov 10:04``, Europe/London, for use where there is little room."""
    day = london_date(moment)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {clock_words(moment)}"


def printed_moment(moment: datetime) -> str:
    """Returns ``Sunday 22 November 2026 at 10:04``, Europe/London, for printed sentences."""
    return f"{day_words(london_date(moment))} at {clock_words(moment)}"


def coming_words(moment: datetime, now: datetime) -> str:
    """Returns a coming time: ``17:15 today``, ``09:00 tomorrow``, ``Monday 09:00``, else with its date."""
    day, today = london_date(moment), london_date(now)
    if day == today:
        return f"{clock_words(moment)} today"
    if day == today + timedelta(days=1):
        return f"{clock_words(moment)} tomorrow"
    if (day - today).days <= DAYS_NAMED_ALONE:
        return f"{DAYS[day.weekday()]} {clock_words(moment)}"
    return f"{day_words(day)} {clock_words(moment)}"


def count_words(count: int, one: str, many: str = "") -> str:
    """Returns ``1 day``, ``2 days``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def wait_words(seconds: int) -> str:
    """Returns ``90 seconds``, ``1 minute``, ``10 minutes``: in minutes if they are whole."""
    minutes, left = divmod(seconds, 60)
    return count_words(seconds, "second") if left or not minutes else count_words(minutes, "minute")


def number_words(number: int) -> str:
    """Returns ``ten``: spelt out up to twelve, in figures above."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def list_words(items: tuple[str, ...], joint: str = "and") -> str:
    """Returns ``a``, ``a and b``, ``a, b and c``."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"
