"""Maps each place to its screen, and holds the steps that span several screens: keeping a case, unlocking, leaving.

This is the only such map. Screens name the place they want to go to (``places``); this module loads its screen on first use, so
that only the start screen is loaded before the first paint.
"""

from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, Any, cast

from champion_tui.desk.errors import DeskError
from champion_tui.desk.options import OptionView
from champion_tui.domain.cases.training import THROWN_AWAY
from champion_tui.ground.values import parts_of
from champion_tui.tui.shell import places
from champion_tui.tui.shell.guard import Shell
from champion_tui.tui.shell.places import Page, Place

if TYPE_CHECKING:
    from champion_tui.desk.desk import Desk
    from champion_tui.desk.triage.interview import Interview
    from champion_tui.tui.screens.cases.case import CaseScreen
    from champion_tui.tui.screens.kit.base import ChampionScreen

LEAVE_HIDDEN = "Leave?"
LEAVE_HIDDEN_UNSAVED = "Something here is NOT SAVED and will be gone."
LEAVE = "Leave Champion?"
LEAVE_UNSAVED = "The answers on screen are NOT SAVED and will be gone."
LEAVE_OPTIONS = (OptionView("stay", "Stay", ""), OptionView("leave", "Leave", ""))
UNSAVED = "These answers are NOT SAVED"
UNSAVED_WHY = "They are only in memory. You can keep them in the vault, go on answering, or throw them away."
UNSAVED_OPTIONS = (
    OptionView("go-on", "Go on answering", ""),
    OptionView("keep", "Keep them", "asks for your passphrase"),
    OptionView("drop", "Throw them away", ""),
)
SAVE_FIRST = "Something is NOT SAVED: correct that first, then write the pack."
SAVE_THAT_FIRST = "Something above that case is NOT SAVED: correct or keep that first, then open it."
BY_CODE = "Whose passphrase was lost?"
BY_CODE_WHY = (
    "The recovery code has opened the vault. Choose who gets a new passphrase now. Keep the paper with the code locked away, or make "
    "a new code afterwards under “People and passphrases”."
)
LATER = OptionView("", "Later", "“People and passphrases” does it too")


SCREENS: dict[type[Place[Any]], str] = {
    places.Triage: "triage.triage:TriageScreen",
    places.ChangeAnswer: "triage.triage:ChangeScreen",
    places.Outcome: "triage.outcome:OutcomeScreen",
    places.Found: "triage.found:FoundScreen",
    places.Numbers: "numbers.numbers:NumbersScreen",
    places.Practice: "practice.practice:PracticeScreen",
    places.Guidance: "numbers.guidance:GuidanceScreen",
    places.Offer: "numbers.offer:OfferScreen",
    places.WriteOffer: "numbers.offer:WriteOfferScreen",
    places.Confirm: "numbers.confirm:ConfirmScreen",
    places.Stale: "numbers.stale:StaleScreen",
    places.TakeCorrections: "numbers.taking:TakeCorrectionsScreen",
    places.Connection: "connection.advisor:ConnectionScreen",
    places.Cases: "cases.cases:CasesScreen",
    places.Case: "cases.case:CaseScreen",
    places.Check: "cases.form.check:CheckScreen",
    places.Form: "cases.form.form:FormScreen",
    places.Paper: "papers.slip:PaperScreen",
    places.MarkSent: "cases.sent:SentScreen",
    places.AfterSending: "cases.after:AfterSendingScreen",
    places.Timeline: "cases.timeline:TimelineScreen",
    places.Similar: "cases.similar:SimilarScreen",
    places.Erase: "cases.erase:EraseScreen",
    places.Preview: "papers.preview:PreviewScreen",
    places.ChooseSlip: "papers.slip:SlipScreen",
    places.PreviewSlip: "papers.preview:SlipPreviewScreen",
    places.ChooseLetter: "papers.letter:LetterScreen",
    places.PreviewLetter: "papers.preview:LetterPreviewScreen",
    places.Write: "papers.write:WriteScreen",
    places.WaysToCouncil: "papers.send:SendScreen",
    places.Portal: "papers.portal:PortalScreen",
    places.Print: "papers.printing:PrintScreen",
    places.PrintByName: "papers.printing:PrintByNameScreen",
    places.ManyPacks: "papers.many_packs:ManyPacksScreen",
    places.FilesOutside: "papers.exported:ExportedScreen",
    places.Early: "early.early:EarlyScreen",
    places.AddEarly: "early.adding:AddEarlyScreen",
    places.ImportEarly: "early.importing:ImportEarlyScreen",
    places.Figures: "figures.figures:FiguresScreen",
    places.Period: "figures.period:PeriodScreen",
    places.WriteFigures: "figures.writing:WriteFiguresScreen",
    places.WriteByName: "figures.writing:WriteByNameScreen",
    places.Retention: "cases.retention:RetentionScreen",
    places.EraseDue: "cases.retention:EraseDueScreen",
    places.Team: "team.team:TeamScreen",
    places.Settings: "settings:SettingsScreen",
    places.TypeSetting: "settings:TypeSettingScreen",
    places.People: "vault.people:PeopleScreen",
    places.NewPassphrase: "vault.people:NewPassphraseScreen",
    places.Copies: "vault.copies:CopiesScreen",
    places.MakeCopy: "vault.copies:MakeCopyScreen",
    places.Restore: "vault.restore:RestoreScreen",
    places.Unlock: "vault.unlock:UnlockScreen",
    places.NewVault: "vault.new_vault:NewVaultScreen",
    places.Ask: "kit.ask:AskScreen",
    places.Pick: "kit.ask:PickScreen",
    places.AskOverHidden: "cover.hidden:OverHiddenScreen",
    places.Help: "cover.help:HelpScreen",
    places.Commands: "cover.finding:CommandsScreen",
    places.Hidden: "cover.hidden:HiddenScreen",
    places.TooSmall: "cover.too_small:TooSmallScreen",
}
"""For each place, the module below ``tui/screens`` and the class of its screen. The class takes the place's fields as arguments
of the same names.
"""

