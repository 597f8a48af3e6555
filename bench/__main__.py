"""``make bench``: the figures that the project watches, each with its budget.

Wall times come from one machine on one day, so compare the ratios, and read the last line, which says how fast the
machine was. Nothing is asserted, and nothing more needs to be installed than for the tests.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import machine, opening, screens
from bench.figures import Figure
from bench.my_cases import my_cases
from bench.processes import processes


def parts(folder: Path) -> Iterator[Iterator[Figure]]:
    """Yields every figure, part by part. Memory is measured first, because a process starts with the peak of its parent."""
    if sys.platform != "win32":
        yield screens.first_paint_and_memory(folder)
    yield processes(folder)
    if sys.platform != "win32":
        yield my_cases(folder / "my-cases")
        yield screens.key_presses(folder)
        yield opening.opening(folder / "opening")
    from bench import inside, safety_copies, store  # noqa: PLC0415  load the program into this process, so they must come last

    yield inside.exports(folder)
    yield inside.connections()
    yield inside.finding()
    yield inside.looking_up()
    yield store.unlocking(folder)
    yield store.among_many_cases(folder)
    yield safety_copies.safety_copies(folder)


def main() -> int:
    """Prints the figures, each as soon as it is known."""
    print(f"{'':58}{'measured':>12}{'hoped for':>12}")
    times = [machine.sums()]
    with tempfile.TemporaryDirectory(prefix="champion-bench-") as folder:
        for part in parts(Path(folder)):
            for figure in part:
                print(figure.line(), flush=True)
            times.append(machine.sums())
    print(machine.pace(times).line())
    return 0


if __name__ == "__main__":
    sys.exit(main())
