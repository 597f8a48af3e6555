"""Passphrases as bytes, and recovery codes that can be read out over a telephone."""

import unicodedata
from random import SystemRandom

from champion_tui.ground.values import immutable
from champion_tui.store.errors import UnusablePassphrase

LONGEST = 10_000
ALPHABET = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
GROUPS = 7
LETTERS_PER_GROUP = 4
"""28 letters out of 31 are 138 bits. Each group ends in a fifth letter that checks it."""


def as_bytes(passphrase: str) -> bytes:
    """Returns the passphrase in one Unicode form (NFKC), so that every keyboard gives the same bytes for the same letters.

    Raises ``UnusablePassphrase`` if it is empty, longer than 10,000 characters, or has broken characters.
    """
    if not passphrase:
        raise UnusablePassphrase("The passphrase is empty.", "Give one of several words.")
    if len(passphrase) > LONGEST:
        raise UnusablePassphrase(f"The passphrase is longer than {LONGEST:,} characters.", "Give a shorter one.")
    try:
        return unicodedata.normalize("NFKC", passphrase).encode()
    except UnicodeEncodeError:
        raise UnusablePassphrase("The passphrase holds broken characters.", "Type it again.") from None


def new_recovery_code() -> str:
    """Returns a random code in seven groups of five, such as ``K7QF2-...``. The last letter of each group is its check letter."""
    # This is what ``secrets`` uses; importing that would load OpenSSL too, 7 ms of every start.
    chance = SystemRandom()
    groups = ("".join(chance.choice(ALPHABET) for _ in range(LETTERS_PER_GROUP)) for _ in range(GROUPS))
    return "-".join(group + _check_letter(index, group) for index, group in enumerate(groups))


def _check_letter(index: int, letters: str) -> str:
    """Returns a weighted sum modulo the prime 31. One wrong letter, two swapped letters or two swapped groups change it."""
    weighted = sum((place + 1) * ALPHABET.index(letter) for place, letter in enumerate(letters))
    return ALPHABET[(weighted + index) % len(ALPHABET)]


@immutable
class ReadCode:
    """Typed text in the form of a recovery code: the ``code`` as printed, and the numbers (from 1) of the groups that are wrong."""

    code: str
    wrong_groups: tuple[int, ...]


def read_recovery_code(typed: str) -> ReadCode | None:
    """Reads ``typed`` as a recovery code, ignoring case, spaces and dashes. Returns None if it does not have that form."""
    letters = "".join(letter for letter in unicodedata.normalize("NFKC", typed).upper() if letter not in " -\t\r\n")
    if len(letters) != GROUPS * (LETTERS_PER_GROUP + 1):
        return None
    size = LETTERS_PER_GROUP + 1
    groups = [letters[start : start + size] for start in range(0, len(letters), size)]
    wrong = tuple(number for number, group in enumerate(groups, 1) if not _fits(number - 1, group))
    return None if len(wrong) == GROUPS else ReadCode("-".join(groups), wrong)


def _fits(index: int, group: str) -> bool:
    return all(letter in ALPHABET for letter in group) and _check_letter(index, group[:-1]) == group[-1]
