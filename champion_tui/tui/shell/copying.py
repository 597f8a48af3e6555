"""Offering one value to the clipboard: asked first, never said to have arrived, and a file offered in its place."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from champion_tui.desk.views import FieldView
from champion_tui.ground.answers import Answer
from champion_tui.ground.calendar import iso_date
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import (
    COPY,
    COPY_OPTIONS,
    COPY_WHY,
    DROPPED,
    NOTHING_TO_COPY,
    OFFERED,
    OFFERED_THROUGH,
)

if TYPE_CHECKING:
    from champion_tui.tui.shell.shell import Shell


def offer_copy(champion: "Shell", what: str, text: str, instead: Callable[[], None]) -> None:
    """Ask whether ``text`` may go to the clipboard. ``what`` is said of it, never the text; ``instead`` leads to a file."""
    if not text:
        champion.guard.say(NOTHING_TO_COPY.format(what=what))
        return

    def answered(answer: str | None) -> None:
        if answer == "copy":
            champion.clip.fill(text)
            said = OFFERED_THROUGH if champion.clip.between else OFFERED
            # Once the question has gone: it is said on the page below.
            champion.call_later(champion.guard.say, said.format(what=what, between=champion.clip.between))
        elif answer == "file":
            instead()

    why = with_multiplexer(COPY_WHY, champion.clip.between)
    champion.go(places.Ask(COPY.format(what=what), why, COPY_OPTIONS), answered)


def with_multiplexer(why: str, between: str) -> str:
    """What is said before a value is offered, first of all what stands in its way."""
    return f"{DROPPED[between]} {why}" if between else why


def as_pasted(field: FieldView, value: Answer | None, chosen: str) -> str:
    """A field's value as a portal takes it; ``chosen`` is the value in words, where it is chosen from a list."""
    if value is None:
        return ""
    if field.options:
        return chosen
    day = iso_date(str(value)) if field.kind == "date" else None
    return f"{day:%d/%m/%Y}" if day else str(value)
