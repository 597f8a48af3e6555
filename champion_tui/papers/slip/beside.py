"""One slip in two languages: the same slip told twice, put together part by part."""

from dataclasses import replace

from champion_tui.papers.document import Beside, Block, Callout, Document, Heading, Paragraph
from champion_tui.papers.wording import Language

COLUMNS = "slip-beside"
"""The template of the slip in two columns. Large print and easy read have no room for two: there the parts alternate."""


def beside(english: Document, other: Document, language: Language, *, columns: bool) -> Document:
    """``english`` with ``other`` (the same slip in ``language``) next to it in columns, or part below part."""
    first = Beside((), (Heading(other.title),), language.tag, language.right_to_left, columns=columns)
    pairs = zip(_parts(english.blocks), _parts(other.blocks), strict=True)
    made = (Beside(one, two, language.tag, language.right_to_left, columns=columns) for one, two in pairs)
    last = Beside((), (Paragraph(other.footer),), language.tag, language.right_to_left, columns=columns)
    return replace(english, template=COLUMNS if columns else english.template, blocks=(first, *made, last))


def _parts(blocks: tuple[Block, ...]) -> list[tuple[Block, ...]]:
    """The blocks in parts, each beginning with its heading or being a box of its own."""
    parts: list[list[Block]] = []
    for block in blocks:
        begins = isinstance(block, Heading | Callout) or not parts or isinstance(parts[-1][0], Callout)
        if begins:
            parts.append([])
        parts[-1].append(block)
    return [tuple(part) for part in parts]
