"""One paper of a case as a PDF in memory, for a printer: the very pages that a pack or a file would hold, with nothing beside
them.
"""

from champion_tui.domain.completeness import NAME
from champion_tui.packs import records, referral, setting, slip_papers
from champion_tui.packs.document import Document
from champion_tui.packs.errors import CannotPrint
from champion_tui.packs.outgoing import cannot_print, outgoing
from champion_tui.packs.pack import page_cannot_print
from champion_tui.packs.source import PackSource

SLIP, REFERRAL, CONSENT, EVIDENCE = "slip", "referral", "consent", "evidence"
PAPERS = (SLIP, REFERRAL, CONSENT, EVIDENCE)


def to_print(source: PackSource, what: str) -> bytes:
    """The PDF of ``what``, one of ``PAPERS``. Raises ``NotAgreed``, ``NoReferral``,
    ``LanguageNotPrinted`` or ``NoPaper``.
    """
    return setting.as_pdf(source)(_document(source, what))


def not_printed(source: PackSource, what: str) -> tuple[CannotPrint, ...]:
    """What of ``what`` no font of this machine can print: to be said before it is printed. Raises as ``to_print``."""
    if what == REFERRAL:
        return cannot_print(source, outgoing(source))
    if what == CONSENT:
        return tuple(one for one in cannot_print(source, outgoing(source)) if one.field == NAME)
    return page_cannot_print(source, _document(source, what))


def _document(source: PackSource, what: str) -> Document:
    if what == REFERRAL:
        return referral.document(source)
    if what == CONSENT:
        return records.consent(source)
    if what == EVIDENCE:
        return records.evidence(source)
    return slip_papers.to_print(source)
