"""The emergency numbers, which F2 opens from everywhere, without unlocking."""

from collections.abc import Iterator, Sequence

from textual import events
from textual.geometry import Region
from textual.widget import Widget

from champion_tui.desk.triage.pages import WIDEST_EMERGENCY
from champion_tui.desk.views import LineView, NumbersView
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell.shell_words import NUMBERS
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.lines import Lines, place_of, rows_of, table_rows
from champion_tui.tui.widgets.lists.choices import NOTHING_FITS, search_row
from champion_tui.tui.widgets.panes import THREE, Body, Side
from champion_tui.tui.widgets.prose import Prose, Title
from champion_tui.tui.widgets.text_box import searched_for, searched_with

OTHERS = "The other lines"
THIS_LINE = "The marked line"
ABOUT_LINE = "About this number: {note}"
SOURCE_OF_LINE = "From: {source}"


class NumbersScreen(ChampionScreen[None]):
    """The lines that answer now, best first. Typing finds an authority; Tab shows the other lines."""

    NAME = "numbers"
    HEADING = NUMBERS
    PURPOSE = "Find somebody who answers now."
    SHOWS = (
        "Whether offices are open, then the lines to call. Those that answer now come first.",
        "Each line says if someone answers now. It says when the number was last checked, or that it is NOT CONFIRMED.",
        "Up and Down mark a line. Below it: what is known about it and where its number comes from.",
        "Typing part of a name finds that authority among all lines. Tab shows the lines that are not for emergencies.",
    )
    FOR_ALL = True

    def __init__(self, area: str | None = None) -> None:
        super().__init__()
        self._area = area
        self._typed = ""
        self._others = False
        self._at = 0

    def parts(self) -> Iterator[Widget]:
        """Yields the kind of hour, the lines, and what is known about the marked one."""
        yield Prose(id="hour")
        yield Lines(id="lines")
        yield Side(Title(THIS_LINE), Prose(id="about"))

    def unused(self) -> frozenset[str]:
        """Returns an empty set, because the search here does not use a list of choices."""
        return frozenset()

    def refresh_view(self) -> None:
        """Shows the lines as they are now."""
        view = self.desk.numbers(emergency=WIDEST_EMERGENCY, area=self._area)
        areas = {area.id: area.words for area in self.desk.areas()}
        here = areas[self._area or self.desk.area.id]
        hour: list[Row] = [line(f"{here}. {view.headline}" if len(areas) > 1 else view.headline)]
        hour += [line(trouble, "warning") for trouble in view.troubles]
        hour += [line(words, "strong") for words in view.no_night]
        hour += [line(OTHERS, "strong")] if self._others and not self._typed else []
        hour.append(search_row(self._typed))
        self.query_one("#hour", Prose).show([*hour, EMPTY])
        shown = self._shown(view)
        self._at = min(max(self._at, 0), max(len(shown) - 1, 0))
        rows = table_rows(shown, self._at, wide=self.has_class(THREE))
        self.query_one("#lines", Lines).show(rows or [line(NOTHING_FITS.format(typed=self._typed))])
        self.query_one("#about", Prose).show([*self._about(shown), line(view.footnote)])
        self.call_after_refresh(self._keep_in_view)

    def _shown(self, view: NumbersView) -> Sequence[LineView]:
        if not self._typed:
            return view.also if self._others else view.call
        words = self._typed.casefold().split()
        return [
            one
            for one in (*view.call, *view.also)
            if all(word in f"{one.title} {one.now.phone}".casefold() for word in words)
        ]

    def _about(self, shown: Sequence[LineView]) -> list[Row]:
        if not shown:
            return []
        marked = shown[self._at]
        rows = [line(ABOUT_LINE.format(note=marked.now.note))] if marked.now.note else []
        return [*rows, line(SOURCE_OF_LINE.format(source=marked.source), "quiet"), EMPTY]

    def _keep_in_view(self) -> None:
        if not self.is_open:
            return
        if self._at == 0:
            self.query_one(Body).scroll_home(animate=False)
            return
        lines = self.query_one("#lines", Lines)
        first, end = rows_of(self._at, wide=self.has_class(THREE))
        top, _ = lines.row_region(first)
        last, height = lines.row_region(end)
        region = Region(0, top, lines.size.width, last + height - top).translate(lines.virtual_region.offset)
        self.query_one(Body).scroll_to_region(region, animate=False, force=True)

    def on_key(self, event: events.Key) -> None:
        """Searches by typed letters; marks a line on Up and Down."""
        if event.key == "backspace":
            self._find(self._typed[:-1])
        elif event.character is not None and event.is_printable:
            self._find(self._typed + event.character)
        elif event.key in {"up", "down"}:
            self._at += 1 if event.key == "down" else -1
            self.refresh_view()
        else:
            return
        event.stop()
        event.prevent_default()

    def on_paste(self, event: events.Paste) -> None:
        """Adds pasted text to the search."""
        event.stop()
        self._find(searched_with(self, self._typed, event.text))

    def on_lines_clicked(self, event: Lines.Clicked) -> None:
        """Marks the line that was clicked."""
        event.stop()
        place = place_of(event.row, wide=self.has_class(THREE))
        if place is not None:
            self._at = place
            self.refresh_view()

    def on_resize(self) -> None:
        """Draws again once the style sheet knows the new width, because a wider table has other columns."""
        self.call_after_refresh(self.refresh_view)

    def _find(self, typed: str) -> None:
        self._typed, self._at = searched_for(typed), 0
        self.refresh_view()

    def action_area(self) -> None:
        """Shows the numbers of the next area."""
        areas = [area.id for area in self.desk.areas()]
        self._area = areas[(areas.index(self._area or self.desk.area.id) + 1) % len(areas)]
        self._find("")

    def action_lines(self) -> None:
        """Switches between the lines to call and the others."""
        self._others = not self._others
        self._find("")
