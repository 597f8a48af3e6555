"""Files and folders for their owner alone, written so that a power cut leaves the old content or the new, never half of it."""

import errno
import os
import sys
from pathlib import Path

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
UNKNOWN_CALL = (errno.EINVAL, errno.ENOTSUP)


def private_folder(folder: Path) -> None:
    """Creates ``folder`` and its missing parents, each for its owner alone. Existing folders stay as they are.

    Raises ``OSError`` if one cannot be created, or something other than a folder has that name.
    """
    missing = [one for one in (folder, *folder.parents) if not one.is_dir()]
    for one in reversed(missing):
        # Not ``parents=True``: Python creates parents with whatever rights the umask leaves to others.
        one.mkdir(mode=PRIVATE_FOLDER, exist_ok=True)


def new_private_file(path: Path) -> None:
    """Creates an empty file that only its owner may read. Raises FileExistsError if it exists, or another OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    path.chmod(PRIVATE_FILE)


def temporary_of(path: Path) -> Path:
    """Returns the file that ``write_whole`` renames to ``path``. It is left behind only if the machine stopped."""
    return path.with_name(f".{path.name}.tmp")


def write_whole(path: Path, content: bytes) -> None:
    """Replaces ``path`` with ``content``, and returns once it is on the disk.

    No other program may write in the folder meanwhile: what an earlier attempt left behind is removed. Raises OSError; unless only
    the folder could not be synced, the old file is then untouched and no other is left behind.
    """
    temporary = temporary_of(path)
    temporary.unlink(missing_ok=True)
    _replace(path, temporary, content)


def replace_file(path: Path, content: bytes) -> None:
    """Replaces ``path`` with ``content`` even if other programs may be writing it too: the last one wins. Creates the folder if it
    is missing. Raises OSError.
    """
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
    """Makes the content of ``path`` survive a power cut. Raises OSError."""
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Makes new names in ``folder`` survive a power cut. Windows does this by itself and allows no such call, and some file systems
    of USB sticks do not support it. Raises OSError.
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
