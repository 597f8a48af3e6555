"""How the words on a council's portal are read; which mean what stands in ``data/after-sending.toml``. "Accepted" stands there for two
opposite results (procedure 3.1.1), and "closed" for three: alone they lead to a question, and words that are not known are not guessed at.
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


def portal_word(text: str, known: Mapping[str, Heard]) -> Heard | Ambiguous | None:
    """What a ``text`` from a portal says, by the wordings that are ``known`` (``AfterSending.portal_words``, each as ``telling`` gives it); None
    for words that are not known, which are asked about, not guessed.
    """
    said = telling(text)
    if said:
        return known.get(said)
    words = _words(text)
    return Ambiguous.ACCEPTED if "accepted" in words else Ambiguous.CLOSED if "closed" in words else None


def telling(text: str) -> str:
    """The words of a ``text`` that say something: small, without those that say nothing there; "" where none does."""
    return " ".join(word for word in _words(text) if word not in _FILLERS | _PASSING)


def _words(text: str) -> list[str]:
    folded = search_fold(text)
    return "".join(char if char.isalnum() else " " for char in folded).split()
