"""Lists, dues, counts and figures, read from the read model alone: a window of rows, never every case.

What depends on the day is worked out here: whether a due shows, whether a stage has come, whether a referral has expired. Each
function works within a transaction that its caller holds, on plain columns.
"""

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from sqlmodel import Session

from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.reference_code import search_key
from champion_tui.domain.cases.summary import (
    BY_LAST_DATE,
    CasePage,
    CaseQuery,
    CaseSummary,
    Counts,
    Due,
    DueKind,
    FigureRow,
    Listed,
    SortBy,
)
from champion_tui.domain.dates.stage import THREATENED_WITHIN_DAYS, Stage, stage_from_last_date
from champion_tui.store.cases.summaries import SEARCH
from champion_tui.store.cases.summary_rows import (
    COLUMNS,
    KIND_RANKS,
    KINDS,
    STATUS_RANKS,
    clean,
    day,
    due_from,
    from_rows,
)
from champion_tui.store.database.connection import plain
from champion_tui.store.database.driver import Connection
from champion_tui.store.database.tables import TEXT_INDEX
from champion_tui.store.errors import StoreDamaged
from champion_tui.store.history.converters import UNREADABLE

EXPIRES_AFTER_DAYS = 182
"""26 weeks after a referral was sent and nothing but a receipt was heard of it."""

MAY_EXPIRE = (CaseStatus.SENT, CaseStatus.ACKNOWLEDGED)

TRIGRAM = 3
"""Characters of a word that the text index can find."""

FEW = 500
"""Cases found by a search up to which they are looked up one by one; of more, the list is walked until the window is full."""

AT_ONCE = 500

URGENCY = "d.kind_rank <> 0, ifnull(d.due, ?), d.kind_rank, d.case_id"
"""The order of dues: who is to be rung today, then by the day, then by what it is (the first kind has the number 0)."""

ORDER = {
    SortBy.CHANGED: "c.last_event DESC",
    SortBy.REFERENCE: "c.reference",
    SortBy.COUNCIL: "s.authority_words NULLS LAST",
    SortBy.STATUS: "s.status_rank, s.sent_on",
    SortBy.WORKER: "s.worker NULLS LAST",
    SortBy.LAST_DATE: "s.last_date NULLS LAST",
    SortBy.SENT: "s.sent_on DESC",
}


@dataclass(frozen=True, slots=True)
class _Which:
    """Which cases are wanted: conditions on ``s`` with what stands for their question marks."""

    conditions: tuple[str, ...] = ()
    values: tuple[object, ...] = ()

    def __add__(self, other: "_Which") -> "_Which":
        return _Which((*self.conditions, *other.conditions), (*self.values, *other.values))

    def where(self, *more: str) -> str:
        """All of them as a WHERE, "" where every case is wanted."""
        conditions = (*self.conditions, *more)
        return f" WHERE {' AND '.join(conditions)}" if conditions else ""


# -- lists --------------------------------------------------------------------------------------------------------------


def listed(session: Session, query: CaseQuery, today: date) -> CasePage:
    """The window that ``query`` asks for, as it is on the day ``today``."""
    connection = plain(session)
    which = _filtered(query, today)
    if query.search.split():
        which += _found(connection, query.search.split())
    total = _total(connection, which)
    if query.sort is SortBy.DUE:
        case_ids = _most_urgent_first(connection, which, query, today)
    else:
        case_ids = _sorted(connection, which, ORDER[query.sort], query.limit, query.offset)
    return CasePage(total, tuple(_rows(connection, case_ids, today)))


def _total(connection: Connection, which: _Which) -> int:
    return _count(connection, f"SELECT count(*) FROM case_summary s{which.where()}", which.values)  # noqa: S608  conditions of marks


def _sorted(connection: Connection, which: _Which, order: str, limit: int, offset: int) -> list[int]:
    found = connection.execute(
        "SELECT s.case_id FROM case_summary s JOIN case_record c ON c.id = s.case_id"  # noqa: S608  conditions are made here, of marks
        f"{which.where()} ORDER BY {order}, s.case_id LIMIT ? OFFSET ?",
        (*which.values, max(0, limit), max(0, offset)),
    )
    return [_whole(case_id) for (case_id,) in found]


