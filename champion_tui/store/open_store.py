"""The shared state of an open store. A new key replaces its database."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from champion_tui.domain.dates.clock import machine_clock
from champion_tui.ground.values import immutable
from champion_tui.store.checking import StoreKeys
from champion_tui.store.database.connection import Database
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.database.worker import Worker
from champion_tui.store.history.events import Hand, hand_of
from champion_tui.store.pins import Pins


@immutable
class Author:
    """The person who unlocked the store: the author of every event."""

    slot: str
    name: str


@dataclass(slots=True)
class OpenStore:
    """The parts of an open store. ``database`` is used in ``worker``'s thread only. ``usable`` is False when the store
    has to be closed, because its files may differ from those in the folder.
    """

    worker: Worker
    database: Database
    lock: HomeLock
    author: Author
    opened: StoreKeys
    now: Callable[[], datetime]
    pins: Pins
    usable: bool = True

    def hand(self) -> Hand:
        """Returns the author and time for an event written now."""
        return hand_of(self.author.slot, self.author.name, self.now)

    def clock(self) -> datetime:
        """Returns the machine's time, even if people work with a given moment. The age of safety copies is measured by it."""
        return machine_clock(self.now)()
