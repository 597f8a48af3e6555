"""``make bench``: the figures that the project watches, each beside what it is hoped to stay under.

Wall times come from one machine on one day: compare the ratios. Nothing is asserted, and nothing needs to be installed beside
what the tests need.
"""

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import screens
from bench.figures import Figure
from bench.processes import processes


def figures(folder: Path) -> Iterator[Figure]:
    """Every figure. Memory is measured first: a process starts with the peak of the one that started it."""
    if sys.platform != "win32":
        yield from screens.first_paint_and_memory(folder)
    yield from processes(folder)
    if sys.platform != "win32":
        yield from screens.key_presses(folder)
    from bench import inside, safety_copies, store  # noqa: PLC0415  bring the program into this process, so they must come last

    yield from inside.exports(folder)
    yield from inside.connections()
    yield from inside.finding()
    yield from inside.looking_up()
    yield from store.unlocking(folder)
    yield from store.among_many_cases(folder)
    yield from safety_copies.safety_copies(folder)


def main() -> int:
    """Print the figures, each as soon as it is known."""
    print(f"{'':58}{'measured':>12}{'hoped for':>12}")
    with tempfile.TemporaryDirectory(prefix="champion-bench-") as folder:
        for figure in figures(Path(folder)):
            print(figure.line(), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
