"""Keeps small counts out of what is published, in a way that no subtraction undoes.

A count of 1 to 4 is hidden. Where a table's counts add up to a total that is known, what is hidden must not follow from the rest: one
count hidden alone is the total less the others, and counts that are hidden together may be known from their sum to be 1 each, or 4
each. Then the smallest count that is left is hidden too (all that are as small), and where none is left the whole table is. A total of
1 to 4 hides everything below it.

What may be known to whoever tries: every published number, every total, that a hidden count is at least 1, and this rule.
"""

from collections.abc import Collection, Mapping
from dataclasses import field
from itertools import accumulate
from math import ceil

from champion_tui.ground.values import immutable

FEWEST = 5
"""The smallest count that is published, and the fewest cases from which a median is taken."""

MEDIAN, MOST = 50, 90
"""The percentiles that are published."""


@immutable
class Table:
    """Counts by id. None is a hidden count; an id that is not there counts 0. ``withheld``: there would be more, but all of it is hidden."""

    counts: Mapping[str, int | None] = field(default_factory=dict)
    withheld: bool = False


@immutable
class Days:
    """How many days something takes: the median and the 90th percentile of ``cases``; all None where there are too few to say."""

    cases: int | None = None
    median: int | None = None
    most: int | None = None


def is_small(count: int) -> bool:
    """Whether a count is too small to be published. Nobody is nobody's secret."""
    return 0 < count < FEWEST


def hidden_among(counts: Mapping[str, int], also: Collection[str] = ()) -> frozenset[str] | None:
    """The ids whose counts must not be published where the sum of all ``counts`` is known; None where none of them may. ``also``: those
    that something else hides.
    """
    there = {each: count for each, count in counts.items() if count}
    hidden = {each for each, count in there.items() if is_small(count) or each in also}
    while hidden and _follows_from_the_rest(sum(there[each] for each in hidden), len(hidden)):
        left = {each: count for each, count in there.items() if each not in hidden}
        if not left:
            return None
        smallest = min(left.values())
        # All that are as small: which of them was taken would say something of those that are hidden beside it.
        hidden |= {each for each, count in left.items() if count == smallest}
    return frozenset(hidden)


def published(counts: Mapping[str, int], hidden: frozenset[str] | None) -> Table:
    """A table in which the ``hidden`` counts are None; withheld as a whole where that is None."""
    if hidden is None:
        return Table(withheld=True)
    return Table({each: None if each in hidden else counts[each] for each in sorted(counts) if counts[each]})


def days_taken(days: Mapping[int, int], *, shown: bool) -> Days:
    """The percentiles of ``days`` (how many cases took how many); nothing where the number of cases is not to be ``shown``, or there are too
    few.
    """
    cases = sum(days.values())
    if not shown or cases < FEWEST:
        return Days()
    return Days(cases, percentile(days, MEDIAN), percentile(days, MOST))


def percentile(values: Mapping[int, int], percent: int) -> int:
    """The nearest-rank percentile: the smallest of the ``values`` (each with how often it comes; one at least) that at least ``percent`` of a
    hundred (1 to 100) of them do not exceed. It is always one of them: the median of 1, 2, 3 and 10 is 2.
    """
    wanted = ceil(sum(values.values()) * percent / 100)
    ordered = sorted(value for value, count in values.items() if count)
    reached = accumulate(values[value] for value in ordered)
    return next(value for value, upto in zip(ordered, reached, strict=True) if upto >= wanted)


def _follows_from_the_rest(total: int, count: int) -> bool:
    """Whether ``count`` hidden numbers, each at least 1, are known from their sum; or may be to somebody who knows that each of them is
    at most 4, because a larger one would have been hidden in another place.
    """
    return count == 1 or total in {count, (FEWEST - 1) * count}
