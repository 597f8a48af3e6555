"""One paper of a case as a PDF in memory, for a printer: the very pages that a pack or a file would hold."""

from champion_tui.packs import records, referral, setting, slip_papers
from champion_tui.packs.document import Document
from champion_tui.packs.source import PackSource

SLIP, REFERRAL, CONSENT, EVIDENCE = "slip", "referral", "consent", "evidence"
PAPERS = (SLIP, REFERRAL, CONSENT, EVIDENCE)


def to_print(source: PackSource, what: str) -> bytes:
    """The PDF of ``what``, one of ``PAPERS``. Raises ``NotAgreed``, ``NoReferral``,
    ``LanguageNotPrinted`` or ``NoPaper``.
    """
    return setting.as_pdf(source)(_document(source, what))


def _document(source: PackSource, what: str) -> Document:
    if what == REFERRAL:
        return referral.document(source)
    if what == CONSENT:
        return records.consent(source)
    if what == EVIDENCE:
        return records.evidence(source)
    return slip_papers.to_print(source)
