"""What a search compares: texts and what somebody types for them, folded alike.

Capitals, accents, kinds of apostrophe and hyphen, and the many ways to write a telephone number make no difference. Nothing is
translated or transliterated: a name is found in the script in which it stands.
"""

import re
import unicodedata

from champion_tui.domain.cases.reference_code import search_key
from champion_tui.ground.values import immutable

_APOSTROPHES = dict.fromkeys(
    map(ord, "'`\u00b4\u2018\u2019\u201a\u201b\u02b9\u02bb\u02bc\u02bd\u02be\u02bf\u2032\u2035\uff07")
)
"""Left out: ``O'Brien`` is found as ``obrien`` too. The last of them stand for letters in names from Arabic and Hawaiian."""

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
"""Letters that Unicode does not take apart, as British keyboards write them."""

_DROPPED = frozenset({"Mn", "Me", "Cf"})
"""Categories of Unicode: marks over, under and around letters, and what cannot be seen."""

_CONTROL = re.compile("[\x00-\x1f\x7f]")
_BETWEEN_DIGITS = re.compile(r"(?<=[0-9])[ ().\-/]+(?=[0-9])")
_ABROAD = re.compile(r"(?<![0-9])(?:\+|00)440?(?=[1-9])|(?<![0-9+])440?(?=[1-9][0-9]{9}(?![0-9]))")
"""The country's number before a British one: with + or 00, or where what follows has the ten digits of one."""


@immutable
class Typed:
    """What to look for: every one of ``words`` in the folded texts (each a part of one of them), or ``reference`` in the
    ``search_key`` of a case's reference ("" where nothing of it is left).
    """

    words: tuple[str, ...]
    reference: str


def search_fold(text: str) -> str:
    """``text`` as it is searched: in small letters without marks, one space between words, no apostrophes, a space for a hyphen.
    Digits that only blanks, dots, dashes, slashes or brackets part are joined, and +44 or 0044 before them is 0. Folding twice
    changes nothing.
    """
    plain = _ascii(text) if text.isascii() else _of_any_script(text)
    joined = ""
    shorter = " ".join(plain.split())
    # Once more where it changed something: a number with +44 may follow other digits.
    while shorter != joined:
        joined = shorter
        shorter = _ABROAD.sub("0", _BETWEEN_DIGITS.sub("", joined))
    return " ".join(joined.replace("-", " ").split())


def as_typed(text: str) -> Typed:
    """What somebody typed into a search, folded like the texts that it is looked for in."""
    return Typed(tuple(search_fold(text).split()), search_key(text))


def _ascii(text: str) -> str:
    """What ``_of_any_script`` gives for a text of English letters, several times as fast: most notes are that."""
    return _CONTROL.sub(" ", text.replace("'", "").replace("`", "").lower())


def _of_any_script(text: str) -> str:
    letters = _without_marks(_without_marks(text.translate(_APOSTROPHES)).casefold()).translate(_APOSTROPHES)
    return "".join(map(_plain, letters.translate(_LETTERS)))


def _without_marks(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text)
    return "".join(char for char in apart if unicodedata.category(char) not in _DROPPED)


def _plain(char: str) -> str:
    """Digits of every script as 0 to 9, one hyphen, and a blank for what is no character."""
    category = unicodedata.category(char)
    if category == "Nd":
        return str(unicodedata.decimal(char))
    if category == "Pd" or char == "\u2212":
        return "-"
    return " " if category in {"Cc", "Cs"} else char
