"""Loads what pages need on first use while nobody types, in portions so small that a key waits for one at most."""

from collections.abc import Callable, Iterator

from champion_tui.tui.shell.idle import Idle
from champion_tui.tui.shell.stack import Stack

PAUSE = 0.4
"""Seconds without a key before loading begins."""

BETWEEN = 0.03
"""Seconds between two portions, so that a key can be handled in between."""


class Ahead:
    """Loads ``portions`` while the app is idle. The app calls ``look`` every second, on its event loop.

    Each ``next`` of ``portions`` makes something ready and returns whether there is more to do now. ``later`` calls a function
    after the given number of seconds.
    """

    def __init__(
        self,
        app: Stack,
        idle: Idle,
        portions: Iterator[bool],
        later: Callable[[float, Callable[[], None]], object],
    ) -> None:
        self._app = app
        self._idle = idle
        self._portions = portions
        self._later = later
        self._under_way = False

    def look(self) -> None:
        """Begins or continues loading if nobody is typing."""
        if not self._under_way:
            self._go_on()

    def _go_on(self) -> None:
        app = self._app
        free = app.desk_is_open and app.in_turn.idle and not app.at_work.busy and self._idle.quiet() >= PAUSE
        self._under_way = free and next(self._portions, False)
        if self._under_way:
            self._later(BETWEEN, self._go_on)
