"""Reads a history from a JSON object, strictly. The first problem is reported with its path in the file.

Unknown keys are reported before all else, then problems in the file's order (design section 6). Duplicate keys are lost when JSON
becomes an object, so the code that parses the file must report them first.

A remembered history is the same file with dates written as they are remembered (``dates/remembered.py``) and these additions:

- an address may have ``for``, a length (``about 2 years``), and needs ``from``, ``to`` or ``for``; without ``to`` it still goes on;
- ``years`` of family may be a length in words; ``casual`` may be null if it is not known;
- ``born`` is the person's date of birth: no stay began before it.
"""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from enum import StrEnum
from math import ceil, floor, isfinite
from typing import Any, TypeVar

from champion_tui.domain.connection.history import (
    Family,
    History,
    Relation,
    Special,
    Stay,
    StayKind,
    Work,
)
from champion_tui.domain.connection.places import Places
from champion_tui.domain.connection.remembered_history import (
    RememberedFamily,
    RememberedHistory,
    RememberedStay,
    RememberedWork,
    settled,
)
from champion_tui.domain.dates.remembered import (
    ANY_DAY,
    ANY_LENGTH,
    DAYS_IN,
    NOW,
    Between,
    Length,
    remembered_day,
    remembered_length,
)
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import ISO_EXPECTED, iso_date
from champion_tui.ground.dates.date_words import plain_day

Choice = TypeVar("Choice", bound=StrEnum)
Values = Mapping[str, object]
Reader = Callable[[str, object], Any]
"""Reads the value at a path. Raises ``WrongValue``."""

KEYS: Mapping[str, tuple[str, ...]] = {
    "addresses": ("district", "from", "to", "kind"),
    "work": ("district", "casual"),
    "family": ("district", "relation", "years"),
    "special": ("district", "reason"),
    "unsafe": (),
    "care_leaver": ("districts", "counties"),
    "asylum_support": ("district",),
    "stage": (),
}
"""Every key of the file -> the keys of the objects in it."""

REMEMBERED_KEYS = {**KEYS, "addresses": ("district", "from", "to", "for", "kind"), "born": ()}

SINGLE = frozenset(("care_leaver", "asylum_support"))
"""The parts that are one object. The other parts with keys are lists of objects."""

FIELDS = {"addresses": "stays", "care_leaver": "care"}
"""JSON key -> the field of ``History``, if the names differ."""

MOST_STAYS = 60
"""The most rows accepted: one for each month of five years. With more, the user is asked to leave out those too old to matter."""

LEAP_DAYS = 2
"""Days by which a length in words is wider than its years, so that "over 5 years" stays 5 years."""

OLDEST = 120
"""The greatest age in years that is accepted."""

IN_ORDER = "times that fit together: with these the stay would end before it begins, or not last so long"


def read_history(values: Values, places: Places) -> History:
    """Returns the history in a parsed JSON object, as known on the day of ``places`` (Europe/London).

    A former district counts as the one that has replaced it; ``elsewhere-england`` and ``outside-england`` are always accepted.
    Raises ``WrongValue`` with the first problem.
    """
    return History(**_ExactReader(places).parts(values))


def read_remembered(values: Values, places: Places) -> RememberedHistory:
    """Returns the remembered history in a parsed JSON object. The date of birth is read first, because no stay can begin before it.
    Raises ``WrongValue`` with the first problem.
    """
    return RememberedHistory(**_RememberedReader(places).parts(values))


