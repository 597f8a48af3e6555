"""The age at which a text is easy to read: the Flesch-Kincaid grade as ``textstat`` counts it, plus five years.

A grade is a school year, so it is rounded: grade 6.4 is the sixth year, which is read at 11.
"""

import functools
import re
import warnings

from words_shown import STAND_IN, filled_in, toml

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # its packages warn about each other
    import textstat

MOST = 11
"""Years. Texts above this age are reported."""

ALSO_CALLED = {
    "children's services": "Children's social care",
    "child in need": "Section 17",
    "children in need": "Section 17",
    "housing association": "Registered provider",
    "housing assessment": "Initial housing assessment",
    "personal housing plan": "Personalised housing plan",
    "housing plan": "Personalised housing plan",
    "Emergency Duty Service": "Emergency Duty Team",
    "asylum-support accommodation": "Asylum support",
    "safeguarding lead": "Safeguarding",
    "recourse to public funds": "No recourse to public funds",
    "temporary place": "Temporary accommodation",
    "specialist help": "Support levels",
    "intensive help": "Support levels",
    "intensive early help": "Early Help",
    "voluntary": "Voluntary referral",
}
"""Other forms of the terms of art in data/glossary.toml, with the entry that explains each."""

_ADDRESS = re.compile(
    r"\S+@\S+|\b(?:https?://|www\.)\S+|\b(?:[\w-]+/)*[\w-]+(?:\.[\w-]+)*\.(?:uk|org|com|toml|json|txt|pdf|csv|md)(?:/\S*)?\b"
    r"|(?<!\w)--[a-z-]+(?: [A-Z]+)*|`[^`]*`|champion-tui(?: [a-z-]+)*(?: [A-Z]{2,})*"
)
_ACT = re.compile(r"(?:[A-Z][\w’'-]*(?:,| and| of| etc)? )+(?:\([^)]*\) )?Act(?: \d{4})?")
_NAME = re.compile(r"\b(?:[A-Z][\w’'-]+(?: (?:of|and|for))? )+[A-Z][\w’'-]+|\b(?:Scotland|Wales|England|Oxfordshire)\b")
"""Consecutive words with capitals: a service, a team, a country."""
_MONTH = re.compile(r"\b(?:January|February|September|October|November|December)\b")
_COUNCIL = re.compile(r" (?:City|Borough|District|County)? ?Council$")


def glossary_terms() -> list[str]:
    """Returns the terms that data/glossary.toml explains, without any bracketed text at the end."""
    return [entry["term"].split(" (")[0] for entry in toml("glossary.toml")["term"]]


def _names(value: object) -> set[str]:
    """Returns every name of a council, a service or a team in a file of ``data/``."""
    if isinstance(value, dict):
        own = {value["name"]} if isinstance(value.get("name"), str) else set()
        return own.union(*(_names(inner) for inner in value.values()))
    if isinstance(value, list):
        return set().union(*(_names(inner) for inner in value))
    return set()


@functools.cache
def _counted_as_one() -> re.Pattern[str]:
    """Returns a pattern for terms of art, in any inflection, and proper names, each of which counts as one short word."""
    files = ("england.toml", "national.toml", "neighbours.toml", "areas/kent-and-medway.toml", "areas/oxfordshire.toml")
    found = set().union(*(_names(toml(file)) for file in files))
    names = {name for name in found if name[:1].isupper() and len(name) > 3}
    names |= {_COUNCIL.sub("", name) for name in names}
    terms = [rf"(?i:{re.escape(term)})(?:s|es|ness|'s|’s|'|’)?" for term in (*glossary_terms(), *ALSO_CALLED)]
    patterns = sorted([*(re.escape(name) for name in names), *terms], key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(patterns)})(?!\w)")


def as_measured(text: str) -> str:
    """Returns ``text`` with a stand-in for filled-in values, terms of art, and names of places, Acts, months and addresses."""
    plain = _ACT.sub(STAND_IN, _ADDRESS.sub(STAND_IN, filled_in(text)))
    return _counted_as_one().sub(STAND_IN, _NAME.sub(STAND_IN, _MONTH.sub("May", plain)))


def reading_age(text: str) -> int:
    """Returns the reading age in whole years."""
    return round(textstat.flesch_kincaid_grade(as_measured(text))) + 5
