"""The forms in which a person can take away what happens next: which of them are safe, and which one is proposed.

``paper`` first decides whether and what kind of paper may be carried (``completeness.paper_choice``); the form refines the full
slip. A phone message is not paper, but somebody else may read the screen: it is only offered if a text was recorded as safe, or as
safe after asking.
"""

from collections.abc import Mapping

from champion_tui.domain.cases.completeness import abuse_appears, paper_choice
from champion_tui.ground.answers import Answer, Answers

FIELD = "slip-form"
STANDARD, LARGE_PRINT, EASY_READ = "standard", "large-print", "easy-read"
PLAIN_CARD, PHONE_MESSAGE, SCREEN_READER = "plain-card", "phone-message", "screen-reader"
FORMS = (STANDARD, LARGE_PRINT, EASY_READ, PLAIN_CARD, PHONE_MESSAGE, SCREEN_READER)
"""All forms, in the order in which they are offered (``data/codes/slip-form.toml``)."""

FORM_OF_NEED = {
    "easy-read": EASY_READ,
    "large-print": LARGE_PRINT,
    "email-or-plain-text": SCREEN_READER,
}
"""Communication need -> the form that meets it, the strongest need first: easy read is in large print too."""

NOT_WITH_CARD = "The paper question was answered with the plain card, so no fuller paper is made."
UNASKED_NOTHING = (
    "No slip for the person was written, neither the full one nor the card. Nobody has noted whether it is safe "
    "for them to carry paper. Ask them, and note the answer (full, plain-card or none). Then write the slip."
)
UNASKED_CARD = (
    "No full slip was written: nobody has noted whether it is safe for them to carry paper, and there has been abuse. The plain "
    "card is there, with a number and a time and nothing else. Ask them before you hand it over."
)
UNASKED_SLIP = "Nobody has noted whether it is safe for them to carry paper. Ask them before you hand it over."
NO_PAPER = "The person carries no paper. Tell them the number and the day instead."
TEXT_NOT_SAFE = "A text is not safe for them, so no phone message is made."
TEXT_NOT_ASKED = "Nobody has asked whether a text is safe for them. Ask first, and note it in the form."


def is_paper_asked(referral: Mapping[str, Answer]) -> bool:
    """Returns whether somebody answered which paper the person can carry safely."""
    return "paper" in referral


def unasked_pack(answers: Answers, referral: Mapping[str, Answer]) -> str:
    """Returns a sentence about what a pack leaves out because the paper question was never answered, or "" if nothing is left out.

    Without an answer no slip is made, because only the person knows who may find it. If abuse appears the plain card is made all
    the same, because it gives nobody away (design section 6), but nothing more.
    """
    if is_paper_asked(referral):
        return ""
    return UNASKED_CARD if abuse_appears(answers, referral) else UNASKED_NOTHING


def is_quiet(answers: Answers, referral: Mapping[str, Answer]) -> bool:
    """Returns whether a message must not reveal anything: abuse appears, or they did not want to carry a full slip."""
    return abuse_appears(answers, referral) or paper_choice(answers, referral) != "full"


def why_not(form: str, answers: Answers, referral: Mapping[str, Answer]) -> str:
    """Returns a sentence that says why a form may not be made, or "" if it may. ``answers`` are all that are stored, on the triage
    path or not.
    """
    if form == PHONE_MESSAGE:
        safe = referral.get("safe-to-text")
        return "" if safe in {"yes", "ask"} else TEXT_NOT_SAFE if safe == "no" else TEXT_NOT_ASKED
    paper = paper_choice(answers, referral)
    if paper == "none":
        return NO_PAPER
    return "" if paper == "full" or form == PLAIN_CARD else NOT_WITH_CARD


def form_choice(answers: Answers, referral: Mapping[str, Answer]) -> str | None:
    """Returns the form to make: the one stored with the case if it is safe, else the one that fits the person's needs.

    None if they carry no paper and no message was chosen.
    """
    chosen = str(referral.get(FIELD, ""))
    if chosen in FORMS and not why_not(chosen, answers, referral):
        return chosen
    paper = paper_choice(answers, referral)
    if paper != "full":
        return PLAIN_CARD if paper == "plain-card" else None
    needs = referral.get("communication-needs", ())
    has = {needs} if isinstance(needs, str) else set(needs)
    return next((form for need, form in FORM_OF_NEED.items() if need in has), STANDARD)
