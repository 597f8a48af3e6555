"""Changes the list of people without a new key. The database transaction decides whether a change has happened.

The list is in vault.json and its number in the database, and the two cannot be written at once. So the changed list is
first written next to the old one (``vault.json.next``), then its number is committed, then it replaces the old one.
Whenever the machine stops, the list whose number is in the database is the current one.
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
    """Writes the list that ``make`` returns next to the current one, and its number into the database. Call it within a
    write transaction.

    ``proof`` is the key of ``slots.list_key``. ``author`` is the slot id of the person making the change, who must still be
    in the list. The caller must call ``settle`` after the transaction, whether or not it succeeded. Raises ``StoreError``.
    """
    held = holding(session, home, proof)
    check_author(held, author)
    new = signed(replace(make(held), counter=held.counter + 1), proof)
    with reaching(home / NEXT_VAULT):
        write_whole(home / NEXT_VAULT, new.to_bytes())
    events.change_state(session, slots_counter=new.counter)
    return new


def check_author(held: VaultFile, author: str) -> None:
    """Raises ``VaultDamaged`` if the person who unlocked is no longer in the current list."""
    if not any(slot.id == author for slot in held.slots):
        raise VaultDamaged("whoever unlocked is no longer on its list of people")


def settle(database: Database, home: Path, proof: bytes) -> VaultFile:
    """Moves the current list into place, deletes any other, and returns it. Call it in the owning thread.

    Raises ``VaultDamaged`` if none is current, or another ``StoreError``; then nothing is changed.
    """
    with reaching(home):
        left = (home / NEXT_VAULT).exists() or temporary_of(home / NEXT_VAULT).exists()
    if not left:
        return database.read(lambda session: holding(session, home, proof))
    return database.write(lambda session: settled(session, home, proof))


def settled(session: Session, home: Path, proof: bytes) -> VaultFile:
    """Does what ``settle`` does, within a write transaction. Anyone who changes the list holds the database's write
    lock until the commit, so nobody can change it meanwhile.
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
    """Returns the list whose number is in the database. Raises ``VaultDamaged`` with what is wrong with the one in place."""
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
