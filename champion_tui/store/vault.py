"""The vault: who may open the store, and how it is created and unlocked (design: one slot for each person).

Importing this module is light. The cipher, SQLModel and the cryptography load when a vault is created or unlocked.
"""

import contextlib
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.store import swap, vaultfile
from champion_tui.store.errors import (
    NoSuchPerson,
    NoVault,
    StoreBusy,
    StoreDamaged,
    UnusableName,
    UnusablePassphrase,
    VaultDamaged,
    VaultExists,
    WrongPassphrase,
)
from champion_tui.store.files import make_private_folder, on_network, reaching
from champion_tui.store.kdf import KdfCost, cost_for_new_slot
from champion_tui.store.locks import HomeLock
from champion_tui.store.passphrase import ReadCode, as_bytes, read_recovery_code
from champion_tui.store.places import DATABASE, VAULT, creation_was_cut_short
from champion_tui.store.vaultfile import Slot, VaultFile, fold
from champion_tui.store.worker import Worker

if TYPE_CHECKING:
    from champion_tui.store.casestore import CaseStore

JOINERS = "\u200c\u200d"
"""Two invisible characters that names in some scripts need."""


def exists(home: Path) -> bool:
    """Whether a vault, or a part of one, is in ``home``. A creation that was cut short left none. Never raises."""
    try:
        return swap.decided(home) or (
            not creation_was_cut_short(home) and any((home / name).exists() for name in (VAULT, DATABASE))
        )
    except OSError:
        return True


def people(home: Path) -> tuple[str, ...]:
    """The names in the slots, in their order, without unlocking and without the recovery code.

    Raises ``NoVault``, ``VaultDamaged``, ``StoreReadOnly`` or ``StoreUnreachable``.
    """
    with contextlib.suppress(StoreBusy):
        _settle(home)
    return tuple(slot.name for slot in _vault_file(home).people())


def create(
    home: Path,
    name: str,
    role: str,
    passphrase: str,
    *,
    now: Callable[[], datetime],
    cost: KdfCost | None = None,
) -> "tuple[CaseStore, str]":
    """Create a vault for one person and open it. Gives the store and the recovery code, which is kept nowhere.

    ``now`` gives aware moments. ``cost`` None means ``kdf.DEFAULT_COST``; only ``kdf.TEST_ONLY_COST`` may be lower than
    the OWASP minimum. Raises ``VaultExists``, ``UnusablePassphrase``, ``UnusableName`` or another ``StoreError``; then
    nothing is left that hinders a second try.
    """
    given, who, what = as_bytes(passphrase), _usable(name, "name"), _usable(role, "role")
    price = cost_for_new_slot(cost)
    _refuse_existing(home)
    with reaching(home):
        make_private_folder(home)
    lock, worker = HomeLock(home, alone=True), Worker()
    try:
        _refuse_existing(home)
        from champion_tui.store import creating  # noqa: PLC0415  slow, see the module's docstring

        return creating.create(home, creating.FirstPerson(who, what, given, price), worker, lock, now)
    except BaseException:
        worker.close()
        lock.release()
        raise


def _refuse_existing(home: Path) -> None:
    if exists(home):
        raise VaultExists(home)


def unlock(home: Path, passphrase: str, *, now: Callable[[], datetime], person: str | None = None) -> "CaseStore":
    """Open the store with the passphrase of ``person`` (needed where several people have a slot) or the recovery code.

    Raises ``NoVault``, ``WrongPassphrase``, ``NoSuchPerson``, ``VaultDamaged``, ``StoreDamaged``, ``StoreTooNew``,
    ``StoreBusy`` or another ``StoreError``; nothing is changed then.
    """
    _settle(home)
    vault = _vault_file(home)
    with reaching(home):
        if not (home / DATABASE).exists():
            raise StoreDamaged("it is missing")
    worker = Worker()
    try:
        loading = worker.start(_load)
        slot, key = _key(vault, passphrase, person)
        loading.result()
        return _open(home, vault, slot, key, worker, now)
    except BaseException:
        worker.close()
        raise


