"""Prepares a referral in the form that the council's channel takes: an e-mail draft, a sealed file, or line by line for
a portal. Each contains only what the person agreed to, and each is listed.
"""

from dataclasses import replace
from pathlib import Path

from champion_tui.desk.cases.refusals import require_referral
from champion_tui.desk.errors import RefusedByProcedure, UnusableValue
from champion_tui.desk.papers.prepared import PreparedCase, Preparing, without_unasked
from champion_tui.desk.papers.sending import sending_words as words
from champion_tui.desk.papers.sending.sending_views import (
    EMAIL,
    FOLDER,
    PORTAL,
    SEALED_ARCHIVE,
    SEALED_PDF,
    CopyLine,
    CopyView,
    SealedView,
    WayView,
)
from champion_tui.desk.papers.written import export_view
from champion_tui.desk.store_access import pack_errors, store_errors
from champion_tui.desk.views import ExportView
from champion_tui.domain.cases.case import PRINT, Case
from champion_tui.domain.cases.form import Form
from champion_tui.domain.lines.authority import HousingAuthority
from champion_tui.domain.papers.sending import Part
from champion_tui.domain.papers.slip_form import unasked_pack
from champion_tui.knowledge.lines.areas import BY_HAND, ChannelKind, takes_by
from champion_tui.papers.outgoing import outgoing
from champion_tui.papers.pack import going
from champion_tui.papers.referral import portal
from champion_tui.papers.referral.portal import PortalLine

SEALED = "sealed"
"""The kind under which a sealed file is listed as having left the vault; a draft's is ``EMAIL``."""

FORMS = (FOLDER, EMAIL, SEALED_PDF, SEALED_ARCHIVE)
"""The forms in which a pack can be written."""


