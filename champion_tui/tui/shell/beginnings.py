"""The tasks that can be started from the start screen, or from anywhere through the list of commands."""

from typing import Any

from champion_tui.ground.values import immutable
from champion_tui.tui.shell import places
from champion_tui.tui.shell.places import Place
from champion_tui.tui.shell.shell_words import (
    CASES,
    CONFIRM,
    CONFIRM_HINT,
    CONNECTION,
    COPIES,
    EARLY_LIST,
    FIGURES,
    FILES_OUTSIDE,
    GUIDANCE,
    NUMBERS,
    PRACTISE,
    SETTINGS,
    TEAM,
)


@immutable
class Beginning:
    """A line of the start screen. ``to`` is the place it opens; with ``unlocks`` the vault is unlocked (or made) first. A line
    that is ``aside`` is found only by the list of commands, and shown on the start screen only when it matters.
    """

    id: str
    words: str
    hint: str
    to: Place[Any]
    unlocks: bool = False
    aside: bool = False


CASES_ID, EARLY_ID = "cases", "early"
BEGINNINGS = (
    Beginning("homeless", "Someone may be homeless", "start here, no name needed yet", places.NewCase()),
    Beginning("numbers", NUMBERS, "who answers now", places.Numbers()),
    Beginning(CASES_ID, CASES, "asks for your passphrase", places.Cases(), unlocks=True),
    Beginning("exported", FILES_OUTSIDE, "not dealt with yet", places.FilesOutside(), unlocks=True),
    Beginning("guidance", GUIDANCE, "look something up", places.Guidance()),
    Beginning("confirm", CONFIRM, CONFIRM_HINT, places.Confirm()),
    Beginning("connection", CONNECTION, "where does this person belong?", places.Connection()),
    Beginning("vault", "People and passphrases", "who can open the vault", places.People(), unlocks=True),
    Beginning("copies", COPIES, "make one, or put one back", places.Copies()),
    Beginning("practice", PRACTISE, "what would a champion answer?", places.Practice()),
    Beginning(EARLY_ID, EARLY_LIST, "who may lose a home later", places.Early(), unlocks=True),
    Beginning("figures", FIGURES, "counts, meetings, what is due to go", places.Figures(), unlocks=True),
    Beginning("team", TEAM, "who works on it, and the line to the server", places.Team(), unlocks=True, aside=True),
    Beginning("settings", SETTINGS, "colours, times, mouse, printer", places.Settings()),
)
"""In the order of the start screen. Those after the ninth have no digit and are reached with the arrows."""
