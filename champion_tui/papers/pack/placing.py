"""Putting finished bytes on disk: completely or not at all, readable by this user only, never over an existing file.

An interruption at any moment leaves either everything or a hidden folder or file whose name begins with ``UNFINISHED``.
Files are listed (``Listing``) before their first byte is written, and stay listed until they are gone.
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
    """Keeps the list of files that left the vault."""

    def begun(self, unfinished: Path) -> None:
        """Called before plain data is written to ``unfinished``, a hidden folder or a file in one. An exception stops the writing."""

    def placing(self, path: Path) -> AbstractContextManager[object]:
        """Wraps the move to ``path``: lists it first, and takes it off the list if the move fails."""

    def gone(self, unfinished: Path) -> None:
        """Called when nothing is at ``unfinished`` any more: it was moved into place or removed."""


class Unlisted:
    """A listing that lists nothing."""

    def begun(self, unfinished: Path) -> None:
        """Does nothing."""

    def placing(self, path: Path) -> AbstractContextManager[object]:
        """Returns a context that does nothing."""
        return nullcontext(path)

    def gone(self, unfinished: Path) -> None:
        """Does nothing."""


UNLISTED: Listing = Unlisted()
"""For files that contain nothing about anybody."""


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
    """Removes what an interruption an hour or more ago left next to ``made``, as far as this program wrote it.

    Both ages are the disk's own, so no clock is needed. A younger folder may belong to another program that is still
    running.
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
    """Writes ``files`` into a new folder ``name`` in ``parent`` and returns its path.

    An existing folder of that name is left alone, and the new one is called ``name-2``, ``name-3``. ``parent`` is made
    if it is missing. Raises ``TargetFull`` or ``TargetNotWritable``, and then leaves nothing of the pack.
    """
    with _saying_why(parent):
        private_folder(parent)
        with _unfinished_in(parent) as made, _begun(listing, made, made):
            # Write all files first and sync them afterwards, which the disk does together.
            for file, content in files.items():
                _write(made / file, content)
            for file in files:
                sync_file(made / file)
            sync_folder(made)
            return _move_into_place(made, parent, name, listing)


def place_file(file: Path, content: bytes, listing: Listing = UNLISTED) -> None:
    """Writes ``content`` to ``file``, which must not exist; its folder must exist.

    Raises ``TargetFull`` or ``TargetNotWritable``, and then leaves nothing.
    """
    with _saying_why(file), _unfinished_in(file.parent) as made, _begun(listing, made / file.name, made):
        _write(made / file.name, content)
        sync_file(made / file.name)
        with listing.placing(file):
            _publish(made / file.name, file)


@contextmanager
def _unfinished_in(parent: Path) -> Iterator[Path]:
    """Yields a new hidden folder, which is removed at the end if it is still there."""
    made = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
    try:
        _clear_unfinished(made)
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


@contextmanager
def _begun(listing: Listing, unfinished: Path, folder: Path) -> Iterator[None]:
    """Lists ``unfinished`` before its first byte, and takes it off the list once its ``folder`` certainly holds nothing.

    It stays listed if the disk was unplugged or the folder cannot be emptied.
    """
    listing.begun(unfinished)
    placed = False
    try:
        yield
        placed = not unfinished.exists()
    finally:
        if placed or _removed(folder):
            # A power cut can bring back a name that was not synced, so it stays listed until it is.
            sync_folder(folder.parent)
            listing.gone(unfinished)


def _removed(folder: Path) -> bool:
    try:
        shutil.rmtree(folder)
    except OSError:
        return False
    return True


def _publish(made: Path, file: Path) -> None:
    """Moves a file into place without replacing another: by a hard link, or if the disk has none, by a check and a rename."""
    if os.path.lexists(file):
        raise FileExistsError(errno.EEXIST, "a file of that name is there already", str(file))
    try:
        file.hardlink_to(made)
    except FileExistsError as error:
        raise FileExistsError(errno.EEXIST, "a file of that name is there already", str(file)) from error
    except OSError:
        made.rename(file)
