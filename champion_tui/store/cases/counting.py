"""Counts a period for statistics: every case, stored or erased, from the read model, without opening any.

SQL reads the columns and works out days. Python counts each column, which is faster than grouping in SQL by sorting.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date
from typing import Any, cast

from sqlmodel import Session

from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.summary import BY_LAST_DATE
from champion_tui.domain.dates.stage import THREATENED_WITHIN_DAYS, Stage
from champion_tui.domain.figures.tally import BY, CAN_BE_SENT, NO, NOT_KNOWN, NOT_SENT, UNFINISHED, YES, Joined, Tally
from champion_tui.store.database.connection import plain
from champion_tui.store.errors import StoreDamaged
from champion_tui.store.history.converters import UNREADABLE

STORED = "case_summary", "begun_on", "needs", "last_date"
ERASED = "erased_case", "created_on", "'[]'", "NULL"
"""The tables, and where they differ: the day on which a case was begun, its needs, the last day in the home."""


def _days(start: str, end: str) -> str:
    """Returns SQL for the whole days from one column to another, at least 0; NULL if one of them is unknown."""
    return f"CAST(max(0, julianday({end}) - julianday({start})) AS INTEGER)"


def _sent(table: str, begun: str, needs: str, last: str) -> str:
    """Returns SQL for each column of the referrals sent in a period as one JSON text: those of ``BY``, the needs, and
    the days of ``Joined``. Reading row by row, with an object for each value, takes twice as long. No text is built
    within a row: the cipher locks and wipes all memory, so a text built in SQL costs twenty times as much as a stored
    one. As a period can be anything, the rows are read in file order, not along an index.
    """
    begun_within = f"julianday({last}) - julianday({begun}) <= {THREATENED_WITHIN_DAYS}"
    stage = (
        f"CASE WHEN stage IS NOT '{BY_LAST_DATE}' THEN stage WHEN {last} IS NULL THEN '{Stage.UNKNOWN}'"
        f" WHEN {begun_within} THEN '{Stage.THREATENED}' ELSE '{Stage.EARLY}' END"
    )
    outcome = "CASE WHEN result > '' THEN result ELSE status END"
    columns = (
        *("sent_on", "body_type", "authority", stage, outcome, "reason", "before_56", needs),
        *(_days(begun, "sent_on"), _days("sent_on", "contact_on"), _days("contact_on", "result_on")),
    )
    each = ", ".join(f"json_group_array({column})" for column in columns)
    return f"SELECT {each} FROM {table} WHERE +sent_on BETWEEN :first AND :last"  # noqa: S608  names of our own


def _unsent(table: str, begun: str) -> str:
    outcomes = ", ".join(repr(each) for each in CAN_BE_SENT)
    return (
        "SELECT CASE WHEN status = :withdrawn THEN status"  # noqa: S608  the same
        f" WHEN outcome IN ({outcomes}) THEN :not_sent ELSE ifnull(nullif(outcome, ''), :unfinished) END, count(*)"
        f" FROM {table} WHERE sent_on IS NULL AND {begun} BETWEEN :first AND :last"
    )


def tally(
    session: Session, first: date | None, last: date | None, but: Collection[str] = (), trees: Collection[str] = ()
) -> Tally:
    """Returns the counts from ``first`` to ``last``, both included (None: open), without cases that have an outcome in ``but``,
    and without those of ``trees`` that have no outcome yet. For an erased case the tree is not known. Raises ``StoreDamaged``.
    """
    connection = plain(session)
    period = {
        "first": (first or date.min).isoformat(),
        "last": (last or date.max).isoformat(),
        **{f"but{place}": outcome for place, outcome in enumerate(sorted(but))},
        **{f"tree{place}": tree for place, tree in enumerate(sorted(trees))},
    }
    without = ", ".join(f":but{place}" for place in range(len(but)))
    # The two outcomes of nearly every referral are tested first: comparing with a dozen takes as long as reading three
    # columns.
    usual = ", ".join(repr(each) for each in CAN_BE_SENT if each not in but)
    counts = f" AND (outcome IN ({usual}) OR outcome IS NULL OR outcome NOT IN ({without}))"
    named = ", ".join(f":tree{place}" for place in range(len(trees)))
    # Only if no outcome decides, so that a hundred thousand cases are not all looked up.
    through = f"SELECT 1 FROM case_record WHERE case_record.id = case_id AND tree_id IN ({named})"  # noqa: S608  names of our own
    other_trees = f" AND NOT (ifnull(outcome, '') = '' AND EXISTS ({through}))"
    why = {**period, "withdrawn": str(CaseStatus.WITHDRAWN), "not_sent": NOT_SENT, "unfinished": UNFINISHED}
    try:
        by: dict[str, Counter[str]] = {table: Counter() for table in BY}
        needs, others, joined = Counter[str](), Counter[str](), Counter[Joined]()
        for where in (STORED, ERASED):
            found = connection.execute(_sent(*where) + counts, period).fetchone() or ()
            columns: list[list[Any]] = [json.loads(str(column)) for column in found]
            for table, values in zip(BY, columns[: len(BY)], strict=True):
                _count(by[table], values, IDS.get(table))
            wanted, *days = columns[len(BY) :]
            for listed, count in Counter(wanted).items():
                for need in json.loads(listed):
                    needs[need] += count
            of_each = zip(columns[BY.index("authority")], columns[BY.index("body-type")], *days, strict=True)
            for (council, who, *took), count in Counter(of_each).items():
                joined[(council or NOT_KNOWN, who or NOT_KNOWN, *took)] += count
            here = counts + (other_trees if where == STORED else "")
            unsent = connection.execute(f"{_unsent(*where[:2])}{here} GROUP BY 1", why).fetchall()
            others += Counter(dict(cast("list[tuple[str, int]]", unsent)))
        return Tally(by=by, needs=needs, joined=joined, why_not=others)
    except (ValueError, TypeError):
        raise StoreDamaged(UNREADABLE) from None


FLAGS = {1: YES, 0: NO}
IDS: dict[str, Callable[[Any], str | None]] = {"month": lambda day: day[: len("2026-11")], "before-56": FLAGS.get}
"""By table, how to turn a column's value into an id, if it is not one already."""


def _count(found: Counter[str], values: Iterable[Any], of: Callable[[Any], str | None] | None) -> None:
    """Adds the number of values for each id. There are few different values, so each is converted once."""
    for value, count in Counter(values).items():
        found[(of(value) if of else value) or NOT_KNOWN] += count
