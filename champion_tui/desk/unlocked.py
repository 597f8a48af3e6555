"""The part of the desk behind the passphrase: stored cases and their forms."""

import gc
import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Protocol

from champion_tui.desk.cases.as_sent import as_it_was, kept_from, kept_of, moment_of_sending, stamp_of
from champion_tui.desk.cases.case_input import CaseInput, read_case_input
from champion_tui.desk.cases.case_views import (
    OWN_FIELDS,
    SENT_CODE,
    allows_referral,
    case_row,
    case_view,
    frozen_words,
    missing_in,
    value_words,
)
from champion_tui.desk.cases.erasing import Erasing
from champion_tui.desk.cases.field_values import parse, tidied
from champion_tui.desk.errors import ChangedMeanwhile, RefusedByProcedure
from champion_tui.desk.paper_fonts import fonts_of
from champion_tui.desk.papers.sending import Sending
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.triage.answering import changing, read_out
from champion_tui.desk.triage.interview import WHY_THIS_AUTHORITY, Interview, Stored
from champion_tui.desk.triage.judging import Judged, passing_over_unknown
from champion_tui.desk.triage.pages import answer_words
from champion_tui.desk.views import CaseRow, CaseView, CheckView
from champion_tui.domain.cases.case import Case, TakenBack
from champion_tui.domain.cases.form import Form, FormField, Missing
from champion_tui.domain.cases.reference_code import new_reference
from champion_tui.ground.answers import Answer, Problem
from champion_tui.ground.calendar import london_date
from champion_tui.ground.date_words import second_words
from champion_tui.knowledge.book import Book
from champion_tui.triage.kept import to_text
from champion_tui.triage.resting import rests_on

if TYPE_CHECKING:
    from champion_tui.store.backups import Backups
    from champion_tui.store.casestore import CaseStore

PREFIX_BEFORE_CHOICE = "NEW"
NOTHING_CHANGED = "{reference} stays as it is. {why}"
AGAIN = "You find that in the case on screen; the command is: champion-tui case again {reference}"


class Judge(Protocol):
    """Replays answers: at this moment, or ``at`` another; ``sent_on`` is the day of sending, where there is one."""

    def __call__(
        self, answers: Mapping[str, Answer], sent_on: date | None = None, at: datetime | None = None
    ) -> Judged:
        """The judgement with all that hangs on it."""


