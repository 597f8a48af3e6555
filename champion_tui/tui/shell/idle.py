"""How long nobody has pressed a key, and what is due then: a countdown, hiding, locking."""

import math
import time
from collections.abc import Callable

from champion_tui.ground.values import immutable

COUNTDOWN = 15
"""Seconds before hiding during which it is said that it will happen."""


def seconds_passed() -> float:
    """Seconds since some moment, counted on while the machine sleeps. No setting of the wall clock changes it.

    Linux counts sleep in CLOCK_BOOTTIME and not in CLOCK_MONOTONIC (clock_gettime(2)). On macOS it is CLOCK_MONOTONIC that goes
    on, while Python's own monotonic clock stands still (clock_gettime(3)). On Windows Python's goes on (GetTickCount64).
    """
    read: Callable[[int], float] | None = getattr(time, "clock_gettime", None)
    which: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if read is None or which is None else read(which)


@immutable
class Due:
    """What is due now. ``left``: seconds until it hides, where that is soon enough to be said; else 0."""

    left: int = 0
    hide: bool = False
    lock: bool = False


class Idle:
    """``clock`` gives seconds that only ever grow, sleep included."""

    def __init__(self, clock: Callable[[], float] = seconds_passed) -> None:
        self._clock = clock
        self._since = clock()

    def touched(self) -> None:
        """A key was pressed just now."""
        self._since = self._clock()

    def quiet(self) -> float:
        """Seconds since the last key."""
        return self._clock() - self._since

    def due(self, blank_after: int, lock_after: int) -> Due:
        """What is due where it hides after so many seconds and locks after so many."""
        passed = self.quiet()
        left = min(blank_after, lock_after) - passed
        return Due(left=math.ceil(left) if 0 < left <= COUNTDOWN else 0, hide=left <= 0, lock=passed >= lock_after)
