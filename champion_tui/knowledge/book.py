"""All knowledge as one value: the routing, and what people read and fill in. It does not change once it is loaded."""

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import date
from itertools import chain
from pathlib import Path

from champion_tui.domain.cases.form import FieldKind, Form, FormField
from champion_tui.domain.lines.phone_lines import Provenance
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.calendar import holds_on, iso_date
from champion_tui.ground.dates.date_words import plain_day
from champion_tui.ground.digests import sha256_hex
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.ground.values import immutable, parts_of
from champion_tui.knowledge import checked_form
from champion_tui.knowledge.directory import ShippedDirectory, lay_over
from champion_tui.knowledge.forms.after_sending import AfterSending, EntryWords, read_after_request, read_after_sending
from champion_tui.knowledge.forms.letters import Letters, read_letters
from champion_tui.knowledge.forms.nicknames import read_nicknames
from champion_tui.knowledge.forms.reading_forms import (
    CodeItem,
    FieldLists,
    read_asked_again,
    read_codes,
    read_form,
)
from champion_tui.knowledge.lines.england import ENGLAND, NEIGHBOURS
from champion_tui.knowledge.lines.reading_lines import read_standing, read_validity
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.local.own_files import Local, read_local
from champion_tui.knowledge.offers import Offers, read_offers
from champion_tui.knowledge.routing import Routing, ShippedRouting
from champion_tui.knowledge.routing import read_strictly as read_routing_strictly
from champion_tui.knowledge.shelf import Shelf, data_folder

FIRST_FORM = "duty-to-refer"
"""The form of every case that was begun before trees named their form."""


@immutable
class LegalFact:
    """A legal test or deadline in plain words. It applies from ``valid_from`` to ``valid_to``, both included; None if no such day
    is known.
    """

    id: str
    title: str
    words: str
    standing: Provenance
    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, day: date) -> bool:
        """Returns whether it is the law on ``day``."""
        return holds_on(day, self.valid_from, self.valid_to)


@immutable
class GlossaryEntry:
    """A technical term and what it means in plain words."""

    term: str
    words: str
    standing: Provenance


@immutable
class Book(Routing):
    """All loaded knowledge: the routing, and what people read and fill in. ``digest`` is the SHA-256 over every file read,
    including the organisation's own.
    """

    _: KW_ONLY
    law: tuple[LegalFact, ...]
    glossary: tuple[GlossaryEntry, ...]
    forms: Mapping[str, Form]
    letters: Letters
    after_sending: AfterSending
    after_request: AfterSending
    offers: Offers
    nicknames: Mapping[str, frozenset[str]]
    codes: Mapping[str, tuple[CodeItem, ...]]
    digest: str

    def form_of(self, tree: str) -> Form:
        """Returns the form that the tree with that id fills in, or ``FIRST_FORM`` for a tree that no longer exists."""
        known = self.trees.get(tree)
        return self.forms[known.form if known else FIRST_FORM]

    def after_of(self, tree: str) -> AfterSending:
        """Returns the texts used after sending for a case of the tree with that id. Trees whose cases do not go to a council have
        their own texts.
        """
        return self.after_request if self.goes_to(tree) else self.after_sending

    def requests(self) -> frozenset[str]:
        """Returns every outcome of the trees whose cases do not go to a council. No two trees share an outcome."""
        return frozenset(outcome for tree in self.trees.values() if tree.goes_to for outcome in tree.outcomes)

    def question_ids(self) -> frozenset[str]:
        """Returns the ids of the questions of all trees."""
        return frozenset(question for tree in self.trees.values() for question in tree.questions)

    def request_trees(self) -> frozenset[str]:
        """Returns the ids of the trees whose cases do not go to a council."""
        return frozenset(tree.id for tree in self.trees.values() if tree.goes_to)

    def goes_to(self, tree: str) -> str:
        """Returns who receives the cases of the tree with that id, in words, or "" if it is the chosen council."""
        known = self.trees.get(tree)
        return known.goes_to if known else ""

    def all_heard(self) -> Mapping[str, EntryWords]:
        """Returns the texts for everything that can be heard about any case, by kind."""
        return {
            str(kind): said for known in (self.after_request, self.after_sending) for kind, said in known.heard.items()
        }

    def all_outcomes(self) -> Mapping[str, EntryWords]:
        """Returns the texts for every decision on any case, by id."""
        both = (self.after_request, self.after_sending)
        return {str(what): said for known in both for what, said in known.outcomes.items()}

    def value_words(self, field: FormField, value: Answer) -> tuple[str, ...]:
        """Returns a field's value in words, item by item: codes by their list, dates written out. Unknown items stay as they are."""
        items = (value,) if isinstance(value, str) else value
        if field.codes:
            known = {item.id: item.words for item in self.codes.get(field.codes, ())}
            return tuple(known.get(item, item) for item in items)
        if field.kind is FieldKind.DATE:
            return tuple(plain_day(day) if (day := iso_date(item)) else item for item in items)
        return items


