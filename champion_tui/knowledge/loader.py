"""Loads all knowledge into one ``Book``: shipped files strictly, an organisation's own files forgivingly."""

from collections.abc import Mapping
from dataclasses import fields, replace
from pathlib import Path

from champion_tui.domain.cases.asked_again import AskedAgain
from champion_tui.domain.cases.form import Form
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.forms.asked_again import read_asked_again
from champion_tui.knowledge.forms.letters import read_letters
from champion_tui.knowledge.forms.reading_forms import CodeItem, check_codes, check_nothing, read_codes, read_form
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.local.own_files import read_local
from champion_tui.knowledge.places import data_folder
from champion_tui.knowledge.reference.law import read_glossary, read_law
from champion_tui.knowledge.routing import Routing
from champion_tui.knowledge.routing_loader import read_routing
from champion_tui.knowledge.shelf import Shelf


def load(local: Path | None = None) -> Book:
    """All knowledge. ``local`` is the folder with the organisation's own files, or None.

    Raises ``DataError`` where the shipped knowledge is broken. What is wrong in a local file stands in
    ``Book.troubles`` and is left out.
    """
    return load_from(data_folder(), local)


def load_from(folder: Path, local_folder: Path | None = None) -> Book:
    """The same from the data in ``folder``: for checks of knowledge that is not shipped yet."""
    shelf, links, local = Shelf(folder), Links(), read_local(local_folder)
    routing = read_routing(shelf, links, local)
    law = read_law(*shelf.file("law.toml"), links)
    glossary = read_glossary(*shelf.file("glossary.toml"), links)
    codes = _read_code_lists(shelf)
    forms = _read_forms(shelf, links, codes, read_asked_again(*shelf.file("asked-again.toml")))
    letters = read_letters(*shelf.file("letters.toml"), links, routing.trees)
    links.check()
    return Book(
        **{field.name: getattr(routing, field.name) for field in fields(Routing)},
        law=law,
        glossary=glossary,
        forms=forms,
        letters=letters,
        codes=codes,
        digest=shelf.digest(local.raw),
    )


def _read_code_lists(shelf: Shelf) -> dict[str, tuple[CodeItem, ...]]:
    return {Path(shown_as).stem: read_codes(raw, shown_as) for raw, shown_as in shelf.files("codes")}


def _read_forms(
    shelf: Shelf, links: Links, codes: Mapping[str, tuple[CodeItem, ...]], asked_again: AskedAgain
) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for raw, shown_as in shelf.files("forms"):
        form = read_form(raw, shown_as)
        links.add("form", form.id, shown_as, "id")
        if any(field.codes and field.codes not in codes for field in form.fields):
            check_codes(form, raw, shown_as, codes)
        check_nothing(form, raw, shown_as, asked_again.nothing)
        forms[form.id] = replace(form, asked_again=asked_again)
    return forms
