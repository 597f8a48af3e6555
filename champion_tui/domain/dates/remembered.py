"""Reads dates and lengths of time as people remember them.

Examples are ``2024``, ``spring 2023``, ``about 2 years ago``; ``6 weeks``, ``2 to 3 months``, ``over a year``. Each becomes the
range of days that it can mean, never a single day that nobody named. Text that cannot be read, or could mean two things, is asked
about.

``date_grammar`` parses days, months and years; this module adds what is vague about a memory. A range is as wide as the words
allow. A month is all its days. Seasons are counted in two ways, and a season lasts from the earlier beginning to the later end.
``early 2024`` is its first half. ``about`` adds half as much again on both sides.

A plain count is accurate to the nearest half: ``2 years`` is anything from one and a half to two and a half. ``about`` allows a
quarter of the length if that is more. A count of days is exact.
"""

import re
from datetime import date, timedelta
from math import ceil, floor

from champion_tui.ground.answers import Problem, WrongValue
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
)
from champion_tui.ground.dates.date_words import DAYS, list_words, plain_day
from champion_tui.ground.values import immutable

EXPECTED_LENGTH = "how long it was: 6 weeks, 3 months, 2 years, about 2 years, 2 to 3 years, over a year, or unknown"

ONE_UNIT = {"day": timedelta(days=1), "week": timedelta(days=7)}
DAYS_IN = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 365.25 / 12, "year": 365.25}
UNEVEN_DAYS = {"day": 0, "week": 0, "fortnight": 0, "month": 2, "year": 1}
"""How many days a count of months or years can be longer or shorter than its average."""

NUMBERS = {
    "a": 1.0,
    "an": 1.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "eleven": 11.0,
    "twelve": 12.0,
}

MORE = ("more than", "over", "at least")
LESS = ("less than", "under", "at most", "up to", "not quite")
ABOUT_SO_LONG = ("about", "around", "roughly", "approximately", "approx", "nearly", "almost", "maybe", "perhaps")
LONGEST_YEARS = 130
"""The longest time that anybody is assumed to have lived anywhere."""

LONGEST = ceil(LONGEST_YEARS * DAYS_IN["year"])
QUARTER = 0.25
HALF = 0.5


@immutable
class Length:
    """A number of days from ``least`` to ``most``. The first and the last day of a stay both count."""

    least: int
    most: int


ANY_LENGTH = Length(1, LONGEST)
"""An unknown length."""


def remembered_length(key: str, text: str) -> Length:
    """Returns the length in days that ``text`` can mean. Raises ``WrongValue`` under ``key`` if it cannot be read."""
    tidied = tidy(text)
    if tidied in UNKNOWN:
        return ANY_LENGTH
    length = _bounded(tidied)
    if length is None or length.least > LONGEST:
        raise WrongValue(Problem(key, text, EXPECTED_LENGTH))
    return Length(max(length.least, 1), min(max(length.most, 1), LONGEST))


def _bounded(text: str) -> Length | None:
    for word in MORE:
        if text.startswith(f"{word} "):
            count = counted(text.removeprefix(f"{word} "))
            return count and Length(_days(*count, down=True), LONGEST)
    for word in LESS:
        if text.startswith(f"{word} "):
            count = counted(text.removeprefix(f"{word} "))
            return count and Length(1, _days(*count, down=False))
    span = re.fullmatch(r"([0-9.]+|[a-z]+) ?(?:to|or|-|–) ?([0-9.]+|[a-z]+) ([a-z]+)", text)
    if span:
        first, last = read_length(f"{span[1]} {span[3]}"), read_length(f"{span[2]} {span[3]}")
        return Length(first.least, last.most) if first and last and first.least <= last.least else None
    for word in ABOUT_SO_LONG:
        if text.startswith(f"{word} "):
            return read_length(text.removeprefix(f"{word} "), about=True)
    return read_length(text)


def read_length(text: str, *, about: bool = False) -> Length | None:
    """Returns the range of days for a plain count of days, weeks, months or years, or None for anything else."""
    count_and_unit = counted(text)
    if count_and_unit is None:
        return None
    count, unit = count_and_unit
    slack = max(HALF if unit != "day" else 0.0, count * QUARTER if about else 0.0)
    return Length(_days(max(count - slack, 0.0), unit, down=True), _days(count + slack, unit, down=False))


def counted(text: str) -> tuple[float, str] | None:
    """Returns a plain count and its unit (``2 weeks``: 2.0 and ``week``), or None for anything else."""
    text = re.sub(r"\Aa couple(?: of)? ", "two ", text).replace("half a year", "6 months")
    mixed = re.fullmatch(r"([a-z]+|[0-9.]+) (day|week|fortnight|month|year)s? and a half", text)
    match = mixed or re.fullmatch(r"([a-z]+|[0-9]+(?:\.[0-9]+)?) ?(day|week|fortnight|month|year)s?", text)
    number = match and (NUMBERS.get(match[1]) if match[1].isalpha() else _decimal(match[1]))
    if not match or not number or number > LONGEST:
        return None
    return number + (HALF if mixed else 0.0), match[2]


