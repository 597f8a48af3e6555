"""What a person can agree to share, by subject. Which answers agree to which part is data (``triage/agreement.py``)."""

from enum import StrEnum


class ConsentPart(StrEnum):
    """The agreement that lets a field or an answer leave the building (design section 3, ``consent-details``).

    ``HOUSEHOLD``: their household and any pregnancy, where they stay or what they leave, and why they may lose it.
    ``DETAILS``: health, support and risks.
    """

    REFERRAL = "referral"
    CONTACT = "contact"
    HOUSEHOLD = "household"
    DETAILS = "details"
