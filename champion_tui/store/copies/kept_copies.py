"""Which safety copies stay: a pure calculation over the moments at which they were made."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from itertools import pairwise

from champion_tui.ground.calendar import london_date

NEWEST, DAYS, WEEKS = 5, 7, 4
LIFE = timedelta(days=28)
"""The stated life of a copy: what was erased from the store is gone from the copies on this machine after it."""


AT_ONCE = 3
"""How many are taken away when one is made. In quiet times one goes as one comes; a clock that jumps by years makes all of them
look old at once, and is found out before the rest has gone.
"""


def leaving(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments whose copies go now: of those that ``kept`` does not name the oldest, ``AT_ONCE`` at most."""
    moments = set(made)
    return frozenset(sorted(moments - kept(moments, now))[:AT_ONCE])


def kept(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """The moments whose copies stay: the newest 5, the last of each of 7 days, the last of each of 4 weeks.

    Nothing older than ``LIFE`` stays while there is a newer one. A moment after ``now`` comes from a clock that was wrong
    then or is wrong now: such copies stay until there are enough others, so that one bad day takes away no history.
    """
    newest_first = sorted(set(made), reverse=True)
    dated = [moment for moment in newest_first if moment <= now]
    undated = [moment for moment in newest_first if moment > now]
    young = [moment for moment in dated if moment == dated[0] or now - moment <= LIFE]
    return frozenset(
        young[:NEWEST]
        + _last_of_each(young, DAYS, lambda moment: london_date(moment).isoformat())
        + _last_of_each(young, WEEKS, lambda moment: "{}-{}".format(*london_date(moment).isocalendar()))
        + undated[: max(0, NEWEST - len(dated))]
    )


def _last_of_each(newest_first: list[datetime], periods: int, period: Callable[[datetime], str]) -> list[datetime]:
    """The last moment within each of the newest ``periods`` that have any."""
    ends = newest_first[:1] + [older for newer, older in pairwise(newest_first) if period(newer) != period(older)]
    return ends[:periods]
