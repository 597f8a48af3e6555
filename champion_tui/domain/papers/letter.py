"""Which letter to a council is wanted, and how the council may answer without harm."""

from collections.abc import Iterator, Mapping
from datetime import date

from champion_tui.domain.cases.completeness import NEEDED_FOR, SAFETY_OF, abuse_appears
from champion_tui.domain.cases.kept_away import forbidden_ways
from champion_tui.ground.answers import Answer, Answers
from champion_tui.ground.values import immutable

PAPER = "letter-"
"""The prefix that turns a letter's id into the name of a paper to print."""

RINGS_THEM = frozenset({"phone", "text"})


@immutable
class LetterWanted:
    """The id of a letter (``what``), and the day on which the person was told of the decision, if the letter needs it."""

    what: str
    notified: date | None = None

    @property
    def paper(self) -> str:
        """Its name as a paper to print."""
        return f"{PAPER}{self.what}"


def letter_wanted(paper: str, notified: date | None) -> LetterWanted | None:
    """Returns the letter that the name of a paper means, or None for any other paper."""
    return LetterWanted(paper.removeprefix(PAPER), notified) if paper.startswith(PAPER) else None


def safe_ways(answers: Answers, referral: Mapping[str, Answer]) -> tuple[str, ...]:
    """Returns the ways (ids of ``contact-method``) in which a council may answer a letter, the person's own choice first.

    Ways that are not safe, or that the form says to avoid, are left out. If abuse appears anywhere, only the way they chose
    remains, and only if somebody has recorded that it is safe.
    """
    chosen = str(referral.get("contact-method", ""))
    ways = [chosen, *(way for way in NEEDED_FOR if way not in {chosen, "in-person"})]
    abuse = abuse_appears(answers, referral)
    usable = [way for way in ways if _is_usable(way, referral, sure=abuse)]
    if abuse:
        return tuple(way for way in usable if way == chosen)
    # A call and a text share a number: name it once.
    again = (
        RINGS_THEM - {chosen} if chosen in usable and chosen in RINGS_THEM else {"text"} if "phone" in usable else set()
    )
    return tuple(way for way in usable if way not in again)


def must_keep_to_them(answers: Answers, referral: Mapping[str, Answer]) -> bool:
    """Returns whether the letter must ask the council to use no other way, because the council may hold an unsafe address or
    number.
    """
    return (
        abuse_appears(answers, referral)
        or bool(referral.get("do-not-contact-at"))
        or any(referral.get(field) == "no" for field in SAFETY_OF.values())
    )


def _is_usable(way: str, referral: Mapping[str, Answer], *, sure: bool) -> bool:
    fields = NEEDED_FOR.get(way, ())
    if not fields or not all(referral.get(field) for field in fields) or set(fields) & set(forbidden_ways(referral)):
        return False
    safe = tuple(_safety(way, referral))
    return all(answer == "yes" for answer in safe) and bool(safe) if sure else "no" not in safe


def _safety(way: str, referral: Mapping[str, Answer]) -> Iterator[str]:
    """Yields what was recorded about the safety of a way. Notes on how to use it safely count as a yes."""
    if way in RINGS_THEM:
        yield str(referral.get(SAFETY_OF[way], ""))
    elif referral.get("contact-notes"):
        yield "yes"
