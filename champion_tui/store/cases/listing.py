"""Lists, due items, counts and figures, read from the read model alone: a page of rows, never every case.

What depends on the day is worked out here: whether a due item shows, which stage applies, whether a referral has
expired. Each function works within its caller's transaction, on plain columns.
"""

import json
from array import array
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import islice
from typing import cast

from sqlmodel import Session

from champion_tui.domain.cases.afterwards.due import LATE, WAITS, most_urgent, urgency
from champion_tui.domain.cases.afterwards.what_follows import EXPIRES_AFTER
from champion_tui.domain.cases.case import BY_NAME, ON_BY_NAME, CaseStatus
from champion_tui.domain.cases.reference_code import search_key
from champion_tui.domain.cases.summary import (
    BY_LAST_DATE,
    CasePage,
    CaseQuery,
    CaseSummary,
    Counts,
    Due,
    DueItem,
    DueKind,
    ListedCase,
    SortBy,
)
from champion_tui.domain.dates.stage import THREATENED_WITHIN_DAYS, Stage, stage_from_last_date
from champion_tui.ground.values import immutable
from champion_tui.store.cases.summary_rows import (
    BESIDE_DUES,
    COLUMNS,
    KIND_RANKS,
    KINDS,
    STATUS_RANKS,
    clean,
    due_from,
    due_item_from,
    from_rows,
)
from champion_tui.store.database.connection import KEPT, plain
from champion_tui.store.database.driver import Connection
from champion_tui.store.database.tables import INDEXED, TEXT_INDEX
from champion_tui.store.errors import NoSuchCase

MAY_EXPIRE = (CaseStatus.SENT, CaseStatus.ACKNOWLEDGED)

TRIGRAM = 3
"""The shortest part of a word that the text index can find, in characters."""

AT_A_TIME = 6
"""How many letters of a word the index can quickly match as a sequence. For more it uses memory for each case, which
the cipher locks and wipes: twenty times as long, a second for a word found in all of 100,000 cases.
"""

TOP = 500
"""How many cases are taken from the top of an order at first: enough for a page, and found without sorting all."""

FEW = 300
"""Up to this many matching cases are read and sorted by SQLite. With more, the order is walked until a page is full."""

MANY = 20_000
"""Up to this many matching cases are all put into the order asked for. With more, only those at the top of the order are looked for."""

SPARSE = 10_000
"""Up to this many cases are looked up one by one for a short word in their texts. With more, all texts are scanned."""

STEP, LONGER = 1_000, 4
"""How many ids of an order are read at first, and the factor by which this grows each time that was not enough."""

AT_ONCE = 500

ALL_TEXTS, REFERENCES = "NOT INDEXED", "INDEXED BY ix_case_search_found_by"
"""What is scanned for a word: all texts, or only references and initials. These are in an index with a quarter of the data."""

LOOKED_AT = 1_000
"""How many cases at the top of an order are examined for the first rows of a search, before the number of matches is known."""

AT_FIRST, WIDER = 60, 4
"""How many of these are examined at first, and the factor by which this grows each time too few matched."""

URGENT = "urgent"
"""The key under which the cases with something due are kept by urgency, with the day and the state of the store."""

LONG = "long"
"""The key under which the cases with the long words of a search are kept, with the words and the state of the store."""

ALL_FOUND = "all found"
"""The key under which all matches of the latest searches are kept, with the state of the store."""

SEARCHES_KEPT = 2
"""How many searches are kept. Text that may be a reference is first looked for as one, then as words."""

URGENCY = (
    "d.due IS NOT NULL,"
    f" CASE WHEN d.kind_rank IN ({', '.join(str(KIND_RANKS[kind]) for kind in KINDS if kind in WAITS)}) THEN max(ifnull(d.due, :today), :today)"
    " ELSE ifnull(d.due, :today) END, d.kind_rank, d.case_id"
)
"""The order of due items, as ``urgency`` in ``domain/cases/afterwards/due.py`` has it. ``:today`` is the day of reading."""

