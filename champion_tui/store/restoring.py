"""Putting a safety copy in the place of the store: opened and compared beside it first, then both files at once.

``begin`` changes nothing: it unpacks the copy into a private folder, opens it there and says what differs. ``replace`` puts it
in place and keeps the old pair, whether it could be read or not. Between the two no other program can open the store.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from champion_tui.store import container, copies_here, differences, history, making, schema, swap, vault, vaultfile
from champion_tui.store.container import Container, Manifest
from champion_tui.store.converters import moment_to_text
from champion_tui.store.database import Database
from champion_tui.store.differences import Differences
from champion_tui.store.driver import Connection, connect, set_durability, translating
from champion_tui.store.errors import CopyUnusable, StoreError, StoreTooNew, VaultDamaged
from champion_tui.store.files import make_private_folder, new_private_file, reaching, write_whole
from champion_tui.store.locks import HomeLock
from champion_tui.store.places import DATABASE, NEW_PAIR, VAULT
from champion_tui.store.slots import check_signed, list_key
from champion_tui.store.vaultfile import Slot, VaultFile, fold

OTHER_WAY_IN = "What is here now does not open with this passphrase, so the two could not be compared."
RESTORED = "restored"
"""The verb of the event that a restore adds to the chain of the copy."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A copy and the way into it."""

    copy: Container
    vault: VaultFile
    slot: Slot
    key: bytes = field(repr=False)


class Restore:
    """A copy that stands ready beside the store. To be closed, or used in a ``with``; ``replace`` closes it too."""

    def __init__(
        self,
        home: Path,
        opened: Opened,
        lock: HomeLock,
        now: Callable[[], datetime],
        found: Differences | StoreError | None,
    ) -> None:
        self._home, self._opened, self._lock, self._now = home, opened, lock, now
        self.occupied = found is not None
        """Whether there is a store, or a part of one, whose place the copy would take."""
        self.differs = found if isinstance(found, Differences) else None
        """What differs; None also where what is here could not be opened."""
        self.unread = str(found) if isinstance(found, StoreError) else ""
        """Why what is here could not be opened."""

    @property
    def manifest(self) -> Manifest:
        """What the copy says of itself, proved."""
        return self._opened.copy.manifest

    @property
    def people(self) -> tuple[str, ...]:
        """Who can open the copy."""
        return tuple(slot.name for slot in self._opened.vault.people())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Take away what was unpacked, and let others in again. Calling it again does nothing. Never raises."""
        with suppress(StoreError):
            swap.discard(self._home)
        self._lock.release()

    def replace(self) -> Path | None:
        """Put the copy in place. Gives the folder that keeps the old pair; None where there was nothing here.

        Raises ``StoreError``: the old pair stands as it was, or, where the machine gave an error in the midst of moving, the
        next unlocking brings it to its end.
        """
        now = self._now()
        kept = copies_here.folder_of(self._home) / f"{copies_here.REPLACED}-{copies_here.stamp(now)}"
        try:
            self._note(now)
            swap.commit(self._home, kept if self.occupied else None)
        finally:
            self.close()
        return kept if self.occupied else None

    def _note(self, now: datetime) -> None:
        """Bring the unpacked store to today's layout, and add to its chain that and by whom it was put back."""
        slot, manifest = self._opened.slot, self.manifest
        hand = history.Hand(slot.id, slot.name, moment_to_text(now))
        with translating():
            database = Database(connect(self._home / NEW_PAIR / DATABASE, self._opened.key, network=True))
            try:
                set_durability(database.connection, network=True)
                if schema.stored_version(database.connection) < schema.VERSION:
                    schema.bring_up_to_date(database.engine, database.connection)
                said = {"made_at": manifest.made_at, "head": manifest.chain_head}
                database.write(lambda session: history.note(session, hand, "", RESTORED, new=said))
            finally:
                database.close()


def people_in(file: Path) -> tuple[str, ...]:
    """Who can open the copy in ``file``, as it says without proof. Raises ``CopyUnusable`` or ``StoreError``."""
    return tuple(slot.name for slot in _vault_in(container.read(file)).people())


