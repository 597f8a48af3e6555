"""Printing on Windows: the program that opens PDFs prints a file. So there must be one, and it may be deleted only later."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.knowledge.private_files import replace_file

FOLDER = "printing"
"""The folder in the home folder for what is being printed. It is emptied with each later print."""

DEVICES = r"Software\Microsoft\Windows NT\CurrentVersion\Devices"
CHOSEN = r"Software\Microsoft\Windows NT\CurrentVersion\Windows"

STAYS = "Windows prints from a file: it stays in {folder} until the next print, or until you delete it from the list."
NO_HANDLER = "No program on this machine prints PDFs ({why})."


def installed() -> tuple[tuple[str, ...], str]:
    """The names of this user's printers, and the standard one or "" (both as the registry has them)."""
    if sys.platform != "win32":
        return (), ""
    import winreg  # noqa: PLC0415  Windows only

    names: list[str] = []
    with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, DEVICES) as key:
        names = [winreg.EnumValue(key, index)[0] for index in range(winreg.QueryInfoKey(key)[1])]
    with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, CHOSEN) as key:
        return tuple(names), str(winreg.QueryValueEx(key, "Device")[0]).partition(",")[0]
    return tuple(names), ""


def place_document(home: Path, document: bytes) -> Path:
    """Write what is to be printed, after deleting what earlier prints left and no program holds any more."""
    folder = home / FOLDER
    for old in folder.glob("*.pdf"):
        with suppress(OSError):
            old.unlink()
    file = folder / f"document-{secrets.token_hex(4)}.pdf"
    replace_file(file, document)
    return file


def hand_over(file: Path, printer: str) -> None:
    """Have the system's handler print ``file``. Raises ``CannotReadOrWrite``; then the file is gone again."""
    if sys.platform == "win32":
        try:
            os.startfile(file, "printto", f'"{printer}"')  # noqa: S606  the system's own handler, our own file
        except OSError as error:
            file.unlink(missing_ok=True)
            raise CannotReadOrWrite(
                NO_HANDLER.format(why=error.strerror or error), "Install a program that opens PDFs, or write a file."
            ) from error
