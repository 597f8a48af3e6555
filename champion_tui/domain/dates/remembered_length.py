"""Lengths of time as people remember them: ``about 2 years``, ``6 weeks``, ``2 to 3 months``, ``over a year``.

A plain count is meant to the nearest half: ``2 years`` is anything from one and a half to two and a half. ``about`` allows a
quarter of the length where that is more. Days are days.
"""

import re
from dataclasses import dataclass
from datetime import timedelta
from math import ceil, floor

from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.date_grammar import UNKNOWN, tidy

EXPECTED = "how long it was: 6 weeks, 3 months, 2 years, about 2 years, 2 to 3 years, over a year, or unknown"

ONE_UNIT = {"day": timedelta(days=1), "week": timedelta(days=7)}
DAYS_IN = {"day": 1.0, "week": 7.0, "fortnight": 14.0, "month": 365.25 / 12, "year": 365.25}
UNEVEN_DAYS = {"day": 0, "week": 0, "fortnight": 0, "month": 2, "year": 1}
"""By how many days a count of months or years can be longer or shorter than their average says."""

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
ABOUT = ("about", "around", "roughly", "approximately", "approx", "nearly", "almost", "maybe", "perhaps")
LONGEST_YEARS = 130
"""Nobody has lived anywhere for longer."""

LONGEST = ceil(LONGEST_YEARS * DAYS_IN["year"])
QUARTER = 0.25
HALF = 0.5


@dataclass(frozen=True, slots=True)
class Length:
    """A number of days from ``least`` to ``most``, the first and the last day of a stay both counted."""

    least: int
    most: int


ANY_LENGTH = Length(1, LONGEST)
"""A length that nobody remembers anything about."""


def remembered_length(key: str, text: str) -> Length:
    """The length in days that ``text`` can mean. Raises ``WrongValue`` under ``key`` for what cannot be read."""
    said = tidy(text)
    if said in UNKNOWN:
        return ANY_LENGTH
    found = _bounded(said)
    if found is None or found.least > LONGEST:
        raise WrongValue(Problem(key, text, EXPECTED))
    return Length(max(found.least, 1), min(max(found.most, 1), LONGEST))


def _bounded(said: str) -> Length | None:
    for word in MORE:
        if said.startswith(f"{word} "):
            found = counted(said.removeprefix(f"{word} "))
            return found and Length(_days(*found, down=True), LONGEST)
    for word in LESS:
        if said.startswith(f"{word} "):
            found = counted(said.removeprefix(f"{word} "))
            return found and Length(1, _days(*found, down=False))
    span = re.fullmatch(r"([0-9.]+|[a-z]+) ?(?:to|or|-|–) ?([0-9.]+|[a-z]+) ([a-z]+)", said)
    if span:
        first, last = read_length(f"{span[1]} {span[3]}"), read_length(f"{span[2]} {span[3]}")
        return Length(first.least, last.most) if first and last and first.least <= last.least else None
    for word in ABOUT:
        if said.startswith(f"{word} "):
            return read_length(said.removeprefix(f"{word} "), about=True)
    return read_length(said)


def read_length(said: str, *, about: bool = False) -> Length | None:
    """A plain count of days, weeks, months or years; None for anything else."""
    found = counted(said)
    if found is None:
        return None
    count, unit = found
    slack = max(HALF if unit != "day" else 0.0, count * QUARTER if about else 0.0)
    return Length(_days(max(count - slack, 0.0), unit, down=True), _days(count + slack, unit, down=False))


def counted(said: str) -> tuple[float, str] | None:
    """A plain count and its unit (``2 weeks``: 2.0 and ``week``); None for anything else."""
    said = re.sub(r"\Aa couple(?: of)? ", "two ", said).replace("half a year", "6 months")
    mixed = re.fullmatch(r"([a-z]+|[0-9.]+) (day|week|fortnight|month|year)s? and a half", said)
    found = mixed or re.fullmatch(r"([a-z]+|[0-9]+(?:\.[0-9]+)?) ?(day|week|fortnight|month|year)s?", said)
    number = found and (NUMBERS.get(found[1]) if found[1].isalpha() else _number(found[1]))
    if not found or not number or number > LONGEST:
        return None
    return number + (HALF if mixed else 0.0), found[2]


def _number(text: str) -> float | None:
    return float(text) if re.fullmatch(r"[0-9]{1,5}(\.[0-9]{1,3})?", text) else None


def _days(count: float, unit: str, *, down: bool) -> int:
    exact = count * DAYS_IN[unit]
    return floor(exact) - UNEVEN_DAYS[unit] if down else ceil(exact) + UNEVEN_DAYS[unit]