def begin(
    home: Path, file: Path, passphrase: str, *, now: Callable[[], datetime], person: str | None = None
) -> Restore:
    """Open the copy in ``file`` beside the store in ``home``, with the passphrase of somebody in the copy.

    Raises ``CopyUnusable``, ``WrongPassphrase``, ``NoSuchPerson``, ``StoreTooNew``, ``StoreBusy`` where a program has the
    store open, or another ``StoreError``; nothing is changed then.
    """
    copy = container.read(file)
    with reaching(home):
        make_private_folder(home)
    lock = HomeLock(home, alone=True)
    try:
        swap.settle(home)
        opened = _opened(copy, passphrase, person)
        try:
            _unpack(home, opened)
            found = _compared(home, opened, passphrase, person) if vault.exists(home) else None
            return Restore(home, opened, lock, now, found)
        except BaseException:
            swap.discard(home)
            raise
    except BaseException:
        lock.release()
        raise


def _vault_in(copy: Container) -> VaultFile:
    try:
        return vaultfile.parse(copy.vault)
    except VaultDamaged as error:
        raise CopyUnusable(copy.path, f"vault.json in it: {error.what}") from None


def _opened(copy: Container, passphrase: str, person: str | None) -> Opened:
    manifest, listed = copy.manifest, _vault_in(copy)
    if manifest.layout > schema.VERSION:
        raise StoreTooNew(manifest.layout, schema.VERSION)
    slot, key = vault.find_key((listed,), passphrase, person)
    try:
        check_signed(listed, list_key(listed.vault, key))
    except VaultDamaged as error:
        raise CopyUnusable(copy.path, f"vault.json in it: {error.what}") from None
    if not manifest.is_signed(container.copy_key(listed.vault, key)):
        raise CopyUnusable(copy.path, "nobody who could open the vault packed it")
    if (manifest.vault, manifest.counter) != (listed.vault, listed.counter):
        raise CopyUnusable(copy.path, "its parts do not belong together")
    return Opened(copy, listed, slot, key)


def _unpack(home: Path, opened: Opened) -> None:
    """Put both files into the private folder, and read the database through under its key."""
    manifest = opened.copy.manifest
    making.check_room_for_restore(home, opened.copy.path)
    folder = swap.stage(home)
    with reaching(folder):
        new_private_file(folder / DATABASE)
        opened.copy.take_out_database(folder / DATABASE)
        write_whole(folder / VAULT, opened.copy.vault)
    with translating():
        connection = connect(folder / DATABASE, opened.key, network=True)
        try:
            found = making.sound_state(connection)
            layout = schema.stored_version(connection)
        finally:
            connection.close()
    told = making.State(manifest.vault, manifest.counter, manifest.events, manifest.chain_head)
    if (found, layout) != (told, manifest.layout):
        raise CopyUnusable(opened.copy.path, "what is in it is not what its list says")


def _compared(home: Path, opened: Opened, passphrase: str, person: str | None) -> Differences | StoreError:
    """What differs from the store in ``home``; where that cannot be opened, why."""
    listed, trouble = None, StoreError(OTHER_WAY_IN)
    try:
        listed = vaultfile.read(home)
    except StoreError as error:
        trouble = error
    there = home / NEW_PAIR / DATABASE
    for number, key in enumerate(_keys(listed, opened, passphrase, person)):
        try:
            here = _read(home / DATABASE, key, opened.copy.manifest.events)
            held = _read(there, opened.key, here.state.events)
        except StoreError as error:
            trouble = error if number else trouble
        else:
            return differences.differences(here, held, differences.people_differ(listed, opened.vault))
    return trouble


def _keys(listed: VaultFile | None, opened: Opened, passphrase: str, person: str | None) -> Iterator[bytes]:
    """Keys that may open the store here: the copy's own, and what the same passphrase gives the same person here."""
    yield opened.key
    names = [slot.name for slot in listed.people()] if listed else []
    wanted = fold(person or opened.slot.name)
    who = names if len(names) == 1 else [name for name in names if fold(name) == wanted]
    if listed is not None and who:
        with suppress(StoreError):
            yield vault.find_key((listed,), passphrase, who[0])[1]


def _read(path: Path, key: bytes, *links: int) -> differences.Contents:
    with reaching(path), translating():
        path.stat()
        connection: Connection = connect(path, key)
        try:
            return differences.contents(connection, links)
        finally:
            connection.close()
