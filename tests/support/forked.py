"""A program that is loaded once and then runs on request, each time in a forked process.

Loading the store and the papers takes several times as long as most runs. Tests of a process (killed, held up, its folder
deleted) are as valid for a fork; tests of a start need a real one (``command_line``).
"""

import json
import os
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

from command_line import ROOT, Ran

SUPPORT = Path(__file__).parent
PATIENCE = 240
"""Seconds after which a run is ended; its exit code is then that of the signal, -14."""

COMMAND_LINE = """
from champion_tui.cli import main as run
from champion_tui.desk import unlocked
from champion_tui.knowledge import book
from champion_tui.papers.writers import pdf
from champion_tui.store import creating, opening
"""
"""``champion-tui`` itself, with the modules that most commands load."""


class Forked:
    """The parent. ``body`` is Python code that loads the slow modules and defines ``run``, which gets the words of one run."""

    def __init__(self, body: str) -> None:
        self._parent = subprocess.Popen(
            [sys.executable, "-c", f"import forked\n{body}\nforked.serve(run)"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(SUPPORT)])},
        )

    def __call__(self, *words: object, **environment: str) -> Ran:
        """Runs it once, in the current folder and environment; a negative code is the signal that ended it."""
        assert self._parent.stdin
        assert self._parent.stdout
        with tempfile.TemporaryDirectory() as said:
            asked = {
                "words": [str(word) for word in words],
                "environment": {**os.environ, **environment},
                "folder": os.getcwd(),  # noqa: PTH109  only the text is wanted
                "said": said,
            }
            self._parent.stdin.write(json.dumps(asked) + "\n")
            self._parent.stdin.flush()
            code = self._parent.stdout.readline()
            assert code, "the parent has ended"
            out, err = (Path(said, name).read_text(encoding="utf-8") for name in ("out", "err"))
            return Ran(int(code), out, err)

    def end(self) -> None:
        """Lets the parent end."""
        self._parent.communicate(timeout=120)


def serve(run: Callable[[list[str]], int | None]) -> None:
    """Runs each request from standard input in a fork, and prints how it ended."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            _as_asked(run, json.loads(line))
        sys.stdout.write(f"{os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])}\n")
        sys.stdout.flush()


def _as_asked(run: Callable[[list[str]], int | None], asked: dict[str, Any]) -> None:
    """Runs the request in this process, to its end."""
    code: int | str | None = 1
    try:
        signal.alarm(PATIENCE)
        for number, name in enumerate((os.devnull, f"{asked['said']}/out", f"{asked['said']}/err")):
            os.dup2(os.open(name, os.O_RDWR | os.O_CREAT, 0o600), number)
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115  open as long as the process
        os.chdir(asked["folder"])
        os.environ.clear()
        os.environ.update(asked["environment"])
        time.tzset()
        code = run(asked["words"])
    except SystemExit as ended:
        code = ended.code
    except BaseException:  # noqa: BLE001  reported as any program reports it; nothing may run on in the fork
        traceback.print_exc()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code if isinstance(code, int) else int(code is not None))
