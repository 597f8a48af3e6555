"""A new pair of vault.json and cases.db in the place of the old one: both, or neither, wherever the machine dies.

The two are only right together, and no system moves two files at once. So the new pair is made in a folder of its own, and a
file ``ready.json`` with the digests of both, on the disk before anything is moved, is the moment of decision: before it the
rest is thrown away, after it every step can be done again until it is done. Whoever calls has the folder alone and no
database open in it.
"""

import errno
import json
import os
import re
import shutil
from pathlib import Path

from champion_tui.ground.digests import file_sha256_hex
from champion_tui.ground.files import bounded
from champion_tui.ground.files.durable_files import sync_file, sync_folder, write_whole
from champion_tui.ground.values import immutable
from champion_tui.store.errors import StoreDamaged, VaultDamaged
from champion_tui.store.files import (
    BACKUPS,
    DATABASE,
    NEW_PAIR,
    NEXT_VAULT,
    SQLITE_BESIDE,
    VAULT,
    make_private_folder,
    reaching,
)

READY = "ready.json"
FORMAT = "champion-tui new pair"
VERSION = 1
LARGEST_READY = 10_000
KEPT = re.compile(rf"{BACKUPS}/replaced-[0-9A-Za-z.-]+\Z")
"""Where an old pair may be kept, in the home folder: nothing that was written into ready.json leads anywhere else."""

BESIDE = tuple(f"{DATABASE}{end}" for end in SQLITE_BESIDE)
"""What SQLite may have left beside the old database: never to be read into the new one."""

PAIR = (DATABASE, VAULT)
"""In the order in which they are moved."""


@immutable
class _Ready:
    """What was decided: the SHA-256 of both files, and where the old pair goes ("" is nowhere)."""

    sums: dict[str, str]
    keep: str


def waiting(home: Path) -> bool:
    """Whether there is a new pair, or a part of one. Raises OSError."""
    return (home / NEW_PAIR).is_dir()


def decided(home: Path) -> bool:
    """Whether a new pair is on its way into its place, so that there is a vault wherever its files are. Raises OSError."""
    return (home / NEW_PAIR / READY).exists()


def stage(home: Path) -> Path:
    """An empty private folder for a new ``vault.json`` and ``cases.db``. Raises ``StoreError``.

    Raises ``VaultDamaged`` where a decided pair still waits: that one comes first (``settle``).
    """
    folder = home / NEW_PAIR
    with reaching(folder):
        if decided(home):
            raise VaultDamaged(f"the change that was begun in {NEW_PAIR} is not finished")
        _remove(folder)
        make_private_folder(folder)
        sync_folder(home)
    return folder


def commit(home: Path, keep: Path | None = None) -> None:
    """Decide for the staged pair and put it in its place; ``keep`` is a folder in ``backups`` for the old pair.

    Raises ``StoreError``. Where ``decided`` is then true the new pair holds, and ``settle`` finishes; else nothing changed.
    """
    folder = home / NEW_PAIR
    kept = "" if keep is None else keep.relative_to(home).as_posix()
    if kept and not KEPT.match(kept):
        raise ValueError(f"an old pair is never kept in {kept}")
    if keep is not None:
        with reaching(keep.parent):
            make_private_folder(keep.parent)
            if not os.access(keep.parent, os.W_OK | os.X_OK):
                raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))
    with reaching(folder):
        for name in PAIR:
            sync_file(folder / name)
        ready = _Ready({name: file_sha256_hex(folder / name) for name in PAIR}, kept)
        write_whole(folder / READY, (json.dumps(_to_json(ready), indent=1) + "\n").encode())
        _finish(home, ready)


def settle(home: Path) -> None:
    """Bring what was cut short to its end: a decided pair goes into its place, any other is taken away.

    Raises ``StoreDamaged`` or ``VaultDamaged``, with nothing touched, where the pair is not the one that was decided for.
    """
    with reaching(home / NEW_PAIR):
        if not waiting(home):
            return
        if not decided(home):
            discard(home)
            return
        ready = _read(home / NEW_PAIR / READY)
        _check(home, ready)
        _finish(home, ready)


def discard(home: Path) -> None:
    """Take a staged pair away that was never decided for. Raises ``StoreError``."""
    with reaching(home / NEW_PAIR):
        if not decided(home):
            _remove(home / NEW_PAIR)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def _read(path: Path) -> _Ready:
    """What ready.json says, read strictly. Raises ``VaultDamaged``."""
    unreadable = VaultDamaged(f"the change that was begun in {NEW_PAIR} cannot be read")
    try:
        stated = json.loads(bounded.whole(path, LARGEST_READY))
        ready = _Ready(dict(stated["sha256"]), stated["keep"])
        ours = stated == _to_json(ready) and set(ready.sums) == set(PAIR) and (not ready.keep or KEPT.match(ready.keep))
    except (bounded.NotOrdinary, bounded.TooLarge, ValueError, KeyError, TypeError, RecursionError):
        raise unreadable from None
    if not ours:
        raise unreadable
    return ready


def _to_json(ready: _Ready) -> dict[str, object]:
    """What ready.json says."""
    return {"format": FORMAT, "version": VERSION, "sha256": ready.sums, "keep": ready.keep}


def _check(home: Path, ready: _Ready) -> None:
    """Whether each file, where it waits or where it was moved to, is the one that was decided for."""
    folder = home / NEW_PAIR
    if not any((folder / name).exists() for name in PAIR):
        return
    for name, damaged in ((DATABASE, StoreDamaged), (VAULT, VaultDamaged)):
        path = folder / name if (folder / name).exists() else home / name
        if not path.is_file() or file_sha256_hex(path) != ready.sums[name]:
            raise damaged(f"the change that was begun in {NEW_PAIR} is damaged, so it was not finished")


def _finish(home: Path, ready: _Ready) -> None:
    """Put the pair in its place. Whatever of this was done before is passed over. Raises OSError."""
    folder, keep = home / NEW_PAIR, home / ready.keep if ready.keep else None
    if keep is not None:
        make_private_folder(keep.parent)
        make_private_folder(keep)
    if (folder / DATABASE).exists():
        for name in (*BESIDE, NEXT_VAULT):
            _out_of_the_way(home / name, keep)
        if keep is not None:
            _out_of_the_way(home / DATABASE, keep)
        sync_folder(home)
        (folder / DATABASE).replace(home / DATABASE)
    if (folder / VAULT).exists():
        if keep is not None:
            _out_of_the_way(home / VAULT, keep)
        (folder / VAULT).replace(home / VAULT)
    for place in (*((keep, keep.parent) if keep is not None else ()), folder, home):
        sync_folder(place)
    _remove(folder)
    sync_folder(home)


def _out_of_the_way(path: Path, keep: Path | None) -> None:
    if keep is None:
        path.unlink(missing_ok=True)
    elif path.exists():
        path.replace(keep / path.name)
