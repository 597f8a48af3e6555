"""The window is too small for the screens: say so, and keep the first numbers in view."""

from collections.abc import Iterator

from textual.widget import Widget

from champion_tui.desk.screen_commands import Command
from champion_tui.desk.triage.pages import WIDEST_EMERGENCY
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.widgets.layout import EMPTY, LEAST, line, too_small
from champion_tui.tui.widgets.lines import short_rows
from champion_tui.tui.widgets.prose import Prose

TOO_SMALL = "Make the window larger (now {now}, needs {needed})."


class TooSmallScreen(ChampionScreen[None]):
    """Lies over everything while the window is too small; goes when it is large enough. What lies below is kept."""

    NAME = "too-small"
    PURPOSE = "Say that the window is too small, how large it must be, and who answers now."
    SHOWS = ("The size of the window and the size needed, then the first numbers to call.",)
    FOR_ALL = True

    def parts(self) -> Iterator[Widget]:
        """The sentence and the numbers."""
        yield Prose(id="size")
        yield Prose(id="first-numbers")

    def refresh_view(self) -> None:
        """Show the present size."""
        now = f"{self.app.size.width}x{self.app.size.height}"
        needed = f"{LEAST[0]}x{LEAST[1]}"
        self.query_one("#size", Prose).show([line(TOO_SMALL.format(now=now, needed=needed), "strong"), EMPTY])
        self.query_one("#first-numbers", Prose).show(short_rows(self.desk.numbers(emergency=WIDEST_EMERGENCY).call))

    def header(self) -> tuple[str, str]:
        """No room for the date."""
        return self.HEADING, ""

    def footer_commands(self) -> tuple[Command, ...]:
        """No room for keys."""
        return ()

    def seen_again(self) -> None:
        """Shown again after hiding: the window may be large enough by now."""
        super().seen_again()
        if not too_small(self.app.size.width, self.app.size.height):
            self.leave()

    def on_resize(self) -> None:
        """Say the new size."""
        self.refresh_view()
