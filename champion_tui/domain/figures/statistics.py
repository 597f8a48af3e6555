"""Monitoring without identities: counts of referrals, how many days they took, and why other cases were not referred.

A referral counts in the period in which it was sent; a case that was not referred counts in the period in which it was begun.
"""

from collections.abc import Mapping
from datetime import date

from champion_tui.domain.figures.suppression import Days, Table, days_taken, hidden_among, is_small, published
from champion_tui.domain.figures.tally import NO, YES, Tally
from champion_tui.ground.values import immutable

TO_SENT, TO_CONTACT = 2, 3
"""Their indexes in ``Joined``."""


@immutable
class Statistics:
    """The figures of a period, both ends included (None means open). Hidden numbers are None (``suppression.py``).

    ``by`` has a table for each of ``BY`` and one for ``need``. The counts of ``need`` do not add up, because a case has several or
    none, and erased cases keep none. ``share_before_56`` is the share of referrals sent before the 56 days began, from 0 to 1,
    among those for which it is known. ``to_sent`` counts days from the first contact to sending, ``to_contact`` from sending to
    contact.
    """

    first: date | None
    last: date | None
    referrals: int | None
    by: Mapping[str, Table]
    to_sent: Days
    to_contact: Days
    share_before_56: float | None
    not_referred: int | None
    why_not: Table


def statistics(counted: Tally, first: date | None = None, last: date | None = None) -> Statistics:
    """Returns what may be published of a tally of the period from ``first`` to ``last``."""
    sent, contacts = counted.sent, counted.days(TO_CONTACT)
    small = is_small(sent)
    by = {name: Table(withheld=True) if small else _table(counts) for name, counts in counted.by.items()}
    by["need"] = Table(withheld=True) if small else published(counted.needs, _small(counted.needs))
    rest_is_small = is_small(sent - sum(contacts.values()))
    return Statistics(
        first=first,
        last=last,
        referrals=_shown(sent),
        by=by,
        to_sent=days_taken(counted.days(TO_SENT), shown=True),
        to_contact=days_taken(contacts, shown=not rest_is_small),
        share_before_56=_share(by["before-56"]),
        not_referred=_shown(counted.not_referred),
        why_not=Table(withheld=True) if is_small(counted.not_referred) else _table(counted.why_not),
    )


def _table(counts: Mapping[str, int]) -> Table:
    return published(counts, hidden_among(counts))


def _small(counts: Mapping[str, int]) -> frozenset[str]:
    return frozenset(each for each, count in counts.items() if is_small(count))


def _shown(count: int) -> int | None:
    return None if is_small(count) else count


def _share(table: Table) -> float | None:
    before, after = table.counts.get(YES, 0), table.counts.get(NO, 0)
    if table.withheld or before is None or after is None or before + after == 0:
        return None
    return before / (before + after)
