"""Asks where to write a pack, a slip or a record; then shows what was written and what to do with it."""

from collections.abc import Callable, Iterator
from pathlib import Path

from textual import on
from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.papers.sending.sending_views import SealedView
from champion_tui.desk.screen_commands import Command, footer_of
from champion_tui.desk.views import ExportView
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, ClockDoubt, TargetBox, TargetScreen
from champion_tui.tui.screens.kit.write_file import WRITING, WRITTEN_TO
from champion_tui.tui.shell import places
from champion_tui.tui.widgets.caption import Caption
from champion_tui.tui.widgets.layout import EMPTY, Cell, Row, labelled, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

KEY_ALONE = "The key, shown only now:"
WRITE_AT = {
    "pack": "{reference} > Write the pack",
    "slip": "{reference} > Write the slip",
    "evidence": "{reference} > Evidence record",
    "letter": "{reference} > Letter to the council",
    "timeline": "{reference} > Timeline",
    "subject-access": "{reference} > Everything held about them",
    "email": "{reference} > E-mail draft",
    "sealed-pdf": "{reference} > Sealed PDF",
    "sealed-archive": "{reference} > Sealed archive",
}
WRITE_WHERE = {
    "pack": "Folder to put the pack in",
    "slip": "File for the slip (.pdf, or .txt for plain text)",
    "evidence": "File for the record (.pdf, or .txt for plain text)",
    "letter": "File for the letter (.pdf, .txt for plain text, or .eml for an e-mail draft)",
    "timeline": "File for the timeline (.pdf, or .txt for plain text)",
    "subject-access": "Folder to put everything in",
    "email": "Folder to put the draft in",
    "sealed-pdf": "Folder to put the sealed file in",
    "sealed-archive": "Folder to put the sealed file in",
}
WRITE_WHY = {
    "pack": (
        "The pack is written into a new folder, named after the case's reference and never after the person. Its files are not locked: anyone who opens them can read them. They stay listed here until you say that they are dealt with."
    ),
    "slip": "What the person takes away. The file is not locked; delete it when it is printed.",
    "evidence": "It shows how the duty was met. It names no applicant.",
    "timeline": (
        "Everything that was done to the case, by whom and when, as evidence of the duty. It holds what was typed. The file is not locked."
    ),
    "subject-access": (
        "For somebody who asks what you hold about them: all of it, as a PDF and for machines, in a new folder. Look through it before "
        "you hand it over. The files are not locked."
    ),
    "letter": "It names the person. The file is not locked; delete it when it is printed and sent.",
    "email": (
        "A draft to the council's address for referrals. Your mail program opens it unsent. Its subject and text name nobody; its "
        "attachments are not locked."
    ),
    "sealed-pdf": (
        "One PDF that opens only with a key. The key is shown here, once, when it is written: have the phone ready, or paper that "
        "stays with you."
    ),
    "sealed-archive": (
        "One ZIP that opens only with a key. The key is shown here, once, when it is written: have the phone ready, or paper that "
        "stays with you."
    ),
}
FILE_SIZE = "{size:,} bytes"
NOT_PRINTED = "Note"
AFTER_PACK = (
    OptionView("sent", "I have sent it: mark it as sent", ""),
    OptionView("done", "Back to the case", "it is NOT SENT"),
)
AFTER_OTHERS = (OptionView("done", "Back to the case", ""),)

NAME_COLUMN = 24
ONE_PAPER = frozenset({"slip", "evidence", "letter"})
"""Kinds that are one paper, which can be written to a file or printed."""

RECORDS = frozenset({"timeline", "subject-access"})
"""Kinds that contain everything that was done or is held."""


