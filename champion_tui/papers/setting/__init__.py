"""Setting pages: fonts, the direction of lines, Typst, and the text that is taken out of a PDF again."""

from typing import Any


def typst_side() -> Any:
    """``typesetter``: Typst itself, with pikepdf. Texts, and whoever only imports a paper, do not wait for it."""
    from champion_tui.papers.setting import typesetter  # noqa: PLC0415  a tenth of each unlocking, and needed once a page is set

    return typesetter
