"""Where a person has lived, and their other ties to places: the input for the local-connection findings."""

from datetime import date
from enum import StrEnum

from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.values import immutable

SEVERAL_PLACES = ("elsewhere-england", "outside-england")
"""Districts that are no single place: each may mean several."""


class StayKind(StrEnum):
    """The kind of a stay, which decides how its days count (design section 6, ``connection``)."""

    HOME = "home"
    TEMPORARY_ACCOMMODATION = "temporary-accommodation"
    STAYING_WITH_OTHERS = "staying-with-others"
    BARRACKS = "barracks"
    HOSPITAL = "hospital"
    APPROVED_PREMISES = "approved-premises"
    ROUGH_SLEEPING = "rough-sleeping"
    PRISON = "prison"
    HOSPITAL_DETAINED = "hospital-detained"
    ASYLUM_SUPPORT = "asylum-support"


GUIDELINE_KINDS = frozenset(
    (StayKind.HOME, StayKind.TEMPORARY_ACCOMMODATION, StayKind.STAYING_WITH_OTHERS, StayKind.BARRACKS)
)
"""Days that count towards the guideline figures."""

DAYS_ONLY_KINDS = frozenset((StayKind.HOSPITAL, StayKind.APPROVED_PREMISES, StayKind.ROUGH_SLEEPING))
"""Days that count, but give no more than ``possible``: authorities differ on them."""

DETAINED_KINDS = frozenset((StayKind.PRISON, StayKind.HOSPITAL_DETAINED))
"""Days that never count: residence in detention is not of the person's choice (Housing Act 1996 s.199(3)(b))."""


class Relation(StrEnum):
    """Which relative lives in a district."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    ADULT_CHILD = "adult-child"
    BROTHER = "brother"
    SISTER = "sister"
    OTHER = "other"


@immutable
class Stay:
    """A stay in a district from ``first`` to ``last``, both included. ``last`` is None if it is still going on."""

    district: str
    first: date
    last: date | None
    kind: StayKind


@immutable
class Work:
    """Paid work in a district. ``casual`` work counts for less."""

    district: str
    casual: bool


@immutable
class Family:
    """A relative who has lived in a district for ``years``."""

    district: str
    relation: Relation
    years: float


@immutable
class Special:
    """A special reason to be in a district, in the person's words."""

    district: str
    reason: str


@immutable
class History:
    """A person's whole history.

    ``unsafe`` are districts where the person says they are not safe. ``care`` are the districts of the council that owes them
    leaving-care duties. ``asylum_support`` is the district of their last asylum-support accommodation if that was given by name,
    not as a stay. Every district is the one on the day of the findings; ``moved`` holds a sentence for each one given by a former
    name.
    """

    stays: tuple[Stay, ...] = ()
    work: tuple[Work, ...] = ()
    family: tuple[Family, ...] = ()
    special: tuple[Special, ...] = ()
    unsafe: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    asylum_support: str | None = None
    stage: Stage | None = None
    moved: tuple[str, ...] = ()
