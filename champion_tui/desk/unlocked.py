"""The part of the desk behind the passphrase: stored cases, their forms, packs and what left the vault."""

import secrets
import shutil
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.case_input import CaseInput, read_case_input
from champion_tui.desk.case_views import allows_referral, case_row, case_view, missing_in
from champion_tui.desk.date_words import second_words
from champion_tui.desk.errors import CannotReadOrWrite, RefusedByProcedure
from champion_tui.desk.field_values import parse
from champion_tui.desk.interview import Interview
from champion_tui.desk.judging import Judged, passing_over_unknown
from champion_tui.desk.store_access import os_error_words, pack_errors, store_errors
from champion_tui.desk.views import CaseRow, CaseView, CheckView, ExportedFileView, ExportView
from champion_tui.domain.answers import Answer, Problem
from champion_tui.domain.calendar import london_date
from champion_tui.domain.case import Case, TreeStamp
from champion_tui.domain.form import Form, FormField, Missing, Need
from champion_tui.domain.reference_code import new_reference
from champion_tui.knowledge.book import Book

if TYPE_CHECKING:
    from champion_tui.packs.source import PackSource
    from champion_tui.store.casestore import CaseStore

PREFIX_BEFORE_CHOICE = "NEW"


class UnlockedDesk:
    """Everything that needs the store. Made by ``Desk`` when a vault is unlocked, dropped when it is locked.

    ``judge`` replays a case's answers at the present moment. All methods read or write the store: they are slow.
    """

    def __init__(
        self, store: "CaseStore", book: Book, form: Form, judge: Callable[[Mapping[str, Answer], date | None], Judged]
    ) -> None:
        self._store = store
        self._book = book
        self._form = form
        self._judge = judge

    @property
    def person(self) -> str:
        """Who unlocked."""
        return self._store.person

    def close(self) -> None:
        """Lock: the store is closed, its key forgotten."""
        with store_errors():
            self._store.close()

    def check(self) -> tuple[CheckView, ...]:
        """Look at everything in the vault once; nothing is changed."""
        with store_errors():
            results = self._store.check()
        return tuple(CheckView(result.name, result.ok, result.words) for result in results)

    # -- interviews -------------------------------------------------------------------------------------------------

    def keep(self, interview: Interview) -> str:
        """Store a triage that was in memory only; from now on each answer is saved. Gives the new reference."""
        judged = interview.judged()
        with store_errors():
            case = self._store.create_case(
                reference=self._new_reference(judged),
                area=judged.area,
                tree=_stamp(judged),
                answers=interview.answers,
                agency=self._store.agency(),
                referral={},
            )
        self._follow(interview, case)
        return case.reference

    def resume(self, reference: str) -> Interview:
        """A stored case's triage, to look through or go on with."""
        case = self._case(reference)
        interview = Interview(self._book, lambda answers: self._judge(answers, None), case.answers)
        self._follow(interview, case)
        return interview

    def _follow(self, interview: Interview, case: Case) -> None:
        def save(question: str, given: Answer) -> str:
            with store_errors():
                stored = self._store.case(case.reference)
                stamp = _stamp(interview.judged())
                changed = self._store.save_answers(case.reference, stored.version, {question: given}, tree=stamp)
            return saved_words(changed)

        interview.kept_as(case.reference, saved_words(case), save)

    def _new_reference(self, judged: Judged) -> str:
        authority = self._book.authority(str(judged.judgement.answers.get("authority", "")))
        taken = {case.reference for case in self._store.cases()}
        while True:
            reference = new_reference(authority.code_prefix if authority else PREFIX_BEFORE_CHOICE, secrets.randbelow)
            if reference not in taken:
                return reference

    # -- cases ------------------------------------------------------------------------------------------------------

    def cases(self) -> tuple[CaseRow, ...]:
        """Every case, the one changed last first."""
        with store_errors():
            stored = self._store.cases()
        return tuple(case_row(self._book, self._form, case, self._judged(case)) for case in stored)

    def case(self, reference: str) -> CaseView:
        """One case, opened."""
        case = self._case(reference)
        return case_view(self._book, self._form, case, self._judged(case))

    def set_field(self, reference: str, field_id: str, raw: Answer | None, version: int | None = None) -> CaseView | Problem:
        """Check and store one field. ``version``: the one the person saw, so that a later change is not overwritten."""
        field = self._form.field(field_id)
        if field is None:
            return Problem(field_id, raw, "a field of the referral form")
        value = parse(field, self._book.codes, raw, london_date(self._judge({}, None).at))
        if isinstance(value, Problem):
            return value
        case = self._save_value(reference, field, value, version)
        return case_view(self._book, self._form, case, self._judged(case))

    def new_case(self, raw: object) -> str:
        """Store a case as a script hands it in, checked whole first. Gives the reference. Raises ``WrongValue``."""
        given = self._read(raw)
        answers = {question: answer for question, answer in given.triage.items() if answer is not None}
        judged = self._judge(answers, None)
        with store_errors():
            agency = {**self._store.agency(), **given.agency}
            case = self._store.create_case(
                reference=self._new_reference(judged),
                area=judged.area,
                tree=_stamp(judged),
                answers=answers,
                agency={field: value for field, value in agency.items() if value is not None},
                referral={field: value for field, value in given.referral.items() if value is not None},
            )
            if given.agency:
                self._store.save_agency(given.agency)
        return case.reference

    def change_case(self, reference: str, raw: object) -> None:
        """Change a case as a script asks: only what is named changes, null clears. Raises ``WrongValue``."""
        given = self._read(raw)
        case = self._case(reference)
        with store_errors():
            if given.triage:
                stamp = _stamp(self._judge({}, None))
                case = self._store.save_answers(reference, case.version, given.triage, tree=stamp)
            if given.agency:
                self._store.save_agency(given.agency)
                case = self._store.save_fields(reference, case.version, "agency", given.agency)
            if given.referral:
                self._store.save_fields(reference, case.version, "referral", given.referral)

    def missing(self, reference: str) -> tuple[Missing, ...]:
        """What the referral still lacks, the minimum first; nothing where the outcome has no referral."""
        case = self._case(reference)
        judged = self._judged(case)
        return missing_in(self._form, case, judged) if allows_referral(judged) else ()

    def _read(self, raw: object) -> CaseInput:
        judged = self._judge({}, None)
        return read_case_input(
            raw, self._form, self._book.codes, lambda answers: self._judge(answers, None), london_date(judged.at)
        )

    def _save_value(self, reference: str, field: FormField, value: Answer | None, version: int | None) -> Case:
        with store_errors():
            seen = self._store.case(reference).version if version is None else version
            if field.holder == "agency":
                self._store.save_agency({field.id: value})
                return self._store.save_fields(reference, seen, "agency", {field.id: value})
            return self._store.save_fields(reference, seen, "referral", {field.id: value})

    # -- what leaves the vault --------------------------------------------------------------------------------------

    def preview(self, reference: str) -> tuple[tuple[str, str], ...]:
        """What a pack would hold, as (file name, text)."""
        from champion_tui.packs import pack  # noqa: PLC0415  typst and the templates load only when a pack is looked at

        with pack_errors():
            return pack.preview(self._source(self._case(reference)))

    def export(self, reference: str, to: Path) -> ExportView:
        """Write the whole pack into a new folder under ``to``, or nothing. Raises ``RefusedByProcedure``."""
        from champion_tui.packs import pack  # noqa: PLC0415  as above

        case = self._case(reference)
        self.refuse_unless_ready(case)
        with pack_errors():
            written = pack.write(self._source(case), to)
        return self._record(case, written.folder, written.files, "pack")

    def write_slip(self, reference: str, to: Path) -> ExportView:
        """Write the person's slip (or plain card) again. Raises ``RefusedByProcedure`` where there is no referral."""
        from champion_tui.packs import pack  # noqa: PLC0415  as above

        case = self._case(reference)
        self._refuse_without_referral(case)
        with pack_errors():
            written = pack.write_slip(self._source(case), to)
        return self._record(case, written.folder, written.files, "slip")

    def write_evidence(self, reference: str, to: Path) -> ExportView:
        """Write the record that shows how the duty was met, without identity. Every outcome has one."""
        from champion_tui.packs import pack  # noqa: PLC0415  as above

        case = self._case(reference)
        if self._judged(case).judgement.outcome is None:
            raise RefusedByProcedure("There is no outcome yet: answer the open questions first.")
        with pack_errors():
            written = pack.write_evidence(self._source(case), to)
        return self._record(case, written.folder, written.files, "evidence")

    def mark_sent(self, reference: str, on: date, code: str) -> CaseView:
        """Note the day of sending and the portal's code (or ""). Raises ``RefusedByProcedure`` where nothing may be sent."""
        case = self._case(reference)
        self._refuse_without_referral(case)
        with store_errors():
            changed = self._store.mark_sent(reference, case.version, on, code)
        return case_view(self._book, self._form, changed, self._judged(changed))

    def exported_files(self) -> tuple[ExportedFileView, ...]:
        """Plain files that left the vault and are not dealt with."""
        with store_errors():
            listed = self._store.exported_files()
        return tuple(
            ExportedFileView(item.id, item.case, item.path, item.exported_at, Path(item.path).exists())
            for item in listed
        )

    def dealt_with(self, exported: int, *, delete: bool) -> None:
        """Take a file off the list; with ``delete`` remove it (a pack's whole folder) first."""
        with store_errors():
            found = next((item for item in self._store.exported_files() if item.id == exported), None)
        if found is None:
            return
        if delete:
            _delete(Path(found.path))
        with store_errors():
            self._store.deal_with(exported)

    def refuse_unless_ready(self, case: Case) -> None:
        """Raises ``RefusedByProcedure`` where the outcome has no referral or a minimum is missing."""
        self._refuse_without_referral(case)
        needed = [entry for entry in missing_in(self._form, case, self._judged(case)) if entry.need is Need.MINIMUM]
        if needed:
            labels = ", ".join(f"{entry.field} ({entry.why})" for entry in needed)
            raise RefusedByProcedure(f"The lawful minimum is not there yet: {labels}.")

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

    # -- shared -----------------------------------------------------------------------------------------------------

    def _case(self, reference: str) -> Case:
        with store_errors():
            return self._store.case(reference)

    def _judged(self, case: Case) -> Judged:
        sent_on = case.sent.on if case.sent else None
        return passing_over_unknown(lambda answers: self._judge(answers, sent_on), case.answers)

    def _source(self, case: Case) -> "PackSource":
        from champion_tui.desk.packing import pack_source  # noqa: PLC0415  as above

        with store_errors():
            head = self._store.chain_head()
        return pack_source(self._book, self._form, case, self._judged(case), person=self.person, chain_head=head)

    def _record(self, case: Case, folder: Path, files: tuple[tuple[str, int, str], ...], kind: str) -> ExportView:
        where = [(str(folder), kind)] if kind == "pack" else [(str(folder / name), kind) for name, _, _ in files]
        with store_errors():
            self._store.record_export(case.reference, where)
        return ExportView(case.reference, str(folder), files, AFTER_EXPORT[kind])


AFTER_EXPORT = {
    "pack": (
        "Send it now: copy portal-sheet.txt into the portal, field by field.",
        "Then come back and mark it sent, with the portal's code. Until then it is NOT SENT.",
        "Delete the folder when the council has it: these files are not locked.",
    ),
    "slip": ("Print it, hand it over, then delete the file: it is not locked.",),
    "evidence": ("Keep it with your records. It names no applicant.",),
}


def saved_words(case: Case) -> str:
    """That and when the case was saved."""
    return f"saved {second_words(case.changed_at)}"


def _stamp(judged: Judged) -> TreeStamp:
    return TreeStamp(judged.tree.id, judged.tree.version, judged.tree.digest)


def _delete(path: Path) -> None:
    try:
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError as error:
        raise CannotReadOrWrite(f"It could not be deleted: {os_error_words(error)}", "Delete it by hand.") from error
