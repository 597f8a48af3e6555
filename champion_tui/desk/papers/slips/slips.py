"""The person's slip: its forms, its preview, and writing it."""

from dataclasses import replace
from pathlib import Path

from champion_tui.desk.cases.refusals import require_outcome
from champion_tui.desk.papers.prepared import Preparing
from champion_tui.desk.papers.slip_views import ASK_FIRST, LANGUAGES, SlipView, slip_view
from champion_tui.desk.papers.written import export_view
from champion_tui.desk.store_access import pack_errors, store_errors
from champion_tui.desk.views import ExportView
from champion_tui.domain.cases.case import SLIP, Case
from champion_tui.domain.papers.slip_form import PHONE_MESSAGE, UNASKED_SLIP, form_choice, is_paper_asked
from champion_tui.papers.pack import pack

MESSAGE_STEPS = (
    "Copy the text into a message from a phone that they know to be safe. Then delete the file: it is not locked.",
    "The phone that sends it keeps a copy: delete that too where others can read it.",
)


class Slips:
    """``desk.papers.slips``. All methods are *slow*."""

    def __init__(self, preparing: Preparing) -> None:
        self._preparing = preparing

    def view(self, reference: str) -> SlipView:
        """Returns which forms and languages a case's slip can have, and which are chosen."""
        preparing = self._preparing
        with store_errors():
            case = preparing.store.case(reference)
        return slip_view(preparing.book, case, preparing.home / LANGUAGES, preparing.fonts)

    def preview(
        self, reference: str, form: str | None = None, language: str | None = None
    ) -> tuple[tuple[str, str], ...]:
        """Returns exactly what would be printed, as (file name, text). Raises what ``write`` raises."""
        prepared = self._preparing.case(reference, language)
        require_outcome(prepared.judged)
        with pack_errors():
            return pack.preview_slip(prepared.source, form)

    def write(self, reference: str, to: Path, form: str | None = None, language: str | None = None) -> ExportView:
        """Writes the person's slip in a form and a language (None: the case's own). Every outcome has one: without a
        referral it has numbers to ring.

        Raises ``RefusedByProcedure`` while a question is open, and for a form or language that is not safe or not
        checked.
        """
        prepared = self._preparing.case(reference, language)
        case = prepared.case
        require_outcome(prepared.judged)
        with pack_errors():
            written = pack.write_slip(prepared.source, to, self._preparing.listing(prepared, SLIP), form)
        view = export_view(case, written, SLIP, "" if is_paper_asked(case.referral) else UNASKED_SLIP)
        asked = form == PHONE_MESSAGE or (form is None and form_choice(case.answers, case.referral) == PHONE_MESSAGE)
        return replace(view, next_steps=_message_steps(case)) if asked else view


def _message_steps(case: Case) -> tuple[str, ...]:
    first = (ASK_FIRST,) if case.referral.get("safe-to-text") == "ask" else ()
    return (*first, *MESSAGE_STEPS)
