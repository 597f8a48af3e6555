"""The parts of the desk that work on a store. Importing this loads SQLModel, the cipher driver and the papers, so
``Desk`` imports it only when one of them is first needed.
"""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from champion_tui.desk.team.team import Team
from champion_tui.desk.unlocked import unlocked
from champion_tui.desk.vault.copies import Copies
from champion_tui.desk.vault.vault import Vault
from champion_tui.knowledge.book import Book


class StoreRooms:
    """``team`` and ``copies``, which can also be used while no store is open, and ``unlocked``, which makes the parts
    for an open store.
    """

    unlocked = staticmethod(unlocked)

    def __init__(
        self,
        vault: Vault,
        book: Callable[[], Book],
        home: Path,
        now: Callable[[], datetime],
        memory: Callable[[], Path | None],
    ) -> None:
        self.team = Team(home, book, now, memory, vault.opened)
        self.copies = Copies(home, now, vault.opened, vault.lock, memory)
