"""What can be opened from the start screen, in order. A new place is one entry here.

``screen`` makes the screen when it is needed, so that what the start screen does not show is not loaded before its first paint.
Where ``unlocks`` is true, the vault is unlocked (or made) first.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from champion_tui.tui.case_words import (
    CASES,
    CASES_HINT,
    CONFIRM,
    CONFIRM_HINT,
    EXPORTED,
    EXPORTED_HINT,
    GUIDANCE,
    GUIDANCE_HINT,
)
from champion_tui.tui.people_words import VAULT_PLACE, VAULT_PLACE_HINT
from champion_tui.tui.words import CONNECTION, CONNECTION_HINT, HOMELESS, HOMELESS_HINT, NUMBERS, NUMBERS_HINT

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


def _cases(desk: "Desk") -> "Screen[Any]":  # noqa: ARG001  as above
    from champion_tui.tui.screens.cases import CasesScreen  # noqa: PLC0415  loaded when opened, see the module

    return CasesScreen()


def _exported(desk: "Desk") -> "Screen[Any]":  # noqa: ARG001  as above
    from champion_tui.tui.screens.exported import ExportedScreen  # noqa: PLC0415  loaded when opened, see the module

    return ExportedScreen()


def _guidance(desk: "Desk") -> "Screen[Any]":  # noqa: ARG001  as above
    from champion_tui.tui.screens.guidance import GuidanceScreen  # noqa: PLC0415  loaded when opened, see the module

    return GuidanceScreen()


def _confirm(desk: "Desk") -> "Screen[Any]":  # noqa: ARG001  as above
    from champion_tui.tui.screens.confirm import ConfirmScreen  # noqa: PLC0415  loaded when opened, see the module

    return ConfirmScreen()


def _connection(desk: "Desk") -> "Screen[Any]":
    from champion_tui.tui.screens.connection import ConnectionScreen  # noqa: PLC0415  loaded when opened, see the module

    return ConnectionScreen(desk.connection_draft())


def _vault(desk: "Desk") -> "Screen[Any]":  # noqa: ARG001  as above
    from champion_tui.tui.screens.people import PeopleScreen  # noqa: PLC0415  loaded when opened, see the module

    return PeopleScreen()


PLACES = (
    Place("homeless", HOMELESS, HOMELESS_HINT, _new_case),
    Place("numbers", NUMBERS, NUMBERS_HINT, _numbers),
    Place("cases", CASES, CASES_HINT, _cases, unlocks=True),
    Place("exported", EXPORTED, EXPORTED_HINT, _exported, unlocks=True),
    Place("guidance", GUIDANCE, GUIDANCE_HINT, _guidance),
    Place("confirm", CONFIRM, CONFIRM_HINT, _confirm),
    Place("connection", CONNECTION, CONNECTION_HINT, _connection),
    Place("vault", VAULT_PLACE, VAULT_PLACE_HINT, _vault, unlocks=True),
)
