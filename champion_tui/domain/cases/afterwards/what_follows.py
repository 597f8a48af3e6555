"""The status of a referral after it was sent, and which step may follow which.

A step is judged by those that stand beside it, never by the order in which they were written down: an old letter may be entered late.
``CaseSoFar`` holds what that rests on.
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
"""From this day after sending on, a referral with no news but a receipt counts as expired (as the Ministry of Justice's own tracker
of referrals has it; no law says so).
"""


class Refusal(StrEnum):
    """Why a step is not taken down, or not taken back. What is said of each stands in ``data/after-sending.toml``."""

    UNKNOWN_KIND = "unknown-kind"
    """No kind of step that there is."""
    UNKNOWN_WHAT = "unknown-what"
    """An outcome or a reason that is on no list, or one given where none belongs."""
    NOT_SENT = "not-sent"
    """Before it is sent it can only be withdrawn."""
    IN_FUTURE = "in-future"
    BEFORE_SENT = "before-sent"
    BEFORE_BEGUN = "before-begun"
    """A withdrawal before the case was begun, or sent where that was earlier."""
    WITHDRAWN = "withdrawn"
    """It was withdrawn: only a correction, or taking that back, is left."""
    DUPLICATE = "duplicate"
    """The council had it already: only a correction, or taking that back, is left."""
    OUTCOME_KNOWN = "outcome-known"
    """The council has decided: what it said before is no news. A day that was left out then is no correction either."""
    SAYS_NOTHING_NEW = "says-nothing-new"
    """A receipt after the council reached them, or could not."""
    CONTACT_WAS_MADE = "contact-was-made"
    """No contact, or a duplicate, after the council reached them: correct that entry in its place."""
    CONTACT_WAS_TRIED = "contact-was-tried"
    """A duplicate after the council could not reach them: correct that entry in its place."""
    BEFORE_CONTACT = "before-contact"
    """An outcome before the day on which the council reached them, or said that it could not."""
    AFTER_OUTCOME = "after-outcome"
    """The day of a contact, or of none, after the day of the outcome that stands."""
    BEFORE_NO_CONTACT = "before-no-contact"
    """Contact on a day before the one on which the council had not reached them: one of the two entries is wrong."""
    NOTHING_THERE = "nothing-there"
    """No such entry to take back, or to correct by another."""
    SENT_AFTER_HEARD = "sent-after-heard"
    """A day of sending after a day on which the council answered."""


@immutable
class CaseSoFar:
    """What a step is judged by: the day on which the case was begun, the one on which it was sent (None: not sent), and the steps
    that stand, by kind.
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
"""The step that says most gives the status."""

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
"""Status -> which steps may not follow, and why. Consent can be taken back whatever the council has said (UK GDPR article 7(3)):
a withdrawal stands in none of them.
"""


def status_after(sent_on: date | None, steps: Mapping[str, Step], today: date) -> CaseStatus | None:
    """The status that sending and the ``steps`` give on ``today``; None for a case that is neither sent nor withdrawn."""
    if sent_on is None:
        return CaseStatus.WITHDRAWN if WITHDRAWN in steps else None
    status = next((status for kind, status in _BY_WEIGHT if kind in steps), CaseStatus.SENT)
    if status is CaseStatus.OUTCOME_KNOWN and steps[OUTCOME].what in set(RequestOutcome):
        return CaseStatus(steps[OUTCOME].what)
    waits = status in {CaseStatus.SENT, CaseStatus.ACKNOWLEDGED}
    return CaseStatus.EXPIRED if waits and today - sent_on >= EXPIRES_AFTER else status


def refused(kind: str, step: Step | None, standing: CaseSoFar, today: date, *, instead_of: str = "") -> Refusal | None:
    """Why the ``step`` of a ``kind`` may not be written down ``today``; None where it may. A ``step`` of None takes the entry back.

    The same kind again is a correction. ``instead_of``: the kind of an entry that this one replaces; it is then judged as if the
    other were not there, nor an outcome that came later, and what would stand afterwards must make sense.
    """
    if kind not in _KINDS or (instead_of and instead_of not in _KINDS):
        return Refusal.UNKNOWN_KIND
    if (step is None and kind not in standing.steps) or (instead_of and instead_of not in standing.steps):
        return Refusal.NOTHING_THERE
    if step is None:
        # Nothing rests on a single entry: an outcome can come by letter although nobody told us of a contact, so a wrong contact
        # may go while the outcome stays. What would rest on the day of sending is asked in ``sending_refused``.
        return None
    if step.what not in _WHATS.get(kind, {""}):
        return Refusal.UNKNOWN_WHAT
    return (
        _not_sent(kind, standing, step, today)
        or _order(kind, standing, instead_of)
        or _days(kind, step, standing, instead_of)
    )


def sending_refused(on: date, standing: CaseSoFar) -> Refusal | None:
    """Why a referral with this ``standing`` may not be noted as sent ``on`` that day, or the day not be corrected to it."""
    if WITHDRAWN in standing.steps and standing.sent_on is None:
        return Refusal.WITHDRAWN
    heard = (step.on for kind, step in standing.steps.items() if kind != WITHDRAWN)
    return Refusal.SENT_AFTER_HEARD if any(day < on for day in heard) else None


def _not_sent(kind: str, standing: CaseSoFar, step: Step, today: date) -> Refusal | None:
    """Whether it is too early for such a step: in the case's life, or by the day that it names."""
    if kind == WITHDRAWN:
        # One that was typed in after it had gone may have been taken back before it was typed in.
        first, too_early = min(standing.begun_on, standing.sent_on or standing.begun_on), Refusal.BEFORE_BEGUN
    elif standing.sent_on is None:
        return Refusal.NOT_SENT
    else:
        first, too_early = standing.sent_on, Refusal.BEFORE_SENT
    if step.on > today:
        return Refusal.IN_FUTURE
    return too_early if step.on < first else None


def _order(kind: str, standing: CaseSoFar, instead_of: str) -> Refusal | None:
    """Whether what stands already leaves room for such a step."""
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
    """Whether the day of a step agrees with the days of the others."""
    days = {each: other.on for each, other in standing.steps.items() if each not in {kind, instead_of}} | {
        kind: step.on
    }
    outcome = days.get(OUTCOME)
    if outcome is not None and any(days[each] > outcome for each in _CONTACTS if each in days):
        return Refusal.BEFORE_CONTACT if kind == OUTCOME else Refusal.AFTER_OUTCOME
    made, not_made = days.get(Heard.CONTACT_MADE), days.get(Heard.NO_CONTACT)
    return Refusal.BEFORE_NO_CONTACT if made is not None and not_made is not None and made < not_made else None
