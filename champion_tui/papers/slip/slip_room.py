"""How much may be on a slip, so that it is one sheet. The type is never set smaller: names are shortened, square codes left
out, and then the numbers that stand behind others.

The standard slip is one sheet of A5 with two sides; beside a second language, which needs twice the room, one sheet of A4. Large
print and easy read have as many pages as they need.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from champion_tui.ground.values import immutable
from champion_tui.papers.document import Beside, Document, Number
from champion_tui.papers.errors import PackError
from champion_tui.papers.setting.fonts import Fonts
from champion_tui.papers.writers import pdf

SIDES = 2
"""Pages of one sheet."""

LONGEST_COUNCIL = 48
"""Characters that hold the name of every housing authority in England: such a name is cut last."""


@immutable
class Length:
    """The most characters of the helper's name and of the council's, the most square codes, and the most numbers for the night beside the
    council's own; the last of those, which stands behind all others, is always there. ``brief``: without the sentence that comforts
    whoever has nothing to bring.
    """

    helper: int = 80
    council: int = 80
    codes: int = 9
    night: int = 4
    brief: bool = False


WIDEST = Length()
TRIED = (
    WIDEST,
    Length(helper=50),
    Length(helper=50, council=LONGEST_COUNCIL, codes=2),
    Length(helper=40, council=LONGEST_COUNCIL, codes=1),
    Length(helper=40, council=LONGEST_COUNCIL, codes=0),
    Length(helper=30, council=LONGEST_COUNCIL, codes=0, night=3),
    Length(helper=24, council=LONGEST_COUNCIL, codes=0, night=2),
    Length(helper=16, council=LONGEST_COUNCIL, codes=0, night=2),
    Length(helper=16, council=LONGEST_COUNCIL, codes=0, night=2, brief=True),
)
"""The widest first. No number of the council that was chosen is ever left out."""


def on_one_sheet(make: Callable[[Length], Document], fonts: Fonts) -> Document:
    """The fullest slip that is one sheet, found by setting it; the shortest where none is."""
    made = make(TRIED[0])
    for length in TRIED:
        made = _with_codes(make(length), length.codes)
        if _pages(made, fonts) <= SIDES:
            break
    return made


def on_one_side(tried: Iterable[Document], fonts: Fonts) -> Document:
    """The first of those ``tried`` (one at least) that is one page; the last where none is."""
    made: Document | None = None
    for made in tried:
        if _pages(made, fonts) <= 1:
            break
    if made is None:
        raise ValueError("No paper was tried.")
    return made


def _pages(document: Document, fonts: Fonts) -> int:
    try:
        return len(pdf.pages(document, fonts))
    except PackError:
        # No page can be set at all: whoever wanted one is told so. A text file has no pages.
        return 0


def _with_codes(document: Document, most: int) -> Document:
    """``document`` with its first ``most`` square codes."""
    left = most

    def kept(block: Any) -> Any:
        nonlocal left
        if isinstance(block, Beside):
            return replace(block, english=tuple(map(kept, block.english)))
        if not isinstance(block, Number) or block.scan is None:
            return block
        left -= 1
        return block if left >= 0 else replace(block, scan=None)

    return replace(document, blocks=tuple(map(kept, document.blocks)))
