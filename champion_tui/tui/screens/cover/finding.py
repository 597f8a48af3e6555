"""Finds a command, a place or a case by part of its name."""

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
"""Prefixes of the ids of lines that are not commands."""

GO_TO = "go to: {hint}"
OPEN = "open the case: {words}"
SHORTEST = 2
"""Fewest letters for which cases are searched."""

NAME = 27
"""Columns for the name of a command or a place."""

SCROLLING = frozenset({"more", "above"})
"""Commands that nobody searches for, which come last among a page's commands."""

MOST_CASES = 6
"""Most cases shown; typing more narrows them down."""


class Palette(Choices):
    """A list with cases below it, which are searched for separately. Posts ``Searched`` with the typed text."""

    class Searched(Message):
        """The typed text has changed."""

        def __init__(self, typed: str) -> None:
            super().__init__()
            self.typed = typed

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  Textual's word
        super().__init__(id=id)
        self._cases: tuple[OptionView, ...] = ()

    def search(self, typed: str) -> None:
        """Shows matching commands and places at once; cases follow once they are found."""
        self._cases = ()
        super().search(typed)
        self.post_message(self.Searched(self._typed))

    def show_cases(self, typed: str, cases: Sequence[OptionView]) -> None:
        """Shows the cases found for ``typed`` if that is still the typed text. The mark does not move."""
        if typed == self._typed and not self.is_shut:
            self._cases = tuple(cases)
            self._found = (*self.find(self._typed), *self._cases)
            if self._at is None and len(self._found) == 1:
                self._at = 0
            self._draw()


class CommandsScreen(ChampionScreen[str]):
    """The commands of the screen below, every place, and cases. Ends with a command's action, or with a place or case."""

    NAME = "commands"
    HEADING = COMMANDS
    PURPOSE = "Find what you can do on the page you came from, a place, or a case, without knowing its key."
    SHOWS = (
        "Every command of that page with its keys, then every place. Type to narrow the list, then press Enter.",
        "While the vault is open: cases with what you typed in the reference, name or phone.",
    )
    FOR_ALL = True
    AUTO_FOCUS = "#commands"

    def __init__(self, about: Page) -> None:
        super().__init__()
        self._about = about

    def parts(self) -> Iterator[Widget]:
        """Yields the list."""
        yield Palette(id="commands")

    def refresh_view(self) -> None:
        """Lists the commands that belong to the page as a whole. Above the neutral screen only those are listed."""
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
        """Searches for cases too."""
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
            # The vault may have been locked meanwhile. The commands are still listed.
            return
        if self.is_open:
            self.query_one(Palette).show_cases(typed, [_case(row) for row in found])

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ends with the chosen line."""
        self.leave(str(event.answer))


def first_sentence(words: str) -> str:
    """Returns the first sentence of a command's help, which is enough to recognise it."""
    return words.partition(". ")[0].removesuffix(".") + "."


def _first_cases(lists: "Lists", search: str) -> tuple[CaseRow, ...]:
    """Returns as many cases as are shown. Searches all of them only if a quick search finds too few."""
    query = CaseQuery(search=search, limit=MOST_CASES)
    first = lists.cases(replace(query, quickly=True))
    return lists.cases(query).rows if first.more and len(first.rows) < MOST_CASES else first.rows


def _case(row: CaseRow) -> OptionView:
    words = ", ".join(filter(None, (row.initials, row.authority, row.tag or row.status_words)))
    return OptionView(f"{CASE}{row.reference}", row.reference, OPEN.format(words=words))
