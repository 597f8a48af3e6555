"""The safety copies of one open store: automatic copies after a change, and copies made on request.

An automatic copy never delays or fails a save. If one fails, the reason is kept in ``trouble`` for ``vault check``.
"""

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Event, Lock, Thread

from champion_tui.store.checking import CheckResult
from champion_tui.store.copies import container, copies_here, making
from champion_tui.store.copies.checking_copies import StoreOfCopies, check_copies
from champion_tui.store.copies.copies_here import AUTOMATIC, CopyHere
from champion_tui.store.copies.making import Draft, MadeCopy
from champion_tui.store.database.driver import translating
from champion_tui.store.errors import CopyNotMade, StoreBusy, StoreError
from champion_tui.store.files import DATABASE
from champion_tui.store.history.chain import State
from champion_tui.store.history.entries import state_of
from champion_tui.store.keys import slots
from champion_tui.store.open_store import OpenStore

EVERY = timedelta(minutes=15)
"""How old the newest copy may be before a change starts another one."""

SECONDS_TO_FINISH = 3.0
"""How long closing the store waits for a copy that is being made."""

A_SITTING = timedelta(minutes=1)
"""If a store was open for longer than this, a person was working in it; a single command is quicker."""


SAME_MOMENT = timedelta(seconds=1)
"""A copy dated at most this much later than the clock was made while the clock stood still."""


class _Stopped(Exception):
    """Raised to abandon this copy. The next change starts another."""


