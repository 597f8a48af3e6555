"""Reads data/connection.toml: the grounds of local connection in plain words."""

from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.knowledge.lines.reading_lines import read_standing
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.routing import ConnectionGround


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
