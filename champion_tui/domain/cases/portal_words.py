"""What the words on a council's portal mean. "Accepted" stands there for two opposite results (procedure 3.1.1), and "closed" for
three: alone they lead to a question, and words that are not known are not guessed at.
"""

from collections.abc import Mapping
from enum import StrEnum

from champion_tui.domain.cases.after_sending import Heard
from champion_tui.domain.cases.search_text import search_fold


class Ambiguous(StrEnum):
    """Portal wordings that can mean opposite things, by the question that they lead to."""

    ACCEPTED = "accepted"
    """Did the council reach the person, or could it not?"""
    CLOSED = "closed"
    """Could the council not reach them, was it a duplicate, or has it decided?"""


_FILLERS = frozenset(
    [
        "a",
        "an",
        "applicant",
        "are",
        "as",
        "been",
        "by",
        "case",
        "client",
        "council",
        "customer",
        "has",
        "have",
        "he",
        "her",
        "him",
        "individual",
        "is",
        "it",
        "its",
        "marked",
        "mark",
        "of",
        "officer",
        "person",
        "referral",
        "s",
        "she",
        "status",
        "the",
        "their",
        "them",
        "they",
        "this",
        "to",
        "us",
        "was",
        "we",
        "were",
        "with",
        "you",
    ]
)
_PASSING = frozenset({"accepted", "closed"})
"""Words that say nothing where others stand beside them: after no contact the council closes the case (procedure 3.1.1)."""

PORTAL_WORDS: Mapping[str, Heard | Ambiguous] = {
    **dict.fromkeys(
        ("acknowledged", "pending", "received", "submitted", "new", "sent", "confirmation email", "receipt", "receipt sent"),
        Heard.ACKNOWLEDGED,
    ),
    **dict.fromkeys(
        ("contact made", "made contact", "able make contact", "able contact", "contacted", "successfully contacted", "reached",
         "contact successful", "successful contact", "spoke", "spoken", "could make contact"),
        Heard.CONTACT_MADE,
    ),
    **dict.fromkeys(
        ("no contact", "no contact made", "contact not made", "not contacted", "unable make contact", "unable contact",
         "unable reach", "not able make contact", "not able contact", "could not make contact", "could not contact",
         "could not be contacted", "could not reach", "couldnt make contact", "couldnt contact", "couldnt reach", "cannot contact",
         "contact failed", "failed contact", "failed make contact", "contact unsuccessful", "unsuccessful contact", "did not make contact",
         "no response", "no reply", "no answer", "did not respond", "not reached", "never reached"),
        Heard.NO_CONTACT,
    ),
    **dict.fromkeys(("duplicate", "duplicated", "duplicate received", "already have", "already referred"), Heard.DUPLICATE),
    "accepted": Ambiguous.ACCEPTED,
    "closed": Ambiguous.CLOSED,
}  # fmt: skip
"""Words of a portal, small and without those that say nothing there, and what they mean. "Pending", "accepted", "contact made",
"could not make contact" and "mark as duplicate" are the portal's own (procedure 3.1.1, 3.2.1, 6.3); the others say the same.
"""


def portal_word(text: str) -> Heard | Ambiguous | None:
    """What a ``text`` from a portal says; None for words that are not known here, which are asked about, not guessed."""
    words = [word for word in _words(text) if word not in _FILLERS]
    telling = [word for word in words if word not in _PASSING]
    if telling:
        return PORTAL_WORDS.get(" ".join(telling))
    return Ambiguous.ACCEPTED if "accepted" in words else Ambiguous.CLOSED if "closed" in words else None


def _words(text: str) -> list[str]:
    folded = search_fold(text)
    return "".join(char if char.isalnum() else " " for char in folded).split()
