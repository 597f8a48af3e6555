"""The kinds of date that can end a home, and what the 56 days before each rest on (reference: law in force on a given day).

None of this decides a case: whether somebody is threatened with homelessness, and what a notice is worth, the authority judges.
"""

from datetime import date
from enum import StrEnum

from champion_tui.domain.dates.deadlines import HOME_RULE, Rule

NEW_RULES_FOR_RENTERS = date(2026, 5, 1)
"""Renters' Rights Act 2025, in force for tenants of private landlords (SI 2026/421 reg 2)."""

LAST_SECTION_21_CLAIM = date(2026, 7, 31)
"""The last day to start a court claim on a private landlord's section 21 notice, unless the notice's own limit came first."""


class LastDate(StrEnum):
    """What the last date is."""

    HOME = "home"
    RELEASE = "release"
    DISCHARGE = "discharge"
    LEAVING_CARE = "leaving-care"
    LEAVING_FORCES = "leaving-forces"
    SECTION_8 = "section-8"
    SECTION_21 = "section-21"
    POSSESSION_ORDER = "possession-order"
    BAILIFFS = "bailiffs"


_DAY_ONE = HOME_RULE.day_one

_LEAVING = {
    LastDate.RELEASE: Rule(
        "Refer if they are likely to be homeless within 56 days of the release date. Say how to reach them inside and afterwards.",
        "shelter-prison",
        "",
        _DAY_ONE,
        confirmed=False,
    ),
    LastDate.DISCHARGE: Rule(
        "Give the day they can leave the ward. If they are likely to be homeless within 56 days, they are threatened with homelessness.",
        "council-referral-guides",
        "",
        _DAY_ONE,
        confirmed=False,
    ),
    LastDate.POSSESSION_ORDER: Rule(
        "Look at the date in the order. If they are likely to be homeless within 56 days, they are threatened with homelessness.",
        "housing-act-1996-s175",
        "s.175(4)",
        _DAY_ONE,
    ),
    LastDate.BAILIFFS: Rule(
        "Nobody has to wait for the bailiffs before they ask for help. If they are likely to be homeless within 56 days, they are threatened with homelessness.",
        "code-of-guidance",
        "",
        _DAY_ONE,
        confirmed=False,
    ),
}
_SECTION_8 = Rule(
    "Since 1 May 2026 a private landlord's valid section 8 notice for the only home, with a date within 56 days, counts as threatened with homelessness. The date is not the day to leave.",
    "renters-rights-act-2025",
    "",
    _DAY_ONE,
    confirmed=False,
)
_SECTION_21_BEFORE = Rule(
    "A valid section 21 notice for the only home that ends within 56 days counts as threatened with homelessness.",
    "oxfordshire-procedure",
    "2.1.2",
    _DAY_ONE,
)
_SECTION_21_OPEN = Rule(
    "Private landlords could give one until 30 April 2026, and must start the court claim by 31 July 2026 at the latest. Housing "
    "associations may use them until their rules change, planned for 2027. Look at the 56 days, not at the notice.",
    "section-21-last-claims",
    "",
    _DAY_ONE,
    confirmed=False,
)
_SECTION_21_ENDED = Rule(
    "A private landlord's notice can no longer be used unless the court claim began by 31 July 2026 at the latest. Housing associations may "
    "use them until their rules change, planned for 2027. Look at the 56 days, not at the notice, and get advice.",
    "section-21-last-claims",
    "",
    _DAY_ONE,
    confirmed=False,
)


def rule_for(kind: LastDate, today: date) -> Rule:
    """The rule behind a last date of ``kind``, as it stands on ``today`` (London): section 8 and 21 changed on 1 May 2026."""
    if kind is LastDate.SECTION_8 and today >= NEW_RULES_FOR_RENTERS:
        return _SECTION_8
    if kind is LastDate.SECTION_21:
        if today < NEW_RULES_FOR_RENTERS:
            return _SECTION_21_BEFORE
        return _SECTION_21_OPEN if today <= LAST_SECTION_21_CLAIM else _SECTION_21_ENDED
    return _LEAVING.get(kind, HOME_RULE)
