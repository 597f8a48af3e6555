"""The safety copies of one open store: those made by themselves after a change, and those that somebody asks for.

An automatic copy never stops or fails a save: what goes wrong with one is kept in words (``trouble``) for ``vault check``.
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
from champion_tui.store.open_store import Inside

EVERY = timedelta(minutes=15)
"""How old the newest copy may be when something is changed before another is made."""

SECONDS_TO_FINISH = 3.0
"""How long closing the store waits for a copy that is being made."""

A_SITTING = timedelta(minutes=1)
"""A store that was open for longer was used by somebody at work, not by one command."""


STANDS_STILL = timedelta(seconds=1)
"""Copies dated at most this much later than the clock were made while it stood still."""


class _Stopped(Exception):
    """Abandon this copy; the next change starts another."""


class Backups:
    """Created by the open store, which reports each change and its closing."""

    def __init__(self, inside: Inside) -> None:
        self._inside = inside
        self._gate = Lock()
        self._running: Thread | None = None
        self._next: datetime | None = None
        self._last_look: datetime | None = None
        self._overdue = self._uncopied = False
        self._opened_at = inside.now()
        self._stop = Event()
        self.trouble: tuple[datetime, str] | None = None
        """Since when automatic copies could not be made, and why."""

    # -- automatic --------------------------------------------------------------------------------------------------

    def after_change(self) -> None:
        """Begin a copy where one is due. Costs next to nothing, never waits and never raises."""
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
        """Begin a copy however recent the newest is. After an erasing: what was erased leaves the copies only as newer ones replace
        them.
        """
        with self._gate:
            self._overdue = True
        self.after_change()

    def _may_be_due(self, now: datetime) -> bool:
        """Without a look at the disk; a clock that was put back is no reason to go without copies."""
        if self._overdue or self._next is None or self._last_look is None:
            return True
        return not self._last_look <= now < self._next

    def _make_automatic(self, now: datetime, *, overdue: bool) -> None:
        dropped, made = False, False
        try:
            made = self._make_where_due(now, overdue=overdue)
        except (_Stopped, StoreBusy):
            # Abandoned, or another program is making one: the next change checks again.
            self._next, dropped = None, True
        except Exception as error:  # noqa: BLE001  no trouble with a copy may reach whoever saved something
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
            # Something was erased while a copy from before it was being finished.
            self.after_change()

    def _make_where_due(self, now: datetime, *, overdue: bool) -> bool:
        """Whether the newest copy now holds what the store held when this began."""
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
        """Wait a few seconds for a copy that is being made, then abandon it.

        After a sitting in which something was changed that is in no copy yet, one is begun: else a store that is found damaged
        the next day would have lost up to ``EVERY`` of it.
        """
        self._wait(SECONDS_TO_FINISH)
        if self._uncopied and self._inside.usable and self._inside.now() - self._opened_at >= A_SITTING:
            self.begin_at_once()
            self._wait(SECONDS_TO_FINISH)
        self._stop.set()

    # -- on request -------------------------------------------------------------------------------------------------

    def make(self, path: Path) -> MadeCopy:
        """Make a copy at ``path``, which must be free, and verify it there. Raises ``CopyNotMade`` or ``StoreError``."""
        with making.writing(path):
            making.refuse_existing(path)
            if not path.parent.is_dir():
                raise CopyNotMade(f"there is no folder {path.parent}.", "Make the folder, or name another one.")
        self.wait()
        with copies_here.folder_alone(self._inside.opened.home):
            return self._make(path, self._inside.now())

    def replace_all(self) -> MadeCopy:
        """Make a copy now and take away every other in the folder, as after a change of the key. Raises ``StoreError``.

        Nothing is taken away before the new copy has been verified.
        """
        self.wait()
        with copies_here.folder_alone(self._inside.opened.home):
            older = copies_here.copies(self._inside.opened.home)
            now = self._inside.now()
            made = self._make(self._automatic_name(now), now)
            for copy in older:
                copies_here.take_away(copy)
        return made

    def wait(self) -> None:
        """Wait until no automatic copy is being made."""
        self._wait(None)

    def _wait(self, seconds: float | None) -> None:
        with self._gate:
            running = self._running
        if running is not None:
            running.join(seconds)

    def check(self) -> CheckResult:
        """Read every copy in the folder, open the newest, and say in words what was found."""
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
        """A free name, later than that of any made before it: the clock may stand still."""
        home = self._inside.opened.home
        later = [copy.made for copy in copies_here.copies(home) if now <= copy.made < now + STANDS_STILL]
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
        """Between two steps, jobs that wait for the store run first."""
        self._stop_if_asked()
        if not self._inside.worker.let_in():
            raise _Stopped

    def _stop_if_asked(self) -> None:
        if self._stop.is_set():
            raise _Stopped


def newest_dated(copies: tuple[CopyHere, ...], now: datetime) -> CopyHere | None:
    """The newest automatic copy that a clock dated before ``now``."""
    return next((copy for copy in copies if copy.kind == AUTOMATIC and copy.made <= now), None)
