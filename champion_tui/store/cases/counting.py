"""The counts of a period for statistics: every case, stored or erased, counted from the read model without opening any.

SQL reads the columns and works out days; Python counts column by column, which is faster than grouping each of them in SQL by sorting.
"""

import json
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from datetime import date
from operator import itemgetter
from typing import Any, cast

from sqlmodel import Session

from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.summary import BY_LAST_DATE
from champion_tui.domain.dates.stage import Stage, stage_from_last_date
from champion_tui.domain.figures.tally import BY, CAN_BE_SENT, NO, NOT_KNOWN, NOT_SENT, UNFINISHED, YES, Joined, Tally
from champion_tui.store.database.connection import plain
from champion_tui.store.errors import StoreDamaged
from champion_tui.store.history.converters import UNREADABLE

STORED = "case_summary", "begun_on", "needs", "last_date"
ERASED = "erased_case", "created_on", "'[]'", "NULL"
"""Where the rows stand, and what differs between the two: the day on which a case was begun, its needs, the last day in the home."""


def _days(start: str, end: str) -> str:
    """Whole days from one column to another, none below 0; nothing where one of them is not known."""
    return f"CAST(max(0, julianday({end}) - julianday({start})) AS INTEGER)"


def _sent(table: str, begun: str, needs: str, last: str) -> str:
    """The columns of each referral sent in a period. No text is made here: every piece of memory is locked and wiped, which makes a text ten
    times as dear as the one in the row. A period can be anything, so the rows are read in their order, and not along an index.
    """
    by_last_date = "CASE WHEN stage = :by_last_date THEN {} END"
    columns = (
        *("sent_on", "body_type", "authority", "stage", "result", "status", "reason", "before_56", needs),
        *(_days(begun, "sent_on"), _days("sent_on", "contact_on"), _days("contact_on", "result_on")),
        *(by_last_date.format(begun), by_last_date.format(last)),
    )
    return f"SELECT {', '.join(columns)} FROM {table} WHERE +sent_on BETWEEN :first AND :last"  # noqa: S608  names of our own


def _unsent(table: str, begun: str) -> str:
    outcomes = ", ".join(repr(each) for each in CAN_BE_SENT)
    return (
        "SELECT CASE WHEN status = :withdrawn THEN status"  # noqa: S608  the same
        f" WHEN outcome IN ({outcomes}) THEN :not_sent ELSE ifnull(nullif(outcome, ''), :unfinished) END, count(*)"
        f" FROM {table} WHERE sent_on IS NULL AND {begun} BETWEEN :first AND :last"
    )


SENT_ON = itemgetter(0)
KINDS = itemgetter(1, 2, 4, 5, 6, 7, 8)
STAGED = itemgetter(3, 12, 13)
JOINED = itemgetter(2, 1, 9, 10, 11)
"""The columns of a row of ``_sent`` that are counted together: cases are of few kinds, so that each kind is looked at once."""


def tally(
    session: Session, first: date | None, last: date | None, but: Collection[str] = (), trees: Collection[str] = ()
) -> Tally:
    """The counts from ``first`` to ``last``, both included (None: open), without cases that have one of the outcomes ``but``, and without those
    of ``trees`` that have none yet. Of an erased case nothing says which tree it went through. Raises ``StoreDamaged``.
    """
    connection = plain(session)
    period = {
        "first": (first or date.min).isoformat(),
        "last": (last or date.max).isoformat(),
        **{f"but{place}": outcome for place, outcome in enumerate(sorted(but))},
        **{f"tree{place}": tree for place, tree in enumerate(sorted(trees))},
    }
    without = ", ".join(f":but{place}" for place in range(len(but)))
    counts = f" AND (outcome IS NULL OR outcome NOT IN ({without}))"
    named = ", ".join(f":tree{place}" for place in range(len(trees)))
    # Only where no outcome tells: so each of a hundred thousand cases is not looked up.
    through = f"SELECT 1 FROM case_record WHERE case_record.id = case_id AND tree_id IN ({named})"  # noqa: S608  names of our own
    other_trees = f" AND NOT (ifnull(outcome, '') = '' AND EXISTS ({through}))"
    words = {**period, "by_last_date": BY_LAST_DATE}
    why = {**period, "withdrawn": str(CaseStatus.WITHDRAWN), "not_sent": NOT_SENT, "unfinished": UNFINISHED}
    try:
        rows, others = list[tuple[Any, ...]](), Counter[str]()
        for where in (STORED, ERASED):
            rows += cast("list[tuple[Any, ...]]", connection.execute(_sent(*where) + counts, words).fetchall())
            here = counts + (other_trees if where == STORED else "")
            unsent = connection.execute(f"{_unsent(*where[:2])}{here} GROUP BY 1", why).fetchall()
            others += Counter(dict(cast("list[tuple[str, int]]", unsent)))
        kinds = Counter(map(KINDS, rows))
        body, authority, outcome, reason, before, needs = (Counter[str]() for _ in range(6))
        for (of_body, of_authority, result, status, of_reason, flag, lists), count in kinds.items():
            body[of_body or NOT_KNOWN] += count
            authority[of_authority or NOT_KNOWN] += count
            outcome[result or status or NOT_KNOWN] += count
            reason[of_reason or NOT_KNOWN] += count
            before[FLAGS.get(flag, NOT_KNOWN)] += count
            for need in json.loads(lists):
                needs[need] += count
        by = (
            _counted(map(SENT_ON, rows), lambda day: day[: len("2026-11")]),
            body,
            authority,
            _counted(map(STAGED, rows), _staged),
            outcome,
            reason,
            before,
        )
        joined = Counter[Joined]()
        for (council, who, *days), count in Counter(map(JOINED, rows)).items():
            joined[(council or NOT_KNOWN, who or NOT_KNOWN, *days)] += count
        return Tally(by=dict(zip(BY, by, strict=True)), needs=needs, joined=joined, why_not=others)
    except (ValueError, TypeError):
        raise StoreDamaged(UNREADABLE) from None


FLAGS = {1: YES, 0: NO}


def _counted(values: Iterable[Any], of: Callable[[Any], str | None]) -> Counter[str]:
    """How many there are of each id. Values are few and come again and again: ``of`` reads each once."""
    found = Counter[str]()
    for value, count in Counter(values).items():
        found[of(value) or NOT_KNOWN] += count
    return found


def _staged(one: tuple[str | None, str | None, str | None]) -> str | None:
    """The stage; of one that depends on the day that of the day on which the case was begun."""
    stage, begun, last = one
    if stage != BY_LAST_DATE or begun is None:
        return stage
    return Stage.UNKNOWN if last is None else stage_from_last_date(date.fromisoformat(last), date.fromisoformat(begun))
