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
"""Days ahead up to which the weekday alone names a day."""


def plain_day(day: date) -> str:
    """``6 January 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_words(day: date) -> str:
    """``Wednesday 6 January 2027``."""
    return f"{DAYS[day.weekday()]} {plain_day(day)}"


def day_and_month(day: date) -> str:
    """``Wednesday 6 January``: where the year is clear."""
    return f"{DAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"


def month_words(day: date) -> str:
    """``June 2026``."""
    return f"{MONTHS[day.month - 1]} {day.year}"


def clock_words(moment: datetime) -> str:
    """``17:15``, Europe/London."""
    return moment.astimezone(LONDON).strftime("%H:%M")


def second_words(moment: datetime) -> str:
    """``17:15:09``, Europe/London."""
    return moment.astimezone(LONDON).strftime("%H:%M:%S")


def moment_words(moment: datetime) -> str:
    """``Sunday 22 November 2026 10:04``, Europe/London."""
    return f"{day_words(london_date(moment))} {clock_words(moment)}"


def short_moment_words(moment: datetime) -> str:
    """``22 Nov 10:04``, Europe/London, where there is no room for more."""
    day = london_date(moment)
    return f"{day.day} {MONTHS[day.month - 1][:3]} {clock_words(moment)}"


def printed_moment(moment: datetime) -> str:
    """``Sunday 22 November 2026 at 10:04``, Europe/London, for printed sentences."""
    return f"{day_words(london_date(moment))} at {clock_words(moment)}"


def coming_words(moment: datetime, now: datetime) -> str:
    """A coming time: ``17:15 today``, ``9:00 tomorrow``, ``Monday 09:00``, else with its date."""
    day, today = london_date(moment), london_date(now)
    if day == today:
        return f"{clock_words(moment)} today"
    if day == today + timedelta(days=1):
        return f"{clock_words(moment)} tomorrow"
    if (day - today).days <= DAYS_NAMED_ALONE:
        return f"{DAYS[day.weekday()]} {clock_words(moment)}"
    return f"{day_words(day)} {clock_words(moment)}"


def count_words(count: int, one: str, many: str = "") -> str:
    """``1 day``, ``2 days``."""
    return f"{count} {one if count == 1 else many or one + 's'}"


def wait_words(seconds: int) -> str:
    """``90 seconds``, ``1 minute``, ``10 minutes``: minutes where they are whole."""
    minutes, left = divmod(seconds, 60)
    return count_words(seconds, "second") if left or not minutes else count_words(minutes, "minute")


def number_words(number: int) -> str:
    """``ten``: spelt out up to twelve, in figures above."""
    return NUMBERS[number] if 0 <= number < len(NUMBERS) else str(number)


def list_words(items: tuple[str, ...], joint: str = "and") -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    if len(items) <= 1:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joint} {items[-1]}"
