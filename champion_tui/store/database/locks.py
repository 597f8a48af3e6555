"""Locks a store's folder. Several programs share it; a program that creates or rebuilds a store has it alone.

The lock is the operating system's, so it ends with the program, however that ends. SQLite's own locks guard each write;
this one guards the files as a whole. If a disk does not support such locks, there are only SQLite's.
"""

import os
from pathlib import Path
from types import TracebackType
from typing import Self

from champion_tui.ground.files import file_lock
from champion_tui.ground.files.durable_files import PRIVATE_FILE
from champion_tui.store.errors import StoreBusy
from champion_tui.store.files import reaching

FILE_NAME = "store.lock"


class HomeLock:
    """A lock on ``home``, held until ``release`` or the end of a ``with`` block. Raises ``StoreBusy`` at once if
    another program prevents it.
    """

    def __init__(self, home: Path, *, alone: bool) -> None:
        path = home / FILE_NAME
        with reaching(path):
            self._handle = os.open(path, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
        self.held = False
        try:
            with reaching(path):
                path.chmod(PRIVATE_FILE)
            self.change(alone=alone)
        except BaseException:
            self.release()
            raise

    def change(self, *, alone: bool) -> None:
        """Takes the folder alone, or shares it again. Raises ``StoreBusy``.

        The system may release the old lock before it grants the new one (flock(2)). If the folder cannot be had alone, it is
        shared again. ``held`` is False if another program got in between; then no file in the folder may be used any more.
        """
        self.held = self._try(alone=alone)
        if not self.held:
            self.held = self._try(alone=False)
            raise StoreBusy

    def _try(self, *, alone: bool) -> bool:
        """Returns True if the lock was granted. A disk without locks grants any."""
        try:
            file_lock.lock(self._handle, alone=alone)
        except OSError as error:
            return error.errno not in file_lock.TAKEN
        return True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()

    def release(self) -> None:
        """Releases the lock. A second call does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
