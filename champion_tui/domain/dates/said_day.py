"""Reads one exact day from typed text. The result is a day, a question with the possible days, or what is wrong.

Nothing is guessed. A text that could mean two days, is misspelt or in another order, or names a day so far away that it is probably
a slip, leads to a question for the person.
"""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, timedelta
from typing import TypeAlias

from champion_tui.domain.dates.purposes import Purpose
from champion_tui.domain.dates.remembered import counted
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.ground.dates.date_grammar import (
    FIRST_YEAR,
    LAST_MONTH,
    LAST_YEAR,
    NEAR,
    UNKNOWN,
    Parts,
    parts_in,
    respelt,
    tidy,
    weekday_number,
)
from champion_tui.ground.dates.date_words import DAYS, MONTHS, count_words, day_words, list_words, plain_day
from champion_tui.ground.values import immutable

LONGEST = 80
"""The most characters that are read."""

WEEK = timedelta(days=7)
DAYS_IN = {"day": 1, "week": 7, "fortnight": 14}
MONTHS_IN = {"month": 1, "year": 12}
RECENT = timedelta(days=92)
"""A day without its year means the next one. If the last one was no longer ago than this, the user is asked which is meant."""

CENTURIES = (1900, 2000)
LEAP_YEAR = 2024

TWO_DIGITS = "The year has two digits."
SEVERAL = "These digits can be read in more than one way."
TODAY_TOO = "Today is a {day}."
NEXT = "“{words}” can mean two days."
NOT_THAT_DAY = "{day} is a {right}, not a {said}."
MISSPELT = "Not sure of {words}."
WHICH_YEAR = "The year was not said."
END_OF = "The day was not said."
WHICH_MONTH = "The month was not said."
ROUGH = "That is a rough time."
DAY_TOO = "the day too, such as 5 {month}"
MONTH_TOO = "the month too, such as {day} December"
YEAR_TOO = "the year too, such as {day} 1990"


@immutable
class UnderstoodDay:
    """A day that was understood, and the words for it: ``Monday 31 December 1990, 35 years old``."""

    day: date
    words: str

    @property
    def answer(self) -> str:
        """The day as it is stored."""
        return self.day.isoformat()


@immutable
class DoubtfulDay:
    """A text that must be asked about: ``why``, and the days that could be meant, the most likely first."""

    why: str
    readings: tuple[UnderstoodDay, ...]

    @property
    def question(self) -> str:
        """The whole question on one line."""
        return f"{self.why} {list_words(tuple(reading.words for reading in self.readings), 'or')}?"


@immutable
class NoDay:
    """No day could be read. ``expected`` says what would be right, with an example."""

    expected: str


@immutable
class DayNotKnown:
    """The day is not known. ``answer`` is the id of the option for that."""

    answer: str


DayRead: TypeAlias = UnderstoodDay | DoubtfulDay | NoDay | DayNotKnown


def read_day(text: str, purpose: Purpose, today: date) -> DayRead:
    """Returns how ``text``, typed on ``today`` (London), is read as one day for ``purpose``. Accepts any text and does not raise."""
    return _Reader(purpose, today).read(text)


def understood(day: date, purpose: Purpose, today: date) -> UnderstoodDay:
    """Returns a day that is already known, with the words of ``purpose``."""
    return UnderstoodDay(day, f"{day_words(day)}, {purpose.distance(day, today)}")


@immutable
class _Meant:
    """The days that a text means. ``why`` is the reason to ask, or ""; ``wrong`` says what would be right if it cannot be read."""

    days: tuple[date, ...] = ()
    why: str = ""
    wrong: str = ""


