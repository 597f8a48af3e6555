"""Characters named in a sentence: few enough to read, and none that would show as nothing."""

import unicodedata

MOST_NAMED = 12
NO_PICTURE = frozenset({"Co", "Cn", "Cs", "Cf"})
"""Unicode categories of what shows as nothing, or as another sign on every machine: private use, unassigned, joiners."""


def characters_named(text: str) -> str:
    """The first characters of ``text``, those without a picture by their code, and how many more there are."""
    shown = "".join(map(_named, text[:MOST_NAMED]))
    more = len(text) - MOST_NAMED
    return f"{shown} and {more} more" if more > 0 else shown


def _named(character: str) -> str:
    return f"U+{ord(character):04X}" if unicodedata.category(character) in NO_PICTURE else character
