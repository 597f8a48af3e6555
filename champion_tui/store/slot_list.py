"""A change of the list of people without a new key: the moment of decision is the database's transaction.

The list lies in vault.json, the number of the newest one in the database, and the two cannot be written at once. So the
changed list is first written whole beside the old one (``vault.json.next``), then its number is committed, then it takes the
old one's place. Wherever the machine dies, the list whose number the database holds is the one that holds.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlmodel import Session

from champion_tui.ground.files.durable_files import sync_folder, temporary_of, write_whole
from champion_tui.store.database.connection import Database, check_state
from champion_tui.store.errors import StoreError, VaultDamaged
from champion_tui.store.files import NEXT_VAULT, VAULT, reaching
from champion_tui.store.history import events
from champion_tui.store.keys import vaultfile
from champion_tui.store.keys.slots import check_signed, signed
from champion_tui.store.keys.vaultfile import VaultFile


def change(
    session: Session, home: Path, proof: bytes, author: str, make: Callable[[VaultFile], VaultFile]
) -> VaultFile:
    """Within a transaction that writes: put the list that ``make`` gives beside the one that holds, and count on it.

    ``proof`` is the key of ``slots.list_key``, ``author`` the slot of whoever does it, who must still be in the list. The
    caller settles when the transaction has ended, however it ended. Raises ``StoreError``.
    """
    held = holding(session, home, proof)
    check_author(held, author)
    new = signed(replace(make(held), counter=held.counter + 1), proof)
    with reaching(home / NEXT_VAULT):
        write_whole(home / NEXT_VAULT, new.to_bytes())
    events.change_state(session, slots_counter=new.counter)
    return new


def check_author(held: VaultFile, author: str) -> None:
    """Raises ``VaultDamaged`` where whoever unlocked is no longer in the list that holds."""
    if not any(slot.id == author for slot in held.slots):
        raise VaultDamaged("whoever unlocked is no longer on its list of people")


def settle(database: Database, home: Path, proof: bytes) -> VaultFile:
    """Bring the list that holds into its place, take any other away, and give it. Runs in the owning thread.

    Raises ``VaultDamaged`` where none holds, and then changes nothing, or another ``StoreError``.
    """
    with reaching(home):
        left = (home / NEXT_VAULT).exists() or temporary_of(home / NEXT_VAULT).exists()
    if not left:
        return database.read(lambda session: holding(session, home, proof))
    return database.write(lambda session: settled(session, home, proof))


def settled(session: Session, home: Path, proof: bytes) -> VaultFile:
    """As ``settle``, within a transaction that writes, while nobody else can change the list: whoever does holds the database's
    write lock until it is committed.
    """
    held = holding(session, home, proof)
    with reaching(home / VAULT):
        if held == vaultfile.read(home):
            (home / NEXT_VAULT).unlink(missing_ok=True)
        else:
            (home / NEXT_VAULT).replace(home / VAULT)
        temporary_of(home / NEXT_VAULT).unlink(missing_ok=True)
        sync_folder(home)
    return held


def holding(session: Session, home: Path, proof: bytes) -> VaultFile:
    """The list whose number the database holds. Raises ``VaultDamaged`` with what is wrong with the one in place."""
    wrong: StoreError | None = None
    for listed in vaultfile.lists(home):
        try:
            check_signed(listed, proof)
            check_state(session, listed.vault, listed.counter)
        except StoreError as error:
            wrong = wrong or error
        else:
            return listed
    raise wrong or VaultDamaged("there is no list of people in it")
