"""Everything that was done to a case, in order, with the latest visible. Enter goes on to writing it as a paper."""

from collections.abc import Iterator, Sequence

from textual import events
from textual.widget import Widget

from champion_tui.desk.cases.lists.history_views import TimelineEntry
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, OneCaseScreen
from champion_tui.tui.shell import places
from champion_tui.tui.widgets.layout import EMPTY, Row, labelled, line
from champion_tui.tui.widgets.panes import Body
from champion_tui.tui.widgets.prose import Prose

TITLE = "What was done so far: {count}"
WHY = "You cannot edit it. A later line corrects a mistake. Enter writes it as a paper, as evidence of the duty."


class TimelineScreen(OneCaseScreen[None]):
    """The events of a case. The latest is at the bottom, as on paper, and is visible first."""

    NAME = "timeline"
    PURPOSE = "See all that was done to a case, by whom and when. Write it as evidence of the duty."
    SHOWS = (
        "Every answer, field, paper and entry in order. A change also shows what was there before.",
        "The page opens at the newest. Up, Down and the page keys scroll.",
    )
    AT = "{reference} > What was done so far"

    def parts(self) -> Iterator[Widget]:
        """Yields the error, the events and the explanation."""
        yield Prose(id=TROUBLE)
        yield Prose(id="events")
        yield Prose(id="why")

    def look(self) -> None:
        """Reads the history."""
        self.ask_desk(lambda: self.desk.cases.history.timeline(self.reference), self._show)

    def _show(self, entries: Sequence[TimelineEntry]) -> None:
        self.query_one("#events", Prose).show(timeline_rows(entries))
        self.query_one("#why", Prose).show([EMPTY, line(WHY, "quiet")])
        # Newer events may have been added while another screen was on top.
        self.call_after_refresh(self.query_one(Body).scroll_end, animate=False)

    def on_key(self, event: events.Key) -> None:
        """Scrolls on Up and Down; goes on to writing on Enter."""
        if event.key == "enter":
            self.go(places.Write(self.reference, "timeline"))
        elif event.key in {"up", "down"}:
            self.query_one(Body).scroll_relative(y=1 if event.key == "down" else -1, animate=False)
        else:
            return
        event.stop()
        event.prevent_default()


def timeline_rows(entries: Sequence[TimelineEntry]) -> list[Row]:
    """Returns each moment with the person's name, followed by what they did then, oldest first."""
    rows: list[Row] = [line(TITLE.format(count=len(entries)), "title")]
    shown = ""
    for entry in entries:
        heading = ", ".join(part for part in (entry.when, entry.said.who) if part)
        if heading != shown:
            shown = heading
            rows += [EMPTY, line(heading, "quiet")]
        rows.append(labelled("-", entry.done, width=1))
    return rows
