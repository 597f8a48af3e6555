"""From an unsealed database key to an open ``CaseStore``. Slow to load: imported when a store opens."""

import contextlib
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from champion_tui.store import files
from champion_tui.store.casestore import Author, CaseStore
from champion_tui.store.checking import Opened, ours
from champion_tui.store.database import Database, check_state, open_database
from champion_tui.store.erasing import sweep_if_needed
from champion_tui.store.locks import HomeLock
from champion_tui.store.places import STAGING
from champion_tui.store.slots import check_signed, list_key
from champion_tui.store.vaultfile import Slot, VaultFile
from champion_tui.store.worker import Worker


@dataclass(frozen=True, slots=True)
class Way:
    """The way in that was found: the folder, its vault file, the slot that opened and the key that was in it."""

    home: Path
    vault: VaultFile
    slot: Slot
    key: bytes = field(repr=False)
    network: bool


def open_store(way: Way, worker: Worker, lock: HomeLock, now: Callable[[], datetime]) -> CaseStore:
    """Open the database in ``worker``'s thread. The store then owns ``worker`` and ``lock``; on an error it does not.

    Raises ``VaultDamaged``, ``StoreDamaged``, ``StoreTooNew``, ``UpgradeFailed``, ``StoreBusy`` or another
    ``StoreError``.
    """
    proof = list_key(way.vault.vault, way.key)
    check_signed(way.vault, proof)
    _clear_staging(way.home)
    made_private = _make_private(way.home)
    database = worker.call(lambda: _open(way, lock, now))
    opened = Opened(way.home, proof, way.network, made_private)
    return CaseStore(worker, database, lock, Author(way.slot.id, way.slot.name), opened, now)


def _open(way: Way, lock: HomeLock, now: Callable[[], datetime]) -> Database:
    database = open_database(way.home, way.key, network=way.network, lock=lock, now=now)
    try:
        database.read(lambda session: check_state(session, way.vault.vault, way.vault.counter))
        sweep_if_needed(database)
    except BaseException:
        database.close()
        raise
    return database


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
