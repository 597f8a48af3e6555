"""The by-name list for a multi-agency meeting, as a paper and as rows for a CSV file: who works on it, the next step, days waiting, where in
the journey.
"""

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
    """What a by-name list is made from: its ``rows`` in their order, the next ``steps`` in words (by reference, of the cases that ask for
    something) and ``where``, the words of each status. ``person`` makes it; ``with_names`` says that rows hold names and not initials;
    ``training`` that they are invented.
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
    """The list on paper, in the order of its rows."""
    how_many = words.BY_NAME_ONE if len(source.rows) == 1 else words.BY_NAME_MANY.format(count=len(source.rows))
    care = words.BY_NAME_NAMES if source.with_names else words.BY_NAME_INITIALS
    rows = tuple(_cells(source, row, plain_day(row.by) if row.by else "") for row in source.rows)
    footer = words.BY_NAME_FOOTER.format(who=source.person, moment=printed_moment(source.at))
    blocks = (Paragraph(f"{how_many} {care}", "strong"), Table(words.BY_NAME_HEADS, WIDTHS, rows))
    return Document(TEMPLATE, words.BY_NAME_TITLE, blocks, footer=footer)


def csv_rows(source: ByNameSource) -> Iterator[tuple[str, ...]]:
    """The same as rows of text, the head first; days as ISO, so that a spreadsheet reads each in one way."""
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
