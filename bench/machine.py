"""How fast the machine itself is while the figures are measured: without that nobody can tell a slow machine from a slow program."""

import statistics
import time

from bench.figures import Figure

SUMS = 5_000_000


def sums() -> float:
    """The seconds that a piece of work takes which has nothing to do with the program and is always the same."""
    start, total = time.perf_counter(), 0
    for number in range(SUMS):
        total += number * number
    return time.perf_counter() - start


def pace(times: list[float]) -> Figure:
    """The same as a figure: in the middle, at the least and at the most of the ``times`` between the parts of one run."""
    note = f"least {min(times):.2f} s, most {max(times):.2f} s of {len(times)}, between the parts"
    return Figure("the machine: five million sums in Python", statistics.median(times), "s", "0.4 s", note)
