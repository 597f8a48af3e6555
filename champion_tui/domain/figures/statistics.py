"""Monitoring without identities: counts of referrals, the days that they took, and why others were not referred.

A referral counts in the period in which it was sent, a case that was not referred in the one in which it was begun.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.summary import FigureRow
from champion_tui.domain.figures.suppression import Days, Table, days_taken, hidden_among, is_small, published

NOT_KNOWN = "not-known"
"""In place of an id that a case does not have."""

YES, NO = "yes", "no"
NOT_SENT = "not-sent"
"""Why a case was not referred that could have been: nobody has sent it yet."""
UNFINISHED = "unfinished"
"""Why a case was not referred whose questions are not all answered."""

_CAN_BE_SENT = frozenset({"refer", "other-authority"})
"""The outcomes with a referral (design section 3)."""


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of a period, both ends included (None: open). Hidden numbers are None (``suppression.py``).

    ``by`` has a table for each of ``BY`` and ``need``; the counts of ``need`` do not add up, because a case has several or none, and
    erased cases keep none. ``share_before_56`` is that of the referrals sent before the 56 days began, from 0 to 1, among those of which
    it is known. ``to_sent`` counts from the first contact to sending, ``to_contact`` from sending to contact.
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


def _month(row: FigureRow) -> str:
    return "" if row.sent_on is None else row.sent_on.isoformat()[: len("2026-11")]


def _before_56(row: FigureRow) -> str:
    return "" if row.before_56 is None else YES if row.before_56 else NO


BY: Mapping[str, Callable[[FigureRow], str]] = {
    "month": _month,
    "body-type": lambda row: row.body_type,
    "authority": lambda row: row.authority,
    "stage": lambda row: row.stage,
    "outcome": lambda row: row.result or row.status,
    "reason": lambda row: row.reason,
    "before-56": _before_56,
}
"""By what referrals are counted; each table adds up to all of them. ``outcome`` is what the council decided, else how far it is."""


def statistics(rows: Iterable[FigureRow], first: date | None = None, last: date | None = None) -> Statistics:
    """The figures of the ``rows`` in the period from ``first`` to ``last``."""
    sent, unsent = _in_period(rows, first, last)
    by = {name: _table(counted(sent, of)) for name, of in BY.items()} if not is_small(len(sent)) else _withheld(BY)
    needs = Counter(need for row in sent for need in row.needs)
    by["need"] = _withheld(["need"])["need"] if is_small(len(sent)) else published(needs, _small(needs))
    why = Counter(map(why_not_referred, unsent))
    contacts = [days for row in sent if (days := days_to_contact(row)) is not None]
    rest_is_small = is_small(len(sent) - len(contacts))
    return Statistics(
        first=first,
        last=last,
        referrals=_shown(len(sent)),
        by=by,
        to_sent=days_taken([days_to_sent(row) for row in sent], shown=True),
        to_contact=days_taken(contacts, shown=not rest_is_small),
        share_before_56=_share(by["before-56"]),
        not_referred=_shown(len(unsent)),
        why_not=Table(withheld=True) if is_small(len(unsent)) else _table(why),
    )


def counted(rows: Iterable[FigureRow], of: Callable[[FigureRow], str]) -> Counter[str]:
    """How many ``rows`` there are of each id."""
    return Counter(of(row) or NOT_KNOWN for row in rows)


def sent_in(rows: Iterable[FigureRow], first: date | None, last: date | None) -> list[FigureRow]:
    """The ``rows`` of referrals sent in the period."""
    return _in_period(rows, first, last)[0]


def days_to_sent(row: FigureRow) -> int:
    """Days from the first contact to sending; 0 for a case that was begun here after it was sent."""
    return 0 if row.sent_on is None else max((row.sent_on - row.begun_on).days, 0)


def days_to_contact(row: FigureRow) -> int | None:
    """Days from sending to contact; None where there was none, as far as is known."""
    return None if row.sent_on is None or row.contact_on is None else max((row.contact_on - row.sent_on).days, 0)


def why_not_referred(row: FigureRow) -> str:
    """Why a case that was not sent was not referred: withdrawn, not sent yet, unfinished, or its outcome's id."""
    if row.status == CaseStatus.WITHDRAWN:
        return row.status
    return NOT_SENT if row.outcome in _CAN_BE_SENT else row.outcome or UNFINISHED


def _in_period(
    rows: Iterable[FigureRow], first: date | None, last: date | None
) -> tuple[list[FigureRow], list[FigureRow]]:
    """The referrals sent in the period, and the cases begun in it that were not sent."""
    from_day, to_day = first or date.min, last or date.max
    sent: list[FigureRow] = []
    unsent: list[FigureRow] = []
    for row in rows:
        if from_day <= (row.sent_on or row.begun_on) <= to_day:
            (unsent if row.sent_on is None else sent).append(row)
    return sent, unsent


def _table(counts: Mapping[str, int]) -> Table:
    return published(counts, hidden_among(counts))


def _small(counts: Mapping[str, int]) -> frozenset[str]:
    return frozenset(each for each, count in counts.items() if is_small(count))


def _withheld(names: Iterable[str]) -> dict[str, Table]:
    return {name: Table(withheld=True) for name in names}


def _shown(count: int) -> int | None:
    return None if is_small(count) else count


def _share(table: Table) -> float | None:
    before, after = table.counts.get(YES, 0), table.counts.get(NO, 0)
    if table.withheld or before is None or after is None or before + after == 0:
        return None
    return before / (before + after)
