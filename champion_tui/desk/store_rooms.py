"""The rooms of the desk that work on a store. Importing this loads SQLModel, the cipher driver and the papers: ``Desk`` does it when somebody
first needs one of them.
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
    """``team`` and ``copies``, also while no store is open; ``unlocked`` makes what an open one brings."""

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
