"""Printing on Windows: the program that opens PDFs prints from a file, which can only be deleted later."""

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

from champion_tui.desk.errors import CannotReadOrWrite, os_error_words
from champion_tui.ground.files.durable_files import private_folder

if sys.platform == "win32":
    import winreg

FOLDER = "printing"
"""The folder in the home folder for what is being printed. Each later print empties it."""

DEVICES = r"Software\Microsoft\Windows NT\CurrentVersion\Devices"
CHOSEN = r"Software\Microsoft\Windows NT\CurrentVersion\Windows"

STAYS = "Windows prints from a file. It stays in {folder} until the next print, or until you delete it from the list."
NO_HANDLER = "No program on this machine prints PDFs ({why})."


def installed() -> tuple[tuple[str, ...], str]:
    """Returns the names of this user's printers, and the default one or "" (both from the registry)."""
    names: list[str] = []
    standard = ""
    if sys.platform == "win32":
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, DEVICES) as key:
            names = [winreg.EnumValue(key, index)[0] for index in range(winreg.QueryInfoKey(key)[1])]
        with suppress(OSError), winreg.OpenKey(winreg.HKEY_CURRENT_USER, CHOSEN) as key:
            standard = str(winreg.QueryValueEx(key, "Device")[0]).partition(",")[0]
    return tuple(names), standard


def file_to_print(home: Path) -> Path:
    """Returns the path for the next print. Deletes files of earlier prints unless a program still has them open.
    Nothing is written yet, because the file is listed first.
    """
    folder = home / FOLDER
    for old in folder.glob("*.pdf"):
        with suppress(OSError):
            old.unlink()
    return folder / f"document-{secrets.token_hex(4)}.pdf"


def hand_over(file: Path, document: bytes, printer: str) -> None:
    """Writes ``document`` to ``file`` and has the system's handler print it. Raises ``CannotReadOrWrite``, with the
    file deleted.
    """
    try:
        _write(file, document)
        _start(file, printer)
    except BaseException:
        file.unlink(missing_ok=True)
        raise


def _write(file: Path, document: bytes) -> None:
    """Writes the file under its final name from the start, since that name is on the list."""
    try:
        private_folder(file.parent)
        with os.fdopen(
            os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600), "wb"
        ) as to:
            to.write(document)
    except OSError as error:
        raise CannotReadOrWrite(f"It was not printed: {os_error_words(error)}") from error


def _start(file: Path, printer: str) -> None:
    if sys.platform == "win32":
        try:
            os.startfile(file, "printto", f'"{printer}"')  # noqa: S606  the system's own handler, our own file
        except OSError as error:
            raise CannotReadOrWrite(
                NO_HANDLER.format(why=error.strerror or error), "Install a program that opens PDFs, or write a file."
            ) from error
