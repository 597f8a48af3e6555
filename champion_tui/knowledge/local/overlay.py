"""Lays an organisation's own corrections and closures over the shipped lines, and writes numbers into the words."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from champion_tui.domain.lines.authority import Channel, HousingAuthority, Service
from champion_tui.domain.lines.facts import Source
from champion_tui.domain.lines.phone_lines import PhoneLine
from champion_tui.ground.tables import DataError
from champion_tui.knowledge.lines.reading_lines import fill_in
from champion_tui.knowledge.local.corrected import corrected, correction_source, usable
from champion_tui.knowledge.local.own_files import CLOSURE_SOURCE, Correction, Local, LocalClosure
from champion_tui.knowledge.routing import Area, LocalTrouble, all_lines


@dataclass(frozen=True, slots=True)
class Holders:
    """Everything that has lines, and the sources they name."""

    areas: Mapping[str, Area]
    national: tuple[Service, ...]
    sources: Mapping[str, Source]


def lay_over(shipped: Holders, local: Local) -> Holders:
    """``shipped`` with what is usable of ``local``; what is not is added to ``local.troubles``.

    Every ``{line-id}`` in the words then becomes that line's number, so that no text keeps an old one.
    """
    lines = {line.line: line for line in all_lines(shipped.areas.values(), shipped.national)}
    corrections = [correction for correction in local.corrections if _usable(correction, lines, local)]
    authorities = {authority.id for area in shipped.areas.values() for authority in area.authorities}
    closures = [closure for closure in local.closures if _known(closure, authorities, local)]
    overlay = _Overlay({line: corrected(found, corrections) for line, found in lines.items()}, closures)
    sources = {found.source: correction_source(found) for found in corrections}
    if closures:
        sources[CLOSURE_SOURCE] = Source(CLOSURE_SOURCE, "Noted by your organisation")
    return Holders(
        {area.id: overlay.area(area) for area in shipped.areas.values()},
        tuple(overlay.service(service) for service in shipped.national),
        {**shipped.sources, **sources},
    )


def _usable(correction: Correction, lines: Mapping[str, PhoneLine], local: Local) -> bool:
    try:
        usable(correction, lines)
    except DataError as error:
        local.troubles.append(LocalTrouble(error.file, error.key, error.expected))
        return False
    return True


def _known(closure: LocalClosure, authorities: set[str], local: Local) -> bool:
    if closure.authority in authorities:
        return True
    expected = f"the id of a known authority, not {closure.authority!r}"
    local.troubles.append(LocalTrouble(closure.file, f"{closure.key}.authority", expected))
    return False


class _Overlay:
    """Rebuilds areas and services with the ``lines`` as they stand now."""

    def __init__(self, lines: Mapping[str, PhoneLine], closures: list[LocalClosure]) -> None:
        self._phones = {line.line: line.phone for line in lines.values()}
        self._lines = lines
        self._closures = closures

    def area(self, area: Area) -> Area:
        return replace(
            area,
            authorities=tuple(self._authority(authority) for authority in area.authorities),
            services=tuple(self.service(service) for service in area.services),
        )

    def service(self, service: Service) -> Service:
        return replace(service, lines=self._now(service.lines))

    def _authority(self, authority: HousingAuthority) -> HousingAuthority:
        own = (found.closure for found in self._closures if found.authority == authority.id)
        return replace(
            authority,
            lines=self._now(authority.lines),
            fallback_note=fill_in(authority.fallback_note, self._phones),
            channel=self._channel(authority.channel),
            closures=(*authority.closures, *own),
        )

    def _channel(self, channel: Channel) -> Channel:
        return replace(channel, portal_help=fill_in(channel.portal_help, self._phones))

    def _now(self, lines: tuple[PhoneLine, ...]) -> tuple[PhoneLine, ...]:
        found = (self._lines[line.line] for line in lines)
        return tuple(
            replace(line, note=fill_in(line.note, self._phones), hours_note=fill_in(line.hours_note, self._phones))
            for line in found
        )
