"""Files that left the vault: listed until somebody says what became of them."""

from collections.abc import Iterator
from typing import ClassVar

from textual.widget import Widget

from champion_tui.desk.views import ExportedFileView, OptionView
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, VaultScreen
from champion_tui.tui.screens.papers.sending_words import (
    DEAL_DELETE,
    DEAL_GONE,
    DEAL_KEEP,
    DEAL_LATER,
    DEAL_WITH,
    DEAL_WITH_WHY,
    DELETED,
    EXPORTED_WHY,
    KEPT_FILE,
    NO_EXPORTED,
    OFF_THE_LIST,
    stays_words,
)
from champion_tui.tui.shell import places
from champion_tui.tui.shell.commands import bindings_for
from champion_tui.tui.shell.shell_words import FILES_OUTSIDE
from champion_tui.tui.widgets.choices import Choices
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.prose import Prose


class ExportedScreen(VaultScreen[None]):
    """Enter asks what became of a file: kept where it belongs, deleted, or still to be dealt with."""

    NAME = "exported"
    HEADING = FILES_OUTSIDE
    PURPOSE = "Make sure that no file about a person is left lying about."
    SHOWS = (
        "Every pack, slip and record that was written and is not dealt with, with its place on the disk.",
        "For each: keep it and take it off the list, or delete it. What deleting does not reach is said there.",
        "Only what was written is deleted: what somebody else laid into a pack's folder is named and stays.",
    )
    BINDINGS = bindings_for(NAME)
    AUTO_FOCUS: ClassVar[str] = "#files"

    def __init__(self) -> None:
        super().__init__()
        self._files: tuple[ExportedFileView, ...] = ()

    def parts(self) -> Iterator[Widget]:
        """Why, what was done last, the list."""
        yield Prose([line(EXPORTED_WHY), EMPTY], id="why")
        yield Prose(id=TROUBLE)
        yield Choices(id="files")

    def look(self) -> None:
        """Read the list."""
        self.ask_desk(self.desk.papers.exported_files, self._show)

    def _show(self, files: tuple[ExportedFileView, ...]) -> None:
        self._files = files
        self.query_one("#why", Prose).show([line(EXPORTED_WHY if files else NO_EXPORTED), EMPTY])
        listed = self.query_one(Choices)
        listed.display = bool(files)
        listed.offer(
            [OptionView(str(file.id), f"{file.reference}: {file.words}", file.path) for file in files], menu=True
        )

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ask what became of it."""
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
