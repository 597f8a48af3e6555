"""Safety copies: made, listed, restored. Listing and restoring need no open vault, so that they work when it is
damaged.
"""

from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from champion_tui.desk.store_access import store_errors
from champion_tui.desk.targets import default_folder, free_file
from champion_tui.desk.unlocked import Unlocked
from champion_tui.desk.vault.restore_words import CaseLine, Comparison, compared
from champion_tui.ground.dates.calendar import london_date
from champion_tui.ground.dates.date_words import printed_moment
from champion_tui.ground.values import immutable
from champion_tui.store.copies import copies_here
from champion_tui.store.copies.copies_here import CopyHere
from champion_tui.store.errors import StoreError
from champion_tui.store.restoring import opened_copy, putting_back
from champion_tui.store.restoring.putting_back import Restore

NAME = "champion-safety-copy"
"""The file name of a copy for a stick, before its date. It says nothing about anybody."""

KINDS = {"auto": "made by itself", "replaced": "put aside when a copy was put back"}
BEFORE_LAYOUT = "made before the store was brought up to date"
UNUSABLE = "cannot be used"

__all__ = ["CaseLine", "Comparison", "Copies", "CopyView", "MadeView", "PendingRestore"]


@immutable
class CopyView:
    """One safety copy on this machine. ``size`` is in bytes. ``ok``: every byte is as written; for a store that was set
    aside, both files exist.
    """

    path: Path
    kind: str
    made_at: datetime
    made_words: str
    size: int
    ok: bool
    words: str


@immutable
class MadeView:
    """A copy that was made, and verified at its path. ``size`` is in bytes."""

    path: Path
    size: int
    made_at: datetime
    made_words: str


class PendingRestore:
    """A copy prepared next to the store; nothing has changed yet. Close it, or use it in a ``with``."""

    def __init__(self, restore: Restore, now: datetime) -> None:
        self._restore = restore
        self.view = compared(restore, now)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Changes nothing and releases the lock. Calling it again does nothing. *Slow.*"""
        self._restore.close()

    def replace(self) -> Path | None:
        """Puts the copy in place. Returns the folder that keeps what was here, None if nothing was. *Slow.*"""
        with store_errors():
            return self._restore.replace()


class Copies:
    """``desk.vault.copies``. ``unlocked`` returns the open store, cases and papers, or raises ``Locked``; ``lock``
    closes the store.
    """

    def __init__(
        self,
        home: Path,
        now: Callable[[], datetime],
        unlocked: Callable[[], Unlocked],
        lock: Callable[[], None],
        memory: Callable[[], Path | None],
    ) -> None:
        self._home, self._now, self._unlocked, self._lock, self._memory = home, now, unlocked, lock, memory

    def listed(self) -> tuple[CopyView, ...]:
        """Returns the copies on this machine, the newest first; every byte of each is checked. *Slow.*"""
        with store_errors():
            return tuple(_copy_view(copy) for copy in copies_here.copies(self._home))

    def offered_target(self) -> Path:
        """Returns the path to offer for a copy: a file in the documents folder that does not exist yet."""
        return free_file(default_folder(), f"{NAME}-{london_date(self._now()).isoformat()}", ".zip")

    def make(self, path: Path) -> MadeView:
        """Makes a copy of the open store at ``path``, where there must be no file, and verifies it there. *Slow.*"""
        with store_errors():
            made = self._unlocked().store.backups.make(path.absolute())
        moment = made.manifest.moment
        return MadeView(made.path, made.size, moment, printed_moment(moment))

    def wait(self) -> None:
        """Waits until no automatic copy of the open store is being made. *Slow.*"""
        self._unlocked().store.backups.wait()

    def people_in(self, file: Path) -> tuple[str, ...]:
        """Returns the names of the people who can open the copy in ``file``. Raises ``UnusableValue`` if it is not a
        copy. *Slow.*
        """
        with store_errors():
            return opened_copy.people_in(file.absolute())

    def begin_restore(
        self,
        file: Path,
        passphrase: str,
        person: str | None = None,
        *,
        today: str | None = None,
        accept: bool = False,
    ) -> PendingRestore:
        """Opens the copy in ``file`` with the passphrase of a person in it, and compares it. Nothing is replaced yet.
        *Slow.*

        The desk's own store is closed first, and no other program can open it until the restore is done or closed.
        ``today`` is a passphrase that opens the present store: without it, a copy that would give access again to a
        person who lost it raises ``NeedsToday``. ``accept`` takes a copy under a key that the person has never seen.
        """
        self._lock()
        with store_errors():
            restore = putting_back.begin(
                self._home,
                file.absolute(),
                passphrase,
                now=self._now,
                person=person,
                asked=putting_back.HowToPutBack(today, self._memory(), accept),
            )
        return PendingRestore(restore, self._now())


def _size(path: Path) -> int:
    """Returns the size in bytes, for a folder the sum of its files; 0 if it is missing or a broken link."""
    with suppress(OSError):
        return sum(file.stat().st_size for file in path.iterdir()) if path.is_dir() else path.stat().st_size
    return 0


def _copy_view(copy: CopyHere) -> CopyView:
    ok = True
    try:
        _ = opened_copy.people_in(copy.path)
    except StoreError:
        ok = False
    words = KINDS.get(copy.kind, BEFORE_LAYOUT) + ("" if ok else f"; {UNUSABLE}")
    return CopyView(copy.path, copy.kind, copy.made, printed_moment(copy.made), _size(copy.path), ok, words)
