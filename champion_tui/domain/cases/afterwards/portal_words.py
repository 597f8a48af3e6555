"""Reads the words on a council's portal. Which words mean what is data (``data/after-sending.toml``).

On a portal "accepted" is used for two opposite results (procedure 3.1.1), and "closed" for three. Either word alone therefore leads
to a question. Unknown words are not guessed at.
"""

from collections.abc import Mapping
from enum import StrEnum

from champion_tui.domain.cases.after_sending import Heard
from champion_tui.domain.cases.search_text import search_fold


class Ambiguous(StrEnum):
    """Portal words that can mean opposite things. Each leads to a question."""

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
"""Words that mean nothing next to others: after no contact the council closes the case (procedure 3.1.1)."""


def portal_word(text: str, known: Mapping[str, Heard]) -> Heard | Ambiguous | None:
    """Returns what a ``text`` from a portal means, or None if the words are not known: the user is then asked.

    ``known`` maps wordings, each as ``telling`` returns it, to their meaning (``AfterSending.portal_words``).
    """
    said = telling(text)
    if said:
        return known.get(said)
    words = _words(text)
    return Ambiguous.ACCEPTED if "accepted" in words else Ambiguous.CLOSED if "closed" in words else None


def telling(text: str) -> str:
    """Returns the words of ``text`` that carry meaning, folded, without the fillers; "" if there are none."""
    return " ".join(word for word in _words(text) if word not in _FILLERS | _PASSING)


def _words(text: str) -> list[str]:
    folded = search_fold(text)
    return "".join(char if char.isalnum() else " " for char in folded).split()
