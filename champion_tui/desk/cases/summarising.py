"""Puts a case into the one row that lists, dues and counts are made from. Called by the store inside the transaction of each change."""

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from datetime import date

from champion_tui.desk.cases.as_sent import kept_of
from champion_tui.desk.cases.case_status import is_not_sent, pack_is_current
from champion_tui.desk.cases.case_views import (
    allows_referral,
    authority_words,
    initials,
    missing_in,
    status_of,
    status_words,
)
from champion_tui.desk.triage.contact import chosen_authority
from champion_tui.desk.triage.judging import Judged
from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN, Heard
from champion_tui.domain.cases.case import SLIP, Case, CaseStatus, ExportedFile
from champion_tui.domain.cases.completeness import paper_choice
from champion_tui.domain.cases.due import DueFacts, dues
from champion_tui.domain.cases.form import Form
from champion_tui.domain.cases.search_text import search_fold
from champion_tui.domain.cases.summary import BY_LAST_DATE, CaseSummary, Likeness, SearchTexts
from champion_tui.domain.dates.stage import Stage
from champion_tui.ground.calendar import london_date
from champion_tui.ground.date_words import day_words
from champion_tui.knowledge.book import Book
from champion_tui.papers.setting.fonts import Fonts
from champion_tui.triage.rules import DATED, last_date

WAY = 1
"""The way in which a row is made. A program that makes it otherwise has another number, so that old rows are made anew."""

PHONES = ("phone", "alternative-contact-phone")
NOTES = ("contact-notes", "support-needs-notes", "risk-notes", "summary", "communication-needs")
NAMES = ("full-name", "full-name-latin")


class Summarising:
    """Makes summaries with one desk's knowledge. ``judged`` replays a case; ``fonts`` are those that papers are set in here."""

    def __init__(self, book: Book, form: Form, fonts: Fonts, judged: Callable[[Case], Judged]) -> None:
        self._book = book
        self._form = form
        self._fonts = fonts
        self._judged = judged

    @property
    def basis(self) -> str:
        """A digest of all that a row rests on beside its case."""
        promises = [
            [authority.id, authority.name, authority.promise.working_days if authority.promise else None]
            for authority in self._book.authorities()
        ]
        trees = [tree.digest for tree in self._book.trees.values()]
        held = [WAY, promises, trees, self._book.digest]
        return hashlib.sha256(json.dumps(held).encode()).hexdigest()

    def summary(self, case: Case, files: Iterable[ExportedFile]) -> CaseSummary:
        """The row of a case, ``files`` being those that left the vault and are not dealt with."""
        judged = self._judged(case)
        judgement = judged.judgement
        lacks = missing_in(self._form, case, judged, self._fonts) if allows_referral(judged) else ()
        status = status_of(case, judged, lacks)
        current = pack_is_current(self._form, case, judged)
        last = last_date(judgement.answers)
        steps = case.steps
        stage = judgement.stage
        by_date = case.sent is None and last is not None and judgement.answers.get("situation") in DATED
        authority = chosen_authority(self._book, judged)
        needs = case.referral.get("support-needs", ())
        return CaseSummary(
            reference=case.reference,
            initials=initials(self._form, case),
            status=str(status),
            status_words=_status_words(case, status, current=current is not False),
        )
