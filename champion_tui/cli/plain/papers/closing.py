"""After the form: the pack, the portal's lines, the sending, the slip and letters; for other outcomes the evidence record."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from champion_tui.cli.plain.questions import COMMANDS_AT_TEXT, Back, CaseQuestions, write_out
from champion_tui.cli.plain.talk import Talk
from champion_tui.cli.view_lines import wrapped, written_lines
from champion_tui.desk.cases.case_views import PACK_IS_OLDER
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import DeskError, RefusedByProcedure
from champion_tui.desk.papers.sending.sending_views import CopyLine, CopyView
from champion_tui.desk.views import CaseView, ExportView
from champion_tui.domain.dates.purposes import NOTIFIED, SENT
from champion_tui.domain.papers.letter import LetterWanted
from champion_tui.ground.dates.calendar import london_date

DECISION_DAY = (
    "The day they were told of the decision, such as yesterday. It counts as the first of 21. Enter skips it."
)
DECISION_HELP = "The 21 days in which they can ask for a review run from that day."
IN_PORTAL = f"Enter when it is in the portal. - leaves it for later, .b stops. ({COMMANDS_AT_TEXT})"
PORTAL_HELP = "One line of the portal at a time: type it there, then press Enter here. What is ticked is kept."
ONLY_THESE = "Only Enter, - and the commands are possible here."
LETTER_HELP = (
    "A letter asks the council for something that they have a right to. It is read out to you before it is written."
)
SENT_HELP = "Only somebody who has seen it go can say so. Until then it is NOT SENT, and is listed as due."
CODE, CODE_HELP = "The portal's code.", "The number that the portal gave when it was sent. It can be filled in later."
SENT_DAY = "The day it was sent, such as yesterday or Monday."
CORRECT_HELP = "The history keeps what was there before."
NOT_CHANGED = "Nothing has changed."
READ_LINES = 2
"""The place, from 0, of the answer that reads out the portal's lines."""


