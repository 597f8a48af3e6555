"""Standard output for results, standard error for everything else; neither can be made to lie or to break."""

import os
import sys
from typing import TextIO

from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.ground.visible import harmless

CLOSED = "Standard output is closed, so the result could not be shown."


def show(*lines: str) -> None:
    """Print lines of a result; what would drive a terminal is shown as an escape.

    Raises ``CannotReadOrWrite`` where standard output is closed, ``OSError`` where it is full.
    """
    stream = sys.stdout
    if stream is None:
        raise CannotReadOrWrite(CLOSED)
    for line in lines:
        stream.write(_showable(harmless(line), stream) + "\n")


def tell(sentence: str) -> None:
    """Print one line on standard error. What is not printable is shown as an escape, so that no value drives a terminal."""
    stream = sys.stderr
    if stream is None:
        return
    printable = "".join(char if char.isprintable() else repr(char)[1:-1] for char in sentence)
    try:
        stream.write(_showable(printable, stream) + "\n")
    except OSError:
        # Nobody reads it; the exit code still says what happened.
        forget(stream)


def finish() -> None:
    """Flush standard output. Raises ``OSError`` where that cannot be done."""
    if sys.stdout is not None:
        sys.stdout.flush()


CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""Clears a window and what could be scrolled back to (ECMA-48 CUP and ED; the 3 is xterm's)."""


def clear_window() -> None:
    """Ask the window behind standard output to clear itself. Whether it did, no program can know. Raises as ``finish``."""
    if sys.stdout is not None:
        sys.stdout.write(CLEAR)
        sys.stdout.flush()


def forget(stream: TextIO | None) -> None:
    """Send the rest of a stream nowhere, so that Python's own flush at the end has nothing to complain about."""
    try:
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        # No file behind it (a test's stand-in): then there is no flush at the end either.
        return


def _showable(line: str, stream: TextIO) -> str:
    """``line`` with what the stream's encoding does not know shown as a question mark."""
    encoding = stream.encoding or "utf-8"
    return line.encode(encoding, "replace").decode(encoding)


def is_utf8(stream: TextIO) -> bool:
    """Whether every character can be written to ``stream``."""
    return (stream.encoding or "").lower().replace("-", "").replace("_", "") == "utf8"


def without_surrogates(text: str) -> str:
    """``text`` as UTF-8 can hold it."""
    return text.encode("utf-8", "replace").decode("utf-8")
