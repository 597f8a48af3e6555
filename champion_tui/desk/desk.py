"""The desk: one object per running program, made by ``open_desk``. Every front end drives the job through it.

All methods are plain calls. Those marked *slow* unlock, read or write the store or write files: a screen calls them from a
worker thread. Errors are the classes of ``desk.errors``; each carries a sentence for people.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.cases.field_values import parse
from champion_tui.desk.numbers import corrections
from champion_tui.desk.numbers.guidance import Guidance
from champion_tui.desk.numbers.number_views import line_views, numbers_view
from champion_tui.desk.numbers.offers import OfferView, offer_view
from champion_tui.desk.opening import LOCAL_DATA, data_errors
from champion_tui.desk.options import OptionView
from champion_tui.desk.settings import remembered
from champion_tui.desk.settings.setting_list import AREA, SettingList, change_setting, theme_of
from champion_tui.desk.settings.settings import read_settings
from champion_tui.desk.training import is_training
from champion_tui.desk.triage.finding_councils import found_options
from champion_tui.desk.triage.hints import end_hints, hints_wanted
from champion_tui.desk.triage.interview import Interview
from champion_tui.desk.triage.judging import Judged, judge_answers
from champion_tui.desk.vault.vault import Vault
from champion_tui.desk.views import FactView, GuidanceEntry, LineView, NumbersView, StartView
from champion_tui.domain.dates.clock import GivenMoment, clock_doubt
from champion_tui.domain.dates.purposes import ANY_DATE, PURPOSES
from champion_tui.domain.dates.said_day import DayRead, read_day
from champion_tui.ground.answers import Answer, Problem
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import count_words, moment_words
from champion_tui.knowledge import book
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.checking.checking import newest_check, to_confirm
from champion_tui.knowledge.practice.hints import Hints, load_hints

if TYPE_CHECKING:
    from champion_tui.desk.cases.cases import Cases
    from champion_tui.desk.connection.connection import Connection
    from champion_tui.desk.early.early import Early
    from champion_tui.desk.figures.figures import Figures
    from champion_tui.desk.papers.papers import Papers
    from champion_tui.desk.store_rooms import StoreRooms
    from champion_tui.desk.team.team import Team
    from champion_tui.desk.unlocked import Unlocked
    from champion_tui.store.casestore import CaseStore


OWN_AREA = "where you work"


def load_book(home: Path) -> Book:
    """The knowledge, with the organisation's corrections in ``home`` laid over it. Raises ``BrokenData``."""
    with data_errors():
        return book.load(home / LOCAL_DATA)


def open_desk(home: Path, now: Callable[[], datetime], area: str | None = None) -> "Desk":
    """Load the knowledge, with the organisation's corrections in ``home``. Raises ``BrokenData``."""
    return Desk(load_book(home), home, now, area)


