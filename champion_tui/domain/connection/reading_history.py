"""Reads a history from a JSON object, strictly: the first thing that is wrong is named by its path within the file.

Unknown keys come before all else, then what is wrong in the file's order (design section 6). Keys that are there twice
are lost when JSON becomes an object: whoever parses the file complains of them first.

Everything is read twice: once in the file's order, to find the first problem, and once to make the values.
"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date
from enum import StrEnum
from math import isfinite
from typing import TypeVar

from champion_tui.domain.connection.history import (
    SEVERAL_PLACES,
    Family,
    History,
    Relation,
    Special,
    Stay,
    StayKind,
    Work,
)
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.calendar import ISO_EXPECTED, iso_date

Choice = TypeVar("Choice", bound=StrEnum)
Made = TypeVar("Made")
Values = Mapping[str, object]
Reader = Callable[[str, object], object]

KEYS: Mapping[str, tuple[str, ...]] = {
    "addresses": ("district", "from", "to", "kind"),
    "work": ("district", "casual"),
    "family": ("district", "relation", "years"),
    "special": ("district", "reason"),
    "unsafe": (),
    "care_leaver": ("districts",),
    "asylum_support": ("district",),
    "stage": (),
}
"""Every key of the file, each with the keys of the objects within it."""

SINGLE = frozenset(("care_leaver", "asylum_support"))
"""The parts that are one object; the other parts with keys are lists of objects."""


def read_history(values: Values, districts: Collection[str], at: date) -> History:
    """The history that a parsed JSON object holds, as known on ``at`` (Europe/London).

    ``districts`` are the loaded authorities' ids; ``elsewhere-england`` and ``outside-england`` are always known.
    Raises ``WrongValue`` with the first problem.
    """
    for problem in unknown_keys(values, KEYS):
        raise WrongValue(problem)
    return _HistoryReader((*districts, *SEVERAL_PLACES), at).read(values)


def unknown_keys(values: Values, known: Mapping[str, tuple[str, ...]]) -> Iterator[Problem]:
    """Every key of a history file that is not among ``known`` (each key with those of the objects within it)."""
    for key, value in values.items():
        if key not in known:
            yield Problem(key, key, f"one of the keys {', '.join(known)}")
            continue
        for path, inner in _objects(key, value, known[key]):
            for name in inner:
                if name not in known[key]:
                    yield Problem(f"{path}.{name}", name, f"one of the keys {', '.join(known[key])}")


def _objects(key: str, value: object, keys: tuple[str, ...]) -> Iterator[tuple[str, Values]]:
    """The objects of one part of the file, with their paths; none where the part should hold no object."""
    if key in SINGLE:
        yield from ((key, value),) if isinstance(value, Mapping) else ()
    elif keys and isinstance(value, list):
        yield from ((f"{key}[{index}]", row) for index, row in enumerate(value) if isinstance(row, Mapping))


class _HistoryReader:
    """Reads the parts of one file whose keys are all known. Every method raises ``WrongValue``."""

    def __init__(self, districts: Collection[str], at: date) -> None:
        self._districts = districts
        self._at = at

    def read(self, values: Values) -> History:
        """The whole file; null at the top is the same as absent."""
        given = {key: value for key, value in values.items() if value is not None}
        readers: Mapping[str, Reader] = {
            "addresses": self._stays,
            "work": self._works,
            "family": self._families,
            "special": self._specials,
            "unsafe": self._district_list,
            "care_leaver": self._care,
            "asylum_support": self._asylum_support,
            "stage": _stage,
        }
        for key, value in given.items():
            readers[key](key, value)
        return History(
            stays=self._stays("addresses", given.get("addresses", [])),
            work=self._works("work", given.get("work", [])),
            family=self._families("family", given.get("family", [])),
            special=self._specials("special", given.get("special", [])),
            unsafe=self._district_list("unsafe", given.get("unsafe", [])),
            care=self._care("care_leaver", given["care_leaver"]) if "care_leaver" in given else (),
            asylum_support=(
                self._asylum_support("asylum_support", given["asylum_support"]) if "asylum_support" in given else None
            ),
            stage=_stage("stage", given["stage"]) if "stage" in given else None,
        )

    def _stays(self, path: str, value: object) -> tuple[Stay, ...]:
        return _rows(path, value, self._stay)

    def _works(self, path: str, value: object) -> tuple[Work, ...]:
        return _rows(path, value, self._work)

    def _families(self, path: str, value: object) -> tuple[Family, ...]:
        return _rows(path, value, self._family)

    def _specials(self, path: str, value: object) -> tuple[Special, ...]:
        return _rows(path, value, self._special)

    def _stay(self, path: str, row: Values) -> Stay:
        began = row.get("from")

        def last_day(key: str, value: object) -> date | None:
            return _last_day(key, value, iso_date(began) if isinstance(began, str) else None)

        optional = {"to": last_day} if "to" in row else {}
        _in_order(path, row, {"district": self._district, "from": self._first_day, **optional, "kind": _kind})
        return Stay(
            self._district(path, row["district"]),
            self._first_day(path, row["from"]),
            last_day(path, row.get("to")),
            _kind(path, row["kind"]),
        )

    def _work(self, path: str, row: Values) -> Work:
        _in_order(path, row, {"district": self._district, "casual": _flag})
        return Work(self._district(path, row["district"]), _flag(path, row["casual"]))

    def _family(self, path: str, row: Values) -> Family:
        _in_order(path, row, {"district": self._district, "relation": _relation, "years": _years})
        return Family(
            self._district(path, row["district"]), _relation(path, row["relation"]), _years(path, row["years"])
        )

    def _special(self, path: str, row: Values) -> Special:
        _in_order(path, row, {"district": self._district, "reason": _text})
        return Special(self._district(path, row["district"]), _text(path, row["reason"]))

    def _care(self, path: str, value: object) -> tuple[str, ...]:
        row = _object(path, value)
        _in_order(path, row, {"districts": self._district_list})
        return self._district_list(f"{path}.districts", row["districts"])

    def _asylum_support(self, path: str, value: object) -> str:
        row = _object(path, value)
        _in_order(path, row, {"district": self._district})
        return self._district(f"{path}.district", row["district"])

    def _district(self, key: str, value: object) -> str:
        return one_district(key, value, self._districts)

    def _district_list(self, key: str, value: object) -> tuple[str, ...]:
        return tuple(self._district(f"{key}[{index}]", each) for index, each in enumerate(_list(key, value)))

    def _first_day(self, key: str, value: object) -> date:
        first = _day(key, value)
        if first > self._at:
            raise _wrong(key, value, f"a date that is not after {self._at}")
        return first


def _rows(path: str, value: object, read: Callable[[str, Values], Made]) -> tuple[Made, ...]:
    """Every row of a list, each read with its own path."""
    rows = ((f"{path}[{index}]", row) for index, row in enumerate(_list(path, value)))
    return tuple(read(row_path, _object(row_path, row)) for row_path, row in rows)


def _in_order(path: str, row: Values, readers: Mapping[str, Reader]) -> None:
    """Complain of a row's values in the order they stand in, and after them of the first key that is missing."""
    for key in (*row, *(key for key in readers if key not in row)):
        readers[key](f"{path}.{key}", row.get(key))


