"""The vault: who may open the store, and how it is created and unlocked (design: one slot for each person).

Importing this module is light. The cipher, SQLModel and the cryptography load when a vault is created or unlocked.
"""

import contextlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.domain.dates.clock import machine_clock
from champion_tui.ground.date_words import list_words
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.database.worker import Worker
from champion_tui.store.errors import (
    NoSuchPerson,
    NoVault,
    StoreBusy,
    StoreDamaged,
    StoreError,
    UnusablePassphrase,
    VaultDamaged,
    VaultExists,
    WrongPassphrase,
)
from champion_tui.store.files import make_private_folder, on_network, reaching
from champion_tui.store.keys import kdf, swap, vaultfile
from champion_tui.store.keys.kdf import KdfCost, cost_for_new_slot
from champion_tui.store.keys.passphrase import ReadCode, as_bytes, read_recovery_code
from champion_tui.store.keys.vaultfile import Slot, VaultFile, fold, usable
from champion_tui.store.places import DATABASE, VAULT, creation_was_cut_short

if TYPE_CHECKING:
    from champion_tui.store.casestore import CaseStore
    from champion_tui.store.keys.slots import Opened

TRIES = 3
"""How often unlocking begins anew because another program changed the files meanwhile."""


def exists(home: Path) -> bool:
    """Whether a vault, or a part of one, is in ``home``. A creation that was cut short left none. Never raises."""
    try:
        return swap.decided(home) or (
            not creation_was_cut_short(home) and any((home / name).exists() for name in (VAULT, DATABASE))
        )
    except OSError:
        return True


def people(home: Path, now: Callable[[], datetime] | None = None) -> tuple[str, ...]:
    """The names in the slots, in their order, without unlocking and without the recovery code.

    With ``now``, copies of a moment that is still to come are named last where the list is damaged.

    Raises ``NoVault``, ``VaultDamaged``, ``StoreReadOnly`` or ``StoreUnreachable``.
    """
    return tuple(name for name, _ in people_and_roles(home, now))


def people_and_roles(home: Path, now: Callable[[], datetime] | None = None) -> tuple[tuple[str, str], ...]:
    """The same with the role of each. Raises as ``people`` does."""
    with contextlib.suppress(StoreBusy):
        _settle(home)
    with naming_newest_copy(home, now):
        return tuple((slot.name, slot.role) for slot in _lists(home)[0].people())


def create(
    home: Path,
    name: str,
    role: str,
    passphrase: str,
    *,
    now: Callable[[], datetime],
    cost: KdfCost | None = None,
    memory: Path | None = None,
) -> "tuple[CaseStore, str]":
    """Create a vault for one person and open it. Gives the store and the recovery code, which is kept nowhere.

    ``now`` gives aware moments. ``cost`` None means ``kdf.DEFAULT_COST``; only ``kdf.TEST_ONLY_COST`` may be lower than
    the OWASP minimum. ``memory``: as for ``unlock``. Raises ``VaultExists``, ``UnusablePassphrase``, ``UnusableName`` or another ``StoreError``; then
    nothing is left that hinders a second try.
    """
    given, who, what = as_bytes(passphrase), usable(name, "name"), usable(role, "role")
    price = cost_for_new_slot(cost)
    _refuse_existing(home)
    with reaching(home):
        make_private_folder(home)
    lock, worker = HomeLock(home, alone=True), Worker()
    try:
        _refuse_existing(home)
        from champion_tui.store import creating  # noqa: PLC0415  slow, see the module's docstring

        return creating.create(home, creating.FirstPerson(who, what, given, price), worker, lock, now, memory)
    except BaseException:
        worker.close()
        lock.release()
        raise


def _refuse_existing(home: Path) -> None:
    if exists(home):
        raise VaultExists(home)


def unlock(
    home: Path,
    passphrase: str,
    *,
    now: Callable[[], datetime],
    person: str | None = None,
    memory: Path | None = None,
    accept: bool = False,
) -> "CaseStore":
    """Open the store with the passphrase of ``person`` (needed where several people have a slot) or the recovery code.

    ``memory`` is a folder outside ``home`` in which this machine remembers what was seen last; None for none. ``accept``: whoever
    unlocks takes a change that nobody vouches for.

    Raises ``NotAsSeen`` where it is not the store that was seen last, ``NoVault``, ``WrongPassphrase``, ``NoSuchPerson``, ``VaultDamaged``, ``StoreDamaged``, ``StoreTooNew``,
    ``StoreBusy`` or another ``StoreError``; nothing is changed then. What is damaged comes with the newest safety copy.
    """
    with naming_newest_copy(home, now):
        return _unlock(home, passphrase, person, _Asked(now, memory, accept))


@dataclass(frozen=True, slots=True)
class _Asked:
    """How the store is to be opened: see ``unlock``."""

    now: Callable[[], datetime]
    memory: Path | None
    accept: bool


