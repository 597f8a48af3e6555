"""The local-connection findings for each district: values, their JSON (design section 6, ``connection``) and the choice of
sentences. The sentences themselves are data (``data/connection.toml``).
"""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from champion_tui.domain.connection.history import (
    DAYS_ONLY_KINDS,
    DETAINED_KINDS,
    SEVERAL_PLACES,
    Family,
    History,
    Relation,
)
from champion_tui.ground.values import immutable


class ConnectionStrength(StrEnum):
    """How strong a connection is. ``unsafe`` means that the person says they are not safe there, and outweighs everything else."""

    NONE = "none"
    POSSIBLE = "possible"
    LIKELY = "likely"
    UNSAFE = "unsafe"


RANK = (ConnectionStrength.NONE, ConnectionStrength.POSSIBLE, ConnectionStrength.LIKELY)
"""The strengths that a ground can have, weakest first."""

SHOWN = (ConnectionStrength.LIKELY, ConnectionStrength.POSSIBLE, ConnectionStrength.NONE, ConnectionStrength.UNSAFE)
"""The order in which districts are shown: those that may be suggested first."""


@immutable
class Days:
    """Days in a district within the 12 months and the 5 years that end with the day asked about. The ``guideline`` fields hold the
    days that count towards the guideline figures, the others all days that count at all.
    """

    months_12: int
    years_5: int
    guideline_months_12: int
    guideline_years_5: int


@immutable
class Ground:
    """One ground of connection: its strength by itself, why, and its source. ``days`` is set for residence only."""

    ground: str
    strength: ConnectionStrength
    why: str
    source: str
    days: Days | None = None

    @property
    def met(self) -> bool:
        """Whether this ground alone makes a connection likely."""
        return self.strength is ConnectionStrength.LIKELY

    def json(self) -> dict[str, object]:
        """Returns the ground as ``connection`` prints it."""
        counted = (
            {
                "days_12_months": self.days.months_12,
                "days_5_years": self.days.years_5,
                "guideline_days_12_months": self.days.guideline_months_12,
                "guideline_days_5_years": self.days.guideline_years_5,
            }
            if self.days
            else {}
        )
        return {"ground": self.ground, "met": self.met, **counted, "why": self.why, "source": self.source}


@immutable
class District:
    """The strength of the connection with one district, and its grounds."""

    strength: ConnectionStrength
    grounds: tuple[Ground, ...]


@immutable
class Connection:
    """The findings on the day ``at``. ``considered`` is False while no authority would look at them yet. ``districts`` are in order
    of strength, then by id.
    """

    at: date
    considered: bool
    cautions: tuple[str, ...]
    districts: Mapping[str, District]

    def json(self) -> dict[str, object]:
        """Returns the output of ``connection --json`` (design section 6)."""
        return {
            "at": self.at.isoformat(),
            "considered": self.considered,
            "cautions": list(self.cautions),
            "districts": {
                name: {"strength": district.strength.value, "grounds": [ground.json() for ground in district.grounds]}
                for name, district in self.districts.items()
            },
        }


SENTENCES: Mapping[str, frozenset[str]] = MappingProxyType(
    {
        **dict.fromkeys(
            (
                *("work", "casual-work", "work-unsure", "care", "several-places"),
                *("asylum-support", "earlier-asylum-support", "asylum-support-unsure"),
                *("informs", "later", "unsafe", "may-be-several", "detained", "days-only"),
            ),
            frozenset[str](),
        ),
        "residence": frozenset({"months_12", "guideline_12", "years_5", "guideline_5"}),
        "residence-besides": frozenset({"days"}),
        "family-long-enough": frozenset({"relative", "years", "guideline"}),
        "family-too-short": frozenset({"relative", "years", "guideline"}),
        "family-other": frozenset({"relative", "years"}),
        "family-unsure": frozenset({"relative", "guideline"}),
        "special": frozenset({"reasons"}),
        "very-many": frozenset({"count"}),
    }
)
"""The sentences that the data must have -> their placeholders."""

GROUNDS = ("residence", "work", "family", "special", "care", "asylum-support")

MANY = 60
"""The number of addresses above which a caution is shown: one for every month of five years."""


@immutable
class ConnectionWords:
    """The words of the findings: ``sentences`` by their ids, ``written`` by ground (where the law on it is), ``relations`` by
    relation.
    """

    sentences: Mapping[str, str]
    written: Mapping[str, str]
    relations: Mapping[Relation, str]

    def ground(self, ground: str, strength: ConnectionStrength, why: str) -> Ground:
        """Returns a ground with its source."""
        return Ground(ground, strength, why, self.written[ground])

    def residence(self, days: Days, guideline: tuple[int, int]) -> str:
        """Returns a sentence with the days counted and the days that the ``guideline`` (12 months, 5 years) asks for in both
        windows. A second sentence names the days that count outside the guideline, if any.
        """
        why = self.sentences["residence"].format(
            months_12=f"{days.guideline_months_12:,}",
            guideline_12=f"{guideline[0]:,}",
            years_5=f"{days.guideline_years_5:,}",
            guideline_5=f"{guideline[1]:,}",
        )
        besides = days.years_5 - days.guideline_years_5
        return f"{why} {self.sentences['residence-besides'].format(days=f'{besides:,}')}" if besides else why

    def family(self, relative: Family, guideline: int) -> str:
        """Returns a sentence about who lives there, for how long, and whether ``guideline`` years are reached."""
        long_enough = "family-long-enough" if relative.years >= guideline else "family-too-short"
        key = "family-other" if relative.relation is Relation.OTHER else long_enough
        years = "1 year" if relative.years == 1 else f"{relative.years:g} years"
        return self.sentences[key].format(
            relative=self.relations[relative.relation], years=years, guideline=f"{guideline} years"
        )

    def family_unsure(self, relation: Relation, guideline: int) -> str:
        """Returns a sentence about a relative of whom it is not known whether they have lived there for ``guideline`` years."""
        return self.sentences["family-unsure"].format(relative=self.relations[relation], guideline=f"{guideline} years")

    def cautions(self, history: History, *, considered: bool) -> tuple[str, ...]:
        """Returns what to bear in mind with findings from ``history``, the most general first."""
        kinds = {stay.kind for stay in history.stays}
        rows = (history.stays, history.work, history.family, history.special)
        named = {row.district for part in rows for row in part} | {
            *history.unsafe,
            *history.care,
            history.asylum_support,
        }
        holding = {
            "informs": True,
            "later": not considered,
            "unsafe": bool(history.unsafe),
            "may-be-several": bool(named & set(SEVERAL_PLACES)),
            "detained": bool(kinds & DETAINED_KINDS),
            "days-only": bool(kinds & DAYS_ONLY_KINDS),
            "very-many": len(history.stays) > MANY,
        }
        count = len(history.stays)
        general = (self.sentences[key].format(count=count) for key, holds in holding.items() if holds)
        return (*general, *history.moved)
