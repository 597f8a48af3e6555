"""Files and folders for their owner alone, written so that a power cut leaves the old content or the new, never a half."""

import errno
import os
import sys
from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
UNKNOWN_CALL = (errno.EINVAL, errno.ENOTSUP)


def private_folder(folder: Path) -> None:
    """Make ``folder`` and what is missing on the way to it, each for its owner alone. What is there already stays as it is.

    Raises ``OSError`` where one cannot be made, or something else than a folder stands there.
    """
    missing = [one for one in (folder, *folder.parents) if not one.is_dir()]
    for one in reversed(missing):
        # Not ``parents=True``: Python makes those with whatever rights the umask leaves to others.
        one.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def new_private_file(path: Path) -> None:
    """Create an empty file that only its owner may read; FileExistsError where there is one. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    path.chmod(PRIVATE_FILE)


def temporary_of(path: Path) -> Path:
    """The file that ``write_whole`` renames to ``path``: left behind only where the machine died."""
    return path.with_name(f".{path.name}.tmp")


def write_whole(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content``, on the disk before this returns.

    The caller has the folder alone: what an earlier try left behind is removed. Raises OSError; unless the folder could not be
    synced, the old file is then untouched and no other is left behind.
    """
    temporary = temporary_of(path)
    temporary.unlink(missing_ok=True)
    _replace(path, temporary, content)


def replace_file(path: Path, content: bytes) -> None:
    """The same where other programs may be writing ``path`` too: the last one wins. Makes the folder where it is missing."""
    private_folder(path.parent)
    _replace(path, path.with_name(f".{path.name}.{os.urandom(8).hex()}"), content)


def _replace(path: Path, temporary: Path, content: bytes) -> None:
    try:
        new_private_file(temporary)
        with temporary.open("r+b") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        temporary.replace(path)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_file(path: Path) -> None:
    """Make the content of ``path`` survive a power cut. Raises OSError."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Make new names in ``folder`` survive a power cut. Windows does this by itself and allows no such call, and some file
    systems of sticks know none. Raises OSError.
    """
    if sys.platform != "win32":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in UNKNOWN_CALL:
                raise
        finally:
            os.close(handle)
