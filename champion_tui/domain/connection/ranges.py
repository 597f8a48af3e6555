"""Local connection from a remembered history: the weakest and the strongest finding possible for each district.

The range contains the exact answer (``connection``) of every exact history that fits. For an exact history both ends are equal. The
weakest finding is a lower bound: there may be no single history that reaches it.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from champion_tui.domain.connection.districts import (
    GUIDELINE_FAMILY_YEARS,
    asylum_support_ground,
    connection,
    days_within,
    residence_ground,
    taken_together,
    window_start,
)
from champion_tui.domain.connection.findings import (
    RANK,
    SHOWN,
    Connection,
    ConnectionStrength,
    ConnectionWords,
    Days,
    Ground,
)
from champion_tui.domain.connection.history import DAYS_ONLY_KINDS, GUIDELINE_KINDS, History, Stay, StayKind, Work
from champion_tui.domain.connection.remembered_history import RememberedHistory, RememberedStay
from champion_tui.ground.values import immutable

Range = tuple[int, int]
"""The days that are certain, and the most days possible."""


@immutable
class RangedGround:
    """One ground, at least and at most. ``unsure`` says what is not known, or is "" if that makes no difference."""

    least: Ground
    most: Ground
    unsure: str = ""

    @property
    def why(self) -> str:
        """The reason as a sentence. Residence has its figures instead."""
        return self.unsure or self.least.why

    def json(self) -> dict[str, object]:
        """Returns the ground as ``connection --remembered`` prints it: as ``connection`` does, but each figure as a range."""
        least, most = self.least.json(), self.most.json()
        ranged = {
            key: {"least": least[key], "most": most[key]} for key in least if key not in {"ground", "why", "source"}
        }
        why = {"why": self.why} if self.least.days is None else {}
        return {"ground": self.least.ground, **ranged, **why, "source": self.least.source}


@immutable
class RangedDistrict:
    """The strength of the connection with one district, at least and at most, and its grounds."""

    least: ConnectionStrength
    most: ConnectionStrength
    grounds: tuple[RangedGround, ...]

    @property
    def settled(self) -> bool:
        """Whether what is still unknown makes no difference to the strength."""
        return self.least == self.most


@immutable
class RangedConnection:
    """The findings on the day ``at``. ``districts`` are in order of the strength at most, then at least, then by id."""

    at: date
    considered: bool
    cautions: tuple[str, ...]
    districts: Mapping[str, RangedDistrict]

    def json(self) -> dict[str, object]:
        """Returns the output of ``connection --remembered --json``."""
        return {
            "at": self.at.isoformat(),
            "considered": self.considered,
            "cautions": list(self.cautions),
            "districts": {
                name: {
                    "strength": {"least": district.least.value, "most": district.most.value},
                    "settled": district.settled,
                    "grounds": [ground.json() for ground in district.grounds],
                }
                for name, district in self.districts.items()
            },
        }


def connection_range(history: RememberedHistory, at: date, words: ConnectionWords) -> RangedConnection:
    """Returns the findings from ``history`` on the day ``at`` (a date in Europe/London)."""
    weakest, strongest = (connection(_but_stays(history, most=most), at, words) for most in (False, True))
    names = dict.fromkeys((*(stay.district for stay in history.stays), *weakest.districts))
    districts = {
        name: _district(history, name, at, _other(history, name, weakest, strongest, words), words) for name in names
    }
    ordered = sorted(districts.items(), key=lambda item: (SHOWN.index(item[1].most), -_rank(item[1].least), item[0]))
    whole = replace(
        _but_stays(history, most=False), stays=tuple(Stay(stay.district, at, None, stay.kind) for stay in history.stays)
    )
    considered = weakest.considered
    return RangedConnection(at, considered, words.cautions(whole, considered=considered), dict(ordered))


def count_range(stays: Sequence[RememberedStay], first: date, last: date) -> Range:
    """Returns the certain and the most possible number of days from ``first`` to ``last``, both included, that at least one of
    ``stays`` covers.
    """
    least = most = 0
    for group in _apart(stays, first, last):
        alone = [stay_range(stay, first, last) for stay in group]
        sure = days_within([stay for stay in (each.surest() for each in group) if stay], first, last)
        least += max(sure, *(each[0] for each in alone))
        most += min(days_within([each.longest() for each in group], first, last), sum(each[1] for each in alone))
    return least, most


def stay_range(stay: RememberedStay, first: date, last: date) -> Range:
    """Returns the same range for one stay. It is exact: it tries every beginning at which the count can change direction."""
    shortest = _extreme(stay, first, last, stay.last.earliest, stay.length.least, max, min)
    longest = _extreme(stay, first, last, stay.last.latest, stay.length.most, min, max)
    return shortest, longest


def _extreme(
    stay: RememberedStay,
    first: date,
    last: date,
    end: date,
    length: int,
    nearer: Callable[[int, int], int],
    extreme: Callable[[Iterator[int]], int],
) -> int:
    """Returns the fewest or the most days over every possible beginning, each with the end that gives the fewest or the most."""
    low, high, begin, final, ends = (
        day.toordinal() for day in (stay.first.earliest, stay.first.latest, first, last, end)
    )
    turns = (low, high, begin, begin - 1, ends - length + 1, final - length + 1, final + 1)
    possible = {min(max(turn, low), high) for turn in turns}
    return extreme(max(0, min(nearer(ends, day + length - 1), final) - max(day, begin) + 1) for day in possible)


def _apart(stays: Sequence[RememberedStay], first: date, last: date) -> Iterator[list[RememberedStay]]:
    """Yields groups of stays such that no day can belong to two groups. Stays that never touch the window are left out."""
    touching = [stay for stay in stays if stay.first.earliest <= last and stay.last.latest >= first]
    group: list[RememberedStay] = []
    reaches = date.min
    for stay in sorted(touching, key=lambda stay: stay.first.earliest):
        if group and stay.first.earliest > reaches:
            yield group
            group = []
        group.append(stay)
        reaches = max(reaches, stay.last.latest) if len(group) > 1 else stay.last.latest
    if group:
        yield group


def _but_stays(history: RememberedHistory, *, most: bool) -> History:
    """Returns an exact history without the stays, in which everything unknown has its weakest or its strongest value."""
    return History(
        work=tuple(
            Work(work.district, casual=not most if work.casual is None else work.casual) for work in history.work
        ),
        family=tuple(relative.at_most() if most else relative.at_least() for relative in history.family),
        special=history.special,
        unsafe=history.unsafe,
        care=history.care,
        asylum_support=history.asylum_support,
        stage=history.stage,
        moved=history.moved,
    )


def _other(
    history: RememberedHistory, name: str, weakest: Connection, strongest: Connection, words: ConnectionWords
) -> list[RangedGround]:
    """Returns the grounds that do not depend on stays."""
    if name not in weakest.districts:
        return []
    pairs = zip(weakest.districts[name].grounds, strongest.districts[name].grounds, strict=True)
    return [
        RangedGround(
            weak, strong, "" if weak.strength == strong.strength else _unsure(history, name, weak.ground, words)
        )
        for weak, strong in pairs
        if weak.ground != "asylum-support"
    ]


def _unsure(history: RememberedHistory, name: str, ground: str, words: ConnectionWords) -> str:
    if ground == "work":
        return words.sentences["work-unsure"]
    longest = max((each for each in history.family if each.district == name), key=lambda each: each.most)
    return words.family_unsure(longest.relation, GUIDELINE_FAMILY_YEARS)


def _district(
    history: RememberedHistory, name: str, at: date, other: Sequence[RangedGround], words: ConnectionWords
) -> RangedDistrict:
    grounds = [*_residence(history, name, at, words), *other, *_asylum_support(history, name, at, words)]
    unsafe = name in history.unsafe
    least = taken_together([ground.least for ground in grounds], name, words, unsafe=unsafe)
    most = taken_together([ground.most for ground in grounds], name, words, unsafe=unsafe)
    capped = zip(least.grounds, most.grounds, grounds, strict=True)
    ranged = tuple(RangedGround(weak, strong, ground.unsure) for weak, strong, ground in capped)
    return RangedDistrict(least.strength, most.strength, ranged)


def _residence(history: RememberedHistory, name: str, at: date, words: ConnectionWords) -> list[RangedGround]:
    stays = [stay for stay in history.stays if stay.district == name and stay.kind is not StayKind.ASYLUM_SUPPORT]
    if not stays:
        return []
    guideline = [stay for stay in stays if stay.kind in GUIDELINE_KINDS]
    counted = [stay for stay in stays if stay.kind in GUIDELINE_KINDS | DAYS_ONLY_KINDS]
    year, five_years = window_start(at, 1), window_start(at, 5)
    towards = [count_range(guideline, first, at) for first in (year, five_years)]
    same = len(counted) == len(guideline)
    figures = [*(towards if same else (count_range(counted, first, at) for first in (year, five_years))), *towards]
    least, most = (residence_ground(Days(*(figure[end] for figure in figures)), words) for end in (0, 1))
    return [RangedGround(least, most)]


def _asylum_support(history: RememberedHistory, name: str, at: date, words: ConnectionWords) -> list[RangedGround]:
    """Returns the ground of the most recent asylum-support accommodation: whether it was certainly in this district, and whether it
    may have been.
    """
    stays = [stay for stay in history.stays if stay.kind is StayKind.ASYLUM_SUPPORT]
    here = [stay for stay in stays if stay.district == name]
    if name != history.asylum_support and not here:
        return []
    if history.asylum_support:
        sure = may_be = name == history.asylum_support
    else:
        others = [stay for stay in stays if stay.district != name]
        sure = any(all(_at_least(stay, at) > _at_most(other, at) for other in others) for stay in here)
        may_be = any(all(_at_most(stay, at) > _at_least(other, at) for other in others) for stay in here)
    least, most = asylum_support_ground(words, most_recent=sure), asylum_support_ground(words, most_recent=may_be)
    return [RangedGround(least, most, "" if sure == may_be else words.sentences["asylum-support-unsure"])]


def _at_least(stay: RememberedStay, at: date) -> tuple[date, date, str]:
    return min(stay.last.earliest, at), stay.first.earliest, stay.district


def _at_most(stay: RememberedStay, at: date) -> tuple[date, date, str]:
    return min(stay.last.latest, at), stay.first.latest, stay.district


def _rank(strength: ConnectionStrength) -> int:
    return RANK.index(strength) if strength in RANK else 0
