"""Reads a county's or the nation's services with their lines."""

from champion_tui.domain.lines.authority import Service
from champion_tui.ground.tables import Table, reading
from champion_tui.knowledge.lines.reading_lines import read_line, read_website, read_withdrawn
from champion_tui.knowledge.links import Links


def read_service(table: Table, links: Links) -> Service:
    """One ``[[service]]``: with at least one line, or a website where it has none. Raises ``DataError``."""
    with reading(table):
        found, name = links.give("service", table), table.text("name")
        website = read_website(table.table_or_none("website"), links)
        fewest = 0 if website else 1
        return Service(
            id=found,
            name=name,
            purpose=table.text("purpose"),
            lines=tuple(read_line(entry, links, found, name) for entry in table.tables("line", at_least=fewest)),
            website=website,
            withdrawn=tuple(read_withdrawn(entry, links) for entry in table.tables("withdrawn")),
        )
