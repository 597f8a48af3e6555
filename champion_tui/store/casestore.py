"""The store of cases as the desk sees it: plain blocking calls, each done by the one thread that owns the connection.

When a method that changes something returns, the change is on the disk. Every method may raise a ``StoreError``.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import suppress
from datetime import date, datetime
from functools import partial
from types import TracebackType
from typing import TYPE_CHECKING, Literal, Self, TypeVar

from champion_tui.domain.cases.after_sending import Step
from champion_tui.domain.cases.case import (
    Case,
    CaseFacts,
    ErasedCase,
    Event,
    ExportedFile,
    ReadOut,
    TakenBack,
    TreeStamp,
    WhenRecorded,
)
from champion_tui.domain.cases.summary import (
    CasePage,
    CaseQuery,
    Counts,
    DueItem,
    DueKind,
    EarlyEntry,
    Likeness,
    ListedCase,
)
from champion_tui.domain.dates.clock import GivenMoment
from champion_tui.domain.figures.tally import Tally
from champion_tui.ground.answers import Answer, Answers
from champion_tui.store import checking, slot_list
from champion_tui.store.backups import Backups
from champion_tui.store.cases import (
    alike,
    being_typed,
    copied,
    counting,
    early,
    erasing,
    exported,
    listing,
    records,
    summaries,
)
from champion_tui.store.cases.summaries import Summaries, Summarise
from champion_tui.store.checking import CheckResult, OpenStore
from champion_tui.store.database.connection import Database
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.database.worker import Worker
from champion_tui.store.errors import StoreClosed
from champion_tui.store.history import events
from champion_tui.store.history.chain import ChainReport
from champion_tui.store.history.converters import moment_from_text
from champion_tui.store.open_store import Author, Inside
from champion_tui.store.people import rotating
from champion_tui.store.people.team import People
from champion_tui.store.pins import Pins
from champion_tui.store.team import joining
from champion_tui.store.team.sharing import Sharing
from champion_tui.store.team.team_desk import TeamDesk

if TYPE_CHECKING:
    from sqlmodel import Session

    from champion_tui.store.team.server.where import Where
    from champion_tui.store.team.whole_store import RowsMoved

Result = TypeVar("Result")


class CaseStore:
    """An unlocked store. Made by ``vault.create`` and ``vault.unlock``; to be closed, or used in a ``with``."""

    def __init__(
        self,
        worker: Worker,
        database: Database,
        lock: HomeLock,
        author: Author,
        opened: OpenStore,
        now: Callable[[], datetime],
        pins: Pins,
    ) -> None:
        self.person = author.name
        self.notes = tuple(pins.notes)
        """What whoever unlocked should be told about the vault, in sentences."""
        self._worker = worker
        self._lock = lock
        self._inside = Inside(worker, database, lock, author, opened, now, pins)
        self._summaries = Summaries()
        self._stale = list[int]()
        """The cases whose summaries are still to be made, the next one last. Only the thread that owns the connection takes from it."""
        self._counted: tuple[tuple[object, ...], Counts] | None = None
        self._to_sweep = False
        """Whether all that is still to be swept out was erased since this store was opened."""
        self.backups = Backups(self._inside)
        self.people = People(self._inside, self.close, self.backups)
        self.team = self._team_desk()
        """What makes it a desk of a team; None where it is not one."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _team_desk(self) -> TeamDesk | None:
        if not isinstance(self._database.sharing, Sharing):
            return None
        self._sharing().renew = self._summaries.renew_all
        return TeamDesk(self._worker, lambda: self._database, self._sharing)

    def _sharing(self) -> Sharing:
        sharing = self._database.sharing
        if not isinstance(sharing, Sharing):
            raise StoreClosed
        return sharing

    def share(self, where: "Where", *, again: bool = False) -> "RowsMoved":
        """Put the whole store on a team's server and make this a desk of that team; with ``again`` on a server that has lost what it had.
        Nothing changes here where that fails. Raises ``StoreError``.
        """
        inside = self._inside

        def put() -> "RowsMoved":
            opened = inside.opened
            held = slot_list.settle(self._database, opened.home, opened.list_key)
            moved = joining.put_on_server(self._database, where, held, opened.key, again=again)
            self._database.sharing = Sharing(
                opened.home, held.vault, opened.key, opened.list_key, self._database.connection
            )
            return moved

        moved = self._worker.call(put, alone=True)
        self.team = self._team_desk()
        return moved

    def take_new_key(self, passphrase: str) -> None:
        """Where somebody of the team has given the vault a new key (``Line.NEW_KEY``): take it, with the passphrase of whoever has
        unlocked. Raises ``StoreError``; where the store is not ``usable`` then, it has to be unlocked again.
        """
        self._worker.call(lambda: rotating.take_new_key(self._inside, passphrase), alone=True)

    def leave_team(self) -> None:
        """Make it a store of this computer alone again. Raises ``TeamRefused`` while anything waits for the server."""
        if self.team is not None:
            self.team.end()
        self._worker.call(self._sharing().hang_up)
        self._worker.call(lambda: joining.take_home(self._database), alone=True)
        self._database.sharing = self.team = None

    @property
    def _database(self) -> Database:
        """The database as it stands: a change of the key puts another one in its place."""
        return self._inside.database

    @property
    def usable(self) -> bool:
        """Whether the store works with the files that lie in the folder; where not, it is closed and must be unlocked again."""
        return self._inside.usable

    def _read(self, job: "Callable[[Session], Result]") -> Result:
        return self._worker.call(lambda: self._database.read(job))

    def _change(self, job: "Callable[[Session, events.Hand], Case]", *, also: str | None = None) -> Case:
        """The case that ``job`` wrote, once it and its summary are on the disk; ``also`` is another case that is not the same after it."""

        def change(session: "Session", hand: events.Hand) -> Case:
            case = job(session, hand)
            self._summaries.renew(session, case)
            if also is not None:
                self._summaries.renew(session, records.case(session, also))
            return case

        return self._write(change)

    def _write(
        self, job: "Callable[[Session, events.Hand], Result]", *, copy: bool = True, needs_server: bool = False
    ) -> Result:
        """What ``job`` gives, once it is on the disk; then, with ``copy``, a safety copy is made where one is due. ``needs_server``: a team's
        store has it on the server as well, or it is not done.
        """
        hand = self._inside.hand()
        result = self._worker.call(
            lambda: self._database.write(lambda session: job(session, hand), needs_server=needs_server)
        )
        if copy:
            self.backups.after_change()
        return result

    def create_case(
        self,
        *,
        reference: str,
        area: str,
        tree: TreeStamp,
        answers: Answers,
        agency: Answers,
        referral: Answers,
        own_details: Mapping[str, Answer | None] | None = None,
        taken_back: Mapping[str, TakenBack] | None = None,
        read_out: Mapping[str, ReadOut] | None = None,
        follows: str | None = None,
        early: str | None = None,
    ) -> Case:
        """Store a new case, version 1, and in one piece with it changes to the referrer's own details.

        Raises ``ReferenceTaken``; for a case that ``follows`` another ``NoSuchCase`` or ``AlreadyFollowed``; for one that takes the place of
        an entry of the ``early`` list ``NoSuchEarly``.
        """
        own = dict(own_details or {})
        marks, words = dict(taken_back or {}), dict(read_out or {})
        new = records.NewCase(
            reference, area, tree, dict(answers), dict(agency), dict(referral), own, marks, words, follows, early
        )
        return self._change(lambda session, hand: records.create_case(session, hand, new), also=follows)

    def cases(self) -> tuple[Case, ...]:
        """Every case, the one changed last first."""
        return self._read(records.cases)

    def case(self, reference: str) -> Case:
        """One case. Raises ``NoSuchCase``."""
        return self._read(lambda session: records.case(session, reference))

    def tree_of(self, reference: str) -> str:
        """Through which tree a case is asked, without reading the case or holding it against its history: for what a change must know
        beforehand. Raises ``NoSuchCase``.
        """
        return self._read(lambda session: records.tree_of(session, reference))

    def case_for_papers(self, reference: str) -> tuple[Case, WhenRecorded, str]:
        """One case, when its events were recorded, and the chain's newest value in hexadecimal. Raises ``NoSuchCase``."""
        return self._read(
            lambda session: (
                records.case(session, reference),
                events.recorded(session, reference),
                events.head(session),
            )
        )

    def change_case(self, reference: str, decide: Callable[[Case], records.CaseChanges]) -> Case:
        """Change a case's answers and fields, and with its agency the referrer's own details, in one piece. ``decide`` is given the
        case as it stands, in the thread and the transaction that write; what it raises is raised here.

        Where nothing differs from what is stored, nothing is written and the version stays. Raises ``NoSuchCase`` or ``CaseSent``.
        """
        return self._change(lambda session, hand: records.change_case(session, hand, reference, decide))

    def save_fields(
        self,
        reference: str,
        version: int | None,
        holder: Literal["agency", "referral"],
        changes: Mapping[str, Answer | None],
    ) -> Case:
        """Change fields of the form of the case as it stood at ``version``; None clears that one field. Fields of the agency become the
        referrer's own details too. Without a ``version`` they are changed as the case stands now.

        Where nothing differs from what is stored, nothing is written. Raises ``NoSuchCase``, ``CaseSent`` or ``Conflict``.
        """
        named = dict(changes)
        return self._change(lambda session, hand: records.save_fields(session, hand, reference, version, holder, named))

    def save_passing(
        self, reference: str, version: int | None, holder: Literal["agency", "referral"], key: str, value: Answer | None
    ) -> Case:
        """Change one field while it is still being typed: the history hears of it when the field is left. Raises as
        ``save_fields`` does.
        """
        return self._change(
            lambda session, hand: being_typed.save_passing(session, hand, reference, version, holder, key, value)
        )

    def keep_text(self, reference: str, holder: Literal["agency", "referral"], key: str, text: str) -> Case:
        """Keep what was typed into a field that cannot use it, beside its value; "" forgets it. Raises ``NoSuchCase``."""
        return self._change(lambda session, hand: being_typed.keep_text(session, hand, reference, holder, key, text))

    def mark_sent(self, reference: str, version: int, on: date, code: str, as_sent: str | None = None) -> Case:
        """Record that the referral was sent ``on`` that day, under ``code`` or "", by the person who unlocked; ``as_sent`` is what was
        true then. From now on what went out is frozen.

        A second time corrects the first; the events keep both. Raises ``NoSuchCase`` or ``Conflict``.
        """
        return self._change(
            lambda session, hand: records.mark_sent(session, hand, reference, version, on, code, as_sent)
        )

    def record_steps(
        self, reference: str, changes: Mapping[str, Step | None], decide: Callable[[Case], None], why: str = ""
    ) -> Case:
        """Write down what happened to a referral: ``changes`` by kind (a ``Heard``, ``OUTCOME`` or ``WITHDRAWN``), in one piece; None takes
        that entry back, and ``why`` stays in the history. What went out stays frozen.

        ``decide`` is given the case as it stands, in the thread and the transaction that write; what it raises is raised here.
        Where nothing differs from what is stored, nothing is written. Raises ``NoSuchCase``.
        """
        given = dict(changes)
        return self._change(lambda session, hand: records.record_steps(session, hand, reference, given, decide, why))

    def mark_copied(self, reference: str, key: str, digest: str | None) -> Case:
        """Tick a field as copied into the council's portal, as the value of that ``digest``; None takes the tick away.

        The case's version stays. Raises ``NoSuchCase``.
        """
        return self._change(lambda session, hand: copied.mark(session, hand, reference, key, digest))

    def record_export(self, reference: str, files: Sequence[tuple[str, str]], contents: str | None = None) -> Case:
        """List the ``files`` (path, kind) that left the vault in plain; ``contents`` is a digest of what a pack among them holds.

        Raises ``NoSuchCase``.
        """
        given = tuple(files)
        return self._change(lambda session, hand: exported.record_export(session, hand, reference, given, contents))

    def take_back_export(self, reference: str, path: str, before: datetime | None, contents: str | None = None) -> None:
        """Undo the listing of a file that could not be written; ``before`` is when the last pack was, if ever, with the digest of its
        ``contents``.
        """
        self._change(lambda session, hand: exported.take_back_export(session, hand, reference, path, before, contents))

    def record_list(self, references: Sequence[str], path: str) -> None:
        """List a by-name list that goes to ``path`` with every case on it. No case has another version for it. Raises ``NoSuchCase``."""
        given = tuple(references)
        self._change(lambda session, hand: exported.record_list(session, hand, given, path))

    def take_back_list(self, references: Sequence[str], path: str) -> None:
        """Undo the listing of a by-name list that could not be written. Raises ``NoSuchCase``."""
        given = tuple(references)
        self._change(lambda session, hand: exported.take_back_list(session, hand, given, path))

    def exported_files(self) -> tuple[ExportedFile, ...]:
        """What left the vault and is not dealt with yet, oldest first."""
        return self._read(exported.exported_files)

    def exported_of(self, reference: str) -> tuple[ExportedFile, ...]:
        """All that ever left the vault of one case, oldest first. Raises ``NoSuchCase``."""
        return self._read(lambda session: exported.exported_of(session, reference))

    def deal_with(self, exported_id: int) -> None:
        """Take one exported file off the list. Raises ``NoSuchExportedFile``."""
        self._change(lambda session, hand: exported.deal_with(session, hand, exported_id))

    def erase(self, reference: str, version: int, facts: CaseFacts) -> ErasedCase:
        """Erase the case as it stood at ``version``; ``facts`` is what it may still tell. Gives what stays.

        Traces may stay in unused parts of the encrypted file until the store is closed, which sweeps them out. Raises
        ``NoSuchCase`` (``CaseErased`` a second time) or ``NotErased`` (changed meanwhile), and then nothing is changed.
        """
        return self.erase_all(((reference, version, facts),))[0]

    def erase_all(
        self, cases: Sequence[tuple[str, int, CaseFacts]], early_until: tuple[date, Collection[str]] | None = None
    ) -> tuple[ErasedCase, ...]:
        """The same for several cases (reference, version, facts), and for the entries of the early list up to a day, which are those of the
        own references beside it: all of them are erased, or none. Raises also ``EarlyChanged``.
        """
        given = tuple(cases)

        def erase(session: "Session", hand: events.Hand) -> tuple[ErasedCase, ...]:
            stay, swept = list[ErasedCase](), not events.state_of(session).unswept
            for reference, version, facts in given:
                stub, beside = erasing.erase(session, hand, reference, version, facts)
                stay.append(stub)
                for case in beside:
                    self._summaries.renew(session, case)
            if early_until is not None:
                until, own_references = early_until
                early.erase(session, hand, own_references, until)
            self._to_sweep = self._to_sweep or (swept and events.state_of(session).unswept)
            return tuple(stay)

        # Nobody may be left with a copy that another desk goes on working on.
        stay = self._write(erase, copy=False, needs_server=True)
        self.backups.begin_at_once()
        return stay

    def erased_cases(self) -> tuple[ErasedCase, ...]:
        """What stays of every erased case, the one erased last first."""
        return self._read(erasing.stubs)

    def erased_case(self, reference: str) -> ErasedCase | None:
        """What stays of that case; None where none of that reference was erased."""
        return self._read(lambda session: erasing.stub(session, reference))

    # -- the read model ---------------------------------------------------------------------------------------------------

    def summarise_with(self, summarise: Summarise, basis: str) -> None:
        """From now on each change of a case writes its summary as well, as ``summarise`` makes it, which rests on ``basis`` (a digest of
        the knowledge). Summaries that are missing are made first, so that no list lacks a case. Where all are there and many rest on another
        basis, they are made anew while others work: ``stale`` says how many are left, and ``settle`` waits for them.
        """

        def begin(session: "Session") -> tuple[tuple[int, ...], bool]:
            self._summaries.rest_on(summarise, basis)
            lacking = self._summaries.lacking(session)
            return lacking, len(lacking) > summaries.AT_ONCE and self._summaries.all_can_be_read(session)

        lacking, can_wait = self._read(begin)
        self._stale = list(reversed(lacking))
        if can_wait:
            self._worker.start(self._go_on_refreshing)
        else:
            self.settle()

    @property
    def stale(self) -> int:
        """How many cases stand in lists as they were under the knowledge, or the settings, of before."""
        return len(self._stale)

    def settle(self) -> None:
        """Wait until every summary rests on today's knowledge, making those that do not; next to nothing where all do."""
        while self._stale:
            self._worker.call(self._refresh_some)

    def rebuild(self) -> int:
        """Make every summary and the search index anew; gives how many cases there are. ``summarise_with`` comes first."""
        self._worker.call(lambda: self._database.write(summaries.clear))
        lacking = self._read(self._summaries.lacking)
        self._stale = list(reversed(lacking))
        self.settle()
        return len(lacking)

    def _refresh_some(self) -> None:
        """In the thread that owns the connection: a few in one transaction. Others read and write in between, and what was made stays made
        if this is cut short.
        """
        some = self._stale[-summaries.AT_ONCE :]
        self._database.write(partial(self._summaries.make, case_ids=some))
        if len(some) == len(self._stale):
            self._database.write(self._summaries.all_made)
        del self._stale[-summaries.AT_ONCE :]

    def _go_on_refreshing(self) -> None:
        """The same one after the other, whatever else waits in between. What stops it (a full disk) leaves the rest marked as it is, and the
        next unlocking goes on.
        """
        if self._stale:
            self._refresh_some()
        if self._stale:
            with suppress(StoreClosed):
                self._worker.start(self._go_on_refreshing)

    def listed(self, query: CaseQuery, today: date) -> CasePage:
        """The window of a list that ``query`` asks for, as it is on the day ``today``."""
        return self._read(lambda session: listing.listed(session, query, today))

    def find_all(self, query: CaseQuery, today: date, wanted: Callable[[], bool]) -> int | None:
        """How many cases ``listed`` has, which gives any window of them at once afterwards, until somebody writes. None where it is not ``wanted``
        any more before they are found, or something else is asked of the store: then whoever wants it asks again.
        """
        return self._worker.call(
            lambda: self._database.read_unless(
                lambda: self._worker.waits or not wanted(),
                lambda session: len(listing.find_all(session, query, today)),
            )
        )

    def listed_one(self, reference: str, today: date) -> ListedCase:
        """The row of one case, as a list has it on that day. Raises ``NoSuchCase``."""
        return self._read(lambda session: listing.listed_one(session, reference, today))

    def due_items(self, today: date, limit: int | None = None) -> tuple[DueItem, ...]:
        """One entry for each thing that a case asks for on that day, most urgent first, ``limit`` of them at most."""
        return self._read(lambda session: listing.due_items(session, today, limit))

    def due_cases(self, today: date, kind: DueKind) -> tuple[ListedCase, ...]:
        """The row of each case that asks for a thing of that ``kind`` on that day, most urgent first."""
        return self._read(lambda session: listing.due_cases(session, today, kind))

    def workers(self) -> tuple[str, ...]:
        """Everybody who is the worker of a case, each once, by name."""
        return self._read(listing.workers)

    def counts(self, today: date) -> Counts:
        """How many things wait on that day. The early list is not counted. Counted anew only where something was written since."""

        def count(session: "Session") -> Counts:
            written = (today, *listing.written(session))
            if self._counted is None or self._counted[0] != written:
                self._counted = written, listing.counts(session, today)
            return self._counted[1]

        return self._read(count)

    def tally(
        self, first: date | None, last: date | None, but: Collection[str] = (), trees: Collection[str] = ()
    ) -> Tally:
        """Every case of a period (both ends included, None: open), stored or erased, as statistics count it, without those that have one of
        the outcomes ``but``, and those of ``trees`` that have none yet.
        """
        self.settle()
        return self._read(lambda session: counting.tally(session, first, last, but, trees))

    def likely_same(self, likeness: Likeness, but: str, most: int) -> tuple[tuple[str, Likeness], ...]:
        """Cases (reference, likeness) that may be about the same person, ``most`` of them at most, without the case ``but``: those with
        a phone number or day of birth of theirs (day and month changed round, too) first, then those whose name is most like it.
        """
        return self._read(lambda session: alike.likely_same(session, likeness, but, most))

    # -- the early list -----------------------------------------------------------------------------------------------------

    def early(self, until: date | None = None) -> tuple[EarlyEntry, ...]:
        """The early list, the one who may lose a home first at the top; with ``until`` those on or before that day."""
        return self._read(lambda session: early.entries(session, until))

    def early_add(self, entries: Sequence[EarlyEntry]) -> None:
        """Add entries to the early list, all of them or none. Raises ``EarlyTaken``."""
        given = tuple(entries)
        self._write(lambda session, hand: early.add(session, hand, given))

    def early_remove(self, own_reference: str) -> None:
        """Take an entry off the early list. Raises ``NoSuchEarly``."""
        self._write(lambda session, hand: early.remove(session, hand, own_reference))

    # -- kept for the next case -----------------------------------------------------------------------------------------------

    def agency(self) -> Answers:
        """The referrer's own details, kept for the next case."""
        return self._read(records.own_details)

    def settings(self) -> Mapping[str, str]:
        """Every setting kept in this store."""
        return self._read(records.settings)

    def save_setting(self, key: str, value: str | None) -> None:
        """Change one setting; None takes it away."""
        self._write(lambda session, hand: records.save_setting(session, hand, key, value))

    def events(self, reference: str | None = None) -> tuple[Event, ...]:
        """Every event, or those of one case, oldest first; without names and values where they were erased."""
        return self._read(lambda session: events.events(session, reference))

    def newest_event(self, *, given: bool = False) -> datetime | None:
        """When something was last stored here by the clock, or with ``given`` by the moments that were worked with; None in a new
        store.
        """
        newest = self._read(lambda session: events.newest(session, given=given))
        return moment_from_text(newest) if newest is not None else None

    def recorded(self, reference: str) -> WhenRecorded:
        """When the case was begun, noted as sent and erased, by the clock and by moments that were given."""
        return self._read(lambda session: events.recorded(session, reference))

    def clock_beside(self) -> datetime | None:
        """What the machine's clock says where a moment was given to work with; None where the clock is worked with."""
        return self._inside.clock() if isinstance(self._inside.now, GivenMoment) else None

    def chain_head(self) -> str:
        """The chain's newest value in hexadecimal, to be printed on evidence records."""
        return self._read(events.head)

    def verify_chain(self) -> ChainReport:
        """Walk the whole chain of events and say whether it holds."""
        return self._read(events.verify)

    def check(self) -> tuple[CheckResult, ...]:
        """Look over the whole store: pages, layout, people, events, permissions, copies; each with what was done, in words."""
        checked = self._worker.call(
            lambda: checking.check(self._database, self._inside.opened, self._summaries, to_sweep=self._to_sweep)
        )
        return (*checked, self._inside.pins.check(), self.backups.check())

    def _close_database(self) -> None:
        """The one that is open then: what still waits in the thread may be a change of the key. What was seen of it is kept, and
        traces of what was erased are swept out.
        """
        inside = self._inside
        if inside.usable:
            erasing.sweep_if_needed(inside.database)
            inside.pins.keep(inside.database, inside.opened.home, inside.opened.list_key, inside.opened.key)
        if isinstance(self._database.sharing, Sharing):
            self._database.sharing.hang_up()
        self._database.close()

    def close(self) -> None:
        """Finish what is being written, close the files and let go of the folder. Calling it again does nothing."""
        self.backups.end()
        if self.team is not None:
            self.team.end()
        self._worker.close(self._close_database)
        self._lock.release()
