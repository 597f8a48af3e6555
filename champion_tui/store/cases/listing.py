"""Lists, dues, counts and figures, read from the read model alone: a window of rows, never every case.

What depends on the day is worked out here: whether a due shows, whether a stage has come, whether a referral has expired. Each
function works within a transaction that its caller holds, on plain columns.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, timedelta
from itertools import islice
from typing import Any, TypeAlias, cast

from sqlmodel import Session

from champion_tui.domain.cases.case import BY_NAME, ON_BY_NAME, CaseStatus
from champion_tui.domain.cases.due import LATE, WAITS, most_urgent
from champion_tui.domain.cases.reference_code import search_key
from champion_tui.domain.cases.summary import (
    BY_LAST_DATE,
    CasePage,
    CaseQuery,
    CaseSummary,
    Counts,
    Due,
    DueKind,
    Listed,
    SortBy,
)
from champion_tui.domain.cases.what_follows import EXPIRES_AFTER
from champion_tui.domain.dates.stage import THREATENED_WITHIN_DAYS, Stage, stage_from_last_date
from champion_tui.ground.values import immutable
from champion_tui.store.cases.summaries import SEARCH
from champion_tui.store.cases.summary_rows import (
    COLUMNS,
    KIND_RANKS,
    KINDS,
    STATUS_RANKS,
    clean,
    due_from,
    from_rows,
)
from champion_tui.store.database.connection import plain
from champion_tui.store.database.driver import Connection
from champion_tui.store.database.tables import INDEXED, TEXT_INDEX
from champion_tui.store.errors import NoSuchCase

MAY_EXPIRE = (CaseStatus.SENT, CaseStatus.ACKNOWLEDGED)

TRIGRAM = 3
"""Characters of a word that the text index can find."""

FEW = 500
"""Wanted cases up to which SQLite sorts these; of more, the order is walked until the window is full."""

AT_ONCE = 500

URGENCY = (
    "d.due IS NOT NULL,"
    f" CASE WHEN d.kind_rank IN ({', '.join(str(KIND_RANKS[kind]) for kind in KINDS if kind in WAITS)}) THEN max(ifnull(d.due, :today), :today)"
    " ELSE ifnull(d.due, :today) END, d.kind_rank, d.case_id"
)
"""The order of dues, that of ``urgency`` in ``domain/cases/due.py``; ``:today`` is the day on which they are read."""

ORDER = {
    SortBy.CHANGED: "c.last_event DESC",
    SortBy.REFERENCE: "c.reference",
    SortBy.COUNCIL: "s.authority_words NULLS LAST, s.case_id",
    SortBy.STATUS: "s.status_rank, s.sent_on, s.case_id",
    SortBy.WORKER: "s.worker NULLS LAST, s.case_id",
    SortBy.LAST_DATE: "s.last_date NULLS LAST, s.case_id",
    SortBy.SENT: "s.sent_on DESC, s.case_id DESC",
}
"""Each is the order of an index, so that a window is found without sorting."""

Wanted: TypeAlias = set[int] | None
"""The cases that fit all conditions; None where there is no condition."""

# -- lists --------------------------------------------------------------------------------------------------------------


def listed(session: Session, query: CaseQuery, today: date) -> CasePage:
    """The window that ``query`` asks for, as it is on the day ``today``."""
    connection = plain(session)
    wanted = _wanted(connection, query, today)
    total = len(wanted) if wanted is not None else _count(connection, "SELECT count(*) FROM case_summary")
    if query.sort is SortBy.DUE:
        ordered = _most_urgent_first(connection, wanted, today, only_due=query.only_due)
    else:
        ordered = _in_order(connection, wanted, ORDER[query.sort])
    begin = max(0, query.offset)
    case_ids = list(islice(ordered, begin, begin + max(0, query.limit)))
    return CasePage(total, tuple(_rows(connection, case_ids, today)))


def _in_order(connection: Connection, wanted: Wanted, order: str) -> Iterator[int]:
    """The wanted cases, read one after the other as they are needed."""
    if wanted is not None and len(wanted) <= FEW:
        return _numbers(
            connection,
            "SELECT s.case_id FROM case_summary s JOIN case_record c ON c.id = s.case_id"  # noqa: S608  numbers
            f" WHERE s.case_id IN ({', '.join(map(str, wanted))}) ORDER BY {order}",
        )
    found = _numbers(connection, f"SELECT {_table(order)} ORDER BY {order}")
    return found if wanted is None else filter(wanted.__contains__, found)


def _table(order: str) -> str:
    """Where the columns of an order stand; a case that cannot be read has a row of its own and none in the read model."""
    if order.startswith("s."):
        return "s.case_id FROM case_summary s"
    return "c.id FROM case_record c JOIN case_summary s ON s.case_id = c.id"


def _most_urgent_first(connection: Connection, wanted: Wanted, today: date, *, only_due: bool) -> Iterator[int]:
    """Cases that ask for something, by the most urgent of it; then the others, the one changed last first."""
    few = wanted is not None and len(wanted) <= FEW
    among = f" AND d.case_id IN ({', '.join(map(str, wanted or ()))})" if few else ""
    dues = _numbers(
        connection,
        f"SELECT d.case_id FROM case_due d WHERE d.shows_from <= :today{among} ORDER BY {URGENCY}",  # noqa: S608  numbers
        {"today": today.isoformat()},
    )
    seen = set[int]()
    for case_id in dues:
        if case_id not in seen and (wanted is None or case_id in wanted):
            seen.add(case_id)
            yield case_id
    if not only_due:
        yield from (case_id for case_id in _in_order(connection, wanted, ORDER[SortBy.CHANGED]) if case_id not in seen)


# -- which cases are wanted ---------------------------------------------------------------------------------------------


@immutable
class _Condition:
    """A condition on a row of ``case_summary``, with what stands for its question marks."""

    sql: str
    values: tuple[object, ...]


def _wanted(connection: Connection, query: CaseQuery, today: date) -> Wanted:
    """The cases that fit every condition. Each is looked up in an index that holds all it needs, and no row is read."""
    found = list[set[int]]()
    if conditions := tuple(_conditions(query, today)):
        where = " AND ".join(each.sql for each in conditions)
        sql = f"SELECT s.case_id FROM case_summary s INDEXED BY ix_case_summary_filters WHERE {where}"  # noqa: S608  made here, of marks
        found.append(_set(connection, sql, *(value for each in conditions for value in each.values)))
    if query.only_open:
        found.append(_set(connection, "SELECT case_id FROM case_summary WHERE closed_on IS NULL"))
    if query.only_due:
        shown = "SELECT case_id FROM case_due WHERE shows_from <= ?"
        found.append(_set(connection, shown, today.isoformat()))
    if words := [clean(word) for word in query.search.split()]:
        found += _found(connection, words)
    return set.intersection(*found) if found else None


def _conditions(query: CaseQuery, today: date) -> Iterator[_Condition]:
    if query.status:
        yield _of_status(query.status, today)
    if query.authority:
        yield _Condition("s.authority = ?", (clean(query.authority),))
    if query.stage:
        yield _of_stage(query.stage, today)
    if query.worker:
        yield _Condition("s.worker = ?", (clean(query.worker),))


def _found(connection: Connection, words: Sequence[str]) -> Iterator[set[int]]:
    """The cases in which the words are found. A word that is too short for the text index is looked for in every text of the cases that it
    finds by the longer ones ("bed 12"), or where there are none in reference and initials.
    """
    long = [word for word in words if len(word) >= TRIGRAM]
    asked, texts, among = list[object](), "found_by", ""
    if long:
        matching = f"SELECT rowid FROM {TEXT_INDEX} WHERE {TEXT_INDEX} MATCH ?"  # noqa: S608  a name of our own
        asked, texts = [" AND ".join(map(_expression, long))], " || ' ' || ".join(INDEXED[TEXT_INDEX])
        among = f"case_id IN ({matching}) AND"
        yield _set(connection, matching, *asked)
    for word in sorted(set(words) - set(long)):
        within = f"SELECT case_id FROM case_search WHERE {among} instr({texts}, ?)"  # noqa: S608  the same
        yield _set(connection, within, *asked, word.casefold())


def _expression(word: str) -> str:
    """What FTS5 is asked for one word: in quotation marks nothing has a meaning of its own but these (doubled). A reference is found
    by what it is read as, too.
    """
    quoted = '"' + word.replace('"', '""') + '"'
    key = search_key(word).casefold()
    return quoted if len(key) < TRIGRAM or key == word else f'({quoted} OR found_by : "{key}")'


def _numbers(connection: Connection, sql: str, values: Mapping[str, object] | None = None) -> Iterator[int]:
    return (_whole(number) for (number,) in connection.execute(sql, values or {}))


def _set(connection: Connection, sql: str, *values: object) -> set[int]:
    """All of them: keys of rows, which SQLite gives as whole numbers only. There may be a hundred thousand."""
    found: Iterable[tuple[Any]] = cast("Iterable[tuple[Any]]", connection.execute(sql, values))
    return {number for (number,) in found}


def _of_status(status: str, today: date) -> _Condition:
    last = _shifted(today, -EXPIRES_AFTER.days).isoformat()
    if status == CaseStatus.EXPIRED:
        ranks = ", ".join(str(STATUS_RANKS[each]) for each in (*MAY_EXPIRE, CaseStatus.EXPIRED))
        expired = f"s.status_rank IN ({ranks}) AND (s.status_rank = ? OR s.sent_on <= ?)"
        return _Condition(expired, (STATUS_RANKS[CaseStatus.EXPIRED], last))
    rank = STATUS_RANKS.get(status, -1)
    if status in MAY_EXPIRE:
        return _Condition("s.status_rank = ? AND (s.sent_on IS NULL OR s.sent_on > ?)", (rank, last))
    return _Condition("s.status_rank = ?", (rank,))


def _of_stage(stage: str, today: date) -> _Condition:
    last = _shifted(today, THREATENED_WITHIN_DAYS).isoformat()
    if stage == Stage.UNKNOWN:
        return _Condition("(s.stage = ? OR (s.stage = ? AND s.last_date IS NULL))", (stage, BY_LAST_DATE))
    if stage not in {Stage.THREATENED, Stage.EARLY}:
        return _Condition("s.stage = ?", (clean(stage),))
    sign = "<=" if stage == Stage.THREATENED else ">"
    return _Condition(f"(s.stage = ? OR (s.stage = ? AND s.last_date {sign} ?))", (stage, BY_LAST_DATE, last))


def _shifted(day: date, days: int) -> date:
    """``day`` and so many days, no further than the calendar goes."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


