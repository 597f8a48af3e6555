"""The loaded knowledge as one value. ``loader.load`` makes it; nothing changes it afterwards."""

from collections.abc import Mapping
from dataclasses import dataclass

from champion_tui.domain.cases.form import Form
from champion_tui.domain.lines.facts import Standing
from champion_tui.knowledge.forms.letters import Letters
from champion_tui.knowledge.forms.reading_forms import CodeItem
from champion_tui.knowledge.routing import Routing


@dataclass(frozen=True, slots=True)
class LegalFact:
    """A legal test or deadline in plain words."""

    id: str
    title: str
    words: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A term of the field and what it means in plain words."""

    term: str
    words: str
    standing: Standing


@dataclass(frozen=True, slots=True, kw_only=True)
class Book(Routing):
    """All loaded knowledge: the routing, and what people read and fill in. ``digest`` is the SHA-256 over every file read,
    the organisation's own ones included.
    """

    law: tuple[LegalFact, ...]
    glossary: tuple[GlossaryEntry, ...]
    forms: Mapping[str, Form]
    letters: Letters
    codes: Mapping[str, tuple[CodeItem, ...]]
    digest: str
