"""Lists, dues, counts and figures, read from the read model alone: a window of rows, never every case.

What depends on the day is worked out here: whether a due shows, whether a stage has come, whether a referral has expired. Each
function works within a transaction that its caller holds, on plain columns.
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
"""Characters of a word that the text index can find."""

AT_A_TIME = 6
"""Letters of a word up to which the index sees quickly whether they stand one behind the other. For more it takes memory for each case, which the
cipher locks and wipes: twenty times as long, a second for a word that is in all of 100,000 cases.
"""

TOP = 500
"""So many cases are taken from the top of an order at first: enough for a window, and found without sorting all."""

FEW = 300
"""Cases that fit up to which SQLite sorts these, each read for it; of more, the order is walked until a window is full."""

MANY = 20_000
"""Cases that fit up to which all are put in the order that is asked for. Of more those are looked for that stand first in it."""

SPARSE = 10_000
"""Cases of which each is looked up where a short word is looked for in their texts; of more, all texts are gone through."""

STEP, LONGER = 1_000, 4
"""So many numbers of a walked order are read at first, and so many times as many each time that these were not enough."""

AT_ONCE = 500

ALL_TEXTS, REFERENCES = "NOT INDEXED", "INDEXED BY ix_case_search_found_by"
"""What is read where a word is looked for in all texts, and where in reference and initials alone: these lie in an index, a quarter of all."""

LOOKED_AT = 1_000
"""So many cases are looked at, from the top of an order on, for the first rows of a search before it is known how many fit."""

AT_FIRST, WIDER = 60, 4
"""So many of them at first, and so many times as many each time that too few of these fitted."""

URGENT = "urgent"
"""Under which name that order is kept, with the day and the state of the store for which it holds."""

LONG = "long"
"""Under which name it is kept which cases have the long words of a search, with the same."""

ALL_FOUND = "all found"
"""Under which name all that fit the searches asked last are kept, with the same."""

SEARCHES_KEPT = 2
"""What may be a reference is looked for as one first, and then as words."""

URGENCY = (
    "d.due IS NOT NULL,"
    f" CASE WHEN d.kind_rank IN ({', '.join(str(KIND_RANKS[kind]) for kind in KINDS if kind in WAITS)}) THEN max(ifnull(d.due, :today), :today)"
    " ELSE ifnull(d.due, :today) END, d.kind_rank, d.case_id"
)
"""The order of dues, that of ``urgency`` in ``domain/cases/afterwards/due.py``; ``:today`` is the day on which they are read."""

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


@immutable
class _Sql:
    """A piece of SQL of our own, with what stands for its marks."""

    sql: str
    values: Sequence[object] | Mapping[str, object] = ()


@immutable
class _Search:
    """How the words of a search are looked for: ``few`` are all cases that can have them, where they are not many (one text); of these, or of
    all, those fit of which ``texts`` holds, where it is not "". ``index`` asks the text index for the same. ``through``: where all are gone through,
    what that reads.
    """

    few: str | None
    texts: _Sql
    index: _Sql | None = None
    through: str = ALL_TEXTS


# -- lists --------------------------------------------------------------------------------------------------------------


def listed(session: Session, query: CaseQuery, today: date) -> CasePage:
    """The window that ``query`` asks for, as it is on the day ``today``."""
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
    """What ``_fitting`` gives of the cases that stand first in the order, and whether there may be more: of common words the first rows are found
    long before all that have them.
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
    """Every case that fits, in no order. They are kept as long as nobody writes: each window of a list asks for the same."""
    known, all_of = _known(session), _all_of(query, today)
    if all_of not in known:
        known[all_of] = array("q", _everything(session, query, today))
        for before in list(known)[:-SEARCHES_KEPT]:
            del known[before]
    return known[all_of]


def _known(session: Session) -> dict[object, Sequence[int]]:
    """What ``find_all`` found and still holds."""
    holds_for = written(session)
    kept: dict[str, tuple[object, dict[object, Sequence[int]]]] = session.info.get(KEPT, {})
    if kept.get(ALL_FOUND, (None,))[0] != holds_for:
        kept[ALL_FOUND] = holds_for, {}
    return kept[ALL_FOUND][1]


def _all_of(query: CaseQuery, today: date) -> object:
    """What two windows of one list have in common."""
    return today, replace(query, sort=SortBy.DUE, limit=0, offset=0, quickly=False)


