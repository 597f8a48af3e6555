"""Reads a remembered history from a JSON object: the contracted ``connection`` file (see ``history_reading``), in which a date
may be said as it is remembered (``remembered``), with these additions:

- an address may say ``for`` how long (``about 2 years``), and needs ``from``, ``to`` or ``for``; without ``to`` it goes on;
- ``years`` of family may be a length in words; ``casual`` may be null, where that is not known;
- ``born`` is the person's date of birth: no stay began before it.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from math import ceil, floor
from typing import Any

from champion_tui.domain.connection.history import SEVERAL_PLACES, Family, History, StayKind, Work
from champion_tui.domain.connection.reading_history import (
    KEYS,
    Values,
    one_district,
    one_of,
    read_history,
    unknown_keys,
)
from champion_tui.domain.connection.remembered_history import (
    RememberedFamily,
    RememberedHistory,
    RememberedStay,
    RememberedWork,
    settled,
)
from champion_tui.domain.dates.remembered_dates import ANY_DAY, NOW, Between, remembered_day
from champion_tui.domain.dates.remembered_length import ANY_LENGTH, DAYS_IN, Length, remembered_length
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.calendar import iso_date
from champion_tui.ground.date_words import plain_day

REMEMBERED_KEYS = {**KEYS, "addresses": ("district", "from", "to", "for", "kind"), "born": ()}
"""Every key of the file, each with the keys of the objects within it."""

MOST_STAYS = 60
"""Rows. More stays than a person has months in five years are asked about: some will be too old to matter."""

LEAP_DAYS = 2
"""By how many days a length in words is wider than its years, so that "over 5 years" stays 5 years."""

OLDEST = 120
"""Years. Nobody is older."""

IN_ORDER = "times that fit together: with these the stay would end before it begins, or not last so long"


def read_remembered(values: Values, districts: Collection[str], at: date) -> RememberedHistory:
    """The remembered history that a parsed JSON object holds, as known on ``at`` (Europe/London).

    ``districts`` are the loaded authorities' ids. Raises ``WrongValue`` with the first problem, unknown keys before others,
    then in the file's order.
    """
    for problem in unknown_keys(values, REMEMBERED_KEYS):
        raise WrongValue(problem)
    return _Reader((*districts, *SEVERAL_PLACES), at).read(values)


class _Reader:
    """Reads one file whose keys are all known. Every method raises ``WrongValue``."""

    def __init__(self, districts: Collection[str], at: date) -> None:
        self._districts = districts
        self._at = at
        self._born: date | None = None

    def read(self, values: Values) -> RememberedHistory:
        """The whole file. The date of birth comes first: every stay is held against it."""
        self._born = _born(values["born"], self._at) if values.get("born") is not None else None
        stays: tuple[RememberedStay, ...] = ()
        work: tuple[RememberedWork, ...] = ()
        family: tuple[RememberedFamily, ...] = ()
        rest: dict[str, object] = {}
        for key, value in values.items():
            if value is None or key == "born":
                continue
            if key == "addresses":
                stays = tuple(self._stay(path, row) for path, row in _rows(key, value, MOST_STAYS))
            elif key == "work":
                work = tuple(self._work(path, row) for path, row in _rows(key, value))
            elif key == "family":
                family = tuple(self._family(path, row) for path, row in _rows(key, value))
            else:
                rest[key] = value
                self._exactly(rest)
        exact = self._exactly(rest)
        return RememberedHistory(
            stays=stays,
            work=work,
            family=family,
            special=exact.special,
            unsafe=exact.unsafe,
            care=exact.care,
            asylum_support=exact.asylum_support,
            stage=exact.stage,
            born=self._born,
        )

    def _exactly(self, values: Values) -> History:
        return read_history(values, self._districts, self._at)

    def _row(self, path: str, row: Values) -> History:
        """One row, read by the contract's own reader, which complains of its other values in their order."""
        key, number = path.removesuffix("]").split("[")
        try:
            return self._exactly({key: [row]})
        except WrongValue as wrong:
            problem = wrong.problem
            raise WrongValue(
                Problem(problem.key.replace(f"{key}[0]", f"{key}[{number}]", 1), problem.given, problem.expected)
            ) from None

    def _stay(self, path: str, row: Values) -> RememberedStay:
        """One address: its values in the order in which they stand, then what is missing, then whether its times fit."""
        readers: dict[str, Callable[[str, object], Any]] = {
            "district": lambda key, value: one_district(key, value, self._districts),
            "kind": lambda key, value: one_of(key, value, StayKind),
            "from": self._first,
            "to": self._last,
            "for": _length,
        }
        read = {
            key: readers[key](f"{path}.{key}", row.get(key))
            for key in (*row, *(key for key in readers if key not in row))
        }
        if not any(row.get(key) for key in ("from", "to", "for")):
            raise WrongValue(
                Problem(f"{path}.from", None, "when it began, when it ended or how long it was; or unknown")
            )
        district, kind, first = read["district"], read["kind"], read["from"]
        last, goes_on = read["to"]
        found = settled(RememberedStay(district, kind, first, last, read["for"], goes_on))
        if found is None:
            key = "to" if row.get("for") is None else "for"
            raise WrongValue(Problem(f"{path}.{key}", row.get(key), IN_ORDER))
        return found

    def _first(self, key: str, value: object) -> Between:
        earliest = self._born or _years_before(self._at, OLDEST)
        said = ANY_DAY if value is None else remembered_day(key, _text(key, value), self._at)
        if said.earliest > self._at:
            raise WrongValue(Problem(key, value, f"a date that is not after {plain_day(self._at)}"))
        if said.latest < earliest:
            what = f"{plain_day(earliest)}, when they were born" if self._born else plain_day(earliest)
            raise WrongValue(Problem(key, value, f"a date that is not before {what}"))
        return Between(max(said.earliest, earliest), min(said.latest, self._at))

    def _last(self, key: str, value: object) -> tuple[Between, bool]:
        """The end of a stay, and whether it goes on. An end that is not known lies before today or is today."""
        if value is None or (isinstance(value, str) and value.strip().lower() in NOW):
            return Between(self._at, self._at), True
        said = remembered_day(key, _text(key, value), self._at)
        if said == ANY_DAY:
            return Between(date.min, self._at), False
        if self._born and said.latest < self._born:
            raise WrongValue(
                Problem(key, value, f"a date that is not before {plain_day(self._born)}, when they were born")
            )
        return said, False

    def _work(self, path: str, row: Values) -> RememberedWork:
        unknown = "casual" in row and row["casual"] is None
        work: Work = self._row(path, {**row, "casual": False} if unknown else row).work[0]
        return RememberedWork(work.district, None if unknown else work.casual)

    def _family(self, path: str, row: Values) -> RememberedFamily:
        years = row.get("years")
        if not isinstance(years, str):
            exact: Family = self._row(path, row).family[0]
            return RememberedFamily(exact.district, exact.relation, exact.years, exact.years)
        length = remembered_length(f"{path}.years", years)
        relative: Family = self._row(path, {**row, "years": 0}).family[0]
        least = floor((length.least + LEAP_DAYS) / DAYS_IN["year"] * 10) / 10
        most = ceil((length.most - LEAP_DAYS) / DAYS_IN["year"] * 10) / 10
        return RememberedFamily(relative.district, relative.relation, least, most)