# -- rows ---------------------------------------------------------------------------------------------------------------


def _rows(connection: Connection, case_ids: Sequence[int], today: date) -> Iterator[Listed]:
    summaries = _summaries(connection, case_ids, texts=True)
    for case_id in case_ids:
        if case_id in summaries:
            summary = summaries[case_id]
            yield Listed(summary, status_on(summary, today), stage_on(summary, today), most_urgent(summary.dues, today))


def _summaries(connection: Connection, case_ids: Sequence[int], *, texts: bool) -> dict[int, CaseSummary]:
    """The summaries of those cases; without ``texts`` what is searched and compared is left out of them."""
    found = dict[int, CaseSummary]()
    for begin in range(0, len(case_ids), AT_ONCE):
        some = ", ".join(map(str, case_ids[begin : begin + AT_ONCE]))
        dues = dict[int, list[Due]]()
        for case_id, *columns in connection.execute(
            f"SELECT case_id, kind_rank, shows_from, due FROM case_due WHERE case_id IN ({some}) ORDER BY id"  # noqa: S608  numbers
        ):
            dues.setdefault(_whole(case_id), []).append(due_from(columns))
        search = dict[int, Sequence[object]]()
        if texts:
            columns_of = f"SELECT case_id, {', '.join(SEARCH)} FROM case_search WHERE case_id IN ({some})"  # noqa: S608  names of our own
            looked = connection.execute(columns_of)
            search = {_whole(case_id): columns for case_id, *columns in looked}
        rows = connection.execute(f"SELECT case_id, {', '.join(COLUMNS)} FROM case_summary WHERE case_id IN ({some})")  # noqa: S608  the same
        for case_id, *row in rows:
            number = _whole(case_id)
            found[number] = from_rows(row, dues.get(number, ()), search.get(number))
    return found


