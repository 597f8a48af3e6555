"""The list of people held against the history: each way in that stands in it was put there by an entry.

Whoever holds the key can write a list. A way in without an entry was probably added in secret.
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
"""What stands for a public half that an earlier program did not put into its entry."""

THE_CODE = "the recovery code"


@dataclass(slots=True)
class _Recorded:
    """By the history: each person's public half by folded name, and the recovery code's; None where there is no code."""

    people: dict[str, str]
    code: str | None


def created(vault: VaultFile) -> list[str]:
    """What the first entry says of the list: the person's name, role and public half, and the recovery code's."""
    (person,), (code,) = vault.people(), vault.recovery()
    return [*whom(person), slots.public_mark(code)]


def whom(slot: Slot) -> list[str]:
    """What an entry says of the slot that it put in."""
    return [slot.name, slot.role, slots.public_mark(slot)]


def unrecorded(session: Session, vault: VaultFile) -> tuple[str, ...]:
    """Whose way in stands in the list and was put there by no entry, in words; empty where the two agree."""
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
    """Entries of an earlier program name nobody's public half, and its first one not even the name."""
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
