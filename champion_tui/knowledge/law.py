"""Reads local connection in plain words (data/connection.toml) and the rules behind calculated dates (data/deadlines.toml)."""

from collections.abc import Mapping
from typing import TypeVar

from champion_tui.domain.connection.findings import GROUNDS, SENTENCES, ConnectionWords
from champion_tui.domain.connection.history import Relation
from champion_tui.domain.dates.deadlines import RULES, Rule, Rules
from champion_tui.domain.lines.phone_lines import Provenance
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.lines.reading_lines import read_standing
from champion_tui.knowledge.links import Links
from champion_tui.triage.words import placeholders

Key = TypeVar("Key", bound=str)


@immutable
class ConnectionGround:
    """A ground of local connection in plain words, or a rule about the grounds. ``beside`` is one line shown next to the authority
    question, or "" if the entry can only be looked up.
    """

    id: str
    title: str
    beside: str
    words: str
    counts: tuple[str, ...]
    does_not_count: tuple[str, ...]
    standing: Provenance


def read_connection(raw: bytes, shown_as: str, links: Links) -> tuple[tuple[ConnectionGround, ...], ConnectionWords]:
    """Returns the grounds of local connection and the rules about them, in the file's order, and the words of the findings. Raises
    ``DataError``.
    """
    with reading(parse_toml(raw, shown_as)) as table:
        grounds = tuple(_read_ground(entry, links) for entry in table.tables("ground", at_least=1))
        words = ConnectionWords(
            sentences=_read_sentences(table.table("sentences")),
            written=_read_all(table.table("written"), GROUNDS),
            relations=_read_all(table.table("relations"), tuple(Relation)),
        )
        return grounds, words


def _read_sentences(table: Table) -> Mapping[str, str]:
    sentences = _read_all(table, tuple(SENTENCES))
    for key, text in sentences.items():
        given = placeholders(text)
        if set(given) != SENTENCES[key] or len(given) != len(SENTENCES[key]):
            names = ", ".join(f"{{{name}}}" for name in sorted(SENTENCES[key])) or "nothing"
            raise table.error(key, f"a sentence with {names} in braces, each once")
    return sentences


def _read_all(table: Table, keys: tuple[Key, ...]) -> Mapping[Key, str]:
    """Returns a text for each of ``keys``. Raises ``DataError`` for any other key."""
    with reading(table):
        return {key: table.text(key) for key in keys}


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


def read_rules(raw: bytes, shown_as: str, links: Links) -> Rules:
    """Returns the rules behind calculated dates (data/deadlines.toml), by id. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        return {rule: _read_rule(table.table(rule), links) for rule in sorted(RULES)}


def _read_rule(table: Table, links: Links) -> Rule:
    with reading(table):
        return Rule(
            words=table.text("words"),
            source=links.use("source", table, "source"),
            paragraph=table.text("paragraph", ""),
            day_one=table.text("day_one"),
            confirmed=table.flag("confirmed", default=True),
        )
