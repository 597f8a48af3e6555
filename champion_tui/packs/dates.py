"""Days and moments as paper says them: in English and in Europe/London, whatever the machine is set to."""

from datetime import date, datetime

from champion_tui.domain.calendar import LONDON, london_date

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


def plain_day(day: date) -> str:
    """``6 January 2027``."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def day_words(day: date) -> str:
    """``Wednesday 6 January 2027``."""
    return f"{DAYS[day.weekday()]} {plain_day(day)}"


def moment_words(moment: datetime) -> str:
    """``Sunday 22 November 2026 at 10:04``, Europe/London."""
    return f"{day_words(london_date(moment))} at {moment.astimezone(LONDON):%H:%M}"


def iso_day(value: object) -> date | None:
    """The date of an ISO text, or None where it is none (the raw value is then shown as it is)."""
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
