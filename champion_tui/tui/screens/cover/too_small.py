"""Shown while the window is too small for the screens: says so and keeps the numbers visible."""

from collections.abc import Iterator

from textual.widget import Widget

from champion_tui.desk.triage.pages import WIDEST_EMERGENCY
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.widgets.layout import LEAST, too_small
from champion_tui.tui.widgets.lines import short_rows
from champion_tui.tui.widgets.prose import Prose

MARGIN = 1
"""Columns to the left of the numbers (``champion.tcss``)."""

NEEDED = f"needs {LEAST[0]}x{LEAST[1]}"


class TooSmallScreen(ChampionScreen[None]):
    """The notice above everything while the window is too small. It closes once the window is large enough; the screens below
    are kept.
    """

    NAME = "too-small"
    HEADING = "Make the window larger"
    PURPOSE = "Say that the window is too small, how large it must be, and who answers now."
    SHOWS = ("The size of the window and the size needed, then the first numbers to call, each on one line.",)
    FOR_ALL = True

    def parts(self) -> Iterator[Widget]:
        """Yields the numbers."""
        yield Prose(id="first-numbers")

    def refresh_view(self) -> None:
        """Shows as many numbers as fit."""
        lines = self.desk.numbers(emergency=WIDEST_EMERGENCY).call
        self.query_one("#first-numbers", Prose).show(short_rows(lines, self.app.size.width - MARGIN))

    def header(self) -> tuple[str, str]:
        """Returns the current size and the size needed, because there is no room for the date."""
        return self.HEADING, f"{self.app.size.width}x{self.app.size.height}, {NEEDED}"

    def _shorter(self, right: str) -> tuple[tuple[str, str], ...]:
        return ((right, NEEDED), (NEEDED, ""))

    def seen_again(self) -> None:
        """Closes if the window has become large enough while everything was hidden."""
        super().seen_again()
        if not too_small(self.app.size.width, self.app.size.height):
            self.leave()

    def on_resize(self) -> None:
        """Shows the new size."""
        self.refresh_view()
        self.refresh_bars()
