"""Puts one paper of a case on a printer, or into a PDF file if there is none."""

from dataclasses import replace
from datetime import date
from pathlib import Path

from champion_tui.desk.cases.refusals import require_outcome
from champion_tui.desk.errors import CannotReadOrWrite, UnusableValue
from champion_tui.desk.papers.listing import ListingOfCase
from champion_tui.desk.papers.prepared import PreparedCase, Preparing
from champion_tui.desk.papers.printing import printing
from champion_tui.desk.papers.sending import sending_words as words
from champion_tui.desk.papers.sending.letters import Letters, letter_doubts
from champion_tui.desk.papers.sending.sending_views import PrintersView, PrintView
from champion_tui.desk.papers.written import export_view
from champion_tui.desk.settings import remembered
from champion_tui.desk.settings.setting_list import printer_of
from champion_tui.desk.settings.settings import read_settings
from champion_tui.desk.store_access import pack_errors
from champion_tui.desk.views import ExportView
from champion_tui.domain.cases.case import PRINT, SLIP, Case
from champion_tui.domain.papers.letter import letter_wanted
from champion_tui.domain.papers.slip_form import UNASKED_SLIP, is_paper_asked
from champion_tui.papers.choosing import ON_PAPER
from champion_tui.papers.pack import one_paper, placing
from champion_tui.papers.pack.pack import WrittenPack
from champion_tui.papers.record.subject_access import NOTHING_HELD, Held
from champion_tui.papers.referral.json_files import file_entry


class Prints:
    """``desk.papers.prints``. All methods are *slow*."""

    def __init__(self, preparing: Preparing, letters: Letters) -> None:
        self._preparing = preparing
        self._letters = letters
        self._home = preparing.home

    def printers(self) -> PrintersView:
        """Returns the printers of this machine. Raises ``CannotReadOrWrite`` if there are none."""
        installed = printing.printers()
        if not installed.names:
            raise CannotReadOrWrite(printing.NO_PRINTERS, printing.TO_A_FILE)
        last = printer_of(self._home, read_settings(self._home))
        offered = last if last in installed.names else installed.default or installed.names[0]
        return PrintersView(installed.names, offered, printing.QUEUE_KEEPS)

    def before(self, reference: str, what: str, notified: date | None = None) -> tuple[str, ...]:
        """Returns what to know before ``what`` is printed: fonts that cannot be used, and what no font here can print.
        Raises what ``print`` raises.
        """
        prepared, held = self._paper_of(reference, what, notified)
        source = prepared.source
        with pack_errors():
            lacks = one_paper.not_printed(source, what, notified, held)
        return (*source.fonts.troubles(), *(lack.sentence() for lack in lacks))

    def print(self, reference: str, what: str, printer: str = "", notified: date | None = None) -> PrintView:
        """Prints ``what`` (``slip``, ``referral``, ``consent``, ``evidence``, ``timeline``, ``subject-access`` or a
        letter by its paper's name).

        ``printer`` "" means the one last used on this machine, or the system's default. Only on Windows is a file of
        ours left (``windows_printing``).
        """
        prepared, held = self._paper_of(reference, what, notified)
        with pack_errors():
            document = one_paper.to_print(prepared.source, what, notified, held)
        chosen, notes = on_printer(self._home, what, printer, document, self._preparing.listing(prepared, PRINT))
        said = words.PRINTED.format(what=words.PAPERS.get(what, words.LETTER), printer=chosen)
        return PrintView(reference, what, chosen, said, (*self._paper_notes(prepared.case, what, notified), *notes))

    def to_file(self, reference: str, what: str, to: Path, notified: date | None = None) -> ExportView:
        """Writes the same paper as a PDF file, for machines without a printer. An existing file is never replaced."""
        prepared, held = self._paper_of(reference, what, notified)
        case, source = prepared.case, prepared.source
        if to.suffix.lower() != ".pdf":
            raise UnusableValue("to", words.ONLY_PDF.format(name=to.name))
        with pack_errors():
            document = one_paper.to_print(source, what, notified, held)
            lacks = one_paper.not_printed(source, what, notified, held)
            listing = self._preparing.listing(prepared, SLIP if what == SLIP else PRINT)
            placing.place_file(to.absolute(), document, listing)
        entries = (file_entry(to.name, document),)
        written = WrittenPack(reference, to.parent, entries, lacks, source.fonts.troubles())
        view = export_view(case, written, PRINT)
        return replace(view, next_steps=(words.AFTER_PRINT_FILE,), doubts=_paper_doubts(case, what))

    def _paper_of(self, reference: str, what: str, notified: date | None) -> tuple[PreparedCase, Held]:
        """Returns the case if it may have the paper ``what``, and for a record what else is held about it. Raises
        ``UnusableValue`` or ``RefusedByProcedure``.
        """
        known = one_paper.papers_of(self._preparing.book)
        if what not in known:
            raise UnusableValue("what", words.NOT_A_PAPER.format(given=what, papers=", ".join(known)))
        letter = letter_wanted(what, notified)
        if letter is not None:
            return self._letters.prepared(reference, letter, on_paper=True), NOTHING_HELD
        if what in one_paper.RECORDS:
            return self._preparing.as_held(reference)
        prepared = self._preparing.case(reference)
        if what in {one_paper.REFERRAL, one_paper.CONSENT}:
            prepared.require_minimum(ON_PAPER)
        elif what == one_paper.SLIP:
            require_outcome(prepared.judged)
        return prepared, NOTHING_HELD

    def _paper_notes(self, case: Case, what: str, notified: date | None) -> tuple[str, ...]:
        """Returns what to know about a paper that was printed."""
        letter = letter_wanted(what, notified)
        return (*(self._letters.steps(letter) if letter else ()), *_paper_doubts(case, what))


def on_printer(
    home: Path, what: str, printer: str, document: bytes, listing: ListingOfCase
) -> tuple[str, tuple[str, ...]]:
    """Prints a paper on ``printer`` ("": the one last used on this machine, or the system's default) and lists it.

    Returns the printer's name and what to know about the print. Raises ``CannotReadOrWrite`` or ``UnusableValue``; then
    nothing is printed.
    """
    machine, installed = remembered.this_machine(), printing.printers()
    last = printer_of(home, read_settings(home))
    chosen = printing.chosen_printer(printer or (last if last in installed.names else ""), installed)
    ready = printing.prepare(home.absolute(), document, chosen)
    name = str(ready.file or words.ON_PRINTER.format(what=what, printer=chosen))
    with listing.named(name):
        printing.hand_over(ready)
    remembered.PRINTER.note(home, machine, chosen)
    return chosen, (printing.QUEUE_KEEPS, *((printing.stays_words(ready.file),) if ready.file else ()))


def _paper_doubts(case: Case, what: str) -> tuple[str, ...]:
    """Returns what must be asked before a paper is given to the person."""
    if letter_wanted(what, None) is not None:
        return letter_doubts(case)
    return () if what != SLIP or is_paper_asked(case.referral) else (UNASKED_SLIP,)
