"""Creates a new store: first complete in a folder of its own, then moved into place. Slow to load."""

import shutil
from collections.abc import Callable
from dataclasses import field, replace
from datetime import datetime
from pathlib import Path

from sqlmodel import Session

from champion_tui.ground.files.durable_files import sync_folder, write_whole
from champion_tui.ground.values import immutable
from champion_tui.store.casestore import CaseStore
from champion_tui.store.database.connection import create_database
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.database.worker import Worker
from champion_tui.store.files import (
    DATABASE,
    STAGING,
    VAULT,
    make_private_folder,
    on_network,
    reaching,
)
from champion_tui.store.history import chain, events, list_history
from champion_tui.store.keys import hand_over, slots, vaultfile
from champion_tui.store.keys.kdf import KdfCost
from champion_tui.store.keys.passphrase import as_bytes, new_recovery_code
from champion_tui.store.keys.seen import first_seen
from champion_tui.store.keys.vaultfile import SlotKind, VaultFile
from champion_tui.store.opening import Unlocking, open_store


@immutable
class Creation:
    """What a new store is made from: its folder, and its first person with their ``passphrase`` as normalised bytes.

    ``memory`` is the folder in which this machine remembers what was last seen, or None.
    """

    home: Path
    name: str
    role: str
    passphrase: bytes = field(repr=False)
    cost: KdfCost
    now: Callable[[], datetime]
    memory: Path | None = None

    def create(self, worker: Worker, lock: HomeLock) -> tuple[CaseStore, str]:
        """Makes the store, and returns it open with its recovery code. The caller holds the lock on ``home`` alone, and
        no store is there yet.

        Raises ``StoreError`` and leaves nothing behind: nobody can have stored anything before this returns.
        """
        home = self.home
        vaultfile.clear_what_was_cut_short(home)
        key, code = slots.new_database_key(), new_recovery_code()
        vault = self._vault(code, key)
        slot, network = vault.people()[0], on_network(home)
        opened = slots.opened(vault.vault, slot, self.passphrase)
        hand = events.hand_of(slot.id, slot.name, self.now)
        try:
            _put_in_place(
                home, vault, lambda path: create_database(path, key, lambda row: _begin(row, vault, hand)), worker
            )
            lock.change(alone=network)
            unlocking = Unlocking(home, (vault,), opened, self.now, self.memory)
            return open_store(unlocking, worker, lock, network=network), code
        except BaseException:
            _discard(home)
            raise

    def _vault(self, code: str, key: bytes) -> VaultFile:
        """Returns the list with the first person and the recovery code. Both have seen the store from its beginning."""
        vault_id = slots.new_id()
        empty = VaultFile(vault_id, 1, ())
        seen = first_seen(empty, hand_over.mark(vault_id, key), 0, chain.beginning(vault_id).hex())
        person = slots.Owner(SlotKind.PERSON, self.name, self.role)
        made = (
            slots.make_slot(vault_id, person, self.passphrase, self.cost, key, seen=seen),
            slots.make_slot(vault_id, slots.THE_CODE, as_bytes(code), self.cost, key, seen=seen),
        )
        return slots.signed(replace(empty, slots=made), slots.list_key(vault_id, key))


def _begin(session: Session, vault: VaultFile, hand: events.Hand) -> None:
    events.begin_state(session, vault.vault, vault.counter)
    events.note(session, hand, "", "vault-created", new=list_history.created(vault))


def _put_in_place(home: Path, vault: VaultFile, make_database: Callable[[Path], None], worker: Worker) -> None:
    """Moves the database last: until it is in place, ``creation_was_cut_short`` returns True."""
    staging = home / STAGING
    with reaching(home):
        make_private_folder(staging)
    worker.call(lambda: make_database(staging / DATABASE))
    with reaching(home):
        write_whole(staging / VAULT, vault.to_bytes())
    vaultfile.write(home, vault)
    with reaching(home):
        (staging / DATABASE).rename(home / DATABASE)
        sync_folder(home)
        shutil.rmtree(staging)


def _discard(home: Path) -> None:
    """Deletes what this creation has made so far. Errors here are ignored, as they would hide the original one."""
    shutil.rmtree(home / STAGING, ignore_errors=True)
    for path in (home / VAULT, *home.glob(f"{DATABASE}*")):
        try:
            path.unlink(missing_ok=True)
        except OSError:
            continue
