"""The status of a referral after it was sent, and which step may follow which.

A step is judged by the other recorded steps, never by the order in which they were recorded: an old letter may be entered late.
``CaseSoFar`` holds what the judgement is based on.
"""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, timedelta
from enum import StrEnum

from champion_tui.domain.cases.after_sending import (
    OUTCOME,
    WITHDRAWN,
    CouncilOutcome,
    Heard,
    RequestOutcome,
    Step,
    WhyWithdrawn,
)
from champion_tui.domain.cases.case import CaseStatus
from champion_tui.ground.values import immutable

EXPIRES_AFTER = timedelta(weeks=26)
"""After this time without news other than a receipt, a referral counts as expired (as in the Ministry of Justice's own tracker of
referrals; no law says so).
"""


class Refusal(StrEnum):
    """Why a step is not recorded, or not taken back. The message for each is in ``data/after-sending.toml``."""

    UNKNOWN_KIND = "unknown-kind"
    """There is no such kind of step."""
    UNKNOWN_WHAT = "unknown-what"
    """An outcome or a reason that is on no list, or one given for a step that has none."""
    NOT_SENT = "not-sent"
    """Before it is sent it can only be withdrawn."""
    IN_FUTURE = "in-future"
    BEFORE_SENT = "before-sent"
    BEFORE_BEGUN = "before-begun"
    """A withdrawal before the case was begun, or before it was sent if that was earlier."""
    WITHDRAWN = "withdrawn"
    """It was withdrawn: the only steps left are to correct that or take it back."""
    DUPLICATE = "duplicate"
    """The council had it already: the only steps left are to correct that or take it back."""
    OUTCOME_KNOWN = "outcome-known"
    """The council has decided, so an earlier answer is no news. Nor is it a correction to add a day that was left out at the time."""
    SAYS_NOTHING_NEW = "says-nothing-new"
    """A receipt after the council reached the person, or could not."""
    CONTACT_WAS_MADE = "contact-was-made"
    """No contact, or a duplicate, after the council reached the person: correct that entry instead."""
    CONTACT_WAS_TRIED = "contact-was-tried"
    """A duplicate after the council could not reach the person: correct that entry instead."""
    BEFORE_CONTACT = "before-contact"
    """An outcome before the day on which the council reached the person, or said that it could not."""
    AFTER_OUTCOME = "after-outcome"
    """A contact, or a failed one, on a day after the day of the recorded outcome."""
    BEFORE_NO_CONTACT = "before-no-contact"
    """Contact on a day before the day on which the council had not reached the person: one of the two entries is wrong."""
    NOTHING_THERE = "nothing-there"
    """There is no such entry to take back or replace."""
    SENT_AFTER_HEARD = "sent-after-heard"
    """A day of sending after a day on which the council answered."""


@immutable
class CaseSoFar:
    """What a step is judged by: the day on which the case was begun, the day it was sent (None if not sent), and the recorded
    steps, by kind.
    """

    begun_on: date
    sent_on: date | None = None
    steps: Mapping[str, Step] = field(default_factory=dict)


_HEARD = frozenset(Heard)
_KINDS = _HEARD | {OUTCOME, WITHDRAWN}
_CONTACTS = (Heard.CONTACT_MADE, Heard.NO_CONTACT)
_WHATS: Mapping[str, frozenset[str]] = {
    OUTCOME: frozenset((*CouncilOutcome, *RequestOutcome)),
    WITHDRAWN: frozenset(WhyWithdrawn),
}

_BY_WEIGHT: tuple[tuple[str, CaseStatus], ...] = (
    (WITHDRAWN, CaseStatus.WITHDRAWN),
    (Heard.DUPLICATE, CaseStatus.DUPLICATE),
    (OUTCOME, CaseStatus.OUTCOME_KNOWN),
    (Heard.CONTACT_MADE, CaseStatus.CONTACT_MADE),
    (Heard.NO_CONTACT, CaseStatus.NO_CONTACT),
    (Heard.MORE_ASKED, CaseStatus.MORE_ASKED),
    (Heard.ACKNOWLEDGED, CaseStatus.ACKNOWLEDGED),
)
"""Kind of step -> status. The first kind that a case has decides its status."""

_BARRED: Mapping[CaseStatus, Mapping[str, Refusal]] = {
    CaseStatus.DUPLICATE: dict.fromkeys([*Heard, OUTCOME], Refusal.DUPLICATE),
    CaseStatus.OUTCOME_KNOWN: dict.fromkeys(Heard, Refusal.OUTCOME_KNOWN),
    CaseStatus.CONTACT_MADE: {
        Heard.ACKNOWLEDGED: Refusal.SAYS_NOTHING_NEW,
        Heard.NO_CONTACT: Refusal.CONTACT_WAS_MADE,
        Heard.DUPLICATE: Refusal.CONTACT_WAS_MADE,
    },
    CaseStatus.NO_CONTACT: {
        Heard.ACKNOWLEDGED: Refusal.SAYS_NOTHING_NEW,
        Heard.DUPLICATE: Refusal.CONTACT_WAS_TRIED,
    },
    CaseStatus.MORE_ASKED: {Heard.ACKNOWLEDGED: Refusal.SAYS_NOTHING_NEW},
}
"""Status -> the steps that may not follow, and why. Consent can be withdrawn whatever the council has said (UK GDPR article 7(3)),
so a withdrawal is never listed here.
"""


