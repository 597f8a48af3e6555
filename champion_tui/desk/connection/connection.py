"""``desk.connection``: works out local connection from what a person remembers of where they lived. Nothing is stored."""

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
    """The local-connection part of the desk. ``area`` is where the person is, and comes first; everything is as of
    ``today``.
    """

    def __init__(self, book: Book, area: Area, today: date) -> None:
        self._book = book
        self._area = area
        self._today = today

    def draft(self, stage: str | None = None) -> ConnectionDraft:
        """Returns an empty history for the advice; ``stage`` is the case's, if known."""
        return ConnectionDraft(connection_form(self._book, self._area, self._today), self.advice, stage)

    def understood(self, key: str, text: str) -> str:
        """Returns how a time typed for the advice is understood ("in March 2024"); "" if it is not. ``key`` names its
        box.
        """
        return understood_words(key, text, self._today)

    def advice(self, raw: Mapping[str, object]) -> ConnectionView | Problem:
        """Returns the advice from what the person remembers (``advice.Raw``), or the first problem in it."""
        return connection_advice(self._book, raw, self._today)