class Closing:
    """The last part of the work on one stored case."""

    def __init__(self, talk: Talk, desk: Desk, reference: str) -> None:
        self._talk = talk
        self._desk = desk
        self._reference = reference
        self._ask = CaseQuestions(talk, desk, reference)

    def export(self) -> None:
        """Writes the pack, marks it sent, then writes the slip. Each can be left out. Raises ``Left``."""
        self._talk.say("", "The pack is a folder with the referral, the sheet to copy from, and the slip.")
        if not self._write("Folder to put it in. Enter skips it for now.", self._desk.papers.export):
            self._talk.say("No pack was written.")
            return
        self.mark_sent()
        self.slip()

    def slip(self) -> None:
        """Offers the slip, unless the person takes nothing away."""
        if self._desk.papers.slips.view(self._reference).chosen is not None:
            self._talk.say("", "The slip can be written again at any time.")
            self._write("File for the slip, ending in .pdf or .txt. Enter skips it.", self._desk.papers.slips.write)

    def evidence(self) -> None:
        """Offers the record that shows how the duty was met."""
        self._talk.say("", "An evidence record shows that the duty was met. It names no applicant.")
        self._write("File for it, ending in .pdf or .txt. Enter skips it.", self._desk.papers.write_evidence)

    def letter(self) -> None:
        """Offers the letters that can be made until none is wanted. Each is read out, then written. Raises ``Left``."""
        while True:
            views = [view for view in self._desk.papers.letters.views(self._reference) if not view.why_not]
            if not views:
                return
            options = ["No letter", *(f"{view.name} ({view.hint})" for view in views)]
            try:
                chosen = self._ask.choose("A letter to the council?", options, LETTER_HELP)
            except Back:
                return
            if chosen == 0:
                return
            view = views[chosen - 1]
            notified = self._decision_day() if view.dated else None
            if notified is not None or not view.dated:
                self._make_letter(LetterWanted(view.id, notified))

    def _decision_day(self) -> date | None:
        try:
            return self._ask.any_day(DECISION_DAY, NOTIFIED, DECISION_HELP)
        except Back:
            return None

    def _make_letter(self, wanted: LetterWanted) -> None:
        try:
            files = self._desk.papers.letters.preview(self._reference, wanted)
        except DeskError as error:
            self._talk.say(*wrapped(" ".join(part for part in (str(error), error.way_out) if part)))
            return
        for _, text in files:
            self._talk.say("", *text.splitlines(), "")
        self._write(
            "File for the letter, ending in .pdf, .txt or .eml (an e-mail draft). Enter skips it.",
            lambda reference, to: self._desk.papers.letters.write(reference, to, wanted),
        )

    def _write(self, prompt: str, write: Callable[[str, Path], ExportView]) -> bool:
        def lines(to: Path) -> Iterator[str]:
            view = write(self._reference, to)
            yield from written_lines(view)
            for words in view.doubts:
                yield from wrapped(words)

        return write_out(self._talk, self._desk, prompt, lines)

    def mark_sent(self) -> None:
        """Records the day of sending and the code, or corrects them if the case was sent. Going back changes nothing."""
        view = self._desk.cases.view(self._reference)
        try:
            if view.frozen:
                self._correct(view)
            else:
                self._first_time(view)
        except Back:
            self._talk.say(NOT_CHANGED)

    def _first_time(self, view: CaseView) -> None:
        if view.pack_is_current is False:
            self._talk.say("", *wrapped(PACK_IS_OLDER))
        if doubt := self._desk.clock_doubt():
            self._talk.say(*wrapped(f"WARNING: {doubt}"))
        answers = ["Yes, it is sent", "Not yet", "Read me the portal's lines, one at a time"]
        while (given := self._ask.choose("Has it been sent to the council?", answers, SENT_HELP)) == READ_LINES:
            through_the_portal(self._talk, self._desk, self._reference)
        if given != 0:
            self._talk.say(f"{self._reference} is NOT SENT. Come back when it is sent.")
            return
        self._note_day(self._ask.text(CODE, CODE_HELP), london_date(self._desk.now()))

    def _correct(self, view: CaseView) -> None:
        if self._ask.choose(view.sent_words, ["Leave it so", "Correct the day or the code"], CORRECT_HELP) == 1:
            code = self._ask.text(CODE, CODE_HELP, view.sent_code) or view.sent_code
            self._note_day(code, view.sent_on or london_date(self._desk.now()))

    def _note_day(self, code: str, offered: date) -> None:
        """Asks for the day until one is valid. Enter accepts ``offered``."""
        while True:
            day = self._ask.day(SENT_DAY, offered, SENT, SENT_HELP)
            try:
                marked = self._desk.cases.mark_sent(self._reference, day, code)
            except RefusedByProcedure as error:
                self._talk.say("", *wrapped(f"{error} {error.way_out} Nothing has changed.".replace("  ", " ")))
                return
            if isinstance(marked, CaseView):
                self._talk.say(*wrapped(f"{self._reference}: {marked.status_words}."))
                return
            self._talk.say(*wrapped(f"That cannot be used: expected {marked.words}."))


def through_the_portal(talk: Talk, desk: Desk, reference: str) -> None:
    """Says each line of the portal that has a value and is not ticked yet, in order. Ticked lines are kept. Raises ``Left``."""
    view = desk.papers.sending.copying(reference)
    if view.where:
        talk.say(*wrapped(f"The portal: {view.where}"))
    talk.say(*_gaps(view))
    for line in view.lines:
        if line.value and not line.done and not _to_portal(talk, desk, reference, line):
            break
    talk.say(*wrapped(desk.papers.sending.copying(reference).left))


def _gaps(view: CopyView) -> tuple[str, ...]:
    missing = [f"{line.number} {line.label}" for line in view.lines if not line.value]
    return tuple(wrapped(f"Nothing to copy for: {'; '.join(missing)}.")) if missing else ()


def _to_portal(talk: Talk, desk: Desk, reference: str, line: CopyLine) -> bool:
    """Says one line; returns False if the person stops here."""
    changed = " (changed since it was ticked)" if line.changed else ""
    talk.say("", *wrapped(f"{line.number} {line.label}{changed}, {line.step}:"), *line.value.splitlines())
    ask = CaseQuestions(talk, desk, reference)
    while True:
        heard = talk.ask(IN_PORTAL)
        try:
            if ask.command(heard, PORTAL_HELP, text=True):
                continue
        except Back:
            return False
        if not heard:
            desk.papers.sending.mark_copied(reference, line.id, done=True)
        if heard in {"", "-"}:
            return True
        talk.say(ONLY_THESE)