def status_after(sent_on: date | None, steps: Mapping[str, Step], today: date) -> CaseStatus | None:
    """Returns the status after sending and ``steps`` on the day ``today``, or None for a case that is neither sent nor withdrawn."""
    if sent_on is None:
        return CaseStatus.WITHDRAWN if WITHDRAWN in steps else None
    status = next((status for kind, status in _BY_WEIGHT if kind in steps), CaseStatus.SENT)
    if status is CaseStatus.OUTCOME_KNOWN and steps[OUTCOME].what in set(RequestOutcome):
        return CaseStatus(steps[OUTCOME].what)
    waits = status in {CaseStatus.SENT, CaseStatus.ACKNOWLEDGED}
    return CaseStatus.EXPIRED if waits and today - sent_on >= EXPIRES_AFTER else status


def refused(kind: str, step: Step | None, standing: CaseSoFar, today: date, *, instead_of: str = "") -> Refusal | None:
    """Returns why ``step``, of kind ``kind``, may not be recorded ``today``, or None if it may. A ``step`` of None takes the entry
    back.

    A step of a kind that is already recorded corrects it. ``instead_of`` is the kind of an entry that this one replaces: the step
    is then judged as if that entry and any later outcome were not there, and the steps left afterwards must make sense.
    """
    if kind not in _KINDS or (instead_of and instead_of not in _KINDS):
        return Refusal.UNKNOWN_KIND
    if (step is None and kind not in standing.steps) or (instead_of and instead_of not in standing.steps):
        return Refusal.NOTHING_THERE
    if step is None:
        # Nothing depends on a single entry: an outcome can come by letter although nobody told us of a contact, so a wrong contact may be
        # taken out while the outcome stays. ``sending_refused`` checks what depends on the day of sending.
        return None
    if step.what not in _WHATS.get(kind, {""}):
        return Refusal.UNKNOWN_WHAT
    return (
        _not_sent(kind, standing, step, today)
        or _order(kind, standing, instead_of)
        or _days(kind, step, standing, instead_of)
    )


def sending_refused(on: date, standing: CaseSoFar) -> Refusal | None:
    """Returns why a referral with this ``standing`` may not be recorded as sent on the day ``on``, or its day be corrected to it;
    else None.
    """
    if WITHDRAWN in standing.steps and standing.sent_on is None:
        return Refusal.WITHDRAWN
    heard = (step.on for kind, step in standing.steps.items() if kind != WITHDRAWN)
    return Refusal.SENT_AFTER_HEARD if any(day < on for day in heard) else None


def _not_sent(kind: str, standing: CaseSoFar, step: Step, today: date) -> Refusal | None:
    """Returns a refusal if it is too early for such a step: in the case's life, or by the step's day."""
    if kind == WITHDRAWN:
        # A referral that was recorded after it had been sent may have been withdrawn before it was recorded.
        first, too_early = min(standing.begun_on, standing.sent_on or standing.begun_on), Refusal.BEFORE_BEGUN
    elif standing.sent_on is None:
        return Refusal.NOT_SENT
    else:
        first, too_early = standing.sent_on, Refusal.BEFORE_SENT
    if step.on > today:
        return Refusal.IN_FUTURE
    return too_early if step.on < first else None


def _order(kind: str, standing: CaseSoFar, instead_of: str) -> Refusal | None:
    """Returns a refusal if the steps already recorded do not allow such a step."""
    if kind in standing.steps:
        return None
    if not instead_of:
        if WITHDRAWN in standing.steps:
            return Refusal.WITHDRAWN
        return _barred(kind, standing.steps)
    left = {each: step for each, step in standing.steps.items() if each not in {instead_of, WITHDRAWN}}
    if kind == Heard.DUPLICATE and OUTCOME in left:
        return Refusal.OUTCOME_KNOWN
    return _barred(kind, {each: step for each, step in left.items() if each != OUTCOME})


def _barred(kind: str, steps: Mapping[str, Step]) -> Refusal | None:
    status = next((status for each, status in _BY_WEIGHT if each in steps), CaseStatus.SENT)
    return _BARRED.get(status, {}).get(kind)


def _days(kind: str, step: Step, standing: CaseSoFar, instead_of: str) -> Refusal | None:
    """Returns a refusal if the day of a step contradicts the days of the others."""
    days = {each: other.on for each, other in standing.steps.items() if each not in {kind, instead_of}} | {
        kind: step.on
    }
    outcome = days.get(OUTCOME)
    if outcome is not None and any(days[each] > outcome for each in _CONTACTS if each in days):
        return Refusal.BEFORE_CONTACT if kind == OUTCOME else Refusal.AFTER_OUTCOME
    made, not_made = days.get(Heard.CONTACT_MADE), days.get(Heard.NO_CONTACT)
    return Refusal.BEFORE_NO_CONTACT if made is not None and not_made is not None and made < not_made else None
