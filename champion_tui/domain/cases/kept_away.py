"""Finds contact details in a form that the same form says must not be used: a number, an address or another person.

Numbers are written in many ways (``+44``, spaces, an extension), and the forbidden ones are in free text. A match is never
treated as certain: the user is asked about it.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping

from champion_tui.ground.answers import Answer

FORBIDDEN = "do-not-contact-at"
PHONES = ("phone", "alternative-contact-phone")
ADDRESS, EMAIL, PERSON = "postal-address", "email", "alternative-contact-name"
TIMES = ("reachable-until", "reachable-after")
"""Free-text fields that say how to reach the person for a while. A number in them is a way of contact as well."""

SHORTEST_NUMBER = 7
"""The fewest digits that are read as a telephone number."""

LONGEST_NUMBER = 15
"""The most digits in a telephone number (ITU-T E.164). A longer row of digits is several numbers separated only by spaces."""

_BRITISH = re.compile(r"(?=0([1-9][0-9]{9}))")
_NUMBER = re.compile(r"\+?[0-9](?:[^\S\n]|[().\-\u2010-\u2015\u2212/]|[0-9])*[0-9]")
_POSTCODE = re.compile(r"\b([a-z]{1,2}[0-9][0-9a-z]?) ?([0-9][a-z]{2})\b")
_SHORT = {"st": "street", "rd": "road", "ave": "avenue", "av": "avenue", "ln": "lane", "cl": "close", "ct": "court",
          "dr": "drive", "pl": "place", "sq": "square", "terr": "terrace", "gdns": "gardens", "cres": "crescent"}  # fmt: skip
_LEADING = frozenset(
    {"flat", "room", "unit", "apartment", "apt", "block", "floor", "house", "care", "c", "o", "of", "the", "at"}
)
"""Words that occur in many addresses."""


def forbidden_ways(values: Mapping[str, Answer]) -> tuple[str, ...]:
    """Returns the fields of ``values`` (field id -> value) that hold a way of contact which ``do-not-contact-at`` forbids."""
    forbidden = _plain(values, FORBIDDEN)
    if not forbidden:
        return ()
    numbers = set(_numbers(forbidden))
    ways = [field for field in (*PHONES, *TIMES) if numbers & set(_numbers(_plain(values, field)))]
    if (mail := _squeezed(_plain(values, EMAIL))) and _holds_mail(_squeezed(forbidden), mail):
        ways.append(EMAIL)
    if _same_place(_plain(values, ADDRESS), forbidden):
        ways.append(ADDRESS)
    if _holds(_words(forbidden), _words(_plain(values, PERSON))):
        ways.append(PERSON)
    return tuple(ways)


def contains_forbidden_number(text: str, values: Mapping[str, Answer]) -> bool:
    """Returns whether ``text`` contains a telephone number that ``values`` say must not be used."""
    return bool(set(_numbers(_plain({"text": text}, "text"))) & set(_numbers(_plain(values, FORBIDDEN))))


def _plain(values: Mapping[str, Answer], field: str) -> str:
    """Returns a field's text in lower case, with the digits of every script as 0 to 9."""
    text = unicodedata.normalize("NFKC", str(values.get(field, ""))).casefold()
    return "".join(str(unicodedata.decimal(char)) if char.isdecimal() else char for char in text)


def _numbers(text: str) -> Iterator[str]:
    """Yields every telephone number in ``text`` as digits with its country code, 44 if none is written."""
    for number in _NUMBER.finditer(text):
        digits = re.sub(r"[^0-9]", "", number[0])
        if len(digits) < SHORTEST_NUMBER:
            continue
        if len(digits) > LONGEST_NUMBER:
            yield from (f"44{rest}" for rest in _BRITISH.findall(digits))
            continue
        if number[0].startswith("+") or digits.startswith("00"):
            yield re.sub(r"^440", "44", digits.removeprefix("00"))
        else:
            yield f"44{digits.removeprefix('0')}"


def _squeezed(text: str) -> str:
    return re.sub(r"\s*([@.])\s*", r"\1", text)


def _holds_mail(text: str, mail: str) -> bool:
    return re.search(rf"(?<![\w.+-]){re.escape(mail)}(?![\w-])", text) is not None


def _words(text: str) -> list[str]:
    parts = re.findall(r"\w+", text.replace("'", "").replace("\u2019", ""))
    return [_SHORT.get(part, part) for part in parts]


def _holds(words: list[str], part: list[str]) -> bool:
    """Returns whether ``words`` contain ``part`` as consecutive words."""
    length = len(part)
    return bool(part) and any(words[start : start + length] == part for start in range(len(words) - length + 1))


def _same_place(address: str, forbidden: str) -> bool:
    """Returns whether ``forbidden`` names a house in ``address``: its number and street, its number and postcode, or the whole
    address.
    """
    lines = [_words(line) for line in re.split(r"[,;\n]", address)]
    words = _words(forbidden)
    houses = [
        line
        for line in lines
        if any(map(_has_digit, line)) and len([word for word in line if word not in _LEADING]) > 1
    ]
    houses = [line for line in houses if not _POSTCODE.fullmatch(" ".join(line))]
    if any(_holds(words, line) for line in houses) or _holds(words, _words(address)):
        return True
    codes = {"".join(code) for code in _POSTCODE.findall(address)} & {
        "".join(code) for code in _POSTCODE.findall(forbidden)
    }
    numbers = {word for line in houses for word in line if _has_digit(word)}
    return bool(codes) and bool(numbers & set(words))


def _has_digit(word: str) -> bool:
    return any(map(str.isdigit, word))
