"""Reads data/areas/<area>.toml: authorities, county services, local arrangements, the local agreement."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import TypeVar

from champion_tui.domain.lines.authority import (
    Channel,
    ConsentEvidence,
    ConsentRule,
    HousingAuthority,
    Promise,
    Service,
)
from champion_tui.domain.lines.phone_lines import Closure, PhoneLine, Provenance, Source
from champion_tui.ground.tables import Table, parse_toml, placed, reading
from champion_tui.ground.values import immutable
from champion_tui.knowledge.lines.reading_lines import (
    ONS_CODE,
    read_address,
    read_email,
    read_line,
    read_service,
    read_source,
    read_standing,
    read_validity,
    read_withdrawn,
    words,
)
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.trees.conditions import authorities_named, check_condition, read_when
from champion_tui.triage.tree import Condition, Tree

CODE_PREFIX = re.compile(r"[A-Z]{3}\Z")

Made = TypeVar("Made")
SharedChannels = dict[str, partial[Channel]]
"""Channel id -> the values that several authorities share for their channel."""


@immutable
class Protocol:
    """An existing local arrangement. Empty ``authorities`` mean countywide. ``when`` says which cases it fits."""

    id: str
    name: str
    words: str
    authorities: tuple[str, ...]
    when: Condition
    standing: Provenance


@immutable
class Commitment:
    """What partners have promised each other in the local agreement, as far as it concerns a referrer."""

    id: str
    words: str
    who: str
    standing: Provenance


@immutable
class Area:
    """The knowledge about one county. ``emergency_duty_team`` and the social care ids are line ids, "" if there is none.

    ``domestic_abuse`` and ``rough_sleeping`` are the ids of its own lines for these, best first. A row of ``data/national.toml``
    refers to them by these words.
    """

    id: str
    name: str
    authorities: tuple[HousingAuthority, ...]
    services: tuple[Service, ...]
    protocols: tuple[Protocol, ...]
    commitments: tuple[Commitment, ...]
    emergency_duty_team: str
    adult_social_care: str
    childrens_social_care: str
    tree: str
    domestic_abuse: tuple[str, ...] = ()
    rough_sleeping: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    sources: tuple[Source, ...] = ()

    def adult_care(self, authority: str | None) -> tuple[str, ...]:
        """Returns the line ids of adult social care: see ``childrens_care``."""
        return self._care(authority, self.adult_social_care, lambda each: each.adult_social_care)

    def childrens_care(self, authority: str | None) -> tuple[str, ...]:
        """Returns the line ids of children's social care: the chosen authority's own, else the area's. Until an authority of this
        area is chosen, nobody knows which one serves the place where the person is. Then it returns all of them, the area's first.
        """
        return self._care(authority, self.childrens_social_care, lambda each: each.childrens_social_care)

    def _care(self, authority: str | None, shared: str, own: Callable[[HousingAuthority], str]) -> tuple[str, ...]:
        chosen = next((each for each in self.authorities if each.id == authority), None)
        found = (shared, *map(own, self.authorities)) if chosen is None else (own(chosen) or shared,)
        return tuple(dict.fromkeys(filter(None, found)))


class ChannelKind(StrEnum):
    """The ways in which authorities take referrals. An online form is filled in by hand like a portal, and gives no code."""

    ALERT = "alert"
    EMAIL = "email"
    ONLINE_FORM = "online-form"


NO_CODE = frozenset({ChannelKind.EMAIL, ChannelKind.ONLINE_FORM})
"""Kinds of channel that return no code: the reference on the referral is used instead."""

BY_HAND = frozenset({ChannelKind.ALERT, ChannelKind.ONLINE_FORM})
"""Kinds of channel into which a referral is copied line by line."""


def takes_by(authority: HousingAuthority | None) -> str:
    """Returns the kind of channel by which ``authority`` takes referrals, or "" if it is not known."""
    return authority.channel.kind if authority and authority.channel else ""


def all_lines(areas: Iterable[Area], national: Iterable[Service]) -> Iterator[PhoneLine]:
    """Yields every line of ``areas`` (authorities', then services'), then the national ones, in the data's order."""
    for area in areas:
        for authority in area.authorities:
            yield from authority.lines
        yield from _of_services(area.services)
    yield from _of_services(national)


