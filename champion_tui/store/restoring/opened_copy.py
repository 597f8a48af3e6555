"""Opens a safety copy, or a pair of files that a restore put aside, and unpacks it next to the store."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

from champion_tui.ground.files.durable_files import new_private_file, write_whole
from champion_tui.ground.values import immutable
from champion_tui.store.copies import container, copies_here, making
from champion_tui.store.copies.container import Container, Manifest
from champion_tui.store.database import schema
from champion_tui.store.database.driver import connected
from champion_tui.store.errors import (
    CopyLocked,
    CopyNotAsSeen,
    CopyUnusable,
    NoVault,
    StoreTooNew,
    VaultDamaged,
    WrongPassphrase,
)
from champion_tui.store.files import DATABASE, VAULT, reaching
from champion_tui.store.history.chain import State
from champion_tui.store.history.entries import sound_state
from champion_tui.store.keys import swap, vaultfile
from champion_tui.store.keys.slots import OpenedSlot, check_signed, copy_key, find_key, list_key
from champion_tui.store.keys.vaultfile import VaultFile
from champion_tui.store.pins import Memory, known_key

APART = "its parts do not belong together"


@immutable
class OpenedCopy:
    """The copy in ``file``, with the slot that ``opened`` it. ``packed`` is None if ``file`` is a folder with a pair of
    files. ``known`` is True if the person has seen the copy's key, or it was handed over to them.
    """

    file: Path
    packed: Container | None
    vault: VaultFile
    opened: OpenedSlot
    known: bool

    def unpack(self, home: Path) -> Manifest:
        """Unpacks both files into the private folder in ``home``, which the caller has alone, and reads the whole database.

        Returns the copy's manifest. Raises ``CopyUnusable`` or another ``StoreError``.
        """
        packed = self.packed
        source = self.file if packed is not None else self.file / DATABASE
        making.check_room_for_restore(home, source)
        folder = swap.stage(home)
        with reaching(folder):
            new_private_file(folder / DATABASE)
            if packed is not None:
                packed.take_out_database(folder / DATABASE)
            else:
                _take_over(self.file, folder)
            write_whole(folder / VAULT, self.vault.to_bytes())
        state, layout = self._read(folder)
        if packed is not None:
            manifest = packed.manifest
            if (state, layout) != (manifest.state, manifest.layout):
                raise CopyUnusable(self.file, "what is in it is not what its list says")
            return manifest
        if (state.vault, state.counter) != (self.vault.vault, self.vault.counter):
            raise CopyUnusable(self.file, APART)
        return self._manifest_of_pair(folder, state, layout)

    def _read(self, folder: Path) -> tuple[State, int]:
        """Reads every page of the unpacked database, and returns its state and layout."""
        with connected(folder / DATABASE, self.opened.key, network=True) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
            state, layout = sound_state(connection), schema.stored_version(connection)
        if layout > schema.VERSION:
            raise StoreTooNew(layout, schema.VERSION)
        return state, layout

    def _manifest_of_pair(self, folder: Path, state: State, layout: int) -> Manifest:
        """Makes the manifest for a pair that nobody packed. Its time is from the folder's name, or else when its
        database was last written.
        """
        with reaching(folder):
            moment = copies_here.moment_of(self.file) or datetime.fromtimestamp(
                (self.file / DATABASE).stat().st_mtime, UTC
            )
            digest = container.file_digest(folder / DATABASE)
        return Manifest(
            made_at=moment.isoformat(),
            vault=state.vault,
            counter=state.counter,
            layout=layout,
            events=state.events,
            chain_head=state.chain_head,
            vault_sha256=container.bytes_digest(self.vault.to_bytes()),
            database_sha256=digest,
        )


def _take_over(pair: Path, folder: Path) -> None:
    """Copies the database of a pair, and its WAL if its program was killed. Raises OSError."""
    for name in (DATABASE, f"{DATABASE}-wal"):
        if (pair / name).is_file():
            shutil.copyfile(pair / name, folder / name)


def people_in(file: Path) -> tuple[str, ...]:
    """Returns who can open the copy in ``file``, according to the unproved file. Raises ``CopyUnusable`` or another ``StoreError``."""
    return tuple(slot.name for slot in _contents(file)[1].people())


def _contents(file: Path) -> tuple[Container | None, VaultFile]:
    try:
        if not file.is_dir():
            copy = container.read(file)
            return copy, vaultfile.parse(copy.vault)
        if not (file / DATABASE).is_file():
            raise CopyUnusable(file, f"there is no {DATABASE} in it")
        return None, vaultfile.read(file)
    except VaultDamaged as error:
        raise CopyUnusable(file, f"{VAULT} in it: {error.what}") from None
    except NoVault:
        raise CopyUnusable(file, f"there is no {VAULT} in it") from None
    except OSError as error:
        raise CopyUnusable(file, error.strerror or type(error).__name__) from None


def open_copy(file: Path, passphrase: str, person: str | None, memory: Memory, *, accept: bool) -> OpenedCopy:
    """Opens the copy with the passphrase of somebody in it, and compares its key with what they have seen. Writes
    nothing. ``accept`` is as for ``vault.unlock``.

    Raises ``CopyNotAsSeen`` if it is the key of another store, ``CopyUnusable``, ``CopyLocked``, ``NoSuchPerson``,
    ``StoreTooNew`` or another ``StoreError``.
    """
    packed, listed = _contents(file)
    if packed is not None and packed.manifest.layout > schema.VERSION:
        raise StoreTooNew(packed.manifest.layout, schema.VERSION)
    try:
        opened = find_key((listed,), passphrase, person)
    except WrongPassphrase as error:
        raise CopyLocked(error.hint) from None
    wrong = known_key(listed, opened, memory)
    if wrong and not accept:
        raise CopyNotAsSeen(file, wrong)
    try:
        check_signed(listed, list_key(listed.vault, opened.key))
    except VaultDamaged as error:
        raise CopyUnusable(file, f"{VAULT} in it: {error.what}") from None
    if packed is not None and not packed.manifest.is_signed(copy_key(listed.vault, opened.key)):
        raise CopyUnusable(file, "nobody who could open the vault packed it")
    if packed is not None and (packed.manifest.vault, packed.manifest.counter) != (listed.vault, listed.counter):
        raise CopyUnusable(file, APART)
    return OpenedCopy(file, packed, listed, opened, not wrong)
