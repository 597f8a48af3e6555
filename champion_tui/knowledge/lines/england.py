"""Reads data/england.toml and data/neighbours.toml: England's housing authorities, and what was found about some outside the areas.

Nothing is read until a council outside the loaded areas is named or searched for.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cached_property

from champion_tui.domain.lines.authority import HousingAuthority, Known, Withdrawn
from champion_tui.domain.lines.england import Council, CouncilKind, England, day_before
from champion_tui.domain.lines.phone_lines import Closure, Confidence, LineUse, PhoneLine, Provenance, Source
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.lines.reading_lines import (
    FOUND_PREFIX,
    ONS_CODE,
    read_email,
    read_line,
    read_source,
    read_standing,
    read_withdrawn,
)
from champion_tui.knowledge.links import Links

ENGLAND, NEIGHBOURS = "england.toml", "neighbours.toml"
COUNCIL_LINE = re.compile(r"(?P<council>[a-z0-9-]+?)-(?P<use>day|out-of-hours|email)(?P<further>-[a-z0-9-]+)?\Z")
"""The id of a line of a council outside the areas. An organisation's own findings have such ids too."""

NOT_FOUND = Provenance("", None, Confidence.UNCONFIRMED)
"""The standing of a line whose number was not found. Lines without a number are never shown."""

CODE_PREFIX = "ENG"
"""The prefix of references of cases for a council outside the loaded areas. No area may use it."""


@immutable
class Neighbour:
    """What was found about one council outside the areas. "" and None mean not found."""

    id: str
    lines: tuple[PhoneLine, ...]
    way: Known | None
    email: Known | None
    email_note: str
    for_referrals: bool
    note: str
    withdrawn: tuple[Withdrawn, ...]


class Outside:
    """All councils of England, read when first asked for. Every method raises ``DataError`` if a file is broken.

    ``read`` returns a data file's bytes and its name in errors. ``lay_over`` applies the organisation's own numbers to a council's
    lines. ``email_of`` and ``closures_of`` return, by council id, the address for referrals that the organisation found and the
    closures it noted. ``found_sources`` are the sources of these findings, by id.
    """

    def __init__(
        self,
        read: Callable[[str], tuple[bytes, str]],
        lay_over: Callable[[Iterable[PhoneLine]], tuple[PhoneLine, ...]],
        email_of: Callable[[str], Known | None],
        closures_of: Callable[[str], tuple[Closure, ...]],
        found_sources: Mapping[str, Source],
    ) -> None:
        self._read = read
        self._lay_over = lay_over
        self._email_of = email_of
        self._closures_of = closures_of
        self._found_sources = found_sources
        self._made: dict[str, HousingAuthority] = {}

    @cached_property
    def _england(self) -> tuple[England, Mapping[str, Source]]:
        return read_england(*self._read(ENGLAND))

    @cached_property
    def _neighbours(self) -> tuple[Mapping[str, Neighbour], Mapping[str, Source]]:
        return read_neighbours(*self._read(NEIGHBOURS), self.england)

    @property
    def england(self) -> England:
        """Every housing authority of England."""
        return self._england[0]

    @property
    def neighbours(self) -> Mapping[str, Neighbour]:
        """What was found about councils outside the areas, by id."""
        return self._neighbours[0]

    @property
    def sources(self) -> Mapping[str, Source]:
        """The sources of both files and of the organisation's findings, by id."""
        return {**self._england[1], **self._neighbours[1], **self._found_sources}

    @property
    def known(self) -> tuple[str, ...]:
        """The ids of the councils about which anything was found, in the data or by the organisation."""
        found = (COUNCIL_LINE.match(source.removeprefix(FOUND_PREFIX)) for source in self._found_sources)
        return tuple(dict.fromkeys((*self.neighbours, *(meant["council"] for meant in found if meant))))

    def authority(self, council_id: str) -> HousingAuthority | None:
        """Returns the council with that id as a housing authority, with what is known of it, whenever it existed; None if there is
        none.
        """
        council = self.england.council(council_id)
        if council is None:
            return None
        if council_id not in self._made:
            self._made[council_id] = self._authority(council, self.neighbours.get(council_id))
        return self._made[council_id]

    def line(self, line_id: str) -> PhoneLine | None:
        """Returns the line with that id as the data has it, without a number if none was found, or None if no council can have it."""
        meant = COUNCIL_LINE.match(line_id)
        lines = self._lines(meant["council"]) if meant and self.england.council(meant["council"]) else ()
        return next((line for line in lines if line.line == line_id), None)

    def _lines(self, council_id: str) -> tuple[PhoneLine, ...]:
        """Returns the lines found for a council, and a line without a number for day and for night if none was found."""
        council, found = self.england.council(council_id), self.neighbours.get(council_id)
        known = found.lines if found else ()
        name = council.name if council else council_id
        uses = {line.use for line in known}
        missing = (_not_found(council_id, name, use) for use in (LineUse.DAY, LineUse.OUT_OF_HOURS) if use not in uses)
        return (*known, *missing)

    def _authority(self, council: Council, found: Neighbour | None) -> HousingAuthority:
        own = self._email_of(council.id)
        email = own or (found.email if found else None)
        takes = own is not None or (found is not None and found.for_referrals)
        return HousingAuthority(
            id=council.id,
            name=council.name,
            short_name=council.short_name,
            code_prefix=CODE_PREFIX,
            ons_code=council.ons_code,
            ons_standing=council.standing,
            valid_from=council.valid_from,
            valid_to=council.valid_to,
            successor=council.successor,
            lines=self._lay_over(self._lines(council.id)),
            fallback=None,
            fallback_note="",
            email=email.words if email else "",
            email_standing=email.standing if email else None,
            email_note=found.email_note if found and own is None else "",
            referral_email=email.words if email and takes else "",
            office="",
            channel=None,
            way=found.way if found else None,
            promise=None,
            note=" ".join(part for part in (found.note if found else "", council.planned) if part),
            outside=True,
            closures=self._closures_of(council.id),
        )


