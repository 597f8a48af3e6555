"""Reads data/national.toml: lines for all of England, and which lines fit which emergency (design section 4)."""

from dataclasses import dataclass

from champion_tui.domain.authority import Service
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.services import read_service
from champion_tui.knowledge.strict import Table, parse_toml, reading

AUTHORITIES = "authorities"
EMERGENCY_DUTY_TEAM = "emergency-duty-team"
EMERGENCIES = ("danger", "fire-or-flood", "fleeing-abuse", "nowhere-tonight")


@dataclass(frozen=True, slots=True)
class National:
    """The national services, and for each emergency its entries in order: a line id, ``authorities`` or
    ``emergency-duty-team``.
    """

    services: tuple[Service, ...]
    emergency_rows: dict[str, tuple[str, ...]]


def read_national(raw: bytes, shown_as: str, links: Links) -> National:
    """The national lines and the table of emergencies. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        services = tuple(read_service(entry, links) for entry in table.tables("service", at_least=1))
        with reading(table.table("emergency_rows")) as rows:
            return National(services, {emergency: _read_row(rows, emergency, links) for emergency in EMERGENCIES})


def _read_row(table: Table, emergency: str, links: Links) -> tuple[str, ...]:
    entries = table.texts(emergency)
    if AUTHORITIES not in entries:
        raise table.error(emergency, f"a list of line ids with {AUTHORITIES!r} among them")
    for index, entry in enumerate(entries):
        if entry not in (AUTHORITIES, EMERGENCY_DUTY_TEAM):
            links.refer("line", entry, table.file, f"{table.path(emergency)}[{index}]")
    return entries
