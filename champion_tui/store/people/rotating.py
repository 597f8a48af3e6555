"""Taking a person out with a new database key: the whole store copied under it, and swapped in with its new list of people.

Whoever is taken out may have kept the old key, or a copy of the old files with their passphrase. From here on neither opens
anything that is written.
"""

from collections.abc import Callable
from dataclasses import field, replace
from pathlib import Path

from sqlmodel import Session

from champion_tui.domain.dates.clock import machine_clock
from champion_tui.ground.date_words import list_words
from champion_tui.ground.durable_files import new_private_file, write_whole
from champion_tui.ground.values import immutable
from champion_tui.store import slot_list
from champion_tui.store.copies import making
from champion_tui.store.database.connection import Database, open_database
from champion_tui.store.database.driver import connect, translating
from champion_tui.store.errors import KeyChangeUnfinished, NotAllowed, StoreBusy, StoreDamaged, StoreError
from champion_tui.store.files import DATABASE, VAULT, reaching
from champion_tui.store.history import events, list_history
from champion_tui.store.keys import hand_over, kdf, slots, swap
from champion_tui.store.keys.hand_over import HandOver
from champion_tui.store.keys.vaultfile import Slot, SlotKind, VaultFile
from champion_tui.store.open_store import Inside


@immutable
class NewPeople:
    """``without`` gives the slots that stay and the one that goes; ``code`` is the new recovery code in normalised bytes: the one
    from before was made for people of whom one is gone.
    """

    without: Callable[[VaultFile], tuple[tuple[Slot, ...], Slot]]
    code: bytes = field(repr=False)


def rotate(inside: Inside, people: NewPeople) -> None:
    """Give the store a new key, without the slot that is taken out and with the new recovery code. Runs in the owning thread.

    What the new key is stands in the new list under the old one, so that everybody who stays knows it again.

    Raises ``StoreBusy`` where another program has the store open, or another ``StoreError``, with nothing changed;
    ``KeyChangeUnfinished`` where it is committed all the same; ``inside.usable`` is then false.
    """
    _have_it_alone(inside)
    try:
        key = slots.new_database_key()
        vault = _stage(inside, key, people)
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


def _stage(inside: Inside, key: bytes, people: NewPeople) -> VaultFile:
    """The new pair, complete and verified, where nobody finds it yet; gives its list of people."""
    opened = inside.opened
    held = slot_list.settle(inside.database, opened.home, opened.list_key)
    staying, gone = people.without(held)
    inside.database.read(lambda session: _check_recorded(session, replace(held, slots=staying)))
    sealed = tuple(slots.resealed(held.vault, slot, key) for slot in staying if slot.kind is SlotKind.PERSON)
    bare = replace(held, counter=held.counter + 1, slots=sealed)
    new = hand_over.added(bare, hand_over.mark(held.vault, opened.key), HandOver(hand_over.mark(held.vault, key)))
    seen = inside.database.read(lambda session: events.seen_now(session, new, key))
    code = slots.make_slot(held.vault, slots.THE_CODE, people.code, kdf.cost_for_new_slot(None), key, seen=seen)
    vault = slots.signed(replace(new, slots=(*sealed, code)), slots.list_key(held.vault, key))
    folder = swap.stage(opened.home)
    try:
        with translating(folder):
            inside.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            _copy(inside, folder / DATABASE, key, vault, gone)
        with reaching(folder):
            write_whole(folder / VAULT, vault.to_bytes())
    except BaseException:
        swap.discard(opened.home)
        raise
    return vault


def _check_recorded(session: Session, staying: VaultFile) -> None:
    """Nobody gets the new key whom no entry put into the list. Raises ``NotAllowed``. The recovery code is made anew anyway."""
    strange = list_history.unrecorded(session, replace(staying, slots=staying.people()))
    if strange:
        raise NotAllowed(
            f"No entry of the history tells of {list_words(strange)}, who would get the new key. Nothing was changed.",
            "Take them out first: several, one after the other with --keep-key.",
        )


def _copy(inside: Inside, path: Path, key: bytes, vault: VaultFile, gone: Slot) -> None:
    """The whole store under ``key``, with the events that say so, read through afterwards."""
    with reaching(path):
        new_private_file(path)
    hand = inside.hand()
    database = Database(connect(path, key))
    try:
        inside.database.connection.backup(database.connection)
        database.connection.execute("PRAGMA journal_mode = DELETE").fetchall()

        def say(session: Session) -> None:
            events.note(session, hand, "", "person-removed", new=[gone.name, gone.role])
            marks = [slots.public_mark(code) for code in vault.recovery()]
            events.note(session, hand, "", list_history.KEY, new=marks)
            events.state_of(session).slots_counter = vault.counter

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
    inside.database = open_database(
        opened.home,
        opened.key,
        network=opened.network,
        lock=inside.lock,
        before_upgrade=lambda open_now, layout: making.copy_before_upgrade(
            open_now, opened.key, opened.home, layout, machine_clock(inside.now)()
        ),
    )
    inside.usable = True
