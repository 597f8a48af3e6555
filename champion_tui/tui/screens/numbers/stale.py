"""Facts other than telephone numbers that are due to be checked: addresses, pages, agreements, law."""

from collections.abc import Iterator

from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.views import GuidanceEntry
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.screens.numbers.guidance import EntryScreen
from champion_tui.tui.shell.shell_words import OTHER_FACTS
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose

WHY = "Nobody has confirmed these, or it was long ago. Look each up where it is from. Tell whoever keeps Champion up to date for you what you find, so that the next version has it. You can keep a number or address of a council outside the areas yourself: choose that council at the question about the council, and press F6 at the end."
TITLE_COLUMN = 44


class StaleScreen(ChampionScreen[None]):
    """The list, the most urgent first. Enter opens an entry."""

    NAME = "stale"
    HEADING = OTHER_FACTS
    PURPOSE = "See what else should be checked, and where it is from."
    SHOWS = (
        "Each fact that is not sure, or was last checked long ago, the worst first. Numbers of your areas have a page of their own.",
        "What is known of councils outside the areas is here too.",
    )
    FOR_ALL = True
    AUTO_FOCUS = "#others"

    def __init__(self) -> None:
        super().__init__()
        self._entries: tuple[GuidanceEntry, ...] = ()

    def parts(self) -> Iterator[Widget]:
        """Yields what to do with them, and the list."""
        yield Prose([line(WHY), EMPTY], id="why")
        yield Choices(id="others")

    def refresh_view(self) -> None:
        """Shows what is due now."""
        self._entries = self.desk.other_facts_due()
        options = [OptionView(str(at), entry.title, entry.topic) for at, entry in enumerate(self._entries)]
        self.query_one(Choices).offer(options, menu=True, searched=True, hint_column=TITLE_COLUMN)

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Opens the chosen entry."""
        self.go(EntryScreen(self._entries[int(str(event.answer))]))
