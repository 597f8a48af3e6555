"""A copy of what each person last saw, outside the folder of the store: who changes the folder does not reach it.

One small file for each vault, slot and place, in a folder that the caller names. Sealed as in vault.json, so that it gives nothing away
but that somebody with this login opened that vault. Another machine has none, and a folder that cannot be written keeps nobody out.

The place counts because a copy that is put back elsewhere to practise goes its own way, and is no news about the store itself. A folder that
was moved is as one on another machine.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from champion_tui.ground import bounded
from champion_tui.ground.durable_files import write_whole
from champion_tui.store.files import make_private_folder
from champion_tui.store.keys.seen import Seen, seal, unseal
from champion_tui.store.keys.slots import Opened

LARGEST = 1024 * 1024
DIGITS = 16
"""Hexadecimal digits of a digest in a file's name."""


@dataclass(frozen=True, slots=True)
class Memory:
    """``folder`` is where this machine remembers, None for nowhere; ``home`` the store's folder."""

    folder: Path | None
    home: Path

    def recalled(self, vault: str, opened: Opened) -> Seen | None:
        """What this machine remembers for the slot at this place; None where it remembers nothing that can be read. Never raises."""
        if self.folder is None:
            return None
        try:
            raw = bounded.whole(self._file(self.folder, vault, opened), LARGEST)
        except OSError:
            return None
        return unseal(raw, vault, opened.slot, opened.own)

    def keep(self, vault: str, opened: Opened, seen: Seen) -> None:
        """Remember ``seen`` from now on; where there is no folder for it nothing is done. Raises OSError."""
        if self.folder is not None:
            path = self._file(self.folder, vault, opened)
            make_private_folder(self.folder)
            make_private_folder(path.parent)
            write_whole(path, seal(seen, vault, opened.slot, opened.own))

    def _file(self, folder: Path, vault: str, opened: Opened) -> Path:
        """Vault, slot and public half are bound into the wrap, so whoever changes vault.json cannot lead to another file."""
        place = str(self.home.resolve()).encode("utf-8", "surrogatepass")
        key, where = (hashlib.sha256(each).hexdigest()[:DIGITS] for each in (opened.slot.public_key, place))
        return folder / vault / f"{opened.slot.id}-{key}-{where}"