class Sending:
    """``desk.papers.sending``. All methods are *slow*."""

    def __init__(self, preparing: Preparing) -> None:
        self._preparing = preparing

    def ways(self, reference: str) -> tuple[WayView, ...]:
        """Returns the ways that are possible, beginning with the one that suits the council's channel."""
        prepared = self._preparing.case(reference)
        authority, elsewhere = prepared.receiving, prepared.source.goes_to
        mail = address_of(authority)
        by_portal = bool(elsewhere) or takes_by(authority) in BY_HAND
        copying = (
            self._copy_view(prepared.case, self._entries(prepared), prepared.source.form, authority)
            if by_portal
            else None
        )
        ways = {
            PORTAL: WayView(PORTAL, words.WAY_COPY if elsewhere else words.WAY_PORTAL, copying.left)
            if copying
            else None,
            EMAIL: WayView(EMAIL, words.WAY_FALLBACK if by_portal else words.WAY_EMAIL, mail) if mail else None,
            FOLDER: WayView(FOLDER, words.WAY_FOLDER, words.WAY_FOLDER_HINT),
            SEALED_PDF: WayView(SEALED_PDF, words.WAY_PDF, words.WAY_SEALED_HINT),
            SEALED_ARCHIVE: WayView(SEALED_ARCHIVE, words.WAY_ARCHIVE, words.WAY_SEALED_HINT),
            PRINT: WayView(PRINT, words.WAY_PRINT, words.WAY_PRINT_HINT),
        }
        order = (PORTAL, FOLDER, EMAIL) if by_portal else (EMAIL, FOLDER)
        return tuple(way for way_id in (*order, SEALED_PDF, SEALED_ARCHIVE, PRINT) if (way := ways[way_id]) is not None)

    def draft(self, reference: str, to: Path) -> ExportView:
        """Writes an e-mail draft under ``to``. Raises ``RefusedByProcedure`` if the data has no address for referrals."""
        prepared = self._to_send(reference)
        authority = prepared.receiving
        address = address_of(authority)
        if authority is None or not address:
            name = authority.name if authority else prepared.source.goes_to or words.THIS_COUNCIL
            why = words.NO_FALLBACK if takes_by(authority) in BY_HAND else words.NO_ADDRESS
            raise RefusedByProcedure(why.format(council=name), words.NO_ADDRESS_WAY_OUT)
        with pack_errors():
            written = going.write_draft(
                without_unasked(prepared.source), address, to, self._preparing.listing(prepared, EMAIL)
            )
        view = export_view(prepared.case, written, EMAIL, _sent_doubt(prepared))
        return replace(view, next_steps=self._mail_words(authority, address))

    def seal(self, reference: str, to: Path, form: str) -> SealedView:
        """Writes one sealed file under ``to``; ``form`` is ``sealed-pdf`` or ``sealed-archive``."""
        prepared = self._to_send(reference)
        name = going.SEALED_PDF if form == SEALED_PDF else going.SEALED_ARCHIVE
        with pack_errors():
            sealed = going.write_sealed(
                without_unasked(prepared.source), name, to, self._preparing.listing(prepared, SEALED)
            )
        view = replace(
            export_view(prepared.case, sealed.written, SEALED, _sent_doubt(prepared)), next_steps=words.AFTER_SEALED
        )
        return SealedView(view, sealed.key, going.as_read_out(sealed.key), words.TELL_KEY)

    def _to_send(self, reference: str) -> PreparedCase:
        """Returns the case, if it has what a referral needs."""
        prepared = self._preparing.case(reference)
        prepared.require_minimum(prepared.source.chosen.sent)
        return prepared

    def _mail_words(self, authority: HousingAuthority, address: str) -> tuple[str, ...]:
        channel = authority.channel
        standing = channel.standing if channel else authority.email_standing
        assert standing is not None  # noqa: S101  there is an address
        source = self._preparing.book.source(standing.source)
        return words.mail_words(
            address,
            standing,
            source.title if source else standing.source,
            fallback=channel is not None and channel.kind != ChannelKind.EMAIL,
        )

    # -- line by line into a portal ---------------------------------------------------------------------------------

    def copying(self, reference: str) -> CopyView:
        """Returns the portal's lines with what was copied so far. Raises ``RefusedByProcedure`` if nothing may be sent."""
        prepared = self._preparing.case(reference)
        return self._copy_view(prepared.case, self._entries(prepared), prepared.source.form, prepared.receiving)

    def mark_copied(self, reference: str, line: str, *, done: bool) -> CopyView:
        """Ticks a line of the portal, or unticks it; saved with the case at once."""
        prepared = self._preparing.case(reference)
        entries = self._entries(prepared)
        entry = next((entry for entry in entries if entry.id == line), None)
        if entry is None:
            raise UnusableValue("line", words.NO_SUCH_LINE)
        with store_errors():
            changed = self._preparing.store.mark_copied(reference, line, entry.digest if done else None)
        return self._copy_view(changed, entries, prepared.source.form, prepared.receiving)

    def _entries(self, prepared: PreparedCase) -> tuple[PortalLine, ...]:
        require_referral(prepared.case, prepared.judged)
        with pack_errors():
            return portal.entries(prepared.source, outgoing(prepared.source))

    def _copy_view(
        self, case: Case, entries: tuple[PortalLine, ...], form: Form, authority: HousingAuthority | None
    ) -> CopyView:
        lines = tuple(_copy_line(case, entry, form) for entry in entries)
        given = [line for line in lines if line.value]
        channel = authority.channel if authority else None
        return CopyView(
            reference=case.reference,
            authority=authority.name if authority else "",
            where=channel.address if channel and channel.kind in BY_HAND else "",
            lines=lines,
            left=words.left_words(sum(line.done for line in given), len(given)),
        )


def _sent_doubt(prepared: PreparedCase) -> str:
    """Returns a sentence that the slip is left out because nobody has asked about paper; "" if it is not, or the
    organisation sends no slips.
    """
    case = prepared.case
    return unasked_pack(case.answers, case.referral) if Part.SLIP in prepared.source.chosen.sent else ""


def address_of(authority: HousingAuthority | None) -> str:
    """Returns the e-mail address for referrals in the data; "" if there is none."""
    if authority is None:
        return ""
    channel = authority.channel
    if channel is None:
        return authority.referral_email
    return channel.address if channel.kind == ChannelKind.EMAIL else channel.fallback_email


def _copy_line(case: Case, entry: PortalLine, form: Form) -> CopyLine:
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
