"""The people of an open store: adding and removing them, and their passphrases. Nobody needs another person's passphrase for this.

A person who has unlocked has the database key, which can be sealed to the public key of any slot. Each method returns
when the change is on disk, may raise a ``StoreError``, and adds an event to the history.
"""

from collections.abc import Callable
from dataclasses import replace

from champion_tui.ground.visible import as_seen
from champion_tui.store import slot_list
from champion_tui.store.backups import Backups
from champion_tui.store.errors import (
    CopiesNotReplaced,
    KeyChangeUnfinished,
    NoSuchPerson,
    NotAllowed,
    StoreError,
    UnusableName,
)
from champion_tui.store.history import list_history
from champion_tui.store.history.events import note, seen_now
from champion_tui.store.keys import kdf, passphrase, slots
from champion_tui.store.keys.vaultfile import Slot, SlotKind, VaultFile, fold, usable
from champion_tui.store.open_store import OpenStore
from champion_tui.store.people import rotating


class People:
    """Adds and removes people, and changes passphrases. ``close`` closes the store, for when its files are no longer
    its own; ``backups`` are its safety copies.
    """

    def __init__(self, inside: OpenStore, close: Callable[[], None], backups: Backups) -> None:
        self._inside = inside
        self._close = close
        self._backups = backups

    def add(self, name: str, role: str, new: str) -> None:
        """Gives ``name`` a slot with the passphrase ``new``. Raises ``UnusableName`` or ``UnusablePassphrase``."""
        owner = _owner(name, role)
        given = passphrase.as_bytes(new)

        def make(held: VaultFile, made: Slot) -> tuple[Slot, ...]:
            _require_free(held, owner)
            return (*held.people(), made, *held.recovery())

        self._change(owner, given, make, "person-added")

    def check_new(self, name: str, role: str) -> None:
        """Raises what ``add`` raises for that name and role, whatever the passphrase."""
        _require_free(self._held(), _owner(name, role))

    def change_passphrase(self, name: str | None, new: str) -> None:
        """Gives ``name`` (None: the person who unlocked) the passphrase ``new``. Another person's can be changed only
        by somebody who unlocked with the recovery code.

        Raises ``NoSuchPerson``, ``NotAllowed`` or ``UnusablePassphrase``.
        """
        given = passphrase.as_bytes(new)
        person = self.check_changeable(name)
        owner = slots.Owner(person.kind, person.name, person.role)

        def make(held: VaultFile, made: Slot) -> tuple[Slot, ...]:
            _person(held, person.name)
            return tuple(made if slot.id == person.id else slot for slot in held.slots)

        self._change(owner, given, make, "passphrase-changed", slot_id=person.id)

    def check_changeable(self, name: str | None) -> Slot:
        """Returns the slot of ``name``. Raises what ``change_passphrase`` raises for it, whatever the passphrase."""
        person = _person(self._held(), self._inside.author.name if name is None else name)
        if person.id != self._inside.author.slot and not self._by_recovery_code():
            raise NotAllowed(
                f"Only {person.name} can change that passphrase.",
                f"{person.name} unlocks and changes it. Anyone who has forgotten it unlocks with the recovery code.",
            )
        return person

    def new_recovery_code(self) -> str:
        """Returns a new recovery code, which is stored nowhere. The previous one opens nothing from now on."""
        code = passphrase.new_recovery_code()
        owner = slots.THE_CODE
        older = self._held().recovery()

        def make(held: VaultFile, made: Slot) -> tuple[Slot, ...]:
            return (*held.people(), made)

        slot_id = older[0].id if older else None
        self._change(owner, passphrase.as_bytes(code), make, "recovery-code-changed", slot_id=slot_id)
        return code

    def increase_cost(self, slot: Slot, given: bytes) -> None:
        """Raises the cost of guessing the passphrase of ``slot`` to that of a new slot. ``given`` is the passphrase in
        normalised bytes.
        """
        listed = self._held()
        current = next((one for one in listed.slots if (one.id, one.public_key) == (slot.id, slot.public_key)), slot)
        dearer = slots.rewrapped(listed.vault, current, given, kdf.cost_for_new_slot(None))

        def make(held: VaultFile) -> tuple[Slot, ...]:
            return tuple(replace(dearer, last_seen=one.last_seen) if one == current else one for one in held.slots)

        self._inside.worker.call(lambda: self._write(make, "cost-raised", [slot.name, slot.role]))

    def remove(self, name: str, *, keep_key: bool = False, new_code: Callable[[str], None] = lambda _: None) -> None:
        """Removes ``name``. With ``keep_key`` only the list changes. Otherwise the whole store gets a new key and a new recovery
        code, with which ``new_code`` is called as soon as it is valid, even if a later step fails: the code is stored nowhere.

        For a new key nobody else may have the store open, and the safety copies on this machine are replaced by one
        under the new key. Raises ``StoreBusy``, ``NoSuchPerson`` or ``NotAllowed``. After ``KeyChangeUnfinished`` the
        person is removed and the store closed; after ``CopiesNotReplaced`` only the copies are left to do.
        """
        if keep_key:
            self._inside.worker.call(lambda: self._remove_from_list(name))
            self._backups.after_change()
            return
        code = passphrase.new_recovery_code()
        people = rotating.NewPeople(lambda held: self._without(held, name), passphrase.as_bytes(code))
        try:
            self._inside.worker.call(lambda: rotating.rotate(self._inside, people), alone=True)
            new_code(code)
        except KeyChangeUnfinished:
            new_code(code)
            raise
        finally:
            if not self._inside.usable:
                self._close()
        try:
            self._backups.replace_all()
        except StoreError as error:
            raise CopiesNotReplaced(str(error)) from error

    def check_removable(self, name: str) -> None:
        """Raises what ``remove`` raises for that name."""
        self._without(self._held(), name)

    def _remove_from_list(self, name: str) -> None:
        gone = self._without(self._held_in_thread(), name)[1]
        self._write(lambda held: self._without(held, name)[0], "person-removed", [gone.name, gone.role])

    def _without(self, held: VaultFile, name: str) -> tuple[tuple[Slot, ...], Slot]:
        """Returns the slots that stay and the one that is removed. Raises ``NoSuchPerson`` or ``NotAllowed``."""
        slot_list.check_author(held, self._inside.author.slot)
        gone = _person(held, name)
        if gone.id == self._inside.author.slot:
            raise NotAllowed(
                "Nobody can take themself out. The person who takes someone out has the new key.",
                "Ask another person in the list to do it.",
            )
        if len(held.people()) == 1:
            raise NotAllowed(f"{gone.name} is the only person in the list.", "Add somebody else first.")
        return tuple(slot for slot in held.slots if slot.id != gone.id), gone

    def _by_recovery_code(self) -> bool:
        return any(slot.id == self._inside.author.slot for slot in self._held().recovery())

    def _held(self) -> VaultFile:
        return self._inside.worker.call(self._held_in_thread)

    def _held_in_thread(self) -> VaultFile:
        inside = self._inside
        return slot_list.settle(inside.database, inside.opened.home, inside.opened.list_key)

    def _change(
        self,
        owner: slots.Owner,
        given: bytes,
        make: Callable[[VaultFile, Slot], tuple[Slot, ...]],
        verb: str,
        *,
        slot_id: str | None = None,
    ) -> None:
        """Changes the list by one new slot, made in the owning thread, so that the key cannot change meanwhile."""

        def job() -> None:
            held, key = self._held_in_thread(), self._inside.opened.key
            seen = self._inside.database.read(lambda session: seen_now(session, held, key))
            cost = kdf.cost_for_new_slot(None)
            made = slots.make_slot(held.vault, owner, given, cost, key, slot_id, seen=seen)
            self._write(lambda held: make(held, made), verb, list_history.whom(made))

        self._inside.worker.call(job)
        self._backups.after_change()

    def _write(self, make: Callable[[VaultFile], tuple[Slot, ...]], verb: str, whom: list[str]) -> None:
        """Makes one change of the list, and its event, in the owning thread."""
        inside = self._inside
        home, proof, hand = inside.opened.home, inside.opened.list_key, inside.hand()

        def changed(held: VaultFile) -> VaultFile:
            return replace(held, slots=make(held))

        try:
            inside.database.write(
                lambda session: (
                    slot_list.change(session, home, proof, inside.author.slot, changed),
                    note(session, hand, "", verb, new=whom),
                ),
                needs_server=True,
            )
        finally:
            self._settle_quietly()

    def _settle_quietly(self) -> None:
        """Ignores errors: they do not tell whether the change was committed, and the next opening settles it."""
        try:
            self._held_in_thread()
        except StoreError:
            return


def _owner(name: str, role: str) -> slots.Owner:
    return slots.Owner(SlotKind.PERSON, usable(name, "name"), usable(role, "role"))


def _require_free(held: VaultFile, owner: slots.Owner) -> None:
    taken = {as_seen(slots.THE_CODE.name), *(as_seen(slot.name) for slot in held.people())}
    if as_seen(owner.name) in taken:
        raise UnusableName(
            "There is already somebody of that name, or of one that looks the same.",
            "Add a second name or a number to it.",
        )


def _person(held: VaultFile, name: str) -> Slot:
    named = next((slot for slot in held.people() if fold(slot.name) == fold(name)), None)
    if named is None:
        raise NoSuchPerson("Nobody of that name can open this vault.", "Look at the list of people for the spelling.")
    return named
