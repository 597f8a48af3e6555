"""Starting the program in a fresh interpreter to find out which modules were loaded."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from source_tree import ROOT

# Runs the given code, then writes what is loaded. ``atexit`` is late enough: it runs after the last import.
SNIPPET = """
import atexit, json, sys
def tell():
    with open({report!r}, "w", encoding="utf-8") as report:
        json.dump(sorted(sys.modules), report)
atexit.register(tell)
{body}
"""
COMMAND = "from champion_tui.cli import main\nsys.exit(main({words!r}))"


@dataclass(frozen=True)
class Started:
    """The result of a fresh start: exit code, output, and the names of all loaded modules."""

    code: int
    out: str
    err: str
    modules: frozenset[str]

    def loaded(self, *packages: str) -> set[str]:
        """Returns those of the named packages of which any module was loaded."""
        return {name for name in packages if any(one == name or one.startswith(f"{name}.") for one in self.modules)}


def start(body: str, folder: Path, *, stdin: str = "") -> Started:
    """Runs Python code in a fresh interpreter, in ``folder``, with the environment of the test."""
    report = folder / "modules.json"
    report.unlink(missing_ok=True)
    environment = {name: value for name, value in os.environ.items() if not name.startswith("COV")}
    done = subprocess.run(
        [sys.executable, "-c", SNIPPET.format(report=str(report), body=body)],
        cwd=folder,
        env=environment | {"PYTHONPATH": str(ROOT)},
        input=stdin,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    modules = json.loads(report.read_text(encoding="utf-8")) if report.exists() else []
    return Started(done.returncode, done.stdout, done.stderr, frozenset(modules))


def start_command(folder: Path, *words: str, stdin: str = "") -> Started:
    """Runs a ``champion-tui`` command in a fresh interpreter."""
    return start(COMMAND.format(words=list(words)), folder, stdin=stdin)
