"""One value of a TOML file changed where it stands: whatever else somebody wrote there, comments and mistakes too, stays as it is."""

import json
import re
from collections.abc import Sequence
from typing import TypeAlias

from champion_tui.ground.tables import DataError, toml_values

HEADER = r"\s*\["
BEHIND = r"""=\s*(?:"(?:[^"\\]|\\.)*"|'[^']*'|[^"'#\[{]*?)\s*(?P<comment>#.*)?\Z"""
"""The value of a key on its line, where it is no list and no table, and the comment after it."""

Plain: TypeAlias = str | int | bool


class CannotChange(Exception):
    """The file is no TOML, or the value stands there in a way that is only for a person to change."""


def with_value(text: str, key: str, value: Plain | None, table: str = "") -> str:
    """``text`` with ``key`` of ``table`` ("" for none) as ``value``; without the key where that is None. Raises ``CannotChange``."""
    wanted = _changed(_parsed(text), key, value, table)
    # Not ``splitlines``: a text may hold what Python takes for the end of a line and TOML does not.
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
    """What the file must say afterwards."""
    inside: object = values.get(table, {}) if table else values
    if not isinstance(inside, dict):
        raise CannotChange
    rest = {each: kept for each, kept in inside.items() if each != key}
    new = rest if value is None else {**rest, key: value}
    if not table:
        return new
    return {**values, table: new} if table in values or value is not None else values


def _section(lines: Sequence[str], table: str) -> tuple[int | None, int]:
    """The lines of a table without its heading, from and to; (None, 0) where it has none."""
    headers = [at for at, line in enumerate(lines) if re.match(HEADER, line)]
    if not table:
        return 0, headers[0] if headers else len(lines)
    named = re.compile(rf"\s*\[\s*{re.escape(table)}\s*\]\s*(#.*)?\Z")
    at = next((at for at in headers if named.match(lines[at])), None)
    if at is None:
        return None, 0
    return at + 1, next((later for later in headers if later > at), len(lines))


def _line(key: str, value: Plain) -> str:
    # JSON texts, numbers and booleans are TOML, but for one control character that JSON leaves as it is.
    return f"{key} = {json.dumps(value, ensure_ascii=False)}".replace("\x7f", "\\u007f")


def _comment(line: str) -> str:
    found = re.search(BEHIND, line.partition("=")[1] + line.partition("=")[2])
    return f"  {found['comment']}" if found and found["comment"] else ""
