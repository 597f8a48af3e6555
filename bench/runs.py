"""Running a command to its end, and two commands in turn, so that a busy machine slows both alike."""

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
# What the installed command does, without asking where it is installed.
CHAMPION = (sys.executable, "-c", "import sys; from champion_tui.cli import main; sys.exit(main())")


@dataclass(frozen=True, slots=True)
class Pair:
    """Medians of two things measured in turn, and the median of the ratios within each pair."""

    ours: float
    bare: float
    ratio: float


@cache
def installed() -> TemporaryDirectory[str]:
    """A folder with the program as people get it: built as a wheel, which carries what was read when it was built, and compiled."""
    folder = TemporaryDirectory(prefix="champion-installed-")
    built = ("-m", "build", "--no-isolation", "--wheel", "--outdir", folder.name, str(ROOT))
    subprocess.run((sys.executable, *built), check=True, stdout=subprocess.DEVNULL)
    (wheel,) = Path(folder.name).glob("*.whl")
    laid = ("-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--target", folder.name, str(wheel))
    subprocess.run((sys.executable, *laid), check=True)
    return folder


def environment(home: Path) -> dict[str, str]:
    """The environment of a machine on which the program is installed and was never started."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("CHAMPION_", "XDG_", "TEXTUAL"))}
    # An installed program is compiled already: without its bytecode, compiling would be all that is measured.
    for name in ("COLUMNS", "LINES", "PYTHONDONTWRITEBYTECODE"):
        kept.pop(name, None)
    return kept | {
        "HOME": str(home),
        "CHAMPION_HOME": str(home / "champion"),
        "PYTHONPATH": installed().name,
        # Not the program in the folder where this was started.
        "PYTHONSAFEPATH": "1",
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
    }


def seconds(command: Sequence[str], env: Mapping[str, str]) -> float:
    """The wall time of a whole process, in seconds. Raises ``CalledProcessError`` when it fails."""
    start = time.perf_counter()
    subprocess.run(
        command, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True
    )
    return time.perf_counter() - start


def in_turn(ours: Callable[[], float], bare: Callable[[], float], rounds: int) -> Pair:
    """Measure both once to warm the caches, then ``rounds`` times in turn."""
    ours(), bare()
    pairs = [(ours(), bare()) for _ in range(rounds)]
    return Pair(
        statistics.median(first for first, _ in pairs),
        statistics.median(second for _, second in pairs),
        statistics.median(first / second for first, second in pairs),
    )