def _settle(home: Path) -> None:
    """Bring a change of both files to its end that was cut short. Raises ``StoreBusy`` while another program is at it."""
    with reaching(home):
        if not swap.waiting(home):
            return
    lock = HomeLock(home, alone=True)
    try:
        swap.settle(home)
    finally:
        lock.release()


def check_passphrase(home: Path, passphrase: str, *, person: str | None = None) -> None:
    """Whether ``passphrase`` would open the vault: for the desk that is hidden while its store stays open.

    Raises what ``unlock`` raises for a wrong passphrase or a damaged vault file; opens and changes nothing.
    """
    _key(_vault_file(home), passphrase, person)


def _load() -> None:
    """Load what is slow to load, in the owning thread, while the caller's derives the key."""
    from champion_tui.store import opening  # noqa: F401, PLC0415  slow, see the module's docstring


def _open(
    home: Path, vault: VaultFile, slot: Slot, key: bytes, worker: Worker, now: Callable[[], datetime]
) -> "CaseStore":
    from champion_tui.store import opening  # noqa: PLC0415  loaded already by ``_load``

    network = on_network(home)
    lock = HomeLock(home, alone=network)
    try:
        return opening.open_store(opening.Way(home, vault, slot, key, network), worker, lock, now)
    except BaseException:
        lock.release()
        raise


def _vault_file(home: Path) -> VaultFile:
    """The vault file. A store without one is damaged; a creation that was cut short never was a store."""
    if creation_was_cut_short(home):
        raise NoVault(home)
    try:
        return vaultfile.read(home)
    except NoVault:
        if (home / DATABASE).exists():
            raise VaultDamaged("it is missing, while cases.db is there") from None
        raise


def _key(vault: VaultFile, passphrase: str, person: str | None) -> tuple[Slot, bytes]:
    """The slot that ``passphrase`` opens, and the database key from it."""
    from champion_tui.store import slots  # noqa: PLC0415  cryptography loads when somebody unlocks

    code = read_recovery_code(passphrase)
    recovery = vault.recovery() if code is not None and not code.wrong_groups else ()
    for slot in recovery:
        try:
            return slot, slots.open_slot(vault.vault, slot, as_bytes(code.code if code else passphrase))
        except WrongPassphrase:
            continue
    slot = _slot_of(vault, person)
    try:
        return slot, slots.open_slot(vault.vault, slot, as_bytes(passphrase))
    except (WrongPassphrase, UnusablePassphrase):
        raise WrongPassphrase(_hint(code)) from None


def _hint(code: ReadCode | None) -> str:
    if code is None or not code.wrong_groups:
        return ""
    groups = ", ".join(str(number) for number in code.wrong_groups)
    return f"If it is the recovery code: look again at group {groups}, counted from the left."


def _slot_of(vault: VaultFile, person: str | None) -> Slot:
    slots = vault.people()
    if person is None:
        if len(slots) > 1:
            raise NoSuchPerson("Several people can open this vault.", "Say which of them you are.")
        return slots[0]
    found = next((slot for slot in slots if fold(slot.name) == fold(person)), None)
    if found is None:
        raise NoSuchPerson("Nobody of that name can open this vault.", "Look at the list of people for the spelling.")
    return found


def _usable(text: str, what: str) -> str:
    """A name or role as it will stand in vault.json. Raises ``UnusableName``."""
    clean = text.strip()
    if not clean or len(clean) > vaultfile.LONGEST_NAME:
        raise UnusableName(f"The {what} needs 1 to {vaultfile.LONGEST_NAME} characters.", "Give another one.")
    if not all(letter.isprintable() or letter in JOINERS for letter in clean):
        raise UnusableName(f"The {what} holds characters that cannot be shown.", "Type it again.")
    return clean
