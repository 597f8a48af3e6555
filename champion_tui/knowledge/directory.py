"""Whom there is to call: areas, councils, lines and their hours. This is all that the command ``numbers`` needs."""

from collections.abc import Callable, Container, Iterable, Mapping
from dataclasses import KW_ONLY, replace
from datetime import date, datetime
from pathlib import Path

from champion_tui.domain.lines.authority import HousingAuthority, Service
from champion_tui.domain.lines.england import NO_COUNCIL, England
from champion_tui.domain.lines.phone_lines import Closure, PhoneLine, Provenance, Source
from champion_tui.domain.lines.switchboard import Switchboard
from champion_tui.ground.dates.calendar import WorkingCalendar
from champion_tui.ground.dates.date_words import plain_day
from champion_tui.ground.values import immutable
from champion_tui.knowledge import checked_form
from champion_tui.knowledge.bank_holidays import BankHolidays, calendar_of, read_bank_holidays
from champion_tui.knowledge.lines.areas import Area, all_lines, read_area
from champion_tui.knowledge.lines.england import CODE_PREFIX, ENGLAND, Outside
from champion_tui.knowledge.lines.national import FittingLines, National, read_national
from champion_tui.knowledge.lines.reading_lines import read_sources
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.local.overlay import Overlay
from champion_tui.knowledge.local.own_files import Local, LocalTrouble, read_local, troubles_go_to
from champion_tui.knowledge.shelf import Shelf, data_folder

NO_ENGLAND = England(())
"""Used when the knowledge was not read from a folder, which happens in tests."""

DEFAULT_AREA = "oxfordshire"


@immutable
class Directory:
    """Areas, councils, lines and calendar.

    ``emergency_rows`` is design section 4's table: emergency -> entries in order, where an entry is a line id, ``authorities``,
    ``emergency-duty-team`` or a word of ``OF_THE_AREA``.
    """

    _: KW_ONLY
    areas: Mapping[str, Area]
    national: tuple[Service, ...]
    emergency_rows: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, Source]
    calendar: WorkingCalendar
    bank_holidays_published_until: date
    fitting_lines: tuple[FittingLines, ...] = ()
    troubles: tuple[LocalTrouble, ...] = ()
    bank_holidays_standing: Provenance | None = None
    outside: Outside | None = None

    @property
    def england(self) -> England:
        """Every housing authority of England, including those of the areas; read when first asked for. Raises ``DataError``."""
        return self.outside.england if self.outside else NO_ENGLAND

    def authority(self, authority_id: str) -> HousingAuthority | None:
        """Returns the housing authority with that id, of a loaded area or elsewhere in England, whenever it existed, or None. Files
        are only read for an authority outside the areas, and it can then raise ``DataError``.
        """
        loaded = next((each for each in self.authorities() if each.id == authority_id), None)
        if loaded is not None or self.outside is None or not authority_id or authority_id in NO_COUNCIL:
            return loaded
        return self.outside.authority(authority_id)

    def authority_on(self, authority_id: str, day: date) -> HousingAuthority | None:
        """Returns the same authority as of ``day``: if it has ended by then, the one that has replaced it."""
        found = self.authority(authority_id)
        if found is None or not found.outside:
            return found
        now = self.england.on(authority_id, day)
        return self.authority(now.id) if now else found

    def why_not(self, authority_id: str, day: date, *, ended: bool = False) -> str:
        """Returns why the id names no housing authority on ``day``, with what to choose instead, or "" if it names one. With
        ``ended`` it also returns "" for one that has ended by then. No file is read for an authority of the loaded areas.
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
        """Returns the id of the council that ``authority_id`` means on ``day``, and a sentence about it. A former district becomes
        the council that it is part of by then; any other id is unchanged, with "". No file is read for an authority of the loaded
        areas.
        """
        if authority_id in NO_COUNCIL or any(each.id == authority_id for each in self.authorities()):
            return authority_id, ""
        now = self.england.on(authority_id, day)
        return (authority_id, "") if now is None else (now.id, self.england.part_of(authority_id, day))

    def source(self, source_id: str) -> Source | None:
        """Returns the source with that id, including those about councils outside the areas, or None."""
        found = self.sources.get(source_id)
        return self.outside.sources.get(source_id) if found is None and self.outside else found

    def authorities(self) -> tuple[HousingAuthority, ...]:
        """Returns every loaded authority, in the data's order."""
        return tuple(authority for area in self.areas.values() for authority in area.authorities)

    def closures(self) -> Mapping[str, tuple[Closure, ...]]:
        """Returns authority id -> its dated closures."""
        return {authority.id: authority.closures for authority in self.authorities()}

    def area_of(self, authority_id: str) -> Area | None:
        """Returns the area that an authority belongs to, or None."""
        for area in self.areas.values():
            if any(authority.id == authority_id for authority in area.authorities):
                return area
        return None

    def lines(self) -> tuple[PhoneLine, ...]:
        """Returns every loaded line: authorities' and services' of each area, then the national ones, in the data's order."""
        return tuple(all_lines(self.areas.values(), self.national))

    def line(self, line_id: str) -> PhoneLine | None:
        """Returns the line with that id: a loaded one, or one of a council outside the areas (without a phone number if none is
        known), or None.
        """
        found = next((line for line in self.lines() if line.line == line_id), None)
        if found is not None or self.outside is None:
            return found
        shipped = self.outside.line(line_id)
        council = self.authority(shipped.owner) if shipped else None
        if council is None or not council.outside:
            return None
        return next((line for line in council.lines if line.line == line_id), shipped)

    def switchboard(self, at: datetime, owners: Iterable[str] = ()) -> Switchboard:
        """Returns every loaded line with the closures at the timezone-aware time ``at``. The lines of those ``owners`` (ids) that
        are councils outside the areas are included.
        """
        lines = {line.line: line for line in self.lines()}
        further = set(owners) - {line.owner for line in lines.values()}
        outside = [found for each in sorted(further) if (found := self.authority(each)) is not None]
        lines.update((line.line, line) for each in outside for line in each.lines)
        closures = {**self.closures(), **{each.id: each.closures for each in outside}}
        return Switchboard(lines, closures, self.calendar, at)

    def area_of_person(self, area: str | None) -> Area:
        """Returns the area where the person is now, or the first loaded area if ``area`` is not known."""
        known = self.areas.get(area or DEFAULT_AREA)
        return known if known is not None else next(iter(self.areas.values()))


