"""Folds texts and search terms in the same way, so that they can be compared.

Capitals, accents, kinds of apostrophe and hyphen, and the many ways to write a telephone number make no difference. Nothing is
translated or transliterated: a name is found in the script in which it is written.
"""

import re
import unicodedata

from champion_tui.domain.cases.reference_code import search_key
from champion_tui.ground.values import immutable

_APOSTROPHES = dict.fromkeys(
    map(ord, "'`\u00b4\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u2032\u2035\uff07")
)
"""Left out, so that ``O'Brien`` is also found as ``obrien``. Some of them are letters in names from Arabic and Hawaiian."""

_LETTERS = str.maketrans(
    {
        "ł": "l",
        "ø": "o",
        "đ": "d",
        "ð": "d",
        "þ": "th",
        "æ": "ae",
        "œ": "oe",
        "ı": "i",
        "ħ": "h",
        "ŧ": "t",
        "ŋ": "n",
        "ĸ": "k",
    }
)
"""Letters that Unicode does not decompose, as people type them on a British keyboard."""

_DROPPED = frozenset({"Mn", "Me", "Cf"})
"""Unicode categories that are dropped: marks over, under and around letters, and invisible characters."""

_CONTROL = re.compile("[\x00-\x1f\x7f]")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[ ().\-/]+(?=[0-9])")
_ABROAD = re.compile(r"(?<![0-9])(?:\+|00)440?(?=[1-9])|(?<![0-9+])440?(?=[1-9][0-9]{9}(?![0-9]))")
"""The country code before a British number: after + or 00, or if the ten digits of a British number follow it."""


@immutable
class Typed:
    """A search: a case matches if every one of ``words`` is part of one of its folded texts, or if ``reference`` is part of the
    ``search_key`` of its reference. ``reference`` is "" if nothing is left of it.
    """

    words: tuple[str, ...]
    reference: str


def search_fold(text: str) -> str:
    """Returns ``text`` folded for searching: lower case, no marks or apostrophes, a space instead of a hyphen, single spaces.

    Digits separated only by spaces, dots, dashes, slashes or brackets are joined, and +44 or 0044 before them becomes 0. Folding a
    second time changes nothing.
    """
    plain = _ascii(text) if text.isascii() else _of_any_script(text)
    joined = ""
    shorter = " ".join(plain.split())
    # Repeat until nothing changes: a number with +44 may follow other digits.
    while shorter != joined:
        joined = shorter
        shorter = _ABROAD.sub("0", _BETWEEN_DIGITS.sub("", joined))
    return " ".join(joined.replace("-", " ").split())


def as_typed(text: str) -> Typed:
    """Returns the search that ``text`` describes, folded like the texts it is compared with."""
    return Typed(tuple(search_fold(text).split()), search_key(text))


def _ascii(text: str) -> str:
    """Returns the same as ``_of_any_script`` for ASCII text, several times as fast. Most notes are ASCII."""
    return _CONTROL.sub(" ", text.replace("'", "").replace("`", "").lower())


def _of_any_script(text: str) -> str:
    letters = _without_marks(_without_marks(text.translate(_APOSTROPHES)).casefold()).translate(_APOSTROPHES)
    return "".join(map(_plain, letters.translate(_LETTERS)))


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if unicodedata.category(char) not in _DROPPED)


def _plain(char: str) -> str:
    """Returns a digit of any script as 0 to 9, any dash as "-", and a space for a control character or surrogate."""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Pd" or char == "\u2212":
        return "-"
    return " " if category in {"Cc", "Cs"} else char
