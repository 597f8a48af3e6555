"""Which safety copies are kept: recent ones, one for each day and week, and nothing past its stated life."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from champion_tui.ground.dates.calendar import london_date
from champion_tui.store.copies.copies_here import DAYS, LIFE, NEWEST, WEEKS, kept

NOW = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
MOMENTS = st.sets(st.timedeltas(timedelta(days=-60), timedelta(days=3)).map(lambda ago: NOW + ago), max_size=60)


def ago(**how_long):
    """Returns a time before ``NOW``."""
    return NOW - timedelta(**how_long)


def test_an_ordinary_month():
    """Of copies every quarter of an hour, then daily, the newest 5, the last of each day and the last of each week are kept."""
    today = [ago(minutes=15 * number) for number in range(20)]
    daily = [ago(days=number, hours=hour) for number in range(1, 40) for hour in (0, 2)]
    staying = kept([*today, *daily], NOW)
    assert sorted(staying, reverse=True)[:NEWEST] == today[:NEWEST]
    assert {ago(days=number) for number in range(1, DAYS)} <= staying
    assert len({london_date(moment).isocalendar()[:2] for moment in staying}) == WEEKS
    assert len(staying) == NEWEST + (DAYS - 1) + 2


def test_nothing_past_its_life_stays_beside_a_newer_one():
    """A copy older than 28 days is deleted, unless it is the last one."""
    assert kept([ago(days=28), ago(days=28, seconds=1), NOW], NOW) == {ago(days=28), NOW}
    assert kept([ago(days=100), ago(days=200)], NOW) == {ago(days=100)}
    assert kept([], NOW) == frozenset()


@given(MOMENTS)
def test_the_newest_always_stays_and_the_rest_is_bounded(made):
    """The newest correctly dated copy is always kept, at most sixteen in all, and none past its life next to it."""
    staying = kept(made, NOW)
    dated = sorted(moment for moment in made if moment <= NOW)
    assert staying <= made
    assert len(staying) <= NEWEST + DAYS + WEEKS
    assert set(dated[-NEWEST:]) <= staying | {moment for moment in dated if NOW - moment > LIFE}
    if dated:
        assert dated[-1] in staying
        assert all(NOW - moment <= LIFE or moment == dated[-1] for moment in staying)


@given(MOMENTS)
def test_thinning_twice_is_thinning_once(made):
    """Applying the rule twice keeps the same copies as applying it once."""
    assert kept(kept(made, NOW), NOW) == kept(made, NOW)


@given(st.lists(st.timedeltas(timedelta(minutes=15), timedelta(days=2)), min_size=1, max_size=200))
def test_day_by_day_the_weeks_fill(gaps):
    """If the rule is applied at each new copy, each of the last four weeks that had a copy still has one."""
    now, here, ever = NOW, set(), []
    for gap in gaps:
        now += gap
        ever.append(now)
        here = set(kept({*here, now}, now))
    weeks = lambda moments: {london_date(moment).isocalendar()[:2] for moment in moments if now - moment <= LIFE}  # noqa: E731  one line
    assert sorted(weeks(ever))[-WEEKS:] == sorted(weeks(here))[-WEEKS:]
    assert {london_date(moment) for moment in ever[-NEWEST:] if now - moment <= LIFE} <= {
        london_date(moment) for moment in here
    }


def test_a_clock_that_was_wrong_for_a_day_takes_no_history_away():
    """Copies dated in the future are kept until there are five others, and cause no other copy to be deleted."""
    good = {ago(days=number) for number in range(5)}
    wrong = {NOW + timedelta(days=400, hours=number) for number in range(3)}
    assert kept(wrong, NOW) == wrong
    assert kept({*wrong, NOW}, NOW) == {*wrong, NOW}
    assert kept({*wrong, *good}, NOW) == good
