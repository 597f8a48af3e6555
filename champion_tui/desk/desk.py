"""The desk: one object per running program, made by ``open_desk``. Every front end drives the job through it.

All methods are plain calls. Those marked *slow* unlock, read or write the store or write files: a screen calls them from a
worker thread. Errors are the classes of ``desk.errors``; each carries a sentence for people.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk import remembered
from champion_tui.desk.cases.field_values import parse
from champion_tui.desk.connection.advice import connection_advice
from champion_tui.desk.connection.advice_views import ConnectionView
from champion_tui.desk.connection.advice_words import understood_words
from champion_tui.desk.connection.draft import ConnectionDraft, empty_draft
from champion_tui.desk.numbers import corrections, guidance
from champion_tui.desk.numbers.number_views import numbers_view
from champion_tui.desk.opening import LOCAL_DATA, load_book
from champion_tui.desk.settings import change_settings, read_settings
from champion_tui.desk.training import is_training
from champion_tui.desk.triage.interview import Interview
from champion_tui.desk.triage.judging import Judged, area_of_person, judge_answers
from champion_tui.desk.vault.vault import Vault
from champion_tui.desk.views import FactView, GuidanceEntry, NumbersView, StartView
from champion_tui.domain.dates.purposes import ANY_DATE, PURPOSES
from champion_tui.domain.dates.said_day import DayRead, read_day
from champion_tui.domain.dates.wrong_clock import clock_doubt
from champion_tui.ground.answers import Answer, Problem
from champion_tui.ground.calendar import london_date
from champion_tui.ground.date_words import count_words, moment_words
from champion_tui.ground.given_moment import GivenMoment
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.freshness import newest_check, to_confirm

if TYPE_CHECKING:
    from champion_tui.desk.cases.cases import Cases
    from champion_tui.desk.papers.languages import Languages
    from champion_tui.desk.papers.papers import Papers
    from champion_tui.desk.unlocked import Unlocked
    from champion_tui.store.casestore import CaseStore


def open_desk(home: Path, now: Callable[[], datetime], area: str | None = None) -> "Desk":
    """Load the knowledge, with the organisation's corrections in ``home``. Raises ``BrokenData``."""
    return Desk(load_book(home), home, now, area)


