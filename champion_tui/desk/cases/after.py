"""What happens to a referral after it is sent: what the council said, its outcome, and consent taken back."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime

from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.views import CaseView, NotedStep
from champion_tui.domain.cases.after_sending import (
    OUTCOME,
    WITHDRAWN,
    CouncilOutcome,
    Heard,
    Refusal,
    Step,
    WhyWithdrawn,
    refused,
)
from champion_tui.domain.cases.case import Case
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.calendar import london_date
from champion_tui.ground.date_words import day_words
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.forms.after_sending import AfterSending, PortalWords, Said, filled
from champion_tui.store.casestore import CaseStore

LONGEST_NOTE = 500
"""The most characters of a note about what the council said."""

KINDS = (*Heard, OUTCOME, WITHDRAWN)
TOLD = ("yes", "no")
NO_SUCH_STEP = "Nothing of that kind is noted for {reference}."
NOTED = "Noted are: {kinds}."
NOTHING_NOTED = "Nothing is noted there yet."


@dataclass(frozen=True, slots=True)
class NotedView:
    """A case after an entry: what that means and does not mean, what to do next, and what to ``say`` to the council on the phone. All empty
    where an entry was taken out.
    """

    case: CaseView
    meaning: str = ""
    next_steps: tuple[str, ...] = ()
    say: tuple[str, ...] = ()


class AfterSendingDesk:
    """``desk.cases.after``. All methods but ``meant`` are *slow*: they read and write the store. ``shown`` makes the view of a changed case,
    ``council`` gives the name of its council.
    """

    def __init__(
        self,
        store: CaseStore,
        book: Book,
        *,
        now: Callable[[], datetime],
        shown: Callable[[Case], CaseView],
        council: Callable[[Case], str],
    ) -> None:
        self._store = store
        self._known = book.after_sending
        self._now = now
        self._shown = shown
        self._council = council

    def heard(self, reference: str, what: str, on: date, note: str = "", instead_of: str = "") -> NotedView:
        """Note what the council said (an id of ``Heard``, or the portal's own wording), on which day. The same again corrects it; with
        ``instead_of`` it takes the place of an entry of that kind that was wrong.

        Raises ``WrongValue``; ``RefusedByProcedure`` for a move that makes no sense.
        """
        meant = self.meant(what)
        if meant.heard is None:
            raise WrongValue(Problem("what", what, _which(meant)))
        return self._note(reference, meant.heard, Step(on, self._store.person, note), instead_of)

    def meant(self, what: str) -> PortalWords:
        """What a portal's wording, or one of our ids, means. Raises ``WrongValue`` for one that is not known."""
        meant = self._known.on_portal(what)
        if meant is None:
            raise WrongValue(Problem("what", what, f"one of {', '.join(Heard)}"))
        return meant

    def outcome(self, reference: str, what: str, on: date, note: str = "") -> NotedView:
        """Note how the council decided (an id of ``CouncilOutcome``). Raises as ``heard`` does."""
        _check_choice("what", what, CouncilOutcome)
        return self._note(reference, OUTCOME, Step(on, self._store.person, note, what))

    def withdraw(self, reference: str, on: date, why: str, told_council: str = "", note: str = "") -> NotedView:
        """Note that the referral goes no further: from now on nothing of it leaves the vault but the evidence record. ``told_council``
        ("yes", "no", "" for not noted) says whether the council knows, which matters once it was sent. Raises as ``heard`` does.
        """
        _check_choice("why", why, WhyWithdrawn)
        _check_choice("told-council", told_council, ("", *TOLD))
        return self._note(reference, WITHDRAWN, Step(on, self._store.person, note, why, told_council))

    def take_back(self, reference: str, kind: str, why: str) -> NotedView:
        """Take out an entry that was wrong. What it said, and ``why`` it went, stay in the history. Raises ``RefusedByProcedure`` where there
        is none, ``WrongValue`` for an unknown kind or no reason.
        """
        _check_choice("what", kind, KINDS)
        reason = why.strip()
        _check_note("why", reason)
        if not reason:
            raise WrongValue(Problem("why", why, "why the entry is wrong"))
        with store_errors():
            changed = self._store.record_steps(
                reference, {kind: None}, lambda case: _must_be_noted(case, kind), why=reason
            )
        return NotedView(self._shown(changed))

    def _note(self, reference: str, kind: str, step: Step, instead_of: str = "") -> NotedView:
        _check_note("note", step.note)
        today = london_date(self._now())

        def decide(case: Case) -> None:
            if instead_of:
                _must_be_noted(case, instead_of)
            others = {name: noted for name, noted in case.steps.items() if name not in {kind, instead_of}}
            refusal = refused(kind, step, replace(case, steps=others), today)
            if refusal is not None:
                raise RefusedByProcedure(self._sentence(refusal, case))

        changes: dict[str, Step | None] = {kind: step, **({instead_of: None} if instead_of else {})}
        with store_errors():
            return self._view(self._store.record_steps(reference, changes, decide), kind, step)

    def _sentence(self, refusal: Refusal, case: Case) -> str:
        return " ".join(filled((self._known.refused[refusal],), self._values(case)))

    def _values(self, case: Case) -> dict[str, str]:
        return {
            "council": self._council(case),
            "sent_day": day_words(case.sent.on) if case.sent else "",
            "code": case.sent.code if case.sent else "",
            "reference": case.reference,
        }

    def _view(self, case: Case, kind: str, step: Step) -> NotedView:
        values, said = self._values(case), said_of(self._known, kind, step)
        shown = self._shown(case)
        if kind != WITHDRAWN:
            return NotedView(shown, f"{said.means} {said.not_this}".strip(), filled(said.next, values))
        stopped = self._known.stopped_unsent if case.sent is None else self._known.stopped_sent
        told = (self._known.told[step.told_council],) if case.sent is not None else ()
        knows = case.sent is not None and step.told_council == "yes"
        return NotedView(
            shown,
            " ".join((said.means, stopped.words, *told)),
            # Of a referral that was sent the first step is to tell the council.
            (*filled(stopped.next[1:] if knows else stopped.next, values), *filled(said.next, values)),
            () if knows else filled(stopped.say, values),
        )


def said_of(known: AfterSending, kind: str, step: Step) -> Said:
    """The words for one entry."""
    if kind == OUTCOME:
        return known.outcomes[CouncilOutcome(step.what)]
    if kind == WITHDRAWN:
        return known.withdrawn[WhyWithdrawn(step.what)]
    return known.heard[Heard(kind)]


def noted_steps(known: AfterSending, case: Case) -> Iterator[NotedStep]:
    """What happened after sending, in the order of the days."""
    for kind, step in sorted(case.steps.items(), key=lambda item: (item[1].on, KINDS.index(item[0]))):
        said = said_of(known, kind, step)
        told = f" {known.told[step.told_council]}" if kind == WITHDRAWN and case.sent else ""
        note = f" Note: {step.note}" if step.note else ""
        words = f"{day_words(step.on)}: {said.words}.{told}{note} Noted by {step.by}."
        yield NotedStep(kind, step.on, step.by, step.note, step.what, step.told_council, words)


def _must_be_noted(case: Case, kind: str) -> None:
    if kind not in case.steps:
        noted = NOTED.format(kinds=", ".join(case.steps)) if case.steps else NOTHING_NOTED
        raise RefusedByProcedure(NO_SUCH_STEP.format(reference=case.reference), noted)


def _which(meant: PortalWords) -> str:
    """The question which of several it was, with an id for each."""
    ways = "; ".join(f"{heard}: {words}" for heard, words in meant.answers.items())
    return f"{' or '.join(meant.answers)}. {meant.question} {ways}"


def _check_choice(key: str, given: str, among: Iterable[str]) -> None:
    choices = tuple(among)
    if given not in choices:
        raise WrongValue(Problem(key, given, f"one of {', '.join(filter(None, choices))}"))


def _check_note(key: str, note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise WrongValue(Problem(key, note, f"{LONGEST_NOTE} characters or fewer"))
