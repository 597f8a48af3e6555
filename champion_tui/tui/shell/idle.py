"""Measures how long no key has been pressed, and says what is due: a countdown, hiding, locking."""

import math
import time
from collections.abc import Callable

from champion_tui.ground.values import immutable

COUNTDOWN = 15
"""Seconds before hiding during which the countdown is shown."""


def seconds_passed() -> float:
    """Returns seconds from an arbitrary start, including time asleep. Changes to the wall clock do not affect it.

    Linux counts sleep in CLOCK_BOOTTIME but not in CLOCK_MONOTONIC (clock_gettime(2)). On macOS CLOCK_MONOTONIC counts it, but
    Python's own monotonic clock does not (clock_gettime(3)). On Windows Python's does (GetTickCount64).
    """
    read: Callable[[int], float] | None = getattr(time, "clock_gettime", None)
    which: int | None = getattr(time, "CLOCK_BOOTTIME", getattr(time, "CLOCK_MONOTONIC", None))
    return time.monotonic() if read is None or which is None else read(which)


@immutable
class Due:
    """What is due now. ``left`` is the seconds until hiding, 0 if the countdown is not to be shown."""

    left: int = 0
    hide: bool = False
    lock: bool = False


class Idle:
    """The time since the last key. ``clock`` returns seconds that never decrease and include sleep."""

    def __init__(self, clock: Callable[[], float] = seconds_passed) -> None:
        self._clock = clock
        self._since = clock()

    def touched(self) -> None:
        """Notes that a key was pressed just now."""
        self._since = self._clock()

    def quiet(self) -> float:
        """Returns the seconds since the last key."""
        return self._clock() - self._since

    def due(self, blank_after: int, lock_after: int) -> Due:
        """Returns what is due: everything is hidden after the smaller number of seconds, and the vault locked after ``lock_after``."""
        passed = self.quiet()
        left = min(blank_after, lock_after) - passed
        return Due(left=math.ceil(left) if 0 < left <= COUNTDOWN else 0, hide=left <= 0, lock=passed >= lock_after)
