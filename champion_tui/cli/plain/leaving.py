"""What a window keeps of a plain interview after it has ended, and the offer to clear it."""

import os
import sys

from champion_tui.cli.plain.talk import Left, Talk
from champion_tui.cli.streams import clear_window, tell
from champion_tui.cli.words import wrapped

STILL_THERE = (
    "This window still holds what was typed and shown, further up as well: names, dates of birth, telephone numbers. Whoever "
    "scrolls back can read it."
)
LEFT_TO_YOU = "Close the window, or clear it with its scrollback."
CLEARED = (
    "The window was asked to clear itself and what could be scrolled back to. A recording, a log or a saved session of it is not "
    "reached."
)


def on_a_window() -> bool:
    """Whether what was said went to a window: through a pipe it went where somebody wanted it."""
    return sys.stdout is not None and sys.stdout.isatty()


def say_what_stays(talk: Talk, *, asks: bool) -> None:
    """Say that the window keeps it; where somebody can still answer and the window understands it, offer to clear it."""
    if not on_a_window():
        return
    talk.say("", *wrapped(STILL_THERE))
    if not asks or not _clears():
        talk.say(*wrapped(LEFT_TO_YOU))
        return
    try:
        cleared = talk.choose("Type a number.", ["Leave it as it is", "Clear the window now"]) == 1
    except Left:
        cleared = False
    if cleared:
        clear_window()
        talk.say(*wrapped(CLEARED))


def tell_what_stays() -> None:
    """The same where the interview was stopped from outside: nobody can be asked any more."""
    if on_a_window():
        tell(f"{STILL_THERE} {LEFT_TO_YOU}")


def _clears() -> bool:
    """Whether the window understands ECMA-48: a dumb terminal does not, and the old Windows console shows it as letters."""
    if sys.platform == "win32":
        return "WT_SESSION" in os.environ
    return os.environ.get("TERM", "dumb") != "dumb"