READY: tuple[type[Place[Any]], ...] = (
    places.Numbers,
    places.Triage,
    places.Hidden,
    places.Ask,
    places.Help,
    places.Commands,
    places.Guidance,
    places.Found,
    places.Unlock,
    places.Connection,
    places.Confirm,
    places.Settings,
    places.Practice,
    places.People,
)
"""Places that can be reached before the vault is open, in the order in which they are loaded while nobody types. Those that
import the database or printing are left out.
"""

READY_UNLOCKED: tuple[type[Place[Any]], ...] = (
    places.Cases,
    places.Case,
    places.Early,
    places.Copies,
    places.MarkSent,
    places.AfterSending,
    places.Figures,
    places.Paper,
    places.Write,
    places.WaysToCouncil,
)
"""Places loaded in the same way once the vault is open."""


def screen_for(place: Place[Any], open_desk: "Callable[[], Desk]") -> "ChampionScreen[Any]":
    """Returns the screen of a place, importing its module now. Calls ``open_desk`` only for places that begin a triage or a draft."""
    if isinstance(place, places.NewCase):
        place = places.Triage(open_desk().begin(place.tree))
    elif isinstance(place, places.Connection) and place.draft is None:
        place = replace(place, draft=open_desk().connection.draft())
    screen: ChampionScreen[Any] = _class_of(type(place))(**parts_of(place))
    return screen


def _class_of(place: type[Place[Any]]) -> Any:
    module, name = SCREENS[place].split(":")
    return getattr(import_module(f"champion_tui.tui.screens.{module}"), name)