def status_on(summary: CaseSummary, today: date) -> str:
    """The status on that day: what was sent and never answered has expired after 26 weeks."""
    sent = summary.sent_on
    if summary.status in MAY_EXPIRE and sent is not None and today - sent >= EXPIRES_AFTER:
        return CaseStatus.EXPIRED
    return summary.status


def stage_on(summary: CaseSummary, today: date) -> str:
    """The stage on that day."""
    return _stage(summary.stage, summary.last_date, today)


def _stage(stage: str, last: date | None, today: date) -> str:
    if stage != BY_LAST_DATE:
        return stage
    return Stage.UNKNOWN if last is None else stage_from_last_date(last, today)


def listed_one(session: Session, reference: str, today: date) -> Listed:
    """The row of one case as it is on that day. Raises ``NoSuchCase``."""
    connection = plain(session)
    found = connection.execute("SELECT id FROM case_record WHERE reference = ?", (clean(reference),)).fetchone()
    rows = list(_rows(connection, [_whole(found[0])], today)) if found else []
    if not rows:
        raise NoSuchCase(reference)
    return rows[0]


def due_items(session: Session, today: date, limit: int | None, kind: DueKind | None) -> tuple[Listed, ...]:
    """One entry for each due (of that ``kind``) that shows on that day, most urgent first; None is no limit. What is searched and compared
    is left out of the summaries: it would cost as much as all the rest.
    """
    connection = plain(session)
    only = "" if kind is None else " AND d.kind_rank = :kind"
    found = connection.execute(
        "SELECT d.case_id, d.kind_rank, d.shows_from, d.due FROM case_due d"  # noqa: S608  made here
        f" WHERE d.shows_from <= :today{only} ORDER BY {URGENCY} LIMIT :limit",
        {
            "today": today.isoformat(),
            "limit": -1 if limit is None else limit,
            **({} if kind is None else {"kind": KIND_RANKS[kind]}),
        },
    )
    dues = [(_whole(case_id), due_from(columns)) for case_id, *columns in found]
    summaries = _summaries(connection, list(dict.fromkeys(case_id for case_id, _ in dues)), texts=False)
    return tuple(
        Listed(summary, status_on(summary, today), stage_on(summary, today), due)
        for case_id, due in dues
        if (summary := summaries.get(case_id)) is not None
    )


