"""The ways from screen to screen that take more than one of them: keep a case, unlock, leave."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from textual.message import Message

from champion_tui.desk.errors import DeskError
from champion_tui.desk.views import OptionView, OutcomeView
from champion_tui.domain.training import THROWN_AWAY
from champion_tui.tui.case_words import SAVE_FIRST
from champion_tui.tui.screens.ask import AskScreen
from champion_tui.tui.words import (
    LEAVE,
    LEAVE_HIDDEN,
    LEAVE_HIDDEN_UNSAVED,
    LEAVE_OPTIONS,
    LEAVE_UNSAVED,
    UNSAVED,
    UNSAVED_OPTIONS,
    UNSAVED_WHY,
)

if TYPE_CHECKING:
    from champion_tui.desk.interview import Interview
    from champion_tui.tui.app import ChampionApp
    from champion_tui.tui.screens.triage import TriageScreen


class CaseOpened(Message):
    """A case is in the vault and should be shown: from an outcome, or from the list of cases."""

    def __init__(self, reference: str) -> None:
        super().__init__()
        self.reference = reference


class CaseGone(Message):
    """A case was erased: whatever showed it is left, and the list of cases comes next."""


class Journeys:
    """Made by the app. Every method that waits for a screen is called from a method marked ``@work``."""

    def __init__(self, app: "ChampionApp") -> None:
        self._app = app

    async def unlocked(self) -> bool:
        """Whether the vault is open, after asking for it to be unlocked or made where it is not."""
        desk = self._app.desk
        if desk.unlocked_as() is not None:
            return True
        if desk.vault_exists():
            from champion_tui.tui.screens.unlock import UnlockScreen  # noqa: PLC0415  not before it is needed

            opened = await self._app.push_screen_wait(UnlockScreen())
            await self.tell_notes()
            if opened and desk.team.opened_by_recovery_code():
                await self._offer_new_passphrase()
            return opened is True
        from champion_tui.tui.screens.new_vault import NewVaultScreen  # noqa: PLC0415  not before it is needed

        made = await self._app.push_screen_wait(NewVaultScreen())
        return made is True

    async def _offer_new_passphrase(self) -> None:
        """The recovery code has just opened the vault: whoever lost their passphrase gets a new one now, or says later."""
        from champion_tui.tui import people_words as words  # noqa: PLC0415  not before it is needed
        from champion_tui.tui.screens.people import NEW  # noqa: PLC0415  as above
        from champion_tui.tui.screens.vault_task import VaultTaskScreen  # noqa: PLC0415  as above

        team = self._app.desk.team
        people = (OptionView(one.name, one.name, one.role) for one in team.listed())
        ask = AskScreen(words.BY_CODE, words.BY_CODE_WHY, (*people, words.LATER))
        name = await self._app.push_screen_wait(ask)
        if not name:
            return

        def change(given: Mapping[str, str]) -> str:
            return team.change_passphrase(name, given["new"])

        heading = words.NEW_FOR.format(name=name)
        done = await self._app.push_screen_wait(VaultTaskScreen(heading, words.CHANGING_WHY, NEW, change, shown=True))
        if done is not None:
            await self.tell(done)

    async def keep(self, interview: "Interview") -> bool:
        """Keep the interview in the vault, unlocking first. Whether it is kept now; what stopped it has been shown."""
        if interview.reference is not None:
            return True
        if not await self.unlocked():
            return False
        try:
            await self._app.at_work.do(lambda: self._app.desk.keep(interview))
        except DeskError as error:
            await self.tell(str(error), error.way_out)
            return False
        return True

    def show_outcome(self, triage: "TriageScreen", view: OutcomeView) -> None:
        """Open an outcome over the triage; what it is left with decides where the triage goes."""
        from champion_tui.tui.screens.outcome import OutcomeScreen  # noqa: PLC0415  not before it is needed

        _ = self._app.push_screen(OutcomeScreen(triage.interview, view), triage.outcome_left)

    def list_cases(self) -> None:
        """Leave everything above the list of cases, opening it where it is not open."""
        from champion_tui.tui.screens.cases import CasesScreen  # noqa: PLC0415  not before it is needed

        below = [screen for screen in self._app.screens_open() if screen.NAME in {"start", "cases"}][-1]
        self._app.back_to(below)
        if below.NAME != "cases":
            self._app.open(CasesScreen())

    async def may_leave(self, triage: "TriageScreen") -> bool:
        """Whether the triage may be left: its answers are kept, or may be thrown away."""
        if not triage.unsaved():
            return True
        answer = await self._app.push_screen_wait(AskScreen(UNSAVED, UNSAVED_WHY, UNSAVED_OPTIONS))
        return answer == "drop" or (answer == "keep" and await self.keep(triage.interview))

    def before_quitting(self) -> "AskScreen":
        """The question whether the app may be left; while everything is hidden, one that gives nothing away."""
        unsaved = any(screen.unsaved() for screen in self._app.screens_open())
        if self._app.guard.hidden is None:
            lost = THROWN_AWAY if self._app.training else LEAVE_UNSAVED if unsaved else ""
            return AskScreen(LEAVE, lost, LEAVE_OPTIONS)
        from champion_tui.tui.screens.hidden import OverHiddenScreen  # noqa: PLC0415  not before it is needed

        ask = OverHiddenScreen(LEAVE_HIDDEN, LEAVE_HIDDEN_UNSAVED if unsaved else "", LEAVE_OPTIONS)
        self._app.guard.above(ask)
        return ask

    def to_pack(self, reference: str) -> None:
        """From a page above a case's hub: back to it, and on to its pack. What is not saved stays where it is, and is said."""
        from champion_tui.tui.screens.case import CaseScreen  # noqa: PLC0415  not before it is needed

        app = self._app
        hubs = [
            screen for screen in app.screens_open() if isinstance(screen, CaseScreen) and screen.reference == reference
        ]
        if app.top.unsaved() or app.top.to_mend() or not hubs:
            app.guard.say(SAVE_FIRST)
        else:
            app.back_to(hubs[-1])
            hubs[-1].do("pack")

    async def tell_notes(self) -> None:
        """What whoever has unlocked should know about the vault: it must be read before going on."""
        for note in self._app.desk.take_notes():
            await self.tell(note)

    async def tell(self, sentence: str, way_out: str = "") -> None:
        """Say something that must be read before going on."""
        await self._app.push_screen_wait(AskScreen(sentence, way_out, (OptionView("read", "Go on", ""),)))
