"""What a field would take and what is asked about all the same: words that say nothing, mistyped domains of e-mail addresses.

"NFA", "n/a" and "x" fill a box, and nobody can be reached by them. What counts as nothing is data (``data/asked-again.toml``);
how it is written does not matter. In doubt it is asked again, so every list has a way to say that a text is meant: one more word
beside it.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping

from champion_tui.ground.values import immutable

APOSTROPHES = dict.fromkeys(map(ord, "'\u2018\u2019\u201b\u02bc\u02b9\u2032`\u00b4"))
"""Ignored when words are compared: "don't" is written with and without one."""

POSTCODE = re.compile(r"[a-z]{1,2}[0-9][0-9a-z]?([0-9][a-z]{2})?")
"""A British postcode or its first half, without a space. Neither alone nor beside "NFA" is it an address."""

LONGEST_RUN = 6
"""Words in the longest phrase."""


@immutable
class NothingWords:
    """One list. ``phrases``, ``beside`` and ``strokes`` stand as ``together`` makes them, ``but`` as ``apart`` does; ``why`` is the
    sentence that asks again, with ``{said}`` in the place of what was typed.
    """

    phrases: frozenset[str]
    beside: frozenset[str]
    strokes: frozenset[str]
    but: frozenset[str]
    why: str
    letters: bool = False
    postcodes: bool = False

    def hold(self, text: str) -> bool:
        """Whether ``text`` says nothing."""
        words = _words(text)
        if " ".join(words) in self.but:
            return False
        if not words or (self.letters and not any(map(str.isalpha, "".join(words)))):
            return True
        return self._consists(words)

    def _consists(self, words: tuple[str, ...]) -> bool:
        """Whether the words consist of phrases, strokes and what may stand beside them, with at least one of the first two.
        ``reached`` holds for each position whether it can be reached with one (True) or without (False).
        """
        reached: list[set[bool]] = [{False}, *(set() for _ in words)]
        for start, ways in enumerate(reached[:-1]):
            if ways:
                for end, says_so in self._from(words, start):
                    reached[end] |= {True} if says_so else ways
        return True in reached[-1]

    def _from(self, words: tuple[str, ...], start: int) -> Iterator[tuple[int, bool]]:
        """Where the next part can end, and whether it is one that says nothing by itself."""
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
    """What a form would take and what is asked about all the same: words that say nothing, by the list's name; and domains
    of e-mail addresses that are often mistyped.
    """

    nothing: Mapping[str, NothingWords]
    mail_domains: frozenset[str]


def together(phrase: str) -> str:
    """A phrase as lists hold it: small letters and digits alone, written together."""
    return "".join(_words(phrase))


def apart(phrase: str) -> str:
    """A phrase with single spaces between its words: where these tell a name from a phrase."""
    return " ".join(_words(phrase))


def _words(text: str) -> tuple[str, ...]:
    plain = unicodedata.normalize("NFKC", text).casefold().translate(APOSTROPHES)
    return tuple("".join(char if char.isalnum() else " " for char in plain).split())


def probable_domain(address: str, domains: Iterable[str]) -> str:
    """The domain that was probably meant where that of ``address`` differs by one key (left out, added, another one, or two
    that changed places) from just one of ``domains``; "" where it is one of them or like none.
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
    """Whether one character differs, or two neighbours changed places."""
    differ = [place for place, (one, other) in enumerate(zip(given, meant, strict=True)) if one != other]
    match differ:
        case [_]:
            return True
        case [first, second] if second == first + 1:
            return (given[first], given[second]) == (meant[second], meant[first])
    return False
