"""The counts of a period for statistics: every case, stored or erased, counted from the read model without opening any.

Each row is put into its kinds by SQL; Python counts columns of it, which is faster than grouping each of them in SQL by sorting.
"""

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from operator import itemgetter
from typing import Any, cast

from sqlmodel import Session

from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.summary import BY_LAST_DATE
from champion_tui.domain.dates.stage import THREATENED_WITHIN_DAYS, Stage
from champion_tui.domain.figures.tally import BY, CAN_BE_SENT, NO, NOT_KNOWN, NOT_SENT, UNFINISHED, YES, Joined, Tally
from champion_tui.store.database.connection import plain
from champion_tui.store.errors import StoreDamaged
from champion_tui.store.history.converters import UNREADABLE

STORED = (
    "SELECT begun_on, sent_on, body_type, authority, stage, status, outcome, reason, needs, contact_on, result, result_on, before_56,"
    " last_date FROM case_summary"
)
ERASED = (
    "SELECT created_on, sent_on, body_type, authority, stage, status, outcome, reason, '[]', contact_on, result, result_on, before_56,"
    " NULL FROM erased_case"
)
EVERYBODY = f"(SELECT * FROM ({STORED}) UNION ALL SELECT * FROM ({ERASED}))"  # noqa: S608  names of our own


def _days(start: str, end: str) -> str:
    """Whole days from one column to another, none below 0; nothing where one of them is not known."""
    return f"CAST(max(0, julianday({end}) - julianday({start})) AS INTEGER)"


def _known(column: str) -> str:
    return f"ifnull(nullif({column}, ''), :not_known)"


STAGED = (
    "CASE WHEN stage IS NOT :by_last_date THEN stage WHEN last_date IS NULL THEN :unknown"
    " WHEN julianday(last_date) - julianday(begun_on) <= :within THEN :threatened ELSE :early END"
)
"""The stage; of one that depends on the day that of the day on which the case was begun."""

KINDS = (
    "substr(sent_on, 1, 7)",
    _known("body_type"),
    _known("authority"),
    _known(STAGED),
    f"ifnull(nullif(result, ''), {_known('status')})",
    _known("reason"),
    "CASE before_56 WHEN 1 THEN :yes WHEN 0 THEN :no ELSE :not_known END",
)
"""For each of ``BY`` the id of a referral."""

SENT = (
    f"SELECT {', '.join(KINDS)}, needs, {_days('begun_on', 'sent_on')}, {_days('sent_on', 'contact_on')},"  # noqa: S608  the same
    f" {_days('contact_on', 'result_on')} FROM {EVERYBODY} WHERE sent_on BETWEEN :first AND :last"
)
JOINED = itemgetter(BY.index("authority"), BY.index("body-type"), len(BY) + 1, len(BY) + 2, len(BY) + 3)
"""The columns of ``Joined`` in a row of ``SENT``."""

UNSENT = (
    "SELECT CASE WHEN status = :withdrawn THEN status"  # noqa: S608  the same
    f" WHEN outcome IN ({', '.join(repr(each) for each in CAN_BE_SENT)}) THEN :not_sent"
    f" ELSE ifnull(nullif(outcome, ''), :unfinished) END, count(*) FROM {EVERYBODY}"
    " WHERE sent_on IS NULL AND begun_on BETWEEN :first AND :last GROUP BY 1"
)


def tally(session: Session, first: date | None, last: date | None) -> Tally:
    """The counts from ``first`` to ``last``, both included (None: open). Raises ``StoreDamaged``."""
    connection = plain(session)
    period = {"first": (first or date.min).isoformat(), "last": (last or date.max).isoformat()}
    words = {
        **period,
        "not_known": NOT_KNOWN,
        "by_last_date": BY_LAST_DATE,
        "unknown": Stage.UNKNOWN,
        "threatened": Stage.THREATENED,
        "early": Stage.EARLY,
        "within": THREATENED_WITHIN_DAYS,
        "yes": YES,
        "no": NO,
    }
    why = {**period, "withdrawn": CaseStatus.WITHDRAWN, "not_sent": NOT_SENT, "unfinished": UNFINISHED}
    try:
        rows = cast("list[tuple[Any, ...]]", connection.execute(SENT, words).fetchall())
        columns = list(zip(*rows, strict=True)) or [()] * (len(BY) + 1)
        return Tally(
            by={name: Counter(column) for name, column in zip(BY, columns, strict=False)},
            needs=_needs(columns[len(BY)]),
            joined=cast("Counter[Joined]", Counter(map(JOINED, rows))),
            why_not=dict(cast("list[tuple[str, int]]", connection.execute(UNSENT, why).fetchall())),
        )
    except (ValueError, TypeError):
        raise StoreDamaged(UNREADABLE) from None


def _needs(lists: Sequence[str]) -> Counter[str]:
    """How often each need comes. The lists are few and come again and again: each is read once."""
    found = Counter[str]()
    for ids, count in Counter(lists).items():
        for need in json.loads(ids):
            found[need] += count
    return found
