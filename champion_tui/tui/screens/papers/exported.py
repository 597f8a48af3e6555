"""Files written outside the vault, listed until somebody says what became of them."""

from collections.abc import Iterator, Sequence

from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.views import ExportedFileView
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.shell_words import FILES_OUTSIDE
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose

EXPORTED_WHY = "These left the vault and are not locked. Each stays on this list until you say that it is dealt with."
NO_EXPORTED = "There are no files to deal with."
DEAL_WITH = "{reference}: {words}"
DEAL_WITH_WHY = (
    "{path}. Deleting takes it off this disk. It does not reach what a printer's queue, an editor's copy, a backup or a "
    "cloud folder may still hold: clear those too."
)
DEAL_KEEP = OptionView("keep", "It is where it belongs", "keep the file, take it off this list")
DEAL_DELETE = OptionView("delete", "Delete it now", "and take it off this list")
DEAL_GONE = OptionView("keep", "It is gone already", "take it off this list")
DEAL_LATER = OptionView("later", "Leave it on the list", "")
DELETED = "Deleted: {path}"
KEPT_FILE = "Off the list, still there: {path}"
OFF_THE_LIST = "Off the list: {path}"
NOT_DELETED = "Not written by this program, so not deleted: {names}. If it is about somebody, delete it by hand."
MOST_NAMED = 5
MORE_STAY = "{named} and {count} more"


def stays_words(names: Sequence[str]) -> str:
    """Returns a sentence that names files in a pack's folder which were not deleted."""
    named, more = ", ".join(names[:MOST_NAMED]), len(names) - MOST_NAMED
    return NOT_DELETED.format(names=MORE_STAY.format(named=named, count=more) if more > 0 else named)


class ExportedScreen(VaultScreen[None]):
    """The list of files. Enter asks what became of one: kept where it belongs, deleted, or still to be dealt with."""

    NAME = "exported"
    HEADING = FILES_OUTSIDE
    PURPOSE = "Make sure that no file about a person is left lying about."
    SHOWS = (
        "Every pack, slip and record that was written and is not dealt with, with its place on the disk.",
        "For each: keep it and take it off the list, or delete it. The page says what deleting does not reach.",
        "Only what this program wrote is deleted. Other files in a pack's folder are named and stay.",
    )
    AUTO_FOCUS = "#files"

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[ExportedFileView, ...] = ()

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the latest result and the list."""
        yield Prose([line(EXPORTED_WHY), EMPTY], id="why")
        yield Prose(id=TROUBLE)
        yield Choices(id="files")

    def look(self) -> None:
        """Reads the list."""
        self.ask_desk(lambda: self.desk.papers.exported_files(), self._show)  # noqa: PLW0108  the attribute raises if the vault is locked

    def _show(self, files: tuple[ExportedFileView, ...]) -> None:
        self._files = files
        self.query_one("#why", Prose).show([line(EXPORTED_WHY if files else NO_EXPORTED), EMPTY])
        listed = self.query_one(Choices)
        listed.display = bool(files)
        listed.offer(
            [OptionView(str(file.id), f"{file.reference}: {file.words}", file.path) for file in files], menu=True
        )

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Asks what became of the file."""
        file = next(file for file in self._files if str(file.id) == event.answer)
        ways = (DEAL_KEEP, DEAL_DELETE, DEAL_LATER) if file.still_there else (DEAL_GONE, DEAL_LATER)
        title = DEAL_WITH.format(reference=file.reference, words=file.words)
        self.go(
            places.Ask(title, DEAL_WITH_WHY.format(path=file.path), ways), lambda answer: self._deal_with(file, answer)
        )

    def _deal_with(self, file: ExportedFileView, answer: str | None) -> None:
        if answer not in {"keep", "delete"}:
            return
        delete = answer == "delete"
        done = (DELETED if delete else KEPT_FILE if file.still_there else OFF_THE_LIST).format(path=file.path)

        def dealt(stays: tuple[str, ...]) -> None:
            self.say([line(done, "accent"), *([line(stays_words(stays), "warning")] if stays else [])])
            self.look()

        self.ask_desk(lambda: self.desk.papers.dealt_with(file.id, delete=delete), dealt)