ORDER = {
    SortBy.CHANGED: "c.last_event DESC",
    SortBy.REFERENCE: "c.reference",
    SortBy.COUNCIL: "s.authority_words NULLS LAST, s.case_id",
    SortBy.STATUS: "s.status_rank, s.sent_on, s.case_id",
    SortBy.WORKER: "s.worker NULLS LAST, s.case_id",
    SortBy.LAST_DATE: "s.last_date NULLS LAST, s.case_id",
    SortBy.SENT: "s.sent_on DESC, s.case_id DESC",
}
"""Each is the order of an index, so that a page is found without sorting."""


@immutable
class _Sql:
    """A piece of SQL with the values for its placeholders."""

    sql: str
    values: Sequence[object] | Mapping[str, object] = ()


@immutable
class _Search:
    """How the words of a search are looked for. ``few`` has the ids of all possible matches (one text), None if there
    are many. Of these, or of all cases, the matches are those that meet ``texts``, unless that is "". ``index`` asks
    the text index for the same. ``through`` says what is read if all cases are scanned.
    """

    few: str | None
    texts: _Sql
    index: _Sql | None = None
    through: str = ALL_TEXTS


# -- lists --------------------------------------------------------------------------------------------------------------


def listed(session: Session, query: CaseQuery, today: date) -> CasePage:
    """Returns the page that ``query`` asks for, as on the day ``today``."""
    connection = plain(session)
    begin, end, more = max(0, query.offset), max(0, query.offset) + max(0, query.limit), False
    numbers = _known(session).get(_all_of(query, today))
    if numbers is None and query.quickly and query.search.split():
        total, ordered, more = _at_first(session, query, today, end)
    elif numbers is None and not query.search.split() and not _narrowing(query, today):
        total, ordered = _count(connection, "SELECT count(*) FROM case_summary"), _ordered(session, None, query, today)
    else:
        total, ordered = _fitting(session, find_all(session, query, today), query, today, end)
    return CasePage(total, tuple(_rows(connection, list(islice(ordered, begin, end)), today)), more)


def _at_first(session: Session, query: CaseQuery, today: date, end: int) -> tuple[int, Iterator[int], bool]:
    """Does what ``_fitting`` does for the cases at the top of the order, and also returns whether there may be more.
    For common words the first rows are found long before all matches.
    """
    search, fit = _looked_for(session, query), _narrowed(session, query, today)
    if search.few is not None:
        fit = _among(search.few, fit)
        if not search.texts.sql:
            return *_fitting(session, tuple(fit), query, today, end), False
    found, looked_at, step = list[int](), 0, AT_FIRST
    order = _ordered(session, fit, query, today)
    while len(found) < end and looked_at < LOOKED_AT:
        some = list(islice(order, step))
        if not some:
            return len(found), iter(found), False
        numbers = ", ".join(map(str, sorted(some)))
        asked = f"SELECT case_id AS id FROM case_search WHERE case_id IN ({numbers}) AND {search.texts.sql}"  # noqa: S608  numbers, and marks
        found += filter(set(_numbers(plain(session), _Sql(asked, search.texts.values))).__contains__, some)
        looked_at, step = looked_at + len(some), step * WIDER
    return min(len(found), end), iter(found), True


def find_all(session: Session, query: CaseQuery, today: date) -> Sequence[int]:
    """Returns the ids of all matching cases, in no order. They are kept until the next write, as each page of a list needs the same."""
    known, all_of = _known(session), _all_of(query, today)
    if all_of not in known:
        known[all_of] = array("q", _everything(session, query, today))
        for before in list(known)[:-SEARCHES_KEPT]:
            del known[before]
    return known[all_of]


def _known(session: Session) -> dict[object, Sequence[int]]:
    """Returns the results of ``find_all`` that are still valid."""
    holds_for = written(session)
    kept: dict[str, tuple[object, dict[object, Sequence[int]]]] = session.info.get(KEPT, {})
    if kept.get(ALL_FOUND, (None,))[0] != holds_for:
        kept[ALL_FOUND] = holds_for, {}
    return kept[ALL_FOUND][1]


def _all_of(query: CaseQuery, today: date) -> object:
    """Returns what the queries for two pages of one list have in common."""
    return today, replace(query, sort=SortBy.DUE, limit=0, offset=0, quickly=False)


