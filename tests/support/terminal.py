"""The real program in a real pseudo-terminal, seen as a person sees it: a screen of characters, and keys.

    def test_numbers(open_terminal):
        with open_terminal() as screen:
            screen.wait_for("Someone may be homeless")
            screen.press("F2")
            screen.wait_for("999")

``open_terminal(*words, size=(80, 24), command=None, **environment)`` starts ``champion-tui`` with the given words (or another
command) in the test's own home. Waiting ends as soon as the words are on the screen; a test that waits in vain fails with a
picture of the screen.
"""

import math
import os
import signal
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import pytest
from source_tree import ROOT

PATIENCE = 90.0  # seconds; the machine may be busy
PROGRAM = (sys.executable, "-m", "champion_tui")
QUIET = 0.15  # seconds without anything drawn, if the system does not report a program's run time
REST = 0.03  # seconds in which a program draws nothing and hardly runs: more than Textual waits before it paints
A_LOOK = (
    400_000  # nanoseconds that an idle program needs to check, every tenth of a second, whether there is anything to do
)
TWICE = 0.25  # seconds: a second Enter that comes faster, on the next page, is treated as half of a double one
SIZES = ((80, 24), (120, 40), (40, 10))
KEYS = {
    "Enter": "\r",
    "Tab": "\t",
    "Shift+Tab": "\x1b[Z",
    "Esc": "\x1b",
    "Space": " ",
    "Backspace": "\x7f",
    "Delete": "\x1b[3~",
    "Up": "\x1b[A",
    "Down": "\x1b[B",
    "Right": "\x1b[C",
    "Left": "\x1b[D",
    "Home": "\x1b[H",
    "End": "\x1b[F",
    "PageUp": "\x1b[5~",
    "PageDown": "\x1b[6~",
    "F1": "\x1bOP",
    "F2": "\x1bOQ",
    "F3": "\x1bOR",
    "F4": "\x1bOS",
    "F5": "\x1b[15~",
    "F6": "\x1b[17~",
    "F7": "\x1b[18~",
    "F8": "\x1b[19~",
    "F9": "\x1b[20~",
    "F10": "\x1b[21~",
}  # fmt: skip


def bytes_of(key: str) -> str:
    """Returns what a terminal sends for a key: a name from ``KEYS``, "Ctrl+x", or the character itself."""
    if key.startswith("Ctrl+"):
        return chr(ord(key[-1].upper()) - 64)
    return KEYS.get(key, key)


def terminal_environment(home: Path, **more: str) -> dict[str, str]:
    """Returns the environment of a plain, modern terminal for the home folder ``home``; the size comes from the terminal itself."""
    kept = {
        name: value for name, value in os.environ.items() if name not in {"COLUMNS", "LINES", "TMUX", "CI", "COLORTERM"}
    }
    return kept | {"HOME": str(home), "TERM": "xterm-256color", "LANG": "C.UTF-8", "PYTHONPATH": str(ROOT)} | more


