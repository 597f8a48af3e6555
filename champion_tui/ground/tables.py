"""Strict reading of TOML: every mistake is an error that names the file, the key and what was expected.

A ``Table`` returns values key by key, and ``done`` refuses keys that were never asked for. This finds both an invented key in a
file and a forgotten key in a reader.
"""

import re
from codecs import BOM_UTF8
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date
from enum import StrEnum
from itertools import count
from pathlib import Path
from typing import TypeVar

from champion_tui.ground.files import bounded
from champion_tui.ground.values import immutable

Choice = TypeVar("Choice", bound=StrEnum)
Kind = TypeVar("Kind")

LARGEST = 5_000_000
"""Bytes. The shipped files are a hundredth of that."""

LARGEST_CHOSEN = 200_000
"""Bytes of a settings file, a council's form or a list of printers, which are all below a fiftieth of that."""

DEEP_KEY = re.compile(rb"""(?<![\w-])(?:(?:[\w-]+|"(?:[^"\\\n]|\\.){0,99}+"|'[^'\n]{0,99}+')[ \t]*+\.[ \t]*+){32}""")
"""Dotted keys 32 levels deep: the time to parse TOML grows with the square of the depth, and no file here goes beyond four. A key
is on one line, so only lines with that many dots are searched, which takes a tenth of the time.
"""
DEEPEST = 32

LONGEST_SHOWN = 80
"""How many characters of a wrong value an error repeats at most."""

ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*\Z")


@immutable
class LeftOut:
    """What a reader skips: ``places`` (file and key; key "" for a whole file) that are known to be wrong, and the ``ids`` defined
    there, so that references to them are not reported as errors. A check that reports every mistake reads repeatedly with more of
    them.
    """

    places: frozenset[tuple[str, str]] = frozenset()
    ids: frozenset[str] = frozenset()


NOTHING = LeftOut()
_LEFT_OUT: ContextVar[LeftOut] = ContextVar("left out", default=NOTHING)


@contextmanager
def leaving_out(what: LeftOut) -> Iterator[None]:
    """Makes readers skip ``what`` inside the block."""
    token = _LEFT_OUT.set(what)
    try:
        yield
    finally:
        _LEFT_OUT.reset(token)


def left_out_ids() -> frozenset[str]:
    """Returns the ids that may be referred to although they are skipped at present."""
    return _LEFT_OUT.get().ids


def is_left_out(file: str, key: str) -> bool:
    """Returns whether a place is skipped at present."""
    return (file, key) in _LEFT_OUT.get().places


def placed(file: str, key: str, read: Iterable[Kind]) -> Iterator[tuple[str, Kind]]:
    """Yields entries that were read from the list ``key`` of ``file``, each with its own key there ("protocol[3]")."""
    entries = iter(read)
    for index in count():
        if not is_left_out(file, f"{key}[{index}]"):
            try:
                yield f"{key}[{index}]", next(entries)
            except StopIteration:
                return


class DataError(Exception):
    """Data that cannot be used: the ``file``, the ``key`` in it, and what was ``expected`` there."""

    def __init__(self, file: str, key: str, expected: str) -> None:
        super().__init__(f"{file}: {key}: expected {expected}" if key else f"{file}: expected {expected}")
        self.file = file
        self.key = key
        self.expected = expected
        self.others: tuple[DataError, ...] = ()
        """Mistakes of the same kind that were found together with it."""


