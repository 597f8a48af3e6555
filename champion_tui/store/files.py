"""The files of a store: their names, who may read them, what kind of disk they are on, and errors of the system about them."""

import errno
import os
import stat
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from champion_tui.ground.files.durable_files import PRIVATE_FOLDER
from champion_tui.store.errors import StoreError, StoreFull, StoreReadOnly, StoreUnreachable

if sys.platform == "win32":
    from champion_tui.ground.files import windows_files

VAULT = "vault.json"
DATABASE = "cases.db"
SQLITE_BESIDE = ("-wal", "-shm", "-journal")
"""Endings of the files that SQLite may put next to a database."""

NEXT_VAULT = "vault.json.next"
"""A changed list of people whose number may already be committed in the database: see ``slot_list``."""

STAGING = ".new-store"
"""The folder in which a store is made before it is moved out complete: vault.json first, cases.db last."""

NEW_PAIR = ".new-pair"
"""A new vault.json and cases.db that will replace the old ones together: see ``swap``."""

BACKUPS = "backups"

FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
GENTLE_BYTES = 8 * 1024 * 1024
"""How many bytes are freed at a time so that other writes do not wait: 3 ms each, where 400 MB in one piece took 73 ms (ext4)."""

ROOM_TRIED = 64 * 1024
"""Bytes written to test for room. SQLite's index of its log grows by 32 KiB at a time."""

# fmt: off
NETWORK_FILE_SYSTEMS = frozenset({
    "nfs", "nfs4", "cifs", "smb2", "smb3", "smbfs", "ncpfs", "afs", "coda", "9p", "drvfs", "davfs", "davfs2", "ceph",
    "glusterfs", "lustre", "gpfs", "beegfs", "ocfs2", "gfs2", "vboxsf", "prl_fs", "webdav", "afpfs", "fuse.sshfs",
    "fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.ceph", "fuse.rclone", "fuse.s3fs", "fuse.vmhgfs-fuse",
    "fuse.gvfsd-fuse",
})
# fmt: on
"""File systems shared with another machine or a host. SQLite's WAL does not work there: it needs memory shared by all its users."""


def creation_was_cut_short(home: Path) -> bool:
    """Returns True if somebody began to create a store here and the program ended before it was complete.

    The database is then still where it was made, so nobody has ever stored anything in it. Raises OSError.
    """
    return (home / STAGING / DATABASE).exists() and not (home / DATABASE).exists()


@contextmanager
def reaching(where: Path) -> Iterator[None]:
    """Turns operating system errors about ``where`` into ``StoreError``."""
    try:
        yield
    except OSError as error:
        raise os_trouble(error, where) from None


def os_trouble(error: OSError, where: Path) -> StoreError:
    """Returns the ``StoreError`` for an operating system ``error`` about ``where``."""
    if error.errno in FULL:
        return StoreFull()
    if error.errno in FORBIDDEN:
        return StoreReadOnly(str(where))
    return StoreUnreachable(f"{where}: {error.strerror or type(error).__name__}")


def make_private_folder(folder: Path) -> None:
    """Creates ``folder`` and its parents and gives access to its owner only, whatever the umask is. Raises OSError."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=PRIVATE_FOLDER)
    except FileExistsError:
        if not folder.is_dir():
            raise
    else:
        folder.chmod(PRIVATE_FOLDER)
    make_private(folder)


def make_private(path: Path) -> None:
    """Removes everybody else's access to ``path`` and leaves the owner's as it is. Raises OSError.

    On Windows only folders need this: files inherit the folder's access list.
    """
    if sys.platform == "win32":
        if path.is_dir():
            windows_files.owner_only(path)
    else:
        path.chmod(path.stat().st_mode & PRIVATE_FOLDER)


def is_private(path: Path) -> bool:
    """Returns True if only the owner may use ``path``. Always True on Windows, where the folder's access list decides. Raises OSError.

    A file that does not exist counts as private: safety copies are made and deleted while the store is open.
    """
    try:
        return sys.platform == "win32" or path.stat().st_mode & 0o077 == 0
    except FileNotFoundError:
        return True


def has_room(folder: Path) -> bool:
    """Returns False if the disk of ``folder`` or the user's quota is full. Never raises: other errors show when the disk is used."""
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(ROOM_TRIED))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return error.errno not in FULL
    return True


def unlink_gently(path: Path) -> None:
    """Deletes a file, if it exists, piece by piece from its end: deleting a large one at once delays every other write
    to that disk. A file that has another hard link keeps its content. Raises OSError.
    """
    try:
        status = path.lstat()
        left = status.st_size if stat.S_ISREG(status.st_mode) and status.st_nlink == 1 else 0
        while left > GENTLE_BYTES:
            left -= GENTLE_BYTES
            os.truncate(path, left)
        path.unlink()
    except FileNotFoundError:
        pass


def on_network(path: Path, mounts: str | None = None) -> bool:
    """Returns True if ``path`` is on a disk shared with other machines, False if it is not or the system does not say.

    ``mounts`` is the text of Linux's table of mounts; None reads this machine's own.
    """
    if sys.platform == "win32":
        return windows_files.on_network(path)
    try:
        table = Path("/proc/self/mounts").read_text(errors="surrogateescape") if mounts is None else mounts
        real = path.resolve()
    except OSError:
        return False
    best: tuple[int, str] = (-1, "")
    for line in table.splitlines():
        _, point, kind, *_ = (*line.split(" "), "", "", "")
        place = Path(_unescaped(point))
        if point and (real == place or place in real.parents):
            best = max(best, (len(place.parts), kind), key=lambda mount: mount[0])
    return best[1] in NETWORK_FILE_SYSTEMS


def _unescaped(text: str) -> str:
    """Decodes a path of the table of mounts, which writes spaces, tabs, newlines and backslashes in octal."""
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, letter)
    return text