def _of_services(services: Iterable[Service]) -> Iterator[PhoneLine]:
    for service in services:
        yield from service.lines


def read_area(raw: bytes, shown_as: str, links: Links) -> Area:
    """Reads one area. Its ids and references are recorded in ``links``, to be checked later. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        channels = _read_shared_channels(table, links)
        return Area(
            id=links.give("area", table),
            name=table.text("name"),
            authorities=tuple(
                _read_authority(entry, links, channels) for entry in table.tables("authority", at_least=1)
            ),
            services=tuple(read_service(entry, links) for entry in table.tables("service")),
            protocols=tuple(_read_protocol(entry, links) for entry in table.tables("protocol")),
            commitments=tuple(_read_commitment(entry, links) for entry in table.tables("commitment")),
            emergency_duty_team=links.use_or_none("line", table, "emergency_duty_team") or "",
            adult_social_care=links.use_or_none("line", table, "adult_social_care") or "",
            childrens_social_care=links.use_or_none("line", table, "childrens_social_care") or "",
            tree=links.use("tree", table, "tree"),
            also=links.use_all("tree", table, "also"),
            domestic_abuse=links.use_all("line", table, "domestic_abuse"),
            rough_sleeping=links.use_all("line", table, "rough_sleeping"),
            sources=tuple(read_source(entry, links) for entry in table.tables("source")),
        )


def read_closure(table: Table) -> tuple[date, date, str]:
    """Returns the first day, last day (both included) and reason of a closure, shipped or local. Raises ``DataError``."""
    first, last = table.day("first"), table.day("last")
    if last < first:
        raise table.error("last", f"a date on or after {first}, not {last}")
    return first, last, table.text("why")


def _read_authority(table: Table, links: Links, channels: SharedChannels) -> HousingAuthority:
    with reading(table):
        authority, name = links.give("authority", table), table.text("name")
        ons_code, ons_standing = _read_ons(table.table("ons"), links)
        valid_from, valid_to = read_validity(table)
        email, email_standing = _optional(
            table.table_or_none("email"), lambda each: (read_email(each, "address"), read_standing(each, links))
        ) or ("", None)
        office, office_standing = _optional(
            table.table_or_none("office"), lambda each: (each.text("words"), read_standing(each, links))
        ) or ("", None)
        promise = _optional(
            table.table_or_none("promise"),
            lambda each: Promise(
                each.integer("working_days", at_least=1), each.text("words"), read_standing(each, links)
            ),
        )
        consent = _optional(
            table.table_or_none("consent"),
            lambda each: ConsentRule(each.choice("evidence", ConsentEvidence), read_standing(each, links)),
        )
        return HousingAuthority(
            id=authority,
            name=name,
            short_name=table.text("short_name"),
            code_prefix=_read_code_prefix(table, links),
            ons_code=ons_code,
            ons_standing=ons_standing,
            valid_from=valid_from,
            valid_to=valid_to,
            successor=links.use_or_none("authority", table, "successor"),
            lines=tuple(read_line(entry, links, authority, name) for entry in table.tables("line", at_least=1)),
            fallback=links.use_or_none("line", table, "fallback"),
            fallback_note=words(table, links, "fallback_note", ""),
            email=email,
            email_standing=email_standing,
            office=office,
            office_standing=office_standing,
            channel=_read_channel(table.table("channel"), links, channels),
            promise=promise,
            consent=consent,
            closures=tuple(_read_shipped_closure(entry, links) for entry in table.tables("closure")),
            adult_social_care=links.use_or_none("line", table, "adult_social_care") or "",
            childrens_social_care=links.use_or_none("line", table, "childrens_social_care") or "",
        )


def _read_ons(table: Table, links: Links) -> tuple[str, Provenance]:
    with reading(table):
        code = table.text("code")
        if not ONS_CODE.match(code):
            raise table.error("code", f'an ONS code such as "E07000178" (E06 to E09 and six digits), not {code!r}')
        links.add("ONS code", code, table.file, table.path("code"))
        return code, read_standing(table, links)


def _read_code_prefix(table: Table, links: Links) -> str:
    prefix = table.text("code_prefix")
    if not CODE_PREFIX.match(prefix):
        raise table.error("code_prefix", f'three capital letters such as "OXF", not {prefix!r}')
    links.add("code prefix", prefix, table.file, table.path("code_prefix"))
    return prefix


def _optional(table: Table | None, read: Callable[[Table], Made]) -> Made | None:
    """Returns the result of ``read``, or None if the table is missing."""
    if table is None:
        return None
    with reading(table):
        return read(table)


def _read_shipped_closure(table: Table, links: Links) -> Closure:
    with reading(table):
        return Closure(*read_closure(table), links.use("source", table, "source"))


def _read_protocol(table: Table, links: Links) -> Protocol:
    with reading(table):
        return Protocol(
            id=links.give("protocol", table),
            name=table.text("name"),
            words=table.text("words"),
            authorities=links.use_all("authority", table, "authorities"),
            when=read_when(table),
            standing=read_standing(table, links),
        )


def _read_commitment(table: Table, links: Links) -> Commitment:
    with reading(table):
        return Commitment(
            links.give("commitment", table), table.text("words"), table.text("who"), read_standing(table, links)
        )


def _read_shared_channels(table: Table, links: Links) -> SharedChannels:
    channels: SharedChannels = {}
    for entry in table.tables("channel"):
        with reading(entry):
            channel, kind = entry.id("id"), entry.choice("kind", ChannelKind)
            if channel in channels:
                raise entry.error("id", f"each channel once; {channel!r} is there twice")
            channels[channel] = partial(
                Channel,
                kind=kind,
                name=entry.text("name"),
                address=_read_channel_address(entry, kind),
                steps=entry.texts("steps"),
                without_internet=entry.text("without_internet"),
                withdrawn=tuple(read_withdrawn(each, links) for each in entry.tables("withdrawn")),
            )
    return channels


def _read_channel_address(table: Table, kind: ChannelKind) -> str:
    """Returns the address of a channel. Only a portal must have one: authorities that share a form each have their own mailbox."""
    if kind is ChannelKind.ALERT:
        return read_address(table, "address")
    if kind is ChannelKind.EMAIL or not table.has("address"):
        return read_email(table, "address", "")
    return read_address(table, "address")


def _read_channel(table: Table, links: Links, shared: SharedChannels) -> Channel:
    """Reads an authority's ``[channel]``: the shared channel it uses, and its own additions."""
    with reading(table):
        used = table.id("use")
        if used not in shared:
            raise table.error("use", f"the id of a known channel, not {used!r}")
        channel = shared[used](
            fallback_email=read_email(table, "fallback_email", ""),
            standing=read_standing(table, links),
            portal_help=words(table, links, "portal_help", ""),
        )
        own = tuple(read_withdrawn(each, links) for each in table.tables("withdrawn"))
        address = _read_channel_address(table, ChannelKind(channel.kind)) if table.has("address") else channel.address
        return replace(channel, address=address, withdrawn=(*channel.withdrawn, *own))


def check_protocols(area: Area, tree: Tree, shown_as: str, links: Links) -> None:
    """Raises ``DataError`` if an arrangement's ``when`` names a question, option, outcome or warning that ``tree`` does not have.
    Authorities named there are recorded in ``links``, to be checked later.
    """
    for place, protocol in placed(shown_as, "protocol", area.protocols):
        key = f"{place}.when"
        check_condition(protocol.when, tree, shown_as, key)
        for authority in sorted(authorities_named(protocol.when, tree)):
            links.refer("authority", authority, shown_as, key)