class Table:
    """A TOML table that is being read. ``key`` is its path within ``file`` ("authority[2].line[0]"). Methods that read a value
    raise ``DataError``.
    """

    def __init__(self, values: dict[str, object], file: str, key: str = "") -> None:
        self._values = values
        self._asked: set[str] = set()
        self.file = file
        self.key = key

    def path(self, key: str) -> str:
        """Returns the full path of ``key`` within the file."""
        return f"{self.key}.{key}" if self.key else key

    def error(self, key: str, expected: str) -> DataError:
        """Returns an error about ``key`` of this table, ready to raise."""
        return DataError(self.file, self.path(key), expected)

    def has(self, key: str) -> bool:
        """Returns whether ``key`` is there."""
        return key in self._values

    def keys(self) -> tuple[str, ...]:
        """Returns all keys in the file's order, for tables whose keys are ids."""
        return tuple(self._values)

    def _value(self, key: str, kind: type[Kind], expected: str) -> Kind:
        self._asked.add(key)
        if key not in self._values:
            raise self.error(key, f"{expected} (it is missing)")
        value = self._values[key]
        if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
            raise self.error(key, f"{expected}, not {shown(value)}")
        return value

    def text(self, key: str, default: str | None = None) -> str:
        """Returns a text that is not empty, or ``default`` (if given) if the key is missing."""
        if default is not None and key not in self._values:
            self._asked.add(key)
            return default
        value = self._value(key, str, "a text")
        if not value.strip():
            raise self.error(key, "a text that is not empty")
        return value

    def id(self, key: str) -> str:
        """Returns an id: lower-case letters, digits and single hyphens."""
        value = self.text(key)
        if not ID.match(value):
            raise self.error(key, f"an id of small letters, digits and hyphens, not {shown(value)}")
        return value

    def id_or_none(self, key: str) -> str | None:
        """Returns an id, or None if the key is missing."""
        self._asked.add(key)
        return self.id(key) if key in self._values else None

    def integer(self, key: str, at_least: int = 0, at_most: int | None = None, default: int | None = None) -> int:
        """Returns a whole number from ``at_least`` to ``at_most``, or ``default`` (if given) if the key is missing."""
        if default is not None and key not in self._values:
            self._asked.add(key)
            return default
        value = self._value(key, int, "a whole number")
        bounds = f"{at_least} or more" if at_most is None else f"{at_least} to {at_most}"
        if value < at_least or (at_most is not None and value > at_most):
            raise self.error(key, f"a whole number of {bounds}, not {shown(value)}")
        return value

    def integer_or_none(self, key: str, at_least: int, at_most: int) -> int | None:
        """Returns a whole number within its bounds, or None if the key is missing."""
        self._asked.add(key)
        return self.integer(key, at_least, at_most) if key in self._values else None

    def flag(self, key: str, *, default: bool = False) -> bool:
        """Returns true or false, or ``default`` if the key is missing."""
        if key not in self._values:
            self._asked.add(key)
            return default
        return self._value(key, bool, "true or false")

    def day(self, key: str) -> date:
        """Returns a TOML date, which is written without quotes: 2026-06-30."""
        value = self._value(key, date, "a date such as 2026-06-30, without quotes")
        if type(value) is not date:
            raise self.error(key, f"a date without a time, not {value}")
        return value

    def day_or_none(self, key: str) -> date | None:
        """Returns a date, or None if the key is missing."""
        self._asked.add(key)
        return self.day(key) if key in self._values else None

    def choice(self, key: str, kind: type[Choice]) -> Choice:
        """Returns one of the values of ``kind``."""
        value = self.text(key)
        try:
            return kind(value)
        except ValueError:
            raise self.error(key, f"one of {', '.join(kind)}, not {shown(value)}") from None

    def choice_or_none(self, key: str, kind: type[Choice]) -> Choice | None:
        """Returns one of the values of ``kind``, or None if the key is missing."""
        self._asked.add(key)
        return self.choice(key, kind) if key in self._values else None

    def texts(self, key: str) -> tuple[str, ...]:
        """Returns a list of texts, none empty and none twice; () if the key is missing."""
        self._asked.add(key)
        if key not in self._values:
            return ()
        values: list[object] = self._value(key, list, "a list of texts")
        texts: list[str] = []
        for index, value in enumerate(values):
            if not isinstance(value, str) or not value.strip():
                raise self.error(f"{key}[{index}]", f"a text that is not empty, not {shown(value)}")
            if value in texts:
                raise self.error(f"{key}[{index}]", f"each value once; {shown(value)} is there twice")
            texts.append(value)
        return tuple(texts)

    def one_or_more_texts(self, key: str) -> tuple[str, ...]:
        """Returns a single text as a tuple, or a list of texts as ``texts`` does."""
        if isinstance(self._values.get(key), str):
            return (self.text(key),)
        self._value(key, list, "a text or a list of texts")
        return self.texts(key)

    def table(self, key: str) -> "Table":
        """Returns a table within this one. Raises ``DataError`` if it is missing."""
        return Table(self._value(key, dict, "a table"), self.file, self.path(key))

    def table_or_none(self, key: str) -> "Table | None":
        """Returns a table within this one, or None if it is missing."""
        self._asked.add(key)
        return self.table(key) if key in self._values else None

    def tables(self, key: str, at_least: int = 0) -> "Iterator[Table]":
        """Yields the tables of a list ([[key]]). The reader must close each with ``done``."""
        self._asked.add(key)
        values: list[object] = self._value(key, list, "a list of tables") if key in self._values else []
        if len(values) < at_least:
            raise self.error(key, f"{at_least} or more entries, not {len(values)}")
        path = self.path(key)
        for index, value in enumerate(values):
            place = f"{path}[{index}]"
            if is_left_out(self.file, place):
                continue
            if not isinstance(value, dict):
                raise DataError(self.file, place, "a table")
            yield Table(value, self.file, place)

    def unknown(self) -> Iterator[DataError]:
        """Yields an error for each key that was not asked for."""
        for key in self._values:
            if key not in self._asked and not is_left_out(self.file, self.path(key)):
                yield self.error(key, f"no such key; known here: {', '.join(sorted(self._asked))}")

    def done(self) -> None:
        """Refuses keys that were not asked for. Raises ``DataError``."""
        for error in self.unknown():
            raise error


