"""What can be opened from the start screen, in order. A new place is one entry here.

``screen`` makes the screen when it is needed, so that what the start screen does not show is not loaded before its first paint.
Where ``unlocks`` is true, the vault is unlocked (or made) first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from champion_tui.tui.words import HOMELESS, HOMELESS_HINT, NUMBERS, NUMBERS_HINT

if TYPE_CHECKING:
    from textual.screen import Screen

    from champion_tui.desk.desk import Desk


@dataclass(frozen=True, slots=True)
class Place:
    """A line of the start screen."""

    id: str
    words: str
    hint: str
    screen: Callable[["Desk"], "Screen[Any]"]
    unlocks: bool = False


def _new_case(desk: "Desk") -> "Screen[Any]":
    from champion_tui.tui.screens.triage import TriageScreen  # noqa: PLC0415  loaded when opened, see the module

    return TriageScreen(desk.begin())


def _numbers(desk: "Desk") -> "Screen[Any]":  # noqa: ARG001  every place gets the desk
    from champion_tui.tui.screens.numbers import NumbersScreen  # noqa: PLC0415  loaded when opened, see the module

    return NumbersScreen()


PLACES = (
    Place("homeless", HOMELESS, HOMELESS_HINT, _new_case),
    Place("numbers", NUMBERS, NUMBERS_HINT, _numbers),
)
