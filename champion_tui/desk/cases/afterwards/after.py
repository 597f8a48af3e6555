"""What happens to a referral after it is sent: what the council said, its decision, and consent taken back."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from champion_tui.desk.cases.after_words import KINDS, NOTE_NEEDED, said_of, told_words
from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.views import CaseView
from champion_tui.domain.cases.after_sending import (
    NEEDS_NOTE,
    OUTCOME,
    WITHDRAWN,
    Heard,
    Step,
    WhyWithdrawn,
)
from champion_tui.domain.cases.afterwards.portal_words import Ambiguous, portal_word
from champion_tui.domain.cases.afterwards.what_follows import CaseSoFar, refused
from champion_tui.domain.cases.case import Case
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import day_words
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.forms.after_sending import AfterSending, filled
from champion_tui.store.casestore import CaseStore

LONGEST_NOTE = 500
"""The greatest length of a note on what happened after sending, in characters."""

TOLD = ("yes", "no")
NO_SUCH_STEP = "Nothing of that kind is noted for {reference}."
NOTED = "Noted are: {kinds}."
NOTHING_NOTED = "Nothing is noted there yet."


@immutable
class NotedView:
    """A case after an entry: what the entry means and does not mean, what to do next, and what to ``say`` to the
    council on the phone. Apart from ``case``, all are empty after an entry was taken out.
    """

    case: CaseView
    meaning: str = ""
    next_steps: tuple[str, ...] = ()
    say: tuple[str, ...] = ()


class AfterSendingDesk:
    """``desk.cases.after``. All methods are *slow*: they read and write the store. ``shown`` returns the view of a
    changed case, ``council`` the name of its council.
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
        self._book = book
        self._now = now
        self._shown = shown
        self._council = council

    def heard(self, reference: str, what: str, on: date, note: str = "", instead_of: str = "") -> NotedView:
        """Notes what the council said (an id of ``Heard``, or the portal's own wording) and on which day.

        The same kind again corrects the entry. With ``instead_of`` it replaces a wrong entry of that kind. Raises
        ``WrongValue``, and ``RefusedByProcedure`` for a step that is not possible.
        """
        known = self.known(reference)
        meant: Heard | Ambiguous | None = Heard(what) if what in set(known.heard) else None
        if known.portal:
            meant = portal_word(what, known.portal_words)
        if not isinstance(meant, Heard):
            raise WrongValue(Problem("what", what, _which(known, meant)))
        return self._note(reference, meant, Step(on, self._store.person, note), instead_of)

    def known(self, reference: str) -> AfterSending:
        """Returns what can be noted about that case, and the words for it."""
        with store_errors():
            return self._book.after_of(self._store.case(reference).tree.id)

    def outcome(self, reference: str, what: str, on: date, note: str = "") -> NotedView:
        """Notes how the council decided (an id of ``CouncilOutcome``, or ``RequestOutcome`` for a request). Raises what
        ``heard`` raises.
        """
        _check_choice("what", what, self.known(reference).outcomes)
        return self._note(reference, OUTCOME, Step(on, self._store.person, note, what))

    def withdraw(self, reference: str, on: date, why: str, told_council: str = "", note: str = "") -> NotedView:
        """Notes that the referral goes no further: from now on only the evidence record leaves the vault.

        ``told_council`` ("yes", "no", "" for not noted) says whether the council knows, which matters once the referral
        was sent. Some reasons need a ``note`` (``NEEDS_NOTE``). Raises what ``heard`` raises.
        """
        _check_choice("why", why, WhyWithdrawn)
        _check_choice("told-council", told_council, ("", *TOLD))
        if why in NEEDS_NOTE and not note.strip():
            raise WrongValue(Problem("note", note, NOTE_NEEDED[WhyWithdrawn(why)]))
        return self._note(reference, WITHDRAWN, Step(on, self._store.person, note, why, told_council))

    def take_back(self, reference: str, kind: str, why: str) -> NotedView:
        """Takes out a wrong entry. What it said, and ``why`` it was taken out, stay in the history. Raises
        ``RefusedByProcedure`` if there is no such entry, and ``WrongValue`` for an unknown kind or a missing reason.
        """
        with store_errors():
            noted = self._store.case(reference).steps
        _check_choice("what", kind, dict.fromkeys([*KINDS, *noted]))
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
            refusal = refused(kind, step, standing_of(case), today, instead_of=instead_of)
            if refusal is not None:
                raise RefusedByProcedure(self._book.after_of(case.tree.id).refused[refusal])

        changes: dict[str, Step | None] = {kind: step, **({instead_of: None} if instead_of else {})}
        with store_errors():
            return self._view(self._store.record_steps(reference, changes, decide), kind, step)

    def _values(self, case: Case) -> dict[str, str]:
        return {
            "council": self._council(case),
            "sent_day": day_words(case.sent.on) if case.sent else "",
            "code": case.sent.code if case.sent else "",
            "reference": case.reference,
        }

    def _view(self, case: Case, kind: str, step: Step) -> NotedView:
        known = self._book.after_of(case.tree.id)
        values, said = self._values(case), said_of(known, kind, step.what)
        shown = self._shown(case)
        if kind != WITHDRAWN:
            return NotedView(shown, f"{said.means} {said.not_this}".strip(), filled(said.next, values))
        stopped = known.stopped_unsent if case.sent is None else known.stopped_sent
        told = (told_words(known, step.told_council),) if case.sent is not None else ()
        knows = case.sent is not None and step.told_council == "yes"
        return NotedView(
            shown,
            " ".join((said.means, stopped.words, *told)),
            # If a referral was sent, the first step is to tell the council.
            (*filled(stopped.next[1:] if knows else stopped.next, values), *filled(said.next, values)),
            () if knows else filled(stopped.say, values),
        )


def _which(known: AfterSending, meant: Ambiguous | None) -> str:
    """Returns the question to ask if a portal's wording can mean several things or is unknown: the ids, then a sentence
    for each.
    """
    asked = known.unknown if meant is None else known.portal[meant]
    ways = "; ".join(f"{kind}: {words}" for kind, words in asked.answers.items())
    return f"{' or '.join(asked.answers)}. {asked.question} {ways}"


def _must_be_noted(case: Case, kind: str) -> None:
    if kind not in case.steps:
        noted = NOTED.format(kinds=", ".join(case.steps)) if case.steps else NOTHING_NOTED
        raise RefusedByProcedure(NO_SUCH_STEP.format(reference=case.reference), noted)


def standing_of(case: Case) -> CaseSoFar:
    """Returns what a step of the case is judged by."""
    return CaseSoFar(london_date(case.created_at), case.sent.on if case.sent else None, case.steps)


def _check_choice(key: str, given: str, among: Iterable[str]) -> None:
    choices = tuple(among)
    if given not in choices:
        raise WrongValue(Problem(key, given, f"one of {', '.join(filter(None, choices))}"))


def _check_note(key: str, note: str) -> None:
    if len(note) > LONGEST_NOTE:
        raise WrongValue(Problem(key, note, f"{LONGEST_NOTE} characters or fewer"))