def read_england(raw: bytes, shown_as: str) -> tuple[England, Mapping[str, Source]]:
    """Returns every council with its first and last day, and the file's sources. Raises ``DataError``."""
    links = Links()
    with reading(parse_toml(raw, shown_as)) as table:
        with reading(table.table("standing")) as whole:
            standing = read_standing(whole, links)
        sources = _read_sources(table, links)
        councils = {
            each.id: each for group in table.tables("group", at_least=1) for each in _group(group, links, standing)
        }
        for merger in table.tables("merger"):
            _merge(merger, councils, links)
        for planned in table.tables("planned"):
            _plan(planned, councils, links)
    links.check()
    for each in councils.values():
        if not each.ons_code and each.valid_from is None:
            raise table.error(
                f"council {each.id}.ons", "an ONS code: only a council that a merger begins may have none"
            )
    return England(councils.values()), sources


def _read_sources(table: Table, links: Links) -> Mapping[str, Source]:
    found = [read_source(entry, links) for entry in table.tables("source", at_least=1)]
    return {each.id: each for each in found}


def _group(table: Table, links: Links, standing: Provenance) -> Iterator[Council]:
    with reading(table):
        kind, region, county = table.choice("kind", CouncilKind), table.text("region"), table.text("county", "")
        if bool(county) != (kind is CouncilKind.DISTRICT):
            raise table.error("county", "the county of a group of districts, and of no other group")
        for entry in table.tables("council", at_least=1):
            with reading(entry):
                yield Council(
                    id=links.give("council", entry),
                    name=entry.text("name"),
                    short_name=entry.text("short"),
                    ons_code=_ons(entry, links),
                    kind=kind,
                    region=region,
                    county=county,
                    standing=standing,
                )


def _ons(table: Table, links: Links) -> str:
    code = table.text("ons", "")
    if code:
        if not ONS_CODE.match(code):
            raise table.error("ons", f'an ONS code such as "E07000178" (E06 to E09 and six digits), not {code!r}')
        links.add("ONS code", code, table.file, table.path("ons"))
    return code