@contextmanager
def naming_newest_copy(home: Path, now: Callable[[], datetime] | None) -> Iterator[None]:
    """Where the store turns out to be damaged, the way out names the newest copy here that is whole."""
    try:
        yield
    except (StoreDamaged, VaultDamaged) as error:
        from champion_tui.store.copies import copies_here  # noqa: PLC0415  needed only in trouble

        copies_here.name_newest(error, home, machine_clock(now)() if now else None, None)
        raise


def _unlock(home: Path, passphrase: str, person: str | None, asked: _Asked) -> "CaseStore":
    _settle(home)
    _lists(home)
    with reaching(home):
        if not (home / DATABASE).exists():
            raise StoreDamaged("it is missing")
    worker = Worker()
    try:
        store, slot = _opened(home, passphrase, person, worker, asked)
    except BaseException:
        worker.close()
        raise
    _raise_cost(store, slot, passphrase)
    return store


def _opened(home: Path, passphrase: str, person: str | None, worker: Worker, asked: _Asked) -> "tuple[CaseStore, Slot]":
    """The store and the slot that opened it. Raises ``StoreBusy`` where other programs change the files again and again."""
    loading = worker.start(_load)
    for _ in range(TRIES):
        lists = _lists(home)
        found = find_key(lists, passphrase, person)
        loading.result()
        store = _open(home, lists, found, worker, asked)
        if store is not None:
            return store, found.slot
    raise StoreBusy


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
    find_key(_lists(home), passphrase, person)


def _load() -> None:
    """Load what is slow to load, in the owning thread, while the caller's derives the key."""
    from champion_tui.store import opening  # noqa: F401, PLC0415  slow, see the module's docstring


def _open(
    home: Path, lists: tuple[VaultFile, ...], found: "Opened", worker: Worker, asked: _Asked
) -> "CaseStore | None":
    """None where the files are no longer those that ``found`` was found in: another program changed them meanwhile."""
    from champion_tui.store import opening  # noqa: PLC0415  loaded already by ``_load``

    network = on_network(home)
    lock = HomeLock(home, alone=network)
    try:
        now = _lists(home)
        if not swap.waiting(home) and len(now) == len(lists) and all(map(VaultFile.is_list_of, now, lists)):
            way = opening.Way(home, lists, found, network, asked.memory, asked.accept)
            return opening.open_store(way, worker, lock, asked.now)
    except opening.Superseded:
        pass
    except BaseException:
        lock.release()
        raise
    lock.release()
    _settle(home)
    return None


def _raise_cost(store: "CaseStore", slot: Slot, passphrase: str) -> None:
    """Make a guess at an old slot cost what it costs today. What stops that must not keep anybody from their cases."""
    if kdf.needs_raising(slot.cost):
        code = read_recovery_code(passphrase) if slot.kind is vaultfile.SlotKind.RECOVERY else None
        with contextlib.suppress(StoreError, MemoryError):
            store.people.raise_cost(slot, as_bytes(code.code if code else passphrase))


def _lists(home: Path) -> tuple[VaultFile, ...]:
    """The vault file, and the one that may hold in its stead. A store without one is damaged; a creation that was cut short
    never was a store.
    """
    if creation_was_cut_short(home):
        raise NoVault(home)
    try:
        return vaultfile.lists(home)
    except NoVault:
        if (home / DATABASE).exists():
            raise VaultDamaged("it is missing, while cases.db is there") from None
        raise


def find_key(lists: tuple[VaultFile, ...], passphrase: str, person: str | None) -> "Opened":
    """The slot that ``passphrase`` opens in the first list that has one, and what is in it."""
    try:
        return _key_in(lists[0], passphrase, person)
    except (WrongPassphrase, NoSuchPerson):
        if len(lists) == 1:
            raise
        return _key_in(lists[1], passphrase, person)


def _key_in(vault: VaultFile, passphrase: str, person: str | None) -> "Opened":
    from champion_tui.store.keys import slots  # noqa: PLC0415  cryptography loads when somebody unlocks

    code = read_recovery_code(passphrase)
    recovery = vault.recovery() if code is not None and not code.wrong_groups else ()
    for slot in recovery:
        try:
            return slots.opened(vault.vault, slot, as_bytes(code.code if code else passphrase))
        except WrongPassphrase:
            continue
    slot = _slot_of(vault, person)
    try:
        return slots.opened(vault.vault, slot, as_bytes(passphrase))
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
            raise NoSuchPerson(
                f"Several people can open it: {_names(slots)}.",
                "Say which of them you are; on the command line with --as.",
            )
        return slots[0]
    found = next((slot for slot in slots if fold(slot.name) == fold(person)), None)
    if found is None:
        raise NoSuchPerson(f"Nobody of that name can open it. Those who can: {_names(slots)}.", "Look at the spelling.")
    return found


def _names(slots: Iterable[Slot]) -> str:
    return list_words(tuple(slot.name for slot in slots))
