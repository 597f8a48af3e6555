"""A copy of what each person last saw, outside the folder of the store: who changes the folder does not reach it.

One small file for each vault and slot, in a folder that the caller names. Sealed as in vault.json, so that it gives nothing away but
that somebody with this login opened that vault. Another machine has none, and a folder that cannot be written keeps nobody out.
"""

import hashlib
from pathlib import Path

from champion_tui.store.files import make_private_folder, ordinary_bytes, write_whole
from champion_tui.store.seen import Seen, seal, unseal
from champion_tui.store.slots import Opened

LARGEST = 1024 * 1024


def recalled(memory: Path | None, vault: str, opened: Opened) -> Seen | None:
    """What this machine remembers for the slot; None where it remembers nothing that can be read. Never raises."""
    if memory is None:
        return None
    try:
        raw = ordinary_bytes(_file(memory, vault, opened), LARGEST)
    except OSError:
        return None
    return None if raw is None else unseal(raw, vault, opened.slot, opened.own)


def keep(memory: Path, vault: str, opened: Opened, seen: Seen) -> None:
    """Remember ``seen`` from now on. Raises OSError."""
    path = _file(memory, vault, opened)
    make_private_folder(memory)
    make_private_folder(path.parent)
    write_whole(path, seal(seen, vault, opened.slot, opened.own))


def _file(memory: Path, vault: str, opened: Opened) -> Path:
    """Vault, slot and public half are bound into the wrap, so whoever changes vault.json cannot lead to another file."""
    key = hashlib.sha256(opened.slot.public_key).hexdigest()[:16]
    return memory / vault / f"{opened.slot.id}-{key}"
