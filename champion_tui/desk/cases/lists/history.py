"""The history of a case in order, and other cases that are likely the same person's."""

from collections.abc import Callable

from champion_tui.desk.cases.case_views import initials, listed_status_words, missing_in, status_of
from champion_tui.desk.cases.lists.history_views import SimilarCase, TimelineEntry
from champion_tui.desk.cases.lists.summarising import likeness_of
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.triage.judging import Judged
from champion_tui.domain.cases.case import Case
from champion_tui.domain.cases.similar import LIKELY, RelevantFacts, Similar, compare, since
from champion_tui.ground.dates.date_words import list_words
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.forms.after_sending import Since
from champion_tui.papers.record.event_words import in_words
from champion_tui.papers.setting.fonts import Fonts
from champion_tui.store.casestore import CaseStore
from champion_tui.triage.rules import last_date

MOST_COMPARED = 200
"""How many cases that have something in common are compared in full."""

MOST_SHOWN = 10
SINCE = "New since then: {changes}."


class History:
    """``desk.cases.history``. All methods are *slow*. ``judged`` replays a case's answers at the present moment."""

    def __init__(self, store: CaseStore, book: Book, fonts: Fonts, judged: Callable[[Case], Judged]) -> None:
        self._store = store
        self._book = book
        self._fonts = fonts
        self._judged = judged

    def timeline(self, reference: str) -> tuple[TimelineEntry, ...]:
        """Returns every event of the case, oldest first. Raises ``UnusableValue`` for an unknown case."""
        with store_errors():
            case, events = self._store.case(reference), self._store.events(reference)
        return tuple(
            TimelineEntry(event, in_words(event, case, self._book, self._book.form_of(case.tree.id)))
            for event in events
        )

    def similar(self, reference: str) -> tuple[SimilarCase, ...]:
        """Returns other cases that are likely the same person's, the likeliest first. Nothing is decided here: a person
        does that. Raises what ``timeline`` raises.
        """
        with store_errors():
            case = self._store.case(reference)
            likeness = likeness_of(case)
            alike = self._store.likely_same(likeness, reference, MOST_COMPARED)
        scored = [(compare(likeness, other, self._book.nicknames), named) for named, other in alike]
        likely = sorted(((one, named) for one, named in scored if one.score >= LIKELY), key=lambda pair: -pair[0].score)
        now = self._facts(case)
        return tuple(self._similar(one, named, now) for one, named in likely[:MOST_SHOWN])

    def unlinked(self, reference: str) -> tuple[SimilarCase, ...]:
        """Returns the same as ``similar``, without the cases that this one follows, however far back, and the one that
        follows it. Raises what ``timeline`` raises.
        """
        alike = self.similar(reference)
        linked = self._linked(reference) if alike else frozenset()
        return tuple(other for other in alike if other.reference not in linked)

    def _linked(self, reference: str) -> frozenset[str]:
        with store_errors():
            case = self._store.case(reference)
            linked = {case.followed_by}
            while case.follows is not None and case.follows not in linked:
                linked.add(case.follows)
                case = self._store.case(case.follows)
        return frozenset(each for each in linked if each)

    def _similar(self, found: Similar, reference: str, now: RelevantFacts) -> SimilarCase:
        with store_errors():
            case = self._store.case(reference)
        judged, known = self._judged(case), self._book.after_sending
        changed = since(self._facts(case), now)
        new = list_words(tuple(known.since[Since(each)] for each in changed))
        status = status_of(case, judged, missing_in(self._book.form_of(case.tree.id), case, judged, self._fonts))
        return SimilarCase(
            reference=reference,
            who=initials(self._book.form_of(case.tree.id), case),
            score=found.score,
            why=tuple(map(str, found.why)),
            why_words=tuple(known.alike[each] for each in found.why),
            since=tuple(map(str, changed)),
            since_words=SINCE.format(changes=new) if new else "",
            state=listed_status_words(case, status, current=True),
        )

    def _facts(self, case: Case) -> RelevantFacts:
        judgement = self._judged(case).judgement
        answers = judgement.answers
        return RelevantFacts(
            authority=str(answers.get("authority", "")),
            last_date=last_date(answers),
            stage=str(judgement.stage or ""),
            situation=str(answers.get("situation", "")),
        )
