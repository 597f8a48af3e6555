"""How fast the machine itself is during the measurements, to tell a slow machine from a slow program."""

import statistics
import time

from bench.figures import Figure

SUMS = 5_000_000


def sums() -> float:
    """Returns the seconds for a fixed piece of work that has nothing to do with the program."""
    start, total = time.perf_counter(), 0
    for number in range(SUMS):
        total += number * number
    return time.perf_counter() - start


def pace(times: list[float]) -> Figure:
    """Returns the median, least and most of the ``times`` between the parts of one run, as a figure."""
    note = f"least {min(times):.2f} s, most {max(times):.2f} s of {len(times)}, between the parts"
    return Figure("the machine: five million sums in Python", statistics.median(times), "s", "0.4 s", note)
