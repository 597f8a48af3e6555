"""A program in a pseudo-terminal of 120x40, with a clock beside it: when were these words first painted?"""

import fcntl
import os
import pty
import re
import resource
import select
import signal
import struct
import termios
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

LIMIT = 30.0  # seconds
SEQUENCES = re.compile(rb"\x1b(\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(\x07|\x1b\\)|[PX^_].*?\x1b\\|[@-Z\\-_])", re.DOTALL)


@dataclass
class Program:
    """A program that was started; ``started`` is on ``time.perf_counter``'s clock, in seconds."""

    pid: int
    terminal: int
    started: float
    written: bytearray = field(default_factory=bytearray)

    def until(self, words: str, since: int = 0) -> float:
        """Read until the words are painted after byte ``since``; the time of it. Raises ``TimeoutError`` or ``EOFError``."""
        wanted = words.encode()
        while wanted not in SEQUENCES.sub(b"", bytes(self.written[since:])):
            self._read(words)
        return time.perf_counter()

    def press(self, keys: str, words: str) -> float:
        """Press keys and give the seconds until the words are painted anew."""
        since = len(self.written)
        start = time.perf_counter()
        os.write(self.terminal, keys.encode())
        return self.until(words, since) - start

    def settle(self, quiet: float = 0.2) -> None:
        """Read until nothing more comes for a while."""
        while select.select([self.terminal], [], [], quiet)[0]:
            self.written += os.read(self.terminal, 65536)

    def end(self) -> float:
        """Kill the program; its peak memory in MiB."""
        os.kill(self.pid, signal.SIGKILL)
        usage: resource.struct_rusage = os.wait4(self.pid, 0)[2]
        os.close(self.terminal)
        return usage.ru_maxrss / 1024

    def _read(self, words: str) -> None:
        if not select.select([self.terminal], [], [], LIMIT)[0]:
            message = f"{words!r} was not painted in {LIMIT:g} s"
            raise TimeoutError(message)
        try:
            chunk = os.read(self.terminal, 65536)
        except OSError:
            chunk = b""
        if not chunk:
            message = f"the program ended before {words!r} was painted: {bytes(self.written[-2000:])!r}"
            raise EOFError(message)
        self.written += chunk


def start(command: Sequence[str], env: Mapping[str, str]) -> Program:
    """Start a command in a terminal of its own."""
    started = time.perf_counter()
    pid, terminal = pty.fork()
    if pid == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
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
