"""Performance at the joins: how many days pass between one service and the next, by council and by body.

The cases of each join are part of those of the join before it. So a count is hidden in all that follow once it is hidden in one, and
also where what lies between two joins (those that were sent and never reached, say) would be a small number.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from champion_tui.domain.cases.summary import FigureRow
from champion_tui.domain.figures.statistics import BY, NOT_KNOWN, days_to_contact, days_to_sent, sent_in
from champion_tui.domain.figures.suppression import Days, days_taken, hidden_among, is_small


class Join(StrEnum):
    """From where to where."""

    FIRST_CONTACT_TO_SENT = "first-contact-to-sent"
    SENT_TO_CONTACT = "sent-to-contact"
    CONTACT_TO_OUTCOME = "contact-to-outcome"


GROUPS = ("authority", "body-type")
"""By what it is shown: two of the tables of ``statistics``, which count the same referrals."""


@dataclass(frozen=True, slots=True)
class JoinDays:
    """The days of each join; for a join that is not there nothing may be said of this council or body."""

    days: Mapping[Join, Days]


def joins(
    rows: Iterable[FigureRow], first: date | None = None, last: date | None = None
) -> Mapping[str, Mapping[str, JoinDays]]:
    """By ``GROUPS``, then by id: the days of each join for the referrals sent in the period (both ends included)."""
    sent = sent_in(rows, first, last)
    return {group: _by(BY[group], sent) for group in GROUPS}


def days_to_outcome(row: FigureRow) -> int | None:
    """Days from contact to the council's outcome; None where one of the two is not known."""
    return None if row.contact_on is None or row.result_on is None else max((row.result_on - row.contact_on).days, 0)


_DAYS: Mapping[Join, Callable[[FigureRow], int | None]] = {
    Join.FIRST_CONTACT_TO_SENT: days_to_sent,
    Join.SENT_TO_CONTACT: days_to_contact,
    Join.CONTACT_TO_OUTCOME: days_to_outcome,
}


def _by(of: Callable[[FigureRow], str], sent: list[FigureRow]) -> Mapping[str, JoinDays]:
    shown: dict[str, dict[Join, Days]] = defaultdict(dict)
    larger: list[Mapping[str, int]] = []
    hidden: frozenset[str] | None = frozenset()
    for join, took in _DAYS.items():
        mine: dict[str, list[int]] = defaultdict(list)
        for row in sent:
            if (days := took(row)) is not None:
                mine[of(row) or NOT_KNOWN].append(days)
        counts = {each: len(days) for each, days in mine.items()}
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