def _merge(table: Table, councils: dict[str, Council], links: Links) -> None:
    """Gives the old councils of a merger their last day and successor, and the new one its first day."""
    with reading(table):
        on, into, old = table.day("on"), table.id("into"), table.texts("of")
        if (on.month, on.day) != (4, 1):
            raise table.error("on", f"a first of April, not {on}")
        own = read_standing(table, links) if table.has("source") else None
        note = table.text("note", "")
        new = _council(councils, table, "into", into)
        if not old or into in old:
            raise table.error("of", "the ids of the councils that end, and not the new one")
        if new.valid_from is not None:
            raise table.error("into", f"each new council once; {into!r} begins on {new.valid_from} already")
        if new.valid_to is not None and new.valid_to < on:
            raise table.error("on", f"a day on or before {new.valid_to}, the last of {into}")
        councils[into] = replace(new, valid_from=on, standing=own or new.standing, note=note)
        for index, council_id in enumerate(old):
            key = f"of[{index}]"
            before = _council(councils, table, key, council_id)
            if before.successor is not None:
                raise table.error(
                    key, f"each council that ends once; {council_id!r} went into {before.successor} already"
                )
            if before.valid_from is not None and before.valid_from >= on:
                raise table.error(key, f"a council that began before {on}; {council_id!r} began on {before.valid_from}")
            councils[council_id] = replace(
                before, valid_to=day_before(on), successor=into, standing=own or before.standing
            )


def _plan(table: Table, councils: dict[str, Council], links: Links) -> None:
    """Records a planned change for every council in the given counties and every council named."""
    with reading(table):
        counties, named, words = table.texts("counties"), table.texts("councils"), table.text("words")
        source = read_standing(table, links).source
        for index, county in enumerate(counties):
            if all(each.county != county for each in councils.values()):
                raise table.error(f"counties[{index}]", f"the county of a known district, not {county!r}")
        for index, council_id in enumerate(named):
            _council(councils, table, f"councils[{index}]", council_id)
        for each in tuple(councils.values()):
            if each.successor is None and (each.county in counties or each.id in named):
                councils[each.id] = replace(each, planned=words, planned_source=source)


def _council(councils: Mapping[str, Council], table: Table, key: str, council_id: str) -> Council:
    if council_id not in councils:
        raise table.error(key, f"the id of a known council, not {council_id!r}")
    return councils[council_id]


def read_neighbours(
    raw: bytes, shown_as: str, england: England
) -> tuple[Mapping[str, Neighbour], Mapping[str, Source]]:
    """Returns what was found about councils, by id, and the file's sources. Raises ``DataError``."""
    links = Links()
    with reading(parse_toml(raw, shown_as)) as table:
        sources = _read_sources(table, links)
        found = [_neighbour(entry, links, england) for entry in table.tables("council")]
    links.check()
    return {each.id: each for each in found}, sources


def _neighbour(table: Table, links: Links, england: England) -> Neighbour:
    with reading(table):
        council_id = links.give("council", table)
        council = england.council(council_id)
        if council is None:
            raise table.error("id", f"the id of a council in data/{ENGLAND}, not {council_id!r}")
        email, email_note, for_referrals = _email(table.table_or_none("email"), links)
        lines = tuple(_line(entry, links, council) for entry in table.tables("line"))
        return Neighbour(
            id=council_id,
            lines=lines,
            way=_way(table.table_or_none("way"), links),
            email=email,
            email_note=email_note,
            for_referrals=for_referrals,
            note=table.text("note", ""),
            withdrawn=tuple(read_withdrawn(entry, links) for entry in table.tables("withdrawn")),
        )


def _way(table: Table | None, links: Links) -> Known | None:
    if table is None:
        return None
    with reading(table):
        return Known(table.text("words"), read_standing(table, links))


def _email(table: Table | None, links: Links) -> tuple[Known | None, str, bool]:
    if table is None:
        return None, "", False
    with reading(table):
        found = Known(read_email(table, "address"), read_standing(table, links))
        return found, table.text("note", ""), table.flag("for_referrals")


def _not_found(council_id: str, name: str, use: LineUse) -> PhoneLine:
    day_line = f"{council_id}-{LineUse.DAY}" if use is LineUse.OUT_OF_HOURS else None
    return PhoneLine(f"{council_id}-{use}", council_id, name, "", use, NOT_FOUND, day_line=day_line)


def _line(table: Table, links: Links, council: Council) -> PhoneLine:
    line = read_line(table, links, council.id, council.name, alone=True)
    if not line.line.startswith(f"{council.id}-{line.use}"):
        raise table.error("line", f'an id that begins with "{council.id}-{line.use}", not {line.line!r}')
    return line
