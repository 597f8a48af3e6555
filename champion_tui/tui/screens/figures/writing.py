"""Writing the figures, or the by-name list: where to, then what was written and what to do with it."""

from collections.abc import Iterator
from pathlib import Path

from textual import on
from textual.widget import Widget

from champion_tui.desk.figures.figures import FiguresView
from champion_tui.desk.views import OptionView
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, ClockDoubt, TargetBox, TargetScreen
from champion_tui.tui.screens.papers.write import WRITING, WRITTEN_TO, written_rows
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import FIGURES
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.layout import EMPTY, Row, line
from champion_tui.tui.widgets.prose import Prose

CSV_AT, CSV_WHERE = f"{FIGURES} > Write as CSV", "File for a spreadsheet (.csv)"
CSV_WHY = "The figures that were shown: {period} No cell is a formula. {note}"
LIST_AT = f"{FIGURES} > By-name list"
LIST_WHERE = "File for the list (.pdf, .txt for plain text, or .csv for a spreadsheet)"
LIST_WHY = {
    False: "Everybody whose case is open, by initials. The file is not locked; it stays listed in “Files outside the vault”.",
    True: "Everybody whose case is open, BY FULL NAME. The file is not locked; it stays listed in “Files outside the vault”.",
}
AFTER = (OptionView("done", "Back to the figures", ""),)


class WriteFiguresScreen(TargetScreen[None]):
    """Writes the figures that it was given."""

    NAME = "write-figures"
    PURPOSE = "Write figures or the by-name list to a file."
    SHOWS = (
        "Where to write. Your own folder for documents is offered. Nothing is remembered.",
        "Then what was written, and for a list with people on it what to do with it.",
    )
    AUTO_FOCUS = "TextBox"
    AT, WHERE, KIND = CSV_AT, CSV_WHERE, "figures.csv"

    def __init__(self, view: FiguresView) -> None:
        super().__init__()
        self._view = view
        self._done = False

    def parts(self) -> Iterator[Widget]:
        """Why, where to, what came of it."""
        yield ClockDoubt()
        yield Prose([line(self.why())], id="why")
        yield Caption(self.WHERE)
        yield TargetBox()
        yield Prose(id=TROUBLE)
        yield Prose(id="written")
        yield Choices(id="after")

    def why(self) -> str:
        """What is written."""
        return CSV_WHY.format(note=self._view.note, period=self._view.period)

    def write(self, to: Path) -> list[Row]:
        """Write it; gives what to say of it. Called in a thread."""
        self.desk.figures.write_csv(self._view, to)
        return [line(WRITTEN_TO.format(folder=to), "title"), EMPTY]

    def refresh_view(self) -> None:
        """Nothing to choose before it is written."""
        self.query_one(Choices).display = False

    def look(self) -> None:
        """Offer a place, where none stands there yet."""
        if not self._done and not self.query_one(TargetBox).value:
            self.ask_desk(lambda: self.desk.figures.offered_target(self.KIND), self.query_one(TargetBox).offer)

    def unused(self) -> frozenset[str]:
        """Figures go into a spreadsheet, and to no printer; what is written already neither."""
        return super().unused() | {"print-it"}

    def header(self) -> tuple[str, str]:
        """What is written."""
        return self.AT, super().header()[1]

    @on(TargetBox.Submitted)
    def _typed(self) -> None:
        target = self.take_target()
        if target is None:
            return
        self.say([EMPTY, line(WRITING)])
        self.ask_desk(lambda: self.write(target), self._written, self.again)

    def _written(self, rows: list[Row]) -> None:
        self._done = True
        self.say(())
        for part in (*self.query(Caption), self.query_one(TargetBox), self.query_one("#why")):
            part.display = False
        self.query_one("#written", Prose).show(rows)
        after = self.query_one(Choices)
        after.display = True
        after.offer(AFTER, menu=True)
        after.focus()
        self.turn_page()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Back to the figures."""
        event.stop()
        self.leave()


class WriteByNameScreen(WriteFiguresScreen):
    """Writes the by-name list."""

    AT, WHERE, KIND = LIST_AT, LIST_WHERE, "by-name.pdf"

    def __init__(self, *, names: bool) -> None:
        TargetScreen.__init__(self)
        self._names = names
        self._done = False

    def why(self) -> str:
        """What is written."""
        return LIST_WHY[self._names]

    def write(self, to: Path) -> list[Row]:
        """Write it; gives what to say of it. Called in a thread."""
        return written_rows(self.desk.figures.write_by_name(to, names=self._names))

    def unused(self) -> frozenset[str]:
        """What is written already is not printed from here."""
        return super().unused() - (set() if self._done else {"print-it"})

    def action_print_it(self) -> None:
        """Print the list instead of writing a file."""
        if not self._done:
            self.go(places.PrintByName(names=self._names))
