"""Reads data/law.toml and data/glossary.toml: what the law says, in plain words."""

from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.knowledge.book import GlossaryEntry, LegalFact
from champion_tui.knowledge.lines.reading_lines import read_standing
from champion_tui.knowledge.links import Links


def read_law(raw: bytes, shown_as: str, links: Links) -> tuple[LegalFact, ...]:
    """Legal tests and deadlines, in the file's order. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        return tuple(_read_fact(entry, links) for entry in table.tables("fact", at_least=1))


def read_glossary(raw: bytes, shown_as: str, links: Links) -> tuple[GlossaryEntry, ...]:
    """The field's terms, in the file's order. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        return tuple(_read_term(entry, links) for entry in table.tables("term", at_least=1))


def _read_fact(table: Table, links: Links) -> LegalFact:
    with reading(table):
        return LegalFact(
            links.give("legal fact", table), table.text("title"), table.text("words"), read_standing(table, links)
        )


def _read_term(table: Table, links: Links) -> GlossaryEntry:
    with reading(table):
        term = table.text("term")
        links.add("term", term, table.file, table.path("term"))
        return GlossaryEntry(term, table.text("words"), read_standing(table, links))
