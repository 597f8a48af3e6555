"""Writes the figures or the by-name list: asks where, then shows what was written and what to do with it."""

from pathlib import Path

from champion_tui.desk.figures.figures import FiguresView
from champion_tui.desk.options import OptionView
from champion_tui.tui.screens.kit.write_file import WRITTEN_TO, WriteFileScreen
from champion_tui.tui.screens.papers.write import written_rows
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import FIGURES
from champion_tui.tui.widgets.layout import EMPTY, Row, line

CSV_AT, CSV_WHERE = f"{FIGURES} > Write as CSV", "File for a spreadsheet (.csv)"
CSV_WHY = "The figures that were shown: {period} No cell is a formula.\n{note}"
LIST_AT = f"{FIGURES} > By-name list"
LIST_WHERE = "File for the list (.pdf, .txt for plain text, or .csv for a spreadsheet)"
LIST_WHY = {
    False: "Everybody whose case is open, by initials. The file is not locked; it stays listed in “Files outside the vault”.",
    True: "Everybody whose case is open, BY FULL NAME. The file is not locked; it stays listed in “Files outside the vault”.",
}
AFTER = (OptionView("done", "Back to the figures", ""),)


class WriteFiguresScreen(WriteFileScreen):
    """Writes the figures in ``view``."""

    NAME = "write-figures"
    PURPOSE = "Write figures or the by-name list to a file."
    SHOWS = (
        "Where to write. Your own folder for documents is offered. Nothing is remembered.",
        "Then what was written. If the list has people on it, what to do with it.",
    )
    AT, WHERE, AFTER, KIND = CSV_AT, CSV_WHERE, AFTER, "figures.csv"

    def __init__(self, view: FiguresView) -> None:
        super().__init__(CSV_WHY.format(note=view.note, period=view.period), self._target, self._figures)
        self._view = view

    def _target(self) -> Path:
        return self.desk.figures.offered_target(self.KIND)

    def _figures(self, to: Path) -> list[Row]:
        self.desk.figures.write_csv(self._view, to)
        return [line(WRITTEN_TO.format(folder=to), "title"), EMPTY]

    def unused(self) -> frozenset[str]:
        """Returns the unused commands. Figures are not printed, only written for a spreadsheet."""
        return super().unused() | {"print-it"}


class WriteByNameScreen(WriteFiguresScreen):
    """Writes the by-name list."""

    AT, WHERE, KIND = LIST_AT, LIST_WHERE, "by-name.pdf"

    def __init__(self, *, names: bool) -> None:
        WriteFileScreen.__init__(self, LIST_WHY[names], self._target, self._list)
        self._names = names

    def _list(self, to: Path) -> list[Row]:
        return written_rows(self.desk.figures.write_by_name(to, names=self._names))

    def unused(self) -> frozenset[str]:
        """Returns the unused commands. The list can be printed only until a file is written."""
        return super().unused() - (set() if self._done else {"print-it"})

    def action_print_it(self) -> None:
        """Prints the list instead of writing a file."""
        if not self._done:
            self.go(places.PrintByName(names=self._names))