def _most_urgent_first(connection: Connection, which: _Which, query: CaseQuery, today: date) -> list[int]:
    """Cases that ask for something, by the most urgent of it; then the others, the one changed last first."""
    join = " JOIN case_summary s ON s.case_id = d.case_id" if which.conditions else ""
    dues = connection.execute(
        f"SELECT d.case_id FROM case_due d{join}{which.where('d.shows_from <= ?')} ORDER BY {URGENCY}",  # noqa: S608  the same
        (*which.values, today.isoformat(), today.isoformat()),
    )
    asking = _distinct(_whole(case_id) for (case_id,) in dues)
    skipped = sum(1 for _ in islice(asking, max(0, query.offset)))
    window = list(islice(asking, max(0, query.limit)))
    if query.only_due or len(window) == query.limit:
        return window
    nothing = "NOT EXISTS (SELECT 1 FROM case_due d WHERE d.case_id = s.case_id AND d.shows_from <= ?)"
    others = which + _Which((nothing,), (today.isoformat(),))
    past = query.offset - skipped
    return window + _sorted(connection, others, ORDER[SortBy.CHANGED], query.limit - len(window), past)


def _distinct(case_ids: Iterable[int]) -> Iterator[int]:
    seen = set[int]()
    for case_id in case_ids:
        if case_id not in seen:
            seen.add(case_id)
            yield case_id


def _filtered(query: CaseQuery, today: date) -> _Which:
    which = _Which()
    if query.status:
        which += _of_status(query.status, today)
    if query.authority:
        which += _Which(("s.authority = ?",), (clean(query.authority),))
    if query.stage:
        which += _of_stage(query.stage, today)
    if query.worker:
        which += _Which(("s.worker = ?",), (clean(query.worker),))
    if query.only_due:
        shown = "EXISTS (SELECT 1 FROM case_due w WHERE w.case_id = s.case_id AND w.shows_from <= ?)"
        which += _Which((shown,), (today.isoformat(),))
    return which


def _of_status(status: str, today: date) -> _Which:
    last = _shifted(today, -EXPIRES_AFTER_DAYS).isoformat()
    if status == CaseStatus.EXPIRED:
        ranks = ", ".join(str(STATUS_RANKS[each]) for each in (*MAY_EXPIRE, CaseStatus.EXPIRED))
        expired = f"s.status_rank IN ({ranks}) AND (s.status_rank = ? OR s.sent_on <= ?)"
        return _Which((expired,), (STATUS_RANKS[CaseStatus.EXPIRED], last))
    which = _Which(("s.status_rank = ?",), (STATUS_RANKS.get(status, -1),))
    return which + _Which(("(s.sent_on IS NULL OR s.sent_on > ?)",), (last,)) if status in MAY_EXPIRE else which


def _of_stage(stage: str, today: date) -> _Which:
    last = _shifted(today, THREATENED_WITHIN_DAYS).isoformat()
    if stage == Stage.UNKNOWN:
        return _Which(("(s.stage = ? OR (s.stage = ? AND s.last_date IS NULL))",), (stage, BY_LAST_DATE))
    if stage not in {Stage.THREATENED, Stage.EARLY}:
        return _Which(("s.stage = ?",), (clean(stage),))
    sign = "<=" if stage == Stage.THREATENED else ">"
    return _Which((f"(s.stage = ? OR (s.stage = ? AND s.last_date {sign} ?))",), (stage, BY_LAST_DATE, last))


