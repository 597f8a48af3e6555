"""Find a command by typing part of its name: a second way to everything the registry knows."""

from collections.abc import Iterator
from typing import ClassVar

from textual.widget import Widget

from champion_tui.desk.views import OptionView
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell.commands import bindings_for, commands_on
from champion_tui.tui.shell.page import Page
from champion_tui.tui.shell.shell_words import COMMANDS
from champion_tui.tui.widgets.choices import Choices


class CommandsScreen(ChampionScreen[str]):
    """The commands of the screen below; dismissed with the action of the chosen one."""

    NAME = "commands"
    HEADING = COMMANDS
    PURPOSE = "Find what can be done on the page you came from, without knowing its key."
    SHOWS = ("Every command of that page with its keys; typing narrows the list, Enter does the command.",)
    BINDINGS = bindings_for(NAME)
    FOR_ALL = True
    AUTO_FOCUS: ClassVar[str] = "#commands"

    def __init__(self, about: Page) -> None:
        super().__init__()
        self._about = about

    def parts(self) -> Iterator[Widget]:
        """The list."""
        yield Choices(id="commands")

    def refresh_view(self) -> None:
        """Show the commands that are done by the page as a whole, not by a part of it."""
        self.query_one(Choices).offer(
            [
                OptionView(found.action, found.words, f"{found.key_words()}: {found.help}")
                for found in commands_on(self._about.NAME)
                if found.action and found.id != "commands"
            ],
            searched=True,
            hint_column=24,
        )

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Leave with the chosen action."""
        self.leave(str(event.answer))