class Desk:
    """``now`` is the clock (aware datetimes); with a ``GivenMoment`` every stored event has the machine's own time beside it. ``area``
    None takes the one in the settings. ``memory`` gives the folder outside ``home`` in which this machine remembers a vault as it was
    last seen, or None.
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
        self.settings = read_settings(home, book.areas)
        self.area = book.area_of_person(area or self.settings.area)
        self._area_chosen = (area or self.settings.area) in book.areas
        self.training = is_training(home)
        """Whether the cases are invented and will be deleted: every screen and every paper then says so."""
        self.rang_last = ""
        """Who said last, since the program began, what came of ringing a number."""
        self._newest_check = newest_check(book)
        self._guidance: tuple[Book, Guidance | None] = book, None
        self._judged_last: tuple[object, Judged | None] = None, None
        self._memory = (lambda: None) if self.training else memory
        self.vault = Vault(home, now, self._memory, self._behind, lambda: self._store_rooms.copies)

    @property
    def cases(self) -> "Cases":
        """The stored cases. Raises ``Locked``."""
        return self.vault.opened().cases

    @property
    def papers(self) -> "Papers":
        """What leaves the vault. Raises ``Locked``."""
        return self.vault.opened().papers

    @property
    def early(self) -> "Early":
        """Who may lose a home later. Raises ``Locked``."""
        return self.vault.opened().early

    @property
    def figures(self) -> "Figures":
        """What is counted. Raises ``Locked``."""
        return self.vault.opened().figures

    @property
    def team(self) -> "Team":
        """A team's store: making and joining one, and how the line to its server stands."""
        return self._store_rooms.team

    @property
    def connection(self) -> "Connection":
        """Where a person belongs, from what they remember."""
        from champion_tui.desk.connection.connection import Connection  # noqa: PLC0415  most triages need none of it

        return Connection(self.book, self.area, self._today())

    def offer(self, duty: str, notified: date | None) -> OfferView:
        """What to tell a family about an offer under that ``duty``, of which they were told on that day. Raises ``WrongValue``."""
        return offer_view(self.book, duty, notified, self._today())

    def reload(self) -> None:
        """Read the knowledge again: the organisation's own files have changed."""
        self.book = load_book(self.home)
        self.area = self.book.areas[self.area.id]
        # Open cases must be read with the knowledge that new answers are judged by.
        self.vault.read_anew()
        self._newest_check = newest_check(self.book)

    @property
    def date_words(self) -> str:
        """The present moment in words."""
        return moment_words(self.now())

    def start(self) -> StartView:
        """The start screen. Never waits for the store."""
        unsure = len(to_confirm(self.book, self.area.id, london_date(self.now())))
        return StartView(
            clock=self.clock_doubt(),
            area=self.area.name,
            stale_words=f"{count_words(unsure, 'number')} to ring and confirm." if unsure else "",
            first_run=not self.settings.first_run_done,
            troubles=self.troubles,
            area_open=len(self.book.areas) > 1 and not self._area_chosen,
            also=self.also(),
            new_here=hints_wanted(self.home, self.settings),
        )

    @property
    def troubles(self) -> tuple[str, ...]:
        """What is wrong in the organisation's own files, sentence by sentence: something else holds in its place, such as another area."""
        return (
            *(f"{trouble.place}: expected {trouble.expected}" for trouble in self.book.troubles),
            *self.settings.troubles,
        )

    def also(self) -> tuple[OptionView, ...]:
        """The trees that the area offers beside its own."""
        trees = (self.book.trees[tree] for tree in self.area.also)
        return tuple(OptionView(tree.id, tree.title, tree.hint) for tree in trees)

    def clock_doubt(self) -> str:
        """Why the clock may be wrong, as a sentence; "" if nothing suggests it. While the vault is open the time is compared with the
        newest stored event and the latest time seen, so a clock set back while the program runs is noticed too.
        """
        now, newest = self.now(), self.vault.newest
        if newest is not None and now > newest:
            self.vault.newest = now
        return clock_doubt(now, newest, self._newest_check, given=isinstance(self.now, GivenMoment))

    def areas(self) -> tuple[OptionView, ...]:
        """The areas that are loaded; the one that this desk works in says so."""
        return tuple(
            OptionView(area.id, area.name, OWN_AREA if area.id == self.area.id else "")
            for area in self.book.areas.values()
        )

    def choose_area(self, area: str) -> None:
        """Work in that area from now on, and on every later start on this machine. *slow*. Raises ``CannotReadOrWrite``."""
        change_setting(self.home, AREA, area)
        self._work_with_settings(AREA)

    @property
    def setting_list(self) -> SettingList:
        """What can be set, and how it stands."""
        areas = {area.id: area.name for area in self.book.areas.values()}
        return SettingList(self.home, lambda: self.settings, areas, lambda: self.area.id)

    def change_setting(self, key: str, text: str) -> Problem | None:
        """Set ``key`` to what was typed, from now on and on every later start; or the problem with it. *slow*. Raises
        ``CannotReadOrWrite``.
        """
        problem = self.setting_list.change(key, text)
        if problem is None:
            self._work_with_settings(key)
        return problem

    def _work_with_settings(self, changed: str) -> None:
        """Read the settings again, of which ``changed`` is another now."""
        self.settings = read_settings(self.home, self.book.areas)
        if changed == AREA:
            self.area, self._area_chosen = self.book.areas[self.settings.area], True
        self._judged_last = None, None
        self.vault.read_anew()

    def person_is_in(self, interview: Interview, area: str) -> tuple[str, ...]:
        """Somebody is in another area: their case is judged there. Of a kept one it is stored, and what comes of it is said, as
        ``Cases.move`` has it and with what that raises.
        """
        if interview.reference is None:
            interview.judge_anew(partial(self.judge, area=area))
            return ()
        view = self.cases.move(interview.reference, area)
        interview.judge_anew(partial(self.judge, area=area, tree=view.tree))
        return view.moved

    def numbers(
        self, authority: str | None = None, emergency: str | None = None, area: str | None = None
    ) -> NumbersView:
        """Who to call now; ``area`` is where the person is, None in the desk's own."""
        return numbers_view(self.book, self.now(), area or self.area.id, authority, emergency)

    def facts_to_confirm(self) -> tuple[FactView, ...]:
        """The first run's short list: the area's numbers that somebody should ring and confirm."""
        return corrections.facts_to_confirm(self.book, self.area, self._today())

    def other_facts_due(self) -> tuple[GuidanceEntry, ...]:
        """Whatever else is due for checking, the worst first: nothing that could be rung."""
        return corrections.other_facts_due(self.book, self._today())

    def correct(self, line: str, *, phone: str | None, hours: str | None, who: str, why: str) -> FactView | Problem:
        """Save the organisation's own number or hours, which then count in place of the shipped ones."""
        problem = corrections.correct(
            self.book, self.home / LOCAL_DATA, line, phone, hours, who=who, why=why, on=self._today()
        )
        return self._noted(line, who) if problem is None else problem

    def correction_problem(
        self, line: str, *, phone: str | None, hours: str | None, who: str, why: str
    ) -> Problem | None:
        """The first value of a correction that could not be used; None if it could be written."""
        return corrections.problem_in(self.book, line, phone, hours, who=who, why=why, on=self._today())

    def confirm(self, line: str, *, who: str, hours: bool = False) -> FactView | Problem:
        """Record that somebody rang a number today and that it is right, with ``hours`` that its hours are right too."""
        problem = corrections.confirm(self.book, self.home / LOCAL_DATA, line, who=who, on=self._today(), hours=hours)
        return self._noted(line, who) if problem is None else problem

    def find_councils(self, typed: str) -> tuple[OptionView, ...]:
        """The councils of England, as of today, that fit what was typed, those of the person's area first."""
        own = frozenset(each.id for each in self.area.authorities)
        return found_options(self.book, typed, self._today(), own)

    def keep_found(self, found: corrections.FoundHere) -> Problem | None:
        """Keep what staff found about a council outside the areas, or give the first value that cannot be used: then nothing is kept."""
        problem = corrections.keep_found(self.book, self.home / LOCAL_DATA, found, self._today())
        if problem is None:
            self.reload()
        return problem

    def problem_in_found(self, found: corrections.FoundHere) -> Problem | None:
        """The first value of it that could not be used; None if it could be kept."""
        return corrections.problem_in_found(self.book, found)

    def line_view(self, line: str) -> LineView | None:
        """A phone line of any council or service, in words; None if there is none, or nobody has found its number."""
        known = self.book.line(line)
        if known is None or not known.phone:
            return None
        at = self.now()
        return line_views(self.book, [self.book.switchboard(at, (known.owner,)).now(known)], at)[0]

    def first_run_done(self) -> None:
        """Record that the list of numbers to ring has been seen: the start screen no longer opens with it."""
        change_setting(self.home, "first_run_done", True)
        self.settings = read_settings(self.home, self.book.areas)

    def guidance(self, search: str = "") -> tuple[GuidanceEntry, ...]:
        """What can be looked up and holds every word of ``search``, the best first."""
        book, looked_into = self._guidance
        if looked_into is None or book is not self.book:
            looked_into = Guidance(self.book, self._today())
            self._guidance = self.book, looked_into
        return looked_into.find(search)

    def begin(self, tree: str = "") -> Interview:
        """A new triage through ``tree`` ("" for the area's own), in memory only."""
        return Interview(partial(self.judge, tree=tree))

    def judge(
        self,
        answers: Mapping[str, Answer],
        sent_on: date | None = None,
        at: datetime | None = None,
        area: str | None = None,
        *,
        tree: str = "",
    ) -> Judged:
        """Replay answers now or ``at`` another moment, in the ``area`` where the person is: the desk's own where it is None or not
        loaded any more; through ``tree``, "" for the area's own.
        """
        moment, here = at or self.now(), self.book.areas.get(area or "", self.area)
        asked = (dict(answers), sent_on, moment.replace(second=0, microsecond=0), here.id, tree or here.tree)
        # An answer that is stored is judged for the page, and once more for its row in the list of cases.
        before, judged = self._judged_last
        if before == asked and judged is not None and judged.routing is self.book:
            return replace(judged, at=moment)
        judged = judge_answers(
            self.book,
            answers,
            at=moment,
            area=here.id,
            tree_id=tree,
            champion=self.settings.champion,
            sent_on=sent_on,
        )
        self._judged_last = asked, judged
        return judged

    def hint(self, question: str) -> str:
        """What to say to somebody new at that question of a triage; "" where hints are off."""
        return self.hints.at.get(question, "") if hints_wanted(self.home, self.settings) else ""

    @cached_property
    def hints(self) -> Hints:
        """All that is said to somebody new. Raises ``BrokenData``."""
        with data_errors():
            return load_hints(self.book.question_ids())

    def end_hints(self) -> str:
        """No more hints on this machine; gives what is said then."""
        end_hints(self.home)
        return self.hints.turned_off

    def theme(self) -> str:
        """The theme of the full screen on this machine; "" where nobody chose one."""
        chosen = theme_of(self.home, self.settings)
        return f"champion-{chosen}" if chosen else ""

    def remember_theme(self, name: str) -> None:
        """Keep the theme for the next start on this machine. If that cannot be written, nothing is said: it is only looks."""
        remembered.THEME.note(self.home, remembered.this_machine(), name)

    def problem_in(self, field: str, value: Answer | None) -> Problem | None:
        """Why a field of a form would refuse ``value``; None if it would accept it. Needs no store: fields of the same id are the same."""
        form_field = next(filter(None, (form.field(field) for form in self.book.forms.values())), None)
        parsed = None if form_field is None else parse(form_field, self.book.codes, value, self._today())
        return parsed if isinstance(parsed, Problem) else None

    def read_day(self, what: str, text: str) -> DayRead:
        """The day that a person means who types ``text`` today for the question or field ``what`` (or ``SENT``)."""
        return read_day(text, PURPOSES.get(what, ANY_DATE), self._today())

    # -- shared -----------------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return london_date(self.now())

    @cached_property
    def _store_rooms(self) -> "StoreRooms":
        from champion_tui.desk.store_rooms import StoreRooms  # noqa: PLC0415  store and papers: 0.4 s that the first question does not need

        return StoreRooms(self.vault, lambda: self.book, self.home, self.now, self._memory)

    def _behind(self, store: "CaseStore") -> "Unlocked":
        return self._store_rooms.unlocked(
            store,
            self.book,
            self.judge,
            now=self.now,
            home=self.home,
            training=self.training,
            opened=lambda: self.cases,
            area=self.area.id,
            keep=self.settings.keep,
        )

    def _noted(self, line: str, who: str) -> FactView:
        self.rang_last = who
        self.reload()
        return corrections.fact_view(self.book, line, self._today())
