"""The stored cases and their forms: everything about a case except its papers."""

import secrets
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import Any, Literal, Protocol

from champion_tui.desk.cases.afterwards.after import AfterSendingDesk, standing_of
from champion_tui.desk.cases.afterwards.erasing import Erasing
from champion_tui.desk.cases.afterwards.retention import Retention
from champion_tui.desk.cases.as_sent import as_it_was, kept_from, kept_of, moment_of_sending, stamp_of
from champion_tui.desk.cases.case_input import CaseInput, read_case_input, tree_named
from champion_tui.desk.cases.case_views import (
    OWN_FIELDS,
    SENT_CODE,
    allows_referral,
    case_view,
    frozen_words,
    missing_in,
    moved_words,
    receiver_words,
    value_words,
)
from champion_tui.desk.cases.field_values import clean, parse, tidied
from champion_tui.desk.cases.lists.history import History
from champion_tui.desk.cases.lists.history_views import SimilarCase
from champion_tui.desk.cases.lists.lists import Lists
from champion_tui.desk.cases.lists.summarising import Summarising
from champion_tui.desk.cases.refusals import require_referral
from champion_tui.desk.cases.undoing import Undone, last_change, undone_words
from champion_tui.desk.errors import ChangedMeanwhile, RefusedByProcedure, UnusableValue
from champion_tui.desk.paper_fonts import fonts_of
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.triage.answering import AnswerChange, Given, changing, read_out
from champion_tui.desk.triage.hints import end_hints
from champion_tui.desk.triage.interview import WHY_THIS_AUTHORITY, Interview, Stored
from champion_tui.desk.triage.judging import Judged, passing_over_unknown
from champion_tui.desk.triage.pages import answer_words
from champion_tui.desk.views import CaseView
from champion_tui.domain.cases.afterwards.periods import Periods
from champion_tui.domain.cases.afterwards.what_follows import sending_refused
from champion_tui.domain.cases.case import Case, TakenBack
from champion_tui.domain.cases.form import Form, FormField, Missing
from champion_tui.domain.cases.reference_code import new_reference
from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.domain.early.reading import EarlyKind
from champion_tui.ground.answers import Answer, Problem
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import second_words
from champion_tui.knowledge.book import Book
from champion_tui.store import vault
from champion_tui.store.cases.records import CaseChanges
from champion_tui.store.casestore import CaseStore
from champion_tui.store.errors import CaseSent, Conflict, ReferenceTaken
from champion_tui.triage.kept import to_text
from champion_tui.triage.resting import rests_on

LONGEST_CODE = 100
"""The greatest length of a portal's code, in characters."""

PREFIX_BEFORE_CHOICE = "NEW"
NOTHING_CHANGED = "{reference} stays as it is. {why}"
AGAIN = "You find that in the case on screen; the command is: champion-tui case again {reference}"


LEAVES_AN_INSTITUTION = frozenset({EarlyKind.RELEASE, EarlyKind.DISCHARGE})
"""Kinds of entry on the early list."""


NO_SUCH_AREA = "No area is called {area!r}. Expected one of {known}."
NOT_ASKED_THERE = "{reference} stays as it is. “{title}” is not asked in {area}. Begin a case of its own there."


class Judge(Protocol):
    """Replays answers, now or ``at`` another moment. ``sent_on`` is the day of sending, None if not sent. ``area`` is
    where the person is; None means the desk's own. ``tree`` is the id of the tree; "" means the area's own.
    """

    def __call__(
        self,
        answers: Mapping[str, Answer],
        sent_on: date | None = None,
        at: datetime | None = None,
        area: str | None = None,
        *,
        tree: str = "",
    ) -> Judged:
        """Returns the judgement with its phone lines, local arrangements and words."""


