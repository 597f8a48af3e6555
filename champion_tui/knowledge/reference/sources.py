"""Reads data/sources.toml: where facts were read."""

from champion_tui.domain.lines.facts import Source
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.knowledge.lines.reading_lines import read_address
from champion_tui.knowledge.links import Links

LOCAL_PREFIX = "local-"
"""Ids of sources that local corrections make; shipped ones never begin so."""


def read_sources(raw: bytes, shown_as: str, links: Links) -> dict[str, Source]:
    """Every source by its id. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        sources = [_read_source(entry, links) for entry in table.tables("source", at_least=1)]
    return {source.id: source for source in sources}


def _read_source(table: Table, links: Links) -> Source:
    with reading(table):
        found = links.give("source", table)
        if found.startswith(LOCAL_PREFIX):
            raise table.error("id", f"an id that does not begin with {LOCAL_PREFIX!r}: those are local corrections")
        address = read_address(table, "address") if table.text("address", "") else ""
        return Source(found, table.text("title"), address, table.day_or_none("read_on"))
