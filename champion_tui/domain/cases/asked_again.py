"""Texts that a field accepts but that are asked about again: words that are no real answer, and mistyped e-mail domains.

"NFA", "n/a" and "x" fill a box, but nobody can be reached by them. Which words count as no answer is data
(``data/asked-again.toml``); the way they are written makes no difference. In case of doubt the question is asked again, so every
list lets the user confirm a text by adding one more word.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from champion_tui.ground.values import immutable

APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u201b\u02bc\u02b9\u2032`\u00b4"))
"""Ignored when words are compared: people write "don't" with and without one."""

POSTCODE = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]?([0-9][a-z]{2})?")
"""A British postcode or its first half, without a space. It is not an address, neither alone nor next to "NFA"."""

LONGEST_RUN = 6
"""The number of words in the longest phrase."""


@immutable
class NothingWords:
    """One list of words that are no real answer.

    ``phrases``, ``beside`` and ``strokes`` are written as ``together`` returns them, ``but`` (the exceptions) as ``apart`` does.
    ``why`` is the sentence that asks again, in which ``{said}`` is replaced by the typed text.
    """

    phrases: frozenset[str]
    beside: frozenset[str]
    strokes: frozenset[str]
    but: frozenset[str]
    why: str
    letters: bool = False
    postcodes: bool = False

    def hold(self, text: str) -> bool:
        """Returns whether ``text`` is no real answer."""
        words = _words(text)
        if " ".join(words) in self.but:
            return False
        if not words or (self.letters and not any(map(str.isalpha, "".join(words)))):
            return True
        return self._consists(words)

    def _consists(self, words: tuple[str, ...]) -> bool:
        """Returns whether ``words`` are made up of phrases, strokes and permitted extra words only, with at least one phrase or
        stroke.

        ``reached`` holds, for each position, whether it can be reached with a phrase or stroke (True) or without one (False).
        """
        reached: list[set[bool]] = [{False}, *(set() for _ in words)]
        for start, ways in enumerate(reached[:-1]):
            if ways:
                for end, says_so in self._from(words, start):
                    reached[end] |= {True} if says_so else ways
        return True in reached[-1]

    def _from(self, words: tuple[str, ...], start: int) -> Iterator[tuple[int, bool]]:
        """Yields where the next part can end, and whether that part is a phrase or stroke."""
        for end in range(start + 1, min(start + LONGEST_RUN, len(words)) + 1):
            run = "".join(words[start:end])
            if run in self.phrases or (end == start + 1 and self._is_stroke(run)):
                yield end, True
            elif run in self.beside or (self.postcodes and POSTCODE.fullmatch(run)):
                yield end, False

    def _is_stroke(self, word: str) -> bool:
        return word[0] in self.strokes and not word.strip(word[0])


@immutable
class AskedAgain:
    """What a form accepts but asks about again: ``nothing`` (list name -> words that are no real answer) and ``mail_domains``, the
    e-mail domains that are often mistyped.
    """

    nothing: Mapping[str, NothingWords]
    mail_domains: frozenset[str]


def together(phrase: str) -> str:
    """Returns ``phrase`` in the form used in the lists: lower-case letters and digits only, without spaces."""
    return "".join(_words(phrase))


def apart(phrase: str) -> str:
    """Returns ``phrase`` with single spaces between its words, for lists in which spaces distinguish a name from a phrase."""
    return " ".join(_words(phrase))


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text).casefold().translate(APOSTROPHES)
    return tuple("".join(char if char.isalnum() else " " for char in plain).split())


def probable_domain(address: str, domains: Iterable[str]) -> str:
    """Returns the domain that was probably meant if the domain of ``address`` differs from exactly one of ``domains`` by one key
    (missing, extra, wrong, or two swapped). Returns "" if it is one of ``domains`` or resembles none of them.
    """
    given = address.rpartition("@")[2].casefold()
    known = frozenset(domains)
    if given in known:
        return ""
    near = [domain for domain in sorted(known) if _one_slip(given, domain)]
    return near[0] if len(near) == 1 else ""


def _one_slip(given: str, meant: str) -> bool:
    if abs(len(given) - len(meant)) > 1:
        return False
    longer, shorter = (given, meant) if len(given) > len(meant) else (meant, given)
    return shorter in _without_one(longer) if len(given) != len(meant) else _one_place(given, meant)


def _without_one(text: str) -> Iterator[str]:
    return (text[:place] + text[place + 1 :] for place in range(len(text)))


def _one_place(given: str, meant: str) -> bool:
    """Returns whether exactly one character differs, or two neighbours are swapped."""
    differ = [place for place, (one, other) in enumerate(zip(given, meant, strict=True)) if one != other]
    match differ:
        case [_]:
            return True
        case [first, second] if second == first + 1:
            return (given[first], given[second]) == (meant[second], meant[first])
    return False