class Desk:
    """Made with the knowledge, the home folder, a clock (aware datetimes) and the area (None: the settings'). The clock may be a
    ``GivenMoment``: whatever is stored then has the machine's own moment beside it. ``memory`` gives the folder outside ``home`` in
    which this machine remembers what was last seen of a vault; None for none.
    """

    def __init__(
        self,
        book: Book,
        home: Path,
        now: Callable[[], datetime],
        area: str | None = None,
        *,
        memory: Callable[[], Path | None] = lambda: None,
    ) -> None:
        self.book = book
        self.home = home
        self.now = now
        self.settings = read_settings(home)
        self.area = area_of_person(book, area or self.settings.area)
        self.training = is_training(home)
        """Whether everything here is invented and thrown away: every screen and every paper then says so."""
        self._newest_check = newest_check(book)
        self.vault = Vault(home, now, (lambda: None) if self.training else memory, self._behind)

    @property
    def cases(self) -> "Cases":
        """The stored cases. Raises ``Locked``."""
        return self.vault.opened().cases

    @property
    def papers(self) -> "Papers":
        """What leaves the vault. Raises ``Locked``."""
        return self.vault.opened().papers

    @property
    def languages(self) -> "Languages":
        """The languages that slips can have."""
        from champion_tui.desk.papers.languages import Languages  # noqa: PLC0415  the papers load only for those who print

        return Languages(self.book, self.home, self.now)

    def start(self) -> StartView:
        """The start screen. Never waits for the store."""
        at = self.now()
        unsure = len(to_confirm(self.book, self.area.id, london_date(at)))
        troubles = tuple(f"{trouble.place}: expected {trouble.expected}" for trouble in self.book.troubles)
        return StartView(
            date_words=moment_words(at),
            clock=self.clock_doubt(),
            area=self.area.name,
            stale_words=f"{count_words(unsure, 'number')} to ring and confirm: see Guidance." if unsure else "",
            first_run=not self.settings.first_run_done,
            troubles=(*troubles, self.settings.trouble) if self.settings.trouble else troubles,
        )

    def clock_doubt(self) -> str:
        """Why the clock may be wrong, as a sentence; "" where nothing says so. While the vault is open it is held against what
        was stored, and against itself: a clock that is set back while the program runs is seen too.
        """
        now, newest = self.now(), self.vault.newest
        if newest is not None and now > newest:
            self.vault.newest = now
        return clock_doubt(now, newest, self._newest_check, given=isinstance(self.now, GivenMoment))

    def numbers(self, authority: str | None = None, emergency: str | None = None) -> NumbersView:
        """Who to call now."""
        return numbers_view(self.book, self.now(), self.area.id, authority, emergency)

    def facts_to_confirm(self) -> tuple[FactView, ...]:
        """The first run's short list: the area's numbers that somebody should ring and confirm."""
        return corrections.facts_to_confirm(self.book, self.area, self._today())

    def correct(self, line: str, *, phone: str | None, hours: str | None, who: str, why: str) -> FactView | Problem:
        """Put the organisation's own number or hours over the shipped ones; the shipped data stays as it is."""
        found = corrections.correct(
            self.book, self.home / LOCAL_DATA, line, phone, hours, who=who, why=why, on=self._today()
        )
        return found if isinstance(found, Problem) else self._reload(line)

    def correction_problem(
        self, line: str, *, phone: str | None, hours: str | None, who: str, why: str
    ) -> Problem | None:
        """The first value of a correction that could not be used; None where it could be written."""
        return corrections.problem_in(self.book, line, phone, hours, who=who, why=why)

    def confirm(self, line: str, *, who: str) -> FactView | Problem:
        """Note that somebody rang a number today and that it is right."""
        found = corrections.confirm(self.book, self.home / LOCAL_DATA, line, who=who, on=self._today())
        return found if isinstance(found, Problem) else self._reload(line)

    def first_run_done(self) -> None:
        """The list of numbers to ring was looked at: the start screen no longer opens with it."""
        self.settings = change_settings(self.home, self.settings, first_run_done=True)

    def guidance(self, search: str = "") -> tuple[GuidanceEntry, ...]:
        """Terms, law, local connection and local arrangements that hold ``search``."""
        return guidance.guidance(self.book, self.area, search)

    def connection_draft(self, stage: str | None = None) -> ConnectionDraft:
        """An empty history for the local-connection advice; ``stage`` is the case's, where one is known. Stores nothing."""
        return empty_draft(self.book, self.area, self.connection_advice, stage)

    def remembered_words(self, key: str, text: str) -> str:
        """What a time typed for the advice is understood as ("in March 2024"); "" where it is not. ``key`` names its box."""
        return understood_words(key, text, self._today())

    def connection_advice(self, raw: Mapping[str, object]) -> ConnectionView | Problem:
        """Local connection from what the person remembers (``connection_advice.Raw``), as it stands today. Stores nothing."""
        return connection_advice(self.book, raw, self._today())

    def begin(self) -> Interview:
        """A new triage, in memory only."""
        return Interview(self.judge)

    def judge(self, answers: Mapping[str, Answer], sent_on: date | None = None, at: datetime | None = None) -> Judged:
        """Replay answers at this moment or ``at`` another, in the person's area."""
        return judge_answers(
            self.book,
            answers,
            at=at or self.now(),
            area=self.area.id,
            champion=self.settings.champion,
            sent_on=sent_on,
        )

    def theme(self) -> str:
        """The theme chosen last on this machine; "" where none was, or where that cannot be read."""
        return remembered.THEME.of(self.home, remembered.this_machine())

    def remember_theme(self, name: str) -> None:
        """Keep the theme for the next start on this machine. Where that cannot be written, nothing is said: it is only a look."""
        remembered.THEME.note(self.home, remembered.this_machine(), name)

    def problem_in(self, field: str, value: Answer | None) -> Problem | None:
        """Why a field of the form would refuse ``value``; None where it would take it. Needs no store."""
        found = self.book.forms[self.area.form].field(field)
        given = None if found is None else parse(found, self.book.codes, value, self._today())
        return given if isinstance(given, Problem) else None

    def read_day(self, what: str, text: str) -> DayRead:
        """One day from what a person typed for the question or field ``what`` (or ``SENT``), as said today."""
        return read_day(text, PURPOSES.get(what, ANY_DATE), self._today())

    # -- shared -----------------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return london_date(self.now())

    def _behind(self, store: "CaseStore") -> "Unlocked":
        from champion_tui.desk.unlocked import unlocked  # noqa: PLC0415  store and papers load when a vault is unlocked

        form = self.book.forms[self.area.form]
        return unlocked(
            store, self.book, form, self.judge, home=self.home, training=self.training, opened=lambda: self.cases
        )

    def _reload(self, line: str) -> FactView:
        self.book = load_book(self.home)
        self.area = self.book.areas[self.area.id]
        # Cases are read by the same knowledge that answers are judged by.
        self.vault.read_anew()
        self._newest_check = newest_check(self.book)
        return corrections.fact_view(self.book, line, self._today())
