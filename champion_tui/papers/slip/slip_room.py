"""How much fits on a slip of one sheet. Type is never made smaller: names are shortened, then QR codes and fallback numbers left out.

The standard slip is one sheet of A5 with two sides. With a second language, which needs twice the room, it is one sheet
of A4. Large print and easy read have as many pages as they need.
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
"""The pages of one sheet."""

LONGEST_COUNCIL = 48
"""Enough characters for the name of every housing authority in England, so that only longer text is cut."""


@immutable
class Length:
    """Limits of a slip's contents.

    ``helper`` and ``council`` are the most characters of their names, ``codes`` the most QR codes, and ``night`` the
    most numbers for the night; the last of those, the fallback for all others, is always kept. ``brief`` leaves out the
    reassurance for people who have nothing to bring.
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
"""The limits to try, the widest first. The day numbers of the chosen council are never left out."""


def on_one_sheet(make: Callable[[Length], Document], fonts: Fonts) -> Document:
    """Returns the fullest slip that fits one sheet, found by setting it; the shortest if none fits."""
    made = make(TRIED[0])
    for length in TRIED:
        made = _with_codes(make(length), length.codes)
        if _pages(made, fonts) <= SIDES:
            break
    return made


def on_one_side(tried: Iterable[Document], fonts: Fonts) -> Document:
    """Returns the first of ``tried`` (at least one) that fits one page; the last if none does."""
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
        # No page can be set, which is reported when the page itself is made. A text file has no pages.
        return 0


def _with_codes(document: Document, most: int) -> Document:
    """Returns ``document`` with only its first ``most`` QR codes."""
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
