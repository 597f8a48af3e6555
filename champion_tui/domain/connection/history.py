"""Where a person has lived, and what else ties them to a place: what the local-connection findings are made from."""

from datetime import date
from enum import StrEnum

from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.values import immutable

SEVERAL_PLACES = ("elsewhere-england", "outside-england")
"""Districts that are no one place: each may stand for several."""


class StayKind(StrEnum):
    """What a stay was, which decides how its days count (design section 6, ``connection``)."""

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
"""Days that count, but make no more than ``possible``: authorities differ on them."""

DETAINED_KINDS = frozenset((StayKind.PRISON, StayKind.HOSPITAL_DETAINED))
"""Days that never count: residence by detention is not of the person's choice (Housing Act 1996 s.199(3)(b))."""


class Relation(StrEnum):
    """Who in the family lives in a district."""

    MOTHER = "mother"
    FATHER = "father"
    PARENT = "parent"
    ADULT_CHILD = "adult-child"
    BROTHER = "brother"
    SISTER = "sister"
    OTHER = "other"


@immutable
class Stay:
    """A stay in a district from ``first`` to ``last``, both included; ``last`` is None where it goes on."""

    district: str
    first: date
    last: date | None
    kind: StayKind


@immutable
class Work:
    """Paid work in a district; ``casual`` work weighs less."""

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
    """All of it. ``unsafe`` are districts where the person says they are not safe; ``care`` those of the council that owes
    them leaving-care duties; ``asylum_support`` the district of their last asylum-support accommodation where that was
    given by name, not as a stay. Every district is the one of the day of the findings; ``moved`` says which were given by a former name.
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
