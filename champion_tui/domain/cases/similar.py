"""Scores how likely two cases are about the same person, with reasons, so that a person can decide.

Names differ by how they are heard, spelled and ordered, birth dates by a swapped day and month or one wrong key, and a household
shares a telephone. So the name counts most, the birth date supports or contradicts it, and neither a birth date nor a number is
enough alone. Names in every script are compared letter by letter; nothing is transliterated.
"""

from collections.abc import Callable, Mapping
from datetime import date
from enum import StrEnum
from itertools import product

from rapidfuzz.distance import OSA

from champion_tui.domain.cases.summary import Likeness
from champion_tui.ground.values import immutable

LIKELY = 70
"""The score from which a case is shown as probably about the same person (design section 9)."""

Nicknames = Mapping[str, frozenset[str]]
"""A folded first name -> the folded short forms of that name. Read in both directions."""


class Why(StrEnum):
    """What two cases have in common, in the order in which the reasons are shown."""

    NAME_SAME = "name-same"
    NAME_PARTS_SWAPPED = "name-parts-swapped"
    NICKNAME = "nickname"
    KNOWN_AS = "known-as"
    NAME_SPELLED_OTHERWISE = "name-spelled-otherwise"
    BORN_SAME = "born-same"
    BORN_SWAPPED = "born-swapped"
    BORN_NEAR = "born-near"
    PHONE_SAME = "phone-same"


class Changed(StrEnum):
    """A fact that differs from the earlier case, which justifies a repeat referral (procedure 6.3, "change in relevant facts")."""

    COUNCIL = "council"
    LAST_DATE = "last-date"
    STAGE = "stage"
    SITUATION = "situation"


@immutable
class Similar:
    """How likely two cases are about the same person, from 0 to 100, and why."""

    score: int
    why: tuple[Why, ...]


@immutable
class RelevantFacts:
    """The facts of a case that are compared with an earlier one. The ids are "" and the date None if not known."""

    authority: str = ""
    last_date: date | None = None
    stage: str = ""
    situation: str = ""


_SCORES: Mapping[Why, int] = {
    Why.NAME_SAME: 70,
    Why.NAME_PARTS_SWAPPED: 65,
    Why.NICKNAME: 55,
    Why.KNOWN_AS: 55,
    Why.NAME_SPELLED_OTHERWISE: 50,
    Why.BORN_SAME: 40,
    Why.BORN_SWAPPED: 30,
    Why.BORN_NEAR: 25,
    Why.PHONE_SAME: 30,
}
_BORN_OTHERWISE = -35
"""Added for two birth dates with nothing in common: a parent and child may share a name and a telephone."""

_ONE_NAME_ALONE = -20
"""Added if either name is a single word, which says less than a first name with a family name."""

_MOST_PARTS = 6
"""How many parts of a name are compared at most."""

_SLIPS = ((3, 0), (5, 1), (9, 2))
"""(longest length, most slips): how many slips two words, parts of a name, may differ by, according to the length of the longer
one.
"""
_MOST_SLIPS = 3
_WRITTEN_WITHOUT_SPACES = "\u2e80"
"""The first character of the East Asian scripts, in which a full name is one word."""


def compare(one: Likeness, other: Likeness, nicknames: Nicknames) -> Similar:
    """Returns how likely ``one`` and ``other`` are the same person. Swapping the two gives the same result."""
    name = _name(one, other, nicknames)
    born = _born(one.born, other.born)
    phone = Why.PHONE_SAME if set(one.phones) & set(other.phones) else None
    why = tuple(each for each in (name, born, phone) if each is not None)
    against = _BORN_OTHERWISE if born is None and one.born and other.born else 0
    if name is not None and not (_is_full(one) and _is_full(other)):
        against += _ONE_NAME_ALONE
    return Similar(min(max(sum(_SCORES[each] for each in why) + against, 0), 100), why)


