"""Follows the team's server while the vault is open: what others do is shown without a key pressed, and the line on top says how the line
stands. Nothing that is typed is touched.
"""

import threading
from itertools import pairwise

from champion_tui.tui.shell.stack import Stack

BETWEEN = "  "


class TeamWatch:
    """Made by the app; ``look`` is called every second, on its loop."""

    def __init__(self, app: Stack) -> None:
        self._app = app
        self._followed: object = None
        self._news = threading.Event()
        self.words: tuple[str, ...] = ()
        """How the line stands, in a few words, then in fewer and fewer; none where the store is no team's, or locked."""

    def look(self) -> bool:
        """Follow the server where the vault is open, and stop where it is not. Gives whether others did something since the last look."""
        store = self._app.desk.vault.team_desk() if self._app.desk_is_open else None
        if store is not self._followed:
            self._followed = store
            self._news.clear()
            if store is not None:
                store.follow(self._news.set)
        self.words = self._app.desk.team.header() if store is not None else ()
        heard = self._news.is_set()
        self._news.clear()
        return heard

    def beside(self, right: str) -> str:
        """The right end of the line on top with how the line stands before it."""
        return f"{self.words[0]}{BETWEEN}{right}" if self.words else right

    def shorter(self) -> tuple[tuple[str, str], ...]:
        """What stands in the place of how the line stands where there is little room on the line on top."""
        return tuple(pairwise(self.words))
