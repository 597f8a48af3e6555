"""Getting a referral to the council in the form that its channel wants: what is chosen, an e-mail draft, a sealed file, line by
line into a portal, or on paper. Each only as far as consent goes, each listed.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.errors import CannotReadOrWrite, RefusedByProcedure, UnusableValue
from champion_tui.desk.papers import sending_words as said
from champion_tui.desk.papers.chosen import chosen_for
from champion_tui.desk.papers.leaving import export_view, without_unasked
from champion_tui.desk.papers.letters import Letters, letter_doubts
from champion_tui.desk.papers.sending_views import CopyLine, CopyView, PrintersView, PrintView, SealedView, WayView
from champion_tui.desk.store_access import pack_errors, store_errors
from champion_tui.desk.triage.judging import Judged
from champion_tui.desk.views import ExportView
from champion_tui.domain.cases.case import PRINT, SLIP, Case
from champion_tui.domain.cases.form import Form
from champion_tui.domain.cases.letter import letter_wanted
from champion_tui.domain.cases.sending import Part
from champion_tui.domain.cases.slip_form import UNASKED_SLIP, is_paper_asked, unasked_pack
from champion_tui.domain.lines.authority import HousingAuthority
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.lines.areas import ChannelKind

if TYPE_CHECKING:
    from champion_tui.papers.referral.portal import Entry
    from champion_tui.papers.source import PackSource
    from champion_tui.store.casestore import CaseStore

EMAIL, SEALED = "email", "sealed"
"""Kinds of what is listed as having left the vault, beside those of ``leaving``."""

PORTAL, FOLDER, SEALED_PDF, SEALED_ARCHIVE = "portal", "folder", "sealed-pdf", "sealed-archive"
FORMS = (FOLDER, EMAIL, SEALED_PDF, SEALED_ARCHIVE)
"""The forms in which a pack can be written."""


class Sending(Letters):
    """Part of ``UnlockedDesk``. All methods are slow."""

    def __init__(
        self,
        store: "CaseStore",
        book: Book,
        form: Form,
        judged: Callable[[Case], Judged],
        *,
        home: Path,
        as_sent: Callable[[Case, date], str | None],
        training: bool,
    ) -> None:
        super().__init__(store, book, form, judged, home=home, as_sent=as_sent, training=training)

    # -- what the channel wants -------------------------------------------------------------------------------------

    def ways(self, reference: str) -> tuple[WayView, ...]:
        """The ways that are open, the one that the council's channel wants first."""
        case = self._case(reference)
        authority = self._authority(case)
        mail = address_of(authority)
        portal = authority is not None and authority.channel.kind == ChannelKind.ALERT
        copying = self.copying(reference) if portal else None
        ways = {
            PORTAL: WayView(PORTAL, said.WAY_PORTAL, copying.left) if copying else None,
            EMAIL: WayView(EMAIL, said.WAY_FALLBACK if portal else said.WAY_EMAIL, mail) if mail else None,
            FOLDER: WayView(FOLDER, said.WAY_FOLDER, said.WAY_FOLDER_HINT),
            SEALED_PDF: WayView(SEALED_PDF, said.WAY_PDF, said.WAY_SEALED_HINT),
            SEALED_ARCHIVE: WayView(SEALED_ARCHIVE, said.WAY_ARCHIVE, said.WAY_SEALED_HINT),
            PRINT: WayView(PRINT, said.WAY_PRINT, said.WAY_PRINT_HINT),
        }
        order = (PORTAL, FOLDER, EMAIL) if portal else (EMAIL, FOLDER)
        return tuple(way for one in (*order, SEALED_PDF, SEALED_ARCHIVE, PRINT) if (way := ways[one]) is not None)

    def draft(self, reference: str, to: Path) -> ExportView:
        """Write an e-mail draft under ``to``. Raises ``RefusedByProcedure`` where the data knows no address for referrals."""
        from champion_tui.papers.pack import going  # noqa: PLC0415  typst and the templates load only when a pack is made

        case = self._case(reference)
        source = self._source(case)
        self._refuse_unless_ready(case, source.chosen.sent)
        authority = self._authority(case)
        address = address_of(authority)
        if authority is None or not address:
            name = authority.name if authority else said.THIS_COUNCIL
            raise RefusedByProcedure(said.NO_ADDRESS.format(council=name), said.NO_ADDRESS_WAY_OUT)
        with pack_errors():
            written = going.write_draft(without_unasked(source), address, to, self._listing(case, EMAIL))
        view = export_view(case, written, EMAIL, self._sent_doubt(case))
        return replace(view, next_steps=self._mail_words(authority, address))

    def seal(self, reference: str, to: Path, form: str) -> SealedView:
        """Write one sealed file under ``to``; ``form`` is ``sealed-pdf`` or ``sealed-archive``."""
        from champion_tui.papers.pack import going, sealing  # noqa: PLC0415  as above

        case = self._case(reference)
        source = self._source(case)
        self._refuse_unless_ready(case, source.chosen.sent)
        name = going.SEALED_PDF if form == SEALED_PDF else going.SEALED_ARCHIVE
        with pack_errors():
            sealed = going.write_sealed(without_unasked(source), name, to, self._listing(case, SEALED))
        view = replace(export_view(case, sealed.written, SEALED, self._sent_doubt(case)), next_steps=said.AFTER_SEALED)
        return SealedView(view, sealed.key, sealing.as_read_out(sealed.key), said.TELL_KEY)

    def _sent_doubt(self, case: Case) -> str:
        """What is left out of what goes to the council for want of an answer; as a rule no slip is in it in any case."""
        return unasked_pack(case.answers, case.referral) if Part.SLIP in self._source(case).chosen.sent else ""

    def _mail_words(self, authority: HousingAuthority, address: str) -> tuple[str, ...]:
        standing = authority.channel.standing
        source = self._book.sources.get(standing.source)
        return said.mail_words(
            address, standing, source.title if source else standing.source, fallback=authority.channel.kind != "email"
        )

    # -- line by line into a portal ---------------------------------------------------------------------------------

    def copying(self, reference: str) -> CopyView:
        """The portal's lines with what was copied so far. Raises ``RefusedByProcedure`` where nothing may go out."""
        from champion_tui.papers.referral import portal  # noqa: PLC0415  as above

        case = self._case(reference)
        self._refuse_without_referral(case)
        with pack_errors():
            entries = portal.entries(self._source(case))
        return self._copy_view(case, entries)

    def mark_copied(self, reference: str, line: str, *, done: bool) -> CopyView:
        """Tick a line of the portal, or take its tick away; kept with the case at once."""
        from champion_tui.papers.referral import portal  # noqa: PLC0415  as above

        case = self._case(reference)
        self._refuse_without_referral(case)
        with pack_errors():
            entries = portal.entries(self._source(case))
        found = next((entry for entry in entries if entry.id == line), None)
        if found is None:
            raise UnusableValue("line", said.NO_SUCH_LINE)
        with store_errors():
            changed = self._store.mark_copied(reference, line, found.digest if done else None)
        return self._copy_view(changed, entries)

    def _copy_view(self, case: Case, entries: "tuple[Entry, ...]") -> CopyView:
        lines = tuple(_copy_line(case, entry, self._form) for entry in entries)
        given = [line for line in lines if line.value]
        authority = self._authority(case)
        return CopyView(
            reference=case.reference,
            authority=authority.name if authority else "",
            where=authority.channel.address if authority and authority.channel.kind == ChannelKind.ALERT else "",
            lines=lines,
            left=said.left_words(sum(line.done for line in given), len(given)),
        )

    # -- on paper ---------------------------------------------------------------------------------------------------

    def printers(self) -> PrintersView:
        """The printers of this machine. Raises ``CannotReadOrWrite`` where nothing can be printed."""
        from champion_tui.desk import remembered  # noqa: PLC0415  most runs print nothing
        from champion_tui.desk.papers import printing  # noqa: PLC0415  most runs print nothing

        found = printing.printers()
        if not found.names:
            raise CannotReadOrWrite(printing.NO_PRINTERS, printing.TO_A_FILE)
        last = remembered.PRINTER.of(self._home, remembered.this_machine())
        offered = last if last in found.names else found.default or found.names[0]
        return PrintersView(found.names, offered, printing.QUEUE_KEEPS)

    def before_print(self, reference: str, what: str, notified: date | None = None) -> tuple[str, ...]:
        """What is to be known before ``what`` is printed: fonts that cannot be used, and what no font here can print. Raises
        as ``print_paper``.
        """
        from champion_tui.papers.pack import one_paper  # noqa: PLC0415  as below

        source = self._source(self._paper_of(reference, what, notified))
        with pack_errors():
            lacks = one_paper.not_printed(source, what, notified)
        return (*source.fonts.troubles(), *(lack.sentence() for lack in lacks))

    def print_paper(self, reference: str, what: str, printer: str = "", notified: date | None = None) -> PrintView:
        """Print ``what`` (``slip``, ``referral``, ``consent``, ``evidence`` or a letter by its paper's name) on ``printer``, else on the one used last on
        this machine, else on the system's own. Nothing of ours is left on the disk, but on Windows: see there.
        """
        from champion_tui.desk import remembered  # noqa: PLC0415  as above
        from champion_tui.desk.papers import printing  # noqa: PLC0415  as above
        from champion_tui.papers.pack import one_paper  # noqa: PLC0415  typst and the templates load only when a pack is made

        case = self._paper_of(reference, what, notified)
        machine, found = remembered.this_machine(), printing.printers()
        last = remembered.PRINTER.of(self._home, machine)
        chosen = printing.chosen_printer(printer or (last if last in found.names else ""), found)
        with pack_errors():
            document = one_paper.to_print(self._source(case), what, notified)
            ready = printing.prepare(self._home.absolute(), document, chosen)
        on_printer = said.ON_PRINTER.format(what=what, printer=chosen)
        with self._listing(case, PRINT).named(str(ready.file or on_printer)):
            printing.hand_over(ready)
        remembered.PRINTER.note(self._home, machine, chosen)
        notes = (
            *self._paper_notes(case, what, notified),
            printing.QUEUE_KEEPS,
            *((printing.stays_words(ready.file),) if ready.file else ()),
        )
        return PrintView(
            reference, what, chosen, said.PRINTED.format(what=said.PAPERS.get(what, said.LETTER), printer=chosen), notes
        )

    def print_to_file(self, reference: str, what: str, to: Path, notified: date | None = None) -> ExportView:
        """The same paper as a PDF file: what is left where there is no printer. A file that is there is never replaced."""
        from champion_tui.papers.pack import one_paper, placing  # noqa: PLC0415  as above
        from champion_tui.papers.pack.pack import WrittenPack  # noqa: PLC0415  as above
        from champion_tui.papers.referral.json_files import file_entry  # noqa: PLC0415  as above

        case = self._paper_of(reference, what, notified)
        if to.suffix.lower() != ".pdf":
            raise UnusableValue("to", said.ONLY_PDF.format(name=to.name))
        with pack_errors():
            source = self._source(case)
            document, lacks = one_paper.to_print(source, what, notified), one_paper.not_printed(source, what, notified)
            placing.place_file(to.absolute(), document, self._listing(case, PRINT))
        entries = (file_entry(to.name, document),)
        written = WrittenPack(reference, to.parent, entries, lacks, source.fonts.troubles())
        view = export_view(case, written, PRINT)
        return replace(view, next_steps=(said.AFTER_PRINT_FILE,), doubts=_paper_doubts(case, what))

    def _paper_of(self, reference: str, what: str, notified: date | None) -> Case:
        """The case, where ``what`` is a paper that it may have. Raises ``UnusableValue`` or ``RefusedByProcedure``."""
        from champion_tui.papers.pack import one_paper  # noqa: PLC0415  as above

        known = one_paper.papers_of(self._book)
        if what not in known:
            raise UnusableValue("what", said.NOT_A_PAPER.format(given=what, papers=", ".join(known)))
        letter = letter_wanted(what, notified)
        if letter is not None:
            return self._letter_of(reference, letter, on_paper=True)
        case = self._case(reference)
        if what in {one_paper.REFERRAL, one_paper.CONSENT}:
            self._refuse_unless_ready(case, frozenset({Part.REFERRAL}))
        else:
            self._refuse_without_outcome(case)
        return case

    def _paper_notes(self, case: Case, what: str, notified: date | None) -> tuple[str, ...]:
        """What is to be known of a paper that was printed."""
        letter = letter_wanted(what, notified)
        return (*(self._letter_steps(letter) if letter else ()), *_paper_doubts(case, what))

    # -- shared -----------------------------------------------------------------------------------------------------

    def _authority(self, case: Case) -> HousingAuthority | None:
        return self._book.authority(str(self._judged(case).judgement.answers.get("authority", "")))

    def _source(self, case: Case, language: str | None = None) -> "PackSource":
        authority = self._authority(case)
        chosen = chosen_for(
            self._home,
            self._book,
            self._form,
            authority.id if authority else "",
            authority.channel.kind if authority else "",
        )
        return replace(super()._source(case, language), chosen=chosen)


def _paper_doubts(case: Case, what: str) -> tuple[str, ...]:
    """What must be asked before a paper is handed over."""
    if letter_wanted(what, None) is not None:
        return letter_doubts(case)
    return () if what != SLIP or is_paper_asked(case.referral) else (UNASKED_SLIP,)


def address_of(authority: HousingAuthority | None) -> str:
    """The address to which the data says that referrals may be written; "" where it knows none."""
    if authority is None:
        return ""
    channel = authority.channel
    return channel.address if channel.kind == ChannelKind.EMAIL else channel.fallback_email


def _copy_line(case: Case, entry: "Entry", form: Form) -> CopyLine:
    field = form.field(entry.id)
    ticked = case.copied.get(entry.id)
    done = ticked == entry.digest
    return CopyLine(
        id=entry.id,
        number=entry.number,
        step=entry.step,
        label=entry.label,
        value=entry.value,
        gap=entry.gap,
        done=done,
        changed=ticked is not None and not done,
        masked=field is not None and field.masked and bool(entry.value),
    )
