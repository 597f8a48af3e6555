"""Estimates how much room page one takes before it is set, so that texts are shortened and type is not made smaller.

The estimate is on the high side. It follows the sizes of ``data/templates/referral.typ``; tests keep the two in step.
"""

import unicodedata
from math import ceil

from champion_tui.papers.document import Block, Callout, Fact, Facts, Heading, Pairs, Paragraph, Sides

SIZE = 9.5
"""The smallest type of page one, in points."""

PAGE_WIDTH, PAGE_HEIGHT = 493.0, 842.0 - 37.0 - 48.0
BOLD, LARGE = 1.05 * SIZE, 1.25 * 1.05 * SIZE
"""The type sizes, in points, at which normal type is as wide as bold and as large bold type."""

LINE, LEADING = 1.28, 0.6
"""The distance from one line to the next, and the gap between two lines, as multiples of the type size."""

NARROW = frozenset(" ijl.,;:'|!()[]ft-I")
WIDE = frozenset("mwMW@%&…—")
WIDTHS = {"Lu": 0.68, "Nd": 0.62, "Ll": 0.55}
"""Average widths by Unicode category, as multiples of the type size."""

SCRIPTS = ((0x250, 0.0), (0x600, 0.72), (0x900, 0.56), (0x980, 0.66))
"""Widths of scripts up to a code point, as multiples of the type size; 0.0 means by category.

Latin, then Cyrillic and its neighbours, Arabic, Devanagari.
"""

WIDEST = 0.95
HEAD = 2.2


def fits(blocks: tuple[Block, ...], needs: str) -> bool:
    """Returns whether page one with the banner ``needs`` has room for ``blocks`` at the smallest type size."""
    banner = _lines(needs, PAGE_WIDTH - 20, 11 * 1.08) * 11 * LINE + 26 if needs else 0.0
    return banner + HEAD * SIZE + sum(_height(one, PAGE_WIDTH) for one in blocks) <= PAGE_HEIGHT


def _em(character: str) -> float:
    if character in NARROW:
        return 0.3
    if character in WIDE:
        return 0.92
    kind = unicodedata.category(character)
    if kind in {"Mn", "Me", "Cf"}:
        return 0.0
    width = next((width for end, width in SCRIPTS if ord(character) < end), WIDEST)
    return width or WIDTHS.get(kind, 0.7)


def _lines(text: str, width: float, size: float = SIZE) -> int:
    """Returns the number of lines that a text takes; a word is only broken if it is wider than a line."""
    count, used = 1, 0.0
    for word in text.split():
        long = sum(map(_em, word)) * size
        if used and used + 0.3 * size + long > width:
            count, used = count + 1, 0.0
        count += ceil(max(0.0, long - width) / width)
        used = used + (0.3 * size if used else 0.0) + long % width
    return count


def _text(text: str, width: float, size: float = SIZE) -> float:
    """Returns the height in points from the top of the first line's capitals to the foot of the last line."""
    lines = sum(_lines(line, width, size) for line in text.split("\n"))
    return (lines * LINE - LEADING) * size


def _fact(one: Fact, width: float) -> float:
    inner = width - 1.6 * SIZE
    notes = sum(_text(note, inner) + 0.65 * SIZE for note in one.notes if note)
    large = sum(_text(line, inner, LARGE) + 0.8 * SIZE for line in one.words.split("\n") if line)
    return _text(one.label, inner, BOLD) + large + notes + 2 * SIZE


def _pairs(block: Pairs, width: float) -> float:
    inner = width - 8.4 * SIZE
    return sum(sum(_text(one, inner) + 0.6 * SIZE for one in texts) + 0.4 * SIZE for _, texts in block.rows)


def _height(block: Block, width: float) -> float:
    match block:
        case Paragraph():
            return _text(block.words, width, 2 * BOLD if block.weight == "large" else SIZE) + SIZE
        case Heading():
            return 2.4 * SIZE
        case Facts():
            each = width / len(block.cells)
            return max(_fact(one, each) for one in block.cells) + SIZE
        case Sides():
            left = sum(_height(one, 0.56 * width) for one in block.left)
            return max(left, sum(_height(one, 0.4 * width) for one in block.right))
        case Callout():
            inner = width - 2.8 * SIZE
            return 4 * SIZE + sum(_text(item, inner, BOLD) + 0.75 * SIZE for item in block.items)
        case Pairs():
            return _pairs(block, width) + 0.8 * SIZE
        case _:
            return 0.0
