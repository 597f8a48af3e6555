"""Removes a person by giving the store a new database key: the whole store is copied under it and swapped in with its
new list of people.

A removed person may have kept the old key, or a copy of the old files with their passphrase. Neither opens anything
written from here on.
"""

from collections.abc import Callable
from dataclasses import field, replace
from pathlib import Path

from sqlmodel import Session

from champion_tui.domain.dates.clock import machine_clock
from champion_tui.ground.dates.date_words import list_words
from champion_tui.ground.files.durable_files import new_private_file, write_whole
from champion_tui.ground.values import immutable
from champion_tui.store import slot_list
from champion_tui.store.copies import making
from champion_tui.store.database.connection import Database, open_database, plain
from champion_tui.store.database.driver import connect, translating
from champion_tui.store.errors import KeyChangeUnfinished, NotAllowed, NotAsSeen, StoreBusy, StoreDamaged, StoreError
from champion_tui.store.files import DATABASE, VAULT, reaching
from champion_tui.store.history import events, list_history
from champion_tui.store.keys import hand_over, kdf, slots, swap, vaultfile
from champion_tui.store.keys.hand_over import HandOver
from champion_tui.store.keys.seen import LastSeen
from champion_tui.store.keys.vaultfile import Slot, SlotKind, VaultFile
from champion_tui.store.open_store import OpenStore
from champion_tui.store.pins import OTHER_KEY
from champion_tui.store.team import waiting
from champion_tui.store.team.sharing import Sharing


@immutable
class NewPeople:
    """``without`` returns the slots that stay and the one that is removed. ``code`` is the new recovery code in
    normalised bytes: the old one was made for people of whom one has left.
    """

    without: Callable[[VaultFile], tuple[tuple[Slot, ...], Slot]]
    code: bytes = field(repr=False)


def rotate(inside: OpenStore, people: NewPeople) -> None:
    """Gives the store a new key, without the removed slot and with the new recovery code. Call it in the owning thread.

    The new list hands the new key over under the old one, so that everybody who stays can recognise it.

    Raises ``StoreBusy`` if another program has the store open, or another ``StoreError``, with nothing changed; or
    ``KeyChangeUnfinished`` if it is committed nevertheless, and then ``inside.usable`` is False.
    """
    _have_it_alone(inside)
    try:
        key = slots.new_database_key()
        sharing = inside.database.sharing
        vault, say = _new_list(inside, key, people)
        if isinstance(sharing, Sharing):
            # The team gets it first; then this desk takes it as every other desk does.
            sharing.hand_on(inside.database, key, vault, say)
            _take(inside, key, vault)
            return
        _stage(inside, key, vault, say)
        inside.database.close()
        _put_in_place(inside, key, vault)
    finally:
        if inside.usable:
            _share_again(inside)


def take_new_key(inside: OpenStore, passphrase: str) -> None:
    """Takes over the key that a colleague has given the team's vault: ``passphrase`` opens it in the team's list of people,
    and this desk's copy is encrypted under it. Does nothing if the key is already in use here. Call it in the owning thread.

    Raises ``WrongPassphrase``, ``NotAllowed`` if this person was removed, ``NotAsSeen`` if nobody of this vault handed
    that key over, or what ``rotate`` raises.
    """
    sharing, opened = inside.database.sharing, inside.opened
    if not isinstance(sharing, Sharing):
        return
    listed = sharing.list_of_people()
    here = slot_list.settle(inside.database, opened.home, opened.list_key)
    author = next((slot.name for slot in listed.people() if slot.id == inside.author.slot), None)
    if author is None:
        raise NotAllowed(
            "You are no longer on the team's list of people, so the team's new key is not for you.",
            "Ask a colleague of the team whether that was meant.",
        )
    key = slots.find_key((listed,), passphrase, author).key
    if key == opened.key:
        return
    slots.check_signed(listed, slots.list_key(listed.vault, key))
    before = LastSeen((hand_over.mark(here.vault, opened.key),), len(here.hand_overs), here.counter, 0, "")
    now = hand_over.followed(listed, before) if listed.vault == here.vault else None
    if now is None or now.keys[-1] != hand_over.mark(here.vault, key):
        raise NotAsSeen(OTHER_KEY)
    _have_it_alone(inside)
    try:
        _take(inside, key, listed)
    finally:
        if inside.usable:
            _share_again(inside)


def _take(inside: OpenStore, key: bytes, listed: VaultFile) -> None:
    """Encrypts this desk's copy under a key that the team already has. What others wrote under it is fetched from the
    server afterwards.
    """
    earlier = (*waiting.earlier_keys(inside.database.connection), inside.opened.key)

    def say(session: Session) -> None:
        waiting.set_earlier_keys(plain(session), earlier)

    _stage(inside, key, listed, say)
    inside.database.close()
    _put_in_place(inside, key, listed)
    if isinstance(inside.database.sharing, Sharing):
        inside.database.sharing.catch_up(inside.database)


