"""Unlocks the vault, which is needed before a case can be kept or opened."""

from collections.abc import Iterator
from pathlib import Path

from textual import on, work
from textual.widget import Widget

from champion_tui.desk.errors import Damaged, DeskError, NotAsSeen
from champion_tui.desk.options import OptionView
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell import places
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

UNLOCK = "Unlock"
UNLOCK_WHY = "Cases are kept in a vault on this computer that only your passphrase opens."
WHO = "Who are you?"
PASSPHRASE = "Passphrase"  # noqa: S105  the label of the field, nothing secret
UNLOCKING = "Opening the vault. This takes a moment on purpose: it keeps guessers out."
DAMAGED_COPY = OptionView("copy", "Put back the newest safety copy", "you see what differs first")
ACCEPT = OptionView("accept", "Open it anyway", "you know what happened")
ACCEPT_WHY = "Your passphrase once more, if you know what happened and want to go on from there. It is noted in the history under your name."
DAMAGED_LIST = OptionView("list", "Look at all safety copies", "")


class UnlockScreen(ChampionScreen[bool]):
    """The form for unlocking. Ends with True once the vault is open. If the vault has one person, only the passphrase is asked
    for.
    """

    NAME = "unlock"
    HEADING = UNLOCK
    PURPOSE = "Open the vault in which cases are kept. Until then nobody can read them."
    SHOWS = (
        "Whose passphrase it is, if several people share the vault, and the line to type it into.",
        "If the store is damaged, it says what is wrong. It offers to put back the newest safety copy that is whole.",
        "If it is not the store that you saw last: what differs, and how to open it anyway.",
    )
    AUTO_FOCUS = "Choices, TextBox"

    def __init__(self) -> None:
        super().__init__()
        self._person: str | None = None
        self._people: tuple[str, ...] = ()
        self._trouble: DeskError | None = None
        self._copy: Path | None = None
        self._accept = False

    def parts(self) -> Iterator[Widget]:
        """Yields the people, the box for the passphrase, and the result."""
        people = self._people_here()
        yield Prose([line(UNLOCK_WHY)])
        if len(people) > 1:
            yield Prose([EMPTY, line(WHO, "title"), EMPTY])
            yield Choices(id="people")
        else:
            self._person = people[0] if people else None
        yield Caption(PASSPHRASE if self._person is None else f"{PASSPHRASE}: {self._person}", id="whose")
        yield TextBox(password=True, id="passphrase")
        yield Prose(id="result")
        yield Choices(id="mending")

    def _people_here(self) -> tuple[str, ...]:
        try:
            self._people = self.desk.vault.names()
        except DeskError as error:
            self._trouble = error
        return self._people

    def on_mount(self) -> None:
        """Asks for the passphrase. If the list of people cannot be read, says so at once."""
        super().on_mount()
        self.query_one("#mending", Choices).display = False
        if self._trouble is not None:
            self._offer_mending(self._trouble)

    def refresh_view(self) -> None:
        """Offers the people."""
        for choices in self.query("#people").results(Choices):
            choices.offer([OptionView(person, person, "") for person in self._people])

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Asks for that person's passphrase, or goes to the safety copies."""
        if event.choices.id == "mending":
            if event.answer == ACCEPT.id:
                self._accept_change()
            else:
                self._mend(str(event.answer))
            return
        self._person = str(event.answer)
        self.query_one("#whose", Caption).say(f"{PASSPHRASE}: {self._person}")
        self.query_one(TextBox).focus()
        event.choices.listen()

    @on(TextBox.Submitted)
    def _typed(self, event: TextBox.Submitted) -> None:
        self._open(event.value)
        event.input.value = ""

    @work(exclusive=True)
    async def _open(self, passphrase: str) -> None:
        self.say([EMPTY, line(UNLOCKING)])
        try:
            await self.champion.at_work.do(
                lambda: self.desk.vault.unlock(passphrase, self._person, accept=self._accept)
            )
        except DeskError as error:
            self._offer_mending(error)
            return
        self.leave(True)

    def _offer_mending(self, error: DeskError) -> None:
        """Says what is wrong. If the store is damaged, or not the one seen last, offers the safety copies."""
        self.say(self.error_rows(error))
        if not isinstance(error, Damaged | NotAsSeen):
            return
        self._copy = error.copy if isinstance(error, Damaged) else None
        self._ask_for_passphrase(asked=False)
        _ = self.query("#people").remove()
        mending = self.query_one("#mending", Choices)
        mending.display = True
        first = DAMAGED_COPY if self._copy else ACCEPT if isinstance(error, NotAsSeen) else None
        mending.offer([DAMAGED_LIST, first] if first is ACCEPT else [*((first,) if first else ()), DAMAGED_LIST])
        mending.focus()
        self.refresh_bars()

    def _ask_for_passphrase(self, *, asked: bool) -> None:
        for part in (*self.query(Caption), *self.query(TextBox)):
            part.display = asked

    def _accept_change(self) -> None:
        """Asks for the passphrase again before accepting a store that differs from the one seen last."""
        self._accept = True
        self.query_one("#mending", Choices).display = False
        self._ask_for_passphrase(asked=True)
        self.say([EMPTY, line(ACCEPT_WHY, "warning")])
        self.query_one(TextBox).focus()
        self.refresh_bars()

    @work
    async def _mend(self, chosen: str) -> None:
        """Goes to the copies. If one was restored, the next unlock opens the store of that time."""
        if chosen == DAMAGED_COPY.id:
            if await self.result_of(places.Restore(self._copy)):
                self.leave()
        else:
            await self.result_of(places.Copies())
            self.leave()
