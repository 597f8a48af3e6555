"""A program in a pseudo-terminal of 120x40, timed: when was this text first on the screen?

A terminal is only sent what changes, so bytes do not show what is on the screen; a terminal emulator does. It processes
them when the program is quiet, so that the program never waits for it, and each piece keeps the time at which it
arrived.
"""

import fcntl
import os
import pty
import resource
import select
import signal
import struct
import termios
import time
from collections.abc import Iterator, Mapping, Sequence

import pyte

COLUMNS, LINES = 120, 40
LIMIT = 30.0  # seconds
QUIET = 0.02
"""Seconds without a byte after which the program counts as finished with its output."""


class Program:
    """A running program. ``started`` is in seconds on the clock of ``time.perf_counter``."""

    def __init__(self, pid: int, terminal: int, started: float) -> None:
        self.pid = pid
        self.terminal = terminal
        self.started = started
        self.sent = 0
        """The bytes received so far."""
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    def until(self, *words: str, anew: bool = False) -> float:
        """Reads until one of ``words`` is on the screen, and returns the time at which it arrived.

        ``anew`` means that something must arrive first. Raises ``TimeoutError`` or ``EOFError``.
        """
        found = time.perf_counter() if not anew and self._shows(*words) else None
        while found is None:
            for moment, chunk in [*self._burst(*words)]:
                self._take(chunk)
                if found is None and self._shows(*words):
                    found = moment
        return found

    def press(self, keys: str, *words: str) -> float:
        """Presses keys, and returns the seconds until one of ``words`` is on the screen after something new was painted.

        Returns 0 if there are no words to wait for.
        """
        start = time.perf_counter()
        os.write(self.terminal, keys.encode())
        return self.until(*words, anew=True) - start if words else 0.0

    def settle(self, quiet: float = 0.2) -> None:
        """Reads until nothing arrives for ``quiet`` seconds."""
        while select.select([self.terminal], [], [], quiet)[0]:
            self._take(os.read(self.terminal, 65536))

    def end(self) -> float:
        """Kills the program and returns its peak memory in MiB."""
        os.kill(self.pid, signal.SIGKILL)
        usage: resource.struct_rusage = os.wait4(self.pid, 0)[2]
        os.close(self.terminal)
        return usage.ru_maxrss / 1024

    def _shows(self, *words: str) -> bool:
        return any(some in line for line in self._screen.display for some in words)

    def _take(self, chunk: bytes) -> None:
        self.sent += len(chunk)
        self._stream.feed(chunk)

    def _burst(self, *words: str) -> Iterator[tuple[float, bytes]]:
        """Yields what arrives until the program is quiet, each piece with the time at which it arrived."""
        if not select.select([self.terminal], [], [], LIMIT)[0]:
            message = f"{words!r} was not painted in {LIMIT:g} s"
            raise TimeoutError(message)
        while select.select([self.terminal], [], [], QUIET)[0]:
            try:
                chunk = os.read(self.terminal, 65536)
            except OSError:
                chunk = b""
            if not chunk:
                message = f"the program ended before {words!r} was painted"
                raise EOFError(message)
            yield time.perf_counter(), chunk


def start(command: Sequence[str], env: Mapping[str, str]) -> Program:
    """Starts a command in its own terminal."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        os.execvpe(command[0], list(command), dict(env))  # noqa: S606  the program that is measured
    return Program(pid, terminal, started)


def first_paint(command: Sequence[str], env: Mapping[str, str], words: str) -> tuple[float, float]:
    """Returns the seconds from the start until ``words`` are painted, and the peak memory in MiB by then."""
    program = start(command, env)
    try:
        painted = program.until(words) - program.started
    finally:
        peak = program.end()
    return painted, peak
