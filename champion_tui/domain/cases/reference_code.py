"""Local case references such as ``CHW-7K3M-2Q``: easy to read aloud, and every slip of one character is detected.

A reference is a prefix of two to four letters (the housing authority's, or ``NEW``), four random characters, and two
check characters over all before them. The random part has no look-alikes: of O and 0, I, L and 1, Z and 2,
S and 5, B and 8, U and V only one each is used, and the other is read as that one.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable
from itertools import product

ALPHABET = "0123456789ACDEFGHJKMNPQRTVWXY"
"""The characters of the random part and the check characters."""

NEW_PREFIX = "NEW"
"""The prefix of a case for which no authority has been chosen yet."""

LONGEST_PREFIX = 4
RANDOM_CHARACTERS = 4
CHECK_CHARACTERS = 2

_LOOK_ALIKES = str.maketrans("OILZSBU", "011258V")
_PREFIX_LETTERS = {"0": "O", "1": "IL", "2": "Z", "5": "S", "8": "B"}
"""The letters that a digit in the prefix may represent. A 1 is an I or an L: the check characters decide (``parse_reference``)."""

_VALUES = {character: value for value, character in enumerate(ALPHABET + "OILZSBU")}
_PRIME = 839
"""The largest prime that two check characters can represent (29 * 29 = 841)."""

_WEIGHT_STEP = 37
"""The weights are its powers modulo the prime. They all differ, so changed and swapped characters change the sum."""

_PREFIX = re.compile(r"[A-Z]{2,4}")
_BODY = re.compile(rf"[{ALPHABET}]{{{RANDOM_CHARACTERS + CHECK_CHARACTERS}}}")

_BEGUN = re.compile(r"[A-Za-z]{2,4}-[0-9A-Za-z]{1,4}(?:-[0-9A-Za-z]?)?", re.ASCII)


def new_reference(prefix: str, below: Callable[[int], int]) -> str:
    """Returns a new reference.

    ``prefix`` is two to four capital letters; ``below(n)`` returns a random integer from 0 to n - 1 (``secrets.randbelow``). There
    are some 700,000 references per prefix: the caller calls again if one is already in use. Raises ``ValueError`` for any other
    prefix.
    """
    if not _PREFIX.fullmatch(prefix):
        raise ValueError(f"a prefix is two to four capital letters, not {prefix!r}")
    body = "".join(ALPHABET[below(len(ALPHABET))] for _ in range(RANDOM_CHARACTERS))
    return f"{prefix}-{body}-{_check(prefix, body)}"


def parse_reference(text: str) -> str | None:
    """Returns the reference that ``text`` means, in its standard form, or None if its check fails or it is not a reference.

    Accepts lower-case and full-width letters, look-alikes, and any or no spaces, dashes or other signs between and around the
    characters.
    """
    return next((read for read in _readings(text) if _fits(read)), None)


def reference_meant(text: str) -> str:
    """Returns the reference to look for when somebody types or says ``text``, as ``parse_reference`` reads it. Text that is no
    reference is returned in capitals: it is found nowhere, and the message about that shows it (``why_not_found``).
    """
    return parse_reference(text) or text.strip().upper()


def reference_begun(text: str) -> str:
    """Returns ``text`` in lower case if it can be a reference that is still being typed (it has the first dash and something after
    it), else "".
    """
    typed = text.strip()
    return typed.casefold() if _BEGUN.fullmatch(typed) else ""


def references_meant(words: Iterable[str]) -> tuple[str, ...]:
    """Returns the references in ``words``, each as it was typed. A reference that is spoken as ``chw qtg3 6x`` takes up several
    words. A word that belongs to no reference is kept as it is.
    """
    left = tuple(words)
    references: list[str] = []
    while left:
        ends = (end for end in range(1, len(left) + 1) if parse_reference(" ".join(left[:end])))
        taken = next(ends, 1)
        references.append(" ".join(left[:taken]))
        left = left[taken:]
    return tuple(references)


def search_key(text: str) -> str:
    """Returns ``text`` without the differences between ways to say and type it. A part of a reference matches if
    ``search_key(part) in search_key(reference)``. Returns "" if nothing is left to search for.
    """
    return _plain(text).translate(_LOOK_ALIKES)


def why_not_found(text: str) -> str:
    """Returns a sentence that says why ``text`` is no reference and how it was read, or "" if it is one."""
    readings = _readings(text)
    if any(map(_fits, readings)):
        return ""
    if readings:
        return f"It was read as {readings[0]}, and its last two characters do not fit the others. A character is wrong or missing."
    return "A reference looks like CHW-7K3M-2Q."


def _plain(text: str) -> str:
    """Returns only the letters and digits, in capitals, with full-width characters as ordinary ones."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text).upper()))


def _readings(text: str) -> tuple[str, ...]:
    """Returns every reference that ``text`` can be read as, before its check is verified; () if it has another shape."""
    plain = _plain(text)
    split = len(plain) - RANDOM_CHARACTERS - CHECK_CHARACTERS
    if split < 0:
        return ()
    rest = plain[split:].translate(_LOOK_ALIKES)
    if split > LONGEST_PREFIX or not _BODY.fullmatch(rest):
        return ()
    prefixes = map("".join, product(*(_PREFIX_LETTERS.get(letter, letter) for letter in plain[:split])))
    ending = f"{rest[:RANDOM_CHARACTERS]}-{rest[RANDOM_CHARACTERS:]}"
    return tuple(f"{prefix}-{ending}" for prefix in prefixes if _PREFIX.fullmatch(prefix))


def _fits(reference: str) -> bool:
    prefix, body, check = reference.split("-")
    return check == _check(prefix, body)


def _check(prefix: str, body: str) -> str:
    """Returns two check characters, which change if any one character of ``prefix + body`` changes or two neighbours are swapped."""
    weight = 1
    total = len(prefix)
    for character in reversed(prefix + body):
        weight = weight * _WEIGHT_STEP % _PRIME
        total += weight * _VALUES[character]
    high, low = divmod(total % _PRIME, len(ALPHABET))
    return ALPHABET[high] + ALPHABET[low]
