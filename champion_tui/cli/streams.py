"""Standard output for results, standard error for everything else, both safe from control characters and closed streams."""

import os
import sys
from typing import TextIO

from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.ground.visible import harmless

CLOSED = "Standard output is closed, so the result could not be shown."


def show(*lines: str) -> None:
    """Prints lines of a result. Characters that control a terminal are shown as escapes.

    Raises ``CannotReadOrWrite`` if standard output is closed, ``OSError`` if it cannot be written.
    """
    stream = sys.stdout
    if stream is None:
        raise CannotReadOrWrite(CLOSED)
    for line in lines:
        stream.write(_showable(harmless(line), stream) + "\n")


def tell(sentence: str) -> None:
    """Prints one line on standard error. Unprintable characters are shown as escapes, so that no value can control a terminal."""
    stream = sys.stderr
    if stream is None:
        return
    printable = "".join(char if char.isprintable() else repr(char)[1:-1] for char in sentence)
    try:
        stream.write(_showable(printable, stream) + "\n")
    except OSError:
        # Nobody is reading; the exit code still says what happened.
        forget(stream)


def finish() -> None:
    """Flushes standard output. Raises ``OSError`` if that fails."""
    if sys.stdout is not None:
        sys.stdout.flush()


CLEAR = "\x1b[H\x1b[2J\x1b[3J"
"""Clears a window and its scrollback (ECMA-48 CUP and ED; the 3 is xterm's)."""


def clear_window() -> None:
    """Asks the window behind standard output to clear itself. A program cannot know whether it did. Raises as ``finish`` does."""
    if sys.stdout is not None:
        sys.stdout.write(CLEAR)
        sys.stdout.flush()


def forget(stream: TextIO | None) -> None:
    """Discards the rest of a stream, so that Python's own flush at exit does not fail."""
    try:
        if stream is not None:
            os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
    except (OSError, ValueError):
        # There is no file behind it (a test's stand-in), so there is no flush at exit either.
        return


def _showable(line: str, stream: TextIO) -> str:
    """Returns ``line`` with characters that the stream's encoding lacks replaced by question marks."""
    encoding = stream.encoding or "utf-8"
    return line.encode(encoding, "replace").decode(encoding)


def is_utf8(stream: TextIO) -> bool:
    """Returns whether every character can be written to ``stream``."""
    return (stream.encoding or "").lower().replace("-", "").replace("_", "") == "utf8"


def without_surrogates(text: str) -> str:
    """Returns ``text`` with what UTF-8 cannot hold replaced."""
    return text.encode("utf-8", "replace").decode("utf-8")
