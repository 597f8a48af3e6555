"""A case in any status has an evidence record, and the record names the status."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from desk_samples import MINIMUM, MONDAY_MORNING, REFER, unlocked_desk

from champion_tui.desk.desk import Desk
from champion_tui.domain.cases.after_sending import CouncilOutcome, Heard, WhyWithdrawn
from champion_tui.domain.cases.case import CaseStatus
from champion_tui.ground.answers import Answer

SENT_ON = date(2026, 11, 20)
TODAY = date(2026, 11, 23)
LATER = timedelta(weeks=27)

WITHOUT_REFERRAL: Mapping[CaseStatus, tuple[Mapping[str, Answer | None], str]] = {
    CaseStatus.EMERGENCY_PHONED: ({"emergency": "danger", "after-call": "stop-here"}, "Outcome: phone-now"),
    CaseStatus.CHILDRENS_SERVICES: ({"age": "under-16"}, "Outcome: childrens-services"),
    CaseStatus.ADVICE_GIVEN: (
        {"situation": "not-at-risk", "last-date": None, "circumstances": ("none",)},
        "Outcome: advice-only",
    ),
    CaseStatus.LACKS_CAPACITY: ({"capacity": "doubt", "capacity-support": "cannot-decide"}, "Outcome: lacks-capacity"),
    CaseStatus.ASK_AGAIN: ({"consent": "not-asked"}, "Outcome: ask-again"),
    CaseStatus.OUTSIDE_ENGLAND: ({"authority": "outside-england"}, "Outcome: outside-england"),
    CaseStatus.REFUSED_CONSENT: ({"consent": "refused"}, "Outcome: no-consent"),
    CaseStatus.ASSISTED_DIRECTLY: (
        {"reach": "unlikely", "assist": "person-prefers-direct"},
        "Outcome: assist-direct",
    ),
    CaseStatus.ALREADY_REFERRED: ({"earlier-referral": "waiting-in-time"}, "Outcome: already-referred"),
}

AFTER: Mapping[CaseStatus, tuple[Callable[[Desk, str], object], str]] = {
    CaseStatus.SENT: (lambda desk, case: None, "Nothing that the council said was noted yet"),
    CaseStatus.ACKNOWLEDGED: (
        lambda desk, case: desk.cases.after.heard(case, Heard.ACKNOWLEDGED, TODAY),
        "it has arrived: Monday 23 November 2026",
    ),
    CaseStatus.CONTACT_MADE: (
        lambda desk, case: desk.cases.after.heard(case, Heard.CONTACT_MADE, TODAY),
        "contact made: Monday 23 November 2026",
    ),
    CaseStatus.NO_CONTACT: (
        lambda desk, case: desk.cases.after.heard(case, Heard.NO_CONTACT, TODAY),
        "could not reach them: Monday 23 November 2026",
    ),
    CaseStatus.OUTCOME_KNOWN: (
        lambda desk, case: desk.cases.after.outcome(case, CouncilOutcome.RELIEF_DUTY, TODAY),
        "The council decided: Monday 23 November 2026 relief duty",
    ),
    CaseStatus.DUPLICATE: (
        lambda desk, case: desk.cases.after.heard(case, Heard.DUPLICATE, TODAY),
        "duplicate: Monday 23 November 2026",
    ),
    CaseStatus.EXPIRED: (lambda desk, case: None, "No answer was noted in 26 weeks."),
}


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """Returns an unlocked desk."""
    made = unlocked_desk(tmp_path / "home")
    yield made
    made.vault.lock()


def new(desk: Desk, answers: Mapping[str, Answer | None], referral: Mapping[str, Answer]) -> str:
    """Returns a new case."""
    triage = {key: given for key, given in {**REFER, **answers}.items() if given is not None}
    return desk.cases.new({"triage": triage, "referral": dict(referral)})


def case_with(desk: Desk, status: CaseStatus, folder: Path) -> tuple[str, str]:
    """Returns a case with that status, and what its record must say."""
    if status in WITHOUT_REFERRAL:
        answers, said = WITHOUT_REFERRAL[status]
        return new(desk, answers, {}), said
    if status is CaseStatus.DRAFT:
        return new(desk, {"reach": None}, {}), "The questions are not finished"
    if status is CaseStatus.NEEDS_ANSWER:
        return new(desk, {}, {}), "Agreed to, not made yet"
    case = new(desk, {}, MINIMUM)
    if status is CaseStatus.READY:
        return case, "Agreed to, not made yet"
    if status is CaseStatus.EXPORTED:
        desk.papers.export(case, folder)
        return case, "Made, not marked as sent"
    if status is CaseStatus.WITHDRAWN:
        desk.cases.after.withdraw(case, TODAY, WhyWithdrawn.CONSENT_WITHDRAWN)
        return case, "Withdrawn: Monday 23 November 2026"
    desk.cases.mark_sent(case, SENT_ON, "AB1")
    step, said = AFTER[status]
    step(desk, case)
    if status is CaseStatus.EXPIRED:
        at: datetime = MONDAY_MORNING + LATER
        desk.now = lambda: at
    return case, said


def record(desk: Desk, case: str, folder: Path) -> str:
    """Returns the evidence record as one line."""
    desk.papers.write_evidence(case, folder / "record.txt")
    return " ".join((folder / "record.txt").read_text().split())


OF_A_REFERRAL = (
    *WITHOUT_REFERRAL,
    *AFTER,
    CaseStatus.DRAFT,
    CaseStatus.NEEDS_ANSWER,
    CaseStatus.READY,
    CaseStatus.EXPORTED,
    CaseStatus.WITHDRAWN,
)
"""Every status that a referral can have; the statuses of a request for support belong to another tree."""


@pytest.mark.parametrize("status", OF_A_REFERRAL)
def test_every_status_has_an_evidence_record_that_says_so(desk: Desk, tmp_path: Path, status: CaseStatus) -> None:
    """No status is refused a record, and each record says which step the case has reached."""
    case, said = case_with(desk, status, tmp_path)
    assert desk.cases.view(case).status == status
    assert said in record(desk, case, tmp_path)


@pytest.mark.parametrize(
    "answers", [{"reach": None}, {"consent": None}, {"consent": "not-asked"}, {"consent": "refused"}]
)
def test_a_withdrawal_can_be_shown_whatever_the_answers_come_to(
    desk: Desk, tmp_path: Path, answers: Mapping[str, Answer | None]
) -> None:
    """A withdrawn draft with open questions gets a record too, whether the record is written to a file or printed."""
    case = new(desk, answers, {})
    desk.cases.after.withdraw(case, TODAY, WhyWithdrawn.CONSENT_WITHDRAWN)
    assert "Withdrawn: Monday 23 November 2026" in record(desk, case, tmp_path)
    desk.papers.prints.to_file(case, "evidence", tmp_path / "record.pdf")
