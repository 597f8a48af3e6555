"""From an unsealed database key to an open ``CaseStore``. Slow to load: imported when a store opens."""

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
from champion_tui.store.checking import OpenStore, ours
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
    """The slot that opened is not in the list that holds: it was taken out, or got another passphrase."""


@immutable
class Unlocking:
    """What unlocking starts from: the folder, the lists that may hold, and the slot that a passphrase ``opened`` in one of them.

    ``memory`` is the folder in which this machine remembers what was seen, None for none; ``accept``: whoever unlocks takes a
    change that nobody vouches for.
    """

    home: Path
    lists: tuple[VaultFile, ...]
    opened: slots.OpenedSlot
    now: Callable[[], datetime]
    memory: Path | None = None
    accept: bool = False

    @staticmethod
    def name_newest_copy(error: StoreDamaged | VaultDamaged, home: Path, at: datetime | None) -> None:
        """Where nothing can be unlocked: name in the error's way out the newest safety copy here that is whole."""
        copies_here.name_newest(error, home, at, None)

    def open_unchanged(self, worker: Worker) -> CaseStore | None:
        """As ``open_store``; None where another program changed the files since the lists were read."""
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
    """Open the database in ``worker``'s thread. The store then owns ``worker`` and ``lock``; on an error it does not.

    Raises ``VaultDamaged``, ``StoreDamaged``, ``StoreTooNew``, ``UpgradeFailed``, ``StoreBusy`` or another
    ``StoreError``; ``NotAsSeen`` where it is not the store that was seen last; ``Superseded`` where the slot is not in the list
    that holds, which is in its place then.
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
        # Where the key is not the one they know, nothing else in these files can be trusted.
        if not isinstance(error, NotAsSeen):
            pins.refuse(signed=signed)
        if isinstance(error, StoreDamaged | VaultDamaged):
            copies_here.name_newest(error, home, machine_clock(now)(), pins.proof_of_copies)
        raise
    # Left where the machine died just after this store was made.
    shutil.rmtree(home / STAGING, ignore_errors=True)
    held = OpenStore(home, opened.key, proof, network, _make_private(home))
    return CaseStore(worker, database, lock, author, held, now, pins)


def _check_any_signed(lists: tuple[VaultFile, ...], proof: bytes) -> None:
    """Before anything is opened: whether a holder of the key wrote one of them. Raises ``VaultDamaged`` about the first."""
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
        # A failure must not keep anybody from their cases: it is tried again next time.
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
    """Take others' access away where somebody gave it; what cannot be changed is for ``check`` to report."""
    changed: list[str] = []
    with contextlib.suppress(OSError):
        for path in ours(home):
            if not files.is_private(path):
                files.make_private(path)
                changed.append(path.name)
    return tuple(changed)
