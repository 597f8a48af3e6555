"""Strict reading of JSON files. Any mistake in a file is reported as one ``Problem`` that names the place.

Mistakes are reported in this order (design section 6): the file as a whole, repeated keys, unknown keys, then the rest.
"""

import json
import math
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, NoReturn

from champion_tui.ground.answers import Problem, WrongValue

LARGEST = 2_000_000
"""The largest file, in bytes. A case with every note at its full length is far smaller."""

DEEPEST = 20
"""The deepest nesting, in levels. No file that this program reads has more than four."""

TOO_DEEP = "JSON that is not nested so deeply"

STDIN = "-"


class JsonObject(dict[str, object]):
    """A JSON object as it was written. ``repeated`` holds each key that occurs again, with its later value."""

    def __init__(self, pairs: list[tuple[str, object]]) -> None:
        super().__init__()
        self.repeated: list[tuple[str, object]] = []
        for key, value in pairs:
            if key in self:
                self.repeated.append((key, value))
            else:
                self[key] = value


def read_object(file: str) -> JsonObject:
    """Returns the JSON object in ``file`` (``-`` is standard input). Raises ``WrongValue`` with the key ``file``."""
    try:
        value = json.loads(
            _text(file), object_pairs_hook=JsonObject, parse_constant=_no_number, parse_float=_finite, parse_int=_whole
        )
    except json.JSONDecodeError as error:
        raise _wrong(file, f"JSON (line {error.lineno}, column {error.colno}: {error.msg})") from error
    except RecursionError as error:
        raise _wrong(file, TOO_DEEP) from error
    except _BadNumber as error:
        raise _wrong(file, f"JSON with ordinary numbers ({error} is none)") from error
    if not isinstance(value, JsonObject):
        raise _wrong(file, "a JSON object, beginning with {")
    if _depth(value) > DEEPEST:
        raise _wrong(file, TOO_DEEP)
    return value


def repeated_keys(value: object, path: str = "") -> Iterator[tuple[str, object]]:
    """Yields (path, value) for every repeated key anywhere within ``value``, in the file's order."""
    if isinstance(value, JsonObject):
        for key, again in value.repeated:
            yield join(path, key), again
        for key, inner in value.items():
            yield from repeated_keys(inner, join(path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from repeated_keys(inner, f"{path}[{index}]")


def join(path: str, key: str) -> str:
    """Returns the path of ``key`` within ``path`` ("addresses[0].from")."""
    return f"{path}.{key}" if path else key


def _depth(value: object) -> int:
    """Returns how many levels of objects and lists are nested. It does not recurse, and it stops counting after ``DEEPEST``."""
    level, depth = [value], 0
    while level and depth <= DEEPEST:
        inner = [each.values() if isinstance(each, dict) else each for each in level if isinstance(each, dict | list)]
        level, depth = [item for items in inner for item in items], depth + 1
    return depth


def bytes_of(file: str, most: int = LARGEST) -> bytes:
    """Returns the contents of ``file`` (``-`` is standard input).

    Raises ``WrongValue`` with the key ``file``, also if they exceed ``most`` bytes.
    """
    raw = _bytes(file, most)
    if len(raw) > most:
        raise _wrong(file, f"a file of {most:,} bytes or fewer")
    return raw


def _text(file: str) -> str:
    raw = bytes_of(file)
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise _wrong(file, f"UTF-8 text (byte {error.start} is not)") from error


def _bytes(file: str, most: int) -> bytes:
    try:
        if file == STDIN:
            return _standard_input(file).read(most + 1)
        with Path(file).open("rb") as stream:
            return stream.read(most + 1)
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) else str(error)
        raise _wrong(file, f"a file that can be read ({reason})") from error


def _standard_input(file: str) -> BinaryIO:
    if sys.stdin is None:
        raise _wrong(file, "a file, or standard input that is open")
    return sys.stdin.buffer


class _BadNumber(Exception):
    """Raised for a number that JSON or Python cannot represent."""


def _no_number(text: str) -> NoReturn:
    raise _BadNumber(text)


def _finite(text: str) -> float:
    value = float(text)
    if not math.isfinite(value):
        raise _BadNumber(text[:20])
    return value


LONGEST_NUMBER = 20
"""The longest whole number, in digits. No number in any file is nearly as long."""


def _whole(text: str) -> int:
    if len(text) > LONGEST_NUMBER:
        raise _BadNumber(f"{text[:LONGEST_NUMBER]}...")
    return int(text)


def _wrong(file: str, expected: str) -> WrongValue:
    return WrongValue(Problem("file", file, expected))