class Navigation:
    """The app's ways between screens. Every method that waits for a screen must be called from a method marked ``@work``."""

    def __init__(self, app: Shell) -> None:
        self._app = app
        self._not_twice: set[str] = set()
        """References of the cases that the person has decided to send although another looks like the same person's."""

    def ready(self) -> Iterator[bool]:
        """Loads in portions the screens that people are likely to open. Yields after each one whether there is more to do now."""
        for place in READY:
            _class_of(place)
            yield True
        yield from self._app.desk.ready()
        while self._app.desk.vault.unlocked_as() is None:
            yield False
        for place in READY_UNLOCKED:
            _class_of(place)
            yield True

    # -- the vault --------------------------------------------------------------------------------------------------

    async def unlocked(self) -> bool:
        """Returns whether the vault is open, after asking the person to unlock it or to make one if it does not exist."""
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
        """After the recovery code has opened the vault, offers a new passphrase to the person who lost theirs."""
        people = (OptionView(person.name, person.name, person.role) for person in self._app.desk.vault.people.listed())
        name = await self._app.result_of(places.Ask(BY_CODE, BY_CODE_WHY, (*people, LATER)))
        if not name:
            return
        done = await self._app.result_of(places.NewPassphrase(name))
        if done is not None:
            await self.tell(done)

    # -- a triage and its case --------------------------------------------------------------------------------------

    async def keep(self, interview: "Interview") -> bool:
        """Keeps the interview in the vault, unlocking it first. Returns whether it is kept; if not, the reason has been shown."""
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
        """Asks what to do with answers that are not kept. Returns whether the triage may be left: they were kept or may be
        thrown away.
        """
        answer = await self._app.result_of(places.Ask(UNSAVED, UNSAVED_WHY, UNSAVED_OPTIONS))
        return answer == "drop" or (answer == "keep" and await self.keep(interview))

    def open_case(self, reference: str) -> None:
        """Shows a case. Goes back to the screen that already shows it, or else opens its hub above the list of cases or the
        start screen. Call it from ``once_on_top``.
        """
        below = [page for page in self._app.screens_open() if _reference_of(page) == reference]
        target = [page for page in below if page.NAME in {"case", "check"}]
        if target:
            self._app.back_to(target[-1])
            return
        self._app.back_to(self._list_or_start())
        self._app.go(places.Case(reference))

    def list_cases(self) -> None:
        """Closes every screen above the list of cases, opening the list if it is not open. Call it from ``once_on_top``."""
        below = self._list_or_start()
        self._app.back_to(below)
        if below.NAME != "cases":
            self._app.go(places.Cases())

    def _list_or_start(self) -> Page:
        return [page for page in self._app.screens_open() if page.NAME in {"start", "cases"}][-1]

    async def may_go_out(self, reference: str) -> bool:
        """Returns whether a case may be written now: no other case looks like the same person's, or the person has decided to
        go on, now or earlier. Otherwise the reason has been shown.
        """
        app = self._app
        if reference in self._not_twice:
            return True
        try:
            others = await app.at_work.do(lambda: app.desk.cases.to_decide(reference))
        except DeskError as error:
            await self.tell(str(error), error.way_out)
            return False
        decided: str | None = "go-on"
        if others:
            decided = await app.result_of(places.Similar(reference))
        if decided == "go-on":
            self._not_twice.add(reference)
        elif decided:
            self.open_case(decided)
        return decided == "go-on"

    def to_pack(self, reference: str) -> None:
        """Goes from a page above a case's hub to its pack. If something is not saved, or no hub is open, stays and says so."""
        app = self._app
        hubs = [page for page in app.screens_open() if page.NAME == "case" and _reference_of(page) == reference]
        if app.top.unsaved() or app.top.to_mend() or not hubs:
            app.guard.say(SAVE_FIRST)
        else:
            app.back_to(hubs[-1])
            cast("CaseScreen", hubs[-1]).do("pack")

    def show_case(self, reference: str) -> None:
        """Shows a case that was searched for. If it is already open, goes back to it unless that would lose unsaved text above
        it; otherwise opens it above all other screens.
        """
        app = self._app
        pages = app.screens_open()
        below = [at for at, page in enumerate(pages) if _reference_of(page) == reference]
        if not below:
            app.go(places.Case(reference))
        elif any(page.unsaved() or page.to_mend() for page in pages[below[0] + 1 :]):
            app.guard.say(SAVE_THAT_FIRST)
        else:
            app.back_to(pages[below[0]])

    # -- places and leaving -----------------------------------------------------------------------------------------

    def visit(self, place: Place[Any], *, unlocks: bool) -> None:
        """Goes to a place of the start screen, unlocking the vault first if ``unlocks``."""
        _ = self._app.run_worker(self._visit(place, unlocks=unlocks), group="visit")

    async def _visit(self, place: Place[Any], *, unlocks: bool) -> None:
        if not unlocks or await self.unlocked():
            self._app.go(place)
        else:
            self._app.top.seen_again()

    async def may_quit(self) -> bool:
        """Asks whether to leave the app and returns the answer. While everything is hidden, the question reveals nothing."""
        app = self._app
        unsaved = any(page.unsaved() for page in app.screens_open())
        if app.guard.hidden is not None:
            lost = LEAVE_HIDDEN_UNSAVED if unsaved else ""
            return await app.result_of(places.AskOverHidden(LEAVE_HIDDEN, lost, LEAVE_OPTIONS)) == "leave"
        lost = THROWN_AWAY if app.training else LEAVE_UNSAVED if unsaved else ""
        return await app.result_of(places.Ask(LEAVE, lost, LEAVE_OPTIONS)) == "leave"

    async def tell_notes(self) -> None:
        """Shows the vault's notes, which each have to be read, to the person who has just unlocked it."""
        for note in self._app.desk.vault.take_notes():
            await self.tell(note)

    async def tell(self, sentence: str, way_out: str = "") -> None:
        """Shows a sentence that has to be read before going on."""
        await self._app.result_of(places.Ask(sentence, way_out, (OptionView("read", "Go on", ""),)))


def _reference_of(page: Page) -> str | None:
    """Returns the reference of the case that a page is about, None if it is about none."""
    return getattr(page, "reference", None)