@immutable
class ShippedBook:
    """The part of a ``Book`` besides its routing. ``digest`` is the SHA-256 over every shipped file."""

    law: tuple[LegalFact, ...]
    glossary: tuple[GlossaryEntry, ...]
    forms: Mapping[str, Form]
    letters: Letters
    after_sending: AfterSending
    after_request: AfterSending
    offers: Offers
    nicknames: Mapping[str, frozenset[str]]
    codes: Mapping[str, tuple[CodeItem, ...]]
    digest: str


def load(local: Path | None = None) -> Book:
    """Returns all knowledge. ``local`` is the folder with the organisation's own files, or None.

    Raises ``DataError`` if the shipped knowledge is broken. Entries of local files that are wrong are left out and listed in
    ``Book.troubles``.
    """
    return load_from(data_folder(), local)


def load_from(folder: Path, local_folder: Path | None = None) -> Book:
    """Returns the same from the data in ``folder``: for checks of knowledge that is not shipped yet."""
    shelf, own = Shelf(folder), read_local(local_folder)
    directory = checked_form.read(shelf, own, ShippedDirectory)
    routing = checked_form.read(shelf, own, ShippedRouting)
    book = checked_form.read(shelf, own, ShippedBook)
    if directory is None or routing is None or book is None:
        directory, routing, book = read_strictly(shelf, own)
    held = parts_of(lay_over(directory, shelf, own)) | parts_of(routing) | parts_of(book)
    if own.raw:
        named = chain.from_iterable((f"local/{name}\0{len(raw)}\0".encode(), raw) for name, raw in own.raw)
        held["digest"] = sha256_hex(book.digest.encode(), *named)
    return Book(**held)


def read_strictly(shelf: Shelf, own: Local) -> tuple[ShippedDirectory, ShippedRouting, ShippedBook]:
    """Reads everything on ``shelf``, with the areas of ``own``. Raises ``DataError``."""
    links = Links()
    directory, routing = read_routing_strictly(shelf, links, own)
    law = read_law(*shelf.file("law.toml"), links)
    glossary = read_glossary(*shelf.file("glossary.toml"), links)
    codes = {Path(shown_as).stem: read_codes(raw, shown_as) for raw, shown_as in shelf.files("codes")}
    forms = _read_forms(shelf, links, FieldLists(codes, read_asked_again(*shelf.file("asked-again.toml"))))
    letters = read_letters(*shelf.file("letters.toml"), links, routing.trees)
    after_sending = read_after_sending(*shelf.file("after-sending.toml"), links)
    after_request = read_after_request(*shelf.file("after-request.toml"), links, after_sending)
    offers = read_offers(*shelf.file("offers.toml"), links)
    nicknames = read_nicknames(*shelf.file("nicknames.toml"))
    links.check()
    for name in (ENGLAND, NEIGHBOURS):
        # They count in the digest, but are parsed only when a council outside the areas is looked up.
        shelf.file(name)
    book = ShippedBook(
        law, glossary, forms, letters, after_sending, after_request, offers, nicknames, codes, shelf.digest()
    )
    return directory, routing, book


def _read_forms(shelf: Shelf, links: Links, lists: FieldLists) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for raw, shown_as in shelf.files("forms"):
        form = read_form(raw, shown_as, lists)
        links.add("form", form.id, shown_as, "id")
        forms[form.id] = form
    return forms


def read_law(raw: bytes, shown_as: str, links: Links) -> tuple[LegalFact, ...]:
    """Returns legal tests and deadlines, in the file's order. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        return tuple(_read_fact(entry, links) for entry in table.tables("fact", at_least=1))


def read_glossary(raw: bytes, shown_as: str, links: Links) -> tuple[GlossaryEntry, ...]:
    """Returns the technical terms, in the file's order. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        return tuple(_read_term(entry, links) for entry in table.tables("term", at_least=1))


def _read_fact(table: Table, links: Links) -> LegalFact:
    with reading(table):
        return LegalFact(
            links.give("legal fact", table),
            table.text("title"),
            table.text("words"),
            read_standing(table, links),
            *read_validity(table),
        )


def _read_term(table: Table, links: Links) -> GlossaryEntry:
    with reading(table):
        term = table.text("term")
        links.add("term", term, table.file, table.path("term"))
        return GlossaryEntry(term, table.text("words"), read_standing(table, links))
