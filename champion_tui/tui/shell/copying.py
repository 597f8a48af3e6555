"""Offers one value to the clipboard: asks first, never claims that it arrived, and offers a file instead."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from champion_tui.desk.options import OptionView
from champion_tui.desk.views import FieldView
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.tui.shell import places

if TYPE_CHECKING:
    from champion_tui.tui.shell.guard import Shell

COPY = "Offer to the clipboard: {what}"
COPY_WHY = (
    "Every program on this computer, and all who use it, can read the clipboard. A clipboard history may keep it."
    " Some terminals ignore the request: look before you paste. Champion asks for it to be overwritten when you "
    "hide, lock or leave. Without the clipboard: portal-sheet.txt, where your packs have it, holds every field. "
    "The slip can be written as a file."
)
COPY_OPTIONS = (
    OptionView("copy", "Offer it", ""),
    OptionView("file", "Write the pack instead", "portal-sheet.txt, where your packs have it, holds every field"),
    OptionView("leave", "Leave it", ""),
)
OFFERED = "Offered to the clipboard: {what}. Others can read it there."
OFFERED_THROUGH = "{between} may have dropped it; look before you paste. Offered: {what}"
DROPPED = {
    "tmux": (
        "You are in tmux. By default it drops the request, so nothing arrives. Type  tmux set -g set-clipboard on  in another "
        "pane first. Or hold Shift and select the value with the mouse, or use portal-sheet.txt."
    ),
    "screen": (
        "You are in screen. As a rule it drops the request, so that nothing arrives. Hold Shift and select the "
        "value with the mouse, or use portal-sheet.txt."
    ),
    "tmux or screen": (
        "You seem to be in tmux or screen. By default they drop the request, so nothing arrives. In tmux type  tmux set "
        "-g set-clipboard on  in another pane first. Or hold Shift and select the value with the mouse, or use portal-sheet.txt."
    ),
}
"""What to do if a multiplexer runs between the program and the terminal, by the name of the multiplexer."""
NOTHING_TO_COPY = "There is nothing here to copy: {what}."


def offer_copy(champion: "Shell", what: str, text: str, instead: Callable[[], None]) -> None:
    """Asks whether to copy ``text`` to the clipboard. Messages show ``what``, never the text; ``instead`` opens the screen for
    a file.
    """
    if not text:
        champion.guard.say(NOTHING_TO_COPY.format(what=what))
        return

    def answered(answer: str | None) -> None:
        if answer == "copy":
            champion.clip.fill(text)
            sentence = OFFERED_THROUGH if champion.clip.between else OFFERED
            # Called later, so that the question has closed and the page below shows the sentence.
            champion.call_later(champion.guard.say, sentence.format(what=what, between=champion.clip.between))
        elif answer == "file":
            instead()

    why = with_multiplexer(COPY_WHY, champion.clip.between)
    champion.go(places.Ask(COPY.format(what=what), why, COPY_OPTIONS), answered)


def with_multiplexer(why: str, between: str) -> str:
    """Returns the explanation shown before a value is offered, beginning with the multiplexer ``between`` if there is one."""
    return f"{DROPPED[between]} {why}" if between else why


def as_pasted(field: FieldView, value: Answer | None, chosen: str) -> str:
    """Returns a field's value as a council's portal expects it, "" if there is none; dates as dd/mm/yyyy. ``chosen`` is the
    wording of a value that is chosen from a list.
    """
    if value is None:
        return ""
    if field.options:
        return chosen
    day = iso_date(str(value)) if field.kind == "date" else None
    return f"{day:%d/%m/%Y}" if day else str(value)
