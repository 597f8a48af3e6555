"""A paper as values: what stands on it, in the order a person reads it. The PDF and the text writer both take this one
value, so that the two cannot say different things.
"""

from dataclasses import dataclass, fields, replace
from typing import Any, TypeAlias

from champion_tui.packs import fonts
from champion_tui.packs.plain import clean

RUN = "[?]"
"""Stands on paper for characters that no font here can print."""


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title; ``level`` 1 is the highest. ``new_page`` begins a page with it."""

    words: str
    level: int = 1
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph. ``weight`` is ``plain``, ``strong``, ``large`` (what the eye meets first) or ``quiet``."""

    words: str
    weight: str = "plain"


@dataclass(frozen=True, slots=True)
class Pairs:
    """Labels with what belongs to them; several texts under a label stand below each other. ``lead`` sets them larger:
    what is to be read in a minute.
    """

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    lead: bool = False


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list."""

    items: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Callout:
    """What must not be missed. ``tone`` is ``stop`` (what not to do) or ``note``."""

    title: str
    items: tuple[str, ...]
    tone: str = "note"


@dataclass(frozen=True, slots=True)
class Number:
    """A phone number, large, with whose it is and when it answers."""

    phone: str
    name: str
    when: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on, with its label; ``filled`` is "" where a pen is to fill it."""

    label: str
    filled: str = ""


Block: TypeAlias = Heading | Paragraph | Pairs | Bullets | Callout | Number | Blank


@dataclass(frozen=True, slots=True)
class Document:
    """A whole paper. ``template`` names the Typst file that sets it. ``banner`` stands on top of every page and
    ``footer`` below it. ``elsewhere`` says where characters stand that cannot be printed.
    """

    template: str
    title: str
    blocks: tuple[Block, ...]
    banner: str = ""
    footer: str = ""
    elsewhere: str = ""


def shown(text: str, elsewhere: str) -> str:
    """``text`` as paper can show it: what no font here can print is marked in its place, and never left out silently."""
    cleaned = clean(text)
    missing = fonts.unprintable(cleaned)
    if not missing:
        return cleaned
    marks = sum(not character.isspace() for character in cleaned)
    if 2 * sum(character in missing for character in cleaned) >= marks:
        return f"No font here can print this. {elsewhere}".strip()
    why = f"{RUN}: no font here can print it. {elsewhere}".strip()
    return f"{_with_runs(cleaned, missing)} ({why})"


def _with_runs(text: str, missing: str) -> str:
    made: list[str] = []
    for character in text:
        if character not in missing:
            made.append(character)
        elif not made or made[-1] != RUN:
            made.append(RUN)
    return "".join(made)


def _block_as_shown(block: Block, elsewhere: str) -> Block:
    if isinstance(block, Pairs):
        rows = ((label, tuple(shown(text, elsewhere) for text in texts)) for label, texts in block.rows)
        return replace(block, rows=tuple((shown(label, ""), texts) for label, texts in rows))
    changed: dict[str, Any] = {}
    for name in (field.name for field in fields(block)):
        value = getattr(block, name)
        if isinstance(value, str):
            changed[name] = shown(value, elsewhere)
        elif isinstance(value, tuple):
            changed[name] = tuple(shown(item, elsewhere) for item in value)
    return replace(block, **changed)


def as_shown(document: Document) -> Document:
    """``document`` with every text as paper can show it."""
    return Document(
        document.template,
        shown(document.title, ""),
        tuple(_block_as_shown(block, document.elsewhere) for block in document.blocks),
        shown(document.banner, ""),
        shown(document.footer, ""),
        document.elsewhere,
    )