def _decimal(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text) else None


def _days(count: float, unit: str, *, down: bool) -> int:
    exact = count * DAYS_IN[unit]
    return floor(exact) - UNEVEN_DAYS[unit] if down else ceil(exact) + UNEVEN_DAYS[unit]


EXPECTED = (
    "when it was, as exactly as they remember: 5 March 2024, March 2024, 2024, spring 2023, 2 years ago, or unknown"
)
NO_SUCH_DAY = "a date that exists, the day first"
NO_SUCH_MONTH = "a month that exists, such as March 2024"

SEASONS = {"spring": ((3, 1), (6, 21)), "summer": ((6, 1), (9, 23)), "autumn": ((9, 1), (12, 21))}
"""Season -> (month, day) of its first and last day, the earlier and the later of the two ways to count seasons."""

NOW = frozenset({"now", "today", "still there", "still here", "present"})
FILLERS = frozenset({"in", "since", "from", "until", "till", "to", "on", "the", "of", "and"})
ABOUT = frozenset(
    {"about", "around", "roughly", "approximately", "approx", "circa", "c", "maybe", "perhaps", "probably", "~"}
)
PARTS = {
    **dict.fromkeys(("early", "start", "beginning"), 0),
    **dict.fromkeys(("mid", "middle"), 1),
    **dict.fromkeys(("late", "end"), 2),
}
"""A word for half of a year, month or season -> the quarter in which that half begins."""


@immutable
class Between:
    """A day from ``earliest`` to ``latest``, both included. If they are equal it is one day."""

    earliest: date
    latest: date

    @property
    def exact(self) -> bool:
        """Whether only one day is possible."""
        return self.earliest == self.latest


ANY_DAY = Between(date.min, date.max)
"""An unknown day."""


def remembered_day(key: str, text: str, at: date) -> Between:
    """Returns the days that ``text`` can mean when it is said on ``at`` (Europe/London), or ``ANY_DAY`` if it says that the day is
    not known.

    Raises ``WrongValue`` under ``key`` for text that cannot be read, for dates that do not exist, and for a year of two digits,
    which can be meant in two ways.
    """
    tidied = tidy(text).replace("mid-", "mid ")
    if tidied in UNKNOWN:
        return ANY_DAY
    years = [int(year) for year in re.findall(r"(?<![0-9])[0-9]{4}(?![0-9])", tidied)]
    if any(not FIRST_YEAR <= year <= LAST_YEAR for year in years):
        raise WrongValue(Problem(key, text, f"a year from {FIRST_YEAR} to {LAST_YEAR}"))
    return _Reader(key, text, at).read(tidied)


