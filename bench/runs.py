"""Running a command to its end, and two commands in turn, so that a busy machine slows both equally."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
BARE = (sys.executable, "-c", "pass")
# What the installed command does, without looking up where it is installed.
CHAMPION = (sys.executable, "-c", "import sys; from champion_tui.cli import main; sys.exit(main())")


@dataclass(frozen=True, slots=True)
class Pair:
    """The medians of two things measured in turn, in seconds, and the median of the ratios within each pair."""

    ours: float
    bare: float
    ratio: float


@cache
def installed() -> TemporaryDirectory[str]:
    """Returns a folder with the program as people get it: built as a wheel with the knowledge already read, and compiled."""
    folder = TemporaryDirectory(prefix="champion-installed-")
    built = ("-m", "build", "--no-isolation", "--wheel", "--outdir", folder.name, str(ROOT))
    subprocess.run((sys.executable, *built), check=True, stdout=subprocess.DEVNULL)
    (wheel,) = Path(folder.name).glob("*.whl")
    laid = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder.name, str(wheel))
    subprocess.run((sys.executable, *laid), check=True)
    return folder


def environment(home: Path) -> dict[str, str]:
    """Returns the environment of a machine on which the program is installed and has never been started."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHAMPION_", "XDG_", "TEXTUAL"))}
    # An installed program is compiled already. Without bytecode, only compiling would be measured.
    for name in ("COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"):
        kept.pop(name, None)
    return kept | {
        "HOME": str(home),
        "CHAMPION_HOME": str(home / "champion"),
        "PYTHONPATH": installed().name,
        # Do not use the program in the current folder.
        "PYTHONSAFEPATH": "1",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def seconds(command: Sequence[str], env: Mapping[str, str]) -> float:
    """Returns the wall time of a whole process, in seconds. Raises ``CalledProcessError`` if it fails."""
    start = time.perf_counter()
    subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - start


def in_turn(ours: Callable[[], float], bare: Callable[[], float], rounds: int) -> Pair:
    """Measures both once to warm the caches, then ``rounds`` times in turn."""
    ours(), bare()
    pairs = [(ours(), bare()) for _ in range(rounds)]
    return Pair(
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(first / second for first, second in pairs),
    )
