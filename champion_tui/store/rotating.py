"""Taking a person out with a new database key: the whole store copied under it, and swapped in with its new list of people.

Whoever is taken out may have kept the old key, or a copy of the old files with their passphrase. From here on neither opens
anything that is written.
"""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from sqlmodel import Session

from champion_tui.store import history, slot_list, slots, swap
from champion_tui.store.database import Database, open_database
from champion_tui.store.driver import connect, translating
from champion_tui.store.errors import KeyChangeUnfinished, StoreBusy, StoreDamaged, StoreError
from champion_tui.store.files import new_private_file, reaching, write_whole
from champion_tui.store.inside import Inside
from champion_tui.store.places import DATABASE, VAULT
from champion_tui.store.vaultfile import Slot, VaultFile

Without = Callable[[VaultFile], tuple[tuple[Slot, ...], Slot]]


def rotate(inside: Inside, without: Without) -> None:
    """Give the store a new key without the slot that ``without`` takes out. Runs in the owning thread.

    Raises ``StoreBusy`` where another program has the store open, or another ``StoreError``, with nothing changed;
    ``KeyChangeUnfinished`` where it is decided for all that. ``inside.usable`` is then false.
    """
    _have_it_alone(inside)
    try:
        key = slots.new_database_key()
        vault = _stage(inside, key, without)
        inside.database.close()
        _put_in_place(inside, key, vault)
    finally:
        if inside.usable:
            _share_again(inside)


def _have_it_alone(inside: Inside) -> None:
    try:
        inside.lock.change(alone=True)
    except StoreBusy:
        inside.usable = inside.lock.held
        raise


def _share_again(inside: Inside) -> None:
    """On a network path the one opener keeps it alone."""
    try:
        inside.lock.change(alone=inside.opened.network)
    except StoreBusy:
        inside.usable = inside.lock.held


def _stage(inside: Inside, key: bytes, without: Without) -> VaultFile:
    """The new pair, complete and verified, where nobody finds it yet; gives its list of people."""
    opened = inside.opened
    held = slot_list.settle(inside.database, opened.home, opened.list_key)
    staying, gone = without(held)
    sealed = tuple(slots.resealed(held.vault, slot, key) for slot in staying)
    vault = slots.signed(VaultFile(held.vault, held.counter + 1, sealed), slots.list_key(held.vault, key))
    folder = swap.stage(opened.home)
    try:
        with translating(folder):
            inside.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            _copy(inside, folder / DATABASE, key, vault.counter, gone)
        with reaching(folder):
            write_whole(folder / VAULT, vault.to_bytes())
    except BaseException:
        swap.discard(opened.home)
        raise
    return vault


def _copy(inside: Inside, path: Path, key: bytes, counter: int, gone: Slot) -> None:
    """The whole store under ``key``, with the events that say so, read through afterwards."""
    with reaching(path):
        new_private_file(path)
    hand = inside.hand()
    database = Database(connect(path, key))
    try:
        inside.database.connection.backup(database.connection)
        database.connection.execute("PRAGMA journal_mode = DELETE").fetchall()

        def say(session: Session) -> None:
            history.note(session, hand, "", "person-removed", new=[gone.name, gone.role])
            history.note(session, hand, "", "key-changed")
            history.state_of(session).slots_counter = counter

        database.write(say)
        for pragma, good in (("cipher_integrity_check", []), ("integrity_check", [("ok",)])):
            if database.connection.execute(f"PRAGMA {pragma}").fetchall() != good:
                raise StoreDamaged("a copy of it under the new key could not be verified")
    finally:
        database.close()


def _put_in_place(inside: Inside, key: bytes, vault: VaultFile) -> None:
    """Swap the new pair in and open it; where it was not decided for, open the old one again."""
    opened = inside.opened
    try:
        swap.commit(opened.home)
    except StoreError as error:
        with reaching(opened.home):
            decided = swap.decided(opened.home)
        if decided:
            inside.usable = False
            raise KeyChangeUnfinished(str(error)) from error
        swap.discard(opened.home)
        _open(inside)
        raise
    inside.opened = replace(opened, key=key, list_key=slots.list_key(vault.vault, key))
    try:
        _open(inside)
    except StoreError as error:
        raise KeyChangeUnfinished(str(error)) from error


def _open(inside: Inside) -> None:
    """Open the database that lies in the folder now. The store has to be closed where that cannot be done."""
    inside.usable = False
    opened = inside.opened
    inside.database = open_database(opened.home, opened.key, network=opened.network, lock=inside.lock, now=inside.now)
    inside.usable = True
