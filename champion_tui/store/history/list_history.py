"""The list of people held against the history: each way in that stands in it was put there by an entry.

Whoever holds the key can write a list. A way in that no entry tells of is one that somebody wants nobody to know of.
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
class _Told:
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


def untold(session: Session, vault: VaultFile) -> tuple[str, ...]:
    """Whose way in stands in the list and was put there by no entry, in words; empty where the two agree."""
    told = _Told({}, None)
    for verb, payload in session.exec(
        select(EventRow.verb, PayloadRow.payload)
        .join(PayloadRow, col(PayloadRow.number) == col(EventRow.number))
        .where(EventRow.case_reference == "", col(EventRow.verb).in_(VERBS))
        .order_by(col(EventRow.number))
    ):
        _tell(told, verb, json.loads(payload))
    return tuple(_words(slot) for slot in vault.slots if not _is_told(told, slot))


def _tell(told: _Told, verb: str, said: dict[str, object]) -> None:
    """Entries of an earlier program name nobody's public half, and its first one not even the name."""
    new = said.get("new")
    words = [str(word) for word in new] if isinstance(new, list) else []
    if verb == KEY:
        told.code = words[0] if words else told.code
        return
    name, _, mark, code = (*words, *[UNKNOWN] * 4)[:4]
    if verb == CREATED:
        told.people[fold(name or str(said.get("who")))] = mark
        told.code = code
    elif verb == CODE:
        told.code = mark
    elif verb == REMOVED:
        told.people.pop(fold(name), None)
    else:
        told.people[fold(name)] = mark


def _is_told(told: _Told, slot: Slot) -> bool:
    expected = told.code if slot.kind is SlotKind.RECOVERY else told.people.get(fold(slot.name))
    return expected in (UNKNOWN, slots.public_mark(slot))


def _words(slot: Slot) -> str:
    return THE_CODE if slot.kind is SlotKind.RECOVERY else printable(slot.name)
