"""The vault: who may open the store, and how it is created and unlocked. Each person has one slot.

Importing this module is cheap: the cipher, SQLModel and the cryptography are loaded when a vault is created or unlocked.
"""

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.domain.dates.clock import machine_clock
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.database.worker import Worker
from champion_tui.store.errors import StoreBusy, StoreDamaged, StoreError, VaultDamaged, VaultExists
from champion_tui.store.files import DATABASE, VAULT, creation_was_cut_short, make_private_folder, reaching
from champion_tui.store.keys import kdf, swap, vaultfile
from champion_tui.store.keys.kdf import KdfCost, cost_for_new_slot
from champion_tui.store.keys.passphrase import as_bytes, read_recovery_code
from champion_tui.store.keys.vaultfile import Slot, SlotKind, VaultFile, usable

if TYPE_CHECKING:
    from champion_tui.store.casestore import CaseStore
    from champion_tui.store.creating import Creation
    from champion_tui.store.keys.slots import OpenedSlot
    from champion_tui.store.opening import Unlocking

TRIES = 3
"""How many times unlocking is tried when another program changes the files meanwhile."""


def exists(home: Path) -> bool:
    """Returns True if a vault, or a part of one, is in ``home``. An interrupted creation does not count. Never raises."""
    try:
        return swap.decided(home) or (
            not creation_was_cut_short(home) and any((home / name).exists() for name in (VAULT, DATABASE))
        )
    except OSError:
        return True


def people(home: Path, now: Callable[[], datetime] | None = None) -> tuple[str, ...]:
    """Returns the names in the slots, in their order, without unlocking and without the recovery code.

    With ``now``, an error about a damaged list prefers safety copies that are not dated in the future.

    Raises ``NoVault``, ``VaultDamaged``, ``StoreReadOnly`` or ``StoreUnreachable``.
    """
    return tuple(name for name, _ in people_and_roles(home, now))


def people_and_roles(home: Path, now: Callable[[], datetime] | None = None) -> tuple[tuple[str, str], ...]:
    """Returns (name, role) pairs of the people in the slots. Parameters and errors as for ``people``."""
    with contextlib.suppress(StoreBusy):
        _settle(home)
    with naming_newest_copy(home, now):
        return tuple((slot.name, slot.role) for slot in vaultfile.lists_of_store(home)[0].people())


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
    """Creates a vault for one person and opens it. Returns the store and the recovery code, which is stored nowhere.

    ``now`` returns times with a time zone. ``cost`` None means ``kdf.DEFAULT_COST``; only ``kdf.TEST_ONLY_COST`` may be
    below the OWASP minimum. ``memory`` is as for ``unlock``. Raises ``VaultExists``, ``UnusablePassphrase``,
    ``UnusableName`` or another ``StoreError``; nothing is left then that prevents a second try.
    """
    given, who, what = as_bytes(passphrase), usable(name, "name"), usable(role, "role")
    price = cost_for_new_slot(cost)
    _refuse_existing(home)
    with reaching(home):
        make_private_folder(home)
    lock, worker = HomeLock(home, alone=True), Worker()
    try:
        _refuse_existing(home)
        creation, _ = _load()
        return creation(home, who, what, given, price, now, memory).create(worker, lock)
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
    """Opens the store with the recovery code or the passphrase of ``person``, who must be named if several people have a slot.

    ``memory`` is a folder outside ``home`` in which this machine remembers what was last seen, or None. ``accept`` is
    True if the person takes a change that nobody vouches for.

    Raises ``NotAsSeen`` if it is not the store that was last seen, ``NoVault``, ``WrongPassphrase``, ``NoSuchPerson``,
    ``VaultDamaged``, ``StoreDamaged``, ``StoreTooNew``, ``StoreBusy`` or another ``StoreError``; nothing is changed
    then. An error about damage names the newest safety copy.
    """
    with naming_newest_copy(home, now):
        _settle(home)
        vaultfile.lists_of_store(home)
        with reaching(home):
            if not (home / DATABASE).exists():
                raise StoreDamaged("it is missing")
        worker = Worker()
        try:
            loading = worker.start(_load)
            for _ in range(TRIES):
                lists = vaultfile.lists_of_store(home)
                opened = _find_key(lists, passphrase, person)
                _, unlocking = loading.result()
                store = unlocking(home, lists, opened, now, memory, accept).open_unchanged(worker)
                if store is not None:
                    _increase_cost(store, opened.slot, passphrase)
                    return store
                _settle(home)
        except BaseException:
            worker.close()
            raise
    # Other programs keep changing the files.
    worker.close()
    raise StoreBusy


@contextmanager
def naming_newest_copy(home: Path, now: Callable[[], datetime] | None) -> Iterator[None]:
    """Adds the newest whole safety copy here to the ``way_out`` of an error about a damaged store."""
    try:
        yield
    except (StoreDamaged, VaultDamaged) as error:
        _, unlocking = _load()
        unlocking.name_newest_copy(error, home, machine_clock(now)() if now else None)
        raise


def _settle(home: Path) -> None:
    """Completes an interrupted change of both files. Raises ``StoreBusy`` while another program is doing so."""
    with reaching(home):
        if not swap.waiting(home):
            return
    with HomeLock(home, alone=True):
        swap.settle(home)


def check_passphrase(home: Path, passphrase: str, *, person: str | None = None) -> None:
    """Checks that ``passphrase`` would open the vault, for a desk that is hidden while its store stays open.

    Raises what ``unlock`` raises for a wrong passphrase or a damaged vault file. Opens and changes nothing.
    """
    _find_key(vaultfile.lists_of_store(home), passphrase, person)


def require_person(home: Path, person: str | None) -> None:
    """Raises ``NoSuchPerson`` if ``unlock`` would raise it for every passphrase (but not for the recovery code). Opens nothing."""
    from champion_tui.store.keys import slots  # noqa: PLC0415  cryptography, as in ``_find_key``

    slots.require_person(vaultfile.lists_of_store(home), person)


def _find_key(lists: tuple[VaultFile, ...], passphrase: str, person: str | None) -> "OpenedSlot":
    from champion_tui.store.keys import slots  # noqa: PLC0415  cryptography; in the caller's thread, at the same time as ``_load``

    return slots.find_key(lists, passphrase, person)


def _load() -> "tuple[type[Creation], type[Unlocking]]":
    """Loads the slow modules, in the owning thread while the caller's thread derives the key."""
    from champion_tui.store import creating, opening  # noqa: PLC0415  SQLModel and the cipher driver take 0.3 s

    return creating.Creation, opening.Unlocking


def _increase_cost(store: "CaseStore", slot: Slot, passphrase: str) -> None:
    """Raises the cost of guessing an old slot's passphrase to today's. Errors are ignored: they must not lock people
    out of their cases.
    """
    if kdf.needs_raising(slot.cost):
        code = read_recovery_code(passphrase) if slot.kind is SlotKind.RECOVERY else None
        with contextlib.suppress(StoreError, MemoryError):
            store.people.increase_cost(slot, as_bytes(code.code if code else passphrase))
