"""Statistics the slow way: one row for each case, counted in Python by the rules as written. The store's counts are compared
with it.
"""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from champion_tui.domain.figures.tally import BY, CAN_BE_SENT, NO, NOT_KNOWN, NOT_SENT, UNFINISHED, YES, Tally


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One case, stored or erased, as statistics count it, with nothing that identifies anybody. If ``erased``, only the summary
    of the erased case is left, which has no needs.
    """

    begun_on: date
    sent_on: date | None
    authority: str
    body_type: str
    stage: str
    outcome: str
    status: str
    reason: str
    needs: tuple[str, ...]
    contact_on: date | None
    result: str
    result_on: date | None
    before_56: bool | None
    erased: bool


OF = {
    "month": lambda row: row.sent_on.isoformat()[:7],
    "body-type": lambda row: row.body_type,
    "authority": lambda row: row.authority,
    "stage": lambda row: row.stage,
    "outcome": lambda row: row.result or row.status,
    "reason": lambda row: row.reason,
    "before-56": lambda row: "" if row.before_56 is None else YES if row.before_56 else NO,
}
assert tuple(OF) == BY


def counted(rows, of):
    """Returns the number of rows for each id."""
    return Counter(of(row) or NOT_KNOWN for row in rows)


def days(start, end):
    """Returns the whole days between two days, at least 0; None if one is unknown."""
    return None if start is None or end is None else max((end - start).days, 0)


def why(row):
    """Returns why a case was not referred."""
    if row.status == "withdrawn":
        return row.status
    return NOT_SENT if row.outcome in CAN_BE_SENT else row.outcome or UNFINISHED


def tally(rows, first=None, last=None):
    """Returns the counts of the rows in a period; ``first`` and ``last`` are included, None means open."""
    within = [row for row in rows if (first or date.min) <= (row.sent_on or row.begun_on) <= (last or date.max)]
    sent = [row for row in within if row.sent_on is not None]
    return Tally(
        by={name: counted(sent, of) for name, of in OF.items()},
        needs=Counter(need for row in sent for need in row.needs),
        joined=Counter(
            (
                row.authority or NOT_KNOWN,
                row.body_type or NOT_KNOWN,
                days(row.begun_on, row.sent_on),
                days(row.sent_on, row.contact_on),
                days(row.contact_on, row.result_on),
            )
            for row in sent
        ),
        why_not=Counter(why(row) for row in within if row.sent_on is None),
    )
