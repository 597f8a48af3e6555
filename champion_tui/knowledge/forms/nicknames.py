"""Reads data/nicknames.toml: given names with their short forms."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from champion_tui.ground.tables import Table, parse_toml, reading, shown

NAME = re.compile(r"[a-z]{2,}\Z")


@dataclass(frozen=True, slots=True)
class Nicknames:
    """Given names that may be one person's: each name of the file in small letters -> every other name of its groups."""

    alike: Mapping[str, frozenset[str]]

    def are_alike(self, one: str, other: str) -> bool:
        """Whether two different given names, in small letters, are forms of one: "bill" and "william", also "bill" and "will"."""
        return other in self.alike.get(one, frozenset())


def read_nicknames(raw: bytes, shown_as: str) -> Nicknames:
    """All names. Raises ``DataError``, also for one without a short form and for one that is its own."""
    with reading(parse_toml(raw, shown_as)) as top:
        top.text("version")
        with reading(top.table("short")) as table:
            groups = [_group(table, name) for name in table.keys()]  # noqa: SIM118  a Table is no dict
    alike: dict[str, frozenset[str]] = {}
    for group in groups:
        for name in group:
            alike[name] = alike.get(name, frozenset()) | (group - {name})
    return Nicknames(alike)


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
