"""Unlock the vault, or make one: what must happen before a case can be kept or opened."""

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.widget import Widget
from textual.widgets import Input, Label

from champion_tui.desk.errors import DeskError
from champion_tui.desk.views import OptionView
from champion_tui.tui.commands import Command, bindings_for, footer_of
from champion_tui.tui.layout import EMPTY, line
from champion_tui.tui.screens.base import ChampionScreen
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.words import PASSPHRASE, UNLOCK, UNLOCK_WHY, UNLOCKING, WHO


class UnlockScreen(ChampionScreen[bool]):
    """Dismissed with True once the vault is open. With one person in the vault, only the passphrase is asked."""

    NAME = "unlock"
    HEADING = UNLOCK
    PURPOSE = "Open the vault in which cases are kept. Until then nothing of them can be read."
    SHOWS = ("Whose passphrase is asked for, where several people share the vault, and the line to type it into.",)
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = "Choices, Input"

    def __init__(self) -> None:
        super().__init__()
        self._person: str | None = None

    def parts(self) -> Iterator[Widget]:
        """Who, the passphrase, and what came of it."""
        people = self.desk.people()
        yield Prose([line(UNLOCK_WHY)])
        if len(people) > 1:
            yield Prose([EMPTY, line(WHO, "title"), EMPTY])
            yield Choices(id="people")
        else:
            self._person = people[0] if people else None
        yield Label(PASSPHRASE if self._person is None else f"{PASSPHRASE}: {self._person}", id="whose")
        yield Input(password=True, compact=True, id="passphrase")
        yield Prose(id="result")

    def refresh_view(self) -> None:
        """Offer the people."""
        for choices in self.query(Choices):
            choices.offer([OptionView(person, person, "") for person in self.desk.people()])

    def footer_commands(self) -> tuple[Command, ...]:
        """Digits only where there are several people."""
        return footer_of(self.NAME, without=() if self.query(Choices) else ("choose",))

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ask for that person's passphrase."""
        self._person = str(event.answer)
        self.query_one("#whose", Label).update(f"{PASSPHRASE}: {self._person}")
        self.query_one(Input).focus()
        event.choices.resume()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self._open(event.value)
        event.input.value = ""

    @work(exclusive=True)
    async def _open(self, passphrase: str) -> None:
        self.say([EMPTY, line(UNLOCKING)])
        try:
            await self.slow(lambda: self.desk.unlock(passphrase, self._person))
        except DeskError as error:
            self.say(self.error_rows(error))
            return
        self.leave(True)
