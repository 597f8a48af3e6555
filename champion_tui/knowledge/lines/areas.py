"""Reads data/areas/<area>.toml: authorities, county services, local arrangements, the local agreement."""

import re
from collections.abc import Mapping
from datetime import date

from champion_tui.domain.lines.authority import ConsentEvidence, ConsentRule, HousingAuthority, Promise
from champion_tui.domain.lines.facts import Standing
from champion_tui.domain.lines.phone_lines import Closure
from champion_tui.ground.tables import Table, parse_toml, reading
from champion_tui.knowledge.lines.channels import SharedChannel, read_channel, read_shared_channels
from champion_tui.knowledge.lines.reading_lines import read_email, read_line, read_standing, words
from champion_tui.knowledge.lines.services import read_service
from champion_tui.knowledge.links import Links
from champion_tui.knowledge.routing import Area, Commitment, Protocol
from champion_tui.knowledge.trees.conditions import read_when

ONS_CODE = re.compile(r"E0[6-9]\d{6}\Z", re.ASCII)
CODE_PREFIX = re.compile(r"[A-Z]{3}\Z")


def read_area(raw: bytes, shown_as: str, links: Links) -> Area:
    """One area. Its ids are given to ``links``, its references are left there to be looked up. Raises ``DataError``."""
    with reading(parse_toml(raw, shown_as)) as table:
        channels = read_shared_channels(table, links)
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
            form=links.use("form", table, "form"),
        )


def read_closure(table: Table) -> tuple[date, date, str]:
    """First day, last day (both included) and reason of a closure, shipped or local. Raises ``DataError``."""
    first, last = table.day("first"), table.day("last")
    if last < first:
        raise table.error("last", f"a date on or after {first}, not {last}")
    return first, last, table.text("why")


def _read_authority(table: Table, links: Links, channels: Mapping[str, SharedChannel]) -> HousingAuthority:
    with reading(table):
        found, name = links.give("authority", table), table.text("name")
        ons_code, ons_standing = _read_ons(table.table("ons"), links)
        valid_from, valid_to = _read_validity(table)
        email, email_standing = _read_email(table.table_or_none("email"), links)
        office, office_standing = _read_office(table.table_or_none("office"), links)
        return HousingAuthority(
            id=found,
            name=name,
            short_name=table.text("short_name"),
            code_prefix=_read_code_prefix(table, links),
            ons_code=ons_code,
            ons_standing=ons_standing,
            valid_from=valid_from,
            valid_to=valid_to,
            successor=links.use_or_none("authority", table, "successor"),
            lines=tuple(read_line(entry, links, found, name) for entry in table.tables("line", at_least=1)),
            fallback=links.use_or_none("line", table, "fallback"),
            fallback_note=words(table, links, "fallback_note", ""),
            email=email,
            email_standing=email_standing,
            office=office,
            office_standing=office_standing,
            channel=read_channel(table.table("channel"), links, channels),
            promise=_read_promise(table.table_or_none("promise"), links),
            consent=_read_consent(table.table_or_none("consent"), links),
            closures=tuple(_read_shipped_closure(entry, links) for entry in table.tables("closure")),
        )


def _read_ons(table: Table, links: Links) -> tuple[str, Standing]:
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


def _read_validity(table: Table) -> tuple[date | None, date | None]:
    valid_from, valid_to = table.day_or_none("valid_from"), table.day_or_none("valid_to")
    if valid_from and valid_to and valid_to < valid_from:
        raise table.error("valid_to", f"a date on or after {valid_from}, not {valid_to}")
    return valid_from, valid_to


def _read_email(table: Table | None, links: Links) -> tuple[str, Standing | None]:
    if table is None:
        return "", None
    with reading(table):
        return read_email(table, "address"), read_standing(table, links)


def _read_office(table: Table | None, links: Links) -> tuple[str, Standing | None]:
    if table is None:
        return "", None
    with reading(table):
        return table.text("words"), read_standing(table, links)


def _read_promise(table: Table | None, links: Links) -> Promise | None:
    if table is None:
        return None
    with reading(table):
        return Promise(table.integer("working_days", at_least=1), table.text("words"), read_standing(table, links))


def _read_consent(table: Table | None, links: Links) -> ConsentRule | None:
    if table is None:
        return None
    with reading(table):
        return ConsentRule(table.choice("evidence", ConsentEvidence), read_standing(table, links))


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