def _list(key: str, value: object) -> list[object]:
    if not isinstance(value, list):
        raise _wrong(key, value, "a list")
    return value


def _object(key: str, value: object) -> Values:
    if not isinstance(value, Mapping):
        raise _wrong(key, value, f"an object with the keys {', '.join(KEYS[key.partition('[')[0]])}")
    return value


def _day(key: str, value: object) -> date:
    found = iso_date(value) if isinstance(value, str) else None
    if found is None:
        raise _wrong(key, value, ISO_EXPECTED)
    return found


def _last_day(key: str, value: object, first: date | None) -> date | None:
    """The end of a stay; None where it goes on."""
    if value is None:
        return None
    last = _day(key, value)
    if first is not None and last < first:
        raise _wrong(key, value, f"a date that is not before {first}, when the stay began")
    return last


def _kind(key: str, value: object) -> StayKind:
    return one_of(key, value, StayKind)


def _relation(key: str, value: object) -> Relation:
    return one_of(key, value, Relation)


def _stage(key: str, value: object) -> Stage:
    return one_of(key, value, Stage)


def one_of(key: str, value: object, kind: type[Choice]) -> Choice:
    """``value`` as one of ``kind``. Raises ``WrongValue`` under ``key``."""
    found = next((each for each in kind if isinstance(value, str) and each.value == value), None)
    if found is None:
        raise _wrong(key, value, f"one of {', '.join(kind)}")
    return found


def one_district(key: str, value: object, districts: Collection[str]) -> str:
    """``value`` as one of ``districts``. Raises ``WrongValue`` under ``key``."""
    if not isinstance(value, str) or value not in districts:
        raise _wrong(key, value, f"one of {', '.join(districts)}")
    return value


def _flag(key: str, value: object) -> bool:
    if not isinstance(value, bool):
        raise _wrong(key, value, "true or false")
    return value


def _years(key: str, value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or not isfinite(value) or value < 0:
        raise _wrong(key, value, "a number of years, 0 or more")
    return value


def _text(key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise _wrong(key, value, "a text that is not empty")
    return value


def _wrong(key: str, given: object, expected: str) -> WrongValue:
    return WrongValue(Problem(key, given, expected))
