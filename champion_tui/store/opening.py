"""Turns a decrypted database key into an open ``CaseStore``. Slow to load: imported when a store is opened."""

import contextlib
import shutil
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from champion_tui.domain.dates.clock import machine_clock
from champion_tui.ground.values import immutable
from champion_tui.store import files, slot_list
from champion_tui.store.cases import being_typed
from champion_tui.store.casestore import CaseStore
from champion_tui.store.checking import StoreKeys, ours
from champion_tui.store.copies import copies_here, making
from champion_tui.store.database.connection import Database, open_database
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.database.worker import Worker
from champion_tui.store.errors import NotAsSeen, StoreDamaged, StoreError, VaultDamaged
from champion_tui.store.files import STAGING, on_network
from champion_tui.store.history.events import hand_of
from champion_tui.store.keys import slots, swap, vaultfile
from champion_tui.store.keys.slots import check_signed, list_key
from champion_tui.store.keys.vaultfile import Slot, VaultFile
from champion_tui.store.open_store import Author
from champion_tui.store.pins import Memory, Pins
from champion_tui.store.team import waiting
from champion_tui.store.team.sharing import Sharing


class Superseded(Exception):
    """Raised if the slot that was opened is not in the current list: it was removed or got another passphrase."""


@immutable
class Unlocking:
    """What unlocking starts from: the folder, the lists of people that may be current, and the slot ``opened`` by a passphrase.

    ``memory`` is the folder in which this machine remembers what was last seen, or None. ``accept`` is True if the
    person accepts a change that nobody vouches for.
    """

    home: Path
    lists: tuple[VaultFile, ...]
    opened: slots.OpenedSlot
    now: Callable[[], datetime]
    memory: Path | None = None
    accept: bool = False

    @staticmethod
    def name_newest_copy(error: StoreDamaged | VaultDamaged, home: Path, at: datetime | None) -> None:
        """Names the newest whole safety copy in this folder in the error's ``way_out``, for a store that cannot be unlocked."""
        copies_here.name_newest(error, home, at, None)

    def open_unchanged(self, worker: Worker) -> CaseStore | None:
        """Opens the store as ``open_store`` does. Returns None if another program has changed the files since the lists were read."""
        network = on_network(self.home)
        lock = HomeLock(self.home, alone=network)
        try:
            lists = vaultfile.lists_of_store(self.home)
            unchanged = len(lists) == len(self.lists) and all(map(VaultFile.is_list_of, lists, self.lists))
            if unchanged and not swap.waiting(self.home):
                return open_store(self, worker, lock, network=network)
        except Superseded:
            pass
        except BaseException:
            lock.release()
            raise
        lock.release()
        return None


def open_store(unlocking: Unlocking, worker: Worker, lock: HomeLock, *, network: bool) -> CaseStore:
    """Opens the database in ``worker``'s thread. The returned store owns ``worker`` and ``lock``; after an error the caller still does.

    Raises ``VaultDamaged``, ``StoreDamaged``, ``StoreTooNew``, ``UpgradeFailed``, ``StoreBusy`` or another
    ``StoreError``; ``NotAsSeen`` if it is not the store that was last seen; ``Superseded`` if the slot is not in the
    current list, which has been moved into place by then.
    """
    home, lists, opened, now = unlocking.home, unlocking.lists, unlocking.opened, unlocking.now
    proof = list_key(lists[0].vault, opened.key)
    pins = Pins(lists[0], opened, Memory(unlocking.memory, home), accept=unlocking.accept)
    author = Author(opened.slot.id, opened.slot.name)
    signed = False
    try:
        _check_any_signed(lists, proof)
        signed = True
        database = worker.call(lambda: _open(unlocking, proof, lock, pins, author, network=network))
    except StoreError as error:
        # If the key is not the one they know, nothing else in these files can be trusted.
        if not isinstance(error, NotAsSeen):
            pins.refuse(signed=signed)
        if isinstance(error, StoreDamaged | VaultDamaged):
            copies_here.name_newest(error, home, machine_clock(now)(), pins.proof_of_copies)
        raise
    # Left behind if the machine stopped just after this store was made.
    shutil.rmtree(home / STAGING, ignore_errors=True)
    held = StoreKeys(home, opened.key, proof, network, _make_private(home))
    return CaseStore(worker, database, lock, author, held, now, pins)


def _check_any_signed(lists: tuple[VaultFile, ...], proof: bytes) -> None:
    """Checks, before anything is opened, that a holder of the key wrote one of the lists. Raises ``VaultDamaged`` about the first."""
    try:
        check_signed(lists[0], proof)
    except VaultDamaged:
        if len(lists) == 1:
            raise
        check_signed(lists[1], proof)


def _open(unlocking: Unlocking, proof: bytes, lock: HomeLock, pins: Pins, author: Author, *, network: bool) -> Database:
    home, key, now = unlocking.home, unlocking.opened.key, unlocking.now
    database = open_database(
        home,
        key,
        network=network,
        lock=lock,
        before_upgrade=lambda connection, layout: making.copy_before_upgrade(
            connection, key, home, layout, machine_clock(now)()
        ),
        look=pins.look,
    )
    try:
        if waiting.is_team(database.connection):
            database.sharing = Sharing(home, unlocking.lists[0].vault, key, proof, database.connection)
        _check_slot_holds(unlocking.opened.slot, slot_list.settle(database, home, proof))
        pins.accept_in(database, hand_of(author.slot, author.name, now))
        pins.keep(database, home, proof, key)
        pins.compare_people(database, home, proof)
        # A failure must not lock people out of their cases: it is tried again next time.
        with contextlib.suppress(StoreError):
            being_typed.settle(database, now)
    except BaseException:
        database.close()
        raise
    return database


def _check_slot_holds(slot: Slot, held: VaultFile) -> None:
    if slot not in held.slots:
        raise Superseded


def _make_private(home: Path) -> tuple[str, ...]:
    """Removes other users' access and returns the names of the files changed. What cannot be changed is reported by ``check``."""
    changed: list[str] = []
    with contextlib.suppress(OSError):
        for path in ours(home):
            if not files.is_private(path):
                files.make_private(path)
                changed.append(path.name)
    return tuple(changed)
