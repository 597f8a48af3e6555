"""Where a case stands, worked out from what is stored (peers-and-fields' status set, without typed-in states)."""

from champion_tui.domain.cases.case import Case, CaseStatus
from champion_tui.domain.cases.form import Missing, Need
from champion_tui.triage.walk import Judgement

WITHOUT_REFERRAL = {
    "phone-now": CaseStatus.EMERGENCY_PHONED,
    "childrens-services": CaseStatus.CHILDRENS_SERVICES,
    "advice-only": CaseStatus.ADVICE_GIVEN,
    "lacks-capacity": CaseStatus.LACKS_CAPACITY,
    "ask-again": CaseStatus.ASK_AGAIN,
    "outside-england": CaseStatus.OUTSIDE_ENGLAND,
    "no-consent": CaseStatus.REFUSED_CONSENT,
    "assist-direct": CaseStatus.ASSISTED_DIRECTLY,
    "already-referred": CaseStatus.ALREADY_REFERRED,
}

WORDS = {
    CaseStatus.DRAFT: "questions still open",
    CaseStatus.NEEDS_ANSWER: "NOT SENT, something is missing",
    CaseStatus.READY: "NOT SENT, ready",
    CaseStatus.EXPORTED: "NOT SENT, pack is written",
    CaseStatus.SENT: "sent",
    CaseStatus.EMERGENCY_PHONED: "emergency, phoned",
    CaseStatus.CHILDRENS_SERVICES: "passed to children's services",
    CaseStatus.ADVICE_GIVEN: "advice given",
    CaseStatus.LACKS_CAPACITY: "cannot decide now, care route",
    CaseStatus.ASK_AGAIN: "ask again",
    CaseStatus.OUTSIDE_ENGLAND: "outside England",
    CaseStatus.REFUSED_CONSENT: "said no to a referral",
    CaseStatus.ASSISTED_DIRECTLY: "helped to go there",
    CaseStatus.ALREADY_REFERRED: "already referred",
}


def case_status(case: Case, judgement: Judgement, missing: tuple[Missing, ...], *, referral: bool) -> CaseStatus:
    """The status of ``case``. ``referral``: whether its outcome allows a referral to leave the building."""
    if case.sent is not None:
        return CaseStatus.SENT
    if judgement.outcome is None:
        return CaseStatus.DRAFT
    if not referral:
        return WITHOUT_REFERRAL[judgement.outcome]
    if any(entry.need is Need.MINIMUM for entry in missing):
        return CaseStatus.NEEDS_ANSWER
    return CaseStatus.READY if case.exported_at is None else CaseStatus.EXPORTED


def is_not_sent(status: CaseStatus) -> bool:
    """Whether a referral is under way that the council does not have yet."""
    return status in {CaseStatus.NEEDS_ANSWER, CaseStatus.READY, CaseStatus.EXPORTED}
