"""Shared state of an open store. A new key replaces its database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from champion_tui.domain.dates.clock import machine_clock
from champion_tui.ground.values import immutable
from champion_tui.store.checking import OpenStore
from champion_tui.store.database.connection import Database
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.database.worker import Worker
from champion_tui.store.history.events import Hand, hand_of
from champion_tui.store.pins import Pins


@immutable
class Author:
    """Who unlocked the store: the author of every event."""

    slot: str
    name: str


@dataclass(slots=True)
class Inside:
    """``database`` is used in ``worker``'s thread only. ``usable`` is false when the store has to be closed: its files may no
    longer be those that lie in the folder.
    """

    worker: Worker
    database: Database
    lock: HomeLock
    author: Author
    opened: OpenStore
    now: Callable[[], datetime]
    pins: Pins
    usable: bool = True

    def hand(self) -> Hand:
        """Who writes, at this moment."""
        return hand_of(self.author.slot, self.author.name, self.now)

    def clock(self) -> datetime:
        """What the machine's own clock says: safety copies grow old by it, whatever moment somebody gave to
        work with.
        """
        return machine_clock(self.now)()
