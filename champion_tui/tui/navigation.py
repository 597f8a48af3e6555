"""Which screen shows which place, and the ways over several screens: keep a case, unlock, leave.

The one map of the full screen: screens say where they want to go (``places``), here it is known what stands there. A screen is
loaded when somebody first goes to it, so that nothing but the start screen is loaded before the first paint.
"""

# ruff: noqa: PLC0415  the door at which screens are loaded, see above

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any, cast

from champion_tui.desk.errors import DeskError
from champion_tui.desk.views import OptionView
from champion_tui.domain.cases.training import THROWN_AWAY
from champion_tui.tui.shell import places
from champion_tui.tui.shell.page import Page
from champion_tui.tui.shell.places import Place
from champion_tui.tui.shell.shell import Shell
from champion_tui.tui.shell.shell_words import (
    LEAVE,
    LEAVE_HIDDEN,
    LEAVE_HIDDEN_UNSAVED,
    LEAVE_OPTIONS,
    LEAVE_UNSAVED,
    SAVE_FIRST,
    UNSAVED,
    UNSAVED_OPTIONS,
    UNSAVED_WHY,
)

if TYPE_CHECKING:
    from champion_tui.desk.desk import Desk
    from champion_tui.desk.triage.interview import Interview
    from champion_tui.tui.screens.cases.case import CaseScreen
    from champion_tui.tui.screens.kit.base import ChampionScreen


def screen_for(place: Place[Any], open_desk: "Callable[[], Desk]") -> "ChampionScreen[Any]":  # noqa: C901, PLR0911, PLR0912, PLR0915  a map, a line each
    """The screen of a place. The desk begins what is begun anew there, and is not opened for anything else."""
    match place:
        case places.NewCase():
            from champion_tui.tui.screens.triage.triage import TriageScreen

            return TriageScreen(open_desk().begin())
        case places.Triage(interview):
            from champion_tui.tui.screens.triage.triage import TriageScreen

            return TriageScreen(interview)
        case places.ChangeAnswer(interview, before):
            from champion_tui.tui.screens.triage.triage import ChangeScreen

            return ChangeScreen(interview, before)
        case places.Outcome(interview, view):
            from champion_tui.tui.screens.triage.outcome import OutcomeScreen

            return OutcomeScreen(interview, view)
        case places.Numbers():
            from champion_tui.tui.screens.numbers.numbers import NumbersScreen

            return NumbersScreen()
        case places.Guidance():
            from champion_tui.tui.screens.numbers.guidance import GuidanceScreen

            return GuidanceScreen()
        case places.Confirm():
            from champion_tui.tui.screens.numbers.confirm import ConfirmScreen

            return ConfirmScreen()
        case places.Connection(draft, heading, takes, kept):
            from champion_tui.tui.screens.connection.advisor import ConnectionScreen

            return ConnectionScreen(draft or open_desk().connection_draft(), heading=heading, takes=takes, kept=kept)
        case places.Cases():
            from champion_tui.tui.screens.cases.cases import CasesScreen

            return CasesScreen()
        case places.Case(reference):
            from champion_tui.tui.screens.cases.case import CaseScreen

            return CaseScreen(reference)
        case places.Check(reference, at):
            from champion_tui.tui.screens.cases.check import CheckScreen

            return CheckScreen(reference, at)
        case places.Form(view, step, field, once):
            from champion_tui.tui.screens.cases.form import FormScreen

            return FormScreen(view, step, field, once=once)
        case places.Paper(reference):
            from champion_tui.tui.screens.cases.paper import PaperScreen

            return PaperScreen(reference)
        case places.MarkSent(reference):
            from champion_tui.tui.screens.cases.sent import SentScreen

            return SentScreen(reference)
        case places.Erase(reference):
            from champion_tui.tui.screens.cases.erase import EraseScreen

            return EraseScreen(reference)
        case places.Preview(reference):
            from champion_tui.tui.screens.papers.preview import PreviewScreen

            return PreviewScreen(reference)
        case places.ChooseSlip(reference):
            from champion_tui.tui.screens.papers.slip import SlipScreen

            return SlipScreen(reference)
        case places.PreviewSlip(reference):
            from champion_tui.tui.screens.papers.slip_preview import SlipPreviewScreen

            return SlipPreviewScreen(reference)
        case places.ChooseLetter(reference):
            from champion_tui.tui.screens.papers.letter import LetterScreen

            return LetterScreen(reference)
        case places.PreviewLetter(reference, wanted):
            from champion_tui.tui.screens.papers.letter_preview import LetterPreviewScreen

            return LetterPreviewScreen(reference, wanted)
        case places.Write(reference, kind, letter):
            from champion_tui.tui.screens.papers.write import WriteScreen

            return WriteScreen(reference, kind, letter)
        case places.WaysToCouncil(reference):
            from champion_tui.tui.screens.papers.send import SendScreen

            return SendScreen(reference)
        case places.Portal(reference):
            from champion_tui.tui.screens.papers.portal import PortalScreen

            return PortalScreen(reference)
        case places.Print(reference, what, notified):
            from champion_tui.tui.screens.papers.printing import PrintScreen

            return PrintScreen(reference, what, notified)
        case places.ManyPacks():
            from champion_tui.tui.screens.papers.many_packs import ManyPacksScreen

            return ManyPacksScreen()
        case places.FilesOutside():
            from champion_tui.tui.screens.papers.exported import ExportedScreen

            return ExportedScreen()
        case places.People():
            from champion_tui.tui.screens.vault.people import PeopleScreen

            return PeopleScreen()
        case places.Copies():
            from champion_tui.tui.screens.vault.copies import CopiesScreen

            return CopiesScreen()
        case places.MakeCopy():
            from champion_tui.tui.screens.vault.copies import MakeCopyScreen

            return MakeCopyScreen()
        case places.Restore(file):
            from champion_tui.tui.screens.vault.restore import RestoreScreen

            return RestoreScreen(file)
        case places.Unlock():
            from champion_tui.tui.screens.vault.unlock import UnlockScreen

            return UnlockScreen()
        case places.NewVault():
            from champion_tui.tui.screens.vault.new_vault import NewVaultScreen

            return NewVaultScreen()
        case places.Ask(question, text, options):
            from champion_tui.tui.screens.kit.ask import AskScreen

            return AskScreen(question, text, options)
        case places.AskOverHidden(question, text, options):
            from champion_tui.tui.screens.cover.hidden import OverHiddenScreen

            return OverHiddenScreen(question, text, options)
        case places.Help(about):
            from champion_tui.tui.screens.cover.help import HelpScreen

            return HelpScreen(about)
        case places.Commands(about):
            from champion_tui.tui.screens.cover.palette import CommandsScreen

            return CommandsScreen(about)
        case places.Hidden():
            from champion_tui.tui.screens.cover.hidden import HiddenScreen

            return HiddenScreen()
        case places.TooSmall():
            from champion_tui.tui.screens.cover.too_small import TooSmallScreen

            return TooSmallScreen()
        case _:
            raise AssertionError(place)


