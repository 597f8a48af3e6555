"""The desk: one object per running program, made by ``open_desk``. Every front end does its work through it.

All methods are plain calls. Methods marked *slow* unlock the vault, read or write the store, or write files: a screen
calls them from a worker thread. Errors are the classes in ``desk.errors``; each has a sentence for people.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
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
from champion_tui.ground.tables import DataError
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
    """Returns the knowledge, with the organisation's corrections from ``home`` applied to it. Raises ``BrokenData``."""
    with data_errors():
        return book.load(home / LOCAL_DATA)


def open_desk(home: Path, now: Callable[[], datetime], area: str | None = None) -> "Desk":
    """Loads the knowledge and the organisation's corrections from ``home``, and returns a desk. Raises ``BrokenData``."""
    return Desk(load_book(home), home, now, area)


class Desk:
    """The program's use-cases for one home folder.

    ``now`` returns the current time as an aware datetime. If it is a ``GivenMoment``, every stored event also records
    the machine's own time. ``area`` is the id of the area to work in; None means the one in the settings. ``memory``
    returns the folder outside ``home`` in which this machine remembers how it last saw a vault, or None.
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
        """Whether the cases are invented and will be deleted. If so, every screen and every paper shows it."""
        self.rang_last = ""
        """The name last given for a number that was rung, since the program started; "" if there is none yet."""
        self._newest_check = newest_check(book)
        self._guidance: Guidance | None = None
        self._judged_last: tuple[object, Judged | None] = None, None
        self._memory = (lambda: None) if self.training else memory
        self.vault = Vault(home, now, self._memory, self._behind, lambda: self._store_rooms.copies)

    @property
    def cases(self) -> "Cases":
        """The stored cases. Raises ``Locked``."""
        return self.vault.opened().cases

    @property
    def papers(self) -> "Papers":
        """Everything that leaves the vault. Raises ``Locked``."""
        return self.vault.opened().papers

    @property
    def early(self) -> "Early":
        """The early list: people who may lose their home later. Raises ``Locked``."""
        return self.vault.opened().early

    @property
    def figures(self) -> "Figures":
        """The figures that are counted from the cases. Raises ``Locked``."""
        return self.vault.opened().figures

    @property
    def team(self) -> "Team":
        """Making and joining a team's store, and the state of the connection to its server."""
        return self._store_rooms.team

    @property
    def connection(self) -> "Connection":
        """Works out where a person has a local connection, from what they remember."""
        from champion_tui.desk.connection.connection import Connection  # noqa: PLC0415  most triages do not need it

        return Connection(self.book, self.area, self._today())

    def offer(self, duty: str, notified: date | None) -> OfferView:
        """Returns what to tell a family about an offer under ``duty`` that they were told about on ``notified`` (None
        if not known). Raises ``WrongValue``.
        """
        return offer_view(self.book, duty, notified, self._today())

    def reload(self) -> None:
        """Reads the knowledge again, after the organisation's own files have changed."""
        self.book = load_book(self.home)
        self.area = self.book.areas[self.area.id]
        # Open cases must be read with the same knowledge as new answers are judged by.
        self.vault.reread()
        self._newest_check = newest_check(self.book)

    @property
    def date_words(self) -> str:
        """The current date and time as text."""
        return moment_words(self.now())

    def start(self) -> StartView:
        """Returns the start screen. Never waits for the store."""
        unsure = len(to_confirm(self.book, self.area.id, self._today()))
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
        """What is wrong in the organisation's own files, as sentences. For each, the program uses something else, such
        as another area.
        """
        return (
            *(f"{trouble.place}: expected {trouble.expected}" for trouble in self.book.troubles),
            *self.settings.troubles,
        )

    def also(self) -> tuple[OptionView, ...]:
        """Returns the trees that the area offers besides its own."""
        trees = (self.book.trees[tree] for tree in self.area.also)
        return tuple(OptionView(tree.id, tree.title, tree.hint) for tree in trees)

    def clock_doubt(self) -> str:
        """Returns a sentence on why the clock may be wrong, or "" if nothing suggests it. While the vault is open the
        time is compared with the newest stored event and the latest time seen, so that a clock set back while the
        program runs is noticed too.
        """
        now, newest = self.now(), self.vault.newest
        if newest is not None and now > newest:
            self.vault.newest = now
        return clock_doubt(now, newest, self._newest_check, given=isinstance(self.now, GivenMoment))

    def areas(self) -> tuple[OptionView, ...]:
        """Returns the loaded areas. The hint of one option says that this desk works there."""
        return tuple(
            OptionView(area.id, area.name, OWN_AREA if area.id == self.area.id else "")
            for area in self.book.areas.values()
        )

    def choose_area(self, area: str) -> None:
        """Works in ``area`` from now on, and after every later start on this machine. *slow*. Raises
        ``CannotReadOrWrite``.
        """
        change_setting(self.home, AREA, area)
        self._work_with_settings(AREA)

    @property
    def setting_list(self) -> SettingList:
        """The settings that can be changed, with their present values."""
        areas = {area.id: area.name for area in self.book.areas.values()}
        return SettingList(self.home, lambda: self.settings, areas, lambda: self.area.id)

    def change_setting(self, key: str, text: str) -> Problem | None:
        """Sets ``key`` to the typed ``text``, for now and for every later start. Returns None, or the problem with the
        text. *slow*. Raises ``CannotReadOrWrite``.
        """
        problem = self.setting_list.change(key, text)
        if problem is None:
            self._work_with_settings(key)
        return problem

    def _work_with_settings(self, changed: str) -> None:
        """Reads the settings again after ``changed`` has been set."""
        self.settings = read_settings(self.home, self.book.areas)
        if changed == AREA:
            self.area, self._area_chosen = self.book.areas[self.settings.area], True
        self._judged_last = None, None
        self.vault.reread()

    def person_is_in(self, interview: Interview, area: str) -> tuple[str, ...]:
        """Notes that the person is in another area, so that their case is judged there.

        Returns () for a triage that is not kept. For a kept one, stores the area and returns what has changed, as
        sentences; it then raises what ``Cases.move`` raises.
        """
        if interview.reference is None:
            interview.rejudge(partial(self.judge, area=area))
            return ()
        view = self.cases.move(interview.reference, area)
        interview.rejudge(partial(self.judge, area=area, tree=view.tree))
        return view.moved

    def numbers(
        self, authority: str | None = None, emergency: str | None = None, area: str | None = None
    ) -> NumbersView:
        """Returns who to call now. ``area`` is where the person is; None means the desk's own."""
        return numbers_view(self.book, self.now(), area or self.area.id, authority, emergency)

    def facts_to_confirm(self) -> tuple[FactView, ...]:
        """Returns the short list for the first run: the area's numbers that somebody should ring and confirm."""
        return corrections.facts_to_confirm(self.book, self.area, self._today())

    def other_facts_due(self) -> tuple[GuidanceEntry, ...]:
        """Returns everything else that is due for checking and cannot be rung, the most overdue first."""
        return corrections.other_facts_due(self.book, self._today())

    def correct(self, line: str, *, phone: str | None, hours: str | None, who: str, why: str) -> FactView | Problem:
        """Saves the organisation's own number or hours, which then replace the shipped ones. Returns the corrected
        fact, or the problem.
        """
        problem = corrections.correct(
            self.book, self.home / LOCAL_DATA, line, phone, hours, who=who, why=why, on=self._today()
        )
        return self._noted(line, who) if problem is None else problem

    def correction_problem(
        self, line: str, *, phone: str | None, hours: str | None, who: str, why: str
    ) -> Problem | None:
        """Returns the first value of a correction that cannot be used; None if the correction could be written."""
        return corrections.problem_in(self.book, line, phone, hours, who=who, why=why, on=self._today())

    def confirm(self, line: str, *, who: str, hours: bool = False) -> FactView | Problem:
        """Records that ``who`` rang a number today and that it is right; with ``hours``, that its hours are right too."""
        problem = corrections.confirm(self.book, self.home / LOCAL_DATA, line, who=who, on=self._today(), hours=hours)
        return self._noted(line, who) if problem is None else problem

    def find_councils(self, typed: str) -> tuple[OptionView, ...]:
        """Returns the councils of England, as of today, that match the typed text; those of the desk's area come first."""
        own = frozenset(each.id for each in self.area.authorities)
        return found_options(self.book, typed, self._today(), own)

    def keep_found(self, found: corrections.FoundHere) -> Problem | None:
        """Keeps what staff found about a council outside the areas. If a value cannot be used, returns the first such
        problem and keeps nothing.
        """
        problem = corrections.keep_found(self.book, self.home / LOCAL_DATA, found, self._today())
        if problem is None:
            self.reload()
        return problem

    def problem_in_found(self, found: corrections.FoundHere) -> Problem | None:
        """Returns the first value of ``found`` that cannot be used; None if all of it could be kept."""
        return corrections.problem_in_found(self.book, found)

    def line_view(self, line: str) -> LineView | None:
        """Returns a phone line of any council or service. Returns None if there is no such line, or its number is not
        known.
        """
        known = self.book.line(line)
        if known is None or not known.phone:
            return None
        at = self.now()
        return line_views(self.book, [self.book.switchboard(at, (known.owner,)).now(known)], at)[0]

    def first_run_done(self) -> None:
        """Records that the list of numbers to ring has been seen, so that the start screen no longer opens it."""
        change_setting(self.home, "first_run_done", True)
        self.settings = read_settings(self.home, self.book.areas)

    def guidance(self, search: str = "") -> tuple[GuidanceEntry, ...]:
        """Returns the guidance entries that contain every word of ``search``, best match first."""
        return self._looked_into().find(search)

    def _looked_into(self) -> Guidance:
        if self._guidance is None or not self._guidance.is_of(self.book, self._today()):
            self._guidance = Guidance(self.book, self._today())
        return self._guidance

    def ready(self) -> Iterator[bool]:
        """Prepares what ``guidance`` searches, a part at a time, before anyone uses it. Yields whether there is more to
        do.
        """
        with suppress(DataError):
            # An error is reported to the person who then looks something up.
            yield from self._looked_into().ready()

    def begin(self, tree: str = "") -> Interview:
        """Returns a new triage through ``tree`` ("" for the area's own), held in memory only."""
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
        """Replays ``answers``, now or ``at`` another moment, in the ``area`` where the person is. The desk's own area
        is used if ``area`` is None or no longer loaded. ``tree`` is the id of the tree; "" means the area's own.
        """
        moment, here = at or self.now(), self.book.areas.get(area or "", self.area)
        asked = (dict(answers), sent_on, moment.replace(second=0, microsecond=0), here.id, tree or here.tree)
        # An answer that is stored is judged twice: for the page, and for its row in the list of cases.
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
        """Returns the hint for a new user at that question of a triage; "" if hints are off."""
        return self.hints.at.get(question, "") if hints_wanted(self.home, self.settings) else ""

    @cached_property
    def hints(self) -> Hints:
        """All hints for new users. Raises ``BrokenData``."""
        with data_errors():
            return load_hints(self.book.question_ids())

    def end_hints(self) -> str:
        """Turns hints off on this machine and returns the sentence to show."""
        end_hints(self.home)
        return self.hints.turned_off

    def theme(self) -> str:
        """Returns the name of the full-screen theme on this machine; "" if none was chosen."""
        chosen = theme_of(self.home, self.settings)
        return f"champion-{chosen}" if chosen else ""

    def remember_theme(self, name: str) -> None:
        """Keeps the theme for the next start on this machine. A failure to write it is ignored: it is only the look."""
        remembered.THEME.note(self.home, remembered.this_machine(), name)

    def problem_in(self, field: str, value: Answer | None) -> Problem | None:
        """Returns why a form field would refuse ``value``; None if it would accept it. Needs no store. Fields with the
        same id are alike in every form.
        """
        form_field = next(filter(None, (form.field(field) for form in self.book.forms.values())), None)
        parsed = None if form_field is None else parse(form_field, self.book.codes, value, self._today())
        return parsed if isinstance(parsed, Problem) else None

    def read_day(self, what: str, text: str) -> DayRead:
        """Returns the day that a person means by typing ``text`` today for the question or field ``what`` (or
        ``SENT``).
        """
        return read_day(text, PURPOSES.get(what, ANY_DATE), self._today())

    # -- shared -----------------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return london_date(self.now())

    @cached_property
    def _store_rooms(self) -> "StoreRooms":
        from champion_tui.desk.store_rooms import StoreRooms  # noqa: PLC0415  loading store and papers takes 0.4 s, and the first question needs neither

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
