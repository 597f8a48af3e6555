"""Guidance: everything that can be looked up, found by typing. One key opens it from everywhere."""

from collections.abc import Callable, Iterator, Sequence

from textual import events
from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.views import GuidanceEntry
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import CONFIRM, CONFIRM_HINT, GUIDANCE
from champion_tui.tui.widgets.layout import EMPTY, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.panes import Body
from champion_tui.tui.widgets.prose import Prose

GUIDANCE_HELP = "Type one word or more. The search looks for all of them. Enter opens the marked line."
ENTRY_SOURCE = "Source"
ENTRY_LEADS = "Where"

TITLE_COLUMN = 52
TO_CONFIRM = "to-confirm"
"""The id of the line that opens the numbers to ring."""


class Entries(Choices):
    """The entries. ``look_up`` returns those whose title or text contains the typed words."""

    def __init__(self, look_up: Callable[[str], Sequence[OptionView]]) -> None:
        super().__init__(id="entries")
        self._look_up = look_up

    def find(self, typed: str) -> Sequence[OptionView]:
        """Returns the entries whose title or text contains the typed words."""
        return self._look_up(typed)


class GuidanceScreen(ChampionScreen[None]):
    """The list of entries. Typing searches titles and texts; Enter opens an entry."""

    NAME = "guidance"
    HEADING = GUIDANCE
    PURPOSE = "Look something up: a word, the law, a number or a source. Or a question and why it is asked, or what is agreed locally."
    SHOWS = (
        "What people look up most. Type to search everything: numbers, questions, reasons and sources too, the best first.",
    )
    FOR_ALL = True
    AUTO_FOCUS = "#entries"

    def __init__(self) -> None:
        super().__init__()
        self._entries: list[GuidanceEntry] = []
        self._ids: dict[GuidanceEntry, str] = {}

    def parts(self) -> Iterator[Widget]:
        """Yields how to search, and the list."""
        yield Prose([line(GUIDANCE_HELP, "quiet"), EMPTY], id="how")
        yield Entries(self._look_up)

    def refresh_view(self) -> None:
        """Shows all entries, after the line for the numbers to ring."""
        self._entries, self._ids = [], {}
        confirm = OptionView(TO_CONFIRM, CONFIRM, CONFIRM_HINT)
        entries = [confirm, *self._look_up("")]
        self.query_one(Entries).offer(entries, menu=True, searched=True, hint_column=TITLE_COLUMN)

    def _look_up(self, typed: str) -> list[OptionView]:
        return [OptionView(self._id_of(entry), entry.title, entry.topic) for entry in self.desk.guidance(typed)]

    def _id_of(self, entry: GuidanceEntry) -> str:
        """Returns an id that is the same for an entry however it was found."""
        if entry not in self._ids:
            self._ids[entry] = str(len(self._entries))
            self._entries.append(entry)
        return self._ids[entry]

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Opens the chosen entry."""
        if event.answer == TO_CONFIRM:
            self.go(places.Confirm())
        else:
            entry = self._entries[int(str(event.answer))]
            self.go(places.Offer(entry.offer) if entry.offer else EntryScreen(entry))


class EntryScreen(ChampionScreen[None]):
    """One entry in full, with its source."""

    NAME = "entry"
    HEADING = GUIDANCE
    PURPOSE = "Read one entry, with where it is from and when that was checked."
    SHOWS = (
        "The text, then its source, the month in which it was last checked, whether it is confirmed, and where it is used.",
    )
    FOR_ALL = True

    def __init__(self, entry: GuidanceEntry) -> None:
        super().__init__()
        self._entry = entry

    def parts(self) -> Iterator[Widget]:
        """Yields title, text and source."""
        entry = self._entry
        rows = [line(entry.title, "title"), line(entry.topic, "quiet"), EMPTY]
        rows += [line(words) for words in entry.text.splitlines()]
        rows += [EMPTY, labelled(ENTRY_SOURCE, entry.source, "quiet")]
        rows += [labelled(ENTRY_LEADS, entry.leads, "quiet")] if entry.leads else []
        yield Prose(rows)

    def on_key(self, event: events.Key) -> None:
        """Scrolls on Up and Down."""
        if event.key in {"up", "down"}:
            self.query_one(Body).scroll_relative(y=1 if event.key == "down" else -1, animate=False)
            event.stop()
            event.prevent_default()
