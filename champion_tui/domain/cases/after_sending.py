"""What happens to a referral after it is sent, as values: what the council said, the outcome, and consent taken back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Heard(StrEnum):
    """What the council said of a referral that was sent to it (procedure 3.1.1, 3.2, 6.3)."""

    ACKNOWLEDGED = "acknowledged"
    CONTACT_MADE = "contact-made"
    NO_CONTACT = "no-contact"
    DUPLICATE = "duplicate"


class CouncilOutcome(StrEnum):
    """How the council decided, as far as anybody here knows (Housing Act 1996 s.184 and following)."""

    PREVENTION_DUTY = "prevention-duty"
    RELIEF_DUTY = "relief-duty"
    MAIN_DUTY = "main-duty"
    NO_DUTY = "no-duty"
    ADVICE_ONLY = "advice-only"
    NOT_ELIGIBLE = "not-eligible"
    REFERRED_ON = "referred-on"
    NOT_KNOWN = "not-known"


class WhyWithdrawn(StrEnum):
    """Why a referral goes no further."""

    CONSENT_WITHDRAWN = "consent-withdrawn"
    NO_LONGER_WANTED = "no-longer-wanted"
    NEED_RESOLVED = "need-resolved"
    NOT_AT_RISK = "not-at-risk"
    WRONG_AUTHORITY = "wrong-authority"
    REPLACED = "replaced"
    LOST_CONTACT = "lost-contact"
    OTHER = "other"


OUTCOME, WITHDRAWN = "outcome", "withdrawn"
"""The kinds of step beside the four of ``Heard``."""


@dataclass(frozen=True, slots=True)
class Step:
    """One thing that happened to a referral ``on`` a day, as ``by`` wrote it down. ``what`` is a ``CouncilOutcome`` or a ``WhyWithdrawn``
    where the kind of step has one, else ""; ``told_council`` says of a withdrawal whether the council knows of it ("yes", "no", "").
    """

    on: date
    by: str
    note: str = ""
    what: str = ""
    told_council: str = ""
