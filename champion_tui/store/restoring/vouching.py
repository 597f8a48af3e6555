"""Who vouches for a safety copy that replaces the store: a person who can open the current store.

Without such a person, a copy can be restored only if there is no readable list of people here, or if it readmits nobody
who was removed. Everybody else is then stopped at their next unlocking and asked.
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import field, replace
from pathlib import Path

from champion_tui.ground.dates.date_words import list_words
from champion_tui.ground.values import immutable
from champion_tui.store.copies.container import Manifest
from champion_tui.store.errors import CopyReadmits, StoreError, printable
from champion_tui.store.keys import hand_over, slots, vaultfile
from champion_tui.store.keys.hand_over import HandOver, PutBack
from champion_tui.store.keys.seen import LastSeen, seal
from champion_tui.store.keys.vaultfile import SlotKind, VaultFile
from champion_tui.store.pins import Memory, known_key
from champion_tui.store.restoring.opened_copy import OpenedCopy

THE_CODE = "whoever has the recovery code of that time"
AS_THEN = "whoever knows the passphrase that {name} had then"


@immutable
class Today:
    """Today's list of people, opened by somebody in it, who thereby proves the database ``key``."""

    listed: VaultFile
    key: bytes = field(repr=False)


def somebody_of_today(home: Path, copy: OpenedCopy, passphrase: str, other: str | None, memory: Memory) -> Today | None:
    """Finds a person in the list in ``home`` who has the passphrase that opened the copy, or the ``other`` one. None if
    there is none, or the current store is not the one that they know.

    Raises ``CopyReadmits`` if there is none and the copy has a slot that today's list lacks.
    """
    try:
        listed = vaultfile.read(home)
    except StoreError:
        return None
    for given, names in ((other, [slot.name for slot in listed.people()]), (passphrase, list(_same(listed, copy)))):
        if given is None:
            continue
        for name in names:
            with suppress(StoreError):
                opened = slots.find_key((listed,), given, name)
                slots.check_signed(listed, slots.list_key(listed.vault, opened.key))
                if not known_key(listed, opened, memory):
                    return Today(listed, opened.key)
    back = list(_readmitted(listed, copy.vault))
    if back:
        raise CopyReadmits(list_words(tuple(back)), wrong=other is not None)
    return None


def _same(listed: VaultFile, copy: OpenedCopy) -> Iterator[str]:
    """Yields the names of today with which the copy's passphrase is tried: the same person's, or the only one. A
    recovery code opens with any name.
    """
    names = [slot.name for slot in listed.people()]
    wanted = vaultfile.fold(copy.opened.slot.name)
    if copy.opened.slot.kind is SlotKind.RECOVERY or len(names) == 1:
        yield names[0]
    else:
        yield from (name for name in names if vaultfile.fold(name) == wanted)


def _readmitted(listed: VaultFile, copied: VaultFile) -> Iterator[str]:
    """Yields each person or code that opens the copy but not today's store."""
    ways = {slot.public_key for slot in listed.slots}
    today = {vaultfile.fold(slot.name) for slot in listed.people()}
    for slot in copied.slots:
        if slot.public_key in ways:
            continue
        if slot.kind is SlotKind.RECOVERY:
            yield THE_CODE
        elif vaultfile.fold(slot.name) in today:
            yield AS_THEN.format(name=printable(slot.name))
        else:
            yield printable(slot.name)


def vouches(copy: OpenedCopy, today: Today | None) -> bool:
    """Returns True if somebody of today vouches for the copy to everybody else. Not for a copy that they accepted
    without knowing its key.
    """
    return today is not None and copy.known and today.listed.vault == copy.vault.vault


def vouched(copy: OpenedCopy, today: Today | None, manifest: Manifest, seen: LastSeen) -> VaultFile:
    """Returns the list of people for the restored copy. If somebody of today vouches, it has their hand-over under
    today's key; otherwise what the person who restored it has ``seen``, so that they can recognise it.
    """
    copied, opened = copy.vault, copy.opened
    if vouches(copy, today) and today is not None:
        before = hand_over.mark(copied.vault, today.key)
        end = PutBack(manifest.counter, manifest.events, manifest.chain_head)
        hand = HandOver(hand_over.mark(copied.vault, opened.key), end)
        new = hand_over.added(replace(copied, hand_overs=today.listed.hand_overs), before, hand)
    else:
        mine = replace(opened.to_pin, last_seen=seal(seen, copied.vault, opened.slot, opened.own))
        new = replace(copied, slots=tuple(mine if slot.id == mine.id else slot for slot in copied.slots))
    return slots.signed(new, slots.list_key(copied.vault, opened.key))
