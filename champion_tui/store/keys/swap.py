"""Replaces vault.json and cases.db together: both or neither, whenever the machine stops.

The two are only right together, and no system can move two files at once. So the new pair is made in a folder of its own. Writing
the file ``ready.json``, with the digests of both, to disk is the moment of decision. Before it, the new pair is discarded; after
it, every step can be repeated until all are done. The caller has the folder alone, and no database in it is open.
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
"""Where an old pair may be kept in the home folder. Nothing written in ready.json can lead anywhere else."""

BESIDE = tuple(f"{DATABASE}{end}" for end in SQLITE_BESIDE)
"""What SQLite may have left next to the old database. It must never be read into the new one."""

PAIR = (DATABASE, VAULT)
"""In the order in which they are moved."""


@immutable
class _Ready:
    """What was decided: the SHA-256 of both files, and where the old pair is kept ("": not at all)."""

    sums: dict[str, str]
    keep: str


def waiting(home: Path) -> bool:
    """Returns True if there is a new pair, or a part of one. Raises OSError."""
    return (home / NEW_PAIR).is_dir()


def decided(home: Path) -> bool:
    """Returns True if a new pair is being moved into place, so there is a vault wherever its files are. Raises OSError."""
    return (home / NEW_PAIR / READY).exists()


def stage(home: Path) -> Path:
    """Returns an empty private folder for a new ``vault.json`` and ``cases.db``.

    Raises ``VaultDamaged`` if a decided pair is still waiting (call ``settle`` first), or another ``StoreError``.
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
    """Decides for the new pair and moves it into place. ``keep`` is a folder in ``backups`` for the old pair, None to delete it.

    Raises ``StoreError``. If ``decided`` is then True the new pair is valid, and ``settle`` finishes the move; else
    nothing has changed.
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
    """Finishes an interrupted change: moves a decided pair into place, and deletes any other.

    Raises ``StoreDamaged`` or ``VaultDamaged``, with nothing changed, if the pair is not the one that was decided for.
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
    """Deletes a new pair that was not decided for. Raises ``StoreError``."""
    with reaching(home / NEW_PAIR):
        if not decided(home):
            _remove(home / NEW_PAIR)


def _remove(folder: Path) -> None:
    if folder.is_dir():
        shutil.rmtree(folder)


def _read(path: Path) -> _Ready:
    """Returns what ready.json says, read strictly. Raises ``VaultDamaged``."""
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
    """Returns the contents of ready.json."""
    return {"format": FORMAT, "version": VERSION, "sha256": ready.sums, "keep": ready.keep}


def _check(home: Path, ready: _Ready) -> None:
    """Checks that each file, where it waits or where it was moved to, is the one that was decided for."""
    folder = home / NEW_PAIR
    if not any((folder / name).exists() for name in PAIR):
        return
    for name, damaged in ((DATABASE, StoreDamaged), (VAULT, VaultDamaged)):
        path = folder / name if (folder / name).exists() else home / name
        if not path.is_file() or file_sha256_hex(path) != ready.sums[name]:
            raise damaged(f"the change that was begun in {NEW_PAIR} is damaged, so it was not finished")


def _finish(home: Path, ready: _Ready) -> None:
    """Moves the pair into place, skipping steps that are done. Raises OSError."""
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
