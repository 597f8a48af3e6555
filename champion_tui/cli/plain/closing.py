"""After the form: the pack, the portal's lines, the sending, the slip, a letter; for every other outcome the evidence record."""

from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

from champion_tui.cli.plain.questions import write_out
from champion_tui.cli.plain.talk import Command, Talk, command_in, settle_day
from champion_tui.cli.view_lines import wrapped, written_lines
from champion_tui.desk.cases.case_views import PACK_IS_OLDER
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import DeskError, RefusedByProcedure
from champion_tui.desk.papers.sending_views import CopyLine, CopyView
from champion_tui.desk.views import CaseView, ExportView
from champion_tui.domain.cases.letter import LetterWanted
from champion_tui.domain.dates.purposes import NOTIFIED, SENT
from champion_tui.ground.calendar import iso_date, london_date
from champion_tui.ground.date_words import day_words

DECISION_DAY = "The day they were told of the decision, such as yesterday. It counts as the first of 21. Enter leaves it. (.q leave)"
IN_PORTAL = "Enter when it is in the portal. - leaves it for later, .b stops. (.q leave)"
ONLY_THESE = "Only Enter, -, .b and .q are possible here."
READ_LINES = 2
"""The place, from 0, of the answer after which the portal's lines are gone through."""


class Closing:
    """The last part of one stored case's way."""

    def __init__(self, talk: Talk, desk: Desk, reference: str) -> None:
        self._talk = talk
        self._desk = desk
        self._reference = reference

    def export(self) -> None:
        """Write the pack, then mark it sent, then write the slip. Each can be left out. Raises ``Left``."""
        self._talk.say("", "The pack is a folder with the referral, the sheet to copy from, and the slip.")
        if not self._write("Folder to put it in. Enter leaves it for later.", self._desk.papers.export):
            self._talk.say("No pack was written.")
            return
        self.mark_sent()
        self.slip()

    def slip(self) -> None:
        """Offer the slip, unless the person takes nothing away."""
        if self._desk.papers.slips.view(self._reference).chosen is not None:
            self._talk.say("", "The slip can be written again at any time.")
            self._write("File for the slip, ending in .pdf or .txt. Enter leaves it.", self._desk.papers.slips.write)

    def evidence(self) -> None:
        """Offer the record that shows how the duty was met."""
        self._talk.say("", "An evidence record shows that the duty was met. It names no applicant.")
        self._write("File for it, ending in .pdf or .txt. Enter leaves it.", self._desk.papers.write_evidence)

    def letter(self) -> None:
        """Offer the letters that can be made, until none is wanted: each is read out, then written. Raises ``Left``."""
        while True:
            views = [view for view in self._desk.papers.letters.views(self._reference) if not view.why_not]
            if not views:
                return
            self._talk.say("", "A letter to the council?")
            chosen = self._talk.choose(
                "Type a number.", ["No letter", *(f"{view.name} ({view.hint})" for view in views)]
            )
            if not isinstance(chosen, int) or chosen == 0:
                return
            view = views[chosen - 1]
            notified = self._decision_day() if view.dated else None
            if notified is not None or not view.dated:
                self._make_letter(LetterWanted(view.id, notified))

    def _decision_day(self) -> date | None:
        while True:
            heard = self._talk.ask(DECISION_DAY)
            command = command_in(heard, text=True)
            if not heard or command is not None:
                return None
            day = iso_date(settle_day(self._talk, lambda text: self._desk.read_day(NOTIFIED, text), heard) or "")
            if day is not None:
                return day

    def _make_letter(self, wanted: LetterWanted) -> None:
        try:
            files = self._desk.papers.letters.preview(self._reference, wanted)
        except DeskError as error:
            self._talk.say(*wrapped(" ".join(part for part in (str(error), error.way_out) if part)))
            return
        for _, text in files:
            self._talk.say("", *text.splitlines(), "")
        self._write(
            "File for the letter, ending in .pdf, .txt or .eml (an e-mail draft). Enter leaves it.",
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
        """Note the day of sending and the code; of what is sent already, correct them."""
        view = self._desk.cases.view(self._reference)
        if view.frozen:
            self._correct(view)
            return
        if view.pack_is_current is False:
            self._talk.say("", *wrapped(PACK_IS_OLDER))
        self._talk.say("", "Has it been sent to the council?")
        if doubt := self._desk.clock_doubt():
            self._talk.say(*wrapped(f"WARNING: {doubt}"))
        answers = ["Yes, it is sent", "Not yet", "Read me the portal's lines, one at a time"]
        while (given := self._talk.choose("Type a number.", answers)) == READ_LINES:
            through_the_portal(self._talk, self._desk, self._reference)
        if given != 0:
            self._talk.say(f"{self._reference} is NOT SENT. Come back when it is sent.")
            return
        code = self._text("The portal's code. Enter if there is none yet.")
        self._note_day(code, london_date(self._desk.now()), "today, ")

    def _correct(self, view: CaseView) -> None:
        self._talk.say("", *wrapped(view.sent_words))
        if self._talk.choose("Type a number.", ["Leave it so", "Correct the day or the code"]) == 1:
            code = self._text(f"The portal's code. Enter keeps {view.sent_code or 'none'}.") or view.sent_code
            self._note_day(code, view.sent_on or london_date(self._desk.now()), "")

    def _note_day(self, code: str, offered: date, before: str) -> None:
        """Ask for the day until one can be used; Enter takes the one that is ``offered``."""
        while True:
            heard = self._text(
                f"The day it was sent, such as yesterday or Monday. Enter for {before}{day_words(offered)}."
            )
            given = settle_day(self._talk, lambda text: self._desk.read_day(SENT, text), heard) if heard else None
            day = iso_date(given or "") if heard else offered
            if day is None:
                continue
            try:
                marked = self._desk.cases.mark_sent(self._reference, day, code)
            except RefusedByProcedure as error:
                self._talk.say("", *wrapped(f"{error} {error.way_out} Nothing has changed.".replace("  ", " ")))
                return
            if isinstance(marked, CaseView):
                self._talk.say(*wrapped(f"{self._reference}: {marked.status_words}."))
                return
            self._talk.say(*wrapped(f"That cannot be used: expected {marked.words}."))

    def _text(self, prompt: str) -> str:
        """One line of text; leaving is possible, nothing else is asked for here."""
        while True:
            heard = self._talk.ask(f"{prompt} (.q leave)")
            if command_in(heard, text=True) is None:
                return heard
            self._talk.say("Only .q is possible here.")


def through_the_portal(talk: Talk, desk: Desk, reference: str) -> None:
    """Say each line that has a value and no tick yet, in the portal's order. Raises ``Left``; what was ticked is kept."""
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
    """One line; False where the person stops here."""
    changed = " (changed since it was ticked)" if line.changed else ""
    talk.say("", *wrapped(f"{line.number} {line.label}{changed}, {line.step}:"), *line.value.splitlines())
    while True:
        heard = talk.ask(IN_PORTAL)
        command = command_in(heard, text=True)
        if command is Command.BACK:
            return False
        if not heard:
            desk.papers.sending.mark_copied(reference, line.id, done=True)
        if heard in {"", "-"}:
            return True
        talk.say(ONLY_THESE)
