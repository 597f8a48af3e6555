"""The slip as a screen reader should meet it: parts that are counted, numbers digit by digit, nothing drawn."""

import re
from dataclasses import replace

from champion_tui.papers.document import Blank, Block, Callout, Document, Heading, Number, Paragraph
from champion_tui.papers.slip.telling import Telling

PHONE = re.compile(r"\+?\d[\d ]{4,}\d|\b(?:999|55)\b")
"""What is dialled or pressed. Days and times are none: a year has four digits, a time a colon."""


def digit_by_digit(number: str) -> str:
    """``01632 960001`` as ``0 1 6 3 2, 9 6 0 0 0 1``: readers then say digits, with a breath where the number has a space."""
    return ", ".join(" ".join(part) for part in number.split())


def spoken(told: Telling, document: Document) -> Document:
    """``document``, a slip in the words of ``told``, as it is read out."""
    count = sum(isinstance(block, Heading | Callout) for block in document.blocks)
    blocks: list[Block] = []
    number = 0
    for block in document.blocks:
        if isinstance(block, Heading | Callout):
            number += 1
            title = block.words if isinstance(block, Heading) else block.title
            heading = told.say("part", number=str(number), count=str(count), heading=title)
            blocks.append(Heading(heading))
            blocks += [] if isinstance(block, Heading) else [Paragraph(_said(told, item)) for item in block.items]
        else:
            blocks.append(_block(told, block))
    return replace(document, blocks=tuple(blocks))


def _said(told: Telling, text: str) -> str:
    return PHONE.sub(lambda found: told.wording.marked(digit_by_digit(found[0])), text)


def _block(told: Telling, block: Block) -> Block:
    if isinstance(block, Number):
        digits = told.wording.marked(digit_by_digit(block.phone))
        return Number(f"{told.say('say-number')}: {digits}", block.name, _said(told, block.when))
    if isinstance(block, Paragraph):
        return Paragraph(_said(told, block.words))
    if isinstance(block, Blank):
        return Paragraph(f"{block.label}: {' '.join(block.filled) if block.filled else told.say('to-fill-in')}")
    return block