class Navigation:
    """Made by the app. Every method that waits for a screen is called from a method marked ``@work``."""

    def __init__(self, app: Shell) -> None:
        self._app = app

    # -- the vault --------------------------------------------------------------------------------------------------

    async def unlocked(self) -> bool:
        """Whether the vault is open, after asking for it to be unlocked or made where it is not."""
        app, desk = self._app, self._app.desk
        if desk.vault.unlocked_as() is not None:
            return True
        if not desk.vault.exists():
            return await app.result_of(places.NewVault()) is True
        opened = await app.result_of(places.Unlock())
        await self.tell_notes()
        if opened and desk.vault.people.opened_by_recovery_code():
            await self._offer_new_passphrase()
        return opened is True

    async def _offer_new_passphrase(self) -> None:
        """The recovery code has just opened the vault: whoever lost their passphrase gets a new one now, or says later."""
        from champion_tui.tui.screens.vault import people_words as words
        from champion_tui.tui.screens.vault.people import NEW
        from champion_tui.tui.screens.vault.vault_task import VaultTaskScreen

        team = self._app.desk.vault.people
        people = (OptionView(one.name, one.name, one.role) for one in team.listed())
        name = await self._app.result_of(places.Ask(words.BY_CODE, words.BY_CODE_WHY, (*people, words.LATER)))
        if not name:
            return

        def change(given: Mapping[str, str]) -> str:
            return team.change_passphrase(name, given["new"])

        heading = words.NEW_FOR.format(name=name)
        done = await self._app.result_of(VaultTaskScreen(heading, words.CHANGING_WHY, NEW, change, shown=True))
        if done is not None:
            await self.tell(done)

    # -- a triage and its case --------------------------------------------------------------------------------------

    async def keep(self, interview: "Interview") -> bool:
        """Keep the interview in the vault, unlocking first. Whether it is kept now; what stopped it has been shown."""
        if interview.reference is not None:
            return True
        if not await self.unlocked():
            return False
        try:
            await self._app.at_work.do(lambda: self._app.desk.cases.keep(interview))
        except DeskError as error:
            await self.tell(str(error), error.way_out)
            return False
        return True

    async def may_leave(self, interview: "Interview") -> bool:
        """Whether a triage may be left whose answers are not kept: once they are kept, or may be thrown away."""
        answer = await self._app.result_of(places.Ask(UNSAVED, UNSAVED_WHY, UNSAVED_OPTIONS))
        return answer == "drop" or (answer == "keep" and await self.keep(interview))

    def open_case(self, reference: str) -> None:
        """Show a case, once nothing is hidden: on the screen below that shows it already, else on its hub over the list of
        cases or the start.
        """
        self._app.guard.afterwards(lambda: self._open_case(reference))

    def _open_case(self, reference: str) -> None:
        below = [page for page in self._app.screens_open() if _reference_of(page) == reference]
        target = [page for page in below if page.NAME in {"case", "check"}]
        if target:
            self._app.back_to(target[-1])
            return
        self._app.back_to(self._list_or_start())
        self._app.go(places.Case(reference))

    def list_cases(self) -> None:
        """Leave everything above the list of cases, opening it where it is not open, once nothing is hidden."""
        self._app.guard.afterwards(self._list_cases)

    def _list_cases(self) -> None:
        below = self._list_or_start()
        self._app.back_to(below)
        if below.NAME != "cases":
            self._app.go(places.Cases())

    def _list_or_start(self) -> Page:
        return [page for page in self._app.screens_open() if page.NAME in {"start", "cases"}][-1]

    def to_pack(self, reference: str) -> None:
        """From a page above a case's hub: back to it, and on to its pack. What is not saved stays where it is, and is said."""
        app = self._app
        hubs = [page for page in app.screens_open() if page.NAME == "case" and _reference_of(page) == reference]
        if app.top.unsaved() or app.top.to_mend() or not hubs:
            app.guard.say(SAVE_FIRST)
        else:
            app.back_to(hubs[-1])
            cast("CaseScreen", hubs[-1]).do("pack")

    # -- the program itself -----------------------------------------------------------------------------------------

    def visit(self, place: Place[Any], *, unlocks: bool) -> None:
        """Go to a place of the start screen, unlocking first where it ``unlocks``."""
        _ = self._app.run_worker(self._visit(place, unlocks=unlocks), group="visit")

    async def _visit(self, place: Place[Any], *, unlocks: bool) -> None:
        if not unlocks or await self.unlocked():
            self._app.go(place)
        else:
            self._app.top.on_screen_resume()

    async def may_quit(self) -> bool:
        """Whether the app may be left, after asking; while everything is hidden, the question gives nothing away."""
        app = self._app
        unsaved = any(page.unsaved() for page in app.screens_open())
        if app.guard.hidden is not None:
            lost = LEAVE_HIDDEN_UNSAVED if unsaved else ""
            return await app.result_of(places.AskOverHidden(LEAVE_HIDDEN, lost, LEAVE_OPTIONS)) == "leave"
        lost = THROWN_AWAY if app.training else LEAVE_UNSAVED if unsaved else ""
        return await app.result_of(places.Ask(LEAVE, lost, LEAVE_OPTIONS)) == "leave"

    async def tell_notes(self) -> None:
        """What whoever has unlocked should know about the vault: it must be read before going on."""
        for note in self._app.desk.vault.take_notes():
            await self.tell(note)

    async def tell(self, sentence: str, way_out: str = "") -> None:
        """Say something that must be read before going on."""
        await self._app.result_of(places.Ask(sentence, way_out, (OptionView("read", "Go on", ""),)))


def _reference_of(page: Page) -> str | None:
    """The case that a page is about; None where it is about none."""
    return getattr(page, "reference", None)
