"""Puts a safety copy in the place of the store: it is first opened and compared next to it, then both files are swapped at once.

``begin`` changes nothing: it unpacks the copy into a private folder, opens it there and compares it. ``replace`` puts
it in place and keeps the old pair, readable or not. Between the two no other program can open the store.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from champion_tui.domain.dates.clock import machine_clock
from champion_tui.ground.files.durable_files import write_whole
from champion_tui.ground.values import immutable
from champion_tui.store import vault
from champion_tui.store.copies import copies_here, differences
from champion_tui.store.copies.container import Manifest
from champion_tui.store.copies.differences import Differences, PeopleDiffer
from champion_tui.store.database import schema
from champion_tui.store.database.connection import Database
from champion_tui.store.database.driver import connect, connected, set_durability, translating
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.errors import RestoreUnfinished, StoreError
from champion_tui.store.files import DATABASE, NEW_PAIR, VAULT, make_private_folder, reaching
from champion_tui.store.history import events
from champion_tui.store.keys import swap, vaultfile
from champion_tui.store.keys.seen import LastSeen
from champion_tui.store.pins import Memory, seen_copy
from champion_tui.store.restoring import vouching
from champion_tui.store.restoring.opened_copy import OpenedCopy, open_copy
from champion_tui.store.restoring.vouching import Today

OTHER_WAY_IN = "What is here now does not open with this passphrase, so the two could not be compared."
RESTORED = "restored"
"""The verb of the event that a restore adds to the chain of the copy."""


@immutable
class NotCompared:
    """The current store could not be opened, and why. ``people`` compares the two lists of people."""

    why: str
    people: PeopleDiffer


@immutable
class HowToPutBack:
    """How a copy is to be restored. ``today`` is the passphrase of somebody who can open the store now. ``memory`` and
    ``accept`` are as for ``vault.unlock``.
    """

    today: str | None = field(default=None, repr=False)
    memory: Path | None = None
    accept: bool = False


PLAINLY = HowToPutBack()


class Restore:
    """An unpacked safety copy, ready to replace the store. Close it, or use it in a ``with`` block; ``replace`` closes it too."""

    def __init__(
        self,
        home: Path,
        copy: OpenedCopy,
        manifest: Manifest,
        lock: HomeLock,
        now: Callable[[], datetime],
        compared: Differences | NotCompared | None,
        today: Today | None,
        memory: Memory,
    ) -> None:
        self._home, self._copy, self._lock, self._now = home, copy, lock, now
        self._today, self._memory = today, memory
        self.manifest = manifest
        """The copy's manifest, checked."""
        self.occupied = compared is not None
        """True if there is a store, or a part of one, that the copy would replace."""
        self.differs = compared if isinstance(compared, Differences) else None
        """What differs. None if there is no store, or it could not be opened."""
        self.unread = compared.why if isinstance(compared, NotCompared) else ""
        """Why the current store could not be opened, "" if it could."""
        self.people_differ = None if compared is None else compared.people
        """Who could open one of the two but not the other; known even if the current store could not be opened. None if
        there is no store.
        """

    @property
    def people(self) -> tuple[str, ...]:
        """The names of the people who can open the copy."""
        return tuple(slot.name for slot in self._copy.vault.people())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Deletes what was unpacked and releases the lock. A second call does nothing. Never raises."""
        with suppress(StoreError):
            swap.discard(self._home)
        self._lock.release()

    def replace(self) -> Path | None:
        """Puts the copy in place. Returns the folder with the old pair, None if there was no store.

        Raises ``StoreError``, and then the old pair is unchanged; ``RestoreUnfinished`` if the restore is committed nevertheless.
        """
        now = machine_clock(self._now)()
        kept = copies_here.folder_of(self._home) / f"{copies_here.REPLACED}-{copies_here.stamp(now)}"
        try:
            self._note()
            swap.commit(self._home, kept if self.occupied else None)
            self._remember()
        except StoreError as error:
            with reaching(self._home):
                decided = swap.decided(self._home)
            if decided:
                self._remember()
                raise RestoreUnfinished(str(error)) from error
            raise
        finally:
            self.close()
        return kept if self.occupied else None

    def _note(self) -> None:
        """Upgrades the unpacked store to today's layout, adds an event about the restore to its history, and the
        hand-over to its list of people.
        """
        slot, manifest = self._copy.opened.slot, self.manifest
        hand = events.hand_of(slot.id, slot.name, self._now)
        with translating(self._home):
            database = Database(connect(self._home / NEW_PAIR / DATABASE, self._copy.opened.key, network=True))
            try:
                set_durability(database.connection, network=True)
                if schema.stored_version(database.connection) < schema.VERSION:
                    schema.bring_up_to_date(database.engine, database.connection)
                restored = {"made_at": manifest.made_at, "head": manifest.chain_head}
                database.write(lambda session: events.note(session, hand, "", RESTORED, new=restored))
            finally:
                database.close()
        path = self._home / NEW_PAIR / VAULT
        with reaching(path):
            write_whole(path, vouching.vouched(self._copy, self._today, manifest, self._seen).to_bytes())

    @property
    def _seen(self) -> LastSeen:
        """What the person who restores the copy has seen of it."""
        return seen_copy(self._copy.vault, self._copy.opened, self._memory, self.manifest.state)

    def _remember(self) -> None:
        """If nobody of today vouches for the copy, records on this machine that the person who restored it knows it."""
        copy = self._copy
        if not vouching.vouches(copy, self._today):
            with suppress(OSError):
                self._memory.keep(copy.vault.vault, copy.opened, self._seen)


def begin(
    home: Path,
    file: Path,
    passphrase: str,
    *,
    now: Callable[[], datetime],
    person: str | None = None,
    asked: HowToPutBack = PLAINLY,
) -> Restore:
    """Opens the copy in ``file`` next to the store in ``home``, with the passphrase of somebody in the copy.

    Raises ``CopyUnusable`` (``CopyNotAsSeen`` if it is not a copy of the store that they know), ``CopyReadmits`` if a
    passphrase of today is needed, ``WrongPassphrase``, ``NoSuchPerson``, ``StoreTooNew``, ``StoreBusy`` if a program
    has the store open, or another ``StoreError``; nothing is changed then.
    """
    memory = Memory(asked.memory, home)
    copy = open_copy(file, passphrase, person, memory, accept=asked.accept)
    with reaching(home):
        make_private_folder(home)
    lock = HomeLock(home, alone=True)
    try:
        swap.settle(home)
        try:
            today = vouching.somebody_of_today(home, copy, passphrase, asked.today, memory)
            manifest = copy.unpack(home)
            compared = _compared(home, copy, manifest, today) if vault.exists(home) else None
            return Restore(home, copy, manifest, lock, now, compared, today, memory)
        except BaseException:
            swap.discard(home)
            raise
    except BaseException:
        lock.release()
        raise


def _compared(home: Path, copy: OpenedCopy, manifest: Manifest, today: Today | None) -> Differences | NotCompared:
    """Returns what differs from the store in ``home``, or why that cannot be opened."""
    listed, trouble = None, StoreError(OTHER_WAY_IN)
    people = differences.people_differ(None, copy.vault)
    try:
        listed = vaultfile.read(home)
        people = differences.people_differ(listed, copy.vault)
    except StoreError as error:
        trouble = error
    there = home / NEW_PAIR / DATABASE
    for number, key in enumerate((copy.opened.key, *([today.key] if today else []))):
        try:
            here = _read(home / DATABASE, key, manifest.events)
            held = _read(there, copy.opened.key, here.state.events)
        except StoreError as error:
            trouble = error if number else trouble
        else:
            return differences.differences(here, held, people)
    return NotCompared(str(trouble), people)


def _read(path: Path, key: bytes, *links: int) -> differences.Contents:
    with reaching(path):
        path.stat()
        with connected(path, key) as connection:
            return differences.contents(connection, links)
