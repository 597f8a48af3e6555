"""Forgeries by an attacker who can write the folder but has no key: a store, a copy and a pair of their own, sealed to
everybody in ``vault.json``. The format is public, so nothing here needs a passphrase.
"""

import secrets
import shutil
from dataclasses import replace
from pathlib import Path

from champion_tui.store.copies import container, making
from champion_tui.store.database import connection
from champion_tui.store.history import events
from champion_tui.store.keys import hand_over, slots, vaultfile

WHEN = "2026-11-23T10:00:00+00:00"


def forged_list(listed, key, *, pinned=True):
    """Returns the list with ``key`` sealed to everybody's public half, signed with that key, with or without the pins."""
    sealed = tuple(slots.resealed(listed.vault, slot, key) for slot in listed.slots)
    if not pinned:
        sealed = tuple(replace(slot, last_seen=b"") for slot in sealed)
        listed = replace(listed, hand_overs=())
    return slots.signed(replace(listed, slots=sealed), slots.list_key(listed.vault, key))


def handed_over(listed, key, other):
    """Returns the same list with a hand-over to ``key``, sealed under ``other`` because the right key is not known."""
    said = hand_over.HandOver(hand_over.mark(listed.vault, key))
    return hand_over.added(listed, hand_over.mark(listed.vault, other), said)


def forge_store(home, *, pinned=True, handed=False):
    """Replaces the pair in ``home`` with a forged one and returns its key."""
    key, listed = secrets.token_bytes(32), vaultfile.read(home)
    listed = handed_over(listed, key, secrets.token_bytes(32)) if handed else listed
    forge_pair(home, forged_list(listed, key, pinned=pinned), key)
    return key


def forge_pair(folder, listed, key):
    """Writes ``vault.json`` and an empty ``cases.db`` into ``folder``, with one event by somebody in the list."""
    for path in folder.glob("cases.db*"):
        path.unlink()

    def begin(session):
        events.begin_state(session, listed.vault, listed.counter)
        hand = events.Hand(listed.slots[0].id, listed.slots[0].name, WHEN)
        events.note(session, hand, "", "vault-created")

    connection.create_database(folder / "cases.db", key, begin)
    (folder / "vault.json").write_bytes(listed.to_bytes())


def forge_copy(home, path: Path, moment):
    """Writes a forged safety copy, complete and correctly packed, to ``path`` and returns the path."""
    key, listed = secrets.token_bytes(32), vaultfile.read(home)
    made = path.parent / "forging"
    made.mkdir()
    forge_pair(made, forged_list(listed, key), key)
    draft = making.Draft(made / "cases.db", (made / "vault.json").read_bytes(), key)
    making.finish(draft, path, moment)
    shutil.rmtree(made)
    assert container.read(path).manifest.vault == listed.vault
    return path
