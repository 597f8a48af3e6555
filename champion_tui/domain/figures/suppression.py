"""Keeps small counts out of published figures so that they cannot be worked out by subtraction.

A count of 1 to 4 is hidden. If a table's counts add up to a known total, the hidden counts must not follow from the rest. A single
hidden count is the total less the others, and several hidden counts may be known from their sum to be 1 each, or 4 each. In these
cases the smallest remaining count is hidden too (and all equal to it); if none remains, the whole table is hidden. A total of 1 to
4 hides everything below it.

The rule holds against a reader who knows every published number, every total, that a hidden count is at least 1, and this rule.
"""

from collections.abc import Collection, Mapping
from dataclasses import field
from itertools import accumulate
from math import ceil

from champion_tui.ground.values import immutable

FEWEST = 5
"""The smallest count that is published, and the fewest cases for which a median is given."""

MEDIAN, MOST = 50, 90
"""The percentiles that are published."""


@immutable
class Table:
    """Counts by id. None is a hidden count; a missing id counts 0. ``withheld`` means that there are counts but all are hidden."""

    counts: Mapping[str, int | None] = field(default_factory=dict)
    withheld: bool = False


@immutable
class Days:
    """How many days something takes: the median and the 90th percentile of ``cases``. All are None if there are too few cases."""

    cases: int | None = None
    median: int | None = None
    most: int | None = None


def is_small(count: int) -> bool:
    """Returns whether a count is too small to be published. Zero may be published, because it is about nobody."""
    return 0 < count < FEWEST


def hidden_among(counts: Mapping[str, int], also: Collection[str] = ()) -> frozenset[str] | None:
    """Returns the ids whose counts must not be published if the sum of all ``counts`` is known, or None if none may be published.
    ``also`` are ids that are hidden for another reason.
    """
    there = {each: count for each, count in counts.items() if count}
    hidden = {each for each, count in there.items() if is_small(count) or each in also}
    while hidden and _follows_from_the_rest(sum(there[each] for each in hidden), len(hidden)):
        left = {each: count for each, count in there.items() if each not in hidden}
        if not left:
            return None
        smallest = min(left.values())
        # Hide all equal counts: which of them was chosen would say something about the other hidden ones.
        hidden |= {each for each, count in left.items() if count == smallest}
    return frozenset(hidden)


def published(counts: Mapping[str, int], hidden: frozenset[str] | None) -> Table:
    """Returns a table in which the ``hidden`` counts are None. If ``hidden`` is None, the whole table is withheld."""
    if hidden is None:
        return Table(withheld=True)
    return Table({each: None if each in hidden else counts[each] for each in sorted(counts) if counts[each]})


def days_taken(days: Mapping[int, int], *, shown: bool) -> Days:
    """Returns the percentiles of ``days`` (number of days -> number of cases). They are all None if there are too few cases, or the
    number of cases is not to be ``shown``.
    """
    cases = sum(days.values())
    if not shown or cases < FEWEST:
        return Days()
    return Days(cases, percentile(days, MEDIAN), percentile(days, MOST))


def percentile(values: Mapping[int, int], percent: int) -> int:
    """Returns the nearest-rank percentile of ``values`` (value -> how often it occurs; at least one): the smallest value that at
    least ``percent`` per cent (1 to 100) of them do not exceed. It is always one of the values: the median of 1, 2, 3 and 10 is 2.
    """
    wanted = ceil(sum(values.values()) * percent / 100)
    ordered = sorted(value for value, count in values.items() if count)
    reached = accumulate(values[value] for value in ordered)
    return next(value for value, upto in zip(ordered, reached, strict=True) if upto >= wanted)


def _follows_from_the_rest(total: int, count: int) -> bool:
    """Returns whether ``count`` hidden numbers, each at least 1, can be worked out from their sum, also by a reader who knows that
    each is at most 4, because a larger one would have been hidden elsewhere.
    """
    return count == 1 or total in {count, (FEWEST - 1) * count}
