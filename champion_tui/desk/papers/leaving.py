"""What leaves the vault: previews, packs, slips and records, each only as far as the procedure allows, each listed."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.cases.case_views import allows_referral, case_view, missing_in
from champion_tui.desk.cases.pack_state import pack_contents
from champion_tui.desk.errors import CannotReadOrWrite, RefusedByProcedure
from champion_tui.desk.paper_fonts import fonts_of
from champion_tui.desk.papers.listing import UNFINISHED, Listed
from champion_tui.desk.papers.slip_views import ASK_FIRST, LANGUAGES, SlipView, slip_view
from champion_tui.desk.store_access import os_error_words, pack_errors, store_errors
from champion_tui.desk.targets import default_folder, free_file
from champion_tui.desk.triage.judging import Judged
from champion_tui.desk.views import CaseView, ExportedFileView, ExportView
from champion_tui.domain.cases.case import EVIDENCE, PACK, PRINT, SLIP, Case, ExportedFile
from champion_tui.domain.cases.completeness import LATIN_NAME, abuse_appears
from champion_tui.domain.cases.form import Form, Need
from champion_tui.domain.cases.sending import Part
from champion_tui.domain.cases.slip_form import (
    PHONE_MESSAGE,
    PLAIN_CARD,
    SCREEN_READER,
    UNASKED_SLIP,
    form_choice,
    is_paper_asked,
    unasked_pack,
)
from champion_tui.ground.date_words import moment_words
from champion_tui.knowledge.book import Book

if TYPE_CHECKING:
    from champion_tui.papers.pack.pack import WrittenPack
    from champion_tui.papers.source import PackSource
    from champion_tui.store.casestore import CaseStore


SHEET = "portal-sheet.txt"
COPY_SHEET = f"Send it now: copy {SHEET} into the portal, field by field."
SEND_IT = "Send it now, in the way that this council takes it."

AFTER_EXPORT = {
    PACK: (
        "Then come back and mark it sent, with the portal's code. Until then it is NOT SENT.",
        "Delete the folder when the council has it: these files are not locked.",
    ),
    SLIP: ("Print it, hand it over, then delete the file: it is not locked.",),
    EVIDENCE: ("Keep it with your records. It names no applicant.",),
}

MESSAGE_STEPS = (
    "Copy the text into a message from a phone that they know to be safe, then delete the file: it is not locked.",
    "The phone that sends it keeps a copy: delete that too where others can read it.",
)

KIND_WORDS = {
    PACK: "pack",
    SLIP: "slip",
    EVIDENCE: "evidence record",
    "email": "e-mail draft",
    "sealed": "sealed file",
    "letter": "letter to the council",
    PRINT: "print",
    UNFINISHED: "not finished (still being written, or cut short)",
}

IN_A_FOLDER = frozenset({PACK, "email", "sealed"})
"""Kinds that are a folder with a manifest."""

LOOK_AT_IT = "Nothing was deleted. Look at it, and delete by hand what should go."


class Leaving:
    """Part of ``UnlockedDesk``. ``judged`` replays a case's answers at the present moment; ``home`` holds the languages
    that slips can have, and an organisation's own fonts; ``as_sent`` gives what is kept of a case that was sent on a day; with
    ``training`` every paper says that it is invented. All methods are slow.
    """

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
        self._store = store
        self._as_sent = as_sent
        self._training = training
        self._home = home
        self._languages = home / LANGUAGES
        self._fonts = fonts_of(home)
        self._book = book
        self._form = form
        self._judged = judged

    def preview(self, reference: str) -> tuple[tuple[str, str], ...]:
        """What a pack would hold, as (file name, text). Raises ``RefusedByProcedure`` where there is no referral."""
        from champion_tui.papers.pack import pack  # noqa: PLC0415  typst and the templates load only when a pack is looked at

        case = self._case(reference)
        self._refuse_without_outcome(case)
        with pack_errors():
            return pack.preview(without_unasked(self._source(case)))

    def export(self, reference: str, to: Path) -> ExportView:
        """Write the whole pack into a new folder under ``to``, or nothing. Raises ``RefusedByProcedure``."""
        from champion_tui.papers.pack import pack  # noqa: PLC0415  as above

        case = self._case(reference)
        source = self._source(case)
        self._refuse_unless_ready(case, source.chosen.folder)
        with pack_errors():
            written = pack.write(without_unasked(source), to, self._listing(case, PACK))
        return export_view(case, written, PACK, unasked_pack(case.answers, case.referral))

    def slip_view(self, reference: str) -> SlipView:
        """The forms and languages that this case's slip can have."""
        return slip_view(self._book, self._case(reference), self._languages, self._fonts)

    def preview_slip(self, reference: str, form: str | None, language: str | None) -> tuple[tuple[str, str], ...]:
        """Exactly what would be printed, as (file name, text). Raises as ``write_slip`` does."""
        from champion_tui.papers.pack import pack  # noqa: PLC0415  as above

        case = self._case(reference)
        self._refuse_without_outcome(case)
        with pack_errors():
            return pack.preview_slip(self._source(case, language), form)

    def write_slip(self, reference: str, to: Path, form: str | None = None, language: str | None = None) -> ExportView:
        """Write the person's slip in a form and a language, the case's own where None. Every outcome has one: without a
        referral it holds numbers to ring.

        Raises ``RefusedByProcedure`` while a question is open, and for what is not safe or not checked.
        """
        from champion_tui.papers.pack import pack  # noqa: PLC0415  as above

        case = self._case(reference)
        self._refuse_without_outcome(case)
        with pack_errors():
            written = pack.write_slip(self._source(case, language), to, self._listing(case, SLIP), form)
        view = export_view(case, written, SLIP, "" if is_paper_asked(case.referral) else UNASKED_SLIP)
        asked = form == PHONE_MESSAGE or (form is None and form_choice(case.answers, case.referral) == PHONE_MESSAGE)
        return replace(view, next_steps=_message_steps(case)) if asked else view

    def write_evidence(self, reference: str, to: Path) -> ExportView:
        """Write the record that shows how the duty was met, without identity. Every outcome has one."""
        from champion_tui.papers.pack import pack  # noqa: PLC0415  as above

        case = self._case(reference)
        self._refuse_without_outcome(case)
        with pack_errors():
            written = pack.write_evidence(self._source(case), to, self._listing(case, EVIDENCE))
        return export_view(case, written, EVIDENCE)

    def offered_target(self, reference: str, kind: str) -> Path:
        """Where to offer to write: a folder for a pack in any form, a file that is not there yet for a ``slip`` or ``evidence``."""
        folder = default_folder()
        if kind not in {SLIP, EVIDENCE}:
            return folder
        case = self._case(reference)
        chosen = form_choice(case.answers, case.referral) if kind == SLIP else None
        name = {PLAIN_CARD: "card", PHONE_MESSAGE: "message"}.get(chosen or "", kind)
        suffix = ".txt" if chosen in {PHONE_MESSAGE, SCREEN_READER} else ".pdf"
        return free_file(folder, f"{reference}-{name}", suffix)

    def mark_sent(self, reference: str, on: date, code: str) -> CaseView:
        """Note the day of sending and the portal's code (or ""); from then on what went out is frozen. A second time corrects both.

        Raises ``RefusedByProcedure`` where nothing may be sent.
        """
        case = self._case(reference)
        self._refuse_without_referral(case)
        with store_errors():
            changed = self._store.mark_sent(reference, case.version, on, code, self._as_sent(case, on))
        return case_view(self._book, self._form, changed, self._judged(changed), self._fonts)

    def exported_files(self) -> tuple[ExportedFileView, ...]:
        """Plain files that left the vault and are not dealt with."""
        with store_errors():
            listed = self._store.exported_files()
        return tuple(_exported_view(item) for item in listed)

    def dealt_with(self, exported: int, *, delete: bool) -> tuple[str, ...]:
        """Take a file off the list; with ``delete`` first remove what was written there. Gives the names of what else lies in a
        pack's folder: this program did not write it, and it stays.
        """
        with store_errors():
            found = next((item for item in self._store.exported_files() if item.id == exported), None)
        if found is None:
            return ()
        stays = _delete(found) if delete and not found.on_paper else ()
        with store_errors():
            self._store.deal_with(exported)
        return stays

    def _refuse_unless_ready(self, case: Case, parcel: frozenset[Part]) -> None:
        """Raise ``RefusedByProcedure`` where the lawful minimum is not there; what only paper needs is asked for where pages
        that name the person are in ``parcel``.
        """
        from champion_tui.papers.choosing import ON_PAPER  # noqa: PLC0415  as above

        self._refuse_without_referral(case)
        needed = [
            entry
            for entry in missing_in(self._form, case, self._judged(case), self._fonts)
            if entry.need is Need.MINIMUM and (entry.field != LATIN_NAME or parcel & ON_PAPER)
        ]
        if needed:
            labels = ", ".join(f"{entry.field} ({entry.why})" for entry in needed)
            raise RefusedByProcedure(f"The lawful minimum is not there yet: {labels}.")

    def _refuse_without_outcome(self, case: Case) -> None:
        if self._judged(case).judgement.outcome is None:
            raise RefusedByProcedure("There is no outcome yet: answer the open questions first.")

    def _refuse_without_referral(self, case: Case) -> None:
        judged = self._judged(case)
        if allows_referral(judged):
            return
        if judged.judgement.outcome is None:
            raise RefusedByProcedure(f'No referral yet: the question "{judged.judgement.question}" is still open.')
        title = judged.words(judged.tree.outcomes[judged.judgement.outcome].title)
        raise RefusedByProcedure(
            f'The outcome "{judged.judgement.outcome}" ({title}) has no referral, so nothing may be sent.',
            "An evidence record can be written instead.",
        )

    def _case(self, reference: str) -> Case:
        with store_errors():
            return self._store.case(reference)

    def _source(self, case: Case, language: str | None = None) -> "PackSource":
        from champion_tui.desk.papers.packing import in_language, pack_source  # noqa: PLC0415  as above

        with store_errors():
            head, clock = self._store.chain_head(), self._store.clock_beside()
            recorded = self._store.recorded(case.reference)
        source = pack_source(
            self._book,
            self._form,
            case,
            self._judged(case),
            person=self._store.person,
            chain_head=head,
            fonts=self._fonts,
            training=self._training,
        )
        source = replace(source, recorded=recorded, clock=clock)
        return in_language(source, self._languages, language)

    def _listing(self, case: Case, kind: str) -> Listed:
        return Listed(self._store, case, kind, lambda: pack_contents(self._form, case, self._judged(case)))


