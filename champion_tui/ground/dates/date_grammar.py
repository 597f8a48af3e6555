"""The grammar of British dates: which day, month and year a text names.

Two modules parse dates with this: ``said_day`` (one exact day) and ``remembered`` (the days that a memory can mean). The day comes
first, as in Britain. Another order is offered only if that gives no date, with the reason to ask about it.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from difflib import get_close_matches
from itertools import product

from champion_tui.ground.dates.date_words import DAYS, MONTHS
from champion_tui.ground.values import immutable

FIRST_YEAR, LAST_YEAR = 1900, 2199
"""Years outside these are typing slips."""

SHORTEST_NAME = len("jan")
LAST_MONTH, LONGEST_MONTH = 12, 31
SHORT_YEAR, LONG_YEAR = 2, 4
"""Digits of a year."""

UNKNOWN = frozenset({"?", "unknown", "not known", "not sure", "don't know", "do not know", "no idea"})
NEAR = {
    "now": 0,
    "today": 0,
    "tomorrow": 1,
    "yesterday": -1,
    "day after tomorrow": 2,
    "day before yesterday": -2,
}
"""Names of days -> how many days from today they are."""

UNITS = ("days", "week", "weeks", "fortnight", "month", "months", "year", "years")
VOCABULARY = (*(name.lower() for name in (*MONTHS, *DAYS)), "sept", "today", "tomorrow", "yesterday", "next", *UNITS)
"""The words that a misspelt word is compared with."""

SHORTEST_MISSPELT = 4
"""Letters. A shorter word resembles too many others."""

CLOSE, MOST_CLOSE = 0.75, 2
"""The lowest similarity (``difflib``, 0 to 1) of a misspelt word to a correct one, and how many corrections are offered."""

MOST_MISSPELT = 2
"""Words. A text with more misspelt words is not a date."""

BETWEEN = frozenset(",/.-")
"""Separators between the parts of a date, besides spaces."""

PLAIN = {"\u2018": "'", "\u2019": "'", "\u2212": "-", "\u2044": "/", "\u2215": "/", ",": " "}
"""Curly apostrophes, the minus sign and other slashes -> the keyboard's characters."""

FILLERS = frozenset({"the", "of", "on"})
ORDINALS = (
    *(
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "ninth",
        "tenth",
        "eleventh",
        "twelfth",
    ),
    *("thirteenth", "fourteenth", "fifteenth", "sixteenth", "seventeenth", "eighteenth", "nineteenth", "twentieth"),
)
TENS = {"twenty": 20, "thirty": 30}

_TOKEN = re.compile(r"'?[0-9]+|[^\W\d_]+|\S")
_ORDINAL = re.compile(r"(?<=[0-9])\s?(?:st|nd|rd|th)\b")
_COMPACT = {8: ((2, 4), (4, 6)), 7: ((1, 3), (2, 3)), 6: ((2, 4), (1, 2))}
"""Number of unseparated digits -> the pairs of places where they can be split."""

AMERICAN = "In Britain the day comes first, and there is no month {month}."
YEAR_FIRST = "There is no day {day}: is the year written first?"


@immutable
class Parts:
    """The parts of a date that a text names; None for those it does not. ``year`` is as written, ``short`` if in two digits.

    ``weekday`` is 0 for Monday. ``unsure`` says why these parts must be asked about, "" if they are plain. The day may not exist.
    """

    day: int | None = None
    month: int | None = None
    year: int | None = None
    short: bool = False
    weekday: int | None = None
    unsure: str = ""


def tidy(text: str) -> str:
    """Returns ``text`` in lower case with plain digits, spaces, hyphens and apostrophes, without invisible characters.

    Digits of every script become 0 to 9; a no-break space becomes a space; ``31st`` and ``thirty-first`` become ``31``.
    """
    plain = " ".join("".join(map(_plain, text)).lower().split())
    return _ORDINAL.sub("", _ordinals(plain)).strip(" .,;")


def _plain(char: str) -> str:
    if unicodedata.east_asian_width(char) == "F":
        char = unicodedata.normalize("NFKC", char)
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category in {"Cf", "Zs"}:
        return "" if category == "Cf" else " "
    return "-" if category == "Pd" else PLAIN.get(char, char)


def _ordinals(text: str) -> str:
    """Returns ``text`` with ordinals in words as numbers: ``twenty-first`` is 21, ``the second`` is 2."""

    def number(ordinal: re.Match[str]) -> str:
        tens = TENS.get(ordinal[1] or "", 0)
        return str(tens + (ORDINALS.index(ordinal[2]) + 1)) if ordinal[2] in ORDINALS else str(TENS["thirty"])

    return re.sub(rf"\b(?:(twenty|thirty)[- ])?({'|'.join(ORDINALS)}|thirtieth)\b", number, text)


def month_number(word: str) -> int:
    """Returns 1 to 12 for a month's name in full or by its first letters (``sept`` too), 0 for any other word."""
    return _number_among(MONTHS, word)


def weekday_number(word: str) -> int | None:
    """Returns 0 (Monday) to 6 for a day's name in full or by its first letters, None for any other word."""
    number = _number_among(DAYS, word)
    return number - 1 if number else None


def _number_among(names: tuple[str, ...], word: str) -> int:
    fits = [number for number, name in enumerate(names, 1) if name.lower().startswith(word)]
    return fits[0] if len(word) >= SHORTEST_NAME and fits else 0


