"""Getting papers out: ways to the council other than a folder, and printing."""

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from champion_tui.cli.plain.papers.again_talk import LeftForNow, ask_about_earlier
from champion_tui.cli.plain.papers.closing import Closing, through_the_portal
from champion_tui.cli.plain.questions import COMMANDS_AT_TEXT, Back, CaseQuestions, write_out
from champion_tui.cli.plain.talk import Talk
from champion_tui.cli.view_lines import wrapped, written_lines
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import DeskError
from champion_tui.desk.papers.sending.sending_views import EMAIL, FOLDER, PORTAL, PrintView, printable
from champion_tui.desk.papers.sending.sending_words import PAPERS
from champion_tui.domain.cases.case import PRINT

WHICH_WAY, WAY_HELP = "Which way to the council?", "The first is the one that suits how this council takes referrals."
WHERE = f"Folder to put it in. Enter skips it. ({COMMANDS_AT_TEXT})"
WHICH_PAPER, PAPER_HELP = "Which paper?", "It goes straight to the printer. No file of it stays here."
WHICH_PRINTER = "Which printer?"
NO_PRINTER = "No printer is known here. Write a file instead, and print it from there."
LEFT_ALONE = "Nothing was printed."


class WaysTalk:
    """Ways out of the vault for one case other than as a folder. Methods raise ``Left``; going back changes nothing."""

    def __init__(self, talk: Talk, desk: Desk, reference: str) -> None:
        self._talk = talk
        self._desk = desk
        self._reference = reference
        self._ask = CaseQuestions(talk, desk, reference)

    def to_council(self) -> None:
        """Asks for a way, with the one that suits the council first, and sends the referral that way. Raises ``Back``."""
        sending = self._desk.papers.sending
        ways = sending.ways(self._reference)
        words = [f"{way.words} ({way.hint})" if way.hint else way.words for way in ways]
        way = ways[self._ask.choose(WHICH_WAY, words, WAY_HELP)].id
        if way == PORTAL:
            through_the_portal(self._talk, self._desk, self._reference)
        elif way == PRINT:
            self._print("referral")
        else:
            self._write(way)

    def _write(self, way: str) -> None:
        """Writes a folder, a draft or a sealed file, after asking about earlier cases of the same person."""
        try:
            ask_about_earlier(self._talk, self._desk, self._reference)
        except LeftForNow:
            return
        if way == FOLDER:
            Closing(self._talk, self._desk, self._reference).export()
        else:
            write_out(self._talk, self._desk, WHERE, lambda to: self._written(way, to))

    def _written(self, way: str, to: Path) -> Iterator[str]:
        sending = self._desk.papers.sending
        if way == EMAIL:
            yield from written_lines(sending.draft(self._reference, to))
            return
        sealed = sending.seal(self._reference, to, way)
        yield from written_lines(sealed.export)
        yield from ("", f"  {sealed.read_out}", "", *wrapped(sealed.tell))
        for doubt in sealed.export.doubts:
            yield from wrapped(doubt)

    def print_paper(self) -> None:
        """Asks for a paper and a printer, and prints it. Raises ``Back``."""
        papers = printable(self._desk.cases.view(self._reference))
        self._print(papers[self._ask.choose(WHICH_PAPER, [f"The {PAPERS[paper]}" for paper in papers], PAPER_HELP)])

    def _print(self, paper: str) -> None:
        prints = self._desk.papers.prints
        on_a_printer(
            self._ask,
            lambda: prints.before(self._reference, paper),
            lambda printer: prints.print(self._reference, paper, printer),
        )


def print_by_name(talk: Talk, desk: Desk, *, names: bool) -> None:
    """Prints the by-name list, with full names if ``names``, otherwise initials. Raises ``Left``."""
    on_a_printer(
        CaseQuestions(talk, desk), lambda: (), lambda printer: desk.figures.print_by_name(printer, names=names)
    )


def on_a_printer(ask: CaseQuestions, before: Callable[[], Sequence[str]], print_on: Callable[[str], PrintView]) -> None:
    """Says the warnings that ``before`` returns, asks for the printer, and prints.

    Refusals are reported, and going back prints nothing. Raises ``Left``.
    """
    try:
        warnings, there = before(), ask.desk.papers.prints.printers()
    except DeskError as error:
        ask.refused(error)
        return
    if not there.names:
        ask.talk.say("", NO_PRINTER)
        return
    ask.talk.say("", *(line for words in (*warnings, there.keeps) for line in wrapped(words)))
    kept = there.names.index(there.offered) if there.offered in there.names else None
    try:
        chosen = there.names[ask.choose(WHICH_PRINTER, there.names, there.keeps, kept)]
    except Back:
        ask.talk.say(LEFT_ALONE)
        return
    try:
        view = print_on(chosen)
    except DeskError as error:
        ask.refused(error)
        return
    ask.talk.say("", *(line for words in (view.words, *view.notes) for line in wrapped(words)))