class WriteScreen(TargetScreen[str]):
    """The form for writing files. ``kind`` is ``pack``, ``slip``, ``evidence``, ``letter`` (``letter`` then says which),
    ``timeline``, ``subject-access``, ``email``, ``sealed-pdf`` or ``sealed-archive``. Ends with the next step, or with None.
    """

    NAME = "write"
    PURPOSE = "Write files that leave the vault, whole or not at all, and say what they are."
    SHOWS = (
        "Where to write. Your own folder for documents is offered. Nothing is remembered.",
        "Then each file that was written, that it is not locked, and what to do with it now.",
        "For a sealed file its key: once, in groups to read out by phone. Leaving the page forgets it.",
    )
    AUTO_FOCUS = "TextBox"

    def __init__(self, reference: str, kind: str, letter: LetterWanted | None = None) -> None:
        super().__init__()
        self.reference = reference
        self._kind = kind
        self._letter = letter
        self._done = False

    def parts(self) -> Iterator[Widget]:
        """Yields the explanation, the box for the path, the result and the next steps."""
        yield ClockDoubt()
        yield Prose([line(WRITE_WHY[self._kind])], id="why")
        yield Caption(WRITE_WHERE[self._kind])
        yield TargetBox()
        yield Prose(id=TROUBLE)
        yield Prose(id="written")
        yield Choices(id="after")

    def refresh_view(self) -> None:
        """Hides the next steps until the files are written."""
        self.query_one(Choices).display = False

    def look(self) -> None:
        """Suggests a path if none is typed yet."""
        if not self._done and not self.query_one(TextBox).value:
            self.ask_desk(self._offered, self.query_one(TargetBox).offer)

    def _offered(self) -> Path:
        if self._letter is not None:
            return self.desk.papers.letters.offered_target(self.reference, self._letter)
        return self.desk.papers.offered_target(self.reference, self._kind)

    def header(self) -> tuple[str, str]:
        """Returns the case and what is being written, and the date."""
        return WRITE_AT[self._kind].format(reference=self.reference), self.desk.date_words

    def footer_commands(self) -> tuple[Command, ...]:
        """Returns the commands: digits only where there is a choice, and alternatives to writing only until files are written."""
        return footer_of(
            self.NAME, without=self.unused() | set(("print-it", "ways") if self._done else self._other_ways())
        )

    def _other_ways(self) -> tuple[str, ...]:
        """Returns the commands that do nothing here: a pack cannot be printed; one paper or a record has no other ways to the
        council.
        """
        return ("ways",) if self._kind in ONE_PAPER | RECORDS else ("print-it",)

    @on(TargetBox.Submitted)
    def _typed(self) -> None:
        target = self.take_target()
        if target is None:
            return
        self.say([EMPTY, line(WRITING)])
        self.ask_desk(lambda: self._writer()(self.reference, target), self._written, self.again)

    def _writer(self) -> Callable[[str, Path], ExportView | SealedView]:
        letter = self._letter
        if letter is not None:
            return lambda reference, to: self.desk.papers.letters.write(reference, to, letter)
        if self._kind.startswith("sealed"):
            return lambda reference, to: self.desk.papers.sending.seal(reference, to, self._kind)
        return {
            "pack": self.desk.papers.export,
            "slip": self.desk.papers.slips.write,
            "evidence": self.desk.papers.write_evidence,
            "timeline": self.desk.papers.write_timeline,
            "subject-access": self.desk.papers.subject_access,
            "email": self.desk.papers.sending.draft,
        }[self._kind]

    def action_print_it(self) -> None:
        """Prints the slip or the record instead of writing a file."""
        if self._kind in ONE_PAPER | RECORDS and not self._done:
            what, notified = (self._letter.paper, self._letter.notified) if self._letter else (self._kind, None)
            self.go(places.Print(self.reference, what, notified))

    def action_ways(self) -> None:
        """Goes to the other ways to the council."""
        if self._kind not in ONE_PAPER | RECORDS and not self._done:
            self.leave("ways")

    def _written(self, view: ExportView | SealedView) -> None:
        self._done = True
        self.say(())
        for part in (*self.query(Caption), *self.query(TextBox), self.query_one("#why")):
            part.display = False
        rows = written_rows(view) if isinstance(view, ExportView) else [*key_rows(view), *written_rows(view.export)]
        self.query_one("#written", Prose).show(rows)
        after = self.query_one(Choices)
        after.display = True
        # Nothing is marked, so that a second Enter cannot close the page while a key is shown, which happens only once.
        after.offer(AFTER_OTHERS if self._kind in ONE_PAPER | RECORDS else AFTER_PACK)
        after.focus()
        self.turn_page()

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Ends with the next step."""
        self.leave(str(event.answer))

    def action_back(self) -> None:
        """Leaves; after writing, back to the case."""
        self.leave("done" if self._done else None)


def key_rows(view: SealedView) -> list[Row]:
    """Returns the key of a sealed file, set apart, and how it may be passed on."""
    return [line(KEY_ALONE), EMPTY, line(view.read_out, "title"), EMPTY, line(view.tell, "warning"), EMPTY]


def written_rows(view: ExportView) -> list[Row]:
    """Returns what was written, what a PDF could not show, and what to do next."""
    rows: list[Row] = [line(WRITTEN_TO.format(folder=view.folder), "title"), EMPTY]
    rows += [(Cell(name, "", NAME_COLUMN), Cell(FILE_SIZE.format(size=size), "quiet")) for name, size, _ in view.files]
    rows += [EMPTY, *(line(words, "warning") for words in view.doubts)]
    rows += [*(labelled(NOT_PRINTED, words, "warning") for words in view.cannot_print)]
    rows += [labelled(f"{number}", words, width=2) for number, words in enumerate(view.next_steps, 1)]
    return [*rows, EMPTY]