class _Reader:
    """Reads one remembered date. Every method raises ``WrongValue``."""

    def __init__(self, key: str, text: str, at: date) -> None:
        self._key, self._text, self._at = key, text, at

    def read(self, text: str) -> Between:
        """Reads the whole text, in lower case: a time, with or without "before" or "after"."""
        words = [word for word in text.split() if word not in FILLERS]
        if not words or words[0] not in {"before", "after"}:
            return self._time(words)
        point = self._time(words[1:])
        if words[0] == "before":
            return Between(date.min, point.earliest - ONE_UNIT["day"])
        after = point.latest + ONE_UNIT["day"]
        return Between(after, max(after, self._at))

    def _time(self, words: list[str]) -> Between:
        """Reads a time, exact or vague: about, early, mid or late."""
        about = bool(words) and words[-1].endswith("?")
        words = [word.removesuffix("?") for word in words]
        if words and words[0].strip(".") in ABOUT:
            about, words = True, words[1:]
        half_from = PARTS.get(words[0]) if words else None
        rest = " ".join(words if half_from is None else words[1:])
        point = self._point(rest, about=about)
        if half_from is not None:
            point = _half(point, half_from)
        return _widened(point) if about and not rest.endswith(" ago") else point

    def _point(self, rest: str, *, about: bool) -> Between:
        point = self._known_point(rest, about=about)
        if point is not None:
            return point
        for text, words in respelt(rest):
            if self._known_point(text, about=about) is not None:
                raise self._wrong(f"{words} spelt otherwise: {text.title()}?")
        raise self._wrong(EXPECTED)

    def _known_point(self, rest: str, *, about: bool) -> Between | None:
        return self._relative(rest, about=about) or self._calendar(rest) or self._season(rest)

    def _relative(self, rest: str, *, about: bool) -> Between | None:
        at = self._at
        near = 0 if rest in NOW else NEAR.get(rest)
        if near is not None:
            return Between(at + near * ONE_UNIT["day"], at + near * ONE_UNIT["day"])
        if rest in {"this month", "last month"}:
            first = at.replace(day=1)
            return Between(first, at) if rest == "this month" else self._month_of(first - ONE_UNIT["day"])
        if rest in {"this year", "last year"}:
            year = at.year - (rest == "last year")
            return Between(date(year, 1, 1), min(date(year, 12, 31), at))
        if not rest.endswith(" ago"):
            return None
        length = read_length(rest.removesuffix(" ago"), about=about)
        if length is None:
            return None
        try:
            return Between(at - timedelta(days=length.most), at - timedelta(days=max(length.least, 0)))
        except OverflowError:
            raise self._wrong(EXPECTED) from None

    def _calendar(self, rest: str) -> Between | None:
        """Reads a day, a month or a year in numbers and names. A year of two digits is asked about."""
        parts = parts_in(rest)
        short = next((each.year for each in parts if each.short and each.year is not None), None)
        if short is not None:
            raise self._which_century(short)
        days = [each for each in parts if each.day is not None and each.month is not None and each.year is not None]
        if days:
            return self._day(days)
        point = next((each for each in parts if each.day is None and each.year is not None), None)
        if point is None or point.year is None or point.weekday is not None:
            return None
        if point.month is None:
            return self._between((point.year, 1, 1), (point.year, 12, 31))
        if not 1 <= point.month <= LAST_MONTH:
            raise self._wrong(NO_SUCH_MONTH)
        return self._month_of(date(point.year, point.month, 1))

    def _day(self, parts: list[Parts]) -> Between:
        """Returns the one day of ``parts``. Raises ``WrongValue`` if there are two, or the day does not come first."""
        made = [self._made(each.year or 0, each.month or 0, each.day or 0) for each in parts]
        days = tuple(day for day in made if day is not None)
        if not days:
            raise self._wrong(f"{NO_SUCH_DAY}, such as 25 March 2024")
        if len(days) > 1 or parts[0].unsure:
            raise self._wrong(f"{NO_SUCH_DAY}: {list_words(tuple(map(plain_day, days)), 'or')}?")
        weekday = parts[0].weekday
        if weekday is not None and days[0].weekday() != weekday:
            raise self._wrong(f"one day: {plain_day(days[0])} is a {DAYS[days[0].weekday()]}, not a {DAYS[weekday]}")
        return Between(days[0], days[0])

    def _which_century(self, short: int) -> WrongValue:
        last, this = 1900 + short, 2000 + short
        either = f"{this} or {last}" if this <= self._at.year else str(last)
        return self._wrong(f"the year with all four digits: {either}?")

    def _season(self, rest: str) -> Between | None:
        winter = re.fullmatch(r"winter ([0-9]{4})[/-](?:[0-9]{2})?([0-9]{2})", rest)
        season = re.fullmatch(r"([a-z]+) ([0-9]{4})", rest)
        short = re.fullmatch(r"([a-z]+) ?'?([0-9]{2})", rest)
        if short and short[1] in {*SEASONS, "winter", "christmas"}:
            raise self._which_century(int(short[2]))
        if winter and (int(winter[1]) + 1) % 100 == int(winter[2]):
            return self._between((int(winter[1]), 12, 1), (int(winter[1]) + 1, 3, 21))
        if season and season[1] in SEASONS:
            (first, last), year = SEASONS[season[1]], int(season[2])
            return self._between((year, *first), (year, *last))
        if season and season[1] == "christmas":
            return self._between((int(season[2]), 12, 20), (int(season[2]) + 1, 1, 2))
        if season and season[1] == "winter":
            year = int(season[2])
            raise self._wrong(f"which winter: winter {year - 1}/{year % 100:02} or winter {year}/{(year + 1) % 100:02}")
        return None

    def _between(self, first: tuple[int, int, int], last: tuple[int, int, int]) -> Between:
        earliest, latest = self._made(*first), self._made(*last)
        if earliest is None or latest is None:
            raise self._wrong(EXPECTED)
        return Between(earliest, latest)

    @staticmethod
    def _month_of(day: date) -> Between:
        first = day.replace(day=1)
        after = first + timedelta(days=31)
        return Between(first, after.replace(day=1) - ONE_UNIT["day"])

    @staticmethod
    def _made(year: int, month: int, day: int) -> date | None:
        try:
            return date(year, month, day)
        except ValueError:
            return None

    def _wrong(self, expected: str) -> WrongValue:
        return WrongValue(Problem(self._key, self._text, expected))


def _half(whole: Between, quarter: int) -> Between:
    """Returns the half of ``whole`` that begins with its quarter number ``quarter`` (0, 1 or 2)."""
    days = (whole.latest - whole.earliest).days
    first = whole.earliest + timedelta(days=days * quarter // 4)
    last = whole.earliest + timedelta(days=-(-days * (quarter + 2) // 4))
    return Between(first, last)


def _widened(point: Between) -> Between:
    """Returns ``point`` widened by half its length on both sides, and at least by two weeks, which is what ``about`` means."""
    slack = timedelta(days=max((point.latest - point.earliest).days // 2 + 1, 14))
    return Between(point.earliest - slack, point.latest + slack)