def parts_in(text: str) -> tuple[Parts, ...]:
    """Returns every way to read a tidied text as parts of a date, the most likely first; () if it contains anything else."""
    tokens = [token for token in _TOKEN.findall(text) if token not in BETWEEN and token not in FILLERS]
    weekdays = [token for token in tokens if weekday_number(token) is not None]
    months = [token for token in tokens if month_number(token)]
    numbers = [token for token in tokens if token.removeprefix("'").isascii() and token.removeprefix("'").isdigit()]
    if len(weekdays) > 1 or len(months) > 1 or len(tokens) != len(weekdays) + len(months) + len(numbers):
        return ()
    readings = _with_month(month_number(months[0]), numbers) if months else _in_numbers(numbers)
    weekday = weekday_number(weekdays[0]) if weekdays else None
    return tuple(replace(parts, weekday=weekday) for parts in readings)


def _with_month(month: int, numbers: list[str]) -> Iterator[Parts]:
    """Yields readings of a month by its name, with a day and a year in either order, or one of them, or neither."""
    match numbers:
        case []:
            yield Parts(month=month)
        case [number]:
            if _may_be_day(number):
                yield Parts(day=int(number), month=month)
            yield from _years(number, Parts(month=month))
        case [first, last]:
            for day, year in ((first, last), (last, first)):
                readings = tuple(_years(year, Parts(day=int(day), month=month))) if _may_be_day(day) else ()
                yield from readings
                if readings:
                    return


def _in_numbers(numbers: list[str]) -> Iterator[Parts]:
    match numbers:
        case [first, second, third]:
            yield from _three(first, second, third)
        case [first, second]:
            yield from _two(first, second)
        case [digits] if len(digits) in _COMPACT:
            cut = [_three(digits[:one], digits[one:two], digits[two:]) for one, two in _COMPACT[len(digits)]]
            whole = [parts for each in cut for parts in each if _can_be(parts)]
            yield from [parts for parts in whole if not parts.unsure] or whole
        case [number]:
            if _may_be_day(number):
                yield Parts(day=int(number))
            yield from _years(number, Parts())


def _three(first: str, second: str, third: str) -> Iterator[Parts]:
    """Yields readings as day, month, year; or with the year first, if it has four digits or the first number cannot be a day."""
    if len(first) == LONG_YEAR:
        yield from (part for day in _days_and_months(third, second) for part in _years(first, day))
    elif first.isdigit() and len(first) <= SHORT_YEAR and int(first) > LONGEST_MONTH and len(third) <= SHORT_YEAR:
        unsure = YEAR_FIRST.format(day=int(first))
        for day in _days_and_months(third, second):
            yield from (replace(part, unsure=day.unsure or unsure) for part in _years(first, day))
    else:
        yield from (part for day in _days_and_months(first, second) for part in _years(third, day))


def _two(first: str, second: str) -> Iterator[Parts]:
    """Yields readings as day and month, or month and year in either order."""
    if LONG_YEAR in {len(first), len(second)}:
        month, year = (second, first) if len(first) == LONG_YEAR else (first, second)
        if len(month) <= SHORT_YEAR and month.isdigit():
            yield from _years(year, Parts(month=int(month)))
        return
    yield from _days_and_months(first, second)
    if first.isdigit() and len(first) <= SHORT_YEAR and 1 <= int(first) <= LAST_MONTH:
        yield from _years(second, Parts(month=int(first)))


def _days_and_months(day: str, month: str) -> Iterator[Parts]:
    """Yields a day and a month in numbers; in the American order only if there is no such month."""
    if not (day.isdigit() and month.isdigit() and len(day) <= SHORT_YEAR and len(month) <= SHORT_YEAR):
        return
    if int(month) > LAST_MONTH >= int(day) >= 1:
        yield Parts(day=int(month), month=int(day), unsure=AMERICAN.format(month=int(month)))
    else:
        yield Parts(day=int(day), month=int(month))


def _years(year: str, parts: Parts) -> Iterator[Parts]:
    digits = year.removeprefix("'")
    if len(digits) == LONG_YEAR and digits == year:
        yield replace(parts, year=int(digits))
    elif len(digits) == SHORT_YEAR:
        yield replace(parts, year=int(digits), short=True)


def _may_be_day(number: str) -> bool:
    return number.isdigit() and len(number) <= SHORT_YEAR and 1 <= int(number) <= LONGEST_MONTH


def _can_be(parts: Parts) -> bool:
    """Returns whether unseparated digits are likely to mean these parts."""
    day, month, year = parts.day or 0, parts.month or 0, parts.year or 0
    in_time = parts.short or FIRST_YEAR <= year <= LAST_YEAR
    return in_time and 1 <= month <= LAST_MONTH and 1 <= day <= LONGEST_MONTH


def respelt(text: str) -> tuple[tuple[str, str], ...]:
    """Returns (a tidied text with its misspelt words corrected, the misspelt words) for each likely correction.

    Returns () if nothing is misspelt, or a word resembles none of the words in a date.
    """
    words = [word for word in _TOKEN.findall(text) if len(word) >= SHORTEST_MISSPELT and word.isalpha()]
    wrong = [
        word for word in words if not (month_number(word) or weekday_number(word) is not None or word in VOCABULARY)
    ]
    if not 1 <= len(wrong) <= MOST_MISSPELT:
        return ()
    close = [get_close_matches(word, VOCABULARY, MOST_CLOSE, CLOSE) for word in wrong]
    named = ", ".join(f"“{word}”" for word in wrong)
    return tuple((_replaced(text, wrong, right), named) for right in product(*close))


def _replaced(text: str, wrong: list[str], right: tuple[str, ...]) -> str:
    for old, new in zip(wrong, right, strict=True):
        text = text.replace(old, new, 1)
    return text