class Screen:
    """A running program and the screen it draws. ``size`` is (columns, lines)."""

    def __init__(self, command: Sequence[str], cwd: Path, environment: dict[str, str], size: tuple[int, int]) -> None:
        import pexpect
        import pyte

        columns, lines = size
        self._ended: type[Exception] = pexpect.EOF
        self._quiet: type[Exception] = pexpect.TIMEOUT
        self._screen = pyte.Screen(columns, lines)
        self._stream = pyte.ByteStream(self._screen)
        self.raw = b""
        self._child = pexpect.spawn(
            command[0], list(command[1:]), cwd=str(cwd), env=environment, dimensions=(lines, columns), maxread=65536
        )
        self._child.delaybeforesend = None
        self._entered = -math.inf

    # -- what is shown ----------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """Returns the screen's lines, from the top, without spaces at their ends."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """Returns all words on the screen, with single spaces between them, so that a wrapped sentence is found."""
        return " ".join(" ".join(self.lines).split())

    @property
    def pid(self) -> int:
        """Returns the program's process id."""
        return int(self._child.pid)

    def picture(self) -> str:
        """Returns the screen as a framed picture, for failures and for documents."""
        edge = "+" + "-" * self._screen.columns + "+"
        return "\n".join([edge, *(f"|{line:<{self._screen.columns}}|" for line in self.lines), edge])

    # -- keys -------------------------------------------------------------------------------------------------------

    def press(self, *keys: str) -> Self:
        """Presses keys in turn, like a person who has looked at the screen; no Enter is half of a double one."""
        for key in keys:
            self._look()
            if key == "Enter":
                time.sleep(max(0, self._entered + TWICE - time.monotonic()))
                self._entered = time.monotonic()
            self._child.send(bytes_of(key))
        return self

    def choose(self, number: int) -> Self:
        """Marks the line of a list with that number, and presses Enter."""
        return self.press(str(number), "Enter")

    def write(self, words: str | bytes) -> Self:
        """Types the text as it is."""
        self._look()
        self._child.send(words)
        return self

    def _look(self) -> None:
        """Waits until the program has finished drawing, because a key is meant for what can be seen."""
        ours = of_session(self._child.pid)
        while True:
            seen, before = len(self.raw), ran(ours)
            self.read(QUIET if before is None else REST)
            if len(self.raw) == seen and at_rest(before, ran(ours)):
                return

    def resize(self, columns: int, lines: int) -> Self:
        """Changes the size of the terminal, as dragging a window's corner does."""
        self._screen.resize(lines, columns)
        self._child.setwinsize(lines, columns)
        return self

    # -- waiting ----------------------------------------------------------------------------------------------------

    def wait_until(self, holds: Callable[[Self], bool], what: str, patience: float = PATIENCE) -> Self:
        """Reads until ``holds(screen)`` is true; fails with a picture if the program ends or ``patience`` seconds pass."""
        deadline = time.monotonic() + patience
        while not holds(self):
            assert time.monotonic() < deadline, f"waited {patience:g} s for {what}:\n{self.picture()}"
            assert self.read(), f"the program ended before {what}:\n{self.picture()}"
        return self

    def wait_for(self, *words: str, patience: float = PATIENCE) -> Self:
        """Waits until all the words are on the screen."""
        return self.wait_until(
            lambda screen: all(each in screen.text for each in words), f"{words} to be shown", patience
        )

    def wait_gone(self, *words: str, patience: float = PATIENCE) -> Self:
        """Waits until none of the words is on the screen."""
        return self.wait_until(
            lambda screen: not any(each in screen.text for each in words), f"{words} to go", patience
        )

    def wait_end(self, patience: float = PATIENCE) -> int:
        """Waits until the program has ended and returns its exit code (128 and more: killed by a signal)."""
        deadline = time.monotonic() + patience
        while self.read():
            assert time.monotonic() < deadline, f"waited {patience:g} s for the program to end:\n{self.picture()}"
        self._child.close()
        return self._child.exitstatus if self._child.exitstatus is not None else 128 + (self._child.signalstatus or 0)

    def read(self, patience: float = 0.1) -> bool:
        """Reads what the program writes within ``patience`` seconds; returns False once it has ended."""
        try:
            chunk: bytes = self._child.read_nonblocking(65536, timeout=patience)
        except self._quiet:
            return True
        except self._ended:
            return False
        self.raw += chunk
        self._stream.feed(chunk)
        return True

    # -- the end ----------------------------------------------------------------------------------------------------

    def kill(self) -> None:
        """Kills the program as a power cut would, with no time to clean up."""
        self._child.kill(signal.SIGKILL)
        self.wait_end()

    def shut(self, patience: float = PATIENCE) -> None:
        """Closes the window: the terminal disappears, and the program must end by itself."""
        child = self._child
        child.ptyproc.fileobj.close()
        deadline = time.monotonic() + patience
        while child.ptyproc.isalive():
            assert time.monotonic() < deadline, f"the program outlives its window by {patience:g} s"
            time.sleep(0.05)
        child.ptyproc.closed = child.closed = True

    def close(self) -> None:
        """Ends the program if it is still running."""
        self._child.close(force=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def of_session(leader: int) -> Callable[[int], bool]:
    """Returns a function that says whether a process belongs to the session of ``leader``."""
    return lambda process: os.getsid(process) == leader


def ran(ours: Callable[[int], bool]) -> float | None:
    """Returns the nanoseconds for which the processes that are ``ours``, by their number, have run; infinity while one of their
    threads runs or waits for its turn or a disk. None if there is no ``/proc``.
    """
    if not Path("/proc/self/schedstat").exists():
        return None
    sum_of_all = 0.0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if ours(int(process.name)):
                sum_of_all += sum(map(_of_a_thread, (process / "task").iterdir()))
        except OSError:  # ended meanwhile
            continue
    return sum_of_all


def at_rest(before: float | None, after: float | None) -> bool:
    """Returns whether processes that had run for so long, and a moment later for so long, had nothing to do."""
    return before is None or after is None or 0 <= after - before < A_LOOK


def _of_a_thread(folder: Path) -> float:
    """Returns the same for one thread."""
    state = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    return int((folder / "schedstat").read_text(encoding="utf-8").split()[0]) if state in "SZX" else math.inf


@pytest.fixture
def open_terminal(tmp_path: Path, own_home: Path):
    """Yields a function that opens the program, or another command, in a terminal of its own; all are closed at the end."""
    opened: list[Screen] = []

    def start(
        *words: str, size: tuple[int, int] = (80, 24), command: Sequence[str] | None = None, **environment: Any
    ) -> Screen:
        where = tmp_path / "desk"
        where.mkdir(exist_ok=True)
        screen = Screen([*(command or PROGRAM), *words], where, terminal_environment(own_home, **environment), size)
        opened.append(screen)
        return screen

    yield start
    for screen in opened:
        screen.close()
