"""The start screen in words. Nothing here reads the store."""

from datetime import datetime

from champion_tui.desk.settings import Settings
from champion_tui.desk.views import StartView
from champion_tui.ground.calendar import london_date
from champion_tui.ground.date_words import count_words, moment_words
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.checking import to_confirm
from champion_tui.knowledge.lines.areas import Area


def start_view(book: Book, area: Area, settings: Settings, at: datetime, clock: str) -> StartView:
    """What the start screen shows at ``at``; ``clock`` says why that moment is doubted, or ""."""
    unsure = len(to_confirm(book, area.id, london_date(at)))
    stale = f"{count_words(unsure, 'number')} to ring and confirm: see Guidance." if unsure else ""
    troubles = tuple(f"{trouble.place}: expected {trouble.expected}" for trouble in book.troubles)
    return StartView(
        date_words=moment_words(at),
        clock=clock,
        area=area.name,
        stale_words=stale,
        not_sent=None,
        exported=None,
        first_run=not settings.first_run_done,
        troubles=(*troubles, settings.trouble) if settings.trouble else troubles,
    )
