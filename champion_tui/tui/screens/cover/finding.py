"""Finding what can be done here, where one can go, and a case, each by part of its name."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from textual import work
from textual.message import Message
from textual.widget import Widget

from champion_tui.desk.errors import DeskError
from champion_tui.desk.options import OptionView
from champion_tui.desk.screen_commands import commands_on
from champion_tui.desk.views import CaseRow
from champion_tui.domain.cases.summary import CaseQuery
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell.beginnings import BEGINNINGS
from champion_tui.tui.shell.places import Page
from champion_tui.tui.widgets.lists.choices import Choices

if TYPE_CHECKING:
    from champion_tui.desk.cases.lists.lists import Lists

COMMANDS = "Find a command"
PLACE, CASE = "place:", "case:"
"""What stands in front of the id of a line that is no command."""

GO_TO = "go to: {hint}"
OPEN = "open the case: {words}"
SHORTEST = 2
"""Letters from which on cases are looked for."""

NAME = 27
"""Columns for the name of a command or a place."""

SCROLLING = frozenset({"more", "above"})
"""What nobody looks for by its name: it stands last among a page's commands."""

MOST_CASES = 6
"""Cases that are shown; whoever looks for another types more."""


class Palette(Choices):
    """A list with cases below it that are found elsewhere. Posts ``Searched`` with what is typed."""

    class Searched(Message):
        """Something else is searched for."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._cases: tuple[OptionView, ...] = ()

    def search(self, typed: str) -> None:
        """What is here at once; cases as soon as they are found."""
        self._cases = ()
        super().search(typed)
        self.post_message(self.Searched(self._typed))

    def show_cases(self, typed: str, cases: Sequence[OptionView]) -> None:
        """Show the cases that were found for ``typed``, if that is still what is searched for. The mark stays where it is."""
        if typed == self._typed and not self.is_shut:
            self._cases = tuple(cases)
            self._found = (*self.find(self._typed), *self._cases)
            if self._at is None and len(self._found) == 1:
                self._at = 0
            self._draw()


class CommandsScreen(ChampionScreen[str]):
    """What the screen below can do, every place, and cases; dismissed with the action of a command, or with a place or a case."""

    NAME = "commands"
    HEADING = COMMANDS
    PURPOSE = "Find what can be done on the page you came from, a place, or a case, without knowing its key."
    SHOWS = (
        "Every command of that page with its keys, then every place. Typing narrows the list. Enter does it.",
        "While the vault is open: the cases whose reference, name or phone holds what was typed.",
    )
    FOR_ALL = True
    AUTO_FOCUS = "#commands"

    def __init__(self, about: Page) -> None:
        super().__init__()
        self._about = about

    def parts(self) -> Iterator[Widget]:
        """The list."""
        yield Palette(id="commands")

    def refresh_view(self) -> None:
        """Show the commands that are done by the page as a whole, not by a part of it; over the neutral page nothing else."""
        commands = {command.action: command for command in reversed(commands_on(self._about.NAME)) if command.action}
        listed = [command for command in reversed(commands.values()) if command.id != "commands"]
        listed.sort(key=lambda command: command.id in SCROLLING)
        options = [
            OptionView(command.action, command.words, f"{command.key_words()}: {first_sentence(command.help)}")
            for command in listed
        ]
        if not self._about.over_hidden:
            options += [
                OptionView(f"{PLACE}{each.id}", each.words, GO_TO.format(hint=each.hint)) for each in BEGINNINGS
            ]
        self.query_one(Palette).offer(options, searched=True, hint_column=NAME)

    def on_palette_searched(self, event: Palette.Searched) -> None:
        """Look for cases too."""
        event.stop()
        if len(event.typed.strip()) >= SHORTEST and not self._about.over_hidden and self.champion.desk_is_open:
            self._look_for(event.typed)

    @work(exclusive=True, group="cases")
    async def _look_for(self, typed: str) -> None:
        desk = self.desk
        if desk.vault.unlocked_as() is None:
            return
        try:
            found = await self.champion.at_work.do(lambda: _first_cases(desk.cases.lists, typed.strip()))
        except DeskError:
            # Locked meanwhile, perhaps: the commands are still there.
            return
        if self.stands:
            self.query_one(Palette).show_cases(typed, [_case(row) for row in found])

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Leave with it."""
        self.leave(str(event.answer))


def first_sentence(words: str) -> str:
    """Enough to know a command by; F1 says the rest."""
    return words.partition(". ")[0].removesuffix(".") + "."


def _first_cases(lists: "Lists", search: str) -> tuple[CaseRow, ...]:
    """As many as are shown. All that fit are looked for only where the first that were looked at are too few."""
    query = CaseQuery(search=search, limit=MOST_CASES)
    first = lists.cases(replace(query, quickly=True))
    return lists.cases(query).rows if first.more and len(first.rows) < MOST_CASES else first.rows


def _case(row: CaseRow) -> OptionView:
    words = ", ".join(filter(None, (row.initials, row.authority, row.tag or row.status_words)))
    return OptionView(f"{CASE}{row.reference}", row.reference, OPEN.format(words=words))
