"""The by-name list for a multi-agency meeting, as a paper and as CSV rows: worker, next step, days waiting, and status."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from datetime import datetime

from champion_tui.domain.figures.by_name import NameRow
from champion_tui.ground.dates.date_words import plain_day, printed_moment
from champion_tui.ground.values import immutable
from champion_tui.papers import paper_words as words
from champion_tui.papers.document import Document, Paragraph, Table
from champion_tui.papers.setting.fonts import SHIPPED, Fonts

TEMPLATE = "list"
WIDTHS = (5, 4, 5, 6, 6, 4, 3, 6)


@immutable
class ByNameSource:
    """The contents of a by-name list.

    ``rows`` are in their order. ``steps`` are the next steps as words, by reference, for cases that need something.
    ``person`` makes the list. ``where`` has the words of each status. ``with_names`` means that rows contain names, not
    initials; ``training`` that they are invented.
    """

    rows: Sequence[NameRow]
    steps: Mapping[str, str]
    at: datetime
    person: str
    where: Mapping[str, str] = field(default_factory=dict)
    with_names: bool = False
    fonts: Fonts = SHIPPED
    training: bool = False


def document(source: ByNameSource) -> Document:
    """Returns the list as a paper, in the order of its rows."""
    how_many = words.BY_NAME_ONE if len(source.rows) == 1 else words.BY_NAME_MANY.format(count=len(source.rows))
    care = words.BY_NAME_NAMES if source.with_names else words.BY_NAME_INITIALS
    rows = tuple(_cells(source, row, plain_day(row.by) if row.by else "") for row in source.rows)
    footer = words.BY_NAME_FOOTER.format(who=source.person, moment=printed_moment(source.at))
    blocks = (Paragraph(f"{how_many} {care}", "strong"), Table(words.BY_NAME_HEADS, WIDTHS, rows))
    return Document(TEMPLATE, words.BY_NAME_TITLE, blocks, footer=footer)


def csv_rows(source: ByNameSource) -> Iterator[tuple[str, ...]]:
    """Yields the list as rows of text, the head first. Dates are ISO, so that every spreadsheet reads them the same way."""
    yield words.BY_NAME_HEADS
    for row in source.rows:
        yield _cells(source, row, row.by.isoformat() if row.by else "")


def _cells(source: ByNameSource, row: NameRow, by: str) -> tuple[str, ...]:
    return (
        row.worker,
        row.who,
        row.reference,
        row.authority_words,
        source.steps.get(row.reference, words.NOTHING_DUE),
        by or (words.BY_TODAY if row.next_step else ""),
        str(row.waiting),
        source.where.get(row.where, row.where),
    )
