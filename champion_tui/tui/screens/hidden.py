"""Nothing to see: F9 puts this over everything at once."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events, on, work
from textual.widget import Widget
from textual.widgets import Input

from champion_tui.desk.errors import DeskError
from champion_tui.tui.commands import Command, bindings_for
from champion_tui.tui.layout import EMPTY, line
from champion_tui.tui.screens.base import ChampionScreen
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.words import PASSWORD, PRESS_ENTER, WAIT

CLEAR = "\x1b[2J\x1b[3J\x1b[H"
"""Clears the terminal's screen, and what could be scrolled back to (ECMA-48 ED; the 3 is xterm's)."""

NO_TITLE = "\x1b]0;\x07"
"""Empties the window's title (xterm's OSC 0)."""


class HiddenScreen(ChampionScreen[None]):
    """A neutral screen that names neither the program nor its work. The passphrase brings everything back, or a key while
    the vault is locked. The emergency numbers still answer to F2: they say nothing about anybody.
    """

    NAME = "hidden"
    HEADING = ""
    PURPOSE = "Show nothing to whoever has just come in."
    SHOWS = (
        "An empty screen with an empty window title; what could be scrolled back to is cleared.",
        "Only the passphrase (or Enter, while the vault is locked), the emergency numbers and leaving do anything here.",
    )
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = "Input"

    def parts(self) -> Iterator[Widget]:
        """A line to type the passphrase into, where the vault is open."""
        self._who = self.desk.unlocked_as()
        yield Prose([line(PRESS_ENTER if self._who is None else PASSWORD, "quiet")], id="neutral")
        if self._who is not None:
            yield Input(password=True, compact=True)
        yield Prose(id="result")

    def on_mount(self) -> None:
        """Empty the window's title and what could be scrolled back to."""
        super().on_mount()
        self.champion.write_to_terminal(NO_TITLE + CLEAR)
        self.refresh(repaint=True)

    def header(self) -> tuple[str, str]:
        """Nothing."""
        return "", ""

    def footer_commands(self) -> tuple[Command, ...]:
        """Nothing."""
        return ()

    def on_key(self, event: events.Key) -> None:
        """While the vault is locked, Enter or any letter comes back."""
        if self._who is None and (event.key == "enter" or event.is_printable):
            event.stop()
            self.leave(None)

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        self._come_back(event.value)
        event.input.value = ""

    @work(exclusive=True)
    async def _come_back(self, passphrase: str) -> None:
        self.say([EMPTY, line(WAIT, "quiet")])
        try:
            await self.slow(lambda: self.desk.unlock(passphrase, self._who))
        except DeskError as error:
            self.say(self.error_rows(error))
            return
        self.leave(None)