class _Reading:
    """The context manager of ``reading``. A start makes two thousand of them, each in a third of the time of a generator's."""

    def __init__(self, table: Table) -> None:
        self._table = table

    def __enter__(self) -> Table:
        return self._table

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if kind is None:
            self._table.done()


def reading(table: Table) -> _Reading:
    """Reads a table to its end: unknown keys are refused when the block ends without another error."""
    return _Reading(table)


def shown(value: object) -> str:
    """Returns a wrong value, shortened for an error."""
    try:
        text = repr(value)
    except ValueError:
        return "a number of thousands of digits"
    return text if len(text) <= LONGEST_SHOWN else f"{text[:LONGEST_SHOWN]}..."


def file_bytes(file: Path, shown_as: str, most: int = LARGEST) -> bytes:
    """Returns the file's bytes. Raises ``DataError`` if it cannot be read, is not an ordinary file or is larger than ``most``
    bytes.
    """
    try:
        return bounded.whole(file, most)
    except bounded.TooLarge as error:
        raise DataError(shown_as, "", f"a file of {most:,} bytes or fewer") from error
    except bounded.NotOrdinary as error:
        raise DataError(shown_as, "", "an ordinary file, no pipe and no device") from error
    except OSError as error:
        raise DataError(shown_as, "", f"a readable file ({error.strerror or error})") from error


def file_bytes_or_none(file: Path, shown_as: str, most: int = LARGEST) -> bytes | None:
    """Returns the file's bytes, or None if the file is missing. Raises ``DataError`` as ``file_bytes`` does."""
    try:
        return file_bytes(file, shown_as, most)
    except DataError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return None
        raise


def parse_toml(raw: bytes, shown_as: str) -> Table:
    """Parses TOML. Raises ``DataError`` if it is not UTF-8 or not TOML."""
    return Table(toml_values(raw, shown_as), shown_as)


def toml_values(raw: bytes, shown_as: str) -> dict[str, object]:
    """Parses TOML into plain values, with the standard library's own parser, compiled (ADR 034). Raises ``DataError`` as
    ``parse_toml`` does.
    """
    import tomli  # noqa: PLC0415  takes 4 ms, and an installed program starts with data that was read when it was built

    if any(line.count(b".") >= DEEPEST and DEEP_KEY.search(line) for line in raw.split(b"\n")):
        raise DataError(shown_as, "", "TOML (it is nested too deeply)")
    try:
        # Editors on Windows put a byte order mark in front of UTF-8, which is not part of the text.
        return tomli.loads(raw.removeprefix(BOM_UTF8).decode("utf-8"))
    except UnicodeDecodeError as error:
        raise DataError(shown_as, "", f"UTF-8 text (byte {error.start} is not)") from error
    except RecursionError as error:
        raise DataError(shown_as, "", "TOML (it is nested too deeply)") from error
    except ValueError as error:
        raise DataError(shown_as, "", f"TOML ({error})") from error