class _Reader:
    """Reads one text. Methods return None for a text that is not of their kind."""

    def __init__(self, purpose: Purpose, today: date) -> None:
        self._purpose, self._today = purpose, today

    def read(self, text: str) -> DayRead:
        """Reads the whole text."""
        tidied = tidy(text) if len(text) <= LONGEST else ""
        if tidied in UNKNOWN:
            return (
                DayNotKnown(self._purpose.unknown)
                if self._purpose.unknown
                else NoDay(f"{self._example()}; leave it empty if it is not known")
            )
        meant = self._meant(tidied) or self._misspelt(tidied)
        if meant is None or meant.wrong:
            return NoDay(meant.wrong if meant else self._example())
        return self._held_against_purpose(meant)

    def _example(self) -> str:
        return f"{self._purpose.what}, such as {self._purpose.example(self._today)}"

    def _held_against_purpose(self, meant: _Meant) -> DayRead:
        earliest, latest = self._purpose.possible(self._today)
        days = tuple(day for day in dict.fromkeys(meant.days) if earliest <= day <= latest)
        if not days:
            if latest == self._today and any(day > latest for day in meant.days):
                return NoDay(f"{self._purpose.what}, which is not after today")
            return NoDay(f"{self._purpose.what} from {plain_day(earliest)} to {plain_day(latest)}")
        readings = tuple(understood(day, self._purpose, self._today) for day in days)
        first, last_usual = self._purpose.usual(self._today)
        odd = ""
        if len(days) == 1 and not first <= days[0] <= last_usual:
            odd = self._purpose.odd.format(distance=self._purpose.distance(days[0], self._today))
        why = " ".join(part for part in (meant.why, odd) if part)
        return DoubtfulDay(why, readings) if why else readings[0]

    def _meant(self, text: str) -> _Meant | None:
        return self._relative(text) or self._end_of_month(text) or self._calendar(text)

    def _misspelt(self, said: str) -> _Meant | None:
        """Reads the text with each misspelt word corrected. The result is always asked about."""
        readings = [(meant, words) for text, words in respelt(said) if (meant := self._meant(text)) and meant.days]
        if not readings:
            return None
        days = tuple(day for meant, _ in readings for day in meant.days)
        whys = dict.fromkeys(meant.why for meant, _ in readings if meant.why)
        return _Meant(days, " ".join((MISSPELT.format(words=readings[0][1]), *whys)))

    # -- a day of the calendar --------------------------------------------------------------------------------------

    def _calendar(self, text: str) -> _Meant | None:
        parts = parts_in(text)
        full = [each for each in parts if each.day is not None and each.month is not None]
        if not full:
            return self._too_little(parts[0]) if parts else None
        readings = [self._of_parts(each) for each in full]
        real = [meant for meant in readings if meant.days]
        if len(readings) == 1 or not real:
            return readings[0]
        return _Meant(tuple(day for meant in real for day in meant.days), f"{SEVERAL} {real[0].why}".strip())

    def _too_little(self, parts: Parts) -> _Meant | None:
        """Reads a text that has only some parts of a date."""
        if parts.weekday is not None and parts.day is not None and self._purpose.toward:
            return self._weekday_of_month(parts.weekday, parts.day)
        if parts.month is not None and 1 <= parts.month <= LAST_MONTH:
            year = f" {parts.year}" if parts.year is not None and not parts.short else ""
            return _Meant(wrong=DAY_TOO.format(month=f"{MONTHS[parts.month - 1]}{year}"))
        return _Meant(wrong=MONTH_TOO.format(day=parts.day)) if parts.day is not None else None

    def _weekday_of_month(self, weekday: int, number: int) -> _Meant:
        """Reads ``Monday the 30th``: the next (or last) such day within a year."""
        step = timedelta(days=self._purpose.toward)
        days = (self._today + step * ahead for ahead in range(365))
        match = next((day for day in days if (day.weekday(), day.day) == (weekday, number)), None)
        return _Meant((match,), WHICH_MONTH) if match else _Meant(wrong=MONTH_TOO.format(day=number))

    def _of_parts(self, parts: Parts) -> _Meant:
        month, number = parts.month or 0, parts.day or 0
        if not 1 <= month <= LAST_MONTH:
            return _Meant(wrong=f"{self._example()}; there is no month {month}")
        if parts.year is None:
            meant = self._without_year(month, number)
        elif parts.short:
            days = (_made(century + parts.year, month, number) for century in CENTURIES)
            meant = _Meant(tuple(day for day in days if day), TWO_DIGITS) if parts.day else _Meant()
        else:
            day = _made(parts.year, month, number)
            meant = _Meant((day,)) if day else _Meant()
        if not meant.days:
            return meant if meant.wrong else _Meant(wrong=self._never(month, number, parts))
        return _with_weekday(_Meant(meant.days, " ".join(part for part in (parts.unsure, meant.why) if part)), parts)

    def _never(self, month: int, number: int, parts: Parts) -> str:
        year = parts.year if parts.year is not None and not parts.short else None
        if year is not None and not FIRST_YEAR <= year <= LAST_YEAR:
            return f"a year from {FIRST_YEAR} to {LAST_YEAR}"
        longest = count_words(monthrange(year or LEAP_YEAR, month)[1], "day")
        named = f"{MONTHS[month - 1]}{f' {year}' if year else ''}"
        return f"a day that exists: {named} has {longest}" if number else self._example()

    def _without_year(self, month: int, number: int) -> _Meant:
        """Reads a day without its year as the next or the last such day, depending on the purpose. If the other one is close too,
        it is asked about.
        """
        if number > monthrange(LEAP_YEAR, month)[1] or number < 1:
            return _Meant()
        if not self._purpose.toward:
            return _Meant(wrong=YEAR_TOO.format(day=f"{number} {MONTHS[month - 1]}"))
        years = range(self._today.year - 8, self._today.year + 9)
        days = [day for year in years if (day := _made(year, month, number))]
        ahead = next((day for day in days if day >= self._today), None)
        back = next((day for day in reversed(days) if day <= self._today), None)
        if ahead is None or back is None:
            return _Meant(tuple(day for day in (ahead, back) if day), WHICH_YEAR)
        meant, other = (ahead, back) if self._purpose.toward > 0 else (back, ahead)
        leaps = (number, month) == (29, 2)
        close = abs(other - self._today) <= RECENT and meant != other and self._purpose.toward > 0
        return _Meant((meant, other) if close else (meant,), WHICH_YEAR if close or leaps else "")

    # -- a day counted from today -----------------------------------------------------------------------------------

    def _relative(self, text: str) -> _Meant | None:
        words = text.replace("'s ", " ").replace("s' ", "s ").split()
        if words[:1] == ["in"]:
            words = words[1:]
        if words[-1:] == ["time"] or words[-2:] == ["from", "now"]:
            words = words[:-1] if words[-1] == "time" else words[:-2]
        if words[-1:] == ["ago"]:
            return self._counted(" ".join(words[:-1]), -1)
        return self._anchor(words) or self._counted(" ".join(words), 1) or self._from_anchor(words)

    def _from_anchor(self, words: list[str]) -> _Meant | None:
        """Reads ``a week on Monday``, ``a fortnight today``, ``Monday week``."""
        for cut in range(1, len(words)):
            first, rest = words[:cut], words[cut:]
            pairs = [(first, rest[1:] if rest[0] in {"on", "from", "after"} else rest)]
            if rest in (["week"], ["fortnight"]):
                pairs.append((rest, first))
            for length, anchor in pairs:
                days = _whole_days(" ".join(length))
                start = self._anchor(anchor) if days is not None else None
                if start is not None and days is not None:
                    return _Meant(tuple(moved for day in start.days for moved in _moved(day, days)), start.why)
        return None

    def _counted(self, length: str, sign: int) -> _Meant | None:
        """Reads a number of days or weeks from today. Months and years are less precise and are asked about."""
        days = _whole_days(length)
        if days is not None:
            return _Meant(tuple(_moved(self._today, sign * days)))
        count_and_unit = counted(length)
        if count_and_unit is None or count_and_unit[1] not in MONTHS_IN or count_and_unit[0] != int(count_and_unit[0]):
            return None
        months = (
            self._today.year * 12 + self._today.month - 1 + sign * int(count_and_unit[0]) * MONTHS_IN[count_and_unit[1]]
        )
        year, month = divmod(months, 12)
        if not FIRST_YEAR <= year <= LAST_YEAR:
            return None
        number = min(self._today.day, monthrange(year, month + 1)[1])
        return _Meant((date(year, month + 1, number),), ROUGH)

    def _anchor(self, words: list[str]) -> _Meant | None:
        """Reads a day named without its date: ``tomorrow``, ``Friday``, ``next Friday``."""
        words = words[1:] if words[:1] in (["the"], ["on"], ["this"], ["coming"]) and len(words) > 1 else words
        near = NEAR.get(" ".join(words))
        if near is not None:
            return _Meant(tuple(_moved(self._today, near)))
        which = words[0] if len(words) > 1 and words[0] in {"next", "last"} else ""
        rest = words[1:] if which else words
        weekday = weekday_number(rest[0]) if len(rest) == 1 else None
        if weekday is None or not (which or self._purpose.toward):
            return None
        toward = {"next": 1, "last": -1}.get(which, self._purpose.toward)
        away = (weekday - self._today.weekday()) * toward % 7
        if which:
            days = (*_moved(self._today, toward * (away or 7)), *_moved(self._today, toward * ((away or 7) + 7)))
            return _Meant(days, NEXT.format(words=f"{which} {DAYS[weekday]}"))
        if away == 0:
            days = (self._today, *_moved(self._today, toward * 7))
            return _Meant(days, TODAY_TOO.format(day=DAYS[weekday]))
        return _Meant(tuple(_moved(self._today, toward * away)))

    def _end_of_month(self, text: str) -> _Meant | None:
        """Reads ``the end of December``, ``the end of the month`` as its last day, which is asked about."""
        words = text.removeprefix("the ").removeprefix("at ").removeprefix("the ")
        for begin in ("end of ", "last day of "):
            if words.startswith(begin):
                return self._last_of(words.removeprefix(begin).removeprefix("the ").removeprefix("this "))
        return None

    def _last_of(self, named: str) -> _Meant | None:
        today = self._today
        if named in {"month", "next month"}:
            year, month = divmod(today.year * 12 + today.month - (named == "month"), 12)
            parts: tuple[Parts, ...] = (Parts(month=month + 1, year=year),)
        else:
            parts = tuple(each for each in parts_in(named) if each.day is None and each.month is not None)
        if len(parts) != 1 or parts[0].short or not 1 <= (parts[0].month or 0) <= LAST_MONTH:
            return None
        month, asked_year = parts[0].month or 0, parts[0].year
        years = (asked_year,) if asked_year is not None else (today.year - 1, today.year, today.year + 1)
        ends = [date(year, month, monthrange(year, month)[1]) for year in years if FIRST_YEAR <= year <= LAST_YEAR]
        if asked_year is None:
            if not self._purpose.toward:
                return None
            ends = [end for end in ends if (end - today).days * self._purpose.toward >= 0][:: self._purpose.toward][:1]
        return _Meant(tuple(ends), END_OF) if ends else None


