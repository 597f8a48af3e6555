"""What happens to a referral after it is sent, as values: what the council said, the outcome, and consent taken back."""

from datetime import date
from enum import StrEnum

from champion_tui.ground.values import immutable


class Heard(StrEnum):
    """What was said of what was sent: by a council of a referral (procedure 3.1.1, 3.2, 6.3), or by children's services of a request for
    support. Which of these there are for a case, its words say (``AfterSending``).
    """

    ACKNOWLEDGED = "acknowledged"
    MORE_ASKED = "more-asked"
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


class RequestOutcome(StrEnum):
    """What was decided of a request for support, or who ended the work with the family; the latest takes the place of the one before."""

    ACCEPTED_EARLY_HELP = "accepted-early-help"
    ACCEPTED_SOCIAL_WORK = "accepted-social-work"
    NOT_ACCEPTED = "not-accepted"
    CLOSED_BY_CHILDRENS_SERVICES = "closed-by-childrens-services"
    CLOSED_BY_HOUSING = "closed-by-housing"


OF_A_REFERRAL = (Heard.ACKNOWLEDGED, Heard.CONTACT_MADE, Heard.NO_CONTACT, Heard.DUPLICATE)
OF_A_REQUEST = (Heard.ACKNOWLEDGED, Heard.MORE_ASKED)
"""What can be heard of each."""


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


NEEDS_NOTE = frozenset({WhyWithdrawn.LOST_CONTACT, WhyWithdrawn.OTHER})
"""Reasons that say nothing without a word beside them: how they were tried to be reached, or why."""

OUTCOME, WITHDRAWN = "outcome", "withdrawn"
"""The kinds of step beside the four of ``Heard``."""


@immutable
class Step:
    """One thing that happened to a referral ``on`` a day, as ``by`` wrote it down. ``what`` is a ``CouncilOutcome``, a ``RequestOutcome`` or a ``WhyWithdrawn``
    where the kind of step has one, else ""; ``told_council`` says of a withdrawal whether the council knows of it ("yes", "no", "").
    """

    on: date
    by: str
    note: str = ""
    what: str = ""
    told_council: str = ""
