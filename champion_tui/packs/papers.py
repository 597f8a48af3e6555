"""One paper of a case as a PDF in memory, for a printer: the very pages that a pack or a file would hold."""

from champion_tui.packs import pack, records, referral
from champion_tui.packs.document import Document
from champion_tui.packs.errors import NoPaper
from champion_tui.packs.source import PackSource
from champion_tui.packs.writers import pdf

SLIP, REFERRAL, CONSENT, EVIDENCE = "slip", "referral", "consent", "evidence"
PAPERS = (SLIP, REFERRAL, CONSENT, EVIDENCE)


def to_print(source: PackSource, what: str) -> bytes:
    """The PDF of ``what``, one of ``PAPERS``. Raises ``NotAgreed``, ``NoReferral`` or ``NoPaper``."""
    return pdf.write(_document(source, what), int(source.at.timestamp()))


def _document(source: PackSource, what: str) -> Document:
    if what == REFERRAL:
        return referral.document(source)
    if what == CONSENT:
        return records.consent(source)
    if what == EVIDENCE:
        return records.evidence(source)
    slip = pack.slip_document(source)
    if slip is None:
        raise NoPaper("No slip was printed: the person carries no paper. Tell them the number and the day instead.")
    return slip