def _everything(session: Session, query: CaseQuery, today: date) -> Iterable[int]:
    """Which cases fit is asked once: their numbers come in one text, which is read faster than SQLite counts them a second time."""
    connection, parts = plain(session), _narrowing(query, today)
    if not query.search.split():
        return _numbers(connection, _both(parts))
    search = _looked_for(session, query)
    if search.few is not None and not search.texts.sql:
        return _among(search.few, _narrowed(session, query, today))
    if search.index is None:
        # To look up each of many takes seven times as long as to go through all of them.
        among = f"case_id IN ({search.few}) AND " if search.few is not None else ""
        texts = f"SELECT case_id AS id FROM case_search {search.through} WHERE {among}{search.texts.sql}"  # noqa: S608  made here, of marks
        parts.append(_Sql(texts, search.texts.values))
    else:
        parts.append(search.index)
    return _numbers(connection, _both(parts))


def _fitting(
    session: Session, numbers: Sequence[int], query: CaseQuery, today: date, end: int
) -> tuple[int, Iterator[int]]:
    """How many cases fit, those with the ``numbers``, and at least the first ``end`` of them in the order of the query. Of many those are looked
    for that stand first in the order; where too few of these fit, all are put in order.
    """
    if len(numbers) <= MANY:
        return len(numbers), _ordered(session, set(numbers), query, today)
    first = list(islice(_ordered(session, None, query, today), TOP if end else 0))
    fit = set(first).intersection(numbers)
    if len(fit) >= min(end, len(numbers)):
        return len(numbers), filter(fit.__contains__, first)
    return len(numbers), _ordered(session, set(numbers), query, today)


def _ordered(session: Session, fit: set[int] | None, query: CaseQuery, today: date) -> Iterator[int]:
    """The cases that ``fit``, or every case, in the order of the query; read as they are needed."""
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
        # A case that cannot be read has a row of its own, and none in the read model.
        source += " JOIN case_summary s ON s.case_id = c.id"
    walked = _walked(connection, _Sql(f"SELECT {key} AS id FROM {source} ORDER BY {order}"))  # noqa: S608  made here
    return walked if fit is None else filter(fit.__contains__, walked)


def _most_urgent_first(session: Session, fit: set[int] | None, today: date, *, only_due: bool) -> Iterator[int]:
    """Cases that ask for something, by the most urgent of it; then the others, the one changed last first."""
    urgent = _urgent(session, today, whole=fit is not None)
    seen = set[int]()
    for case_id in urgent if fit is None else filter(fit.__contains__, urgent):
        seen.add(case_id)
        yield case_id
    if not only_due:
        changed = _in_order(plain(session), None if fit is None else fit - seen, ORDER[SortBy.CHANGED])
        yield from (case_id for case_id in changed if case_id not in seen)


def _urgent(session: Session, today: date, *, whole: bool) -> Iterator[int]:
    """The cases that ask for something, by the most urgent of it. All of them are sorted once where the ``whole`` is wanted, and kept as long as
    nobody writes: each key of a search asks for them. The first are found without sorting all.
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
    """The cases that fit every condition but what is searched for; None where there is no other."""
    parts = _narrowing(query, today)
    return set(_numbers(plain(session), _both(parts))) if parts else None


def _among(few: str, fit: set[int] | None) -> set[int]:
    """Those of the ``few`` (one text) that ``fit`` too; None are all."""
    numbers = _read(few)
    return set(numbers) if fit is None else fit.intersection(numbers)


def _both(parts: Sequence[_Sql]) -> _Sql:
    """Asks for the ``id`` of each case that all of them ask for."""
    return _Sql(" INTERSECT ".join(each.sql for each in parts), tuple(value for each in parts for value in each.values))


def _narrowing(query: CaseQuery, today: date) -> list[_Sql]:
    """Each asks for the ``id`` of the cases that fit a condition, once, but for what is searched for. Each is looked up in an index that holds all
    it needs.
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
    """How all words of a search are looked for. A word that is too short for the text index is looked for in every text of the cases that the
    longer ones find ("bed 12"), or where there are none in reference and initials.
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
    """The cases that have the long words, as one text; kept as long as nobody writes: the next letter of a short word asks for the same."""
    holds_for = (asked.sql, *asked.values, *written(session))
    kept: dict[str, tuple[object, str]] = session.info.get(KEPT, {})
    if kept.get(LONG, (None,))[0] != holds_for:
        kept[LONG] = holds_for, _put_together(plain(session), asked)
    return kept[LONG][1]


def _in_texts(word: str) -> _Sql:
    """Whether one of a case's texts has the word. Text by text: the cipher locks and wipes whatever memory is used, so to put all of them
    together took thirty times as long.
    """
    names = [*INDEXED[TEXT_INDEX]]
    values = [word] * len(names)
    if key := _key(word):
        names, values = [*names, "found_by"], [*values, key]
    return _Sql(f"({' OR '.join(f'instr({name}, ?)' for name in names)})", values)


def _expression(word: str, said: Callable[[str], str]) -> str:
    """What FTS5 is asked for one word. A reference is found by what it is read as, too."""
    key = _key(word)
    return f"({said(word)} OR found_by : {said(key)})" if key else said(word)


def _key(word: str) -> str:
    """How a reference that has the word in it is read, where that is another word; else "". It must be long enough for the text index."""
    key = search_key(word).casefold()
    return "" if len(word) < TRIGRAM or len(key) < TRIGRAM or key == word else key


def _quoted(word: str) -> str:
    """The word as it stands: in quotation marks nothing has a meaning of its own but these (doubled)."""
    return '"' + word.replace('"', '""') + '"'


def _together(word: str) -> str:
    """The same of a word that is quick: of a longer one its beginning and its end, which overlap."""
    if len(word) <= AT_A_TIME:
        return _quoted(word)
    return f"NEAR({_quoted(word[:AT_A_TIME])} {_quoted(word[-AT_A_TIME:])}, 0)"


def _is_quick(word: str) -> bool:
    """Whether the index finds a word by no more letters at a time than it sees quickly. The beginning and the end must not fit one another in
    any other way than they do in the word.
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
    """Of any word all its parts, wherever they stand in one case; as few as hold all its letters."""
    begins = [*range(0, len(word) - TRIGRAM, TRIGRAM), len(word) - TRIGRAM]
    parts = dict.fromkeys(_quoted(word[begin : begin + TRIGRAM]) for begin in begins)
    return f"({' AND '.join(parts)})" if len(parts) > 1 else "".join(parts)


