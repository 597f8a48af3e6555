"""``desk.connection``: where a person belongs, from what they remember of where they lived. Nothing of it is stored."""

from collections.abc import Mapping
from datetime import date

from champion_tui.desk.connection.advice import connection_advice, connection_form
from champion_tui.desk.connection.advice_views import ConnectionView
from champion_tui.desk.connection.advice_words import understood_words
from champion_tui.desk.connection.draft import ConnectionDraft
from champion_tui.ground.answers import Problem
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.lines.areas import Area


class Connection:
    """``area`` is where the person is, and comes first; everything is as of ``today``."""

    def __init__(self, book: Book, area: Area, today: date) -> None:
        self._book = book
        self._area = area
        self._today = today

    def draft(self, stage: str | None = None) -> ConnectionDraft:
        """An empty history for the advice; ``stage`` is the case's, if known."""
        return ConnectionDraft(connection_form(self._book, self._area, self._today), self.advice, stage)

    def understood(self, key: str, text: str) -> str:
        """How a time typed for the advice is understood ("in March 2024"); "" if it is not. ``key`` names its box."""
        return understood_words(key, text, self._today)

    def advice(self, raw: Mapping[str, object]) -> ConnectionView | Problem:
        """Local connection from what the person remembers (``advice.Raw``)."""
        return connection_advice(self._book, raw, self._today)