def _everything(session: Session, query: CaseQuery, today: date) -> Iterable[int]:
    """Finds the matching cases with one query: their ids come in one text, which is read faster than SQLite counts them a second time."""
    connection, parts = plain(session), _narrowing(query, today)
    if not query.search.split():
        return _numbers(connection, _both(parts))
    search = _looked_for(session, query)
    if search.few is not None and not search.texts.sql:
        return _among(search.few, _narrowed(session, query, today))
    if search.index is None:
        # Looking up each of many cases takes seven times as long as scanning all.
        among = f"case_id IN ({search.few}) AND " if search.few is not None else ""
        texts = f"SELECT case_id AS id FROM case_search {search.through} WHERE {among}{search.texts.sql}"  # noqa: S608  made here, of marks
        parts.append(_Sql(texts, search.texts.values))
    else:
        parts.append(search.index)
    return _numbers(connection, _both(parts))


def _fitting(
    session: Session, numbers: Sequence[int], query: CaseQuery, today: date, end: int
) -> tuple[int, Iterator[int]]:
    """Returns how many cases match (those with ``numbers``), and at least the first ``end`` of them in the order of the
    query. With many matches, they are looked for at the top of the order; if that finds too few, all are put in order.
    """
    if len(numbers) <= MANY:
        return len(numbers), _ordered(session, set(numbers), query, today)
    first = list(islice(_ordered(session, None, query, today), TOP if end else 0))
    fit = set(first).intersection(numbers)
    if len(fit) >= min(end, len(numbers)):
        return len(numbers), filter(fit.__contains__, first)
    return len(numbers), _ordered(session, set(numbers), query, today)


def _ordered(session: Session, fit: set[int] | None, query: CaseQuery, today: date) -> Iterator[int]:
    """Yields the cases in ``fit`` (None: every case) in the order of the query, read as needed."""
    if query.sort is not SortBy.DUE:
        return _in_order(plain(session), fit, ORDER[query.sort])
    return _most_urgent_first(session, fit, today, only_due=query.only_due)


def _in_order(connection: Connection, fit: set[int] | None, order: str) -> Iterator[int]:
    key, source = ("s.case_id", "case_summary s") if order.startswith("s.") else ("c.id", "case_record c")
    if fit is not None and len(fit) <= FEW:
        some = ", ".join(map(str, fit))
        few = f"SELECT {key} AS id FROM {source} WHERE {key} IN ({some}) ORDER BY {order}"  # noqa: S608  numbers
        return iter(_numbers(connection, _Sql(few)))
    if fit is None and key == "c.id":
        # A case that cannot be read has a row of its own, but none in the read model.
        source += " JOIN case_summary s ON s.case_id = c.id"
    walked = _walked(connection, _Sql(f"SELECT {key} AS id FROM {source} ORDER BY {order}"))  # noqa: S608  made here
    return walked if fit is None else filter(fit.__contains__, walked)


def _most_urgent_first(session: Session, fit: set[int] | None, today: date, *, only_due: bool) -> Iterator[int]:
    """Yields cases with something due, the most urgent first; then the others, the one changed last first."""
    urgent = _urgent(session, today, whole=fit is not None)
    seen = set[int]()
    for case_id in urgent if fit is None else filter(fit.__contains__, urgent):
        seen.add(case_id)
        yield case_id
    if not only_due:
        changed = _in_order(plain(session), None if fit is None else fit - seen, ORDER[SortBy.CHANGED])
        yield from (case_id for case_id in changed if case_id not in seen)


def _urgent(session: Session, today: date, *, whole: bool) -> Iterator[int]:
    """Yields cases with something due, the most urgent first. If ``whole``, all are sorted once and kept until the next
    write, because each key typed in a search needs them. The first ones are found without sorting all.
    """
    connection, holds_for = plain(session), (today, *written(session))
    kept: dict[str, tuple[object, Sequence[int]]] = session.info.get(KEPT, {})
    first: list[int] = []
    if kept.get(URGENT, (None,))[0] != holds_for:
        dues = f"SELECT d.case_id AS id FROM case_due d WHERE d.shows_from <= :today ORDER BY {URGENCY} LIMIT"  # noqa: S608  made here
        on = {"today": today.isoformat()}
        if not whole:
            first = _numbers(connection, _Sql(f"{dues} {TOP}", on))
            yield from dict.fromkeys(first)
            if len(first) < TOP:
                return
        kept[URGENT] = holds_for, array("q", dict.fromkeys(_numbers(connection, _Sql(f"{dues} -1", on))))
    yield from islice(kept[URGENT][1], len(set(first)), None)


