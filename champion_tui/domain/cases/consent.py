"""What a person agreed to, from the answers on the path: the one place that decides what may leave or be asked."""

from enum import StrEnum

from champion_tui.ground.answers import Answers


class ConsentPart(StrEnum):
    """Which agreement lets a field or an answer leave the building (design section 3, ``consent-details``).

    ``HOUSEHOLD``: their household and any pregnancy, where they stay or what they leave, and why they may lose it.
    ``DETAILS``: health, support and risks.
    """

    REFERRAL = "referral"
    CONTACT = "contact"
    HOUSEHOLD = "household"
    DETAILS = "details"


GIVEN = frozenset({"written", "spoken"})
"""Answers to ``consent`` that agree to the referral (Housing Act 1996 s.213B; procedure 2.2.2)."""

MORE = {
    "all": frozenset({ConsentPart.HOUSEHOLD, ConsentPart.DETAILS}),
    "household-only": frozenset({ConsentPart.HOUSEHOLD}),
}
"""What an answer to ``consent-details`` adds to the referral and the ways to reach them; any other adds nothing."""


def agreed_parts(answers: Answers) -> frozenset[ConsentPart]:
    """The parts that the person has agreed to; none before they have agreed to the referral."""
    if answers.get("consent") not in GIVEN:
        return frozenset()
    if answers.get("consent-contact") != "yes":
        return frozenset({ConsentPart.REFERRAL})
    return MORE.get(str(answers.get("consent-details")), frozenset()) | {ConsentPart.REFERRAL, ConsentPart.CONTACT}


def held_back(answers: Answers, part: ConsentPart) -> bool:
    """Whether they were asked about this part and did not agree. Before they are asked nothing is held back."""
    return "consent-details" in answers and part not in agreed_parts(answers)
