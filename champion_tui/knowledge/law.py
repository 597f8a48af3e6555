"""Where facts were read (data/sources.toml), and the grounds of local connection in plain words (data/connection.toml)."""

from dataclasses import dataclass

from champion_tui.domain.lines.phone_lines import Source, Standing
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.knowledge.lines.reading_lines import read_address, read_standing
from champion_tui.knowledge.links import Links

LOCAL_PREFIX = "local-"
"""Ids of sources that local corrections make; shipped ones never begin so."""


@dataclass(frozen=True, slots=True)
class ConnectionGround:
    """A ground of local connection in plain words, or a rule about them. ``beside`` is one line for the authority question,
    "" where an entry is only looked up.
    """

    id: str
    title: str
    beside: str
    words: str
    counts: tuple[str, ...]
    does_not_count: tuple[str, ...]
    standing: Standing


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


def read_connection_grounds(raw: bytes, shown_as: str, links: Links) -> tuple[ConnectionGround, ...]:
    """The grounds of local connection and the rules about them, in the file's order. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        return tuple(_read_ground(entry, links) for entry in table.tables("ground", at_least=1))


def _read_ground(table: Table, links: Links) -> ConnectionGround:
    with reading(table):
        return ConnectionGround(
            id=links.give("ground", table),
            title=table.text("title"),
            beside=table.text("beside", ""),
            words=table.text("words"),
            counts=table.texts("counts"),
            does_not_count=table.texts("does_not_count"),
            standing=read_standing(table, links),
        )