class Cases:
    """``desk.cases``: available while the vault is unlocked. All methods except ``tidied`` read or write the store:
    they are *slow*.

    ``judge`` replays a case's answers at the moment that ``now`` returns. ``opened`` returns the cases of the store
    that is open when it is called, because an interview can outlive a lock and unlock of the vault.
    """

    def __init__(
        self,
        store: CaseStore,
        book: Book,
        judge: Judge,
        *,
        now: Callable[[], datetime],
        home: Path,
        opened: "Callable[[], Cases]",
        area: str,
        keep: Periods,
    ) -> None:
        self._store = store
        self._book = book
        self._judge = judge
        self._now = now
        self._opened = opened
        self._home = home
        self._fonts = fonts_of(home)
        self._shown_last = "", ""
        """The case shown last and the id of its tree: a person who fills in one field after another stays in the same
        case.
        """
        self.lists = Lists(store, book, now=now, area=area)
        self.after = AfterSendingDesk(store, book, now=now, shown=self._shown, council=self._council)
        self.history = History(store, book, self._fonts, self.judged)
        self.erasing = Erasing(store, book)
        self.retention = Retention(store, self.erasing, keep, now)
        summarising = Summarising(book, self._fonts, self.judged, keep)
        with store_errors():
            store.summarise_with(summarising.summary, summarising.basis)

    # -- interviews -------------------------------------------------------------------------------------------------

    def keep(self, interview: Interview) -> str:
        """Stores a triage that was only in memory; from now on each answer is saved. Returns the new reference."""
        judged, answers = interview.judged(), interview.answers
        with store_errors():
            agency = self._own_details(judged)
            case = self._create(
                judged,
                answers=answers,
                agency=agency,
                referral=dict(interview.carried),
                taken_back=interview.taken_back,
                read_out=read_out(self._book, judged, answers, answers),
            )
        self._follow(interview, case)
        end_hints(self._home)
        return case.reference

    def _own_details(self, judged: Judged) -> dict[str, Answer]:
        """Returns the referrer's own details for a case that begins in an interview (a script supplies its own).

        They are the details kept from the last case, and name and role from the vault. If several people share the
        vault, its name and role take precedence, since the kept ones may be another person's.
        """
        form, people = self._book.form_of(judged.tree.id), vault.people_and_roles(self._home)
        kept = {field: value for field, value in self._store.agency().items() if form.field(field) is not None}
        name_and_role = next((person for person in people if person[0] == self._store.person), ())
        mine = {
            field.id: value
            for field, value in zip(map(form.field, OWN_FIELDS), name_and_role, strict=False)
            if field is not None and len(value) <= field.longest
        }
        return {**kept, **mine} if len(people) > 1 else {**mine, **kept}

    def resume(self, reference: str) -> Interview:
        """Returns a stored case's triage, to look through or continue. A sent case's triage is as it was when sent."""
        case = self._case(reference)
        present = partial(self._judge, area=case.area, tree=case.tree.id)
        interview = Interview(present if case.sent is None else lambda _: self.judged(case), case.answers)
        self._follow(interview, case)
        return interview

    def _follow(self, interview: Interview, case: Case) -> None:
        def save(given: Given) -> None:
            cases = self._opened()
            try:
                interview.now_stored(cases.save_answer(case.reference, given))
            except (ChangedMeanwhile, RefusedByProcedure):
                interview.now_stored(cases.stored(case.reference))
                raise

        def take_connection(sentence: str) -> None:
            self._opened().take_connection(case.reference, sentence)

        interview.kept_as(case.reference, self._as_kept(case), save, take_connection)

    def stored(self, reference: str) -> Stored:
        """Returns a kept interview as it is stored now."""
        return self._as_kept(self._case(reference))

    def _as_kept(self, case: Case) -> Stored:
        return Stored(case.answers, case.taken_back, saved_words(case), self._frozen(case))

    def save_answer(self, reference: str, given: Given) -> Stored:
        """Stores one answer of a kept interview, and takes back the answers that no longer hold because of it.

        Raises ``ChangedMeanwhile`` if another window has changed that answer or an answer that it depends on: consent
        given for one council must not be stored for another.
        """

        def decide(case: Case) -> CaseChanges:
            self._refuse_changed(given, case)
            # If another window has given a different answer meanwhile, more may depend on this answer than this window
            # knew.
            as_seen = case.answers == given.seen
            change = given.change if as_seen else self._changing(case, {given.question: given.answer})
            return CaseChanges(
                answers=change.answers,
                tree=stamp_of(given.judged),
                taken_back=change.taken_back,
                read_out=change.read_out,
            )

        try:
            with self._writing(reference):
                return self._as_kept(self._store.change_case(reference, decide))
        except ChangedMeanwhile as changed:
            # Read only now who it was: the transaction that found the conflict has to end first.
            raise ChangedMeanwhile(changed.field, changed.yours, changed.theirs, self._who_else(reference)) from None

    def _refuse_changed(self, given: Given, case: Case) -> None:
        if case.sent is not None:
            return
        tree = given.judged.tree
        ground = rests_on(tree, given.question)
        for asked in tree.questions.values():
            seen, stored = given.seen.get(asked.id), case.answers.get(asked.id)
            matters = asked.id in ground or (asked.id == given.question and stored != given.answer)
            if matters and seen != stored:
                yours = given.answer if asked.id == given.question else seen
                words = (answer_words(self._book, asked, answer) for answer in (yours, stored))
                raise ChangedMeanwhile(asked.short, *words)

    def _changing(self, case: Case, answers: Mapping[str, Answer | None]) -> AnswerChange:
        present = partial(self._present, case.tree.id, area=case.area)
        return changing(self._book, present, case.answers, answers)

    @contextmanager
    def _writing(self, reference: str) -> Iterator[None]:
        """Turns store errors into the desk's own. The refusal to change a sent case names the council."""
        with store_errors():
            try:
                yield
            except CaseSent as sent:
                why = self._frozen(self._store.case(reference))
                raise RefusedByProcedure(
                    NOTHING_CHANGED.format(reference=reference, why=why), AGAIN.format(reference=reference)
                ) from sent

    def _create(self, judged: Judged, **given: Any) -> Case:
        """Stores a new case under a free reference. The store refuses references that are taken, so none are read here."""
        authority = self._book.authority(str(judged.judgement.answers.get("authority", "")))
        prefix = authority.code_prefix if authority else PREFIX_BEFORE_CHOICE
        while True:
            reference = new_reference(prefix, secrets.randbelow)
            with suppress(ReferenceTaken):
                return self._store.create_case(reference=reference, area=judged.area, tree=stamp_of(judged), **given)

    # -- cases ------------------------------------------------------------------------------------------------------

    def view(self, reference: str) -> CaseView:
        """Returns one case with its form."""
        case = self._case(reference)
        return self._shown(case)

    def set_field(
        self,
        reference: str,
        field_id: str,
        raw: Answer | None,
        version: int | None = None,
        *,
        in_passing: bool = False,
    ) -> CaseView | Problem:
        """Checks and stores one field; None or "" clears it. ``version`` is the version that the person saw, so that a
        later change is not overwritten. Raises ``ChangedMeanwhile``.

        ``in_passing``: the field is still being typed, and the history records it only once it is stored without this
        flag. Text that the field refuses, or that conflicts with a later change, is kept as typed, next to the value,
        until the field takes another: see ``FieldView.typed``.
        """
        field = self._field(reference, field_id)
        if field is None:
            self._case(reference)
            return Problem(field_id, raw, "a field of the referral form")
        value = self._parsed(field, raw)
        if isinstance(value, Problem):
            self._case(reference)
            self._keep_text(reference, field, raw)
            return value
        try:
            case = self._save_value(reference, field, value, version, in_passing=in_passing)
        except ChangedMeanwhile:
            self._keep_text(reference, field, raw)
            raise
        view = self._shown(case)
        return replace(view, tidied=tidied(field, raw, value))

    def undo(self, reference: str) -> Undone | Problem | None:
        """Puts back the earlier value of the field that the person at this desk changed last in this case. Returns None
        if they changed none.

        The change is like any other: undone again, the newer value is back. Raises what ``set_field`` raises.
        """
        case = self._case(reference)
        with store_errors():
            changed = last_change(self._store.events(reference), self._form(case), self._store.person)
        if changed is None:
            return None
        field, before = changed
        view = self.set_field(reference, field.id, before, case.version)
        return view if isinstance(view, Problem) else Undone(view, field.id, undone_words(view, field.id))

    def _parsed(self, field: FormField, raw: Answer | None) -> Answer | Problem | None:
        return parse(field, self._book.codes, raw, london_date(self._now()))

    def forget_typed(self, reference: str, field_id: str) -> CaseView:
        """Drops text that a field could not use. Its value stays."""
        field = self._field(reference, field_id)
        with store_errors():
            case = self._store.keep_text(reference, holder_of(field), field_id, "") if field else self._case(reference)
        return self._shown(case)

    def mark_sent(self, reference: str, on: date, code: str) -> CaseView | Problem:
        """Records the day of sending and the portal's code ("" if there is none); from then on what was sent is frozen.
        A second call corrects both. Returns the case, or the problem with the day or the code.

        Raises ``RefusedByProcedure`` if nothing may be sent.
        """
        if on > london_date(self._now()):
            return Problem("on", on.isoformat(), "a day that is not after today")
        one_line = clean(code, one_line=True)
        if len(one_line) > LONGEST_CODE:
            return Problem("code", code, f"{LONGEST_CODE} characters or fewer")
        self.keep_code(reference, "")
        case = self._case(reference)
        require_referral(case, self.judged(case))
        refusal = sending_refused(on, standing_of(case))
        if refusal is not None:
            raise RefusedByProcedure(self._book.after_of(case.tree.id).refused[refusal])
        with store_errors():
            changed = self._store.mark_sent(reference, case.version, on, one_line, self._as_sent(case, on))
        return self._shown(changed)

    def keep_code(self, reference: str, code: str) -> None:
        """Keeps the portal's code as typed so far; "" forgets it. It takes effect when the case is marked as sent."""
        with store_errors():
            self._store.keep_text(reference, "referral", SENT_CODE, code)

    def _keep_text(self, reference: str, field: FormField, raw: Answer | None) -> None:
        if isinstance(raw, str):
            with store_errors():
                self._store.keep_text(reference, holder_of(field), field.id, raw)

    def take_connection(self, reference: str, sentence: str) -> CaseView | Problem:
        """Adds a sentence to "why this council", unless it is already there."""
        case = self._case(reference)
        kept = str(case.referral.get(WHY_THIS_AUTHORITY, ""))
        text = kept if sentence in kept else "\n".join(part for part in (kept, sentence) if part)
        field = self._book.form_of(case.tree.id).field(WHY_THIS_AUTHORITY)
        value = None if field is None else self._parsed(field, text)
        # Text that has become too long is refused but not kept as typed, because the sentence can be worked out again.
        return value if isinstance(value, Problem) else self.set_field(reference, WHY_THIS_AUTHORITY, text)

    def new(self, raw: object) -> str:
        """Stores a case from a script (parsed JSON), after checking all of it. Returns the reference. Raises
        ``WrongValue``.
        """
        given = self._read(raw)
        answers = {question: answer for question, answer in given.triage.items() if answer is not None}
        judged = self._judge(answers, tree=given.tree)
        form = self._book.form_of(judged.tree.id)
        with store_errors():
            kept = {field: value for field, value in self._store.agency().items() if form.field(field) is not None}
            agency = {**kept, **given.agency}
            case = self._create(
                judged,
                answers=answers,
                agency={field: value for field, value in agency.items() if value is not None},
                referral={field: value for field, value in given.referral.items() if value is not None},
                own_details=given.agency,
                read_out=read_out(self._book, judged, answers, answers),
            )
        return case.reference

    def to_decide(self, reference: str) -> tuple[SimilarCase, ...]:
        """Returns other cases that are likely the same person's, for a person to decide before the first pack of this
        one is written.

        Returns () if a pack was written or the case was sent. Leaves out cases that this one follows or is followed by.
        Raises ``UnusableValue``.
        """
        view = self.view(reference)
        return () if view.frozen or view.pack_is_current is not None else self.history.unlinked(reference)

    def again(self, reference: str) -> str:
        """Begins a new case that follows another. Answers and fields are carried over, except what each referral asks
        again (consent) and anything about the sending. Returns the new reference. Raises ``RefusedByProcedure`` if one
        was begun already.
        """
        case = self._case(reference)
        tree = self._present(case.tree.id, {}, area=case.area).tree
        anew = {question.id for question in tree.questions.values() if question.anew}
        answers = {question: answer for question, answer in case.answers.items() if question not in anew}
        with store_errors():
            new = self._create(
                self._present(tree.id, answers, area=case.area),
                answers=answers,
                agency=case.agency,
                referral=case.referral,
                taken_back={question: TakenBack(case.answers[question]) for question in anew & set(case.answers)},
                read_out={question: words for question, words in case.read_out.items() if question in answers},
                follows=case.reference,
            )
        return new.reference

    def begin_early(self, entry: EarlyEntry) -> str:
        """Begins the case of a person on the early list; it replaces the entry. The question about the last date is
        already answered, and like every answer is looked through with the person. Returns the new reference. Raises
        ``UnusableValue`` if the entry is gone.
        """
        answers: dict[str, Answer] = {"last-date": entry.on.isoformat()}
        if entry.kind in LEAVES_AN_INSTITUTION:
            answers["situation"] = "leaving-institution"
        judged = self._judge(answers)
        with store_errors():
            case = self._create(
                judged,
                answers=answers,
                agency=self._own_details(judged),
                referral={},
                early=entry.own_reference,
            )
        return case.reference

    def change(self, reference: str, raw: object) -> None:
        """Changes a case as a script asks: only what is named changes, null clears, and answers that depend on a change
        are taken back. Raises ``WrongValue``, and ``RefusedByProcedure`` for what was sent with a referral.
        """
        given = self._read(raw, reference)

        def decide(case: Case) -> CaseChanges:
            change = self._changing(case, given.triage)
            return CaseChanges(
                answers=change.answers,
                agency=given.agency,
                referral=given.referral,
                tree=stamp_of(self._present(case.tree.id, {}, area=case.area)) if given.triage else None,
                taken_back=change.taken_back,
                read_out=change.read_out,
            )

        with self._writing(reference):
            self._store.change_case(reference, decide)

    def tidied(self, raw: object, reference: str = "") -> tuple[str, ...]:
        """Returns, as sentences, what ``new`` would tidy in the values of ``raw``, or ``change`` for that case. Raises
        ``WrongValue``.
        """
        given, parts = self._read(raw, reference), raw if isinstance(raw, dict) else {}
        read = {"agency": given.agency, "referral": given.referral}
        sentences = (
            tidied(field, parts[field.holder].get(field.id), read[field.holder].get(field.id))
            for field in self._book.form_of(given.tree).fields
            if field.holder in parts
        )
        return (*given.said, *filter(None, sentences))

    def move(self, reference: str, area: str) -> CaseView:
        """Records that the person is in ``area``. From now on numbers, social care and local arrangements are those of
        that area; every answer stays. ``moved`` of the returned view says what no longer applies and what does now.

        Raises ``UnusableValue`` for an unknown area, and ``RefusedByProcedure`` for a sent case or one whose questions
        are not asked there.
        """
        known = self._book.areas.get(area)
        if known is None:
            raise UnusableValue("area", NO_SUCH_AREA.format(area=area, known=", ".join(self._book.areas)))
        was: list[Judged] = []

        def decide(case: Case) -> CaseChanges:
            if case.tree.id in self._book.trees and case.tree.id not in {known.tree, *known.also}:
                title = self._book.trees[case.tree.id].title
                raise RefusedByProcedure(NOT_ASKED_THERE.format(reference=reference, area=known.name, title=title))
            was.append(self.judged(case))
            return CaseChanges(area=area)

        with self._writing(reference):
            case = self._store.change_case(reference, decide)
        return replace(self._shown(case), moved=tuple(moved_words(self._book, was[0], self.judged(case))))

    def missing(self, reference: str) -> tuple[Missing, ...]:
        """Returns what the referral still lacks, the minimum first; () if the outcome has no referral."""
        case = self._case(reference)
        judged = self.judged(case)
        return missing_in(self._form(case), case, judged, self._fonts) if allows_referral(judged) else ()

    def _read(self, raw: object, reference: str = "") -> CaseInput:
        """Checks ``raw`` and returns it, read through the tree of the case that it changes, or the tree that it names
        for a new case.
        """
        tree = self._case(reference).tree.id if reference else tree_named(raw, self._book.trees)
        usual = self._judge({}, tree=tree).tree.id
        judge = partial(self._judge, tree=usual)
        form = self._book.form_of(usual)
        return read_case_input(raw, usual, form, self._book.codes, judge, london_date(self._now()))

    def _form(self, case: Case) -> Form:
        return self._book.form_of(case.tree.id)

    def _field(self, reference: str, field_id: str) -> FormField | None:
        """Returns a field of the case's form; None if there is none. A caller that then changes nothing must read the
        case too, because only that checks it against its history.
        """
        shown, tree = self._shown_last
        if shown != reference:
            with store_errors():
                tree = self._store.tree_of(reference)
        return self._book.form_of(tree).field(field_id)

    def _save_value(
        self, reference: str, field: FormField, value: Answer | None, version: int | None, *, in_passing: bool
    ) -> Case:
        with self._writing(reference):
            holder = holder_of(field)
            try:
                if in_passing:
                    return self._store.save_passing(reference, version, holder, field.id, value)
                return self._store.save_fields(reference, version, holder, {field.id: value})
            except Conflict as conflict:
                yours, theirs = (value_words(self._book, field, either) for either in (conflict.yours, conflict.theirs))
                raise ChangedMeanwhile(field.label, yours, theirs, self._who_else(reference)) from conflict

    def _who_else(self, reference: str) -> str:
        """Returns who changed the case last; "" if it was the person who unlocked the vault."""
        with store_errors():
            who = self._store.events(reference)[-1].who
        return "" if who == self._store.person else who

    # -- shared -----------------------------------------------------------------------------------------------------

    def _case(self, reference: str) -> Case:
        with store_errors():
            return self._store.case(reference)

    def _shown(self, case: Case) -> CaseView:
        self._shown_last = case.reference, case.tree.id
        return case_view(self._book, self._form(case), case, self.judged(case), self._fonts)

    def _council(self, case: Case) -> str:
        return receiver_words(self.judged(case))

    def _present(self, tree: str, answers: Mapping[str, Answer], sent_on: date | None = None, *, area: str) -> Judged:
        """Judges ``answers`` now, through ``tree``, in the area where the person is. Answers that the tree does not
        know today are ignored.
        """
        return passing_over_unknown(lambda usable: self._judge(usable, sent_on, area=area, tree=tree), answers)

    def judged(self, case: Case) -> Judged:
        """Returns a case as judged now. A sent case is judged as it was when sent, whatever the date and however the
        tree has changed.
        """
        if case.sent is None:
            return self._present(case.tree.id, case.answers, area=case.area)
        present = self._present(case.tree.id, case.answers, case.sent.on, area=case.area)
        kept = kept_of(case)
        return as_it_was(self._book, present, kept or kept_from(self._book, self._then(case, case.sent.on)))

    def _then(self, case: Case, on: date) -> Judged:
        """Returns the case as today's tree judges it for the day of sending."""
        at = moment_of_sending(on, self._now())
        return passing_over_unknown(
            lambda usable: self._judge(usable, on, at, case.area, tree=case.tree.id), case.answers
        )

    def _as_sent(self, case: Case, on: date) -> str | None:
        """Returns what to store with a case sent ``on`` that day. Returns None to leave what is stored, because the day
        is the same or the tree has changed since.
        """
        kept, then = kept_of(case), self._then(case, on)
        same_day = case.sent is not None and case.sent.on == on
        if kept is not None and (same_day or kept.tree != stamp_of(then)):
            return None
        return to_text(kept_from(self._book, then))

    def _frozen(self, case: Case) -> str:
        """Returns the sentence on when and to whom the case was sent; "" if it was not."""
        return "" if case.sent is None else frozen_words(case, self.judged(case))


def holder_of(field: FormField) -> Literal["agency", "referral"]:
    """Returns the part of the case that holds a field."""
    return "agency" if field.holder == "agency" else "referral"


def saved_words(case: Case) -> str:
    """Returns when the case was last saved, as text."""
    return f"saved {second_words(case.changed_at)}"
