"""Setting pages: fonts, text direction, Typst, and the text that is extracted from a PDF."""

from typing import Any


def typst_side() -> Any:
    """Returns the module ``typesetter``: Typst with pikepdf. Loading it late means that texts and imports do not wait for it."""
    from champion_tui.papers.setting import typesetter  # noqa: PLC0415  a tenth of each unlocking, and only needed to set a page

    return typesetter
