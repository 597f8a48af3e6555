"""Loads the knowledge that a triage needs, and the numbers: shipped files strictly, the organisation's own forgivingly."""

from pathlib import Path

from champion_tui.knowledge.lines.areas import read_area
from champion_tui.knowledge.lines.national import read_national
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.local.overlay import Holders, lay_over
from champion_tui.knowledge.local.own_files import Local, read_local
from champion_tui.knowledge.places import data_folder
from champion_tui.knowledge.reference.bank_holidays import BankHolidays, calendar_of, read_bank_holidays
from champion_tui.knowledge.reference.grounds import read_connection_grounds
from champion_tui.knowledge.reference.sources import read_sources
from champion_tui.knowledge.routing import Routing
from champion_tui.knowledge.shelf import Shelf
from champion_tui.knowledge.trees.reading_trees import read_tree
from champion_tui.knowledge.trees.tree_links import check_fitting_lines, check_protocols, refer_to_sources
from champion_tui.triage.tree import Tree


def load_routing(local: Path | None = None) -> Routing:
    """The routing alone, in half the time of the whole ``Book``. ``local`` and ``DataError`` as in ``loader.load``, which
    also reads the files that this leaves closed.
    """
    return read_routing(Shelf(data_folder()), Links(), read_local(local))


def read_routing(shelf: Shelf, links: Links, local: Local) -> Routing:
    """The routing on ``shelf`` with ``local`` laid over it. Every id and reference is left with ``links``; all are looked
    up, but those to forms, which are not read here. Raises ``DataError``.
    """
    sources = read_sources(*shelf.file("sources.toml"), links)
    areas = {shown_as: read_area(raw, shown_as, links) for raw, shown_as in shelf.files("areas")}
    national = read_national(*shelf.file("national.toml"), links)
    trees = _read_trees(shelf, links)
    grounds = read_connection_grounds(*shelf.file("connection.toml"), links)
    holidays = _read_bank_holidays(shelf, links)
    links.check(leaving_out="form")
    for shown_as, area in areas.items():
        check_protocols(area, trees[area.tree], shown_as, links)
    check_fitting_lines(national.fitting_lines, trees.values(), "national.toml")
    links.check(leaving_out="form")
    shipped = Holders({area.id: area for area in areas.values()}, national.services, sources)
    holders = lay_over(shipped, local)
    return Routing(
        areas=holders.areas,
        national=holders.national,
        emergency_rows=national.emergency_rows,
        fitting_lines=national.fitting_lines,
        sources=holders.sources,
        trees=trees,
        connection_grounds=grounds,
        calendar=calendar_of(holidays, local.holidays),
        bank_holidays_published_until=holidays.published_until,
        bank_holidays_standing=holidays.standing,
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


def _read_bank_holidays(shelf: Shelf, links: Links) -> BankHolidays:
    raw, shown_as = shelf.file("bank-holidays.toml")
    holidays = read_bank_holidays(raw, shown_as)
    links.refer("source", holidays.standing.source, shown_as, "source")
    return holidays
