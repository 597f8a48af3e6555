"""The by-name list for a multi-agency meeting: who works on it, the next step, days waiting, where in the journey. As a paper and as rows
for a CSV file.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from champion_tui.ground.date_words import plain_day, printed_moment
from champion_tui.papers import paper_words as words
from champion_tui.papers.document import Document, Paragraph, Table
from champion_tui.papers.setting.fonts import SHIPPED, Fonts

TEMPLATE = "list"
WIDTHS = (5, 4, 5, 5, 6, 3, 4, 8)


@dataclass(frozen=True, slots=True)
class ByNameRow:
    """One person on the list, in final words. ``who`` is initials, or a name where names are shown; ``days_waiting`` None where nobody waits;
    ``last_day`` in their home None where not known.
    """

    who: str
    reference: str
    council: str
    worker: str
    journey: str
    days_waiting: int | None
    last_day: date | None
    next_step: str


@dataclass(frozen=True, slots=True)
class ByNameSource:
    """What a by-name list is made from. ``person`` makes it; ``with_names`` says that ``who`` are names; ``training`` that they are
    invented.
    """

    rows: Sequence[ByNameRow]
    at: datetime
    person: str
    with_names: bool = False
    fonts: Fonts = SHIPPED
    training: bool = False


def document(source: ByNameSource) -> Document:
    """The list on paper, in the order of its rows."""
    how_many = words.BY_NAME_ONE if len(source.rows) == 1 else words.BY_NAME_MANY.format(count=len(source.rows))
    care = words.BY_NAME_NAMES if source.with_names else words.BY_NAME_INITIALS
    table = Table(words.BY_NAME_HEADS, WIDTHS, tuple(map(_cells, source.rows)))
    footer = words.BY_NAME_FOOTER.format(who=source.person, moment=printed_moment(source.at))
    return Document(TEMPLATE, words.BY_NAME_TITLE, (Paragraph(f"{how_many} {care}", "strong"), table), footer=footer)


def csv_rows(source: ByNameSource) -> tuple[tuple[str, ...], ...]:
    """The same as rows of text, the head first; days as ISO, so that a spreadsheet reads one date in one way."""
    return (
        words.BY_NAME_HEADS,
        *((*_cells(row)[:6], row.last_day.isoformat() if row.last_day else "", row.next_step) for row in source.rows),
    )


def _cells(row: ByNameRow) -> tuple[str, ...]:
    return (
        row.who,
        row.reference,
        row.council,
        row.worker,
        row.journey,
        "" if row.days_waiting is None else str(row.days_waiting),
        plain_day(row.last_day) if row.last_day else "",
        row.next_step,
    )
