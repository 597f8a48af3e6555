"""The operating system's lock on a file: many may share it, or one has it alone. It is released when the program ends, however it
ends.
"""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from champion_tui.ground.files.durable_files import PRIVATE_FILE, private_folder

TAKEN = (errno.EWOULDBLOCK, errno.EAGAIN, errno.EACCES, errno.EDEADLK)
SEATS = 64

if sys.platform == "win32":
    import msvcrt

    LOCK_FILE = ".lock"
    """Windows locks files only, not folders."""

    def lock(handle: int, *, alone: bool) -> None:
        """Locks at once or raises OSError (``TAKEN``). Windows has no shared lock here: sharing takes any one of 64 bytes, and
        being alone takes all of them.
        """
        _unlock(handle)
        os.lseek(handle, 0, os.SEEK_SET)
        if alone:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, SEATS)
            return
        for seat in range(SEATS):
            os.lseek(handle, seat, os.SEEK_SET)
            try:
                msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
            except OSError:
                continue
            return
        raise OSError(errno.EACCES, "no seat is free")

    def _unlock(handle: int) -> None:
        """Releases what this handle holds. Windows gives out no byte twice, even to the same handle, and only releases a range as
        it was locked.
        """
        for seat, size in ((0, SEATS), *((seat, 1) for seat in range(SEATS))):
            os.lseek(handle, seat, os.SEEK_SET)
            with contextlib.suppress(OSError):
                msvcrt.locking(handle, msvcrt.LK_UNLCK, size)

    def _wait(handle: int) -> None:
        """Waits for the lock. Windows tries for ten seconds, then raises OSError."""
        msvcrt.locking(handle, msvcrt.LK_LOCK, SEATS)

    def _open(folder: Path) -> int:
        return os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
else:
    import fcntl

    def lock(handle: int, *, alone: bool) -> None:
        """Locks at once or raises OSError (``TAKEN``)."""
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)

    def _wait(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX)

    def _open(folder: Path) -> int:
        return os.open(folder, os.O_RDONLY)


@contextmanager
def alone_in(folder: Path) -> Iterator[None]:
    """Creates ``folder`` if it is missing, waits until no other program is in here, and keeps others out. Raises OSError."""
    private_folder(folder)
    handle = _open(folder)
    try:
        _wait(handle)
        yield
    finally:
        os.close(handle)
