"""File functions that only Windows has. Imported on Windows only."""

import ctypes
import errno
import subprocess
from pathlib import Path
from typing import Any

LONGEST_PATH = 260
DRIVE_REMOTE = 4
"""The value that GetDriveTypeW returns for a network drive."""


def owner_only(folder: Path) -> None:
    """Removes inherited access and gives full control to the owner (the well-known identity OWNER RIGHTS) and nobody else."""
    icacls = str(_system_folder() / "icacls.exe")
    command = [icacls, str(folder), "/inheritance:r", "/grant:r", "*S-1-3-4:(OI)(CI)F"]
    subprocess.run(command, check=False, capture_output=True)  # noqa: S603  our own arguments and a path, no shell


def on_network(path: Path) -> bool:
    """Returns whether ``path`` begins with a server's name, or with a drive letter of a network drive."""
    drive = path.resolve().drive
    return drive.startswith("\\\\") or _kernel().GetDriveTypeW(drive + "\\") == DRIVE_REMOTE


def _system_folder() -> Path:
    """Returns the folder of Windows' own programs (GetSystemDirectoryW). A bare program name would be looked for in the current
    folder first, where anybody may have put a program with that name.
    """
    given = ctypes.create_unicode_buffer(LONGEST_PATH)
    if not _kernel().GetSystemDirectoryW(given, LONGEST_PATH):
        raise OSError(errno.ENOENT, "Windows does not say where its programs are")
    return Path(given.value)


def _kernel() -> Any:
    return getattr(ctypes, "windll").kernel32  # noqa: B009  no such name on other systems