class UnlockedDesk:
    """Everything that needs the store. Made by ``Desk`` when a vault is unlocked, dropped when it is locked.

    ``judge`` replays a case's answers; ``opened`` gives what is open then, for interviews that outlive a
    locking. All methods read or write the store: they are slow.
    """

    def __init__(
        self,
        store: "CaseStore",
        book: Book,
        form: Form,
        judge: Judge,
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
        self._fonts = fonts_of(home)
        self.leaving = Sending(store, book, form, self._judged, home=home, as_sent=self._as_sent, training=training)
        self.erasing = Erasing(store, book, form)
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
        judged, answers = interview.judged(), interview.answers
        with store_errors():
            agency = self._own_details()
            case = self._create(
                judged,
                answers=answers,
                agency=agency,
                referral=dict(interview.carried),
                taken_back=interview.taken_back,
                read_out=read_out(self._book, judged, answers, answers),
            )
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
        """A stored case's triage, to look through or go on with; of a sent case as it was when it was sent."""
        case = self._case(reference)
        judge = self._judge if case.sent is None else lambda _: self._judged(case)
        interview = Interview(judge, case.answers)
        self._follow(interview, case)
        return interview

    def _follow(self, interview: Interview, case: Case) -> None:
        def save(question: str, given: Answer) -> None:
            opened = self._opened()
            try:
                interview.now_stored(opened.save_answer(case.reference, question, given, interview.answers))
            except (ChangedMeanwhile, RefusedByProcedure):
                interview.now_stored(opened.stored(case.reference))
                raise

        interview.kept_as(case.reference, self._as_kept(case), save)

    def stored(self, reference: str) -> Stored:
        """A kept interview as it lies in the store."""
        return self._as_kept(self._case(reference))

    def _as_kept(self, case: Case) -> Stored:
        return Stored(case.answers, case.taken_back, saved_words(case), self._frozen(case))

    def save_answer(self, reference: str, question: str, given: Answer, seen: Mapping[str, Answer]) -> Stored:
        """Store one answer of a kept interview, with all that it takes back. ``seen`` are the answers under which it was asked.

        Raises ``ChangedMeanwhile`` where another window has changed it, or what it rests on: a yes that was given for one council is
        not stored for another.
        """
        case = self._case(reference)
        tree, theirs = self._present({}).tree, case.answers
        ground = rests_on(tree, question)
        for asked in tree.questions.values():
            yours, stored = seen.get(asked.id), theirs.get(asked.id)
            changed = asked.id in ground or (asked.id == question and stored != given)
            if changed and yours != stored and case.sent is None:
                told = given if asked.id == question else yours
                words = (answer_words(self._book, asked, answer) for answer in (told, stored))
                raise ChangedMeanwhile(asked.short, *words)
        return self._as_kept(self._save(case, {question: given}))

    def _save(
        self,
        case: Case,
        triage: Mapping[str, Answer | None],
        agency: Mapping[str, Answer | None] | None = None,
        referral: Mapping[str, Answer | None] | None = None,
    ) -> Case:
        """Store changes of a case in one piece, with all that the answers among them take back."""
        from champion_tui.store.cases.records import CaseChanges  # noqa: PLC0415  the store is loaded only when it is used

        change = changing(self._book, self._present, case.answers, triage)
        changes = CaseChanges(
            answers=change.answers,
            agency=agency or {},
            referral=referral or {},
            tree=stamp_of(self._present({})) if triage else None,
            taken_back=change.taken_back,
            read_out=change.read_out,
        )
        with self._writing(case.reference):
            return self._store.save_case(case.reference, case.version, changes)

    @contextmanager
    def _writing(self, reference: str) -> Iterator[None]:
        """Errors of the store, the refusal of a case that was sent with the council's name."""
        from champion_tui.store.errors import CaseSent  # noqa: PLC0415  as above

        with store_errors():
            try:
                yield
            except CaseSent as sent:
                why = self._frozen(self._store.case(reference))
                raise RefusedByProcedure(
                    NOTHING_CHANGED.format(reference=reference, why=why), AGAIN.format(reference=reference)
                ) from sent

    def _create(self, judged: Judged, **given: Any) -> Case:
        """Store a new case under a reference that nobody has. The store knows which are taken: nothing is read for it here."""
        from champion_tui.store.errors import ReferenceTaken  # noqa: PLC0415  the store is loaded only when it is used

        authority = self._book.authority(str(judged.judgement.answers.get("authority", "")))
        prefix = authority.code_prefix if authority else PREFIX_BEFORE_CHOICE
        while True:
            reference = new_reference(prefix, secrets.randbelow)
            with suppress(ReferenceTaken):
                return self._store.create_case(reference=reference, area=judged.area, tree=stamp_of(judged), **given)

    # -- cases ------------------------------------------------------------------------------------------------------

    def waiting(self) -> tuple[int, int]:
        """How many referrals are NOT SENT and how many files are not dealt with. Cases that were sent are not read for it."""
        with store_errors():
            unsent, files = self._store.unsent_cases(), self._store.exported_files()
        rows = (case_row(self._book, self._form, case, self._judged(case), self._fonts) for case in unsent)
        return sum(row.not_sent for row in rows), len(files)

    def cases(self) -> tuple[CaseRow, ...]:
        """Every case, the one changed last first."""
        with store_errors():
            stored = self._store.cases()
        return tuple(case_row(self._book, self._form, case, self._judged(case), self._fonts) for case in stored)

    def case(self, reference: str) -> CaseView:
        """One case, opened."""
        case = self._case(reference)
        return case_view(self._book, self._form, case, self._judged(case), self._fonts)

    def set_field(
        self,
        reference: str,
        field_id: str,
        raw: Answer | None,
        version: int | None = None,
        *,
        in_passing: bool = False,
    ) -> CaseView | Problem:
        """Check and store one field. ``version``: the one the person saw, so that a later change is not overwritten.

        ``in_passing``: it is still being typed. Text that the field refuses, or that meets a later change, is kept beside the
        value, as it was typed, until the field takes another.
        """
        field = self._form.field(field_id)
        if field is None:
            return Problem(field_id, raw, "a field of the referral form")
        value = self._parsed(field, raw)
        if isinstance(value, Problem):
            self._keep_text(reference, field, raw)
            return value
        try:
            case = self._save_value(reference, field, value, version, in_passing=in_passing)
        except ChangedMeanwhile:
            self._keep_text(reference, field, raw)
            raise
        view = case_view(self._book, self._form, case, self._judged(case), self._fonts)
        return replace(view, tidied=tidied(field, raw, value))

    def _parsed(self, field: FormField, raw: Answer | None) -> Answer | Problem | None:
        return parse(field, self._book.codes, raw, london_date(self._judge({}).at))

    def forget_typed(self, reference: str, field_id: str) -> CaseView:
        """Drop what was typed into a field that could not use it. Its value stays."""
        field = self._form.field(field_id)
        with store_errors():
            case = self._store.keep_text(reference, holder_of(field), field_id, "") if field else self._case(reference)
        return case_view(self._book, self._form, case, self._judged(case), self._fonts)

    def keep_code(self, reference: str, code: str) -> None:
        """Keep the portal's code as far as it was typed; "" forgets it. It counts when the case is marked as sent."""
        with store_errors():
            self._store.keep_text(reference, "referral", SENT_CODE, code)

    def _keep_text(self, reference: str, field: FormField, raw: Answer | None) -> None:
        if isinstance(raw, str):
            with store_errors():
                self._store.keep_text(reference, holder_of(field), field.id, raw)

    def take_connection(self, reference: str, sentence: str) -> CaseView | Problem:
        """Put a sentence into "why this council", after what stands there; a sentence that is there already is not doubled."""
        kept = str(self._case(reference).referral.get(WHY_THIS_AUTHORITY, ""))
        text = kept if sentence in kept else "\n".join(part for part in (kept, sentence) if part)
        field = self._form.field(WHY_THIS_AUTHORITY)
        value = None if field is None else self._parsed(field, text)
        # Too long beside what stands there, it is refused; it can be worked out again, so it is not kept as something typed.
        return value if isinstance(value, Problem) else self.set_field(reference, WHY_THIS_AUTHORITY, text)

    def new_case(self, raw: object) -> str:
        """Store a case as a script hands it in, checked whole first. Gives the reference. Raises ``WrongValue``."""
        given = self._read(raw)
        answers = {question: answer for question, answer in given.triage.items() if answer is not None}
        judged = self._judge(answers)
        with store_errors():
            agency = {**self._store.agency(), **given.agency}
            case = self._create(
                judged,
                answers=answers,
                agency={field: value for field, value in agency.items() if value is not None},
                referral={field: value for field, value in given.referral.items() if value is not None},
                own_details=given.agency,
                read_out=read_out(self._book, judged, answers, answers),
            )
        return case.reference

    def again(self, reference: str) -> str:
        """Begin a new case that follows another. Answers and fields are carried over, but not what each referral asks anew (consent),
        nor anything about the sending. Gives the new reference. Raises ``RefusedByProcedure`` where one was begun already.
        """
        case = self._case(reference)
        tree = self._present({}).tree
        anew = {question.id for question in tree.questions.values() if question.anew}
        answers = {question: answer for question, answer in case.answers.items() if question not in anew}
        judged = self._present(answers)
        area = case.area if case.area in self._book.areas else judged.area
        with store_errors():
            new = self._create(
                replace(judged, area=area),
                answers=answers,
                agency=case.agency,
                referral=case.referral,
                taken_back={question: TakenBack(case.answers[question]) for question in anew & set(case.answers)},
                read_out={question: said for question, said in case.read_out.items() if question in answers},
                follows=case.reference,
            )
        return new.reference

    def change_case(self, reference: str, raw: object) -> None:
        """Change a case as a script asks: only what is named changes, null clears, and what rests on that is taken back. Raises
        ``WrongValue``; ``RefusedByProcedure`` for what went out with a referral that was sent.
        """
        given = self._read(raw)
        self._save(self._case(reference), given.triage, given.agency, given.referral)

    def tidied(self, raw: object) -> tuple[str, ...]:
        """What ``new_case`` and ``change_case`` change of the values in ``raw``, each as a sentence. Raises ``WrongValue``."""
        given, parts = self._read(raw), raw if isinstance(raw, dict) else {}
        read = {"agency": given.agency, "referral": given.referral}
        said = (
            tidied(field, parts[field.holder].get(field.id), read[field.holder].get(field.id))
            for field in self._form.fields
            if field.holder in parts
        )
        return tuple(filter(None, said))

    def missing(self, reference: str) -> tuple[Missing, ...]:
        """What the referral still lacks, the minimum first; nothing where the outcome has no referral."""
        case = self._case(reference)
        judged = self._judged(case)
        return missing_in(self._form, case, judged, self._fonts) if allows_referral(judged) else ()

    def _read(self, raw: object) -> CaseInput:
        return read_case_input(raw, self._form, self._book.codes, self._judge, london_date(self._judge({}).at))

    def _save_value(
        self, reference: str, field: FormField, value: Answer | None, version: int | None, *, in_passing: bool
    ) -> Case:
        from champion_tui.store.errors import Conflict  # noqa: PLC0415  the store is loaded only when it is used

        with self._writing(reference):
            holder = holder_of(field)
            try:
                if in_passing:
                    return self._store.save_passing(reference, version, holder, field.id, value)
                case = self._store.save_fields(reference, version, holder, {field.id: value})
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

    def _present(self, answers: Mapping[str, Answer], sent_on: date | None = None) -> Judged:
        """Answers judged at this moment; those that today's tree does not know are passed over."""
        return passing_over_unknown(lambda usable: self._judge(usable, sent_on), answers)

    def _judged(self, case: Case) -> Judged:
        """A case at this moment; one that was sent as it was when it was sent, so that no later day and no later tree says otherwise."""
        if case.sent is None:
            return self._present(case.answers)
        present, kept = self._present(case.answers, case.sent.on), kept_of(case)
        return as_it_was(self._book, present, kept or kept_from(self._book, self._then(case, case.sent.on)))

    def _then(self, case: Case, on: date) -> Judged:
        """The case as today's tree judges it for the day of sending."""
        at = moment_of_sending(on, self._judge({}).at)
        return passing_over_unknown(lambda usable: self._judge(usable, on, at), case.answers)

    def _as_sent(self, case: Case, on: date) -> str | None:
        """What to keep of a case that was sent ``on`` that day; None where what is kept already stays as it is: the day is the same, or
        the questions are no longer those that were asked.
        """
        kept, then = kept_of(case), self._then(case, on)
        same_day = case.sent is not None and case.sent.on == on
        if kept is not None and (same_day or kept.tree != stamp_of(then)):
            return None
        return to_text(kept_from(self._book, then))

    def _frozen(self, case: Case) -> str:
        """To whom and when the case was sent; "" where it is not."""
        return "" if case.sent is None else frozen_words(case, self._judged(case))


@cache
def _keep_what_is_loaded() -> None:
    """What is loaded once a store is open stays until the end: looking it through again took a fifth of each save."""
    gc.freeze()


def holder_of(field: FormField) -> Literal["agency", "referral"]:
    """Whose a field is."""
    return "agency" if field.holder == "agency" else "referral"


def saved_words(case: Case) -> str:
    """That and when the case was saved."""
    return f"saved {second_words(case.changed_at)}"
