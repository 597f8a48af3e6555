"""The neutral screen, which F9 puts above everything at once."""

from collections.abc import Iterator

from textual import events, on, work
from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.screen_commands import Command, keyed
from champion_tui.tui.screens.kit.ask import AskScreen
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.guard import NotBack
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

PRESS_ENTER = "Press Enter."
PASSWORD = "Password"  # noqa: S105  the label of the field, nothing secret
UNPROTECTED = "No password is set here. Anyone who presses Enter sees what was hidden."
OR_DROP = "%drop+% clears what was hidden, for good."
DROP = "Clear for good what was hidden?"
DROP_WHY = "It is NOT SAVED and will be gone."
DROP_LEAVE, DROP_CLEAR = OptionView("leave", "Leave it as it is", ""), OptionView("clear", "Clear it", "")
WAIT = "Please wait."
AFRESH = "{owner} left this hidden; you are {person}"
AFRESH_WHY = (
    "Only {owner}'s own passphrase, or the recovery code, brings back what stood here. You can start afresh: everything that was "
    "saved stays saved."
)
AFRESH_LOST = "What {owner} had not saved would be gone: {lost}."
AFRESH_LEAVE = OptionView("leave", "Leave it as it is", "")
AFRESH_START = "Start afresh as {person}"


class HiddenScreen(ChampionScreen[None]):
    """A neutral screen that names neither the program nor its purpose.

    The passphrase shows everything again. If only pages that are the same for everybody were open, or no vault exists, Enter
    does; in the second case the screen says so. F2 still shows the emergency numbers, which say nothing about anybody.
    """

    NAME = "hidden"
    HEADING = ""
    PURPOSE = "Show nothing to anyone who has just come in."
    SHOWS = (
        "An empty screen with an empty window title. What you could scroll back to is cleared.",
        "The passphrase, the emergency numbers and leaving work here. So does Enter, if nothing was about a person. Nothing else does.",
        "After a while the vault is locked too.",
        "Only the same person, or the recovery code, brings back what was here. Anybody else may start afresh.",
        "If no vault was open, any passphrase of the vault brings back what was entered. It can be cleared instead.",
        "If there is no vault, Enter brings it all back for anyone who presses it. The page says so.",
    )
    AUTO_FOCUS = "TextBox"

    def parts(self) -> Iterator[Widget]:
        """Yields the prompt, the box for the passphrase, the error, and how to clear what was entered with no vault open."""
        yield Prose(id="neutral")
        yield TextBox(password=True)
        yield Prose(id="result")
        yield Prose(id="drop")

    def refresh_view(self) -> None:
        """Asks for what is needed now. A call under way may have opened a vault meanwhile."""
        guard = self.champion.guard
        asks, can_drop = guard.asks, guard.can_drop
        words = PASSWORD if asks else UNPROTECTED if can_drop else PRESS_ENTER
        self.query_one("#neutral", Prose).show([line(words, "quiet")])
        self.query_one("#drop", Prose).show([EMPTY, line(keyed(OR_DROP), "quiet")] if can_drop else [])
        box = self.query_one(TextBox)
        box.display = asks
        if asks:
            box.focus()

    def on_mount(self) -> None:
        """Draws everything, and asks again once calls under way, which may open a vault, have ended."""
        super().on_mount()
        self.refresh(repaint=True)
        self._ask_once_settled()

    @work(group="settling")
    async def _ask_once_settled(self) -> None:
        await self.champion.guard.settle()
        self.refresh_view()

    def header(self) -> tuple[str, str]:
        """Returns empty words, because nothing here may identify the program."""
        return "", ""

    def footer_commands(self) -> tuple[Command, ...]:
        """Returns (): no keys are shown."""
        return ()

    def on_key(self, event: events.Key) -> None:
        """Shows everything again on Enter if no passphrase is asked for."""
        if not self.query_one(TextBox).display and event.key == "enter":
            event.stop()
            self._wanted_back()

    @work(exclusive=True)
    async def _wanted_back(self) -> None:
        """Shows everything again without a passphrase, unless a call under way has opened a vault."""
        if self.champion.at_work.busy:
            self.say([EMPTY, line(WAIT, "quiet")])
            await self.champion.guard.settle()
            self.say([])
        if self.champion.guard.asks:
            self.refresh_view()
        else:
            self.leave()

    @on(TextBox.Submitted)
    def _typed(self, event: TextBox.Submitted) -> None:
        if event.value:
            self._come_back(event.value)
        event.input.value = ""

    @work(exclusive=True)
    async def _come_back(self, passphrase: str) -> None:
        self.say([EMPTY, line(WAIT, "quiet")])
        try:
            await self.champion.guard.come_back(passphrase)
        except NotBack as why:
            self.say([EMPTY, line(str(why), "warning")])
            if why.other is not None:
                self._offer_afresh(why.other, passphrase)

    @work(exclusive=True)
    async def action_drop(self) -> None:
        """Asks whether to clear what was entered with no vault open. If a vault has been opened meanwhile, asks for a passphrase."""
        guard = self.champion.guard
        await guard.settle()
        self.refresh_view()
        if not guard.can_drop:
            return
        ask = places.AskOverHidden(DROP, DROP_WHY, (DROP_LEAVE, DROP_CLEAR))

        def answered(answer: str | None) -> None:
            if answer == DROP_CLEAR.id:
                _ = self.app.run_worker(guard.drop(), group="guard")

        self.go(ask, answered)

    def _offer_afresh(self, person: str, passphrase: str) -> None:
        """Tells another person of the vault whose screens these are, and offers to start afresh."""
        guard = self.champion.guard
        lost = guard.would_be_lost()
        text = AFRESH_WHY.format(owner=guard.owner)
        ask = places.AskOverHidden(
            AFRESH.format(owner=guard.owner, person=person),
            f"{text} {AFRESH_LOST.format(owner=guard.owner, lost=lost)}" if lost else text,
            (AFRESH_LEAVE, OptionView("afresh", AFRESH_START.format(person=person), "")),
        )

        def answered(answer: str | None) -> None:
            self.say([])
            if answer == "afresh":
                _ = self.app.run_worker(guard.start_afresh(person, passphrase), group="guard")

        self.go(ask, answered)


class OverHiddenScreen(AskScreen, inherit_bindings=False):
    """A question above the neutral screen, which looks like it."""

    NAME = "over-hidden"
    HEADING = ""
    PURPOSE = "While everything is hidden, ask before leaving or clearing. Ask before someone else starts afresh."
    SHOWS = (
        "The question and its answers, and nothing of what is hidden.",
        "For somebody else who uses the vault: whose desk this is, and what would be lost. Esc changes nothing.",
    )

    def header(self) -> tuple[str, str]:
        """Returns empty words, because nothing here may identify the program."""
        return "", ""

    def footer_commands(self) -> tuple[Command, ...]:
        """Returns (): no keys are shown."""
        return ()
