"""A simulated Windows: its branch of a module, with the Windows functions that it calls."""

import errno
import importlib.util
import os
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import champion_tui


def as_on_windows(monkeypatch: pytest.MonkeyPatch, name: str, **own: object) -> ModuleType:
    """Returns the module ``champion_tui.NAME`` as Windows would load it, with ``own`` in place of modules that only Windows
    has. The module that the program uses is unchanged.
    """
    monkeypatch.setattr(sys, "platform", "win32")
    for module, played in own.items():
        monkeypatch.setitem(sys.modules, module, played)
    file = Path(champion_tui.__file__).parent / f"{name.replace('.', '/')}.py"
    spec = importlib.util.spec_from_file_location(f"windows_{file.stem}", file)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


class Msvcrt(SimpleNamespace):
    """Locks on single bytes of a file, as the C library of Windows makes them: for one handle only, and released only in the
    form in which they were taken (docs.python.org/3/library/msvcrt, LockFile in the Windows manual).
    """

    LK_LOCK, LK_NBLCK, LK_UNLCK = 1, 2, 0

    def __init__(self) -> None:
        super().__init__()
        self.held: dict[tuple[int, int, int], int] = {}
        """The handle that has each lock, by file, first byte and number of bytes."""

    def locking(self, handle: int, mode: int, size: int) -> None:
        """Locks or unlocks ``size`` bytes from the position of ``handle``. Raises OSError, as Windows does at once for LK_NBLCK
        and after ten seconds for LK_LOCK, for which this does not wait.
        """
        status, first = os.fstat(handle), os.lseek(handle, 0, os.SEEK_CUR)
        place = (status.st_ino, first, size)
        if mode == self.LK_UNLCK:
            if self.held.get(place) != handle:
                raise OSError(errno.EACCES, "not locked so")
            del self.held[place]
            return
        for file, start, length in self.held:
            if file == status.st_ino and start < first + size and first < start + length:
                raise OSError(errno.EACCES, "taken")
        self.held[place] = handle

    def closed(self, handle: int) -> None:
        """Releases the locks of a handle, as the system does when the handle is closed."""
        self.held = {place: by for place, by in self.held.items() if by != handle}
