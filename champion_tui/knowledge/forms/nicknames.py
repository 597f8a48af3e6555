"""Reads data/nicknames.toml: given names with their short forms."""

import re
from collections.abc import Mapping

from champion_tui.ground.tables import Table, parse_toml, reading, shown

NAME = re.compile(r"[a-z]{2,}\Z")


def read_nicknames(raw: bytes, shown_as: str) -> Mapping[str, frozenset[str]]:
    """Returns each name in the file (lower case) -> all other names in its groups, for ``domain/cases/similar.py``. Raises
    ``DataError``, also for a name without a short form or one that is its own short form.
    """
    with reading(parse_toml(raw, shown_as)) as top:
        top.text("version")
        with reading(top.table("short")) as table:
            groups = [_group(table, name) for name in table.keys()]  # noqa: SIM118  a Table is not a dict
    alike: dict[str, frozenset[str]] = {}
    for group in groups:
        for name in group:
            alike[name] = alike.get(name, frozenset()) | (group - {name})
    return alike


def _group(table: Table, name: str) -> frozenset[str]:
    short = table.texts(name)
    if not NAME.match(name) or not short or name in short:
        raise table.error(
            name, "a name of small letters a to z, with one short form or more that are not the name itself"
        )
    for place, one in enumerate(short):
        if not NAME.match(one):
            raise table.error(f"{name}[{place}]", f"a name of small letters a to z, not {shown(one)}")
    return frozenset({name, *short})