def _numbers(connection: Connection, asked: _Sql) -> list[int]:
    """Each ``id`` that ``asked`` asks for, in its order."""
    return _read(_put_together(connection, asked))


def _put_together(connection: Connection, asked: _Sql) -> str:
    """The same as one text: row by row they take three times as long, and wait at each for whatever else this program does."""
    (found,) = connection.execute(f"SELECT group_concat(id) FROM ({asked.sql})", asked.values)  # noqa: S608  made here
    return str(found[0] or "")


def _read(numbers: str) -> list[int]:
    return cast("list[int]", json.loads(f"[{numbers}]"))


def _walked(connection: Connection, asked: _Sql) -> Iterator[int]:
    """The same of a long walk, in ever longer steps, as they are needed."""
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
    """``day`` and so many days, no further than the calendar goes."""
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
    """The summaries of those cases, each with the id of its tree. What is searched and compared is left out of them: no list shows it, and it would
    cost as much as all the rest.
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
    """Their numbers as SQL lists of ``AT_ONCE``, as they lie in the file: of thousands that stand here and there in it, many are in one page."""
    ordered = sorted(set(case_ids))
    for begin in range(0, len(ordered), AT_ONCE):
        yield ", ".join(map(str, ordered[begin : begin + AT_ONCE]))


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


def listed_one(session: Session, reference: str, today: date) -> ListedCase:
    """The row of one case as it is on that day. Raises ``NoSuchCase``."""
    connection = plain(session)
    found = connection.execute("SELECT id FROM case_record WHERE reference = ?", (clean(reference),)).fetchone()
    rows = list(_rows(connection, [_whole(found[0])], today)) if found else []
    if not rows:
        raise NoSuchCase(reference)
    return rows[0]


def due_items(session: Session, today: date, limit: int | None) -> tuple[DueItem, ...]:
    """One entry for each due that shows on that day, most urgent first; None is no limit. Of each case is read what is said beside it, and no
    more: all of a summary would take as long again.
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
    """The row of each case with a due of that ``kind`` that shows on that day, most urgent first. The summaries are without their dues."""
    connection = plain(session)
    shown = _shown(connection, today, kind)
    summaries = _summaries(connection, {case_id for case_id, _ in shown}, with_dues=False)
    return tuple(_listed(*summaries[case_id], due, today) for case_id, due in shown if case_id in summaries)


def _shown(connection: Connection, today: date, kind: DueKind | None = None) -> list[tuple[int, Due]]:
    """The dues (of that ``kind``) that show on that day, each with its case, most urgent first. They are sorted here: to sort thousands, SQLite takes
    memory for each.
    """
    asked = "SELECT case_id, kind_rank, shows_from, due FROM case_due WHERE shows_from <= ?"
    if kind is not None:
        asked += f" AND kind_rank = {KIND_RANKS[kind]}"
    found = connection.execute(asked, (today.isoformat(),)).fetchall()
    dues = [(_whole(case_id), due_from(columns)) for case_id, *columns in found]
    return sorted(dues, key=lambda each: (urgency(each[1], today), each[0]))


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
    # Row by row along the index, and counted here: to bring them together SQLite sorts them, or takes memory for each, which the cipher locks
    # and wipes.
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