# -- which cases are wanted ---------------------------------------------------------------------------------------------


def _narrowed(session: Session, query: CaseQuery, today: date) -> set[int] | None:
    """Returns the cases that meet every condition but the search text, None if there is no other condition."""
    parts = _narrowing(query, today)
    return set(_numbers(plain(session), _both(parts))) if parts else None


def _among(few: str, fit: set[int] | None) -> set[int]:
    """Returns the ids in ``few`` (one text) that are also in ``fit``; None means all."""
    numbers = _read(few)
    return set(numbers) if fit is None else fit.intersection(numbers)


def _both(parts: Sequence[_Sql]) -> _Sql:
    """Returns a query for the ``id`` of each case found by all of ``parts``."""
    return _Sql(" INTERSECT ".join(each.sql for each in parts), tuple(value for each in parts for value in each.values))


def _narrowing(query: CaseQuery, today: date) -> list[_Sql]:
    """Returns queries for the ``id`` of the cases that meet each condition except the search text. Each uses an index
    that has all it needs.
    """
    parts = list[_Sql]()
    if conditions := tuple(_conditions(query, today)):
        where = " AND ".join(each.sql for each in conditions)
        sql = f"SELECT s.case_id AS id FROM case_summary s INDEXED BY ix_case_summary_filters WHERE {where}"  # noqa: S608  made here, of marks
        parts.append(_Sql(sql, tuple(value for each in conditions for value in each.values)))
    if query.only_open:
        parts.append(_Sql("SELECT case_id AS id FROM case_summary WHERE closed_on IS NULL"))
    if query.only_due:
        shown = "SELECT DISTINCT case_id AS id FROM case_due WHERE shows_from <= ?"
        parts.append(_Sql(shown, (today.isoformat(),)))
    return parts


def _conditions(query: CaseQuery, today: date) -> Iterator[_Sql]:
    if query.status:
        yield _of_status(query.status, today)
    if query.authority:
        yield _Sql("s.authority = ?", (clean(query.authority),))
    if query.stage:
        yield _of_stage(query.stage, today)
    if query.worker:
        yield _Sql("s.worker = ?", (clean(query.worker),))


def _looked_for(session: Session, query: CaseQuery) -> _Search:
    """Returns how all words of a search are looked for. A word too short for the text index is looked for in every text
    of the cases that the longer words find ("bed 12"), or, if there are none, in references and initials.
    """
    words = [clean(word).casefold() for word in query.search.split()]
    long = [word for word in words if len(word) >= TRIGRAM]
    short = sorted({word for word in words if len(word) < TRIGRAM})
    if not long:
        return _Search(None, _all([_Sql("instr(found_by, ?)", (word,)) for word in short]), through=REFERENCES)
    matching = f"SELECT rowid AS id FROM {TEXT_INDEX} WHERE {TEXT_INDEX} MATCH ?"  # noqa: S608  a name of our own
    quick = all(_is_quick(word) and _is_quick(_key(word)) for word in long)
    asked = " AND ".join(_expression(word, _together if quick else _in_parts) for word in long)
    some = _first_of(session, _Sql(f"{matching} LIMIT {SPARSE + 1}", (asked,)))
    few = some if some.count(",") < SPARSE else None
    texts = _all([_in_texts(word) for word in (*(() if quick and few is not None else long), *short)])
    return _Search(few, texts, _Sql(matching, (asked,)) if quick and not short else None)


def _all(conditions: Sequence[_Sql]) -> _Sql:
    values = tuple(value for each in conditions for value in each.values)
    return _Sql(" AND ".join(each.sql for each in conditions), values)


def _first_of(session: Session, asked: _Sql) -> str:
    """Returns the ids of cases with the long words, as one text. Kept until the next write, as the next letter of a
    short word needs the same.
    """
    holds_for = (asked.sql, *asked.values, *written(session))
    kept: dict[str, tuple[object, str]] = session.info.get(KEPT, {})
    if kept.get(LONG, (None,))[0] != holds_for:
        kept[LONG] = holds_for, _put_together(plain(session), asked)
    return kept[LONG][1]


