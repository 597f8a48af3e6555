"""Compares the list of people with the history: each slot in the list must have been added by an entry.

Anyone who has the key can write a list. A slot without an entry was probably added in secret.
"""

import json
from dataclasses import dataclass

from sqlmodel import Session, col, select

from champion_tui.store.database.tables import EventRow, PayloadRow
from champion_tui.store.errors import printable
from champion_tui.store.keys import slots
from champion_tui.store.keys.vaultfile import Slot, SlotKind, VaultFile, fold

CREATED, ADDED, PASSPHRASE = "vault-created", "person-added", "passphrase-changed"
REMOVED, CODE, KEY = "person-removed", "recovery-code-changed", "key-changed"
VERBS = (CREATED, ADDED, PASSPHRASE, REMOVED, CODE, KEY)

UNKNOWN = ""
"""Used for a public mark that an earlier program did not write into its entry."""

THE_CODE = "the recovery code"


@dataclass(slots=True)
class _Recorded:
    """What the history says: the public mark of each person by case-folded name, and that of the recovery code (None:
    there is no code).
    """

    people: dict[str, str]
    code: str | None


def created(vault: VaultFile) -> list[str]:
    """Returns what the first entry says about the list: the person's name, role and public mark, and the public mark of
    the recovery code.
    """
    (person,), (code,) = vault.people(), vault.recovery()
    return [*whom(person), slots.public_mark(code)]


def whom(slot: Slot) -> list[str]:
    """Returns what an entry says about the slot that it added: name, role and public mark."""
    return [slot.name, slot.role, slots.public_mark(slot)]


def unrecorded(session: Session, vault: VaultFile) -> tuple[str, ...]:
    """Returns the names of the slots in the list that no entry added, () if list and history agree."""
    recorded = _Recorded({}, None)
    for verb, payload in session.exec(
        select(EventRow.verb, PayloadRow.payload)
        .join(PayloadRow, col(PayloadRow.number) == col(EventRow.number))
        .where(EventRow.case_reference == "", col(EventRow.verb).in_(VERBS))
        .order_by(col(EventRow.number))
    ):
        _apply(recorded, verb, json.loads(payload))
    return tuple(_words(slot) for slot in vault.slots if not _is_recorded(recorded, slot))


def _apply(recorded: _Recorded, verb: str, payload_values: dict[str, object]) -> None:
    """Applies one entry. Entries of an earlier program have no public mark, and its first one not even the name."""
    new = payload_values.get("new")
    words = [str(word) for word in new] if isinstance(new, list) else []
    if verb == KEY:
        recorded.code = words[0] if words else recorded.code
        return
    name, _, mark, code = (*words, *[UNKNOWN] * 4)[:4]
    if verb == CREATED:
        recorded.people[fold(name or str(payload_values.get("who")))] = mark
        recorded.code = code
    elif verb == CODE:
        recorded.code = mark
    elif verb == REMOVED:
        recorded.people.pop(fold(name), None)
    else:
        recorded.people[fold(name)] = mark


def _is_recorded(recorded: _Recorded, slot: Slot) -> bool:
    expected = recorded.code if slot.kind is SlotKind.RECOVERY else recorded.people.get(fold(slot.name))
    return expected in (UNKNOWN, slots.public_mark(slot))


def _words(slot: Slot) -> str:
    return THE_CODE if slot.kind is SlotKind.RECOVERY else printable(slot.name)
