"""A case's status, and whether its pack is up to date. Both are worked out from what is stored, never typed in."""

import json
from datetime import date

from champion_tui.desk.triage.judging import Judged
from champion_tui.domain.cases.after_sending import RequestOutcome
from champion_tui.domain.cases.afterwards.what_follows import status_after
from champion_tui.domain.cases.case import Case, CaseStatus
from champion_tui.domain.cases.form import Form, FormField, Missing, Need
from champion_tui.ground.answers import Answer
from champion_tui.ground.digests import sha256_hex
from champion_tui.triage.agreement import held_back
from champion_tui.triage.walk import Judgement

WITHOUT_REFERRAL = {
    "rung-now": CaseStatus.EMERGENCY_PHONED,
    "universal-support": CaseStatus.UNIVERSAL_SUPPORT,
    "joint-appointment": CaseStatus.JOINT_APPOINTMENT,
    "ask-family": CaseStatus.ASK_AGAIN,
    "not-agreed": CaseStatus.REFUSED_CONSENT,
    "ask-front-door": CaseStatus.ASK_FRONT_DOOR,
    "medway-childrens-services": CaseStatus.NOT_FOR_THIS_FORM,
    "another-county": CaseStatus.NOT_FOR_THIS_FORM,
    "no-children": CaseStatus.NOT_FOR_THIS_FORM,
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
    CaseStatus.ACKNOWLEDGED: "sent, the council has it",
    CaseStatus.CONTACT_MADE: "the council has reached them",
    CaseStatus.NO_CONTACT: "the council could not reach them",
    CaseStatus.MORE_ASKED: "more information asked",
    CaseStatus.OUTCOME_KNOWN: "the council has decided",
    CaseStatus.ACCEPTED_EARLY_HELP: "accepted, intensive early help",
    CaseStatus.ACCEPTED_SOCIAL_WORK: "accepted, children's social work",
    CaseStatus.NOT_ACCEPTED: "not accepted",
    CaseStatus.CLOSED_BY_CHILDRENS_SERVICES: "closed by children's services",
    CaseStatus.CLOSED_BY_HOUSING: "closed by the housing authority",
    CaseStatus.DUPLICATE: "the council had it already",
    CaseStatus.WITHDRAWN: "withdrawn",
    CaseStatus.EXPIRED: "no answer in 26 weeks",
    CaseStatus.EMERGENCY_PHONED: "emergency, phoned",
    CaseStatus.CHILDRENS_SERVICES: "passed to children's services",
    CaseStatus.ADVICE_GIVEN: "advice given",
    CaseStatus.LACKS_CAPACITY: "cannot decide now, care route",
    CaseStatus.ASK_AGAIN: "ask again",
    CaseStatus.OUTSIDE_ENGLAND: "outside England",
    CaseStatus.REFUSED_CONSENT: "said no to a referral",
    CaseStatus.ASSISTED_DIRECTLY: "helped to go there",
    CaseStatus.ALREADY_REFERRED: "already referred",
    CaseStatus.UNIVERSAL_SUPPORT: "services that are open to all",
    CaseStatus.JOINT_APPOINTMENT: "working with their worker",
    CaseStatus.ASK_FRONT_DOOR: "ring the front door and ask",
    CaseStatus.NOT_FOR_THIS_FORM: "another service is for them",
}


NOT_SENT, SENT, OVERDUE, DONE, WITHDRAWN = "NOT SENT", "SENT", "OVERDUE", "DONE", "WITHDRAWN"
"""A case's state, as the one or two words shown in the top line and in lists."""

ENDED = frozenset(
    {
        CaseStatus.OUTCOME_KNOWN,
        CaseStatus.DUPLICATE,
        CaseStatus.EXPIRED,
        *(CaseStatus(each) for each in RequestOutcome),
    }
)


def tag_of(status: CaseStatus, *, overdue: bool = False) -> str:
    """Returns the tag of a case; "" for one without a referral, which is neither sent nor to be sent."""
    if status is CaseStatus.WITHDRAWN:
        return WITHDRAWN
    if status in ENDED:
        return DONE
    if overdue:
        return OVERDUE
    if status is CaseStatus.DRAFT or is_not_sent(status):
        return NOT_SENT
    return "" if status in WITHOUT_REFERRAL.values() else SENT


def case_status(
    case: Case, judgement: Judgement, missing: tuple[Missing, ...], today: date, *, referral: bool
) -> CaseStatus:
    """Returns the status of ``case`` on ``today``. ``referral`` says whether its outcome allows a referral to be sent."""
    after = status_after(case.sent.on if case.sent else None, case.steps, today)
    if after is not None:
        return after
    if judgement.outcome is None:
        return CaseStatus.DRAFT
    if not referral:
        return WITHOUT_REFERRAL[judgement.outcome]
    if any(entry.need is Need.MINIMUM for entry in missing):
        return CaseStatus.NEEDS_ANSWER
    return CaseStatus.READY if case.exported_at is None else CaseStatus.EXPORTED


def is_not_sent(status: CaseStatus) -> bool:
    """Returns whether there is a referral that the council does not have yet."""
    return status in {CaseStatus.NEEDS_ANSWER, CaseStatus.READY, CaseStatus.EXPORTED}


def value_of(case: Case, field: FormField) -> Answer | None:
    """Returns a field's stored value, or None."""
    return (case.agency if field.holder == "agency" else case.referral).get(field.id)


def pack_contents(form: Form, case: Case, judged: Judged) -> str:
    """Returns a digest of what a pack of the case contains: the answers that count, the fields that may be sent, and
    the choice of paper.

    Ticks in the portal, files written and fields that are held back do not change it.
    """
    unshared = held_back(judged.tree, judged.judgement.answers)
    fields = {
        field.id: value
        for field in form.fields
        if field.consent not in unshared and (value := value_of(case, field)) is not None
    }
    contents = json.dumps([dict(judged.judgement.answers), fields], sort_keys=True)
    return sha256_hex(contents.encode())


def pack_is_current(form: Form, case: Case, judged: Judged) -> bool | None:
    """Returns whether the last pack matches the case; None if none was written.

    A pack without a digest (written before layout 3 of the store) counts as current only if the case has not changed
    since.
    """
    if case.exported_at is None:
        return None
    if case.pack_contents is None:
        return case.changed_at <= case.exported_at
    return case.pack_contents == pack_contents(form, case, judged)
