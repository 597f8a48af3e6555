"""Writes a document as plain text for a screen reader, a phone or a terminal: LF, at most 78 columns."""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from champion_tui.ground.plain_text import WIDTH, one_line, wrapped
from champion_tui.papers.document import (
    Beside,
    Blank,
    Block,
    Bullets,
    Callout,
    Document,
    Facts,
    Heading,
    Number,
    Pairs,
    Paragraph,
    Sides,
    Signatures,
    Table,
    Write,
)

UNDERLINES = {1: "-"}
INDENT = "    "
LINE_TO_WRITE_ON = "_" * 24
SHORT_LINE = "_" * 12
SENTENCE = re.compile(r"(?<=[.?!])\s+(?=\S)")


def _heading(block: Heading) -> str:
    words = wrapped(block.words)
    longest = max(map(len, words.split("\n")))
    return f"{words}\n{UNDERLINES[1] * longest}" if block.level == 1 else words


def _pair(label: str, texts: tuple[str, ...]) -> str:
    # If the label is a whole sentence, the colon replaces its full stop.
    lines = [f"{one_line(label).removesuffix('.')}:", *(wrapped(text, INDENT, INDENT) for text in texts)]
    return "\n".join(lines)


def _items(items: tuple[str, ...]) -> str:
    return "\n".join(wrapped(item, "- ", "  ") for item in items)


def _table(block: Table) -> str:
    """Returns each row as a small list under its first cell. Empty cells are left out."""
    return "\n\n".join("\n".join(_row(block.heads, row)) for row in block.rows)


def _row(heads: tuple[str, ...], row: tuple[str, ...]) -> Iterator[str]:
    first, *others = zip(heads, row, strict=True)
    yield wrapped(f"{first[0]}: {one_line(first[1])}")
    yield from (wrapped(f"{head}: {one_line(text)}", INDENT, INDENT * 2) for head, text in others if text)


def _number(block: Number) -> str:
    about = ". ".join(part for part in (block.name, block.when) if part)
    return "\n".join(part for part in (wrapped(block.phone), wrapped(about, INDENT, INDENT) if about else "") if part)


def _blocks(blocks: tuple[Block, ...]) -> str:
    return "\n\n".join(filter(None, (WRITERS[type(block)](block) for block in blocks)))


WRITERS: Mapping[type, Callable[[Any], str]] = {
    Heading: _heading,
    Paragraph: lambda block: wrapped(block.words),
    Pairs: lambda block: "\n\n".join(_pair(label, texts) for label, texts in block.rows),
    Bullets: lambda block: _items(block.items),
    Callout: lambda block: f"{wrapped(block.title.upper())}\n{_items(block.items)}",
    Number: _number,
    Blank: lambda block: wrapped(f"{block.label}: {block.filled or LINE_TO_WRITE_ON}"),
    Beside: lambda block: _blocks((*block.english, *block.other)),
    Facts: lambda block: "\n\n".join(_pair(fact.label, (fact.words, *fact.notes)) for fact in block.cells),
    Signatures: lambda block: "\n\n".join(
        f"{label}: {LINE_TO_WRITE_ON} {block.date}: {SHORT_LINE}" for label in block.labels
    ),
    Write: lambda block: "\n".join((wrapped(block.words), *("_" * WIDTH,) * block.lines)),
    Sides: lambda block: _blocks((*block.left, *block.right)),
    Table: _table,
}
"""How each kind of block is written. A QR code is left out, because its number is there as text."""


def write(document: Document) -> str:
    """Returns the text of ``document``, ending in a line end. Blocks are separated by an empty line."""
    title = wrapped(document.title)
    head = f"{title}\n{'=' * min(WIDTH, max(map(len, title.split(chr(10)))))}"
    parts = [document.banner and wrapped(document.banner), head, _blocks(document.blocks)]
    parts.append(document.footer and wrapped(document.footer))
    return "\n\n".join(part for part in parts if part) + "\n"


def _sentences(text: str) -> str:
    return "\n".join(map(wrapped, SENTENCE.split(one_line(text))))


def _spoken_block(block: Block) -> str:
    match block:
        case Heading():
            return f"\n{wrapped(block.words)}"
        case Paragraph():
            return _sentences(block.words)
        case Bullets():
            return "\n".join(map(_sentences, block.items))
        case Number():
            return "\n".join(_sentences(part) for part in (block.phone, block.name, block.when) if part)
        case Beside():
            return "\n".join(map(_spoken_block, (*block.english, *block.other)))
        case _:
            raise TypeError(f"A slip for a screen reader holds no {type(block).__name__}.")


def write_spoken(document: Document) -> str:
    """Returns the text of ``document`` for a screen reader: one sentence to a line, an empty line before each part, no drawn lines."""
    return (
        "\n".join((wrapped(document.title), *map(_spoken_block, document.blocks), "", wrapped(document.footer))) + "\n"
    )
