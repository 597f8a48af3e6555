"""Reads files from outside: ordinary files of a limited size, without ever blocking.

Pipes, devices and oversized files are refused before their content is used. The checks look at the open file, so that it cannot be
swapped in between.
"""

import errno
import os
import stat
from pathlib import Path

NO_ORDINARY_FILE = "it is no ordinary file"
A_LINK = "it is a link; lay the file itself there"
TWO_NAMES = "it has a second name elsewhere (a hard link); lay a copy of the file there"


class NotOrdinary(OSError):
    """Not an ordinary file of its own: a pipe, a device or a link. ``why`` says which."""

    def __init__(self, file: Path, why: str = NO_ORDINARY_FILE) -> None:
        super().__init__(errno.EINVAL, why, str(file))
        self.why = why


class TooLarge(OSError):
    """A file that is larger than allowed. ``why`` gives the limit."""

    def __init__(self, file: Path, most: int) -> None:
        self.why = f"it is larger than {most:,} bytes"
        super().__init__(errno.EINVAL, self.why, str(file))


def whole(file: Path, most: int, *, alone: bool = False) -> bytes:
    """Returns the bytes of ``file``. With ``alone`` it must not be a symbolic link or have a second hard link.

    Raises ``NotOrdinary``, ``TooLarge`` or another ``OSError``.
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
    """Opens ``file`` without blocking, even if it is a pipe with no writer."""
    return os.open(file, flags | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))


def _refuse_what_is_no_file(file: Path, status: os.stat_result, *, alone: bool) -> None:
    if stat.S_ISDIR(status.st_mode):
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR), str(file))
    if not stat.S_ISREG(status.st_mode):
        raise NotOrdinary(file)
    if alone and status.st_nlink > 1:
        raise NotOrdinary(file, TWO_NAMES)
