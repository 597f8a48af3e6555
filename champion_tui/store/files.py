"""Files of the store: private to their owner, written whole or not at all, and on which kind of disk they lie."""

import errno
import os
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from champion_tui.store.errors import StoreError, StoreFull, StoreReadOnly, StoreUnreachable

PRIVATE_FOLDER = 0o700
PRIVATE_FILE = 0o600
FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
UNKNOWN_CALL = (errno.EINVAL, errno.ENOTSUP)
FORBIDDEN = (errno.EACCES, errno.EPERM, errno.EROFS)
GENTLE_BYTES = 8 * 1024 * 1024
"""What a disk gives back at once without holding up others: 3 ms where 400 MB in one piece took 73 ms (ext4)."""

ROOM_TRIED = 64 * 1024
"""Bytes: SQLite's index of its log takes 32 KiB at a time."""

LONGEST_WINDOWS_PATH = 260
DRIVE_REMOTE = 4
"""What Windows' GetDriveTypeW calls a network drive."""

NETWORK_FILE_SYSTEMS = frozenset(
    {
        *(
            "nfs",
            "nfs4",
            "cifs",
            "smb2",
            "smb3",
            "smbfs",
            "ncpfs",
            "afs",
            "coda",
            "9p",
            "drvfs",
            "davfs",
            "davfs2",
            "ceph",
        ),
        *(
            "glusterfs",
            "lustre",
            "gpfs",
            "beegfs",
            "ocfs2",
            "gfs2",
            "vboxsf",
            "prl_fs",
            "webdav",
            "afpfs",
            "fuse.sshfs",
        ),
        *("fuse.davfs", "fuse.davfs2", "fuse.glusterfs", "fuse.ceph", "fuse.rclone", "fuse.s3fs", "fuse.vmhgfs-fuse"),
        "fuse.gvfsd-fuse",
    }
)
"""Where files are shared with another machine or with a host: SQLite's WAL needs memory shared by all openers."""


@contextmanager
def reaching(where: Path) -> Iterator[None]:
    """Turn operating-system errors about ``where`` into ``StoreError`` sentences."""
    try:
        yield
    except OSError as error:
        raise os_trouble(error, where) from None


def os_trouble(error: OSError, where: Path) -> StoreError:
    """The sentence for an operating-system ``error`` about ``where``."""
    if error.errno in FULL:
        return StoreFull()
    if error.errno in FORBIDDEN:
        return StoreReadOnly(str(where))
    return StoreUnreachable(f"{where}: {error.strerror or type(error).__name__}")


def make_private_folder(folder: Path) -> None:
    """Create ``folder`` (and what leads to it) and let only its owner in, whatever the umask says. Raises OSError."""
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
    """Take everybody else's access to ``path`` away, and leave the owner's as it is. Raises OSError.

    On Windows only the folder needs it: files inherit the folder's list.
    """
    if sys.platform == "win32":
        if path.is_dir():
            _windows_owner_only(path)
    else:
        path.chmod(path.stat().st_mode & PRIVATE_FOLDER)


def _windows_owner_only(folder: Path) -> None:
    """No inherited access; full control for the owner (the well-known identity OWNER RIGHTS) and nobody else."""
    icacls = str(_windows_system_folder() / "icacls.exe")
    command = [icacls, str(folder), "/inheritance:r", "/grant:r", "*S-1-3-4:(OI)(CI)F"]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603  our own words and a path, no shell


def _windows_system_folder() -> Path:
    """Where Windows' own programs lie, as Windows itself says (GetSystemDirectoryW): a name alone would be looked for in the
    current folder first, where anybody may have put a program of that name.
    """
    import ctypes  # noqa: PLC0415  needed on Windows only

    given = ctypes.create_unicode_buffer(LONGEST_WINDOWS_PATH)
    if not getattr(ctypes, "windll").kernel32.GetSystemDirectoryW(given, LONGEST_WINDOWS_PATH):  # noqa: B009  no such name elsewhere
        raise OSError(errno.ENOENT, "Windows does not say where its programs are")
    return Path(given.value)


def is_private(path: Path) -> bool:
    """Whether nobody but the owner may use ``path``. Raises OSError. On Windows the folder's list decides: always True.

    What has gone meanwhile is nobody's: safety copies come and go while the store is open.
    """
    try:
        return sys.platform == "win32" or path.stat().st_mode & 0o077 == 0
    except FileNotFoundError:
        return True


def new_private_file(path: Path) -> None:
    """Create an empty file that only its owner may read; FileExistsError where there is one. Raises OSError."""
    os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, PRIVATE_FILE))
    path.chmod(PRIVATE_FILE)


def has_room(folder: Path) -> bool:
    """Whether the disk under ``folder``, or the user's share of it, takes a little more. Never raises: what else is wrong is said by
    whoever uses the disk.
    """
    try:
        with tempfile.TemporaryFile(dir=folder) as probe:
            probe.write(bytes(ROOM_TRIED))
            probe.flush()
            os.fsync(probe.fileno())
    except OSError as error:
        return error.errno not in FULL
    return True


def temporary_of(path: Path) -> Path:
    """Where ``write_whole`` writes before it moves: left behind only where the machine died."""
    return path.with_name(f".{path.name}.tmp")


def write_whole(path: Path, content: bytes) -> None:
    """Replace ``path`` by ``content``, on the disk before this returns: the old file or the new one, never a half.

    The caller has the folder alone: what an earlier try left behind is taken away. Raises OSError, with the old file
    untouched and no other left behind.
    """
    temporary = temporary_of(path)
    temporary.unlink(missing_ok=True)
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


def unlink_gently(path: Path) -> None:
    """Take away a file of any size, if it is there, from its end: a large one that goes in one piece holds up every other write
    to that disk. What has another name elsewhere keeps its bytes there. Raises OSError.
    """
    try:
        found = path.lstat()
        left = found.st_size if stat.S_ISREG(found.st_mode) and found.st_nlink == 1 else 0
        while left > GENTLE_BYTES:
            left -= GENTLE_BYTES
            os.truncate(path, left)
        path.unlink()
    except FileNotFoundError:
        pass


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


def on_network(path: Path, mounts: str | None = None) -> bool:
    """Whether ``path`` lies on a disk that other machines share. Where the system does not say, it is taken as local.

    ``mounts`` is the text of Linux's table of mounts; None reads this machine's own.
    """
    if sys.platform == "win32":
        return _windows_network(path)
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
            best = max(best, (len(place.parts), kind), key=lambda found: found[0])
    return best[1] in NETWORK_FILE_SYSTEMS


def _unescaped(text: str) -> str:
    """A path of the table of mounts, where spaces, tabs, newlines and backslashes are written in octal."""
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        text = text.replace(code, letter)
    return text


def _windows_network(path: Path) -> bool:
    """A path that begins with a server's name, or a drive letter that Windows calls remote."""
    if sys.platform != "win32":
        return False
    import ctypes  # noqa: PLC0415  needed on Windows only

    drive = path.resolve().drive
    return drive.startswith("\\\\") or ctypes.windll.kernel32.GetDriveTypeW(drive + "\\") == DRIVE_REMOTE
