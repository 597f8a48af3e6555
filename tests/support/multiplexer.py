"""The program inside tmux, as many people run it over a slow connection: keys arrive the way a multiplexer passes them on.

@pytest.mark.needs("tmux")
def test_in_tmux(open_tmux):
    pane = open_tmux()
    pane.wait_for("Someone may be homeless")
    pane.press("F2")
"""

import itertools
import math
import shlex
import shutil
import subprocess
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Self

import pytest
from terminal import PATIENCE, PROGRAM, QUIET, REST, TWICE, at_rest, of_session, ran, terminal_environment

BETWEEN_LOOKS = 0.05  # seconds; tmux cannot report that the picture changed
NAMES = {
    "Esc": "Escape",
    "Backspace": "BSpace",
    "Delete": "DC",
    "PageUp": "PPage",
    "PageDown": "NPage",
    "Shift+Tab": "BTab",
}
SERVERS = itertools.count()


class Pane:
    """One program in a tmux server of its own. ``size`` is (columns, lines)."""

    def __init__(self, command: Sequence[str], cwd: Path, environment: dict[str, str], size: tuple[int, int]) -> None:
        number = next(SERVERS)
        self._socket = cwd / f"tmux-{number}"
        self._ended = cwd / f"tmux-{number}-exit-code"
        self._environment = environment
        self._entered = -math.inf
        # The exit code goes through a file, because tmux sometimes misses the end of a program and then never knows it.
        ended = shlex.quote(str(self._ended))
        script = f"{shlex.join(command)}; echo $? >{ended}.part; mv {ended}.part {ended}"
        columns, lines = map(str, size)
        new = ("new-session", "-d", "-x", columns, "-y", lines, "-c", str(cwd), script)
        # remain-on-exit keeps the last picture, so that a program that ends at once can still be read.
        self.tmux(
            "-f", "/dev/null", *new, ";", "set", "-g", "remain-on-exit", "on", ";", "set", "-g", "escape-time", "0"
        )

    def tmux(self, *words: str) -> str:
        """Runs tmux against this server, and returns its output."""
        command = [shutil.which("tmux") or "tmux", "-S", str(self._socket), *words]
        return subprocess.run(
            command, env=self._environment, capture_output=True, text=True, check=True, timeout=PATIENCE
        ).stdout

    @property
    def lines(self) -> list[str]:
        """Returns the pane's lines, from the top."""
        return [line.rstrip() for line in self.tmux("capture-pane", "-p").splitlines()]

    @property
    def text(self) -> str:
        """Returns all words in the pane, with single spaces between them."""
        return " ".join(" ".join(self.lines).split())

    def press(self, *keys: str) -> Self:
        """Presses keys, named as in ``terminal``, once the page is painted. No Enter is taken for half of a double one."""
        for key in keys:
            self._look()
            if key == "Enter":
                time.sleep(max(0, self._entered + TWICE - time.monotonic()))
                self._entered = time.monotonic()
            self.tmux("send-keys", NAMES.get(key, key.replace("Ctrl+", "C-")))
        return self

    def choose(self, number: int) -> Self:
        """Marks the line of a list with that number, and presses Enter."""
        return self.press(str(number), "Enter")

    def write(self, words: str) -> Self:
        """Types the text as it is."""
        self._look()
        self.tmux("send-keys", "-l", words)
        return self

    def _look(self) -> None:
        """Waits until the program has finished drawing, because a key that comes before a page is painted is dropped."""
        ours = of_session(int(self.tmux("display-message", "-p", "#{pane_pid}")))
        while True:
            seen, before = self.lines, ran(ours)
            time.sleep(QUIET if before is None else REST)
            if at_rest(before, ran(ours)) and self.lines == seen:
                return

    def wait_for(self, *words: str, patience: float = PATIENCE) -> Self:
        """Waits until all the words are in the pane; fails with the pane's contents."""
        deadline = time.monotonic() + patience
        while not all(each in self.text for each in words):
            assert time.monotonic() < deadline, f"waited {patience:g} s for {words}:\n" + "\n".join(self.lines)
            threading.Event().wait(BETWEEN_LOOKS)
        return self

    def wait_end(self, patience: float = PATIENCE) -> int:
        """Waits until the program has ended, and returns its exit code."""
        deadline = time.monotonic() + patience
        while not self._ended.exists():
            assert time.monotonic() < deadline, f"waited {patience:g} s for the program to end:\n" + "\n".join(
                self.lines
            )
            threading.Event().wait(BETWEEN_LOOKS)
        return int(self._ended.read_text(encoding="utf-8"))

    def close(self) -> None:
        """Ends the program and its server."""
        self.tmux("kill-server")


@pytest.fixture
def open_tmux(tmp_path: Path, own_home: Path):
    """Yields a function that opens the program, or another command, inside tmux; all are closed at the end."""
    opened: list[Pane] = []

    def start(
        *words: str, size: tuple[int, int] = (80, 24), command: Sequence[str] | None = None, **environment: Any
    ) -> Pane:
        pane = Pane([*(command or PROGRAM), *words], tmp_path, terminal_environment(own_home, **environment), size)
        opened.append(pane)
        return pane

    yield start
    for pane in opened:
        pane.close()