def workers(session: Session) -> tuple[str, ...]:
    """Everybody who is the worker of a case, each once, by name."""
    found = plain(session).execute("SELECT DISTINCT worker FROM case_summary WHERE worker IS NOT NULL ORDER BY worker")
    return tuple(str(worker) for (worker,) in found)


# -- counting -----------------------------------------------------------------------------------------------------------


FILES = (
    "SELECT count(CASE WHEN kind NOT IN (?, ?) THEN 1 END)"
    " + count(DISTINCT CASE WHEN kind IN (?, ?) THEN exported_at || path END) FROM exported_file WHERE dealt_with_at IS NULL"
)
"""Files outside the vault: a by-name list is one, however many stand on it."""


def written(session: Session) -> tuple[int, int, int]:
    """Three numbers that are the same as long as nobody wrote into this file, here or in another program."""
    connection = plain(session)
    return _count(connection, "PRAGMA data_version"), connection.total_changes, id(connection)


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
        overdue=sum(late for kind, (_, late) in waiting.items() if kind in LATE),
        open=_count(connection, "SELECT count(*) FROM case_summary WHERE closed_on IS NULL"),
        not_sent=_count(connection, "SELECT count(*) FROM case_summary WHERE not_sent = 1"),
        ready=_count(connection, "SELECT count(*) FROM case_summary WHERE ready = 1"),
        files=_count(connection, FILES, (BY_NAME, ON_BY_NAME, BY_NAME, ON_BY_NAME)),
        unread=_count(connection, "SELECT (SELECT count(*) FROM case_record) - (SELECT count(*) FROM case_summary)"),
    )


def _count(connection: Connection, sql: str, values: Sequence[object] = ()) -> int:
    found = connection.execute(sql, values).fetchone()
    return _whole(found[0]) if found else 0


def _whole(value: object) -> int:
    return value if isinstance(value, int) else 0
