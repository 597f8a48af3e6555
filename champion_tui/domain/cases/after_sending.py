"""What happens to a referral after it is sent, as values: the council's answers, the outcome, and withdrawal."""

from datetime import date
from enum import StrEnum

from champion_tui.ground.values import immutable


class Heard(StrEnum):
    """An answer to what was sent: from a council to a referral (procedure 3.1.1, 3.2, 6.3), or from children's services to a
    request for support. The texts of the case's form say which of these are possible (``AfterSending``).
    """

    ACKNOWLEDGED = "acknowledged"
    MORE_ASKED = "more-asked"
    CONTACT_MADE = "contact-made"
    NO_CONTACT = "no-contact"
    DUPLICATE = "duplicate"


class CouncilOutcome(StrEnum):
    """The council's decision, as far as it is known here (Housing Act 1996 s.184 and following)."""

    PREVENTION_DUTY = "prevention-duty"
    RELIEF_DUTY = "relief-duty"
    MAIN_DUTY = "main-duty"
    NO_DUTY = "no-duty"
    ADVICE_ONLY = "advice-only"
    NOT_ELIGIBLE = "not-eligible"
    REFERRED_ON = "referred-on"
    NOT_KNOWN = "not-known"


class RequestOutcome(StrEnum):
    """The decision on a request for support, or who ended the work with the family. A later one replaces an earlier one."""

    ACCEPTED_EARLY_HELP = "accepted-early-help"
    ACCEPTED_SOCIAL_WORK = "accepted-social-work"
    NOT_ACCEPTED = "not-accepted"
    CLOSED_BY_CHILDRENS_SERVICES = "closed-by-childrens-services"
    CLOSED_BY_HOUSING = "closed-by-housing"


OF_A_REFERRAL = (Heard.ACKNOWLEDGED, Heard.CONTACT_MADE, Heard.NO_CONTACT, Heard.DUPLICATE)
OF_A_REQUEST = (Heard.ACKNOWLEDGED, Heard.MORE_ASKED)
"""The answers that are possible for a referral and for a request for support."""


class WhyWithdrawn(StrEnum):
    """Why a referral was withdrawn."""

    CONSENT_WITHDRAWN = "consent-withdrawn"
    NO_LONGER_WANTED = "no-longer-wanted"
    NEED_RESOLVED = "need-resolved"
    NOT_AT_RISK = "not-at-risk"
    WRONG_AUTHORITY = "wrong-authority"
    REPLACED = "replaced"
    LOST_CONTACT = "lost-contact"
    OTHER = "other"


NEEDS_NOTE = frozenset({WhyWithdrawn.LOST_CONTACT, WhyWithdrawn.OTHER})
"""Reasons that are not enough without a note: how they tried to reach the person, or what the other reason is."""

OUTCOME, WITHDRAWN = "outcome", "withdrawn"
"""The kinds of step besides those of ``Heard``."""


@immutable
class Step:
    """One thing that happened to a referral, on the day ``on``, as recorded by ``by``.

    ``what`` is a ``CouncilOutcome``, ``RequestOutcome`` or ``WhyWithdrawn`` if the kind of step has one, else "". ``told_council``
    applies to a withdrawal: whether the council knows of it ("yes", "no", "").
    """

    on: date
    by: str
    note: str = ""
    what: str = ""
    told_council: str = ""
