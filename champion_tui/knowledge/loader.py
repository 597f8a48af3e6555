"""Loads all knowledge into one ``Book``: shipped files strictly, an organisation's own files forgivingly."""

from collections.abc import Mapping
from pathlib import Path

from champion_tui.domain.form import Form
from champion_tui.knowledge.areas import read_area
from champion_tui.knowledge.bank_holidays import BankHolidays, calendar_of, read_bank_holidays
from champion_tui.knowledge.book import Book, CodeItem
from champion_tui.knowledge.forms import check_codes, read_codes, read_form
from champion_tui.knowledge.law import read_connection_grounds, read_glossary, read_law
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.local import read_local
from champion_tui.knowledge.national import read_national
from champion_tui.knowledge.overlay import Holders, lay_over
from champion_tui.knowledge.places import data_folder
from champion_tui.knowledge.shelf import Shelf
from champion_tui.knowledge.sources import read_sources
from champion_tui.knowledge.tree_links import check_protocols, refer_to_sources
from champion_tui.knowledge.trees import read_tree
from champion_tui.triage.tree import Tree


def load(local: Path | None = None) -> Book:
    """All knowledge. ``local`` is the folder with the organisation's own files, or None.

    Raises ``DataError`` where the shipped knowledge is broken. What is wrong in a local file stands in
    ``Book.troubles`` and is left out.
    """
    return load_from(data_folder(), local)


def load_from(folder: Path, local_folder: Path | None = None) -> Book:
    """The same from the data in ``folder``: for checks of knowledge that is not shipped yet."""
    shelf, links = Shelf(folder), Links()
    sources = read_sources(*shelf.file("sources.toml"), links)
    areas = {shown_as: read_area(raw, shown_as, links) for raw, shown_as in shelf.files("areas")}
    national = read_national(*shelf.file("national.toml"), links)
    law = read_law(*shelf.file("law.toml"), links)
    grounds = read_connection_grounds(*shelf.file("connection.toml"), links)
    glossary = read_glossary(*shelf.file("glossary.toml"), links)
    trees = _read_trees(shelf, links)
    codes = _read_code_lists(shelf)
    forms = _read_forms(shelf, links, codes)
    holidays = _read_bank_holidays(shelf, links)
    links.check()
    for shown_as, area in areas.items():
        check_protocols(area, trees[area.tree], shown_as, links)
    links.check()
    local = read_local(local_folder)
    shipped = Holders({area.id: area for area in areas.values()}, national.services, sources)
    holders = lay_over(shipped, local)
    return Book(
        areas=holders.areas,
        national=holders.national,
        emergency_rows=national.emergency_rows,
        sources=holders.sources,
        law=law,
        connection_grounds=grounds,
        glossary=glossary,
        trees=trees,
        forms=forms,
        codes=codes,
        calendar=calendar_of(holidays, local.holidays),
        bank_holidays_published_until=holidays.published_until,
        bank_holidays_standing=holidays.standing,
        digest=shelf.digest(local.raw),
        troubles=tuple(local.troubles),
    )


def _read_trees(shelf: Shelf, links: Links) -> dict[str, Tree]:
    trees: dict[str, Tree] = {}
    for raw, shown_as in shelf.files("triage"):
        tree = read_tree(raw, shown_as)
        links.add("tree", tree.id, shown_as, "id")
        refer_to_sources(tree, shown_as, links)
        trees[tree.id] = tree
    return trees


def _read_code_lists(shelf: Shelf) -> dict[str, tuple[CodeItem, ...]]:
    return {Path(shown_as).stem: read_codes(raw, shown_as) for raw, shown_as in shelf.files("codes")}


def _read_forms(shelf: Shelf, links: Links, codes: Mapping[str, tuple[CodeItem, ...]]) -> dict[str, Form]:
    forms: dict[str, Form] = {}
    for raw, shown_as in shelf.files("forms"):
        form = read_form(raw, shown_as)
        links.add("form", form.id, shown_as, "id")
        if any(field.codes and field.codes not in codes for field in form.fields):
            check_codes(form, raw, shown_as, codes)
        forms[form.id] = form
    return forms


def _read_bank_holidays(shelf: Shelf, links: Links) -> BankHolidays:
    raw, shown_as = shelf.file("bank-holidays.toml")
    holidays = read_bank_holidays(raw, shown_as)
    links.refer("source", holidays.standing.source, shown_as, "source")
    return holidays
