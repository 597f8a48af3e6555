"""The part of the desk behind the passphrase: stored cases and their forms."""

import gc
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

from champion_tui.desk.case_input import CaseInput, read_case_input
from champion_tui.desk.case_views import OWN_FIELDS, allows_referral, case_row, case_view, missing_in, value_words
from champion_tui.desk.erasing import Erasing
from champion_tui.desk.errors import ChangedMeanwhile
from champion_tui.desk.field_values import parse
from champion_tui.desk.interview import WHY_THIS_AUTHORITY, Interview
from champion_tui.desk.judging import Judged, passing_over_unknown
from champion_tui.desk.sending import Sending
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.views import CaseRow, CaseView, CheckView
from champion_tui.domain.answers import Answer, Problem
from champion_tui.domain.calendar import london_date
from champion_tui.domain.case import Case, TreeStamp
from champion_tui.domain.date_words import second_words
from champion_tui.domain.form import Form, FormField, Missing
from champion_tui.domain.reference_code import new_reference
from champion_tui.knowledge.book import Book

if TYPE_CHECKING:
    from champion_tui.store.backups import Backups
    from champion_tui.store.casestore import CaseStore

PREFIX_BEFORE_CHOICE = "NEW"


class UnlockedDesk:
    """Everything that needs the store. Made by ``Desk`` when a vault is unlocked, dropped when it is locked.

    ``judge`` replays a case's answers at the present moment; ``opened`` gives what is open then, for interviews that outlive a
    locking. All methods read or write the store: they are slow.
    """

    def __init__(
        self,
        store: "CaseStore",
        book: Book,
        form: Form,
        judge: Callable[[Mapping[str, Answer], date | None], Judged],
        *,
        home: Path,
        training: bool,
        opened: "Callable[[], UnlockedDesk]",
    ) -> None:
        self._store = self.store = store
        self._book = book
        self._form = form
        self._judge = judge
        self._opened = opened
        self._home = home
        self.leaving = Sending(store, book, form, self._judged, home=home, training=training)
        self.erasing = Erasing(store, book)
        _keep_what_is_loaded()

    @property
    def person(self) -> str:
        """Who unlocked."""
        return self._store.person

    @property
    def backups(self) -> "Backups":
        """The safety copies of the open store."""
        return self._store.backups

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
            agency = self._own_details()
            case = self._create(judged, answers=interview.answers, agency=agency, referral=dict(interview.carried))
        self._follow(interview, case)
        return case.reference

    def _own_details(self) -> dict[str, Answer]:
        """The referrer's own details that an interview's case begins with (a script says what it wants): those kept from the
        last one, and name and job from the vault. Of
        one who shares the vault the name and job in it go before what was kept, which may be somebody else's.
        """
        from champion_tui.store import vault  # noqa: PLC0415  the store is loaded only when it is used

        kept, people = self._store.agency(), vault.people_and_roles(self._home)
        given = next((one for one in people if one[0] == self.person), ())
        mine = {
            field.id: value
            for field, value in zip(map(self._form.field, OWN_FIELDS), given, strict=False)
            if field is not None and len(value) <= field.longest
        }
        return {**kept, **mine} if len(people) > 1 else {**mine, **kept}

    def resume(self, reference: str) -> Interview:
        """A stored case's triage, to look through or go on with."""
        case = self._case(reference)
        interview = Interview(self._book, lambda answers: self._judge(answers, None), case.answers)
        self._follow(interview, case)
        return interview

    def _follow(self, interview: Interview, case: Case) -> None:
        def save(question: str, given: Answer) -> str:
            return self._opened().save_answer(case.reference, question, given, _stamp(interview.judged()))

        interview.kept_as(case.reference, saved_words(case), save)

    def save_answer(self, reference: str, question: str, given: Answer, stamp: TreeStamp) -> str:
        """Store one answer of a kept interview; gives the words for "saved"."""
        with store_errors():
            stored = self._store.case(reference)
            return saved_words(self._store.save_answers(reference, stored.version, {question: given}, tree=stamp))

    def _create(self, judged: Judged, **given: Any) -> Case:
        """Store a new case under a reference that nobody has. The store knows which are taken: nothing is read for it here."""
        from champion_tui.store.errors import ReferenceTaken  # noqa: PLC0415  the store is loaded only when it is used

        authority = self._book.authority(str(judged.judgement.answers.get("authority", "")))
        prefix = authority.code_prefix if authority else PREFIX_BEFORE_CHOICE
        while True:
            reference = new_reference(prefix, secrets.randbelow)
            with suppress(ReferenceTaken):
                return self._store.create_case(reference=reference, area=judged.area, tree=_stamp(judged), **given)

    # -- cases ------------------------------------------------------------------------------------------------------

    def waiting(self) -> tuple[int, int]:
        """How many referrals are NOT SENT and how many files are not dealt with. Cases that were sent are not read for it."""
        with store_errors():
            unsent, files = self._store.unsent_cases(), self._store.exported_files()
        rows = (case_row(self._book, self._form, case, self._judged(case)) for case in unsent)
        return sum(row.not_sent for row in rows), len(files)

    def cases(self) -> tuple[CaseRow, ...]:
        """Every case, the one changed last first."""
        with store_errors():
            stored = self._store.cases()
        return tuple(case_row(self._book, self._form, case, self._judged(case)) for case in stored)

    def case(self, reference: str) -> CaseView:
        """One case, opened."""
        case = self._case(reference)
        return case_view(self._book, self._form, case, self._judged(case))

    def set_field(
        self, reference: str, field_id: str, raw: Answer | None, version: int | None = None
    ) -> CaseView | Problem:
        """Check and store one field. ``version``: the one the person saw, so that a later change is not overwritten."""
        field = self._form.field(field_id)
        if field is None:
            return Problem(field_id, raw, "a field of the referral form")
        value = parse(field, self._book.codes, raw, london_date(self._judge({}, None).at))
        if isinstance(value, Problem):
            return value
        case = self._save_value(reference, field, value, version)
        return case_view(self._book, self._form, case, self._judged(case))

    def take_connection(self, reference: str, sentence: str) -> CaseView | Problem:
        """Put a sentence into "why this council", after what stands there; a sentence that is there already is not doubled."""
        kept = str(self._case(reference).referral.get(WHY_THIS_AUTHORITY, ""))
        text = kept if sentence in kept else "\n".join(part for part in (kept, sentence) if part)
        return self.set_field(reference, WHY_THIS_AUTHORITY, text)

    def new_case(self, raw: object) -> str:
        """Store a case as a script hands it in, checked whole first. Gives the reference. Raises ``WrongValue``."""
        given = self._read(raw)
        answers = {question: answer for question, answer in given.triage.items() if answer is not None}
        judged = self._judge(answers, None)
        with store_errors():
            agency = {**self._store.agency(), **given.agency}
            case = self._create(
                judged,
                answers=answers,
                agency={field: value for field, value in agency.items() if value is not None},
                referral={field: value for field, value in given.referral.items() if value is not None},
                own_details=given.agency,
            )
        return case.reference

    def change_case(self, reference: str, raw: object) -> None:
        """Change a case as a script asks: only what is named changes, null clears. Raises ``WrongValue``."""
        given = self._read(raw)
        case = self._case(reference)
        from champion_tui.store.records import CaseChanges  # noqa: PLC0415  the store is loaded only when it is used

        tree = _stamp(self._judge({}, None)) if given.triage else None
        with store_errors():
            self._store.save_case(
                reference, case.version, CaseChanges(given.triage, given.agency, given.referral, tree)
            )

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
        from champion_tui.store.errors import Conflict  # noqa: PLC0415  the store is loaded only when it is used

        with store_errors():
            seen = self._store.case(reference).version if version is None else version
            holder: Literal["agency", "referral"] = "agency" if field.holder == "agency" else "referral"
            try:
                case = self._store.save_fields(reference, seen, holder, {field.id: value})
            except Conflict as conflict:
                yours, theirs = (value_words(self._book, field, each) for each in (conflict.yours, conflict.theirs))
                raise ChangedMeanwhile(field.label, yours, theirs) from conflict
            if holder == "agency":
                self._store.save_agency({field.id: value})
            return case

    # -- shared -----------------------------------------------------------------------------------------------------

    def _case(self, reference: str) -> Case:
        with store_errors():
            return self._store.case(reference)

    def _judged(self, case: Case) -> Judged:
        sent_on = case.sent.on if case.sent else None
        return passing_over_unknown(lambda answers: self._judge(answers, sent_on), case.answers)


def _keep_what_is_loaded() -> None:
    """What is loaded once a store is open stays until the end: looking it through again took a fifth of each save."""
    if not gc.get_freeze_count():
        gc.freeze()


def saved_words(case: Case) -> str:
    """That and when the case was saved."""
    return f"saved {second_words(case.changed_at)}"


def _stamp(judged: Judged) -> TreeStamp:
    return TreeStamp(judged.tree.id, judged.tree.version, judged.tree.digest)
