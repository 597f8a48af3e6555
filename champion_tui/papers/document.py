"""A paper as values: its contents, in reading order. The PDF and the text writer use the same value, so they cannot differ."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeAlias

from champion_tui.ground.plain_text import clean
from champion_tui.ground.values import immutable
from champion_tui.papers.setting.font_files import clusters
from champion_tui.papers.setting.fonts import SHIPPED, Fonts

RUN = "[?]"
"""Printed in place of characters that no font here has."""

RUN_MEANS = f"{RUN}: no font here can print it."
NOT_PRINTED = "No font here can print this."


@immutable
class Heading:
    """A heading below the title. ``level`` 1 is the highest. ``new_page`` starts a page with it."""

    words: str
    level: int = 1
    new_page: bool = False


@immutable
class Paragraph:
    """A paragraph. ``weight`` is ``plain``, ``strong``, ``large`` (to be seen first) or ``quiet``."""

    words: str
    weight: str = "plain"


@immutable
class Pairs:
    """Labels with their texts; several texts under one label are printed below each other.

    ``lead`` sets them larger, for what must be read in a minute.
    """

    rows: tuple[tuple[str, tuple[str, ...]], ...]
    lead: bool = False


@immutable
class Bullets:
    """A list."""

    items: tuple[str, ...]


@immutable
class Callout:
    """Something that must not be missed. ``tone`` is ``stop`` (what not to do) or ``note``."""

    title: str
    items: tuple[str, ...]
    tone: str = "note"


@immutable
class Scan:
    """A QR code. ``holds`` is its content (``tel:`` or a page), ``alt`` is read in its place."""

    holds: str
    words: str
    alt: str


@immutable
class Number:
    """A phone number in large type, with its owner and when it answers. ``scan`` is a code that rings it."""

    phone: str
    name: str
    when: str
    scan: Scan | None = None


@immutable
class Blank:
    """A line to write on, with its label. ``filled`` is "" if it is to be filled in by hand."""

    label: str
    filled: str = ""


@immutable
class Beside:
    """The same part of a paper in English and in the language with the tag ``language``.

    ``columns`` sets them side by side, otherwise the second is below the first.
    """

    english: "tuple[Block, ...]"
    other: "tuple[Block, ...]"
    language: str
    right_to_left: bool
    columns: bool


@immutable
class Fact:
    """A fact that decides how soon the person is rung: a label, the answer in large type, and notes.

    ``tone`` is ``stop`` if it cannot wait.
    """

    label: str
    words: str
    notes: tuple[str, ...]
    tone: str = "note"


@immutable
class Facts:
    """A row of facts, side by side, read from the left."""

    cells: tuple[Fact, ...]


@immutable
class Sides:
    """Two groups of blocks side by side, which belong together. The left one is read first."""

    left: "tuple[Block, ...]"
    right: "tuple[Block, ...]"


@immutable
class Signatures:
    """A line to sign on for each label, with a shorter line for ``date`` next to it."""

    labels: tuple[str, ...]
    date: str


@immutable
class Write:
    """A text to answer by hand, with ``lines`` empty lines below it."""

    words: str
    lines: int


@immutable
class Table:
    """Rows under ``heads``, read row by row. ``widths`` are the columns' shares of the page. The head is repeated on every page."""

    heads: tuple[str, ...]
    widths: tuple[int, ...]
    rows: tuple[tuple[str, ...], ...]


Block: TypeAlias = (
    Heading
    | Paragraph
    | Pairs
    | Bullets
    | Callout
    | Number
    | Blank
    | Beside
    | Facts
    | Sides
    | Signatures
    | Write
    | Table
)


@immutable
class Document:
    """A whole paper.

    ``template`` names the Typst file that sets it. ``banner`` is at the top and ``footer`` at the bottom of every page.
    ``elsewhere`` says where to read characters that cannot be printed. ``mark`` is printed across and at the edge of
    every page.
    """

    template: str
    title: str
    blocks: tuple[Block, ...]
    banner: str = ""
    footer: str = ""
    elsewhere: str = ""
    mark: str = ""


def marked(text: str, fonts: Fonts) -> str:
    """Returns ``text`` with ``RUN`` for what ``fonts`` cannot print, or ``NOT_PRINTED`` if that is at least half of it."""
    cleaned = clean(text)
    missing = fonts.missing(cleaned)
    if not missing:
        return cleaned
    signs = [one for one in clusters(cleaned) if not one.isspace()]
    if 2 * sum(one in missing for one in signs) >= len(signs):
        return NOT_PRINTED
    return _with_runs(cleaned, missing)


def shown(text: str, elsewhere: str, fonts: Fonts) -> str:
    """Returns ``text`` as it is printed. What no font can print is marked in its place, never left out silently."""
    made = marked(text, fonts)
    if made == clean(text):
        return made
    return f"{made} {elsewhere}".strip() if made == NOT_PRINTED else f"{made} ({f'{RUN_MEANS} {elsewhere}'.strip()})"


def _with_runs(text: str, missing: frozenset[str]) -> str:
    made: list[str] = []
    for cluster in clusters(text):
        if cluster not in missing:
            made.append(cluster)
        elif not made or made[-1] != RUN:
            made.append(RUN)
    return "".join(made)


def _block_as(block: Any, say: Callable[[str], str], label: Callable[[str], str]) -> Any:
    """Returns ``block`` with every text passed through ``say``, and the program's own labels through ``label``."""
    if isinstance(block, Pairs):
        rows = ((label(name), tuple(map(say, texts))) for name, texts in block.rows)
        return replace(block, rows=tuple(rows))
    return replace(block, **{field.name: _value_as(getattr(block, field.name), say, label) for field in fields(block)})


def _value_as(value: Any, say: Callable[[str], str], label: Callable[[str], str]) -> Any:
    """Transforms a text, a list of texts, or a nested block; returns anything else unchanged."""
    if isinstance(value, str):
        return say(value)
    if isinstance(value, tuple):
        return tuple(_value_as(item, say, label) for item in value)
    return _block_as(value, say, label) if is_dataclass(value) else value


def _document_as(document: Document, say: Callable[[str], str], label: Callable[[str], str]) -> Document:
    return Document(
        document.template,
        label(document.title),
        tuple(_block_as(block, say, label) for block in document.blocks),
        label(document.banner),
        label(document.footer),
        document.elsewhere,
        document.mark,
    )


def as_shown(document: Document, fonts: Fonts = SHIPPED) -> Document:
    """Returns ``document`` with every text as it is printed."""
    return _document_as(
        document, lambda text: shown(text, document.elsewhere, fonts), lambda text: shown(text, "", fonts)
    )


def unprintable_in(document: Document, fonts: Fonts) -> str:
    """Returns the characters of ``document`` that ``fonts`` cannot print, each once, in the order of the document."""
    signs: dict[str, None] = {}

    def look(text: str) -> str:
        signs.update(dict.fromkeys(clusters(fonts.unprintable(clean(text)))))
        return text

    _document_as(document, look, look)
    return "".join(signs)
