"""A document as text for a screen reader: a sentence to a line, an empty line before each part, no drawn lines."""

import re

from champion_tui.ground.plain_text import one_line, wrapped
from champion_tui.papers.document import Beside, Block, Bullets, Document, Heading, Number, Paragraph

SENTENCE = re.compile(r"(?<=[.?!])\s+(?=\S)")


def _sentences(text: str) -> str:
    return "\n".join(map(wrapped, SENTENCE.split(one_line(text))))


def _block(block: Block) -> str:
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
            return "\n".join(map(_block, (*block.english, *block.other)))
        case _:
            raise TypeError(f"A slip for a screen reader holds no {type(block).__name__}.")


def write(document: Document) -> str:
    """The text of ``document``, ending in a line end."""
    return "\n".join((wrapped(document.title), *map(_block, document.blocks), "", wrapped(document.footer))) + "\n"
