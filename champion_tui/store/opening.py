"""From an unsealed database key to an open ``CaseStore``. Slow to load: imported when a store opens."""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from champion_tui.store import being_typed, files, slot_list
from champion_tui.store.casestore import CaseStore
from champion_tui.store.checking import Opened, ours
from champion_tui.store.database import Database, open_database
from champion_tui.store.erasing import sweep_if_needed
from champion_tui.store.errors import StoreError, VaultDamaged
from champion_tui.store.inside import Author
from champion_tui.store.locks import HomeLock
from champion_tui.store.places import STAGING
from champion_tui.store.slots import check_signed, list_key
from champion_tui.store.vaultfile import Slot, VaultFile
from champion_tui.store.worker import Worker


class Superseded(Exception):
    """The slot that opened is not in the list that holds: it was taken out, or got another passphrase."""


@dataclass(frozen=True, slots=True)
class Way:
    """The way in that was found: the folder, the lists it may hold, the slot that opened and the key that was in it."""

    home: Path
    lists: tuple[VaultFile, ...]
    slot: Slot
    key: bytes = field(repr=False)
    network: bool


def open_store(way: Way, worker: Worker, lock: HomeLock, now: Callable[[], datetime]) -> CaseStore:
    """Open the database in ``worker``'s thread. The store then owns ``worker`` and ``lock``; on an error it does not.

    Raises ``VaultDamaged``, ``StoreDamaged``, ``StoreTooNew``, ``UpgradeFailed``, ``StoreBusy`` or another
    ``StoreError``; ``Superseded`` where the slot is not in the list that holds, which is in its place then.
    """
    proof = list_key(way.lists[0].vault, way.key)
    _check_any_signed(way.lists, proof)
    _clear_staging(way.home)
    made_private = _make_private(way.home)
    database = worker.call(lambda: _open(way, proof, lock, now))
    opened = Opened(way.home, way.key, proof, way.network, made_private)
    return CaseStore(worker, database, lock, Author(way.slot.id, way.slot.name), opened, now)


def _check_any_signed(lists: tuple[VaultFile, ...], proof: bytes) -> None:
    """Before anything is opened: whether a holder of the key wrote one of them. Raises ``VaultDamaged`` about the first."""
    try:
        check_signed(lists[0], proof)
    except VaultDamaged:
        if len(lists) == 1:
            raise
        check_signed(lists[1], proof)


def _open(way: Way, proof: bytes, lock: HomeLock, now: Callable[[], datetime]) -> Database:
    database = open_database(way.home, way.key, network=way.network, lock=lock, now=now)
    try:
        _check_slot_holds(way.slot, slot_list.settle(database, way.home, proof))
        sweep_if_needed(database)
        # What stops it must not keep anybody from their cases: it is made up for next time.
        with contextlib.suppress(StoreError):
            being_typed.settle(database, now)
    except BaseException:
        database.close()
        raise
    return database


def _check_slot_holds(slot: Slot, held: VaultFile) -> None:
    if slot not in held.slots:
        raise Superseded


def _clear_staging(home: Path) -> None:
    """Take away the folder in which this store was made, where the machine died before that could be done."""
    shutil.rmtree(home / STAGING, ignore_errors=True)


def _make_private(home: Path) -> tuple[str, ...]:
    """Take others' access away where somebody gave it; what cannot be changed is for ``check`` to report."""
    changed: list[str] = []
    with contextlib.suppress(OSError):
        for path in ours(home):
            if not files.is_private(path):
                files.make_private(path)
                changed.append(path.name)
    return tuple(changed)
