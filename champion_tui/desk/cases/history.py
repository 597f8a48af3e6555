"""What was done to a case, in order; and other cases that are likely the same person's."""

from collections.abc import Callable

from champion_tui.desk.cases.history_views import Timeline, TimelineEntry
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.triage.judging import Judged
from champion_tui.domain.cases.case import Case
from champion_tui.domain.cases.form import Form
from champion_tui.knowledge.book import Book
from champion_tui.store.casestore import CaseStore


class History:
    """``desk.cases.history``. All methods are *slow*. ``judged`` replays a case's answers at the present moment."""

    def __init__(self, store: CaseStore, book: Book, form: Form, judged: Callable[[Case], Judged]) -> None:
        self._store = store
        self._book = book
        self._form = form
        self._judged = judged

    def timeline(self, reference: str) -> tuple[TimelineEntry, ...]:
        """Every event of the case, oldest first. Raises ``UnusableValue`` for an unknown one."""
        with store_errors():
            case, events = self._store.case(reference), self._store.events(reference)
        words = Timeline(self._book, self._form, self._judged(case).tree)
        return tuple(map(words.entry, events))