def _in_texts(word: str) -> _Sql:
    """Returns the condition that one of a case's texts has the word. The texts are tested one by one: joining them took
    thirty times as long, as the cipher locks and wipes all memory that is used.
    """
    names = [*INDEXED[TEXT_INDEX]]
    values = [word] * len(names)
    if key := _key(word):
        names, values = [*names, "found_by"], [*values, key]
    return _Sql(f"({' OR '.join(f'instr({name}, ?)' for name in names)})", values)


def _expression(word: str, said: Callable[[str], str]) -> str:
    """Returns the FTS5 expression for one word. A reference is also found by its form with look-alike characters replaced."""
    key = _key(word)
    return f"({said(word)} OR found_by : {said(key)})" if key else said(word)


def _key(word: str) -> str:
    """Returns the form of the word with look-alike characters replaced, if that differs and is long enough for the text index; else ""."""
    key = search_key(word).casefold()
    return "" if len(word) < TRIGRAM or len(key) < TRIGRAM or key == word else key


def _quoted(word: str) -> str:
    """Returns the word in quotation marks, in which only these (doubled) have a special meaning to FTS5."""
    return '"' + word.replace('"', '""') + '"'


def _together(word: str) -> str:
    """Returns the FTS5 expression for a quick word; for a longer one, its beginning and its end, which overlap."""
    if len(word) <= AT_A_TIME:
        return _quoted(word)
    return f"NEAR({_quoted(word[:AT_A_TIME])} {_quoted(word[-AT_A_TIME:])}, 0)"


def _is_quick(word: str) -> bool:
    """Returns True if the index can find a word by sequences of at most ``AT_A_TIME`` letters. Its beginning and end
    must overlap only in the way they do in the word.
    """
    begin, end, apart = word[:AT_A_TIME], word[-AT_A_TIME:], len(word) - AT_A_TIME
    if apart <= 0:
        return True
    furthest = AT_A_TIME - TRIGRAM + 1
    fits = {by for by in range(furthest + 1) if end.startswith(begin[by:])}
    return (
        apart <= furthest and fits == {apart} and not any(begin.startswith(end[by:]) for by in range(1, furthest + 1))
    )


def _in_parts(word: str) -> str:
    """Returns the FTS5 expression for any word: all its trigrams, wherever they are in a case; as few as contain all its letters."""
    begins = [*range(0, len(word) - TRIGRAM, TRIGRAM), len(word) - TRIGRAM]
    parts = dict.fromkeys(_quoted(word[begin : begin + TRIGRAM]) for begin in begins)
    return f"({' AND '.join(parts)})" if len(parts) > 1 else "".join(parts)


def _numbers(connection: Connection, asked: _Sql) -> list[int]:
    """Returns each ``id`` that ``asked`` finds, in its order."""
    return _read(_put_together(connection, asked))


def _put_together(connection: Connection, asked: _Sql) -> str:
    """Returns the ids as one text. Reading them row by row takes three times as long, and each row may wait for other threads."""
    (found,) = connection.execute(f"SELECT group_concat(id) FROM ({asked.sql})", asked.values)  # noqa: S608  made here
    return str(found[0] or "")


def _read(numbers: str) -> list[int]:
    return cast("list[int]", json.loads(f"[{numbers}]"))


def _walked(connection: Connection, asked: _Sql) -> Iterator[int]:
    """Yields the ids of a long walk as needed, in ever larger steps."""
    begin, step = 0, STEP
    while True:
        some = _numbers(connection, _Sql(f"{asked.sql} LIMIT {step} OFFSET {begin}", asked.values))
        yield from some
        if len(some) < step:
            return
        begin, step = begin + step, step * LONGER


def _of_status(status: str, today: date) -> _Sql:
    last = _shifted(today, -EXPIRES_AFTER.days).isoformat()
    if status == CaseStatus.EXPIRED:
        ranks = ", ".join(str(STATUS_RANKS[each]) for each in (*MAY_EXPIRE, CaseStatus.EXPIRED))
        expired = f"s.status_rank IN ({ranks}) AND (s.status_rank = ? OR s.sent_on <= ?)"
        return _Sql(expired, (STATUS_RANKS[CaseStatus.EXPIRED], last))
    rank = STATUS_RANKS.get(status, -1)
    if status in MAY_EXPIRE:
        return _Sql("s.status_rank = ? AND (s.sent_on IS NULL OR s.sent_on > ?)", (rank, last))
    return _Sql("s.status_rank = ?", (rank,))