def _have_it_alone(inside: OpenStore) -> None:
    try:
        inside.lock.change(alone=True)
    except StoreBusy:
        inside.usable = inside.lock.held
        raise


def _share_again(inside: OpenStore) -> None:
    """Shares the folder again. On a network path its only user keeps it alone."""
    try:
        inside.lock.change(alone=inside.opened.network)
    except StoreBusy:
        inside.usable = inside.lock.held


def _new_list(inside: OpenStore, key: bytes, people: NewPeople) -> tuple[VaultFile, Callable[[Session], None]]:
    """Returns the list of people under the new key, and a function that writes the events about it."""
    opened, hand = inside.opened, inside.hand()
    held = slot_list.settle(inside.database, opened.home, opened.list_key)
    staying, gone = people.without(held)
    inside.database.read(lambda session: _check_recorded(session, replace(held, slots=staying)))
    sealed = tuple(slots.resealed(held.vault, slot, key) for slot in staying if slot.kind is SlotKind.PERSON)
    bare = replace(held, counter=held.counter + 1, slots=sealed)
    new = hand_over.added(bare, hand_over.mark(held.vault, opened.key), HandOver(hand_over.mark(held.vault, key)))
    seen = inside.database.read(lambda session: events.seen_now(session, new, key))
    code = slots.make_slot(held.vault, slots.THE_CODE, people.code, kdf.cost_for_new_slot(None), key, seen=seen)
    vault = slots.signed(replace(new, slots=(*sealed, code)), slots.list_key(held.vault, key))

    def say(session: Session) -> None:
        events.note(session, hand, "", "person-removed", new=[gone.name, gone.role])
        marks = [slots.public_mark(code) for code in vault.recovery()]
        events.note(session, hand, "", list_history.KEY, new=marks)

    return vault, say


def _stage(inside: OpenStore, key: bytes, vault: VaultFile, say: Callable[[Session], None]) -> None:
    """Makes the new pair in its own folder, complete and verified. ``say`` writes the events into its database."""
    folder = swap.stage(inside.opened.home)
    try:
        with translating(folder):
            inside.database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
            _copy(inside, folder / DATABASE, key, vault, say)
        with reaching(folder):
            write_whole(folder / VAULT, vault.to_bytes())
    except BaseException:
        swap.discard(inside.opened.home)
        raise


def _check_recorded(session: Session, staying: VaultFile) -> None:
    """Checks that everybody who gets the new key was added by an entry of the history. Raises ``NotAllowed``. The
    recovery code is new anyway.
    """
    strange = list_history.unrecorded(session, replace(staying, slots=staying.people()))
    if strange:
        raise NotAllowed(
            f"No entry of the history tells of {list_words(strange)}, who would get the new key. Nothing was changed.",
            "Take them out first: several, one after the other with --keep-key.",
        )


def _copy(inside: OpenStore, path: Path, key: bytes, vault: VaultFile, say: Callable[[Session], None]) -> None:
    """Copies the whole store under ``key``, adds what ``say`` writes, and verifies the copy."""
    with reaching(path):
        new_private_file(path)
    database = Database(connect(path, key))
    try:
        inside.database.connection.backup(database.connection)
        database.connection.execute("PRAGMA journal_mode = DELETE").fetchall()

        def also(session: Session) -> None:
            say(session)
            events.change_state(session, slots_counter=vault.counter)

        database.write(also)
        for pragma, good in (("cipher_integrity_check", []), ("integrity_check", [("ok",)])):
            if database.connection.execute(f"PRAGMA {pragma}").fetchall() != good:
                raise StoreDamaged("a copy of it under the new key could not be verified")
    finally:
        database.close()


def _put_in_place(inside: OpenStore, key: bytes, vault: VaultFile) -> None:
    """Swaps the new pair in and opens it. If it was not decided for, opens the old one again."""
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


def _open(inside: OpenStore) -> None:
    """Opens the database that is now in the folder. If that fails, the store has to be closed (``usable`` is False)."""
    inside.usable = False
    opened, before = inside.opened, inside.database.sharing
    inside.database = open_database(
        opened.home,
        opened.key,
        network=opened.network,
        lock=inside.lock,
        before_upgrade=lambda open_now, layout: making.copy_before_upgrade(
            open_now, opened.key, opened.home, layout, machine_clock(inside.now)()
        ),
    )
    if isinstance(before, Sharing):
        vault = vaultfile.read(opened.home).vault
        inside.database.sharing = before.under(vault, opened.key, opened.list_key, inside.database.connection)
    inside.usable = True
