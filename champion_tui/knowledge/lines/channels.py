"""Reads how authorities take referrals: the channel that several share, and what is each one's own about it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from champion_tui.domain.lines.authority import Channel, Withdrawn
from champion_tui.ground.tables import Table, reading
from champion_tui.knowledge.lines.reading_lines import read_address, read_email, read_standing, read_withdrawn, words
from champion_tui.knowledge.links import Links


class ChannelKind(StrEnum):
    """The ways in which authorities take referrals."""

    ALERT = "alert"
    EMAIL = "email"


@dataclass(frozen=True, slots=True)
class SharedChannel:
    """What is the same for every authority that uses a channel."""

    id: str
    kind: ChannelKind
    name: str
    address: str
    steps: tuple[str, ...]
    without_internet: str
    withdrawn: tuple[Withdrawn, ...]


def read_shared_channels(table: Table, links: Links) -> dict[str, SharedChannel]:
    """Every ``[[channel]]`` of an area by its id. Raises ``DataError``."""
    channels: dict[str, SharedChannel] = {}
    for entry in table.tables("channel"):
        channel = _read_shared(entry, links)
        if channel.id in channels:
            raise entry.error("id", f"each channel once; {channel.id!r} is there twice")
        channels[channel.id] = channel
    return channels


def read_channel(table: Table, links: Links, shared: Mapping[str, SharedChannel]) -> Channel:
    """An authority's ``[channel]``: which shared one it uses, and what it adds. Raises ``DataError``."""
    with reading(table):
        used = shared.get(table.id("use"))
        if used is None:
            raise table.error("use", f"the id of a known channel, not {table.id('use')!r}")
        return Channel(
            kind=used.kind,
            name=used.name,
            address=used.address,
            steps=used.steps,
            without_internet=used.without_internet,
            fallback_email=read_email(table, "fallback_email", ""),
            standing=read_standing(table, links),
            portal_help=words(table, links, "portal_help", ""),
            withdrawn=used.withdrawn,
        )


def _read_shared(table: Table, links: Links) -> SharedChannel:
    with reading(table):
        kind = table.choice("kind", ChannelKind)
        return SharedChannel(
            id=table.id("id"),
            kind=kind,
            name=table.text("name"),
            address=read_address(table, "address") if kind is ChannelKind.ALERT else read_email(table, "address"),
            steps=table.texts("steps"),
            without_internet=table.text("without_internet"),
            withdrawn=tuple(read_withdrawn(entry, links) for entry in table.tables("withdrawn")),
        )
