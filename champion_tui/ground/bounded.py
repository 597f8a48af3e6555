"""The one way in which a file from outside is read: an ordinary file, of so many bytes at most, and never waited for.

A pipe that nobody writes to, a device without end and a giant are refused before any of it is used. What is looked at is the
opened file itself, so that nothing can be put in its place in between.
"""

import errno
import os
import stat
from pathlib import Path

NO_ORDINARY_FILE = "it is no ordinary file"
A_LINK = "it is a link; lay the file itself there"
TWO_NAMES = "it has a second name elsewhere (a hard link); lay a copy of the file there"


class NotOrdinary(OSError):
    """A pipe, a device, or a name for a file that lies elsewhere. ``why`` says which, in words."""

    def __init__(self, file: Path, why: str = NO_ORDINARY_FILE) -> None:
        super().__init__(errno.EINVAL, why, str(file))
        self.why = why


class TooLarge(OSError):
    """A file of more bytes than its kind ever has. ``why`` says how many there may be."""

    def __init__(self, file: Path, most: int) -> None:
        self.why = f"it is larger than {most:,} bytes"
        super().__init__(errno.EINVAL, self.why, str(file))


def whole(file: Path, most: int, *, alone: bool = False) -> bytes:
    """All bytes of ``file``. With ``alone`` it must be of its folder alone: neither a link nor a second name of a file.

    Raises ``NotOrdinary``, ``TooLarge``, or any other ``OSError`` of the system's.
    """
    if alone and file.is_symlink():
        raise NotOrdinary(file, A_LINK)
    handle = _without_waiting(str(file), os.O_RDONLY | (getattr(os, "O_NOFOLLOW", 0) if alone else 0))
    try:
        _refuse_what_is_no_file(file, os.fstat(handle), alone=alone)
        with os.fdopen(handle, "rb", closefd=False) as stream:
            content = stream.read(most + 1)
    finally:
        os.close(handle)
    if len(content) > most:
        raise TooLarge(file, most)
    return content


def _without_waiting(file: str, flags: int) -> int:
    """Open ``file`` and come back at once, also where it is a pipe that nobody writes to."""
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _refuse_what_is_no_file(file: Path, found: os.stat_result, *, alone: bool) -> None:
    if stat.S_ISDIR(found.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    if not stat.S_ISREG(found.st_mode):
        raise NotOrdinary(file)
    if alone and found.st_nlink > 1:
        raise NotOrdinary(file, TWO_NAMES)
