"""The whole knowledge."""

from champion_tui.cli.context import Context
from champion_tui.cli.knowledge.directory import read_once
from champion_tui.knowledge import book
from champion_tui.knowledge.book import Book


def book_of(context: Context) -> Book:
    """Returns the whole knowledge. Raises as ``read_once`` does."""
    known = context.knowledge
    return known if isinstance(known, Book) else read_once(context, book.load)
