"""What to ask about a remembered history: gaps, overlapping homes, and what would settle a finding."""

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import combinations

from champion_tui.domain.connection.districts import GUIDELINE_DAYS_5_YEARS, GUIDELINE_DAYS_12_MONTHS, window_start
from champion_tui.domain.connection.history import GUIDELINE_KINDS, StayKind
from champion_tui.domain.connection.ranges import RangedDistrict, count_range
from champion_tui.domain.connection.remembered_history import RememberedHistory, RememberedStay
from champion_tui.domain.dates.remembered import Between
from champion_tui.ground.values import immutable

SHORTEST_GAP = 14
"""Days. A shorter gap makes no difference and is often a slip of memory."""

SHORTEST_OVERLAP = 8
"""Days. A week in two homes is a move."""

ONE_DAY = timedelta(days=1)


@immutable
class Gap:
    """Days within the five years for which the history names no place, both ends included."""

    first: date
    last: date


@immutable
class Overlap:
    """Two homes in two districts that certainly overlap. ``one`` and ``other`` are indexes in the history from 0."""

    one: int
    other: int
    first: date
    last: date


class Unsure(StrEnum):
    """What is not known well enough about a stay or a ground."""

    BEGAN = "began"
    ENDED = "ended"
    CASUAL = "casual"
    YEARS = "years"
    MOST_RECENT = "most-recent"


@immutable
class Settles:
    """One thing that can settle a district's finding once it is known.

    ``row`` is the stay's index in the history from 0 (None for a ground that is not a stay). ``turns`` is set if this one day
    decides alone: the last beginning, or the first end, with which the guideline is reached.
    """

    what: Unsure
    row: int | None = None
    turns: date | None = None


def gaps(history: RememberedHistory, at: date) -> tuple[Gap, ...]:
    """Returns the days of the five years up to ``at``, not before birth, that no stay can cover. Gaps under ``SHORTEST_GAP`` days
    are left out.
    """
    if not history.stays:
        return ()
    uncovered_from = max(window_start(at, 5), history.born or date.min)
    between: list[Gap] = []
    for stay in sorted(history.stays, key=lambda stay: stay.first.earliest):
        if stay.first.earliest > uncovered_from:
            between.append(Gap(uncovered_from, stay.first.earliest - ONE_DAY))
        uncovered_from = max(uncovered_from, min(stay.last.latest, at) + ONE_DAY)
    if uncovered_from <= at:
        between.append(Gap(uncovered_from, at))
    return tuple(gap for gap in between if (gap.last - gap.first).days + 1 >= SHORTEST_GAP)


def overlaps(history: RememberedHistory, at: date) -> tuple[Overlap, ...]:
    """Returns homes in two districts that certainly overlap within the five years up to ``at``. A home kept during detention or a
    stay in hospital does not count.
    """
    sure = [(row, stay.surest()) for row, stay in enumerate(history.stays) if stay.kind in GUIDELINE_KINDS]
    both = []
    for (one, stay), (other, second) in combinations(sure, 2):
        if stay is None or second is None or stay.district == second.district:
            continue
        first = max(stay.first, second.first, window_start(at, 5))
        last = min(stay.last or at, second.last or at, at)
        if (last - first).days + 1 >= SHORTEST_OVERLAP:
            both.append(Overlap(one, other, first, last))
    return tuple(both)


def settling(history: RememberedHistory, name: str, district: RangedDistrict, at: date) -> tuple[Settles, ...]:
    """Returns what would settle the finding for the district ``name``, () if it is settled."""
    if district.settled:
        return ()
    things: list[Settles] = []
    for ground in district.grounds:
        if ground.least.strength == ground.most.strength:
            continue
        if ground.least.ground == "residence":
            things.extend(_settling_stays(history, name, at))
        elif ground.least.ground == "asylum-support":
            things.append(Settles(Unsure.MOST_RECENT))
        else:
            things.append(Settles(Unsure.CASUAL if ground.least.ground == "work" else Unsure.YEARS))
    return tuple(things)


def _settling_stays(history: RememberedHistory, name: str, at: date) -> Iterator[Settles]:
    here = [
        (row, stay)
        for row, stay in enumerate(history.stays)
        if stay.district == name and stay.kind is not StayKind.ASYLUM_SUPPORT and not stay.exact
    ]
    alone = sum((not stay.first.exact) + (not stay.last.exact) for _, stay in here) == 1
    window = window_start(at, 5)
    for row, stay in here:
        if stay.last.latest < window or stay.first.earliest > at:
            continue
        if not stay.first.exact and stay.first.latest > window:
            yield Settles(Unsure.BEGAN, row, _turning(history, row, Unsure.BEGAN, at) if alone else None)
        if not stay.last.exact and stay.last.earliest < at:
            yield Settles(Unsure.ENDED, row, _turning(history, row, Unsure.ENDED, at) if alone else None)


def _turning(history: RememberedHistory, row: int, what: Unsure, at: date) -> date | None:
    """Returns the last beginning, or the first end, of one stay with which its district is likely, or None if no day makes it so."""
    stay = history.stays[row]
    others = [each for index, each in enumerate(history.stays) if index != row and each.district == stay.district]
    span = stay.first if what is Unsure.BEGAN else stay.last
    days = range(span.earliest.toordinal(), span.latest.toordinal() + 1)
    if what is Unsure.BEGAN:
        # A later beginning means fewer days, so the first beginning that is too late follows all those that are early enough.
        too_late = bisect_left(days, True, key=lambda day: not _reached(stay, others, what, day, at))
        return date.fromordinal(days[too_late - 1]) if too_late else None
    long_enough = bisect_left(days, True, key=lambda day: _reached(stay, others, what, day, at))
    return date.fromordinal(days[long_enough]) if long_enough < len(days) else None


def _reached(stay: RememberedStay, others: list[RememberedStay], what: Unsure, day: int, at: date) -> bool:
    exactly = Between(date.fromordinal(day), date.fromordinal(day))
    fixed = replace(stay, first=exactly) if what is Unsure.BEGAN else replace(stay, last=exactly)
    counted = [each for each in (fixed, *others) if each.kind in GUIDELINE_KINDS]
    year, five_years = (
        count_range(counted, window_start(at, 1), at)[0],
        count_range(counted, window_start(at, 5), at)[0],
    )
    return year >= GUIDELINE_DAYS_12_MONTHS or five_years >= GUIDELINE_DAYS_5_YEARS
