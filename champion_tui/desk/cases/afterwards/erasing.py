"""Erases a case. Says beforehand what is erased and what stays; afterwards a stub shows that the duty was met."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.cases.as_sent import kept_of
from champion_tui.desk.cases.case_views import initials
from champion_tui.desk.errors import RefusedByProcedure
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.triage.judging import judge_answers, passing_over_unknown
from champion_tui.domain.cases.after_sending import OUTCOME, Heard
from champion_tui.domain.cases.afterwards.what_follows import status_after
from champion_tui.domain.cases.case import NOTHING_RECORDED, Case, CaseFacts, ErasedCase, ExportedFile, WhenRecorded
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import LONDON, london_date
from champion_tui.ground.dates.date_words import count_words, day_words, list_words
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.forms.reading_forms import CodeItem
from champion_tui.triage.walk import Judgement

if TYPE_CHECKING:
    from champion_tui.store.casestore import CaseStore

GOES = (
    "Every answer and field: name, how to reach them, notes, the code.",
    "What was changed to what, and where files were written.",
)
STUB_STAYS = (
    "To show that the duty was met. The reference, and the days it was begun, sent and erased. The area, the "
    "council and your kind of body. How urgent it was and the outcome. How far it had come, why, and what the "
    "council decided. No name, nothing that was typed."
)
EVENTS_STAY = "When something was done and by whose key, without what it was; and who erased the case."
COPIES_STAY = "Safety copies made before now. They are here for 28 days at most, and on a stick until you delete them."
OUTSIDE_STAYS = "What was sent, printed or handed over: this program cannot reach it."
TRACES_STAY = "Traces in unused parts of the encrypted file, until you lock the vault. That writes the file again."
STAYS = (STUB_STAYS, EVENTS_STAY, TRACES_STAY, COPIES_STAY, OUTSIDE_STAYS)
ELSEWHERE = "Written there and not on this machine now (a stick, perhaps). If it still exists, delete it there: {path}"
ON_PAPER = "Printed, and not noted as dealt with: {path}"
IN_THE_WAY = "{files} of this case {are} still outside the vault, so it was not erased: {paths}."
WAY_OUT = 'Delete them, or say in "Files outside the vault" that they are dealt with; then erase the case.'

NO_COUNCIL = {
    "elsewhere-england": "elsewhere in England, not yet known which",
    "outside-england": "outside England",
}
"""Answers to the question about the council that name no council."""

STAGES = {
    "homeless": "homeless",
    "threatened": "threatened within 56 days",
    "early": "later than 56 days",
    "unknown": "not known",
    "none": "not at risk",
}


@immutable
class ErasureView:
    """What erasing a case would do. ``files`` are outside the vault and prevent it. ``elsewhere`` lists files that
    cannot be found or reached, which do not.
    """

    reference: str
    version: int
    who: str
    goes: tuple[str, ...]
    stays: tuple[str, ...]
    files: tuple[str, ...]
    elsewhere: tuple[str, ...]
    way_out: str = WAY_OUT


@immutable
class StubView:
    """What remains of an erased case. ``words`` holds the label and text of each part; ``headline`` is a sentence above
    them.
    """

    erased: ErasedCase
    headline: str
    words: tuple[tuple[str, str], ...]

    def as_json(self) -> Mapping[str, str | None]:
        """Returns the stub for scripts: ids and ISO dates, null for what is not known."""
        stub = self.erased
        return {
            "reference": stub.reference,
            "status": "erased",
            "created_on": stub.created_on.isoformat(),
            "erased_on": stub.erased_on.isoformat(),
            "sent_on": stub.sent_on.isoformat() if stub.sent_on else None,
            "area": stub.area,
            "authority": stub.facts.authority,
            "body_type": stub.facts.body_type,
            "stage": stub.facts.stage,
            "outcome": stub.facts.outcome,
        }


class Erasing:
    """``desk.cases.erasing``. All methods read or write the store: they are *slow*."""

    def __init__(self, store: "CaseStore", book: Book) -> None:
        self._store = store
        self._book = book

    def before(self, reference: str) -> ErasureView:
        """Returns what erasing the case would remove and leave. Changes nothing."""
        with store_errors():
            case = self._store.case(reference)
            listed = self._files(reference)
        files = [item.path for item in listed if not item.on_paper and Path(item.path).exists()]
        elsewhere = [
            (ON_PAPER if item.on_paper else ELSEWHERE).format(path=item.path)
            for item in listed
            if item.path not in files
        ]
        who = initials(self._book.form_of(case.tree.id), case)
        return ErasureView(reference, case.version, who, GOES, STAYS, tuple(files), tuple(elsewhere))

    def erase(self, reference: str, version: int | None = None) -> StubView:
        """Erases the case if it is still at ``version`` (None: at any version). Returns what remains.

        Raises ``RefusedByProcedure`` while files of the case are outside the vault.
        """
        with store_errors():
            case = self._store.case(reference)
        paths = self.before(reference).files
        if paths:
            files, are = count_words(len(paths), "file"), "is" if len(paths) == 1 else "are"
            raise RefusedByProcedure(IN_THE_WAY.format(files=files, are=are, paths="; ".join(paths)), WAY_OUT)
        with store_errors():
            seen = case.version if version is None else version
            return self._view(self._store.erase(reference, seen, self._facts(case)), self._store.recorded(reference))

    def erase_all(
        self, references: Iterable[str], early_until: tuple[date, Collection[str]] | None = None
    ) -> tuple[str, ...]:
        """Erases these cases and, as in ``CaseStore.erase_all``, entries of the early list: all of them or none.
        Returns the references of the cases. The caller must check that no files of theirs are outside the vault.
        """
        with store_errors():
            cases = [self._store.case(reference) for reference in references]
            self._store.erase_all([(case.reference, case.version, self._facts(case)) for case in cases], early_until)
        return tuple(case.reference for case in cases)

    def erased(self) -> tuple[StubView, ...]:
        """Returns what remains of every erased case, the last erased first."""
        with store_errors():
            return tuple(map(self._view, self._store.erased_cases()))

    def stub(self, reference: str) -> StubView | None:
        """Returns what remains of that case; None if no case with that reference was erased."""
        with store_errors():
            stub = self._store.erased_case(reference)
            return None if stub is None else self._view(stub, self._store.recorded(reference))

    def _files(self, reference: str) -> list[ExportedFile]:
        return [item for item in self._store.exported_files() if item.case == reference]

    def _facts(self, case: Case) -> CaseFacts:
        """Returns what the stub may hold: only ids that are in today's data, so that no typed text gets into it."""
        judgement = self._judgement(case)
        authority, body = judgement.answers.get("authority"), case.agency.get("body-type")
        sent_on = case.sent.on if case.sent else None
        after = status_after(sent_on, case.steps, sent_on or date.min)
        contact, outcome = case.steps.get(Heard.CONTACT_MADE), case.steps.get(OUTCOME)
        return CaseFacts(
            authority=str(authority) if self._council(authority) else None,
            body_type=_known(body, self._book.codes["body-type"]),
            stage=str(judgement.stage) if judgement.stage else None,
            outcome=judgement.outcome,
            status=str(after) if after else None,
            reason=_known(case.referral.get("agreed-reason"), self._book.codes["agreed-reason"]),
            contact_on=contact.on if contact else None,
            result=outcome.what if outcome else None,
            result_on=outcome.on if outcome else None,
            before_56=judgement.stage is Stage.EARLY if case.sent and judgement.stage else None,
        )

    def _judgement(self, case: Case) -> Judgement:
        """Returns the case judged for the day it was sent, or else for when it was last changed, because a stage
        depends on the day.
        """
        kept = kept_of(case)
        if kept is not None:
            return kept.judgement
        at = datetime.combine(case.sent.on, time(12), LONDON) if case.sent else case.changed_at
        area = self._book.area_of_person(case.area).id
        judged = passing_over_unknown(
            lambda answers: judge_answers(self._book, answers, at=at, area=area, tree_id=case.tree.id), case.answers
        )
        return judged.judgement

    def _council(self, authority: Answer | None) -> str:
        """Returns the council's name; "" if the id is not known."""
        council = self._book.authority(authority) if isinstance(authority, str) else None
        return council.name if council else NO_COUNCIL.get(str(authority), "")

    def _view(self, stub: ErasedCase, recorded: WhenRecorded = NOTHING_RECORDED) -> StubView:
        facts = stub.facts
        bodies = {item.id: item.words for item in self._book.codes["body-type"]}
        area = self._book.areas.get(stub.area)
        sent = day_words(stub.sent_on) if stub.sent_on else "never, as far as was noted here"
        words = (
            ("Begun", day_words(stub.created_on)),
            ("Outcome", facts.outcome or "none: questions were still open"),
            ("How urgent", STAGES.get(facts.stage or "", facts.stage or "not known")),
            ("Council", self._council(facts.authority) or facts.authority or "none chosen"),
            ("Sent", sent),
            ("Your body", bodies.get(facts.body_type or "", facts.body_type or "not stated")),
            ("Area", area.name if area else stub.area),
            *_by_the_clock(stub, recorded),
        )
        headline = f"{stub.reference} was erased on {day_words(stub.erased_on)}. What it held is gone; this stays:"
        return StubView(stub, headline, words)


def _known(answer: Answer | None, codes: tuple[CodeItem, ...]) -> str | None:
    """Returns an id if it is in today's list; None for anything else, which may be typed text."""
    return next((item.id for item in codes if item.id == answer), None)


def _by_the_clock(stub: ErasedCase, recorded: WhenRecorded) -> tuple[tuple[str, str], ...]:
    """Returns the days by the machine's clock if they differ from the recorded ones: the day of sending is typed, and
    the current time can be set with an option.
    """
    days = (
        ("begun", stub.created_on, recorded.begun),
        ("noted as sent", stub.sent_on, recorded.sent),
        ("erased", stub.erased_on, recorded.erased),
    )
    other = [
        f"{what} on {day_words(london_date(when.at))}"
        for what, day, when in days
        if when and london_date(when.at) != day
    ]
    return (("By the machine's clock", list_words(tuple(other))),) if other else ()
