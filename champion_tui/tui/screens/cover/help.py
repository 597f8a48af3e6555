"""Help, generated from the registry of commands."""

from collections.abc import Iterator

from textual.widget import Widget

from champion_tui.desk.screen_commands import commands_on
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell.places import Page
from champion_tui.tui.widgets.layout import EMPTY, Cell, Row, line
from champion_tui.tui.widgets.prose import Prose

HELP = "Help"
KEYS_HERE = "Keys on this page"
TWO_ROUTES = "If two keys are shown, both do the same. The second also works over a slow line."

KEYS_COLUMN = 18


class HelpScreen(ChampionScreen[None]):
    """Says what the screen below is for and which keys it has."""

    NAME = "help"
    HEADING = HELP
    PURPOSE = "See what the page you came from is for, and which keys work there."
    SHOWS = ("The page's purpose, what it shows, and each of its keys in a sentence.",)
    FOR_ALL = True

    def __init__(self, about: Page) -> None:
        super().__init__()
        self._about = about

    def parts(self) -> Iterator[Widget]:
        """Yields all of it at once, because it does not change."""
        about = self._about
        rows: list[Row] = [line(about.PURPOSE, "title"), EMPTY]
        rows += [line(sentence) for sentence in about.SHOWS]
        rows += [EMPTY, line(KEYS_HERE, "strong")]
        rows += [
            (Cell(command.key_words(), "accent", KEYS_COLUMN), Cell(command.help))
            for command in commands_on(about.NAME)
        ]
        yield Prose([*rows, EMPTY, line(TWO_ROUTES, "quiet")])

    def header(self) -> tuple[str, str]:
        """Returns which page is explained, and the date."""
        return f"{HELP}: {self._about.HEADING}", super().header()[1]
