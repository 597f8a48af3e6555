"""The real program in a real pseudo-terminal, seen as a person sees it: a screen of characters, and keys.

    def test_numbers(open_terminal):
        with open_terminal() as screen:
            screen.wait_for("Someone may be homeless")
            screen.press("F2")
            screen.wait_for("999")

``open_terminal(*words, size=(80, 24), command=None, **environment)`` starts ``champion-tui`` with the words given (or another
command) in the test's own home. Waiting ends as soon as the words are on the screen, and a test that waits in vain fails with a
picture of the screen as it was.
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

PATIENCE = 30.0  # seconds; the machine may be busy
PROGRAM = (sys.executable, "-m", "champion_tui")
QUIET = 0.15  # seconds without anything drawn, where the system does not say what a program does
REST = 0.03  # seconds in which a program draws nothing and all but sleeps: more than Textual waits before it paints
A_LOOK = 400_000  # nanoseconds: what a program at rest takes to look, every tenth of a second, whether there is anything to do
TWICE = 0.25  # seconds: a second Enter that comes faster, on the next page, is taken for half of a double one
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
    """What a terminal sends for a key: a name from ``KEYS``, "Ctrl+x", or the character itself."""
    if key.startswith("Ctrl+"):
        return chr(ord(key[-1].upper()) - 64)
    return KEYS.get(key, key)


def terminal_environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a plain, modern terminal whose user has ``home``; sizes come from the terminal, not from here."""
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

    # -- what is seen -----------------------------------------------------------------------------------------------

    @property
    def lines(self) -> list[str]:
        """The screen's lines, from the top, blanks at their ends left out."""
        return [line.rstrip() for line in self._screen.display]

    @property
    def text(self) -> str:
        """All words on the screen, with one blank between them, so that a wrapped sentence is found."""
        return " ".join(" ".join(self.lines).split())

    @property
    def pid(self) -> int:
        """The number of the program's process."""
        return int(self._child.pid)

    def picture(self) -> str:
        """The screen as a framed picture, for failures and for documents."""
        edge = "+" + "-" * self._screen.columns + "+"
        return "\n".join([edge, *(f"|{line:<{self._screen.columns}}|" for line in self.lines), edge])

    # -- what is done -----------------------------------------------------------------------------------------------

    def press(self, *keys: str) -> Self:
        """Press keys, one after the other, as somebody does who has looked at the screen; no Enter is half of a double one."""
        for key in keys:
            self._look()
            if key == "Enter":
                time.sleep(max(0, self._entered + TWICE - time.monotonic()))
                self._entered = time.monotonic()
            self._child.send(bytes_of(key))
        return self

    def choose(self, number: int) -> Self:
        """Mark the line of a list with that number, and go on with it."""
        return self.press(str(number), "Enter")

    def write(self, words: str) -> Self:
        """Type words as they are."""
        self._look()
        self._child.send(words)
        return self

    def _look(self) -> None:
        """Wait until the program has drawn what it is drawing: a key is typed for what can be seen."""
        while True:
            seen, before = len(self.raw), _ran(self._child.pid)
            self.read(QUIET if before is None else REST)
            after = _ran(self._child.pid)
            if len(self.raw) == seen and (before is None or after is None or 0 <= after - before < A_LOOK):
                return

    def resize(self, columns: int, lines: int) -> Self:
        """Change the size of the terminal, as pulling at a window's corner does."""
        self._screen.resize(lines, columns)
        self._child.setwinsize(lines, columns)
        return self

    # -- waiting ----------------------------------------------------------------------------------------------------

    def wait_until(self, holds: Callable[[Self], bool], what: str, patience: float = PATIENCE) -> Self:
        """Read on until something holds; fails with a picture when the program ends or patience does."""
        deadline = time.monotonic() + patience
        while not holds(self):
            assert time.monotonic() < deadline, f"waited {patience:g} s for {what}:\n{self.picture()}"
            assert self.read(), f"the program ended before {what}:\n{self.picture()}"
        return self

    def wait_for(self, *words: str, patience: float = PATIENCE) -> Self:
        """Wait until all the words are on the screen."""
        return self.wait_until(
            lambda screen: all(each in screen.text for each in words), f"{words} to be shown", patience
        )

    def wait_gone(self, *words: str, patience: float = PATIENCE) -> Self:
        """Wait until none of the words is on the screen."""
        return self.wait_until(
            lambda screen: not any(each in screen.text for each in words), f"{words} to go", patience
        )

    def wait_end(self, patience: float = PATIENCE) -> int:
        """Wait until the program has ended and give its exit code (128 and more: killed by a signal)."""
        deadline = time.monotonic() + patience
        while self.read():
            assert time.monotonic() < deadline, f"waited {patience:g} s for the program to end:\n{self.picture()}"
        self._child.close()
        return self._child.exitstatus if self._child.exitstatus is not None else 128 + (self._child.signalstatus or 0)

    def read(self, patience: float = 0.1) -> bool:
        """Take in what the program writes within so many seconds; False once it has ended."""
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
        """Kill the program as a power cut would: it has no time for anything."""
        self._child.kill(signal.SIGKILL)
        self.wait_end()

    def shut(self, patience: float = PATIENCE) -> None:
        """Close the window: the terminal goes away under the program, which must end by itself."""
        child = self._child
        child.ptyproc.fileobj.close()
        deadline = time.monotonic() + patience
        while child.ptyproc.isalive():
            assert time.monotonic() < deadline, f"the program outlives its window by {patience:g} s"
            time.sleep(0.05)
        child.ptyproc.closed = child.closed = True

    def close(self) -> None:
        """End the program if it still runs."""
        self._child.close(force=True)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _ran(leader: int) -> float | None:
    """For how many nanoseconds the programs of the session of ``leader`` have run until now: without end while one of their threads
    runs, waits for its turn or for a disk. None where no ``/proc`` says.
    """
    if not Path("/proc/self/schedstat").exists():
        return None
    ran = 0.0
    for process in Path("/proc").glob("[0-9]*"):
        try:
            if os.getsid(int(process.name)) == leader:
                ran += sum(map(_of_a_thread, (process / "task").iterdir()))
        except OSError:  # gone meanwhile
            continue
    return ran


def _of_a_thread(folder: Path) -> float:
    """The same of one thread."""
    state = (folder / "stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()[0]
    return int((folder / "schedstat").read_text(encoding="utf-8").split()[0]) if state in "SZX" else math.inf


@pytest.fixture
def open_terminal(tmp_path: Path, own_home: Path):
    """Give a function that opens the program, or another command, in a terminal of its own; all are closed at the end."""
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
