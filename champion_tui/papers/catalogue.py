"""The words of the slips: ``data/languages/en.po``, read strictly, and the tree's words for outcomes without a referral.

English is the key. Every sentence has a name (``msgctxt``) by which packs call it; a digest over all of them tells whether a
language was checked against these very words.
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
"""How the names of sentences begin that are never set in another language: two languages would show that an office wrote them."""

TELL = "tell."
TELL_WHERE = "Where no referral goes out: what to do now, in a list"


LINE = re.compile(r'(?:(?:msgctxt|msgid|msgstr) )?"(?:[^"\\]|\\[nrt"\\])*"\s*')
"""A line of a catalogue without plural forms that is no comment."""


class BrokenCatalogue(PackError):
    """A catalogue that cannot be read strictly; the sentence names the file and what is wrong."""


@immutable
class Sentence:
    """One sentence of a slip in English, by its name; ``notes`` say where it stands and what must stay as it is."""

    key: str
    text: str
    notes: tuple[str, ...] = ()

    @property
    def translated(self) -> bool:
        """Whether other languages have this sentence."""
        return not self.key.startswith(ENGLISH_ONLY)


Words = Mapping[str, Sentence]
"""Sentences by their names, in the order in which they stand on the slips."""


@immutable
class CatalogueEntry:
    """What a catalogue holds under one name: English, and the translation ("" where there is none)."""

    key: str
    english: str
    translation: str
    notes: tuple[str, ...]


def placeholders(text: str) -> tuple[str, ...]:
    """The names in braces, sorted, each as often as it stands there. Raises ``ValueError`` for braces that are none."""
    names: list[str] = []
    for _, name, how, conversion in Formatter().parse(text):
        if name is None:
            continue
        if not name.isidentifier() or how or conversion:
            raise ValueError(name)
        names.append(name)
    return tuple(sorted(names))


def read_entries(raw: bytes, shown_as: str) -> tuple[CatalogueEntry, ...]:
    """The sentences of a ``.po`` file, in its order. Raises ``BrokenCatalogue`` where it cannot be read whole."""
    try:
        _check_lines(raw.decode("utf-8"))
        catalogue = read_po(io.BytesIO(raw), charset="utf-8", abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError, LookupError) as error:
        raise BrokenCatalogue(f"{shown_as} is no gettext catalogue that can be read: {error}.") from error
    entries = tuple(_entries(catalogue, shown_as))
    # Babel keeps only one of two entries with the same name, so they are counted in the file.
    if raw.count(b"\nmsgctxt ") != len(entries) or len({entry.key for entry in entries}) != len(entries):
        raise BrokenCatalogue(f"{shown_as} holds a sentence twice, or one that was taken out and left as a comment.")
    return entries


def _check_lines(text: str) -> None:
    """Babel passes over much that is no gettext; what it would guess at is refused. Raises ``ValueError``."""
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
    """The English words of the slips. Raises ``BrokenCatalogue``."""
    entries = read_entries((data_folder() / FILE).read_bytes(), FILE)
    for entry in entries:
        if entry.translation != entry.english:
            raise BrokenCatalogue(f"{FILE}: the sentence {entry.key!r} does not stand twice in the same words.")
    return {entry.key: Sentence(entry.key, entry.english, entry.notes) for entry in entries}


def words_of(book: Book) -> Words:
    """Every sentence that a slip can hold: the catalogue's and the tree's."""
    return {**english(), **{sentence.key: sentence for sentence in _tells(book)}}


def _tells(book: Book) -> Iterator[Sentence]:
    """What a tree tells a person for whom no referral goes to a council; every other slip has its words from the catalogue."""
    for tree in book.trees.values():
        for outcome in tree.outcomes.values():
            for number, line in enumerate(outcome.tell if tree.goes_to or not outcome.referral else (), 1):
                keep = ", ".join(f"{{{name}}}" for name in dict.fromkeys(placeholders(line.text)))
                notes = (f"{TELL_WHERE} ({outcome.id}).", *((f"Must stay as it is: {keep}.",) if keep else ()))
                yield Sentence(f"{TELL}{tree.id}.{outcome.id}.{number}", line.text, notes)


def digest(words: Words) -> str:
    """The SHA-256 over names and English sentences of everything that is translated."""
    kept = sorted((one.key, one.text) for one in words.values() if one.translated)
    return sha256_hex("\0".join(part for pair in kept for part in pair).encode())