class Backups:
    """Makes and checks the safety copies of an open store. The store creates it, and calls it after each change and on closing."""

    def __init__(self, inside: OpenStore) -> None:
        self._inside = inside
        self._gate = Lock()
        self._running: Thread | None = None
        self._next: datetime | None = None
        self._last_look: datetime | None = None
        self._overdue = self._uncopied = False
        self._opened_at = inside.now()
        self._stop = Event()
        self.trouble: tuple[datetime, str] | None = None
        """When automatic copies began to fail, and why; None if they work."""

    # -- automatic --------------------------------------------------------------------------------------------------

    def after_change(self) -> None:
        """Starts a copy in a thread if one is due. Cheap; never waits and never raises."""
        now = self._inside.now()
        with self._gate:
            self._uncopied = True
            if self._running is not None or self._stop.is_set() or not self._may_be_due(now):
                return
            overdue, self._overdue, self._uncopied = self._overdue, False, False
            job = partial(self._make_automatic, now, overdue=overdue)
            self._running = Thread(target=job, name="safety-copy", daemon=True)
            self._running.start()

    def begin_at_once(self) -> None:
        """Starts a copy, however recent the newest one is. Called after an erasing: erased data leaves the copies only
        as newer ones replace them.
        """
        with self._gate:
            self._overdue = True
        self.after_change()

    def _may_be_due(self, now: datetime) -> bool:
        """Decides from memory whether a copy may be due, without reading the disk. True if the clock was put back, so
        that copies go on.
        """
        if self._overdue or self._next is None or self._last_look is None:
            return True
        return not self._last_look <= now < self._next

    def _make_automatic(self, now: datetime, *, overdue: bool) -> None:
        dropped, made = False, False
        try:
            made = self._make_where_due(now, overdue=overdue)
        except (_Stopped, StoreBusy):
            # This copy was abandoned, or another program is making one. The next change checks again.
            self._next, dropped = None, True
        except Exception as error:  # noqa: BLE001  a failed copy must not disturb the person who saved something
            why = str(error) if isinstance(error, StoreError) else f"a fault in the program ({type(error).__name__})"
            self.trouble = self.trouble or (now, why)
            self._next, self._last_look = now + EVERY, now
        finally:
            with self._gate:
                self._running = None
                again = self._overdue
                self._overdue = again or (overdue and dropped)
                self._uncopied = self._uncopied or not made
        if again:
            # Something was erased while a copy from before the erasing was being finished.
            self.after_change()

    def _make_where_due(self, now: datetime, *, overdue: bool) -> bool:
        """Makes a copy if one is due. Returns True if the newest copy now holds what the store held when this began."""
        with copies_here.folder_alone(self._inside.opened.home):
            newest = newest_dated(copies_here.copies(self._inside.opened.home), now)
            made = newest.made if newest else None
            due = newest is None or overdue or now - newest.made >= EVERY
            if due:
                if newest is None or self._changed_since(newest):
                    new = self._make(self._automatic_name(now), now)
                    copies_here.take_away_old(self._inside.opened.home, new.path, self._inside.clock())
                self.trouble, made = None, now
            self._next, self._last_look = (made or now) + EVERY, now
        return due

    def _changed_since(self, newest: CopyHere) -> bool:
        copied = container.peek(newest.path)
        state, key = self._inside.worker.call(self._state)
        ours = copied is not None and copied.is_signed(slots.copy_key(state.vault, key))
        return copied is None or not ours or (copied.events, copied.chain_head) != (state.events, state.chain_head)

    def end(self) -> None:
        """Waits up to ``SECONDS_TO_FINISH`` for a copy that is being made, then abandons it.

        If the store was open for longer than ``A_SITTING`` and holds a change that is in no copy yet, one more copy is
        started. Without it, damage found the next day could cost up to ``EVERY`` of work.
        """
        self._wait(SECONDS_TO_FINISH)
        if self._uncopied and self._inside.usable and self._inside.now() - self._opened_at >= A_SITTING:
            self.begin_at_once()
            self._wait(SECONDS_TO_FINISH)
        self._stop.set()

    # -- on request -------------------------------------------------------------------------------------------------

    def make(self, path: Path) -> MadeCopy:
        """Makes a copy at ``path``, where nothing may exist yet, and verifies it there. Raises ``CopyNotMade`` or
        another ``StoreError``.
        """
        with making.writing(path):
            making.refuse_existing(path)
            if not path.parent.is_dir():
                raise CopyNotMade(f"there is no folder {path.parent}.", "Make the folder, or name another one.")
        self.wait()
        with copies_here.folder_alone(self._inside.opened.home):
            return self._make(path, self._inside.now())

    def replace_all(self) -> MadeCopy:
        """Makes a copy now and deletes all others in the folder; used after a change of the key. Raises ``StoreError``.

        Nothing is deleted before the new copy has been verified.
        """
        self.wait()
        with copies_here.folder_alone(self._inside.opened.home):
            older = copies_here.copies(self._inside.opened.home)
            now = self._inside.now()
            made = self._make(self._automatic_name(now), now)
            for copy in older:
                copies_here.delete(copy)
        return made

    def wait(self) -> None:
        """Waits until no automatic copy is being made."""
        self._wait(None)

    def _wait(self, seconds: float | None) -> None:
        with self._gate:
            running = self._running
        if running is not None:
            running.join(seconds)

    def check(self) -> CheckResult:
        """Reads every copy in the folder, opens the newest, and returns what was found."""
        inside = self._inside
        self.wait()
        try:
            state, key = inside.worker.call(self._state)
            ok, words = check_copies(StoreOfCopies(inside.opened.home, key, state, inside.now(), self.trouble))
        except StoreError as error:
            return CheckResult("copies", False, str(error))
        return CheckResult("copies", ok, words)

    # -- both -------------------------------------------------------------------------------------------------------

    def _automatic_name(self, now: datetime) -> Path:
        """Returns a free path whose time is later than that of every earlier copy, even if the clock stands still."""
        home = self._inside.opened.home
        later = [copy.made for copy in copies_here.copies(home) if now <= copy.made < now + SAME_MOMENT]
        moment = max(later) + timedelta(microseconds=1) if later else now
        return copies_here.folder_of(home) / f"{AUTOMATIC}-{copies_here.stamp(moment)}.zip"

    def _make(self, path: Path, now: datetime) -> MadeCopy:
        inside = self._inside
        with making.writing(inside.opened.home):
            making.check_room(inside.opened.home, path.parent, (inside.opened.home / DATABASE).stat().st_size)
        with making.room_for_draft(inside.opened.home, path.name) as database:
            draft: Draft = inside.worker.call(lambda: self._copy(database))
            return making.finish(draft, path, now, self._stop_if_asked)

    def _state(self) -> tuple[State, bytes]:
        with translating():
            return state_of(self._inside.database.connection), self._inside.opened.key

    def _copy(self, database: Path) -> Draft:
        opened, connection = self._inside.opened, self._inside.database.connection
        return making.copy_database(connection, opened.key, opened.home, database, self._between)

    def _between(self) -> None:
        """Runs waiting jobs between two steps of a copy. Raises ``_Stopped`` if the copy has to end."""
        self._stop_if_asked()
        if not self._inside.worker.let_in():
            raise _Stopped

    def _stop_if_asked(self) -> None:
        if self._stop.is_set():
            raise _Stopped


def newest_dated(copies: tuple[CopyHere, ...], now: datetime) -> CopyHere | None:
    """Returns the newest automatic copy that is not dated later than ``now``, or None. ``copies`` are newest first."""
    return next((copy for copy in copies if copy.kind == AUTOMATIC and copy.made <= now), None)
