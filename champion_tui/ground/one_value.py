"""Changes one value of a TOML file in place. Everything else in the file, including comments and mistakes, stays as it is."""

import json
import re
from collections.abc import Sequence
from typing import TypeAlias

from champion_tui.ground.tables import DataError, toml_values

HEADER = r"\s*\["
BEHIND = r"""=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#\[{]*?)\s*(?P<comment>#.*)?\Z"""
"""The value of a key on its line, if it is neither a list nor a table, and the comment after it."""

Plain: TypeAlias = str | int | bool


class CannotChange(Exception):
    """The file is not TOML, or the value is written in a way that only a person should change."""


def with_value(text: str, key: str, value: Plain | None, table: str = "") -> str:
    """Returns ``text`` with ``key`` of ``table`` ("" for none) set to ``value``, or without the key if ``value`` is None. Raises
    ``CannotChange``.
    """
    wanted = _changed(_parsed(text), key, value, table)
    # Not ``splitlines``: the text may contain characters that end a line in Python but not in TOML.
    lines = text.removesuffix("\n").split("\n") if text else []
    begin, end = _section(lines, table)
    if begin is None:
        changed = lines if value is None else [*lines, *([""] if lines else []), f"[{table}]", _line(key, value)]
    else:
        place = re.compile(rf"""\s*(?:{re.escape(key)}|"{re.escape(key)}"|'{re.escape(key)}')\s*=""")
        here = next((at for at in range(begin, end) if place.match(lines[at])), None)
        if here is None:
            at = end
            while at > begin and not lines[at - 1].strip():
                at -= 1
            new = [] if value is None else [_line(key, value)]
            gap = [""] if new and at == end < len(lines) else []
            changed = [*lines[:at], *new, *gap, *lines[at:]]
        else:
            new = [] if value is None else [_line(key, value) + _comment(lines[here])]
            changed = [*lines[:here], *new, *lines[here + 1 :]]
    written = "\n".join(changed) + "\n"
    if _parsed(written) != wanted:
        raise CannotChange
    return written


def _parsed(text: str) -> dict[str, object]:
    try:
        return toml_values(text.encode(), "")
    except DataError as error:
        raise CannotChange from error


def _changed(values: dict[str, object], key: str, value: Plain | None, table: str) -> dict[str, object]:
    """Returns the values that the file must have afterwards."""
    inside: object = values.get(table, {}) if table else values
    if not isinstance(inside, dict):
        raise CannotChange
    rest = {each: kept for each, kept in inside.items() if each != key}
    new = rest if value is None else {**rest, key: value}
    if not table:
        return new
    return {**values, table: new} if table in values or value is not None else values


def _section(lines: Sequence[str], table: str) -> tuple[int | None, int]:
    """Returns the first and last line of a table without its heading, as a range of indexes; (None, 0) if the file has no such
    table.
    """
    headers = [at for at, line in enumerate(lines) if re.match(HEADER, line)]
    if not table:
        return 0, headers[0] if headers else len(lines)
    named = re.compile(rf"\s*\[\s*{re.escape(table)}\s*\]\s*(#.*)?\Z")
    at = next((at for at in headers if named.match(lines[at])), None)
    if at is None:
        return None, 0
    return at + 1, next((later for later in headers if later > at), len(lines))


def _line(key: str, value: Plain) -> str:
    # JSON texts, numbers and booleans are valid TOML, except for one control character that JSON does not escape.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")


def _comment(line: str) -> str:
    found = re.search(BEHIND, line.partition("=")[1] + line.partition("=")[2])
    return f"  {found['comment']}" if found and found["comment"] else ""
