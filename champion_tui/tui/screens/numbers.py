"""The emergency numbers: F2 from everywhere, before any unlocking."""

from collections.abc import Iterator, Sequence

from textual import events
from textual.widget import Widget

from champion_tui.desk.views import LineView
from champion_tui.tui.commands import bindings_for
from champion_tui.tui.layout import EMPTY, Row, line
from champion_tui.tui.screens.base import Body, ChampionScreen
from champion_tui.tui.widgets.lines import line_rows
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.words import FIND, FIND_HELP, NO_LINE, NUMBERS, OTHERS


class NumbersScreen(ChampionScreen[None]):
    """Who answers now, best first; letters find an authority, Tab shows the other lines."""

    NAME = "numbers"
    HEADING = NUMBERS
    PURPOSE = "Find somebody who answers now."
    SHOWS = (
        "What kind of hour it is, then the lines to call, those that answer now first.",
        "For each: whether somebody answers, when the number was last checked, or that it is NOT CONFIRMED.",
        "Typing part of a name finds that authority among all lines. Tab shows the lines that are not for emergencies.",
    )
    BINDINGS = bindings_for(NAME)

    def __init__(self) -> None:
        super().__init__()
        self._typed = ""
        self._others = False

    def parts(self) -> Iterator[Widget]:
        """What hour it is, and the lines."""
        yield Prose(id="hour")
        yield Prose(id="lines")

    def refresh_view(self) -> None:
        """Show the lines as they stand now."""
        view = self.desk.numbers()
        hour: list[Row] = [line(view.headline)]
        hour += [line(trouble, "warning") for trouble in view.troubles]
        if self._typed:
            hour.append(line(FIND.format(typed=self._typed), "accent"))
        elif self._others:
            hour.append(line(OTHERS, "strong"))
        self.query_one("#hour", Prose).show([*hour, EMPTY])
        shown = self._found(view.call + view.also) if self._typed else view.also if self._others else view.call
        rows = line_rows(shown) if shown else [line(NO_LINE)]
        self.query_one("#lines", Prose).show([*rows, EMPTY, line(view.footnote), line(FIND_HELP, "quiet")])

    def _found(self, lines: Sequence[LineView]) -> list[LineView]:
        words = self._typed.casefold().split()
        return [
            found for found in lines if all(word in f"{found.title} {found.now.phone}".casefold() for word in words)
        ]

    def on_key(self, event: events.Key) -> None:
        """Letters find an authority; Up and Down scroll."""
        if event.key == "backspace":
            self._find(self._typed[:-1])
        elif event.character is not None and event.is_printable:
            self._find((self._typed + event.character).lstrip())
        elif event.key in {"up", "down"}:
            self.query_one(Body).scroll_relative(y=1 if event.key == "down" else -1, animate=False)
        else:
            return
        event.stop()
        event.prevent_default()

    def _find(self, typed: str) -> None:
        self._typed = typed
        self.refresh_view()
        self.query_one(Body).scroll_home(animate=False)

    def action_lines(self) -> None:
        """Change between the lines to call and the others."""
        self._others = not self._others
        self._find("")
