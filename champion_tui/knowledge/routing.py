"""The knowledge that a triage needs, and the numbers, as one value: the part of the ``Book`` that a script waits for."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from champion_tui.domain.lines.authority import HousingAuthority, Service
from champion_tui.domain.lines.facts import Source, Standing
from champion_tui.domain.lines.phone_lines import Closure, PhoneLine
from champion_tui.ground.calendar import WorkingCalendar
from champion_tui.triage.tree import Condition, Tree


@dataclass(frozen=True, slots=True)
class Protocol:
    """An existing local arrangement. ``authorities`` empty means countywide. ``when`` says which cases it fits."""

    id: str
    name: str
    words: str
    authorities: tuple[str, ...]
    when: Condition
    standing: Standing


@dataclass(frozen=True, slots=True)
class Commitment:
    """What partners have promised each other in the local agreement, as far as it concerns a referrer."""

    id: str
    words: str
    who: str
    standing: Standing


@dataclass(frozen=True, slots=True)
class FittingLines:
    """Lines, by id, for people to whom something else than the home happens too; ``when`` says for whom."""

    lines: tuple[str, ...]
    when: Condition


@dataclass(frozen=True, slots=True)
class Area:
    """One county's knowledge. ``emergency_duty_team`` and the social care ids are line ids, "" where there is none."""

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
    form: str


@dataclass(frozen=True, slots=True)
class ConnectionGround:
    """A ground of local connection in plain words, or a rule about them. ``beside`` is one line for the authority question,
    "" where an entry is only looked up.
    """

    id: str
    title: str
    beside: str
    words: str
    counts: tuple[str, ...]
    does_not_count: tuple[str, ...]
    standing: Standing


@dataclass(frozen=True, slots=True)
class LocalTrouble:
    """A local file that could not be used: named on screen, never in the way of the shipped knowledge."""

    file: str
    key: str
    expected: str

    @property
    def place(self) -> str:
        """The file, with the key in it where the trouble is about one."""
        return f"{self.file}: {self.key}" if self.key else self.file


@dataclass(frozen=True, slots=True, kw_only=True)
class Routing:
    """Who decides what, where, and who answers when. ``emergency_rows`` is design section 4's table: emergency -> entries
    in order, where an entry is a line id, ``authorities`` or ``emergency-duty-team``.
    """

    areas: Mapping[str, Area]
    national: tuple[Service, ...]
    emergency_rows: Mapping[str, tuple[str, ...]]
    sources: Mapping[str, Source]
    trees: Mapping[str, Tree]
    connection_grounds: tuple[ConnectionGround, ...]
    calendar: WorkingCalendar
    bank_holidays_published_until: date
    fitting_lines: tuple[FittingLines, ...] = ()
    troubles: tuple[LocalTrouble, ...] = ()
    bank_holidays_standing: Standing | None = None

    def authority(self, authority_id: str) -> HousingAuthority | None:
        """The loaded authority of that id, of any area, or None."""
        return next((found for found in self.authorities() if found.id == authority_id), None)

    def authorities(self) -> tuple[HousingAuthority, ...]:
        """Every loaded authority, in the data's order."""
        return tuple(authority for area in self.areas.values() for authority in area.authorities)

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
        return all_lines(self.areas.values(), self.national)


def all_lines(areas: Iterable[Area], national: Iterable[Service]) -> tuple[PhoneLine, ...]:
    """Every line of ``areas`` (authorities', then services'), then the national ones, in the data's order."""
    found: list[PhoneLine] = []
    for area in areas:
        for authority in area.authorities:
            found.extend(authority.lines)
        for service in area.services:
            found.extend(service.lines)
    for service in national:
        found.extend(service.lines)
    return tuple(found)
