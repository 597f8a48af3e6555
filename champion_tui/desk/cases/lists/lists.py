"""The cases as lists: a window of them, what is due today, and one at a glance. No case is opened for it."""

import sys
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import date, datetime

from champion_tui.desk.cases.lists.today import (
    GlanceView,
    TodayItem,
    TodayView,
    case_row,
    council_now,
    counts_words,
    early_item,
    glance,
    list_notes,
    today_item,
)
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.views import CasesView, LineView
from champion_tui.domain.cases.afterwards.due import early_due, shown, threatened_from, urgency
from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.reference_code import parse_reference, reference_begun
from champion_tui.domain.cases.search_text import search_fold
from champion_tui.domain.cases.summary import CasePage, CaseQuery, Due, EarlyEntry, SortBy
from champion_tui.domain.lines.england import NO_COUNCIL
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.store.casestore import CaseStore

ALL_READY = CaseQuery(status=CaseStatus.READY, sort=SortBy.CHANGED, limit=sys.maxsize)
CHANGED_LAST_FIRST = CaseQuery(sort=SortBy.CHANGED)


@immutable
class Beside:
    """What is shown next to a list of cases. ``ready`` is the number of packs ready to be written, ``early`` the number
    of people on the early list whose 56 days have begun. ``notes`` is as in ``CasesView``. ``refreshing``: the list is
    being brought up to date.
    """

    ready: int
    early: int
    notes: tuple[str, ...] = ()
    refreshing: bool = False


class Lists:
    """``desk.cases.lists``. All methods are *slow*. ``area`` is the id of the desk's area."""

    def __init__(self, store: CaseStore, book: Book, *, now: Callable[[], datetime], area: str) -> None:
        self._store = store
        self._book = book
        self._now = now
        self._area = area

    def cases(self, query: CaseQuery = CHANGED_LAST_FIRST) -> CasesView:
        """Returns a window of the cases that match ``query``; its ``search`` is what was typed. Raises ``WrongValue``
        for an unknown council.
        """
        today = london_date(self._now())
        if query.authority and query.authority not in NO_COUNCIL and self._book.authority(query.authority) is None:
            raise WrongValue(Problem("authority", query.authority, self._book.why_not(query.authority, today)))
        with store_errors():
            page, counts = self._searched(query, today), self._store.counts(today)
        rows = tuple(case_row(self._book, row, today) for row in page.rows)
        return CasesView(page.total, rows, counts_words(counts), list_notes(counts, self._store.stale), page.more)

    def _searched(self, query: CaseQuery, today: date) -> CasePage:
        first, *others = _meant(query)
        page = self._store.listed(first, today)
        for other in others:
            if not page.total and not page.more:
                page = self._store.listed(other, today)
        return page

    def find_all(self, query: CaseQuery, wanted: Callable[[], bool]) -> None:
        """Finds every case that matches a query whose rows were asked for ``quickly``. Works only while nothing else is
        asked of the store, and stops as soon as ``wanted()`` is false. After it, ``cases`` says how many there are.
        """
        today = london_date(self._now())
        with store_errors():
            for meant in _meant(query):
                found = None
                while found is None and wanted():
                    found = self._store.find_all(meant, today, wanted)
                if found:
                    return

    def settle(self) -> None:
        """Waits until every list shows what today's knowledge and settings result in. Takes almost no time unless they
        were changed.
        """
        with store_errors():
            self._store.settle()

    def ready(self) -> tuple[str, ...]:
        """Returns the references of all cases that are ready and have no pack yet, the last changed first. Waits as
        ``settle`` does.
        """
        self.settle()
        return tuple(row.reference for row in self.cases(ALL_READY).rows)

    def workers(self) -> tuple[str, ...]:
        """Returns the names of all workers of cases, each once, in order."""
        with store_errors():
            return self._store.workers()

    def beside(self) -> Beside:
        """Returns what is shown next to a list of cases."""
        today = london_date(self._now())
        with store_errors():
            ready = self._store.listed(CaseQuery(status=CaseStatus.READY, limit=0), today).total
            early, counts, stale = self._store.early(), self._store.counts(today), self._store.stale
        return Beside(ready, _begun(early, today), list_notes(counts, stale), refreshing=bool(stale))

    def waiting(self) -> tuple[int, int, int, int]:
        """Returns four numbers: things that are due, referrals NOT SENT, files not dealt with, and people on the early
        list whose 56 days have begun.
        """
        today = london_date(self._now())
        with store_errors():
            counts, early = self._store.counts(today), self._store.early()
        return sum(counts.due.values()), counts.not_sent, counts.files, _begun(early, today)

    def today(self, limit: int | None = None) -> TodayView:
        """Returns what needs doing, most urgent first: from cases and from the early list. ``limit`` is the most to
        read from cases, None for all.
        """
        at = self._now()
        today = london_date(at)
        with store_errors():
            asked = self._store.due_items(today, limit)
            early = self._store.early()
            counts = self._store.counts(today)
        items: list[tuple[Due, TodayItem]] = [(each.due, today_item(self._book, each, today)) for each in asked]
        for entry in early:
            due = early_due(entry)
            if due.shows_from <= today:
                items.append((due, early_item(self._book.after_sending, entry, due, today)))
        items.sort(key=lambda item: urgency(item[0], today))
        notes = list_notes(counts, self._store.stale)
        counted = counts_words(counts, _begun(early, today))
        return TodayView(at, tuple(item for _, item in items), counted, notes)

    def glance(self, reference: str, kind: str = "") -> GlanceView:
        """Returns one case at a glance: its state, whom to ring about it now and what to say. ``kind`` names the due
        thing to show; by default it is the most urgent. Raises ``UnusableValue`` for an unknown case.
        """
        at = self._now()
        today = london_date(at)
        with store_errors():
            row = self._store.listed_one(reference, today)
        due = next((each for each in shown(row.summary.dues, today) if each.kind == kind), row.due)
        return glance(self._book, replace(row, due=due), at, self._area)

    def ring(self, reference: str) -> tuple[LineView, ...]:
        """Returns the lines to ring now about a case, best first, whether anything is due or not. Raises what
        ``glance`` raises.
        """
        at = self._now()
        with store_errors():
            row = self._store.listed_one(reference, london_date(at))
        return council_now(self._book, row, at, self._area)


def _meant(query: CaseQuery) -> tuple[CaseQuery, ...]:
    """Returns the queries to try, one after another, until something is found. Text that looks like the beginning of a
    reference is first looked for in references: in the texts its parts would be ordinary words, and every case has the
    first one.
    """
    begun = reference_begun(query.search)
    words = replace(query, search=parse_reference(query.search) or search_fold(query.search))
    return (replace(query, search=begun), words) if begun else (words,)


def _begun(early: Iterable[EarlyEntry], today: date) -> int:
    """Returns the number of people on the early list whose 56 days have begun."""
    return sum(threatened_from(entry.on) <= today for entry in early)
