"""What a person's history comes to for each district: values, and their JSON (design section 6, ``connection``)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Strength(StrEnum):
    """How much speaks for a connection; ``unsafe`` where the person says that they are not safe, whatever else speaks."""

    NONE = "none"
    POSSIBLE = "possible"
    LIKELY = "likely"
    UNSAFE = "unsafe"


RANK = (Strength.NONE, Strength.POSSIBLE, Strength.LIKELY)
"""What a ground can come to by itself, weakest first."""

SHOWN = (Strength.LIKELY, Strength.POSSIBLE, Strength.NONE, Strength.UNSAFE)
"""The order in which districts are shown: what may be suggested stands first."""


@dataclass(frozen=True, slots=True)
class Days:
    """Days in a district within the 12 months and the 5 years that end with the day asked about. The guideline's days are
    those that count towards its figures; the others are all that count at all.
    """

    months_12: int
    years_5: int
    guideline_months_12: int
    guideline_years_5: int


@dataclass(frozen=True, slots=True)
class Ground:
    """One ground of connection: how strong it is by itself, why, and where that is written. ``days`` only for residence."""

    ground: str
    strength: Strength
    why: str
    source: str
    days: Days | None = None

    @property
    def met(self) -> bool:
        """Whether this ground alone makes a connection likely."""
        return self.strength is Strength.LIKELY

    def json(self) -> dict[str, object]:
        """The ground as ``connection`` prints it."""
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


@dataclass(frozen=True, slots=True)
class District:
    """What speaks for one district, taken together."""

    strength: Strength
    grounds: tuple[Ground, ...]


@dataclass(frozen=True, slots=True)
class Connection:
    """The findings as they stand on ``at``. ``considered`` is False while no authority would look at them yet.
    ``districts`` are in order of strength, then by id.
    """

    at: date
    considered: bool
    cautions: tuple[str, ...]
    districts: Mapping[str, District]

    def json(self) -> dict[str, object]:
        """The output of ``connection --json`` (design section 6)."""
        return {
            "at": self.at.isoformat(),
            "considered": self.considered,
            "cautions": list(self.cautions),
            "districts": {
                name: {"strength": found.strength.value, "grounds": [ground.json() for ground in found.grounds]}
                for name, found in self.districts.items()
            },
        }
