"""Prints one paper: which, and on which printer. Then says what the print queue may keep."""

from collections.abc import Iterator
from datetime import date

from textual.widget import Widget

from champion_tui.desk.options import OptionView
from champion_tui.desk.papers.sending.sending_views import PrintersView, PrintView, printable
from champion_tui.desk.views import CaseView
from champion_tui.tui.screens.kit.vault_screen import TROUBLE, ClockDoubt, OneCaseScreen
from champion_tui.tui.shell.shell_words import FIGURES
from champion_tui.tui.widgets.layout import EMPTY, line
from champion_tui.tui.widgets.lists.choices import Choices
from champion_tui.tui.widgets.prose import Prose

PRINT_WHAT = "What is to be printed?"
PRINT_WHERE = "On which printer?"
PAPERS = {
    "referral": OptionView("referral", "The referral", "for the council"),
    "consent": OptionView("consent", "The consent record", "to sign, or to keep"),
    "slip": OptionView("slip", "The slip", "for the person to take away"),
    "evidence": OptionView("evidence", "The evidence record", "shows the duty was met; no name"),
    "timeline": OptionView("timeline", "The timeline", "everything that was done, as evidence"),
    "subject-access": OptionView("subject-access", "Everything held about them", "for a request to see it"),
}
BY_NAME = {
    False: OptionView("by-name", "The by-name list, by initials", ""),
    True: OptionView("by-name", "The by-name list, BY FULL NAME", ""),
}
BY_NAME_AT = f"{FIGURES} > By-name list > Print"
LETTER_PAPER = OptionView("letter", "The letter to the council", "for both of you to sign")
USED_LAST = "used last on this machine"
NO_PRINTER_HERE = "Esc goes back: write a file instead, and print it from there."
PRINTING = "Sending it to the print system."
AFTER_PRINT = (
    OptionView("another", "Print another paper", ""),
    OptionView("done", "Back", ""),
)

WHAT, WHERE, DONE = "what", "where", "done"


class PrintScreen(OneCaseScreen[None]):
    """The steps of printing. ``what`` is the paper, "" to let the person choose; ``notified`` is the date for a letter."""

    NAME = "print"
    PURPOSE = "Print one paper, without leaving a file behind."
    SHOWS = (
        "What can be printed now; then the printers, and which was used last on this machine.",
        "What a print queue shows and may keep, before and after.",
    )
    AT = "{reference} > Print"
    AUTO_FOCUS = "#choices"

    def __init__(self, reference: str, what: str = "", notified: date | None = None) -> None:
        super().__init__(reference)
        self._what = what
        self._notified = notified
        self._stage = WHERE if what else WHAT
        self._given = what

    def parts(self) -> Iterator[Widget]:
        """Yields the question, the error and the choices."""
        yield ClockDoubt()
        yield Prose(id="question")
        yield Prose(id=TROUBLE)
        yield Choices(id="choices")

    def look(self) -> None:
        """Asks what can be printed, or on which printers."""
        if self._stage == WHAT:
            self.ask_desk(lambda: self.desk.cases.view(self.reference), self._offer_papers)
        elif self._stage == WHERE:
            self.ask_desk(self.look_before, lambda printers: self._offer_printers(*printers), self._no_printer)

    def paper_words(self) -> str:
        """Returns the name of the paper."""
        return PAPERS.get(self._what, LETTER_PAPER).words

    def print_on(self, printer: str) -> PrintView:
        """Prints the paper. Called in a thread."""
        return self.desk.papers.prints.print(self.reference, self._what, printer, self._notified)

    def look_before(self) -> tuple[PrintersView, tuple[str, ...]]:
        """Returns the printers, and warnings to show before one is chosen. Called in a thread."""
        return self.desk.papers.prints.printers(), self.desk.papers.prints.before(
            self.reference, self._what, self._notified
        )

    def _offer_papers(self, view: CaseView) -> None:
        self.query_one("#question", Prose).show([line(PRINT_WHAT, "title"), EMPTY])
        self.query_one(Choices).offer([PAPERS[one] for one in printable(view)], self._what or None)

    def _offer_printers(self, view: PrintersView, before: tuple[str, ...]) -> None:
        rows = [
            line(self.paper_words(), "title"),
            EMPTY,
            *(line(words, "warning") for words in before),
            line(view.keeps, "warning"),
            EMPTY,
            line(PRINT_WHERE),
            EMPTY,
        ]
        self.query_one("#question", Prose).show(rows)
        self.query_one(Choices).offer(
            [OptionView(name, name, USED_LAST if name == view.offered else "") for name in view.names]
        )

    def _no_printer(self) -> None:
        self.query_one(Choices).display = False
        self.query_one("#question", Prose).show([line(NO_PRINTER_HERE), EMPTY])

    def on_choices_chosen(self, event: Choices.Chosen) -> None:
        """Goes on to the printers, prints, or leaves."""
        answer = str(event.answer)
        if self._stage == WHAT:
            self._what, self._stage = answer, WHERE
            self.look()
        elif self._stage == WHERE:
            self.say([line(PRINTING)])
            self.ask_desk(lambda: self.print_on(answer), self._printed)
        elif answer == "another":
            self._what, self._stage = self._given, WHERE if self._given else WHAT
            self.look()
        else:
            self.leave()

    def _printed(self, view: PrintView) -> None:
        self._stage = DONE
        self.say(())
        rows = [line(view.words, "title"), EMPTY, *(line(note, "warning") for note in view.notes), EMPTY]
        self.query_one("#question", Prose).show(rows)
        self.query_one(Choices).offer(AFTER_PRINT)


class PrintByNameScreen(PrintScreen):
    """The same for the by-name list, with full names if ``names``, else initials."""

    AT = BY_NAME_AT

    def __init__(self, *, names: bool) -> None:
        super().__init__("", BY_NAME[names].id)
        self._names = names

    def paper_words(self) -> str:
        """Returns the name of the list."""
        return BY_NAME[self._names].words

    def look_before(self) -> tuple[PrintersView, tuple[str, ...]]:
        """Returns only the printers. Characters that no font can print are reported afterwards."""
        return self.desk.papers.prints.printers(), ()

    def print_on(self, printer: str) -> PrintView:
        """Prints the list. Called in a thread."""
        return self.desk.figures.print_by_name(printer, names=self._names)
