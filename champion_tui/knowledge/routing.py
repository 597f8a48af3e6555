"""What a triage needs to know, as one value. Shipped files are read strictly; mistakes in the organisation's own are left out."""

from collections.abc import Mapping
from dataclasses import KW_ONLY
from datetime import date
from pathlib import Path

from champion_tui.domain.connection.findings import ConnectionWords
from champion_tui.domain.connection.places import Places
from champion_tui.domain.dates.deadlines import Rules
from champion_tui.ground.values import immutable, parts_of
from champion_tui.knowledge import checked_form
from champion_tui.knowledge.directory import Directory, ShippedDirectory, lay_over, read_shipped, with_own_areas
from champion_tui.knowledge.law import ConnectionGround, read_connection, read_rules
from champion_tui.knowledge.lines.areas import Area, Protocol, check_protocols
from champion_tui.knowledge.lines.national import check_fitting_lines
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.local.own_files import Local, read_local
from champion_tui.knowledge.shelf import Shelf, data_folder
from champion_tui.knowledge.trees.reading_trees import read_tree, refer_to_others
from champion_tui.triage.tree import Tree
from champion_tui.triage.walk import Judgement


@immutable
class Routing(Directory):
    """The directory, the decision trees, local connection and the rules behind dates."""

    _: KW_ONLY
    trees: Mapping[str, Tree]
    connection_grounds: tuple[ConnectionGround, ...]
    connection_words: ConnectionWords
    rules: Rules

    def places(self, day: date) -> Places:
        """Returns every district of England on ``day``, for reading a history."""
        return Places(tuple(each.id for each in self.authorities()), lambda: self.england, day)

    def protocols_for(self, judgement: Judgement, area: str, today: date) -> tuple[Protocol, ...]:
        """Returns the existing local arrangements that fit the case (procedure 2.1.3 and Annex 2), in the data's order.

        Countywide ones are included before an authority is chosen; those of a single authority only once it is chosen. An authority
        outside the loaded areas has none. ``area`` is where the person is now; ``today`` is London's date.
        """
        chosen = judgement.answers.get("authority")
        home = self.area_of(str(chosen)) if chosen else self.areas.get(area)
        if home is None:
            return ()
        situation = judgement.situation(today)
        return tuple(
            protocol
            for protocol in home.protocols
            if (not protocol.authorities or chosen in protocol.authorities) and protocol.when.holds(situation)
        )


@immutable
class ShippedRouting:
    """The part of a ``Routing`` besides its directory."""

    trees: Mapping[str, Tree]
    connection_grounds: tuple[ConnectionGround, ...]
    connection_words: ConnectionWords
    rules: Rules


def load_routing(local: Path | None = None) -> Routing:
    """Returns the routing alone, in half the time of the whole ``Book``. ``local`` and ``DataError`` are as in ``book.load``, which
    also reads the files that this does not open.
    """
    shelf, own = Shelf(data_folder()), read_local(local)
    directory = checked_form.read(shelf, own, ShippedDirectory)
    routing = checked_form.read(shelf, own, ShippedRouting)
    if directory is None or routing is None:
        directory, routing = read_strictly(shelf, Links(), own)
    return Routing(**parts_of(lay_over(directory, shelf, own)), **parts_of(routing))


def read_strictly(shelf: Shelf, links: Links, own: Local) -> tuple[ShippedDirectory, ShippedRouting]:
    """Reads the routing on ``shelf`` with the areas of ``own``. Every id and reference is recorded in ``links``. All references are
    checked except those to forms, which are not read here. Raises ``DataError``.
    """
    shipped = read_shipped(shelf, links)
    trees = _read_trees(shelf, links)
    grounds, words = read_connection(*shelf.file("connection.toml"), links)
    routing = ShippedRouting(trees, grounds, words, read_rules(*shelf.file("deadlines.toml"), links))
    links.check("form")
    for shown_as, area in shipped.areas.items():
        check_protocols(area, trees[area.tree], shown_as, links)
    check_fitting_lines(shipped.national.fitting_lines, trees.values(), "national.toml")
    links.check("form")

    def fits(shown_as: str, area: Area) -> None:
        check_protocols(area, trees[area.tree], shown_as, links)
        links.check("form")

    return with_own_areas(shipped, own, links, ("form",), fits), routing


def _read_trees(shelf: Shelf, links: Links) -> dict[str, Tree]:
    trees: dict[str, Tree] = {}
    for raw, shown_as in shelf.files("triage"):
        tree = read_tree(raw, shown_as)
        links.add("tree", tree.id, shown_as, "id")
        refer_to_others(tree, shown_as, links)
        trees[tree.id] = tree
    return trees
