"""Follows the team's server while the vault is open. Changes made by others are shown without a key being pressed, and the
header shows the state of the connection. Text being typed is not touched.
"""

import threading
from itertools import pairwise

from champion_tui.tui.shell.stack import Stack

BETWEEN = "  "


class TeamWatch:
    """Watches the server for the app, which calls ``look`` every second on its event loop."""

    def __init__(self, app: Stack) -> None:
        self._app = app
        self._followed: object = None
        self._news = threading.Event()
        self.words: tuple[str, ...] = ()
        """The state of the connection in ever shorter wordings, longest first; () if the store is not a team's or is locked."""

    def look(self) -> bool:
        """Follows the server if the vault is open, and stops if it is not. Returns whether others changed something since the
        last call.
        """
        store = self._app.desk.vault.team_desk() if self._app.desk_is_open else None
        if store is not self._followed:
            self._followed = store
            self._news.clear()
            if store is not None:
                store.follow(self._news.set)
        self.words = self._app.desk.team.header() if store is not None else ()
        heard = self._news.is_set()
        if heard:
            # Only then: news that came since this was asked would be dropped, and the page stay as it is.
            self._news.clear()
        return heard

    def beside(self, right: str) -> str:
        """Returns the right end of the header with the state of the connection in front of it."""
        return f"{self.words[0]}{BETWEEN}{right}" if self.words else right

    def shorter(self) -> tuple[tuple[str, str], ...]:
        """Returns pairs of a wording and a shorter one to replace it, for a header with little room."""
        return tuple(pairwise(self.words))
