"""The desk: one object per running program, made by ``open_desk``. Every front end drives the job through it.

All methods are plain calls. Those marked *slow* unlock, read or write the store or write files: a screen calls them from a
worker thread. Errors are the classes of ``desk.errors``; each carries a sentence for people.
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk import remembered
from champion_tui.desk.cases.field_values import clean, parse
from champion_tui.desk.errors import Locked
from champion_tui.desk.numbers import corrections, guidance
from champion_tui.desk.numbers.number_views import numbers_view
from champion_tui.desk.opening import LOCAL_DATA, load_book
from champion_tui.desk.papers.slips import SlipDesk
from champion_tui.desk.settings import change_settings, read_settings
from champion_tui.desk.start import start_view
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.training import is_training
from champion_tui.desk.triage.interview import Interview
from champion_tui.desk.triage.judging import Judged, area_of_person, judge_answers
from champion_tui.desk.vault import passphrase_strength
from champion_tui.desk.vault.copies import Backups
from champion_tui.desk.vault.people import People
from champion_tui.desk.views import (
    CaseRow,
    CaseView,
    CheckView,
    ExportedFileView,
    ExportView,
    FactView,
    GuidanceEntry,
    NumbersView,
    StartView,
)
from champion_tui.domain.cases.form import Missing
from champion_tui.domain.dates.clock import GivenMoment, clock_doubt
from champion_tui.domain.dates.purposes import ANY_DATE, PURPOSES
from champion_tui.domain.dates.said_day import DayRead, read_day
from champion_tui.ground.answers import Answer, Problem
from champion_tui.ground.calendar import london_date
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.checking import newest_check

if TYPE_CHECKING:
    from champion_tui.desk.cases.erasing import Erasing
    from champion_tui.desk.connection.advice_views import ConnectionView
    from champion_tui.desk.connection.draft import ConnectionDraft
    from champion_tui.desk.papers.sending import Sending
    from champion_tui.desk.unlocked import UnlockedDesk
    from champion_tui.store.casestore import CaseStore

LONGEST_CODE = 100
"""Characters of a code that the portal gives."""


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
        self._unlocked: UnlockedDesk | None = None
        self._memory = (lambda: None) if self.training else memory
        self._notes: tuple[str, ...] = ()
        self._at_given = isinstance(now, GivenMoment)
        self._latest: datetime | None = None
        self._newest_check = newest_check(book)
        self.backups = Backups(home, now, self._open_store, self.lock, self._memory)
        self.team = People(home, self._open_store, self.lock, self.unlocked_as)

    # -- nothing to unlock ------------------------------------------------------------------------------------------

    def start(self) -> StartView:
        """The start screen. Never waits for the store."""
        return start_view(self.book, self.area, self.settings, self.now(), self.clock_doubt())

    def clock_doubt(self) -> str:
        """Why the clock may be wrong, as a sentence; "" where nothing says so. While the vault is open it is held against what
        was stored, and against itself: a clock that is set back while the program runs is seen too.
        """
        now = self.now()
        newest = self._latest
        self._latest = now if newest is not None and now > newest else newest
        return clock_doubt(now, newest, self._newest_check, given=self._at_given)

    def waiting(self) -> tuple[int, int]:
        """How many referrals are NOT SENT and how many exported files are not dealt with. Needs the vault. *Slow.*"""
        return self._open_store().waiting()

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

    def connection_draft(self, stage: str | None = None) -> "ConnectionDraft":
        """An empty history for the local-connection advice; ``stage`` is the case's, where one is known. Stores nothing."""
        from champion_tui.desk.connection.draft import empty_draft  # noqa: PLC0415  most runs give no such advice

        return empty_draft(self.book, self.area, self.connection_advice, stage)

    def remembered_words(self, key: str, text: str) -> str:
        """What a time typed for the advice is understood as ("in March 2024"); "" where it is not. ``key`` names its box."""
        from champion_tui.desk.connection.advice_words import understood_words  # noqa: PLC0415  as above

        return understood_words(key, text, self._today())

    def connection_advice(self, raw: Mapping[str, object]) -> "ConnectionView | Problem":
        """Local connection from what the person remembers (``connection_advice.Raw``), as it stands today. Stores nothing."""
        from champion_tui.desk.connection.advice import connection_advice  # noqa: PLC0415  as above

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

    # -- the vault --------------------------------------------------------------------------------------------------

    def vault_exists(self) -> bool:
        """Whether there is a vault in the home folder."""
        from champion_tui.store import vault  # noqa: PLC0415  the store is loaded only when it is used

        return vault.exists(self.home)

    def unlocked_as(self) -> str | None:
        """Who unlocked; None while the vault is locked."""
        return self._unlocked.person if self._unlocked else None

    def people(self) -> tuple[str, ...]:
        """Who can unlock the vault."""
        from champion_tui.store import vault  # noqa: PLC0415  as above

        with store_errors():
            return vault.people(self.home, self.now)

    def create_vault(self, name: str, role: str, passphrase: str, *, any_passphrase: bool = False) -> str:
        """Make the vault and unlock it. Gives the recovery code, which is shown once and kept nowhere. *Slow.*

        ``any_passphrase`` takes one that is easy to guess, for a store of invented cases.
        """
        if not any_passphrase:
            passphrase_strength.check(passphrase, (name, role))
        from champion_tui.store import vault  # noqa: PLC0415  as above

        with store_errors():
            store, recovery_code = vault.create(self.home, name, role, passphrase, now=self.now, memory=self._memory())
        self._unlocked = self._behind(store)
        return recovery_code

    def unlock(self, passphrase: str, person: str | None = None, *, accept: bool = False) -> None:
        """Unlock the vault; where it is open already the passphrase is only checked. Raises ``Locked``. *Slow.*

        Raises ``NotAsSeen`` where it is not the vault that this person saw last; with ``accept`` they take it for all that.
        """
        from champion_tui.store import vault  # noqa: PLC0415  as above

        with store_errors():
            if self._unlocked is not None:
                vault.check_passphrase(self.home, passphrase, person=person)
                return
            store = vault.unlock(
                self.home, passphrase, now=self.now, person=person, memory=self._memory(), accept=accept
            )
        self._unlocked, self._notes = self._behind(store), store.notes
        with store_errors():
            self._latest = store.newest_event(given=self._at_given)

    def prove(self, passphrase: str) -> None:
        """Whether this is anybody's passphrase of the vault, or its recovery code; opens nothing. *Slow.*

        Raises ``Locked`` where it is not or there is no vault, ``CannotReadOrWrite`` where it cannot be read.
        """
        from champion_tui.desk.vault.coming_back import whose  # noqa: PLC0415  not before it is needed

        if whose(self.home, passphrase, but=None) is None:
            raise Locked("That is nobody's passphrase here.", "Type it again.")

    def take_notes(self) -> tuple[str, ...]:
        """What whoever unlocked should be told about the vault, in sentences; each unlocking says it once."""
        notes, self._notes = self._notes, ()
        return notes

    def lock(self) -> None:
        """Close the store and forget its key. Nothing is lost: everything shown as saved is saved. *Slow.*"""
        unlocked, self._unlocked, self._latest = self._unlocked, None, None
        if unlocked is not None:
            unlocked.close()

    def check_vault(self) -> tuple[CheckView, ...]:
        """Prove that the vault and every case in it can be read. *Slow.*"""
        return self._open_store().check()

    # -- cases (unlocked) -------------------------------------------------------------------------------------------

    def keep(self, interview: Interview) -> str:
        """Store a triage; from then on each answer is saved as it is given. Gives the reference. *Slow.*"""
        return self._open_store().keep(interview)

    def cases(self) -> tuple[CaseRow, ...]:
        """Every case, the one changed last first. *Slow.*"""
        return self._open_store().cases()

    def resume(self, reference: str) -> Interview:
        """A stored case's triage. *Slow.*"""
        return self._open_store().resume(reference)

    def case(self, reference: str) -> CaseView:
        """One case with its form. *Slow.*"""
        return self._open_store().case(reference)

    def set_field(
        self, reference: str, field: str, value: Answer | None, version: int | None = None
    ) -> CaseView | Problem:
        """Check and save one field; None or "" clears it. *Slow.*

        What a field refuses is kept as it was typed, beside the value, and is marked: see ``FieldView.typed``.
        """
        return self._open_store().set_field(reference, field, value, version)

    def save_typing(
        self, reference: str, field: str, value: Answer | None, version: int | None = None
    ) -> CaseView | Problem:
        """The same while somebody is still typing: the history hears of it when ``set_field`` is called. *Slow.*"""
        return self._open_store().set_field(reference, field, value, version, in_passing=True)

    def problem_in(self, field: str, value: Answer | None) -> Problem | None:
        """Why a field of the form would refuse ``value``; None where it would take it. Needs no store."""
        found = self.book.forms[self.area.form].field(field)
        given = None if found is None else parse(found, self.book.codes, value, self._today())
        return given if isinstance(given, Problem) else None

    def forget_typed(self, reference: str, field: str) -> CaseView:
        """Drop what was typed into a field that could not use it. *Slow.*"""
        return self._open_store().forget_typed(reference, field)

    def new_case(self, raw: object) -> str:
        """Store a case handed in as parsed JSON; its reference. Raises ``WrongValue``. *Slow.*"""
        return self._open_store().new_case(raw)

    def change_case(self, reference: str, raw: object) -> None:
        """Change what the parsed JSON names, null clears. Raises ``WrongValue`` and ``RefusedByProcedure``. *Slow.*"""
        self._open_store().change_case(reference, raw)

    def tidied(self, raw: object) -> tuple[str, ...]:
        """What both change of the values that they are given, in sentences for whoever gave them. Raises ``WrongValue``."""
        return self._open_store().tidied(raw)

    def again(self, reference: str) -> str:
        """Begin a new case that follows another: all is carried over, consent is asked again. Gives its reference. *Slow.*"""
        return self._open_store().again(reference)

    def carry_connection(self, interview: Interview, sentence: str) -> None:
        """The same for an interview: at once where it is kept, else when it will be. *Slow.*"""
        interview.carry_connection(sentence, self.take_connection)

    def take_connection(self, reference: str, sentence: str) -> CaseView | Problem:
        """Put an advice's sentence into the case's "why this council", after what stands there. *Slow.*"""
        return self._open_store().take_connection(reference, sentence)

    def missing(self, reference: str) -> tuple[Missing, ...]:
        """What a referral still lacks, the minimum first. *Slow.*"""
        return self._open_store().missing(reference)

    def preview(self, reference: str) -> tuple[tuple[str, str], ...]:
        """(file name, text) of everything a pack would hold. *Slow.*"""
        return self._open_store().leaving.preview(reference)

    def export(self, reference: str, to: Path) -> ExportView:
        """Write the pack under ``to``, whole or not at all. *Slow.*"""
        return self._open_store().leaving.export(reference, to)

    def mark_sent(self, reference: str, on: date, code: str) -> CaseView | Problem:
        """Note when the referral was sent and under which code. *Slow.*"""
        if on > self._today():
            return Problem("on", on.isoformat(), "a day that is not after today")
        told = clean(code, one_line=True)
        if len(told) > LONGEST_CODE:
            return Problem("code", code, f"{LONGEST_CODE} characters or fewer")
        store = self._open_store()
        store.keep_code(reference, "")
        return store.leaving.mark_sent(reference, on, told)

    def keep_code(self, reference: str, code: str) -> None:
        """Keep the portal's code as far as it was typed; it counts when the case is marked as sent. *Slow.*"""
        self._open_store().keep_code(reference, code)

    def write_evidence(self, reference: str, to: Path) -> ExportView:
        """Write the identity-light record that shows how the duty was met. *Slow.*"""
        return self._open_store().leaving.write_evidence(reference, to)

    def exported_files(self) -> tuple[ExportedFileView, ...]:
        """Plain files that left the vault and are not dealt with. *Slow.*"""
        return self._open_store().leaving.exported_files()

    def dealt_with(self, exported: int, *, delete: bool) -> tuple[str, ...]:
        """Take a file off that list; ``delete`` removes what was written as well. Gives the names of what stays beside it. *Slow.*"""
        return self._open_store().leaving.dealt_with(exported, delete=delete)

    @property
    def sending(self) -> "Sending":
        """The ways to the council: line by line, an e-mail draft, a sealed file, a printer. Its methods are *slow*."""
        return self._open_store().leaving

    @property
    def slips(self) -> SlipDesk:
        """The slip's forms, previews and languages."""
        return SlipDesk(self.book, self.home, self.now, lambda: self._open_store().leaving)

    @property
    def erasing(self) -> "Erasing":
        """Erasing cases, and what stays of them."""
        return self._open_store().erasing

    def read_day(self, what: str, text: str) -> DayRead:
        """One day from what a person typed for the question or field ``what`` (or ``SENT``), as said today."""
        return read_day(text, PURPOSES.get(what, ANY_DATE), self._today())

    # -- shared -----------------------------------------------------------------------------------------------------

    def _today(self) -> date:
        return london_date(self.now())

    def _behind(self, store: "CaseStore") -> "UnlockedDesk":
        from champion_tui.desk.unlocked import UnlockedDesk  # noqa: PLC0415  as above

        form = self.book.forms[self.area.form]
        return UnlockedDesk(
            store, self.book, form, self.judge, home=self.home, training=self.training, opened=self._open_store
        )

    def _open_store(self) -> "UnlockedDesk":
        if self._unlocked is None:
            raise Locked("The cases are locked.", "Unlock them with your passphrase.")
        return self._unlocked

    def _reload(self, line: str) -> FactView:
        self.book = load_book(self.home)
        self.area = self.book.areas[self.area.id]
        if self._unlocked is not None:
            # Cases are read by the same knowledge that answers are judged by.
            self._unlocked = self._behind(self._unlocked.store)
        self._newest_check = newest_check(self.book)
        return corrections.fact_view(self.book, line, self._today())
