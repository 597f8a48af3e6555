"""What pages need the first time, made ready while nobody types: in portions, of which a key waits for one at the most."""

from collections.abc import Callable, Iterator

from champion_tui.tui.shell.idle import Idle
from champion_tui.tui.shell.stack import Stack

PAUSE = 0.4
"""Seconds without a key after which it begins."""

BETWEEN = 0.03
"""Seconds between two portions, in which a key can come through."""


class Ahead:
    """Made by the app; ``look`` is called every second, on its loop. Each ``next`` of ``portions`` makes something ready, and says whether there is
    more to do now. ``later`` calls something in so many seconds.
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
        """Begin, or go on, where nobody types."""
        if not self._under_way:
            self._go_on()

    def _go_on(self) -> None:
        app = self._app
        free = app.desk_is_open and app.in_turn.idle and not app.at_work.busy and self._idle.quiet() >= PAUSE
        self._under_way = free and next(self._portions, False)
        if self._under_way:
            self._later(BETWEEN, self._go_on)