def _with_weekday(meant: _Meant, parts: Parts) -> _Meant:
    """Returns the days that fall on the weekday named with the date. If none does, the nearest day with that weekday is offered
    too.
    """
    if parts.weekday is None:
        return meant
    fitting = tuple(day for day in meant.days if day.weekday() == parts.weekday)
    if fitting:
        return _Meant(fitting, meant.why)
    day = meant.days[0]
    away = (parts.weekday - day.weekday() + 3) % 7 - 3
    why = NOT_THAT_DAY.format(day=plain_day(day), right=DAYS[day.weekday()], said=DAYS[parts.weekday])
    return _Meant((*meant.days, *_moved(day, away)), " ".join(part for part in (meant.why, why) if part))


def _made(year: int, month: int, day: int) -> date | None:
    return iso_date(f"{year:04}-{month:02}-{day:02}") if FIRST_YEAR <= year <= LAST_YEAR else None


def _moved(day: date, by: int) -> Iterator[date]:
    """Yields the day ``by`` days after ``day``, if it is in the years that are read."""
    try:
        moved = day + timedelta(days=by)
    except OverflowError:
        return
    if FIRST_YEAR <= moved.year <= LAST_YEAR:
        yield moved


def _whole_days(length: str) -> int | None:
    """Returns a length in days, weeks or fortnights as days. A bare ``week`` means one."""
    count_and_unit = counted(f"a {length}" if length in DAYS_IN else length)
    if count_and_unit is None or count_and_unit[1] not in DAYS_IN:
        return None
    days = count_and_unit[0] * DAYS_IN[count_and_unit[1]]
    return int(days) if days == int(days) else None
