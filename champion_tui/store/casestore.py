"""The store of cases as the desk sees it: blocking calls, each run by the one thread that owns the connection.

When a method that changes something returns, the change is on disk. Every method may raise a ``StoreError``.
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
from champion_tui.store.checking import CheckResult, StoreKeys
from champion_tui.store.database.connection import Database
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.database.worker import Worker
from champion_tui.store.errors import StoreClosed
from champion_tui.store.history import events
from champion_tui.store.history.chain import ChainReport
from champion_tui.store.history.converters import moment_from_text
from champion_tui.store.open_store import Author, OpenStore
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
    """An unlocked store, made by ``vault.create`` and ``vault.unlock``. Close it, or use it in a ``with`` block."""

    def __init__(
        self,
        worker: Worker,
        database: Database,
        lock: HomeLock,
        author: Author,
        opened: StoreKeys,
        now: Callable[[], datetime],
        pins: Pins,
    ) -> None:
        self.person = author.name
        self.notes = tuple(pins.notes)
        """Sentences about the vault for the person who unlocked it."""
        self._worker = worker
        self._lock = lock
        self._open_store = OpenStore(worker, database, lock, author, opened, now, pins)
        self._summaries = Summaries()
        self._stale = list[int]()
        """Ids of the cases whose summaries have still to be made, the next one last. Only the thread that owns the
        connection takes from this list.
        """
        self._counted: tuple[tuple[object, ...], Counts] | None = None
        self._to_sweep = False
        """True if everything that has still to be swept out of the file was erased since this store was opened."""
        self.backups = Backups(self._open_store)
        self.people = People(self._open_store, self.close, self.backups)
        self.team = self._team_desk()
        """What is specific to a desk of a team; None if this store is not shared."""

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
        """Puts the whole store on a team's server and makes this a desk of that team. Raises ``StoreError``, and then
        nothing has changed here.

        With ``again``, the server is one that has lost the team's data.
        """
        inside = self._open_store

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
        """Takes over the new key that a colleague has given the team's vault (``LineState.NEW_KEY``). ``passphrase`` is
        that of the person who unlocked.

        Raises ``StoreError``. If the store is not ``usable`` afterwards, it has to be unlocked again.
        """
        self._worker.call(lambda: rotating.take_new_key(self._open_store, passphrase), alone=True)

    def leave_team(self) -> None:
        """Makes this a store of this computer alone again. Raises ``TeamRefused`` while changes are waiting for the server."""
        if self.team is not None:
            self.team.end()
        self._worker.call(self._sharing().disconnect)
        self._worker.call(lambda: joining.take_home(self._database), alone=True)
        self._database.sharing = self.team = None

    @property
    def _database(self) -> Database:
        """The database as it is now: a change of the key replaces it."""
        return self._open_store.database

    @property
    def usable(self) -> bool:
        """True while the store works with the files that are in the folder. If False, it is closed and has to be unlocked again."""
        return self._open_store.usable

    def _read(self, job: "Callable[[Session], Result]") -> Result:
        return self._worker.call(lambda: self._database.read(job))

    def _change(self, job: "Callable[[Session, events.Hand], Case]", *, also: str | None = None) -> Case:
        """Returns the case that ``job`` wrote, once the case and its summary are on disk. ``also`` is the reference of
        another case whose summary changes.
        """

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
        """Returns the result of ``job``, once its changes are on disk. With ``copy``, a safety copy is started if one is due.

        With ``needs_server``, a change to a team's store is saved on the server as well or not at all.
        """
        hand = self._open_store.hand()
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
        """Stores a new case (version 1) and, in the same transaction, changes to the referrer's own details.

        ``follows`` is the reference of the case that it follows, ``early`` the reference of the entry on the early list that
        it replaces. Raises ``ReferenceTaken``, ``NoSuchCase`` or ``AlreadyFollowed`` (about ``follows``), or ``NoSuchEarly``.
        """
        own = dict(own_details or {})
        marks, words = dict(taken_back or {}), dict(read_out or {})
        new = records.NewCase(
            reference, area, tree, dict(answers), dict(agency), dict(referral), own, marks, words, follows, early
        )
        return self._change(lambda session, hand: records.create_case(session, hand, new), also=follows)

    def cases(self) -> tuple[Case, ...]:
        """Returns every case, the one changed last first."""
        return self._read(records.cases)

    def case(self, reference: str) -> Case:
        """Returns one case. Raises ``NoSuchCase``."""
        return self._read(lambda session: records.case(session, reference))

    def tree_of(self, reference: str) -> str:
        """Returns the id of the tree of questions that a case uses, without reading the case or checking it against its
        history. A change needs this beforehand. Raises ``NoSuchCase``.
        """
        return self._read(lambda session: records.tree_of(session, reference))

    def case_for_papers(self, reference: str) -> tuple[Case, WhenRecorded, str]:
        """Returns one case, when its events were recorded, and the newest hash of the chain in hexadecimal. Raises ``NoSuchCase``."""
        return self._read(
            lambda session: (
                records.case(session, reference),
                events.recorded(session, reference),
                events.head(session),
            )
        )

    def change_case(self, reference: str, decide: Callable[[Case], records.CaseChanges]) -> Case:
        """Changes a case's answers and fields, and the referrer's own details with its agency fields, in one transaction.

        ``decide`` is called with the stored case, in the owning thread and inside the transaction; its exceptions are raised
        here. If its changes make no difference, nothing is written and the version stays. Raises ``NoSuchCase`` or ``CaseSent``.
        """
        return self._change(lambda session, hand: records.change_case(session, hand, reference, decide))

    def save_fields(
        self,
        reference: str,
        version: int | None,
        holder: Literal["agency", "referral"],
        changes: Mapping[str, Answer | None],
    ) -> Case:
        """Changes fields of a case's form, starting from the case at ``version`` (None: from the stored one). The value
        None clears a field. Agency fields are saved as the referrer's own details too.

        If nothing differs from what is stored, nothing is written. Raises ``NoSuchCase``, ``CaseSent`` or ``Conflict``.
        """
        named = dict(changes)
        return self._change(lambda session, hand: records.save_fields(session, hand, reference, version, holder, named))

    def save_passing(
        self, reference: str, version: int | None, holder: Literal["agency", "referral"], key: str, value: Answer | None
    ) -> Case:
        """Saves one field while it is being typed. The change enters the history when the field is left. Raises the
        same errors as ``save_fields``.
        """
        return self._change(
            lambda session, hand: being_typed.save_passing(session, hand, reference, version, holder, key, value)
        )

    def keep_text(self, reference: str, holder: Literal["agency", "referral"], key: str, text: str) -> Case:
        """Keeps typed text that cannot be used as the field's value, next to that value. "" deletes it. Raises ``NoSuchCase``."""
        return self._change(lambda session, hand: being_typed.keep_text(session, hand, reference, holder, key, text))

    def mark_sent(self, reference: str, version: int, on: date, code: str, as_sent: str | None = None) -> Case:
        """Records that the referral was sent on the day ``on`` by the person who unlocked. ``code`` may be "";
        ``as_sent`` is what was true at the time. What was sent is frozen from now on.

        A second call corrects the first; the events keep both. Raises ``NoSuchCase`` or ``Conflict``.
        """
        return self._change(
            lambda session, hand: records.mark_sent(session, hand, reference, version, on, code, as_sent)
        )

    def record_steps(
        self, reference: str, changes: Mapping[str, Step | None], decide: Callable[[Case], None], why: str = ""
    ) -> Case:
        """Records what happened to a referral, in one transaction. ``changes`` is by kind (a ``Heard``, ``OUTCOME`` or
        ``WITHDRAWN``); None takes an entry back, and ``why`` stays in the history. What was sent stays frozen.

        ``decide`` is called with the stored case, in the owning thread and inside the transaction; its exceptions are
        raised here. If nothing differs from what is stored, nothing is written. Raises ``NoSuchCase``.
        """
        given = dict(changes)
        return self._change(lambda session, hand: records.record_steps(session, hand, reference, given, decide, why))

    def mark_copied(self, reference: str, key: str, digest: str | None) -> Case:
        """Ticks a field as copied into the council's portal. ``digest`` is that of the copied value; None removes the tick.

        The case's version stays the same. Raises ``NoSuchCase``.
        """
        return self._change(lambda session, hand: copied.mark(session, hand, reference, key, digest))

    def record_export(self, reference: str, files: Sequence[tuple[str, str]], contents: str | None = None) -> Case:
        """Lists ``files`` (path, kind) that left the vault unencrypted. ``contents`` is a digest of what a pack among them holds.

        Raises ``NoSuchCase``.
        """
        given = tuple(files)
        return self._change(lambda session, hand: exported.record_export(session, hand, reference, given, contents))

    def take_back_export(self, reference: str, path: str, before: datetime | None, contents: str | None = None) -> None:
        """Removes the listing of a file that could not be written. ``before`` is when the previous pack was exported
        (None: never), ``contents`` the digest of what that one held.
        """
        self._change(lambda session, hand: exported.take_back_export(session, hand, reference, path, before, contents))

    def record_list(self, references: Sequence[str], path: str) -> None:
        """Lists a by-name list, about to be written to ``path``, under every case on it. The versions of the cases stay
        the same. Raises ``NoSuchCase``.
        """
        given = tuple(references)
        self._change(lambda session, hand: exported.record_list(session, hand, given, path))

    def take_back_list(self, references: Sequence[str], path: str) -> None:
        """Removes the listing of a by-name list that could not be written. Raises ``NoSuchCase``."""
        given = tuple(references)
        self._change(lambda session, hand: exported.take_back_list(session, hand, given, path))

    def exported_files(self) -> tuple[ExportedFile, ...]:
        """Returns the files that left the vault and are not dealt with yet, oldest first."""
        return self._read(exported.exported_files)

    def exported_of(self, reference: str) -> tuple[ExportedFile, ...]:
        """Returns every file of one case that ever left the vault, oldest first. Raises ``NoSuchCase``."""
        return self._read(lambda session: exported.exported_of(session, reference))

    def deal_with(self, exported_id: int) -> None:
        """Marks one exported file as dealt with. Raises ``NoSuchExportedFile``."""
        self._change(lambda session, hand: exported.deal_with(session, hand, exported_id))

    def erase(self, reference: str, version: int, facts: CaseFacts) -> ErasedCase:
        """Erases the case, which must still be at ``version``, and returns what stays. ``facts`` are the facts that may be kept.

        Traces may remain in unused parts of the encrypted file until the store is closed, which removes them. Raises
        ``NoSuchCase`` (``CaseErased`` if it was erased already) or ``NotErased`` (changed meanwhile), and then nothing is changed.
        """
        return self.erase_all(((reference, version, facts),))[0]

    def erase_all(
        self, cases: Sequence[tuple[str, int, CaseFacts]], early_until: tuple[date, Collection[str]] | None = None
    ) -> tuple[ErasedCase, ...]:
        """Erases several cases (reference, version, facts) or none of them. ``early_until`` is a day and the own
        references of the entries of the early list up to that day, which are erased with them.

        Raises what ``erase`` raises, and ``EarlyChanged``.
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

        # No other desk may go on working on a copy of an erased case.
        stay = self._write(erase, copy=False, needs_server=True)
        self.backups.begin_at_once()
        return stay

    def erased_cases(self) -> tuple[ErasedCase, ...]:
        """Returns what stays of every erased case, the one erased last first."""
        return self._read(erasing.stubs)

    def erased_case(self, reference: str) -> ErasedCase | None:
        """Returns what stays of that erased case, or None if no case with that reference was erased."""
        return self._read(lambda session: erasing.stub(session, reference))

    # -- the read model ---------------------------------------------------------------------------------------------------

    def summarise_with(self, summarise: Summarise, basis: str) -> None:
        """Makes every later change of a case write its summary too, made by ``summarise``. ``basis`` is a digest of the
        knowledge that ``summarise`` uses.

        Missing summaries are made first, so that no list lacks a case. If all exist but many have another basis, they
        are renewed in the background: ``stale`` is the number left, and ``settle`` waits for them.
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
        """How many cases are still listed as they were under earlier knowledge or settings."""
        return len(self._stale)

    def settle(self) -> None:
        """Makes every summary that does not rest on today's knowledge, and waits for them. Cheap if there are none."""
        while self._stale:
            self._worker.call(self._refresh_some)

    def rebuild(self) -> int:
        """Makes all summaries and the search index again and returns the number of cases. Call ``summarise_with`` first."""
        self._worker.call(lambda: self._database.write(summaries.clear))
        lacking = self._read(self._summaries.lacking)
        self._stale = list(reversed(lacking))
        self.settle()
        return len(lacking)

    def _refresh_some(self) -> None:
        """Makes a few summaries in one transaction, in the owning thread. Other jobs run in between, and finished
        summaries are kept if this is interrupted.
        """
        some = self._stale[-summaries.AT_ONCE :]
        self._database.write(partial(self._summaries.make, case_ids=some))
        if len(some) == len(self._stale):
            self._database.write(self._summaries.all_made)
        del self._stale[-summaries.AT_ONCE :]

    def _go_on_refreshing(self) -> None:
        """Makes the remaining summaries, a few per job, so that other work can run in between. An error such as a full
        disk leaves the rest marked as stale, and the next unlocking continues.
        """
        if self._stale:
            self._refresh_some()
        if self._stale:
            with suppress(StoreClosed):
                self._worker.start(self._go_on_refreshing)

    def listed(self, query: CaseQuery, today: date) -> CasePage:
        """Returns the page of a list that ``query`` asks for, as on the day ``today``."""
        return self._read(lambda session: listing.listed(session, query, today))

    def find_all(self, query: CaseQuery, today: date, wanted: Callable[[], bool]) -> int | None:
        """Returns how many cases ``listed`` would find. Afterwards ``listed`` returns any page of them at once, until the next write.

        Returns None if ``wanted`` becomes false first or another job is waiting for the store; the caller may ask again.
        """
        return self._worker.call(
            lambda: self._database.read_unless(
                lambda: self._worker.waits or not wanted(),
                lambda session: len(listing.find_all(session, query, today)),
            )
        )

    def listed_one(self, reference: str, today: date) -> ListedCase:
        """Returns the row of one case, as lists show it on the day ``today``. Raises ``NoSuchCase``."""
        return self._read(lambda session: listing.listed_one(session, reference, today))

    def due_items(self, today: date, limit: int | None = None) -> tuple[DueItem, ...]:
        """Returns one entry for each thing that is due in a case on the day ``today``, most urgent first, at most ``limit``."""
        return self._read(lambda session: listing.due_items(session, today, limit))

    def due_cases(self, today: date, kind: DueKind) -> tuple[ListedCase, ...]:
        """Returns the row of each case in which a thing of ``kind`` is due on the day ``today``, most urgent first."""
        return self._read(lambda session: listing.due_cases(session, today, kind))

    def workers(self) -> tuple[str, ...]:
        """Returns the name of every worker who has a case, each once, sorted."""
        return self._read(listing.workers)

    def counts(self, today: date) -> Counts:
        """Returns how many things are waiting on the day ``today``, without the early list. Counts again only after a write."""

        def count(session: "Session") -> Counts:
            written = (today, *listing.written(session))
            if self._counted is None or self._counted[0] != written:
                self._counted = written, listing.counts(session, today)
            return self._counted[1]

        return self._read(count)

    def tally(
        self, first: date | None, last: date | None, but: Collection[str] = (), trees: Collection[str] = ()
    ) -> Tally:
        """Returns the figures of every case of a period, stored or erased. Both ends are included; None leaves an end open.

        Leaves out cases with an outcome in ``but``, and cases of ``trees`` that have no outcome yet.
        """
        self.settle()
        return self._read(lambda session: counting.tally(session, first, last, but, trees))

    def likely_same(self, likeness: Likeness, but: str, most: int) -> tuple[tuple[str, Likeness], ...]:
        """Returns up to ``most`` cases (reference, likeness) that may be about the same person as ``likeness``, without
        the case ``but``. Cases with the same phone number or date of birth (also with day and month swapped) are first,
        then those with the most similar name.
        """
        return self._read(lambda session: alike.likely_same(session, likeness, but, most))

    # -- the early list -----------------------------------------------------------------------------------------------------

    def early(self, until: date | None = None) -> tuple[EarlyEntry, ...]:
        """Returns the early list, earliest possible loss of a home first. With ``until``, only entries on or before that day."""
        return self._read(lambda session: early.entries(session, until))

    def early_add(self, entries: Sequence[EarlyEntry]) -> None:
        """Adds all the entries to the early list, or none. Raises ``EarlyTaken``."""
        given = tuple(entries)
        self._write(lambda session, hand: early.add(session, hand, given))

    def early_remove(self, own_reference: str) -> None:
        """Removes an entry from the early list. Raises ``NoSuchEarly``."""
        self._write(lambda session, hand: early.remove(session, hand, own_reference))

    # -- kept for the next case -----------------------------------------------------------------------------------------------

    def agency(self) -> Answers:
        """Returns the referrer's own details, which are kept for the next case."""
        return self._read(records.own_details)

    def settings(self) -> Mapping[str, str]:
        """Returns every setting kept in this store."""
        return self._read(records.settings)

    def save_setting(self, key: str, value: str | None) -> None:
        """Changes one setting; None removes it."""
        self._write(lambda session, hand: records.save_setting(session, hand, key, value))

    def events(self, reference: str | None = None) -> tuple[Event, ...]:
        """Returns all events, or those of one case, oldest first. The names and values of erased events are missing."""
        return self._read(lambda session: events.events(session, reference))

    def newest_event(self, *, given: bool = False) -> datetime | None:
        """Returns when an event was last stored (UTC), by the machine's clock or, with ``given``, by the moment people
        worked with. None in a new store.
        """
        newest = self._read(lambda session: events.newest(session, given=given))
        return moment_from_text(newest) if newest is not None else None

    def recorded(self, reference: str) -> WhenRecorded:
        """Returns when the case was begun, recorded as sent and erased, by the clock and by the moments that were given."""
        return self._read(lambda session: events.recorded(session, reference))

    def machine_time(self) -> datetime | None:
        """Returns the machine's time if people work with a given moment instead; None if they work with the clock."""
        return self._open_store.clock() if isinstance(self._open_store.now, GivenMoment) else None

    def chain_head(self) -> str:
        """Returns the newest hash of the chain in hexadecimal, for printing on evidence records."""
        return self._read(events.head)

    def verify_chain(self) -> ChainReport:
        """Checks the whole chain of events and reports whether it holds."""
        return self._read(events.verify)

    def check(self) -> tuple[CheckResult, ...]:
        """Checks the whole store: pages, layout, people, events, permissions and copies. Each result says what was done."""
        checked = self._worker.call(
            lambda: checking.check(self._database, self._open_store.opened, self._summaries, to_sweep=self._to_sweep)
        )
        return (*checked, self._open_store.pins.check(), self.backups.check())

    def _close_database(self) -> None:
        """Closes the database that is open at that time, since a waiting job may be a change of the key. Saves what was
        last seen, and sweeps out traces of erased data.
        """
        inside = self._open_store
        if inside.usable:
            erasing.sweep_if_needed(inside.database)
            inside.pins.keep(inside.database, inside.opened.home, inside.opened.list_key, inside.opened.key)
        if isinstance(self._database.sharing, Sharing):
            self._database.sharing.disconnect()
        self._database.close()

    def close(self) -> None:
        """Finishes pending writes, closes the files and releases the lock on the folder. A second call does nothing."""
        self.backups.end()
        if self.team is not None:
            self.team.end()
        self._worker.close(self._close_database)
        self._lock.release()
