"""Small counts cannot be found by subtraction: every table that a small number of cases can make is attacked.

The attackers know more than is published: every total, which counts are zero, and in the strongest attack the rule for
hiding itself.
"""

from collections import Counter, defaultdict
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.figures.suppression import (
    FEWEST,
    Days,
    Table,
    days_taken,
    hidden_among,
    is_small,
    percentile,
    published,
)

IDS = "abcd"


def tables(ids, most):
    """Returns every table of counts for these ids with at most this many cases."""
    for counts in product(range(most + 1), repeat=ids):
        if sum(counts) <= most:
            yield dict(zip(IDS, counts, strict=False))


def looks(counts):
    """Returns all that is published of a table: its total and its counts."""
    total = sum(counts.values())
    table = Table(withheld=True) if is_small(total) else published(counts, hidden_among(counts))
    return (None if is_small(total) else total, table.withheld, tuple(table.counts.items()))


@pytest.mark.parametrize(("ids", "most"), [(2, 30), (3, 18), (4, 13)])
def test_who_knows_the_rule_cannot_find_a_small_count(ids, most):
    """For each hidden count, another table that is published identically has a different number in its place.

    This is the strongest possible attack: it tries every possible table, not only sums and differences.
    """
    groups = defaultdict(list)
    for counts in tables(ids, most):
        groups[looks(counts)].append(counts)
    for (total, withheld, _), group in groups.items():
        for counts in group:
            small = [each for each, count in counts.items() if is_small(count)]
            assert all(len({other[each] for other in group}) > 1 for each in small), (total, withheld, counts)


@given(st.dictionaries(st.sampled_from("abcdefgh"), st.integers(0, 40)), st.sets(st.sampled_from("abcdefgh")))
def test_no_sum_and_no_difference_finds_a_hidden_count(counts, also):
    """No count of 1 to 4 is published, two or more counts are hidden together, and they are not all 1."""
    hidden = hidden_among(counts, also)
    table = published(counts, hidden)
    if hidden is None:
        assert table == Table(withheld=True)
        return
    assert {each for each, count in counts.items() if is_small(count) or (count and each in also)} <= hidden
    assert {each: count for each, count in table.counts.items() if count is not None} == {
        each: count for each, count in counts.items() if count and each not in hidden
    }
    left = sum(counts.values()) - sum(count or 0 for count in table.counts.values())
    assert not hidden or left > len(hidden) > 1


@pytest.mark.parametrize(
    ("counts", "shown"),
    [
        ({"a": 5, "b": 7}, {"a": 5, "b": 7}),
        ({"a": 0, "b": 7}, {"b": 7}),
        ({"a": 4, "b": 7, "c": 20}, {"a": None, "b": None, "c": 20}),
        ({"a": 4, "b": 2, "c": 20}, {"a": None, "b": None, "c": 20}),
        ({"a": 1, "b": 1, "c": 20}, {"a": None, "b": None, "c": None}),
        ({"a": 4, "b": 4, "c": 5}, {"a": None, "b": None, "c": None}),
        ({"a": 1, "b": 1, "c": 20, "d": 30}, {"a": None, "b": None, "c": None, "d": 30}),
    ],
)
def test_what_is_hidden_beside_a_small_count(counts, shown):
    """Next to a small count the program hides nothing, the smallest other count, another small one, or a third if two
    could only be 1 each.
    """
    assert published(counts, hidden_among(counts)).counts == shown


def test_a_table_of_ones_is_withheld():
    """A table of five cases in five kinds is withheld, because its total reveals that each count is one."""
    assert hidden_among(dict.fromkeys("abcde", 1)) is None


@pytest.mark.parametrize(
    ("values", "percent", "expected"),
    [
        ([1, 2, 3, 10], 50, 2),
        ([3, 1, 2], 50, 2),
        ([7], 90, 7),
        (range(1, 11), 90, 9),
        (range(1, 12), 90, 10),
        ([0, 5], 100, 5),
    ],
)
def test_percentiles_by_nearest_rank(values, percent, expected):
    """The percentile is always one of the values, never between two of them."""
    assert percentile(Counter(values), percent) == expected


@given(st.lists(st.integers(0, 400), min_size=1), st.integers(1, 100))
def test_a_percentile_has_so_many_at_or_below_it(values, percent):
    """At least ``percent`` of a hundred values do not exceed the percentile, and for the next smaller value fewer do not."""
    found = percentile(Counter(values), percent)
    assert found in values
    assert sum(value <= found for value in values) * 100 >= percent * len(values)
    assert sum(value < found for value in values) * 100 < percent * len(values)


def test_days_of_too_few_cases_are_not_shown():
    """The days of four cases are hidden; those of five are shown, unless their number must be hidden."""
    assert days_taken({1: FEWEST - 1}, shown=True) == Days()
    assert days_taken(Counter([1, 2, 3, 4, 9]), shown=True) == Days(5, 3, 9)
    assert days_taken(Counter([1, 2, 3, 4, 9]), shown=False) == Days()
