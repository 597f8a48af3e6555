"""Putting finished bytes on disk: whole or not at all, for this user's eyes only, never over what is there already.

A cut at any moment leaves either everything or a hidden folder or file whose name begins with ``UNFINISHED``. Whoever lists what
left the vault is told of it before its first byte, so that it is on the list until it is gone.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from typing import Protocol

from champion_tui.ground.files.durable_files import private_folder, sync_file, sync_folder
from champion_tui.papers.errors import PackError, TargetFull, TargetNotWritable
from champion_tui.papers.pack import taking_away
from champion_tui.papers.pack.taking_away import UNFINISHED

LEFT_BEHIND = 3600
"""Seconds after which an unfinished folder counts as abandoned."""


class Listing(Protocol):
    """Whoever lists what left the vault."""

    def begun(self, unfinished: Path) -> None:
        """Something plain is about to be written to ``unfinished``, a hidden folder or a file in one. What this raises stops it."""

    def placing(self, path: Path) -> AbstractContextManager[object]:
        """Wraps the move to ``path``: lists it first, and takes it off the list if the move fails."""

    def gone(self, unfinished: Path) -> None:
        """Nothing is there any more: it was put into its place, or taken away."""


class Unlisted:
    """A listing that lists nothing."""

    def begun(self, unfinished: Path) -> None:
        """Nobody is told."""

    def placing(self, path: Path) -> AbstractContextManager[object]:
        """Nothing is held."""
        return nullcontext(path)

    def gone(self, unfinished: Path) -> None:
        """Nobody is told."""


UNLISTED: Listing = Unlisted()
"""For what holds nothing about anybody."""


FULL = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
TAKEN = frozenset({errno.EEXIST, errno.ENOTEMPTY})
MOST_COPIES = 1000


def _as_pack_error(error: OSError, target: Path) -> PackError:
    if error.errno in FULL:
        return TargetFull(target)
    return TargetNotWritable(target, (error.strerror or str(error)).lower())


@contextmanager
def _saying_why(target: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _as_pack_error(error, target) from error


def _write(file: Path, content: bytes) -> None:
    handle = os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)


def _clear_unfinished(made: Path) -> None:
    """Take away what a cut an hour or longer ago left beside ``made``, as far as this program wrote it.

    Both ages are the disk's own, so that no clock is needed; what is younger may be another program's, still at work.
    """
    now = made.stat().st_mtime
    for rest in made.parent.glob(f"{UNFINISHED}*"):
        try:
            if now - rest.lstat().st_mtime >= LEFT_BEHIND:
                taking_away.take_away_folder(rest)
        except OSError:
            continue


def _names(parent: Path, name: str) -> Iterator[Path]:
    yield parent / name
    yield from (parent / f"{name}-{number}" for number in range(2, MOST_COPIES))


def _move_into_place(made: Path, parent: Path, name: str, listing: Listing) -> Path:
    for target in _names(parent, name):
        if os.path.lexists(target):
            continue
        try:
            with listing.placing(target):
                made.rename(target)
        except OSError as error:
            if error.errno not in TAKEN:
                raise
        else:
            return target
    raise TargetNotWritable(parent, f"it already holds {MOST_COPIES - 1} packs of {name}")


def place_folder(parent: Path, name: str, files: Mapping[str, bytes], listing: Listing = UNLISTED) -> Path:
    """Write ``files`` into a new folder ``name`` in ``parent`` and give its path; a folder of that name stays as it is
    and the new one is called ``name-2``, ``name-3``. ``parent`` is made where it is missing.

    Raises ``TargetFull`` or ``TargetNotWritable``; then nothing of the pack is left.
    """
    with _saying_why(parent):
        private_folder(parent)
        with _unfinished_in(parent) as made, _begun(listing, made, made):
            # All of a pack are written first and synced then: a disk does that in one go.
            for file, content in files.items():
                _write(made / file, content)
            for file in files:
                sync_file(made / file)
            sync_folder(made)
            return _move_into_place(made, parent, name, listing)


def place_file(file: Path, content: bytes, listing: Listing = UNLISTED) -> None:
    """Write ``content`` to ``file``, which must not be there yet; its folder must.

    Raises ``TargetFull`` or ``TargetNotWritable``; then nothing is left.
    """
    with _saying_why(file), _unfinished_in(file.parent) as made, _begun(listing, made / file.name, made):
        _write(made / file.name, content)
        sync_file(made / file.name)
        with listing.placing(file):
            _publish(made / file.name, file)


@contextmanager
def _unfinished_in(parent: Path) -> Iterator[Path]:
    """A new hidden folder, which goes again at the end if it is still there."""
    made = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
    try:
        _clear_unfinished(made)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _begun(listing: Listing, unfinished: Path, folder: Path) -> Iterator[None]:
    """List ``unfinished`` before its first byte; off the list only when its ``folder`` surely holds nothing any more. A disk
    that was pulled out, or a folder that cannot be emptied, leaves it listed.
    """
    listing.begun(unfinished)
    placed = False
    try:
        yield
        placed = not unfinished.exists()
    finally:
        if placed or _removed(folder):
            # A power cut can bring back a name that was not synced: so it stays listed until then.
            sync_folder(folder.parent)
            listing.gone(unfinished)


def _removed(folder: Path) -> bool:
    try:
        shutil.rmtree(folder)
    except OSError:
        return False
    return True


def _publish(made: Path, file: Path) -> None:
    """A hard link never lands on a file that is there; where a disk has none, look first and then rename."""
    if os.path.lexists(file):
        raise FileExistsError(errno.EEXIST, "a file of that name is there already", str(file))
    try:
        file.hardlink_to(made)
    except FileExistsError as error:
        raise FileExistsError(errno.EEXIST, "a file of that name is there already", str(file)) from error
    except OSError:
        made.rename(file)