def _of_stage(stage: str, today: date) -> _Sql:
    last = _shifted(today, THREATENED_WITHIN_DAYS).isoformat()
    if stage == Stage.UNKNOWN:
        return _Sql("(s.stage = ? OR (s.stage = ? AND s.last_date IS NULL))", (stage, BY_LAST_DATE))
    if stage not in {Stage.THREATENED, Stage.EARLY}:
        return _Sql("s.stage = ?", (clean(stage),))
    sign = "<=" if stage == Stage.THREATENED else ">"
    return _Sql(f"(s.stage = ? OR (s.stage = ? AND s.last_date {sign} ?))", (stage, BY_LAST_DATE, last))


def _shifted(day: date, days: int) -> date:
    """Returns ``day`` plus ``days``, limited to what the calendar holds."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return date.max if days > 0 else date.min


# -- rows ---------------------------------------------------------------------------------------------------------------


def _rows(connection: Connection, case_ids: Sequence[int], today: date) -> Iterator[ListedCase]:
    summaries = _summaries(connection, case_ids)
    for case_id in case_ids:
        if case_id in summaries:
            summary, tree = summaries[case_id]
            yield _listed(summary, tree, most_urgent(summary.dues, today), today)


def _listed(summary: CaseSummary, tree: str, due: Due | None, today: date) -> ListedCase:
    return ListedCase(summary, tree, status_on(summary, today), stage_on(summary, today), due)


def _summaries(
    connection: Connection, case_ids: Iterable[int], *, with_dues: bool = True
) -> dict[int, tuple[CaseSummary, str]]:
    """Returns the summaries of those cases, each with the id of its tree. The parts for searching and comparing are
    left out: no list shows them, and they would double the cost.
    """
    found = dict[int, tuple[CaseSummary, str]]()
    for some in _at_once(case_ids):
        dues = dict[int, list[Due]]()
        asked = f"SELECT case_id, kind_rank, shows_from, due FROM case_due WHERE case_id IN ({some}) ORDER BY id"  # noqa: S608  numbers
        for case_id, *columns in connection.execute(asked) if with_dues else ():
            dues.setdefault(_whole(case_id), []).append(due_from(columns))
        wanted = ", ".join(f"s.{name}" for name in COLUMNS)
        rows = connection.execute(
            f"SELECT s.case_id, c.tree_id, {wanted} FROM case_summary s JOIN case_record c ON c.id = s.case_id"  # noqa: S608  names of our own
            f" WHERE s.case_id IN ({some})"
        )
        for case_id, tree, *row in rows:
            number = _whole(case_id)
            found[number] = from_rows(row, dues.get(number, ())), str(tree)
    return found


def _at_once(case_ids: Iterable[int]) -> Iterator[str]:
    """Yields the ids as SQL lists of ``AT_ONCE``, in the order of the file: of thousands of scattered rows, many share a page."""
    ordered = sorted(set(case_ids))
    for begin in range(0, len(ordered), AT_ONCE):
        yield ", ".join(map(str, ordered[begin : begin + AT_ONCE]))


def status_on(summary: CaseSummary, today: date) -> str:
    """Returns the status on that day: a referral sent but never answered expires after 26 weeks."""
    sent = summary.sent_on
    if summary.status in MAY_EXPIRE and sent is not None and today - sent >= EXPIRES_AFTER:
        return CaseStatus.EXPIRED
    return summary.status


def stage_on(summary: CaseSummary, today: date) -> str:
    """Returns the stage on that day."""
    return _stage(summary.stage, summary.last_date, today)


def _stage(stage: str, last: date | None, today: date) -> str:
    if stage != BY_LAST_DATE:
        return stage
    return Stage.UNKNOWN if last is None else stage_from_last_date(last, today)


def listed_one(session: Session, reference: str, today: date) -> ListedCase:
    """Returns the row of one case as on that day. Raises ``NoSuchCase``."""
    connection = plain(session)
    found = connection.execute("SELECT id FROM case_record WHERE reference = ?", (clean(reference),)).fetchone()
    rows = list(_rows(connection, [_whole(found[0])], today)) if found else []
    if not rows:
        raise NoSuchCase(reference)
    return rows[0]


def due_items(session: Session, today: date, limit: int | None) -> tuple[DueItem, ...]:
    """Returns one entry for each due item that shows on that day, most urgent first; ``limit`` None means all. Reads
    only the columns shown: whole summaries would take twice as long.
    """
    connection = plain(session)
    shown = _shown(connection, today)[:limit]
    beside = dict[int, Sequence[object]]()
    wanted = ", ".join(f"s.{name}" for name in BESIDE_DUES)
    for some in _at_once(case_id for case_id, _ in shown):
        rows = connection.execute(
            f"SELECT s.case_id, {wanted}, c.tree_id FROM case_summary s JOIN case_record c ON c.id = s.case_id"  # noqa: S608  names of our own
            f" WHERE s.case_id IN ({some})"
        )
        beside.update((_whole(case_id), row) for case_id, *row in rows)
    return tuple(due_item_from(beside[case_id], due) for case_id, due in shown if case_id in beside)


def due_cases(session: Session, today: date, kind: DueKind) -> tuple[ListedCase, ...]:
    """Returns the row of each case with a due item of that ``kind`` that shows on that day, most urgent first. Their
    summaries have no due items.
    """
    connection = plain(session)
    shown = _shown(connection, today, kind)
    summaries = _summaries(connection, {case_id for case_id, _ in shown}, with_dues=False)
    return tuple(_listed(*summaries[case_id], due, today) for case_id, due in shown if case_id in summaries)


def _shown(connection: Connection, today: date, kind: DueKind | None = None) -> list[tuple[int, Due]]:
    """Returns the due items (of that ``kind``) that show on that day, each with its case id, most urgent first. They
    are sorted here, because SQLite uses memory for each of thousands.
    """
    asked = "SELECT case_id, kind_rank, shows_from, due FROM case_due WHERE shows_from <= ?"
    if kind is not None:
        asked += f" AND kind_rank = {KIND_RANKS[kind]}"
    found = connection.execute(asked, (today.isoformat(),)).fetchall()
    dues = [(_whole(case_id), due_from(columns)) for case_id, *columns in found]
    return sorted(dues, key=lambda each: (urgency(each[1], today), each[0]))


def workers(session: Session) -> tuple[str, ...]:
    """Returns the name of every worker who has a case, each once, sorted."""
    found = plain(session).execute("SELECT DISTINCT worker FROM case_summary WHERE worker IS NOT NULL ORDER BY worker")
    return tuple(str(worker) for (worker,) in found)


# -- counting -----------------------------------------------------------------------------------------------------------


FILES = (
    "SELECT count(CASE WHEN kind NOT IN (?, ?) THEN 1 END)"
    " + count(DISTINCT CASE WHEN kind IN (?, ?) THEN exported_at || path END) FROM exported_file WHERE dealt_with_at IS NULL"
)
"""Counts files outside the vault: a by-name list is one file, however many people are on it."""


def written(session: Session) -> tuple[int, int, int]:
    """Returns three numbers that stay the same until somebody writes to this file, here or in another program."""
    connection = plain(session)
    return _count(connection, "PRAGMA data_version"), connection.total_changes, id(connection)


def counts(session: Session, today: date) -> Counts:
    """Returns how many things are waiting on that day, by kind of due item (0 for none) and in other ways."""
    connection, iso = plain(session), today.isoformat()
    # Read row by row along the index and counted here: to group them SQLite would sort them, or use memory for each,
    # which the cipher locks and wipes.
    shown = connection.execute("SELECT kind_rank, due FROM case_due WHERE shows_from <= ?", (iso,)).fetchall()
    waiting, late = Counter[DueKind](), 0
    for (rank, due), many in Counter(shown).items():
        kind = KINDS[_whole(rank)]
        waiting[kind] += many
        late += many if kind in LATE and due is not None and str(due) < iso else 0
    return Counts(
        due={str(kind): waiting[kind] for kind in KINDS},
        overdue=late,
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
