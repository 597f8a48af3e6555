"""Local case references such as ``CHW-7K3M-2Q``: easy to read aloud, and every slip of one character is found.

A reference is a prefix of two to four letters (the housing authority's, or ``NEW``), four random characters, and two
check characters over all that stands before them. The random part has no look-alikes: of O and 0, I, L and 1, Z and 2,
S and 5, B and 8, U and V only one each is in use, and the other is read as that one.
"""

import re
from collections.abc import Callable

ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
"""The characters of the random part and the check characters."""

NEW_PREFIX = "NEW"
"""The prefix of a case for which no authority is chosen yet."""

RANDOM_CHARACTERS = 4
CHECK_CHARACTERS = 2

_LOOK_ALIKES = str.maketrans("OILZSBU", "011258V")
_LETTERS_FOR_DIGITS = str.maketrans("0258", "OZSB")
_VALUES = {character: value for value, character in enumerate(ALPHABET + "OILZSBU")}
_PRIME = 839
"""The largest prime that two check characters can count to (29 * 29 = 841)."""

_WEIGHT_STEP = 37
"""Weights are its powers modulo the prime: all different, so that changed and swapped characters change the sum."""

_PREFIX = re.compile(r"[A-Z]{2,4}")
_IGNORED = re.compile(r"[\s\-\u2010-\u2015\u2212]+")
_BODY = re.compile(rf"[{ALPHABET}]{{{RANDOM_CHARACTERS + CHECK_CHARACTERS}}}")


def new_reference(prefix: str, below: Callable[[int], int]) -> str:
    """A new reference. ``prefix`` is two to four capital letters, ``below(n)`` gives a random whole number from 0 to n - 1
    (``secrets.randbelow``). There are some 700,000 per prefix: the caller asks again where one is taken already.
    Raises ``ValueError`` for a prefix of another form.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"a prefix is two to four capital letters, not {prefix!r}")
    body = "".join(ALPHABET[below(len(ALPHABET))] for _ in range(RANDOM_CHARACTERS))
    return f"{prefix}-{body}-{_check(prefix, body)}"


def parse_reference(text: str) -> str | None:
    """The reference that ``text`` means, written the one right way; None where its check is wrong or it is none at all.

    Small letters, spaces, hyphens and dashes anywhere, and look-alikes are all read as what was meant.
    """
    plain = _IGNORED.sub("", text.upper())
    split = len(plain) - RANDOM_CHARACTERS - CHECK_CHARACTERS
    if split < 0:
        return None
    prefix = plain[:split].translate(_LETTERS_FOR_DIGITS)
    rest = plain[split:].translate(_LOOK_ALIKES)
    if not _PREFIX.fullmatch(prefix) or not _BODY.fullmatch(rest):
        return None
    body, check = rest[:RANDOM_CHARACTERS], rest[RANDOM_CHARACTERS:]
    return f"{prefix}-{body}-{check}" if check == _check(prefix, body) else None


def as_said(text: str) -> str:
    """A reference, or part of one, as it can be compared with another: capitals, gaps, dashes and look-alikes make no difference."""
    return _IGNORED.sub("", text.upper()).translate(_LOOK_ALIKES)


def _check(prefix: str, body: str) -> str:
    """Two characters that change whenever one character before them changes or two neighbours change places."""
    weight = 1
    total = len(prefix)
    for character in reversed(prefix + body):
        weight = weight * _WEIGHT_STEP % _PRIME
        total += weight * _VALUES[character]
    high, low = divmod(total % _PRIME, len(ALPHABET))
    return ALPHABET[high] + ALPHABET[low]
