"""A history as a person remembers it: the same facts as ``history.History``, but each date as a range of possible days."""

from dataclasses import replace
from datetime import date, timedelta

from champion_tui.domain.connection.history import Family, Relation, Special, Stay, StayKind
from champion_tui.domain.dates.remembered import ANY_LENGTH, Between, Length
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.values import immutable


@immutable
class RememberedStay:
    """A stay whose beginning, end and length are ranges. Every day in either range belongs to a possible stay (``settled`` ensures
    that). ``goes_on`` means that the person still lives there.
    """

    district: str
    kind: StayKind
    first: Between
    last: Between
    length: Length = ANY_LENGTH
    goes_on: bool = False

    @property
    def exact(self) -> bool:
        """Whether only one stay is possible."""
        return self.first.exact and self.last.exact

    def surest(self) -> Stay | None:
        """Returns the days on which the person was certainly there, or None if no day is certain."""
        if self.first.latest > self.last.earliest:
            return None
        return Stay(self.district, self.first.latest, self.last.earliest, self.kind)

    def longest(self) -> Stay:
        """Returns the days on which the person may have been there."""
        return Stay(self.district, self.first.earliest, self.last.latest, self.kind)


@immutable
class RememberedFamily:
    """A relative who has lived in a district for ``least`` to ``most`` years."""

    district: str
    relation: Relation
    least: float
    most: float

    def at_least(self) -> Family:
        """Returns the relative with the shortest possible time."""
        return Family(self.district, self.relation, self.least)

    def at_most(self) -> Family:
        """Returns the relative with the longest possible time."""
        return Family(self.district, self.relation, self.most)


@immutable
class RememberedWork:
    """Paid work in a district. ``casual`` is None if that is not known."""

    district: str
    casual: bool | None


@immutable
class RememberedHistory:
    """A person's whole history, with the fields of ``history.History``. ``born`` is the date of birth if it was given."""

    stays: tuple[RememberedStay, ...] = ()
    work: tuple[RememberedWork, ...] = ()
    family: tuple[RememberedFamily, ...] = ()
    special: tuple[Special, ...] = ()
    unsafe: tuple[str, ...] = ()
    care: tuple[str, ...] = ()
    asylum_support: str | None = None
    stage: Stage | None = None
    born: date | None = None
    moved: tuple[str, ...] = ()


def settled(stay: RememberedStay) -> RememberedStay | None:
    """Returns ``stay`` with its beginning, end and length narrowed by each other, so that every remaining day in either range
    belongs to a possible stay. None if no stay is possible: it would end before it begins, or could not last that long.
    """
    first, last, length = stay.first, stay.last, stay.length
    first = Between(
        max(first.earliest, _moved(last.earliest, 1 - length.most)),
        min(first.latest, _moved(last.latest, 1 - length.least)),
    )
    last = Between(
        max(last.earliest, _moved(first.earliest, length.least - 1)),
        min(last.latest, _moved(first.latest, length.most - 1)),
    )
    if first.earliest > first.latest or last.earliest > last.latest:
        return None
    return replace(stay, first=first, last=last)


def _moved(day: date, days: int) -> date:
    """Returns ``day`` plus ``days`` (may be negative), limited to the range of ``date``."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
