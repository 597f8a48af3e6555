"""Putting finished bytes on disk: whole or not at all, for this user's eyes only, never over what is there already.

A cut at any moment leaves either everything or a hidden folder or file whose name begins with ``UNFINISHED``.
"""

import errno
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from champion_tui.packs.errors import PackError, TargetFull, TargetNotWritable

UNFINISHED = ".champion-tui-unfinished-"
LEFT_BEHIND = 3600
"""Seconds after which an unfinished folder is nobody's work any more."""

Listing = Callable[[Path], AbstractContextManager[object]]
"""Held around the moment in which something plain comes to stand at a path: whoever lists what left the vault does it
before, so that a cut leaves at worst a line without a file, and takes it back where the file could not be put there.
"""


def unlisted(path: Path) -> AbstractContextManager[object]:
    """A listing that lists nothing."""
    return nullcontext(path)


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


def _flush(file: Path) -> None:
    """Make a file outlast a power cut. All of a pack are written first and flushed then: a disk does that in one go."""
    with file.open("r+b") as stream:
        os.fsync(stream.fileno())


def _settle(folder: Path) -> None:
    """Make a rename in ``folder`` outlast a power cut, where the system can open a folder for that."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _clear_unfinished(made: Path) -> None:
    """Take away what a cut an hour or longer ago left beside ``made``: plain files that nobody knows of.

    Both ages are the disk's own, so that no clock is needed; what is younger may be another program's, still at work.
    """
    now = made.stat().st_mtime
    for rest in made.parent.glob(f"{UNFINISHED}*"):
        try:
            left = not rest.is_symlink() and now - rest.stat().st_mtime >= LEFT_BEHIND
        except OSError:
            continue
        if left:
            shutil.rmtree(rest, ignore_errors=True)


def _names(parent: Path, name: str) -> Iterator[Path]:
    yield parent / name
    yield from (parent / f"{name}-{number}" for number in range(2, MOST_COPIES))


def _move_into_place(made: Path, parent: Path, name: str, listing: Listing) -> Path:
    for target in _names(parent, name):
        if os.path.lexists(target):
            continue
        try:
            with listing(target):
                made.rename(target)
        except OSError as error:
            if error.errno not in TAKEN:
                raise
        else:
            return target
    raise TargetNotWritable(parent, f"it already holds {MOST_COPIES - 1} packs of {name}")


def place_folder(parent: Path, name: str, files: Mapping[str, bytes], listing: Listing = unlisted) -> Path:
    """Write ``files`` into a new folder ``name`` in ``parent`` and give its path; a folder of that name stays as it is
    and the new one is called ``name-2``, ``name-3``. ``parent`` is made where it is missing.

    Raises ``TargetFull`` or ``TargetNotWritable``; then nothing of the pack is left.
    """
    with _saying_why(parent):
        parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=parent))
        _clear_unfinished(made)
        try:
            for file, content in files.items():
                _write(made / file, content)
            for file in files:
                _flush(made / file)
            _settle(made)
            target = _move_into_place(made, parent, name, listing)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        _settle(parent)
        return target


def place_file(file: Path, content: bytes, listing: Listing = unlisted) -> None:
    """Write ``content`` to ``file``, which must not be there yet; its folder must.

    Raises ``TargetFull`` or ``TargetNotWritable``; then nothing is left.
    """
    with _saying_why(file):
        made = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=file.parent))
        _clear_unfinished(made)
        try:
            _write(made / file.name, content)
            _flush(made / file.name)
            with listing(file):
                _publish(made / file.name, file)
        finally:
            shutil.rmtree(made, ignore_errors=True)
        _settle(file.parent)


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