def without_unasked(source: "PackSource") -> "PackSource":
    """What a pack is made from, without the person's slip where nobody has asked whether they can carry one."""
    referral = source.case.referral
    if is_paper_asked(referral) or abuse_appears(source.case.answers, referral):
        return source
    chosen = source.chosen
    return replace(source, chosen=replace(chosen, folder=chosen.folder - {Part.SLIP}, sent=chosen.sent - {Part.SLIP}))


def export_view(case: Case, written: "WrittenPack", kind: str, doubt: str = "") -> ExportView:
    """What was written, in words."""
    cannot = (*written.notes, *(lack.sentence() for lack in written.cannot_print))
    doubts = (doubt,) if doubt else ()
    names = {name for name, _, _ in written.files}
    first = ((COPY_SHEET if SHEET in names else SEND_IT),) if kind == PACK else ()
    steps = (*first, *AFTER_EXPORT.get(kind, ()))
    return ExportView(case.reference, str(written.folder), written.files, steps, cannot, doubts)


def _message_steps(case: Case) -> tuple[str, ...]:
    first = (ASK_FIRST,) if case.referral.get("safe-to-text") == "ask" else ()
    return (*first, *MESSAGE_STEPS)


def _exported_view(item: ExportedFile) -> ExportedFileView:
    if item.on_paper:
        words = f"{KIND_WORDS[PRINT]}, {moment_words(item.exported_at)}: take it out of the printer"
        return ExportedFileView(item.id, item.case, item.path, item.exported_at, still_there=False, words=words)
    there = Path(item.path).exists()
    words = f"{KIND_WORDS.get(item.kind, item.kind)}, written {moment_words(item.exported_at)}"
    return ExportedFileView(
        item.id, item.case, item.path, item.exported_at, there, words if there else f"{words}; no longer there"
    )


def _delete(item: ExportedFile) -> tuple[str, ...]:
    """Delete what was written there; gives the names of what else lies in its folder."""
    from champion_tui.papers.pack import taking_away  # noqa: PLC0415  only where something is deleted

    path = Path(item.path)
    try:
        if item.kind in IN_A_FOLDER or (item.kind == UNFINISHED and path.name.startswith(taking_away.UNFINISHED)):
            return taking_away.take_away_folder(path)
        taking_away.take_away(path)
    except taking_away.NotWhatWasWritten as error:
        raise CannotReadOrWrite(f"{path}: {error.strerror}.", LOOK_AT_IT) from error
    except OSError as error:
        raise CannotReadOrWrite(f"It could not be deleted: {os_error_words(error)}", "Delete it by hand.") from error
    return ()