class _ExactReader:
    """Reads one file. Every method raises ``WrongValue``."""

    keys = KEYS

    def __init__(self, places: Places) -> None:
        self._places = places
        self._at = places.at
        self._moved: dict[str, None] = {}

    def parts(self, values: Values) -> dict[str, Any]:
        """Returns the contents of the file by the fields of ``History``. A null at the top level is the same as a missing key."""
        self._refuse_unknown_keys(values)
        readers = self._readers()
        read = {FIELDS.get(key, key): readers[key](key, value) for key, value in values.items() if value is not None}
        return {**read, "moved": tuple(self._moved)} if self._moved else read

    def _readers(self) -> Mapping[str, Reader]:
        return {
            "addresses": self._rows_of(self._stay),
            "work": self._rows_of(self._work),
            "family": self._rows_of(self._family),
            "special": self._rows_of(self._special),
            "unsafe": self._district_list,
            "care_leaver": self._care,
            "asylum_support": self._asylum_support,
            "stage": _choice(Stage),
        }

    def _refuse_unknown_keys(self, values: Values) -> None:
        for key, value in values.items():
            if key not in self.keys:
                raise _wrong(key, key, f"one of the keys {', '.join(self.keys)}")
            for path, inner in _inner_objects(key, value, self.keys[key]):
                for name in inner:
                    if name not in self.keys[key]:
                        raise _wrong(f"{path}.{name}", name, f"one of the keys {', '.join(self.keys[key])}")

    def _rows_of(self, read: Callable[[str, Values], object]) -> Reader:
        """Returns a reader of a list of objects, each read with its own path."""
        return lambda path, value: tuple(read(row_path, row) for row_path, row in self._objects(path, value))

    def _objects(self, path: str, value: object) -> Iterator[tuple[str, Values]]:
        if not isinstance(value, list):
            raise _wrong(path, value, "a list")
        for index, row in enumerate(value):
            yield f"{path}[{index}]", self._object(f"{path}[{index}]", row)

    def _object(self, path: str, value: object) -> Values:
        if not isinstance(value, Mapping):
            raise _wrong(path, value, f"an object with the keys {', '.join(self.keys[path.partition('[')[0]])}")
        return value

    def _stay(self, path: str, row: Values) -> Stay | RememberedStay:
        began = row.get("from")

        def last_day(key: str, value: object) -> date | None:
            return _last_day(key, value, iso_date(began) if isinstance(began, str) else None)

        readers = {"district": self._district, "from": self._first_day, "to": last_day, "kind": _choice(StayKind)}
        read = _in_order(path, row, readers)
        return Stay(read["district"], read["from"], read["to"], read["kind"])

    def _work(self, path: str, row: Values) -> Work | RememberedWork:
        return Work(**_in_order(path, row, {"district": self._district, "casual": _flag}))

    def _family(self, path: str, row: Values) -> Family | RememberedFamily:
        return Family(**self._relative(path, row, _years))

    def _relative(self, path: str, row: Values, years: Reader) -> dict[str, Any]:
        return _in_order(path, row, {"district": self._district, "relation": _choice(Relation), "years": years})

    def _special(self, path: str, row: Values) -> Special:
        return Special(**_in_order(path, row, {"district": self._district, "reason": _text}))

    def _care(self, path: str, value: object) -> tuple[str, ...]:
        """Returns the districts of the council that owes leaving-care duties: those named, and all districts of each named county
        council.
        """
        row = self._object(path, value)
        readers: Mapping[str, Reader] = {"districts": self._district_list, "counties": self._county_list}
        wanted = {key: read for key, read in readers.items() if key in row} or {"districts": self._district_list}
        read = _in_order(path, row, wanted)
        return tuple(dict.fromkeys(each for key in wanted for each in read[key]))

    def _county_list(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise _wrong(key, value, "a list")
        return tuple(each for index, given in enumerate(value) for each in self._county(f"{key}[{index}]", given))

    def _county(self, key: str, value: object) -> tuple[str, ...]:
        districts = self._places.of_county(value) if isinstance(value, str) else ()
        if not districts:
            raise _wrong(key, value, self._places.expected_county(value))
        return districts

    def _asylum_support(self, path: str, value: object) -> str:
        district: str = _in_order(path, self._object(path, value), {"district": self._district})["district"]
        return district

    def _district(self, key: str, value: object) -> str:
        now = self._places.meant(value) if isinstance(value, str) else None
        if now is None:
            raise _wrong(key, value, self._places.expected(value))
        if now != value and (moved := self._places.moved(str(value))):
            self._moved[moved] = None
        return now

    def _district_list(self, key: str, value: object) -> tuple[str, ...]:
        if not isinstance(value, list):
            raise _wrong(key, value, "a list")
        return tuple(self._district(f"{key}[{index}]", each) for index, each in enumerate(value))

    def _first_day(self, key: str, value: object) -> date:
        first = _day(key, value)
        if first > self._at:
            raise _wrong(key, value, f"a date that is not after {self._at}")
        return first


class _RememberedReader(_ExactReader):
    """Reads a remembered history: its stays, work and family become ranges of possible values."""

    keys = REMEMBERED_KEYS
    _born: date | None = None

    def parts(self, values: Values) -> dict[str, Any]:
        born = {"born": values["born"]} if "born" in values else {}
        return super().parts({**born, **values})

    def _readers(self) -> Mapping[str, Reader]:
        return {**super()._readers(), "born": self._date_of_birth}

    def _date_of_birth(self, key: str, value: object) -> date:
        day = iso_date(value) if isinstance(value, str) else None
        if day is None or not _years_before(self._at, OLDEST) <= day <= self._at:
            raise _wrong(key, value, f"a date of birth such as 1990-12-31 (year-month-day), not after {self._at}")
        self._born = day
        return day

    def _objects(self, path: str, value: object) -> Iterator[tuple[str, Values]]:
        if path == "addresses" and isinstance(value, list) and len(value) > MOST_STAYS:
            expected = f"{MOST_STAYS} rows or fewer: leave out what ended more than five years ago"
            raise _wrong(path, len(value), expected)
        yield from tuple(super()._objects(path, value))

    def _stay(self, path: str, row: Values) -> RememberedStay:
        """Reads one address: first its values in the order in which they are written, then what is missing, then whether its times
        fit.
        """
        readers: Mapping[str, Reader] = {
            "district": self._district,
            "kind": _choice(StayKind),
            "from": self._first,
            "to": self._last,
            "for": _length,
        }
        read = _in_order(path, row, readers)
        if not any(row.get(key) for key in ("from", "to", "for")):
            raise _wrong(f"{path}.from", None, "when it began, when it ended or how long it was; or unknown")
        last, goes_on = read["to"]
        stay = settled(RememberedStay(read["district"], read["kind"], read["from"], last, read["for"], goes_on))
        if stay is None:
            key = "to" if row.get("for") is None else "for"
            raise _wrong(f"{path}.{key}", row.get(key), IN_ORDER)
        return stay

    def _first(self, key: str, value: object) -> Between:
        earliest = self._born or _years_before(self._at, OLDEST)
        day = ANY_DAY if value is None else remembered_day(key, _text_or_null(key, value), self._at)
        if day.earliest > self._at:
            raise _wrong(key, value, f"a date that is not after {plain_day(self._at)}")
        if day.latest < earliest:
            bound = f"{plain_day(earliest)}, when they were born" if self._born else plain_day(earliest)
            raise _wrong(key, value, f"a date that is not before {bound}")
        return Between(max(day.earliest, earliest), min(day.latest, self._at))

    def _last(self, key: str, value: object) -> tuple[Between, bool]:
        """Returns the end of a stay, and whether it still goes on. An unknown end is at the latest today."""
        if value is None or (isinstance(value, str) and value.strip().lower() in NOW):
            return Between(self._at, self._at), True
        day = remembered_day(key, _text_or_null(key, value), self._at)
        if day == ANY_DAY:
            return Between(date.min, self._at), False
        if self._born and day.latest < self._born:
            raise _wrong(key, value, f"a date that is not before {plain_day(self._born)}, when they were born")
        return day, False

    def _work(self, path: str, row: Values) -> RememberedWork:
        unknown = "casual" in row and row["casual"] is None
        casual: Reader = (lambda _key, _value: None) if unknown else _flag
        return RememberedWork(**_in_order(path, row, {"district": self._district, "casual": casual}))

    def _family(self, path: str, row: Values) -> RememberedFamily:
        years = row.get("years")
        if not isinstance(years, str):
            exact = self._relative(path, row, _years)
            return RememberedFamily(exact["district"], exact["relation"], exact["years"], exact["years"])
        length = remembered_length(f"{path}.years", years)
        relative = self._relative(path, row, lambda _key, _value: None)
        least = floor((length.least + LEAP_DAYS) / DAYS_IN["year"] * 10) / 10
        most = ceil((length.most - LEAP_DAYS) / DAYS_IN["year"] * 10) / 10
        return RememberedFamily(relative["district"], relative["relation"], least, most)


def _inner_objects(key: str, value: object, keys: tuple[str, ...]) -> Iterator[tuple[str, Values]]:
    """Yields the objects in one part of the file, with their paths; none if the part should hold no objects."""
    if key in SINGLE:
        yield from ((key, value),) if isinstance(value, Mapping) else ()
    elif keys and isinstance(value, list):
        yield from ((f"{key}[{index}]", row) for index, row in enumerate(value) if isinstance(row, Mapping))


def _in_order(path: str, row: Values, readers: Mapping[str, Reader]) -> dict[str, Any]:
    """Returns a row's values. They are read in the order in which they are written, then those that are missing."""
    keys = (*row, *(key for key in readers if key not in row))
    return {key: readers[key](f"{path}.{key}", row.get(key)) for key in keys}


def _choice(kind: type[Choice]) -> Callable[[str, object], Choice]:
    """Returns a reader for one of the values of ``kind``."""

    def read(key: str, value: object) -> Choice:
        if not isinstance(value, str) or value not in set(kind):
            raise _wrong(key, value, f"one of {', '.join(kind)}")
        return kind(value)

    return read


def _day(key: str, value: object) -> date:
    day = iso_date(value) if isinstance(value, str) else None
    if day is None:
        raise _wrong(key, value, ISO_EXPECTED)
    return day


def _last_day(key: str, value: object, first: date | None) -> date | None:
    """Returns the end of a stay, or None if it still goes on."""
    if value is None:
        return None
    last = _day(key, value)
    if first is not None and last < first:
        raise _wrong(key, value, f"a date that is not before {first}, when the stay began")
    return last


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(key, value, "true or false")
    return value


def _years(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value < 0:
        raise _wrong(key, value, "a number of years, 0 or more")
    return value


def _text(key: str, value: object, expected: str = "a text that is not empty") -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(key, value, expected)
    return value


def _text_or_null(key: str, value: object) -> str:
    return _text(key, value, "a text that is not empty, or null")


def _length(key: str, value: object) -> Length:
    return ANY_LENGTH if value is None else remembered_length(key, _text_or_null(key, value))


def _years_before(at: date, years: int) -> date:
    return date(max(at.year - years, 1), 1, 1)


def _wrong(key: str, given: object, expected: str) -> WrongValue:
    return WrongValue(Problem(key, given, expected))
