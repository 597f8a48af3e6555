"""Who is using the folder: many openers share it, whoever creates or rebuilds a store has it alone.

The lock is the operating system's and ends with the program, however that ends. SQLite's own locks guard each write;
this one guards the files as a whole. Where a disk knows no such locks, SQLite's are the only ones.
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
    """A lock on ``home``, held until ``release`` or the end of a ``with``. Raises ``StoreBusy`` at once where another program is in the way."""

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
        """Have the folder alone, or share it again. Raises ``StoreBusy``.

        A system may let go of the lock that is held before it gives the other one (flock(2)). Where the folder could not be
        had alone it is shared again; ``held`` is false where another program came in between, and then no file in it may be
        used any more.
        """
        self.held = self._try(alone=alone)
        if not self.held:
            self.held = self._try(alone=False)
            raise StoreBusy

    def _try(self, *, alone: bool) -> bool:
        """Whether the lock was given. A disk that knows no locks gives any."""
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
        """Let go; calling it again does nothing."""
        if self._handle >= 0:
            os.close(self._handle)
            self._handle = -1
