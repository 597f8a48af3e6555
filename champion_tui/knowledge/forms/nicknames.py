"""Reads data/nicknames.toml: given names with their short forms."""

import re
from collections.abc import Mapping

from champion_tui.ground.tables import Table, parse_toml, reading, shown

NAME = re.compile(r"[a-z]{2,}\Z")


def read_nicknames(raw: bytes, shown_as: str) -> Mapping[str, frozenset[str]]:
    """Each name of the file, in small letters -> every other name of its groups: as ``domain/cases/similar.py`` takes them. Raises ``DataError``, also for one without a short form and for one that is its own."""
    with reading(parse_toml(raw, shown_as)) as top:
        top.text("version")
        with reading(top.table("short")) as table:
            groups = [_group(table, name) for name in table.keys()]  # noqa: SIM118  a Table is no dict
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
