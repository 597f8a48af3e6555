"""One paper of a case as a PDF in memory, for a printer: exactly the pages that a pack or a file would contain."""

from datetime import date

from champion_tui.domain.cases.completeness import NAME
from champion_tui.domain.papers.letter import LetterWanted, letter_wanted
from champion_tui.knowledge.book import Book
from champion_tui.papers.document import Document
from champion_tui.papers.errors import CannotPrint
from champion_tui.papers.outgoing import cannot_print, outgoing
from champion_tui.papers.pack.pack import page_cannot_print
from champion_tui.papers.record import records, subject_access, timeline
from champion_tui.papers.record.subject_access import NOTHING_HELD, Held
from champion_tui.papers.referral import letters, request
from champion_tui.papers.slip import slip_papers
from champion_tui.papers.source import PackSource
from champion_tui.papers.writers import to_bytes

SLIP, REFERRAL, CONSENT, EVIDENCE = "slip", "referral", "consent", "evidence"
TIMELINE, SUBJECT_ACCESS = "timeline", "subject-access"
RECORDS = (TIMELINE, SUBJECT_ACCESS)
"""Papers that also contain what is held about the case outside it (``Held``)."""

PAPERS = (SLIP, REFERRAL, CONSENT, EVIDENCE, *RECORDS)


def papers_of(book: Book) -> tuple[str, ...]:
    """Returns the names of all papers, including letters."""
    return (*PAPERS, *(LetterWanted(one.id).paper for one in book.letters.letters))


def to_print(source: PackSource, what: str, notified: date | None = None, held: Held = NOTHING_HELD) -> bytes:
    """Returns the PDF of ``what``, one of ``papers_of``.

    ``notified`` is for a letter that needs it, ``held`` for one of ``RECORDS``. Raises ``NotAgreed``, ``NoReferral``,
    ``LanguageNotPrinted``, ``NoPaper`` or ``NoLetter``.
    """
    return to_bytes.as_pdf(source)(_document(source, what, notified, held))


def not_printed(
    source: PackSource, what: str, notified: date | None = None, held: Held = NOTHING_HELD
) -> tuple[CannotPrint, ...]:
    """Returns the characters of paper ``what`` that no font on this machine can print, for a warning before printing.
    Raises as ``to_print`` does.
    """
    if what == REFERRAL:
        return cannot_print(source, outgoing(source))
    if what == CONSENT:
        return tuple(one for one in cannot_print(source, outgoing(source)) if one.field == NAME)
    return page_cannot_print(source, _document(source, what, notified, held))


def _document(source: PackSource, what: str, notified: date | None, held: Held) -> Document:
    letter = letter_wanted(what, notified)
    if letter is not None:
        return letters.document(source, letter)
    return {
        REFERRAL: lambda: request.document_of(source, outgoing(source)),
        CONSENT: lambda: records.consent(source, outgoing(source)),
        EVIDENCE: lambda: records.evidence(source),
        TIMELINE: lambda: timeline.document(source, held.events),
        SUBJECT_ACCESS: lambda: subject_access.document(source, held),
        SLIP: lambda: slip_papers.to_print(source),
    }[what]()
