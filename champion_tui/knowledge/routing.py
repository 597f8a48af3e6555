"""What a triage and the numbers need to know, as one value: shipped files read strictly, the organisation's own forgivingly."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import KW_ONLY
from datetime import date, datetime
from pathlib import Path

from champion_tui.domain.connection.findings import ConnectionWords
from champion_tui.domain.connection.places import Places
from champion_tui.domain.dates.deadlines import Rules
from champion_tui.domain.lines.authority import HousingAuthority, Service
from champion_tui.domain.lines.england import NO_COUNCIL, England
from champion_tui.domain.lines.phone_lines import Closure, PhoneLine, Source, Standing
from champion_tui.domain.lines.switchboard import Switchboard
from champion_tui.ground.calendar import WorkingCalendar
from champion_tui.ground.date_words import plain_day
from champion_tui.ground.values import immutable
from champion_tui.knowledge.bank_holidays import BankHolidays, calendar_of, read_bank_holidays
from champion_tui.knowledge.law import ConnectionGround, read_connection, read_rules, read_sources
from champion_tui.knowledge.lines.areas import Area, Protocol, all_lines, check_protocols, read_area
from champion_tui.knowledge.lines.england import CODE_PREFIX, ENGLAND, Outside
from champion_tui.knowledge.lines.national import FittingLines, check_fitting_lines, read_national
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.local.overlay import Overlay
from champion_tui.knowledge.local.own_files import Local, LocalTrouble, read_local
from champion_tui.knowledge.shelf import Shelf, data_folder
from champion_tui.knowledge.trees.reading_trees import read_tree, refer_to_others
from champion_tui.triage.tree import Tree
from champion_tui.triage.walk import Judgement

NO_ENGLAND = England(())
"""Where knowledge was not read from a folder: in tests."""


@immutable
class Routing:
    """Who decides what, where, and who answers when. ``emergency_rows`` is design section 4's table: emergency -> entries
    in order, where an entry is a line id, ``authorities`` or ``emergency-duty-team``.
    """

    _: KW_ONLY
    areas: Mapping[str, Area]
    national: tuple[Service, ...]
    emergency_rows: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, Source]
    trees: Mapping[str, Tree]
    connection_grounds: tuple[ConnectionGround, ...]
    connection_words: ConnectionWords
    rules: Rules
    calendar: WorkingCalendar
    bank_holidays_published_until: date
    fitting_lines: tuple[FittingLines, ...] = ()
    troubles: tuple[LocalTrouble, ...] = ()
    bank_holidays_standing: Standing | None = None
    outside: Outside | None = None

    @property
    def england(self) -> England:
        """Every housing authority of England, those of the areas too; read when first asked for. Raises ``DataError``."""
        return self.outside.england if self.outside else NO_ENGLAND

    def authority(self, authority_id: str) -> HousingAuthority | None:
        """The housing authority of that id: of a loaded area, or any other of England, whenever it held; else None. Only for one
        outside the areas is anything read: raises ``DataError`` then.
        """
        loaded = next((each for each in self.authorities() if each.id == authority_id), None)
        if loaded is not None or self.outside is None or not authority_id or authority_id in NO_COUNCIL:
            return loaded
        return self.outside.authority(authority_id)

    def authority_on(self, authority_id: str, day: date) -> HousingAuthority | None:
        """The same as it stands on ``day``: where it has ended by then, the one that has taken its place."""
        found = self.authority(authority_id)
        if found is None or not found.outside:
            return found
        now = self.england.on(authority_id, day)
        return self.authority(now.id) if now else found

    def why_not(self, authority_id: str, day: date, *, ended: bool = False) -> str:
        """Why the id names no housing authority of ``day``, with what to choose instead; "" where it does, and with ``ended`` also where
        it is one that has ended by then. Nothing is read for one of the loaded areas.
        """
        loaded = ", ".join(each.id for each in self.authorities())
        if any(each.id == authority_id for each in self.authorities()):
            return ""
        found = self.england.council(authority_id)
        if ended and found is not None and found.valid_to is not None and day > found.valid_to:
            return ""
        why = self.england.refusal(authority_id, day)
        if not why or found is not None or self.england.county(authority_id, day) is not None:
            return why and f"a housing authority of {plain_day(day)}: {why}"
        return f"one of {loaded}, or the id of another council in England ({why})"

    def understood(self, authority_id: str, day: date) -> tuple[str, str]:
        """The id that stands for a council on ``day``, and what to say of it: a former district is what it is part of by then, with a
        sentence; any other id is itself, with "". Nothing is read for one of the loaded areas.
        """
        if authority_id in NO_COUNCIL or any(each.id == authority_id for each in self.authorities()):
            return authority_id, ""
        now = self.england.on(authority_id, day)
        return (authority_id, "") if now is None else (now.id, self.england.part_of(authority_id, day))

    def source(self, source_id: str) -> Source | None:
        """The source of that id, also of a council outside the areas; None if there is none."""
        found = self.sources.get(source_id)
        return self.outside.sources.get(source_id) if found is None and self.outside else found

    def authorities(self) -> tuple[HousingAuthority, ...]:
        """Every loaded authority, in the data's order."""
        return tuple(authority for area in self.areas.values() for authority in area.authorities)

    def places(self, day: date) -> Places:
        """Every district of England on ``day``, for a history."""
        return Places(tuple(each.id for each in self.authorities()), lambda: self.england, day)

    def closures(self) -> Mapping[str, tuple[Closure, ...]]:
        """Each authority's dated closures, by its id."""
        return {authority.id: authority.closures for authority in self.authorities()}

    def area_of(self, authority_id: str) -> Area | None:
        """The area that an authority belongs to, or None."""
        for area in self.areas.values():
            if any(authority.id == authority_id for authority in area.authorities):
                return area
        return None

    def lines(self) -> tuple[PhoneLine, ...]:
        """Every loaded line: authorities' and services' of each area, then the national ones, in the data's order."""
        return tuple(all_lines(self.areas.values(), self.national))

    def line(self, line_id: str) -> PhoneLine | None:
        """The line of that id: a loaded one, or one of a council outside the areas (without a phone where none is known); else None."""
        found = next((line for line in self.lines() if line.line == line_id), None)
        if found is not None or self.outside is None:
            return found
        shipped = self.outside.line(line_id)
        council = self.authority(shipped.owner) if shipped else None
        if council is None or not council.outside:
            return None
        return next((line for line in council.lines if line.line == line_id), shipped)

    def switchboard(self, at: datetime, owners: Iterable[str] = ()) -> Switchboard:
        """Every loaded line with the closures, as they stand at the aware moment ``at``; also the lines of those ``owners`` (ids) that
        are councils outside the areas.
        """
        lines = {line.line: line for line in self.lines()}
        further = set(owners) - {line.owner for line in lines.values()}
        outside = [found for each in sorted(further) if (found := self.authority(each)) is not None]
        lines.update((line.line, line) for each in outside for line in each.lines)
        closures = {**self.closures(), **{each.id: each.closures for each in outside}}
        return Switchboard(lines, closures, self.calendar, at)

    def protocols_for(self, judgement: Judgement, area: str, today: date) -> tuple[Protocol, ...]:
        """The existing local arrangements that fit the case (procedure 2.1.3 and Annex 2), in the data's order.

        Countywide ones are named before an authority is chosen; one of a single authority only once that authority is.
        A choice outside the loaded areas has none. ``area``: where the person is now; ``today``: London's date.
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
class KnownCouncils(Container[str]):
    """Every housing authority of England, whenever it held, to look an id up in; the list is read only for one outside the areas."""

    routing: Routing

    def __contains__(self, given: object) -> bool:
        return isinstance(given, str) and self.routing.authority(given) is not None


def load_routing(local: Path | None = None) -> Routing:
    """The routing alone, in half the time of the whole ``Book``. ``local`` and ``DataError`` as in ``book.load``, which
    also reads the files that this leaves closed.
    """
    return read_routing(Shelf(data_folder()), Links(), read_local(local))


def read_routing(shelf: Shelf, links: Links, local: Local) -> Routing:
    """The routing on ``shelf`` with ``local`` laid over it. Every id and reference is left with ``links``; all are looked
    up, but those to forms, which are not read here. Raises ``DataError``.
    """
    sources = read_sources(*shelf.file("sources.toml"), links)
    links.add("code prefix", CODE_PREFIX, f"data/{ENGLAND}", "councils outside the areas")
    areas = {shown_as: read_area(raw, shown_as, links) for raw, shown_as in shelf.files("areas")}
    national = read_national(*shelf.file("national.toml"), links)
    trees = _read_trees(shelf, links)
    grounds, connection_words = read_connection(*shelf.file("connection.toml"), links)
    rules = read_rules(*shelf.file("deadlines.toml"), links)
    holidays = _read_bank_holidays(shelf, links)
    links.check(leaving_out="form")
    for shown_as, area in areas.items():
        check_protocols(area, trees[area.tree], shown_as, links)
    check_fitting_lines(national.fitting_lines, trees.values(), "national.toml")
    links.check(leaving_out="form")
    lines = all_lines(areas.values(), national.services)
    overlay = Overlay(lines, (authority.id for area in areas.values() for authority in area.authorities), local)
    outside = Outside(shelf.file, overlay.of_council, overlay.email_of, overlay.found_sources)
    overlay.look_up(outside.line, lambda council: outside.england.council(council) is not None)
    return Routing(
        areas={area.id: overlay.area(area) for area in areas.values()},
        national=tuple(map(overlay.service, national.services)),
        emergency_rows=national.emergency_rows,
        fitting_lines=national.fitting_lines,
        sources={**sources, **overlay.sources},
        trees=trees,
        connection_grounds=grounds,
        connection_words=connection_words,
        rules=rules,
        calendar=calendar_of(holidays, local.holidays),
        bank_holidays_published_until=holidays.published_until,
        bank_holidays_standing=holidays.standing,
        outside=outside,
        troubles=tuple(local.troubles),
    )


def _read_trees(shelf: Shelf, links: Links) -> dict[str, Tree]:
    trees: dict[str, Tree] = {}
    for raw, shown_as in shelf.files("triage"):
        tree = read_tree(raw, shown_as)
        links.add("tree", tree.id, shown_as, "id")
        refer_to_others(tree, shown_as, links)
        trees[tree.id] = tree
    return trees


def _read_bank_holidays(shelf: Shelf, links: Links) -> BankHolidays:
    raw, shown_as = shelf.file("bank-holidays.toml")
    holidays = read_bank_holidays(raw, shown_as)
    links.refer("source", holidays.standing.source, shown_as, "source")
    return holidays
