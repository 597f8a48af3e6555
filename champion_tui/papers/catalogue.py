"""The words of the slips: ``data/languages/en.po``, read strictly, and the tree's words for outcomes without a referral.

English is the source language. Every sentence has a name (``msgctxt``) that packs use. A digest over all sentences
shows whether a language was checked against exactly these words.
"""

import io
import re
from collections.abc import Iterator, Mapping
from functools import cache
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.pofile import PoFileError, read_po

from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.shelf import data_folder
from champion_tui.papers.errors import PackError

FILE = "languages/en.po"
ENGLISH_ONLY = ("card-", "quiet-")
"""The prefixes of sentences that are never translated: a card in two languages would show that it comes from an office."""

TELL = "tell."
TELL_WHERE = "Where no referral goes out: what to do now, in a list"


LINE = re.compile(r'(?:(?:msgctxt|msgid|msgstr) )?"(?:[^"\\]|\\[nrt"\\])*"\s*')
"""A line of a catalogue without plural forms, other than a comment."""


class BrokenCatalogue(PackError):
    """Raised if a catalogue cannot be read strictly. The message names the file and the mistake."""


@immutable
class Sentence:
    """One sentence of a slip in English, with its name. ``notes`` tell translators where it is used and what must not change."""

    key: str
    text: str
    notes: tuple[str, ...] = ()

    @property
    def translated(self) -> bool:
        """Whether other languages have this sentence."""
        return not self.key.startswith(ENGLISH_ONLY)


Words = Mapping[str, Sentence]
"""Sentences by name, in the order of the slips."""


@immutable
class CatalogueEntry:
    """One entry of a catalogue: its name, the English sentence, the translation ("" if there is none) and the notes."""

    key: str
    english: str
    translation: str
    notes: tuple[str, ...]


def placeholders(text: str) -> tuple[str, ...]:
    """Returns the names in braces, sorted, as often as each occurs. Raises ``ValueError`` for braces without a plain name."""
    names: list[str] = []
    for _, name, how, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or how or conversion:
            raise ValueError(name)
        names.append(name)
    return tuple(sorted(names))


def read_entries(raw: bytes, shown_as: str) -> tuple[CatalogueEntry, ...]:
    """Returns the sentences of a ``.po`` file in its order. Raises ``BrokenCatalogue`` if it cannot be read completely."""
    try:
        _check_lines(raw.decode("utf-8"))
        catalogue = read_po(io.BytesIO(raw), charset="utf-8", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError) as error:
        raise BrokenCatalogue(f"{shown_as} is no gettext catalogue that can be read: {error}.") from error
    entries = tuple(_entries(catalogue, shown_as))
    # Babel keeps only one of two entries with the same name, so entries are also counted in the file.
    if raw.count(b"\nmsgctxt ") != len(entries) or len({entry.key for entry in entries}) != len(entries):
        raise BrokenCatalogue(f"{shown_as} holds a sentence twice, or one that was taken out and left as a comment.")
    return entries


def _check_lines(text: str) -> None:
    """Rejects lines that are not gettext, which Babel would skip or guess at. Raises ``ValueError``."""
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.startswith("#") and not LINE.fullmatch(line):
            raise ValueError(f"line {number} is {line[:40]!r}")


def _entries(catalogue: Catalog, shown_as: str) -> Iterator[CatalogueEntry]:
    for message in catalogue:
        if message.id == "":
            continue
        if not isinstance(message.id, str) or not isinstance(message.string, str) or not message.context:
            raise BrokenCatalogue(f"{shown_as}: {message.id!r} has no name (msgctxt), or has plural forms.")
        if message.fuzzy:
            raise BrokenCatalogue(f"{shown_as}: the sentence {message.context!r} is still marked as fuzzy.")
        yield CatalogueEntry(message.context, message.id, message.string, tuple(message.auto_comments))


@cache
def english() -> Words:
    """Returns the English words of the slips. Raises ``BrokenCatalogue``."""
    entries = read_entries((data_folder() / FILE).read_bytes(), FILE)
    for entry in entries:
        if entry.translation != entry.english:
            raise BrokenCatalogue(f"{FILE}: the sentence {entry.key!r} does not stand twice in the same words.")
    return {entry.key: Sentence(entry.key, entry.english, entry.notes) for entry in entries}


def words_of(book: Book) -> Words:
    """Returns every sentence that a slip can contain: the catalogue's and the tree's."""
    return {**english(), **{sentence.key: sentence for sentence in _tells(book)}}


def _tells(book: Book) -> Iterator[Sentence]:
    """Yields what a tree tells people whose referral does not go to a council. Other slips take their words from the catalogue."""
    for tree in book.trees.values():
        for outcome in tree.outcomes.values():
            for number, line in enumerate(outcome.tell if tree.goes_to or not outcome.referral else (), 1):
                keep = ", ".join(f"{{{name}}}" for name in dict.fromkeys(placeholders(line.text)))
                notes = (f"{TELL_WHERE} ({outcome.id}).", *((f"Must stay as it is: {keep}.",) if keep else ()))
                yield Sentence(f"{TELL}{tree.id}.{outcome.id}.{number}", line.text, notes)


def digest(words: Words) -> str:
    """Returns the SHA-256 over the names and English sentences of everything that is translated."""
    kept = sorted((one.key, one.text) for one in words.values() if one.translated)
    return sha256_hex("\0".join(part for pair in kept for part in pair).encode())
