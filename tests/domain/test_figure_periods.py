"""Two sets of figures compared: what subtracting one period from another reveals, and which periods are marked for that
reason.
"""

from collections import Counter
from datetime import date, timedelta
from itertools import combinations

from champion_tui.domain.figures.periods import whole_months
from champion_tui.domain.figures.statistics import statistics
from champion_tui.domain.figures.tally import BY, Tally

TODAY = date(2026, 11, 27)
BEGIN = date(2026, 8, 25)
DAYS = [BEGIN + timedelta(days=number) for number in range((date(2026, 12, 5) - BEGIN).days)]
PERIODS = [(first, last) for first in DAYS for last in DAYS if first <= last]


def tally_of(sent):
    """Returns a tally with one referral for each of these days."""
    months = Counter(f"{day:%Y-%m}" for day in sent)
    joined = Counter({("cherwell", "prison", 1, None, None): len(sent)})
    return Tally(by={**{name: {} for name in BY}, "month": months}, needs={}, joined=joined, why_not={})


def test_a_day_more_tells_of_one_person_and_only_such_periods_are_for_yourself():
    """If both totals are published, the last day's one referral is their difference, so periods that are not whole
    months are for the worker alone.
    """
    sent = [date(2026, 10, 1)] * 20 + [date(2026, 10, 30)]
    first, cut, whole = date(2026, 10, 1), date(2026, 10, 29), date(2026, 10, 31)
    shorter, longer = (statistics(tally_of([day for day in sent if day <= last]), first, last) for last in (cut, whole))
    assert longer.referrals - shorter.referrals == 1
    assert not whole_months(first, cut, TODAY)
    assert whole_months(first, whole, TODAY)


def test_whole_months_are_those_that_begin_with_one_end_with_one_and_are_over():
    """Every pair of days in fourteen weeks agrees with the calendar, and a period with an open end is never whole months."""
    whole = [(first, last) for first, last in PERIODS if whole_months(first, last, TODAY)]
    assert whole == [
        (date(2026, 9, 1), date(2026, 9, 30)),
        (date(2026, 9, 1), date(2026, 10, 31)),
        (date(2026, 10, 1), date(2026, 10, 31)),
    ]
    assert not any(whole_months(*ends, TODAY) for ends in ((None, None), (None, TODAY), (date(2026, 9, 1), None)))
    assert not whole_months(date(2026, 10, 1), date(2026, 9, 30), TODAY)


def test_two_periods_to_hand_out_never_differ_by_less_than_a_month():
    """Whichever two of the periods are subtracted, at least a whole month is left."""
    whole = [(first, last) for first, last in PERIODS if whole_months(first, last, TODAY)]
    for one, other in combinations(whole, 2):
        left = {day for day in DAYS if (one[0] <= day <= one[1]) != (other[0] <= day <= other[1])}
        assert len(left) >= 30
