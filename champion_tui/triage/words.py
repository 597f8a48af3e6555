"""Placeholders in the tree's words: a fixed list with the meaning and the fallback of each."""

import re
from collections.abc import Mapping
from functools import lru_cache
from types import MappingProxyType

PLACEHOLDERS: Mapping[str, str] = MappingProxyType(
    {
        "authority": "the chosen housing authority's name",
        "day_number": "the chosen housing authority's daytime number",
        "night_number": "the number that takes its calls at night and at weekends, with a name where it is another's",
        "last_date": "the last day in the home as people say it: Sunday 10 January 2027",
        "threatened_from": "the day on which the 56 days before it begin, or began",
        "days": "how far off that is: in 49 days, tomorrow, today, 3 days ago",
        "closed_why": "why nobody is there on the last day: a bank holiday, at a weekend, a day on which the council is closed",
        "open_before": "the last day before it on which the council is open; of today it says so",
        "released_by": "the latest day of a release that would fall on the last day",
        "released_early": "the one or two days to which that release may be brought forward",
        "chase_on": "the day to ring and ask, if nobody has been in touch; before the home is gone",
        "contact_promise": "sentences: by when the authority tries to reach you, that it promises no day, or not to wait for it",
        "champion": "the organisation's own homelessness champion, by name where the settings name one",
        "area": "the name of the area where the person is now",
        "adult_social_care": "adult social care of the area, with its number",
        "childrens_social_care": "children's social care of the area, with its number",
        "emergency_duty_team": "the area's emergency duty team, with its number",
        "childline": "Childline, with its number",
        "modern_slavery_helpline": "the Modern Slavery Helpline, with its number",
    }
)
"""Name -> what a value means. The desk fills them in; no other name may be in braces in a tree."""

FALLBACKS: Mapping[str, str] = MappingProxyType(
    {
        "authority": "the council they choose",
        "day_number": "the number on its website",
        "night_number": "the out-of-hours number on its website",
        "last_date": "a day that is not known yet",
        "threatened_from": "a day that is not known yet",
        "days": "not known yet",
        "closed_why": "a day on which offices are closed",
        "open_before": "the working day before",
        "released_by": "the working day before",
        "released_early": "one or two working days before that",
        "chase_on": "the day two weeks after it is sent",
        "contact_promise": "We do not know how soon the council will be in touch.",
        "champion": "your organisation's homelessness champion",
        "area": "this area",
        "adult_social_care": (
            "adult social care for where they are now (we hold no number for it here: "
            "look on the county's or city's website, or ring its switchboard)"
        ),
        "childrens_social_care": (
            "children's social care for where they are now (we hold no number for it here: "
            "look on the county's or city's website, or ring its switchboard)"
        ),
        "emergency_duty_team": (
            "the social care emergency duty team for where they are now (we hold no number for it here: "
            "ring the council's switchboard, or 999 if someone is in danger)"
        ),
        "childline": "Childline",
        "modern_slavery_helpline": "the Modern Slavery Helpline",
    }
)
"""Name -> the words used if no value is known. For an area without a social care line, they say so."""

TO_THEM: Mapping[str, str] = MappingProxyType({"authority": "the council that you choose"})
"""The same in words that the person hears or reads: "you" is the person."""

WAS = "was"
"""In the words of ``rests_on``: the earlier answer. It has no fallback; the desk fills it."""

_IN_BRACES = re.compile(r"\{([^{}]*)\}")
_KNOWN = re.compile(r"(?P<opening>(?:^|[.?!:] )“?)?\{(?P<name>[a-z_]+)\}")
"""A placeholder, and whether it begins a sentence."""


@lru_cache(maxsize=2048)
def placeholders(text: str) -> tuple[str, ...]:
    """Returns the names in braces in ``text``, in order, known or not. A lone brace counts as the name ``""``."""
    names = _IN_BRACES.findall(text)
    left = _IN_BRACES.sub("", text)
    return (*names, *[""] * (left.count("{") + left.count("}")))


def fill(text: str, values: Mapping[str, str]) -> str:
    """Returns ``text`` with each known placeholder replaced by its value, or by its fallback if ``values`` has none.

    A value that begins a sentence gets a capital. Filled values are not filled again, so a value may contain braces.
    Braces without a known name stay as they are.
    """
    blanks, rest = _cut(text)
    said = list[str]()
    for before, braces, opening, name in blanks:
        words = values.get(name) or FALLBACKS.get(name)
        said.append(before)
        if words is None:
            said.append(braces)
        else:
            said.append(words if opening is None else opening + words[:1].upper() + words[1:])
    return "".join((*said, rest))


@lru_cache(maxsize=2048)
def _cut(text: str) -> tuple[tuple[tuple[str, str, str | None, str], ...], str]:
    """Returns the placeholders of a text of ``data/`` (for each: the text before it, the placeholder, what precedes it
    if it begins a sentence, and its name) and the text after the last. Such texts are filled for thousands of cases, so
    each is split only once.
    """
    blanks, end = list[tuple[str, str, str | None, str]](), 0
    for match in _KNOWN.finditer(text):
        blanks.append((text[end : match.start()], match[0], match["opening"], match["name"]))
        end = match.end()
    return tuple(blanks), text[end:]
