"""How many days pass between one service and the next, by council and by referring body.

The cases of each join are part of those of the join before it. So a count that is hidden in one join is hidden in all that follow.
It is also hidden if the difference between two joins would be small (those that were sent and never reached, for example).
"""

from collections import Counter, defaultdict
from collections.abc import Mapping
from enum import StrEnum

from champion_tui.domain.figures.suppression import Days, days_taken, hidden_among, is_small
from champion_tui.domain.figures.tally import Tally
from champion_tui.ground.values import immutable


class Join(StrEnum):
    """From which point to which point the days are counted."""

    FIRST_CONTACT_TO_SENT = "first-contact-to-sent"
    SENT_TO_CONTACT = "sent-to-contact"
    CONTACT_TO_OUTCOME = "contact-to-outcome"


GROUPS = ("authority", "body-type")
"""The groups that are shown, in the order of ``Joined``. They are two of the tables of ``statistics``, which count the same
referrals.
"""


@immutable
class JoinDays:
    """The days of each join. Nothing may be published about this council or body for a join that is missing here."""

    days: Mapping[Join, Days]


def joins(counted: Tally) -> Mapping[str, Mapping[str, JoinDays]]:
    """Returns, by ``GROUPS`` and then by id, the days of each join, as far as they may be published."""
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
    """Returns the ids to hide among a join's ``counts``, or None to hide all. ``larger`` are the counts of the joins before it,
    ``before`` what the last of them hides.
    """
    totals = [sum(counts.values()), *(sum(each.values()) - sum(counts.values()) for each in larger)]
    if before is None or any(map(is_small, totals)):
        return None
    between = {each for more in larger for each in counts if is_small(more[each] - counts[each])}
    return hidden_among(counts, before | between)
