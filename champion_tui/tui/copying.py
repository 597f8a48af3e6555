"""Copying one value to the clipboard: asked first, said honestly, and a file offered in its place."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from champion_tui.desk.views import FieldView
from champion_tui.domain.answers import Answer
from champion_tui.domain.calendar import iso_date
from champion_tui.tui.case_words import COPIED, COPY, COPY_OPTIONS, COPY_WHY, NOTHING_TO_COPY
from champion_tui.tui.screens.ask import AskScreen

if TYPE_CHECKING:
    from champion_tui.tui.screens.base import ChampionScreen


def offer_copy(screen: "ChampionScreen[Any]", what: str, text: str, instead: Callable[[], None]) -> None:
    """Ask whether ``text`` may go to the clipboard. ``what`` is said of it, never the text; ``instead`` leads to a file."""
    champion = screen.champion
    if not text:
        champion.guard.say(NOTHING_TO_COPY.format(what=what))
        return

    def answered(answer: str | None) -> None:
        if answer == "copy":
            champion.clip.fill(text)
            # Once the question has gone: it is said on the page below.
            champion.call_later(champion.guard.say, COPIED.format(what=what))
        elif answer == "file":
            instead()

    _ = champion.push_screen(AskScreen(COPY.format(what=what), COPY_WHY, COPY_OPTIONS), answered)


def as_pasted(field: FieldView, value: Answer | None, chosen: str) -> str:
    """A field's value as a portal takes it; ``chosen`` is the value in words, where it is chosen from a list."""
    if value is None:
        return ""
    if field.options:
        return chosen
    day = iso_date(str(value)) if field.kind == "date" else None
    return f"{day:%d/%m/%Y}" if day else str(value)
