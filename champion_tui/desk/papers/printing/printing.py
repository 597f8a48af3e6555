"""Prints with the system's own means: on CUPS with its programs ``lp`` and ``lpstat``, on Windows with the file's
handler.

``lp`` reads the document from its standard input, so none of our files is left. A printer's name is always one that the
system has just listed, and is passed as one argument without a shell. The job's title is the same for everybody, since
a print queue shows titles to the whole office.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from champion_tui.desk.errors import CannotReadOrWrite, UnusableValue
from champion_tui.desk.papers.printing import windows_printing
from champion_tui.ground.values import immutable

TITLE = "Document"
"""What a print queue shows. No name, no reference, and no kind of paper."""

LIST_SECONDS, PRINT_SECONDS = 10, 60
"""How many seconds a print system may take before it counts as not answering."""

QUEUE_KEEPS = (
    "The print queue shows who printed when, and may keep the document itself for a day or longer; a printer with a disk may "
    "keep it too. Ask whoever looks after the printer how long. Take the paper out of the printer at once."
)
NO_PRINTING = "This machine has no print system that Champion knows (CUPS: lp and lpstat)."
NO_PRINTERS = "The print system knows no printer."
TO_A_FILE = "Write a file instead and print it from there, then delete it."
NOT_ANSWERING = "The print system does not answer."


@immutable
class Printers:
    """The names of the printers, and the system's default, "" if it has none."""

    names: tuple[str, ...]
    default: str


def printers() -> Printers:
    """Returns the printers that the system offers now. Raises ``CannotReadOrWrite`` if there is no print system or it
    does not answer.
    """
    if sys.platform == "win32":
        return Printers(*windows_printing.installed())
    lpstat = _program("lpstat")
    names = tuple(dict.fromkeys(_run([lpstat, "-e"], LIST_SECONDS).stdout.decode("utf-8", "replace").splitlines()))
    default_line = _run([lpstat, "-d"], LIST_SECONDS).stdout.decode("utf-8", "replace")
    default = default_line.partition(":")[2].strip()
    return Printers(names, default if default in names else "")


def known_printers() -> tuple[tuple[str, ...], str]:
    """Returns the names of the printers, to choose one for later, and a sentence on why there are none ("" if there
    are). The print system may take seconds to answer.
    """
    try:
        names = printers().names
    except CannotReadOrWrite as error:
        return (), str(error)
    return names, "" if names else NO_PRINTERS


def chosen_printer(wanted: str, installed: Printers) -> str:
    """Returns the printer to use: ``wanted``, otherwise the system's default, otherwise the only one.

    Raises ``UnusableValue`` with the names if ``wanted`` is not among them or no printer can be picked, and
    ``CannotReadOrWrite`` if there is no printer.
    """
    if not installed.names:
        raise CannotReadOrWrite(NO_PRINTERS, TO_A_FILE)
    only = installed.names[0] if len(installed.names) == 1 else ""
    name = wanted or installed.default or only
    if name in installed.names:
        return name
    listed = ", ".join(installed.names)
    sentence = (
        f"No printer was chosen. Choose one of: {listed}."
        if not name
        else f"There is no printer {name!r} now. There is: {listed}."
    )
    raise UnusableValue("printer", sentence)


@immutable
class PrintReady:
    """A document ready to be printed. ``file`` is None if none is needed."""

    document: bytes
    printer: str
    file: Path | None


def prepare(home: Path, document: bytes, printer: str) -> PrintReady:
    """Prepares to print. On Windows that takes a file in ``home``, which is not written yet."""
    file = windows_printing.file_to_print(home) if sys.platform == "win32" else None
    return PrintReady(document, printer, file)


def hand_over(ready: PrintReady) -> None:
    """Passes the document to the print system. Raises ``CannotReadOrWrite`` if that refuses it; then nothing is
    printed.
    """
    if ready.file is not None:
        windows_printing.hand_over(ready.file, ready.document, ready.printer)
    else:
        print_pdf(ready.document, ready.printer)


def stays_words(file: Path) -> str:
    """Returns a sentence on where a file of ours stays."""
    return windows_printing.STAYS.format(folder=file.parent)


def print_pdf(document: bytes, printer: str) -> None:
    """Passes a PDF to CUPS. Raises ``CannotReadOrWrite`` if that refuses it; then nothing is printed."""
    done = _run([_program("lp"), "-d", printer, "-t", TITLE, "-"], PRINT_SECONDS, document)
    if done.returncode != 0:
        reason = " ".join(done.stderr.decode("utf-8", "replace").split())
        raise CannotReadOrWrite(
            f"It was not printed: {printer} did not take it ({reason or 'no reason given'}).", TO_A_FILE
        )


def _program(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        raise CannotReadOrWrite(NO_PRINTING, TO_A_FILE)
    return path


def _run(words: list[str], seconds: int, given: bytes = b"") -> "subprocess.CompletedProcess[bytes]":
    """Runs a program of the print system in the C locale, so that its output can be parsed."""
    try:
        return subprocess.run(  # noqa: S603  a list of arguments, each checked above
            words,
            input=given,
            capture_output=True,
            check=False,
            timeout=seconds,
            env={**os.environ, "LC_ALL": "C.UTF-8"},
        )
    except subprocess.TimeoutExpired as error:
        raise CannotReadOrWrite(NOT_ANSWERING, TO_A_FILE) from error
    except OSError as error:
        raise CannotReadOrWrite(f"{NOT_ANSWERING} ({error.strerror or error})", TO_A_FILE) from error
