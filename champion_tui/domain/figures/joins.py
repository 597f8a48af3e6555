"""Performance at the joins: how many days pass between one service and the next, by council and by body.

The cases of each join are part of those of the join before it. So a count is hidden in all that follow once it is hidden in one, and
also where what lies between two joins (those that were sent and never reached, say) would be a small number.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from enum import StrEnum

from champion_tui.domain.figures.suppression import Days, days_taken, hidden_among, is_small
from champion_tui.domain.figures.tally import Tally
from champion_tui.ground.values import immutable


class Join(StrEnum):
    """From where to where."""

    FIRST_CONTACT_TO_SENT = "first-contact-to-sent"
    SENT_TO_CONTACT = "sent-to-contact"
    CONTACT_TO_OUTCOME = "contact-to-outcome"


GROUPS = ("authority", "body-type")
"""By what it is shown, in the order of ``Joined``: two of the tables of ``statistics``, which count the same referrals."""


@immutable
class JoinDays:
    """The days of each join; for a join that is not there nothing may be said of this council or body."""

    days: Mapping[Join, Days]


def joins(counted: Tally) -> Mapping[str, Mapping[str, JoinDays]]:
    """By ``GROUPS``, then by id: the days of each join, as far as they may be published of a tally."""
    return {group: _by(counted, place) for place, group in enumerate(GROUPS)}


def _by(counted: Tally, group: int) -> Mapping[str, JoinDays]:
    shown: dict[str, dict[Join, Days]] = defaultdict(dict)
    larger: list[Mapping[str, int]] = []
    hidden: frozenset[str] | None = frozenset()
    for place, join in enumerate(Join, len(GROUPS)):
        mine: dict[str, Counter[int]] = defaultdict(Counter)
        for key, count in counted.joined.items():
            who, days = key[group], key[place]
            if isinstance(who, str) and isinstance(days, int):
                mine[who][days] += count
        counts = {each: days.total() for each, days in mine.items()}
        hidden = _hidden(counts, larger, hidden)
        larger.append(counts)
        for each in counts.keys() - hidden if hidden is not None else ():
            shown[each][join] = days_taken(mine[each], shown=True)
    return {each: JoinDays(days) for each, days in sorted(shown.items())}


def _hidden(
    counts: Mapping[str, int], larger: list[Mapping[str, int]], before: frozenset[str] | None
) -> frozenset[str] | None:
    """What to hide of a join's ``counts``; None for all of it. ``larger`` are the counts of the joins before it, ``before`` what the last
    of them hides.
    """
    totals = [sum(counts.values()), *(sum(each.values()) - sum(counts.values()) for each in larger)]
    if before is None or any(map(is_small, totals)):
        return None
    between = {each for more in larger for each in counts if is_small(more[each] - counts[each])}
    return hidden_among(counts, before | between)