def since(before: RelevantFacts, now: RelevantFacts) -> tuple[Changed, ...]:
    """Returns what has changed from an earlier case to this one. A fact that is not known now counts as unchanged."""
    return tuple(
        changed
        for changed, was, present in (
            (Changed.COUNCIL, before.authority, now.authority),
            (Changed.LAST_DATE, before.last_date, now.last_date),
            (Changed.STAGE, before.stage, now.stage),
            (Changed.SITUATION, before.situation, now.situation),
        )
        if present and was != present
    )


def _is_full(likeness: Likeness) -> bool:
    name = likeness.name
    return " " in name or any(char >= _WRITTEN_WITHOUT_SPACES for char in name)


def _name(one: Likeness, other: Likeness, nicknames: Nicknames) -> Why | None:
    """Returns the strongest match between the names of two cases, or None."""
    found = _names_alike(one.name, other.name, nicknames)
    if found in {Why.NAME_SAME, Why.NAME_PARTS_SWAPPED}:
        return found
    pairs = product(_called(one), _called(other))
    if any(_names_alike(*pair, nicknames) for pair in pairs if pair != (one.name, other.name)):
        return Why.KNOWN_AS
    return found


def _called(likeness: Likeness) -> tuple[str, ...]:
    """Returns what a person may be called: the full name, the name they go by, and that name with the last part of the full name."""
    parts = likeness.name.split()
    if not likeness.known_as:
        return (likeness.name,)
    return likeness.name, likeness.known_as, f"{likeness.known_as} {parts[-1]}" if parts else likeness.known_as


def _names_alike(one: str, other: str, nicknames: Nicknames) -> Why | None:
    if not one or not other:
        return None
    if one == other:
        return Why.NAME_SAME
    short, long = sorted((one.split()[:_MOST_PARTS], other.split()[:_MOST_PARTS]), key=len)
    if sorted(short) == sorted(long):
        return Why.NAME_PARTS_SWAPPED
    if len(short) != len(long) and _sounds_alike("".join(short), "".join(long), most=1):
        return Why.NAME_SPELLED_OTHERWISE
    if len(short) == 1 and len(long) > 1:
        return None
    if _each_found(short, long, _sounds_alike):
        return Why.NAME_SPELLED_OTHERWISE

    def called(word: str, another: str) -> bool:
        return (
            _sounds_alike(word, another)
            or another in nicknames.get(word, frozenset())
            or word in nicknames.get(another, frozenset())
        )

    return Why.NICKNAME if _each_found(short, long, called) else None


def _each_found(words: list[str], among: list[str], alike: Callable[[str, str], bool]) -> bool:
    """Returns whether each of ``words`` can be paired with a different word ``among`` the others that is ``alike``."""
    if not words:
        return True
    first, *rest = words
    return any(
        alike(first, other) and _each_found(rest, among[:place] + among[place + 1 :], alike)
        for place, other in enumerate(among)
    )


def _sounds_alike(word: str, other: str, most: int = _MOST_SLIPS) -> bool:
    """Returns whether two words differ by few enough slips: a letter added, missing or wrong, or two neighbours swapped."""
    longer = max(len(word), len(other))
    slips = min(most, next((slips for length, slips in _SLIPS if longer <= length), _MOST_SLIPS))
    return slips_between(word, other, slips) <= slips


def _born(one: str, other: str) -> Why | None:
    if not one or not other:
        return None
    if one == other:
        return Why.BORN_SAME
    if one.split("-") == _day_for_month(other):
        return Why.BORN_SWAPPED
    return Why.BORN_NEAR if slips_between(one, other, 1) <= 1 else None


def slips_between(one: str, other: str, most: int) -> int:
    """Returns how many letters were left out, added, mistaken or swapped with the next. Counting stops above ``most``."""
    return OSA.distance(one, other, score_cutoff=most)


def _day_for_month(born: str) -> list[str]:
    year, _, month_and_day = born.partition("-")
    month, _, day = month_and_day.partition("-")
    return [year, day, month]