@immutable
class KnownCouncils(Container[str]):
    """Every housing authority of England, whenever it existed, for checking ids. The list is only read for one outside the areas."""

    directory: Directory

    def __contains__(self, given: object) -> bool:
        return isinstance(given, str) and self.directory.authority(given) is not None


@immutable
class ShippedDirectory:
    """The shipped part of a ``Directory``, before an organisation's own files are applied. ``areas`` are by file name."""

    areas: Mapping[str, Area]
    national: National
    sources: Mapping[str, Source]
    holidays: BankHolidays


def load_directory(local: Path | None = None) -> Directory:
    """Returns the directory alone. ``local`` and ``DataError`` are as in ``book.load``, which also reads the files that this does
    not open.
    """
    shelf, own = Shelf(data_folder()), read_local(local)
    return lay_over(checked_form.read(shelf, own, ShippedDirectory) or _read_strictly(shelf, own), shelf, own)


def _read_strictly(shelf: Shelf, own: Local) -> ShippedDirectory:
    links = Links()
    shipped = read_shipped(shelf, links)
    links.check("form", "tree")
    return with_own_areas(shipped, own, links, ("form", "tree"))


def read_shipped(shelf: Shelf, links: Links) -> ShippedDirectory:
    """Reads the areas, the national lines and the bank holidays on ``shelf``. Every id and reference is recorded in ``links``.
    Raises ``DataError``.
    """
    sources = read_sources(*shelf.file("sources.toml"), links)
    links.add("code prefix", CODE_PREFIX, f"data/{ENGLAND}", "councils outside the areas")
    areas = {shown_as: read_area(raw, shown_as, links) for raw, shown_as in shelf.files("areas")}
    national = read_national(*shelf.file("national.toml"), links)
    raw, shown_as = shelf.file("bank-holidays.toml")
    holidays = read_bank_holidays(raw, shown_as)
    links.refer("source", holidays.standing.source, shown_as, "source")
    return ShippedDirectory(areas, national, sources, holidays)


def with_own_areas(
    shipped: ShippedDirectory,
    local: Local,
    links: Links,
    unread: tuple[str, ...],
    fits: Callable[[str, Area], None] = lambda _shown_as, _area: None,
) -> ShippedDirectory:
    """Returns ``shipped`` with the organisation's own areas, which are read just as strictly. An area with a mistake is left out,
    and the mistake is recorded in ``local``. ``unread`` are the kinds of ids that are not read here; ``fits`` raises ``DataError``
    for anything else that is wrong.
    """
    found = dict(shipped.areas)
    for shown_as, raw in local.areas.items():
        with troubles_go_to(local), links.or_nothing():
            area = read_area(raw, shown_as, links)
            links.check(*unread)
            fits(shown_as, area)
            found[shown_as] = area
    return replace(shipped, areas=found)


def lay_over(shipped: ShippedDirectory, shelf: Shelf, local: Local) -> Directory:
    """Returns ``shipped`` with ``local`` applied to it. What is wrong in ``local`` is left out and listed in ``troubles``."""
    areas, national = shipped.areas.values(), shipped.national
    lines = all_lines(areas, national.services)
    overlay = Overlay(lines, (authority.id for area in areas for authority in area.authorities), local)
    outside = Outside(shelf.file, overlay.of_council, overlay.email_of, overlay.closures_of, overlay.found_sources)
    overlay.look_up(outside.line, lambda council: outside.england.council(council) is not None)
    return Directory(
        areas={area.id: overlay.area(area) for area in areas},
        national=tuple(map(overlay.service, national.services)),
        emergency_rows=national.emergency_rows,
        fitting_lines=national.fitting_lines,
        sources={**shipped.sources, **{each.id: each for area in areas for each in area.sources}, **overlay.sources},
        calendar=calendar_of(shipped.holidays, local.holidays),
        bank_holidays_published_until=shipped.holidays.published_until,
        bank_holidays_standing=shipped.holidays.standing,
        outside=outside,
        troubles=tuple(local.troubles),
    )
