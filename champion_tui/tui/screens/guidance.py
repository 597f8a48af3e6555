"""Guidance: words, law, local connection and local arrangements, found by typing."""

from collections.abc import Iterator
from typing import ClassVar

from textual import events
from textual.widget import Widget

from champion_tui.desk.views import GuidanceEntry, OptionView
from champion_tui.tui.case_words import (
    CONFIRM,
    CONFIRM_HINT,
    ENTRY_SOURCE,
    GUIDANCE,
    GUIDANCE_FOUND,
    GUIDANCE_HELP,
    NOTHING_FOUND,
)
from champion_tui.tui.commands import bindings_for
from champion_tui.tui.layout import EMPTY, labelled, line
from champion_tui.tui.screens.base import Body, ChampionScreen
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.prose import Prose

TITLE_COLUMN = 52
TO_CONFIRM = "to-confirm"
"""The id of the line that leads to the numbers to ring."""


class Entries(Choices):
    """The entries found. Letters are for the search: the screen hears them, not the list."""

    @property
    def narrows(self) -> bool:
        """Never by itself: what is searched is more than what stands here."""
        return False


class GuidanceScreen(ChampionScreen[None]):
    """Typing searches titles and texts; Enter opens an entry."""

    NAME = "guidance"
    HEADING = GUIDANCE
    PURPOSE = "Look something up: a word, the law, local connection, how to send, local arrangements."
    SHOWS = ("Everything there is to look up; typing leaves only what holds the words typed, in title or text.",)
    BINDINGS = bindings_for(NAME)
    FOR_ALL = True
    AUTO_FOCUS: ClassVar[str] = ""

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._found: tuple[GuidanceEntry, ...] = ()

    def parts(self) -> Iterator[Widget]:
        """What is searched for, and what is found."""
        yield Prose(id="search")
        yield Entries(id="entries")

    def on_mount(self) -> None:
        """Show everything, from the top."""
        super().on_mount()
        self.set_focus(self.query_one(Entries), scroll_visible=False)

    def refresh_view(self) -> None:
        """Search."""
        self._found = self.desk.guidance(self._typed)
        options = [OptionView(str(number), entry.title, entry.topic) for number, entry in enumerate(self._found)]
        if not self._typed:
            options.insert(0, OptionView(TO_CONFIRM, CONFIRM, CONFIRM_HINT))
        found = GUIDANCE_FOUND.format(typed=self._typed, count=len(self._found))
        rows = [line(found, "accent") if self._typed else line(GUIDANCE_HELP, "quiet"), EMPTY]
        self.query_one("#search", Prose).show(rows if options else [*rows, line(NOTHING_FOUND)])
        entries = self.query_one(Entries)
        entries.set_class(not options, "empty")
        entries.offer(options, hint_column=TITLE_COLUMN)

    def on_key(self, event: events.Key) -> None:
        """Letters search."""
        if event.key == "backspace" and self._typed:
            self._search(self._typed[:-1])
        elif event.character is not None and event.is_printable and not event.character.isdigit():
            self._search((self._typed + event.character).lstrip())
        else:
            return
        event.stop()
        event.prevent_default()

    def _search(self, typed: str) -> None:
        self._typed = typed
        self.refresh_view()
        self.query_one(Body).scroll_home(animate=False)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Open the entry."""
        event.choices.forget_typed()
        event.choices.resume()
        if event.answer == TO_CONFIRM:
            from champion_tui.tui.screens.confirm import ConfirmScreen  # noqa: PLC0415  loaded when opened

            self.champion.open(ConfirmScreen())
        else:
            self.champion.open(EntryScreen(self._found[int(str(event.answer))]))


class EntryScreen(ChampionScreen[None]):
    """One entry in full, with its source."""

    NAME = "entry"
    HEADING = GUIDANCE
    PURPOSE = "Read one entry, with where it is from and when that was checked."
    SHOWS = ("The text, then its source, the month in which it was last checked, and whether it is confirmed.",)
    BINDINGS = bindings_for(NAME)
    FOR_ALL = True
    AUTO_FOCUS: ClassVar[str] = ""

    def __init__(self, entry: GuidanceEntry) -> None:
        super().__init__()
        self._entry = entry

    def parts(self) -> Iterator[Widget]:
        """Title, text, source."""
        entry = self._entry
        rows = [line(entry.title, "title"), line(entry.topic, "quiet"), EMPTY]
        rows += [line(words) for words in entry.text.splitlines()]
        yield Prose([*rows, EMPTY, labelled(ENTRY_SOURCE, entry.source, "quiet")])

    def on_key(self, event: events.Key) -> None:
        """Up and Down scroll."""
        if event.key in {"up", "down"}:
            self.query_one(Body).scroll_relative(y=1 if event.key == "down" else -1, animate=False)
            event.stop()
            event.prevent_default()