def _shifted(day: date, days: int) -> date:
    """``day`` and so many days, no further than the calendar goes."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


# -- searching ----------------------------------------------------------------------------------------------------------


def _found(connection: Connection, words: Sequence[str]) -> _Which:
    """The cases in which each word is found. Words that the text index cannot find are looked for in reference and initials."""
    words = [clean(word) for word in words]
    which, long = _Which(), [word for word in words if len(word) >= TRIGRAM]
    for word in set(words) - set(long):
        within = "s.case_id IN (SELECT case_id FROM case_search WHERE instr(found_by, ?))"
        which += _Which((within,), (word.casefold(),))
    if not long:
        return which
    wanted = " AND ".join(map(_expression, long))
    matching = f"SELECT rowid FROM {TEXT_INDEX} WHERE {TEXT_INDEX} MATCH ?"  # noqa: S608  a name of our own
    few = [_whole(case_id) for (case_id,) in connection.execute(f"{matching} LIMIT {FEW + 1}", (wanted,))]
    if len(few) <= FEW:
        return _Which((f"s.case_id IN ({', '.join(map(str, few))})",)) + which
    # The sign keeps SQLite from sorting all of them: it walks along the order that is asked for, and looks each one up.
    return which + _Which((f"+s.case_id IN ({matching})",), (wanted,))


def _expression(word: str) -> str:
    """What FTS5 is asked for one word: in quotation marks nothing has a meaning of its own but these (doubled). A reference is found
    by what it is read as, too.
    """
    quoted = '"' + word.replace('"', '""') + '"'
    key = search_key(word).casefold()
    return quoted if len(key) < TRIGRAM or key == word else f'({quoted} OR found_by : "{key}")'


# -- rows ---------------------------------------------------------------------------------------------------------------


def _rows(connection: Connection, case_ids: Sequence[int], today: date) -> Iterator[Listed]:
    summaries = _summaries(connection, case_ids)
    for case_id in case_ids:
        if case_id in summaries:
            summary = summaries[case_id]
            yield Listed(summary, status_on(summary, today), stage_on(summary, today), most_urgent(summary.dues, today))


def _summaries(connection: Connection, case_ids: Sequence[int]) -> dict[int, CaseSummary]:
    found = dict[int, CaseSummary]()
    for begin in range(0, len(case_ids), AT_ONCE):
        some = ", ".join(map(str, case_ids[begin : begin + AT_ONCE]))
        dues = dict[int, list[Due]]()
        for case_id, *columns in connection.execute(
            f"SELECT case_id, kind_rank, shows_from, due FROM case_due WHERE case_id IN ({some}) ORDER BY id"  # noqa: S608  numbers
        ):
            dues.setdefault(_whole(case_id), []).append(due_from(columns))
        rows = connection.execute(
            f"SELECT s.case_id, {_named('s', COLUMNS)}, {_named('q', SEARCH)} FROM case_summary s"  # noqa: S608  names of our own
            f" LEFT JOIN case_search q ON q.case_id = s.case_id WHERE s.case_id IN ({some})"
        )
        for case_id, *row in rows:
            columns, search = row[: len(COLUMNS)], row[len(COLUMNS) :]
            number = _whole(case_id)
            found[number] = from_rows(columns, dues.get(number, ()), None if search[0] is None else search)
    return found


def _named(table: str, columns: Iterable[str]) -> str:
    return ", ".join(f"{table}.{name}" for name in columns)


def status_on(summary: CaseSummary, today: date) -> str:
    """The status on that day: what was sent and never answered has expired after 26 weeks."""
    sent = summary.sent_on
    if summary.status in MAY_EXPIRE and sent is not None and (today - sent).days >= EXPIRES_AFTER_DAYS:
        return CaseStatus.EXPIRED
    return summary.status


def stage_on(summary: CaseSummary, today: date) -> str:
    """The stage on that day."""
    return _stage(summary.stage, summary.last_date, today)


def _stage(stage: str, last: date | None, today: date) -> str:
    if stage != BY_LAST_DATE:
        return stage
    return Stage.UNKNOWN if last is None else stage_from_last_date(last, today)


def most_urgent(dues: Iterable[Due], today: date) -> Due | None:
    """The most urgent of those that show on that day."""
    shown = (due for due in dues if due.shows_from <= today)
    return min(shown, key=lambda due: _urgency(due, today), default=None)


def _urgency(due: Due, today: date) -> tuple[bool, date, int]:
    return due.kind is not DueKind.RING_TODAY, due.due or today, KIND_RANKS[due.kind]


def due_items(session: Session, today: date, limit: int | None) -> tuple[Listed, ...]:
    """One entry for each due that shows on that day, most urgent first; None is no limit."""
    connection = plain(session)
    found = connection.execute(
        f"SELECT d.case_id, d.kind_rank, d.shows_from, d.due FROM case_due d WHERE d.shows_from <= ? ORDER BY {URGENCY} LIMIT ?",  # noqa: S608  made here
        (today.isoformat(), today.isoformat(), -1 if limit is None else limit),
    )
    dues = [(_whole(case_id), due_from(columns)) for case_id, *columns in found]
    summaries = _summaries(connection, list(dict.fromkeys(case_id for case_id, _ in dues)))
    return tuple(
        Listed(summary, status_on(summary, today), stage_on(summary, today), due)
        for case_id, due in dues
        if (summary := summaries.get(case_id)) is not None
    )


# -- counting -----------------------------------------------------------------------------------------------------------


def counts(session: Session, today: date) -> Counts:
    """How many things wait on that day, each kind of due among them, those that there are none of too."""
    connection, iso = plain(session), today.isoformat()
    found = connection.execute(
        "SELECT kind_rank, count(*), sum(ifnull(due, ?) < ?) FROM case_due WHERE shows_from <= ? GROUP BY kind_rank",
        (iso, iso, iso),
    )
    waiting = {KINDS[_whole(rank)]: (_whole(many), _whole(late)) for rank, many, late in found}
    return Counts(
        due={str(kind): waiting.get(kind, (0, 0))[0] for kind in KINDS},
        overdue=sum(late for _, late in waiting.values()),
        open=_count(connection, "SELECT count(*) FROM case_summary WHERE closed_on IS NULL"),
        not_sent=_count(connection, "SELECT count(*) FROM case_summary WHERE not_sent = 1"),
        ready=_count(connection, "SELECT count(*) FROM case_summary WHERE ready = 1"),
        files=_count(connection, "SELECT count(*) FROM exported_file WHERE dealt_with_at IS NULL"),
    )


FIGURES = (
    "begun_on, sent_on, authority, body_type, stage, outcome, status, reason, needs, contact_on, result, result_on, before_56,"
    " last_date"
)
ERASED_FIGURES = (
    "created_on, sent_on, ifnull(authority, ''), ifnull(body_type, ''), ifnull(stage, ''), ifnull(outcome, ''), ifnull(status, ''),"
    " ifnull(reason, ''), '[]', contact_on, ifnull(result, ''), result_on, before_56, NULL"
)


def figure_rows(session: Session) -> tuple[FigureRow, ...]:
    """Every case, stored or erased, as statistics count it; a stage that depends on the day is that of the day it was begun."""
    connection = plain(session)
    stored = connection.execute(f"SELECT {FIGURES} FROM case_summary")  # noqa: S608  names of our own
    erased = connection.execute(f"SELECT {ERASED_FIGURES} FROM erased_case")  # noqa: S608  the same
    read = _Figures()
    return (*(read.row(row, erased=False) for row in stored), *(read.row(row, erased=True) for row in erased))


class _Figures:
    """Makes figure rows. Days and needs are few and come again and again: each is read once."""

    def __init__(self) -> None:
        self._days = dict[object, date | None]()
        self._needs = dict[object, tuple[str, ...]]()

    def _day(self, text: object) -> date | None:
        if text not in self._days:
            self._days[text] = day(text)
        return self._days[text]

    def _ids(self, text: object) -> tuple[str, ...]:
        if text not in self._needs:
            self._needs[text] = tuple(json.loads(str(text)))
        return self._needs[text]

    def row(self, row: Sequence[object], *, erased: bool) -> FigureRow:
        """One row. Raises ``StoreDamaged``."""
        (
            begun,
            sent,
            authority,
            body,
            stage,
            outcome,
            status,
            reason,
            needs,
            contact,
            result,
            result_on,
            before,
            last,
        ) = row
        try:
            begun_on = self._day(begun)
            if begun_on is None:
                raise StoreDamaged(UNREADABLE)
            return FigureRow(
                begun_on,
                self._day(sent),
                str(authority),
                str(body),
                _stage(str(stage), self._day(last), begun_on) if stage == BY_LAST_DATE else str(stage),
                str(outcome),
                str(status),
                str(reason),
                self._ids(needs),
                self._day(contact),
                str(result),
                self._day(result_on),
                None if before is None else bool(before),
                erased,
            )
        except (ValueError, TypeError):
            raise StoreDamaged(UNREADABLE) from None


def _count(connection: Connection, sql: str, values: Sequence[object] = ()) -> int:
    found = connection.execute(sql, values).fetchone()
    return _whole(found[0]) if found else 0


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
