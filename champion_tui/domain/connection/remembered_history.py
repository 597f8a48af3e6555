"""A history as a person remembers it: the same facts as ``history.History``, each stay with the days that it can mean."""

from dataclasses import replace
from datetime import date, timedelta

from champion_tui.domain.connection.history import Family, Relation, Special, Stay, StayKind
from champion_tui.domain.dates.remembered import ANY_LENGTH, Between, Length
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.values import immutable


@immutable
class RememberedStay:
    """A stay that began and ended within the days given, and lasted as long as given. Every day of either range is possible
    in some way (``settled`` sees to that). ``goes_on``: the person still lives there.
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
        """The days on which the person was there for sure; None where no day is sure."""
        if self.first.latest > self.last.earliest:
            return None
        return Stay(self.district, self.first.latest, self.last.earliest, self.kind)

    def longest(self) -> Stay:
        """The days on which the person may have been there."""
        return Stay(self.district, self.first.earliest, self.last.latest, self.kind)


@immutable
class RememberedFamily:
    """A relative who has lived in a district from ``least`` to ``most`` years."""

    district: str
    relation: Relation
    least: float
    most: float

    def at_least(self) -> Family:
        """The relative with the shortest time that is possible."""
        return Family(self.district, self.relation, self.least)

    def at_most(self) -> Family:
        """The relative with the longest time that is possible."""
        return Family(self.district, self.relation, self.most)


@immutable
class RememberedWork:
    """Paid work in a district; ``casual`` is None where that is not known."""

    district: str
    casual: bool | None


@immutable
class RememberedHistory:
    """All of it, named as in ``history.History``. ``born`` is the person's date of birth where it was given."""

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
    """``stay`` with its two ends and its length narrowed by each other, so that every remaining day of either range belongs to a
    possible stay. None where no stay is possible: it would end before it begins, or never be so long.
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
    """``day`` and so many days on or back, stopped at the ends of the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min