def _born(value: object, at: date) -> date:
    day = iso_date(value) if isinstance(value, str) else None
    if day is None or not _years_before(at, OLDEST) <= day <= at:
        raise WrongValue(Problem("born", value, f"a date of birth such as 1990-12-31 (year-month-day), not after {at}"))
    return day


def _years_before(at: date, years: int) -> date:
    return date(max(at.year - years, 1), 1, 1)


def _length(key: str, value: object) -> Length:
    return ANY_LENGTH if value is None else remembered_length(key, _text(key, value))


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise WrongValue(Problem(key, value, "a text that is not empty, or null"))
    return value


def _rows(key: str, value: object, most: int | None = None) -> list[tuple[str, Values]]:
    if not isinstance(value, list):
        raise WrongValue(Problem(key, value, "a list"))
    if most is not None and len(value) > most:
        raise WrongValue(
            Problem(key, len(value), f"{most} rows or fewer: leave out what ended more than five years ago")
        )
    for index, row in enumerate(value):
        if not isinstance(row, Mapping):
            expected = f"an object with the keys {', '.join(REMEMBERED_KEYS[key])}"
            raise WrongValue(Problem(f"{key}[{index}]", row, expected))
    return [(f"{key}[{index}]", row) for index, row in enumerate(value)]
