"""A program in a pseudo-terminal of 120x40, with a clock beside it: when were these words first on the screen?

Only what differs is sent to a terminal, so no row of bytes says what it shows: a terminal emulator does. It reads when the program is quiet,
for a program that writes must not wait for it; each piece keeps the moment at which it came.
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
"""Seconds without a byte after which the program is taken to have written what it had to say."""


class Program:
    """A program that was started; ``started`` is on ``time.perf_counter``'s clock, in seconds."""

    def __init__(self, pid: int, terminal: int, started: float) -> None:
        self.pid = pid
        self.terminal = terminal
        self.started = started
        self.sent = 0
        """Bytes so far."""
        self._screen = pyte.Screen(COLUMNS, LINES)
        self._stream = pyte.ByteStream(self._screen)

    def until(self, *words: str, anew: bool = False) -> float:
        """Read until some of the words are on the screen; the moment at which they came. ``anew``: something must come first. Raises ``TimeoutError``
        or ``EOFError``.
        """
        found = time.perf_counter() if not anew and self._shows(*words) else None
        while found is None:
            for moment, chunk in [*self._burst(*words)]:
                self._take(chunk)
                if found is None and self._shows(*words):
                    found = moment
        return found

    def press(self, keys: str, *words: str) -> float:
        """Press keys and give the seconds until some of the words are on the screen, which something new has been painted on; 0 where no words are
        waited for.
        """
        start = time.perf_counter()
        os.write(self.terminal, keys.encode())
        return self.until(*words, anew=True) - start if words else 0.0

    def settle(self, quiet: float = 0.2) -> None:
        """Read until nothing more comes for a while."""
        while select.select([self.terminal], [], [], quiet)[0]:
            self._take(os.read(self.terminal, 65536))

    def end(self) -> float:
        """Kill the program; its peak memory in MiB."""
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
        """What comes until it is quiet, each piece with the moment at which it came."""
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
    """Start a command in a terminal of its own."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", LINES, COLUMNS, 0, 0))
        os.execvpe(command[0], list(command), dict(env))  # noqa: S606  the program that is measured
    return Program(pid, terminal, started)


def first_paint(command: Sequence[str], env: Mapping[str, str], words: str) -> tuple[float, float]:
    """Seconds from start until the words are painted, and the peak memory in MiB at that moment."""
    program = start(command, env)
    try:
        painted = program.until(words) - program.started
    finally:
        peak = program.end()
    return painted, peak
