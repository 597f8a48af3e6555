"""The table of cases: its columns and rows, the choices that narrow it, and the marked case at a glance."""

from collections.abc import Sequence
from datetime import date

from champion_tui.desk.cases.case_status import WORDS
from champion_tui.desk.cases.lists.today import GlanceView
from champion_tui.desk.options import OptionView
from champion_tui.desk.screen_commands import command
from champion_tui.desk.views import CaseRow
from champion_tui.domain.cases.case import CaseStatus
from champion_tui.domain.cases.summary import CaseQuery, SortBy
from champion_tui.ground.dates.date_words import MONTHS
from champion_tui.ground.values import immutable
from champion_tui.tui.widgets.layout import ABOVE, EMPTY, Cell, Row, cut, line
from champion_tui.tui.widgets.lines import brief_rows
from champion_tui.tui.widgets.lists.table import Column, TableRow
from champion_tui.tui.widgets.states import LOOK_OF, OVERDUE, tag

COLUMNS = (
    Column("What is due", 31),
    Column("Case", 11),
    Column("Who", 6, yields=1),
    Column("Council", yields=3),
    Column("Last day", 8, yields=4),
    Column("State", 11, yields=2),
)

PRESSING = frozenset({"ring-today", "tell-council", "last-date"})
"""Kinds of due dates, other than overdue ones, that cannot wait."""

WAS_SENT = frozenset(
    {
        CaseStatus.SENT,
        CaseStatus.ACKNOWLEDGED,
        CaseStatus.CONTACT_MADE,
        CaseStatus.NO_CONTACT,
        CaseStatus.OUTCOME_KNOWN,
        CaseStatus.DUPLICATE,
        CaseStatus.WITHDRAWN,
        CaseStatus.EXPIRED,
    }
)
"""The statuses in which the council may have answered."""

EVERY = ""
"""The id of the choice that sets no condition."""

ALL, ONLY_DUE = "all", "only due"
ALL_COUNCILS = OptionView(EVERY, "All councils", "")
ALL_WORKERS = OptionView(EVERY, "All workers", "")
ALL_STATUSES = OptionView(EVERY, "All of them", "")
CHOICES = (
    ("only-due", "Show", 8),
    ("of-council", "Council", 15),
    ("of-worker", "Worker", 13),
    ("of-status", "Status", 13),
    ("in-order", "Order", 14),
)
"""The ways to narrow the list: the command, its label, and its width in columns."""

NARROWED = "Not all cases are shown. {key} shows all again, what is due first."
ORDERS = {
    SortBy.DUE: OptionView(SortBy.DUE, "Due first", "then the one changed last"),
    SortBy.CHANGED: OptionView(SortBy.CHANGED, "Changed last first", ""),
    SortBy.LAST_DATE: OptionView(SortBy.LAST_DATE, "By last day", "the nearest first"),
    SortBy.SENT: OptionView(SortBy.SENT, "Sent last first", ""),
    SortBy.COUNCIL: OptionView(SortBy.COUNCIL, "By council", ""),
    SortBy.WORKER: OptionView(SortBy.WORKER, "By worker", ""),
    SortBy.STATUS: OptionView(SortBy.STATUS, "By status", "drafts first"),
    SortBy.REFERENCE: OptionView(SortBy.REFERENCE, "By reference", ""),
}

RING, SAY, DO = "Ring", "Say", "Do"
TODAY, PASSED = "today", "passed"
HEARD = "{key}: heard from the council."
PART = 8
"""Columns for the label of a part."""

FIRST = 2
"""Sentences of a case at a glance that come before whom to ring: its state, and why something is due."""

SOON = 300
"""Days within which a date is clear without its year."""


@immutable
class CaseLine(TableRow):
    """A row of the table; its key is the case's reference."""

    draft: bool
    was_sent: bool


def case_line(row: CaseRow, today: date) -> CaseLine:
    """Returns a case as a row of the table on the day ``today``."""
    last = last_day(row.last_date, today) if row.last_date else ""
    state = tag(row.tag) if row.tag in LOOK_OF else Cell(row.tag)
    cells = (_due(row), Cell(row.reference), Cell(row.initials), Cell(row.council), Cell(last), state)
    status = CaseStatus(row.status)
    return CaseLine(row.reference, cells, draft=status is CaseStatus.DRAFT, was_sent=status in WAS_SENT)


def _due(row: CaseRow) -> Cell:
    if not row.due_words:
        return Cell(row.status_words, "quiet")
    pressing = row.tag == OVERDUE or row.due_kind in PRESSING
    return Cell(row.due_words, "warning" if pressing else "")


def last_day(day: date, today: date) -> str:
    """Returns a last day in short: ``10 Jan`` if the year is clear, ``Jan 2028`` if it is further away, ``today`` or ``passed``."""
    away = (day - today).days
    if away <= 0:
        return PASSED if away else TODAY
    month = MONTHS[day.month - 1][:3]
    return f"{day.day} {month}" if away <= SOON else f"{month} {day.year}"


def status_options() -> tuple[OptionView, ...]:
    """Returns a choice for each status of a case, and one for all."""
    return (ALL_STATUSES, *(OptionView(status, words[:1].upper() + words[1:], "") for status, words in WORDS.items()))


def narrowed(query: CaseQuery) -> bool:
    """Returns whether the list leaves out cases for any reason other than the search."""
    return bool(query.only_due or query.authority or query.worker or query.status)


def shown_rows(query: CaseQuery, council: str) -> list[Row]:
    """Returns how the list is narrowed, with the key of each choice. ``council`` is the name of the chosen one, "" for all."""
    values = (
        ONLY_DUE if query.only_due else ALL,
        council or ALL,
        query.worker or ALL,
        WORDS[CaseStatus(query.status)] if query.status else ALL,
        ORDERS[query.sort].words.lower(),
    )
    plain = (ALL, ALL, ALL, ALL, ORDERS[SortBy.DUE].words.lower())
    names: list[Cell] = []
    chosen: list[Cell] = []
    for (name, words, width), value, usual in zip(CHOICES, values, plain, strict=True):
        names.append(Cell(f"{command(name).key_words(first_only=True)} {words}", "quiet", width))
        chosen.append(Cell(cut(value, width), "" if value == usual else "accent", width))
    rows: list[Row] = [tuple(names), tuple(chosen)]
    if narrowed(query):
        rows.append(line(NARROWED.format(key=command("all-again").key_words()), "accent"))
    return [*rows, EMPTY]


def glance_parts(view: GlanceView, *, was_sent: bool) -> tuple[list[Row], ...]:
    """Returns a case at a glance, in parts: its state and why something is due, whom to ring, what to say, what to do, the
    rest. With ``was_sent`` the council may have answered.
    """
    name = f"{view.reference}  {view.who}".strip()
    state = (tag(view.tag, len(view.tag) + 2), Cell("")) if view.tag in LOOK_OF else ()
    first: list[Row] = [(Cell(name, "title", len(name)), *state), *map(line, view.lines[:FIRST])]
    ring = [(Cell("" if at else RING, "strong", PART, ABOVE), *row) for at, row in enumerate(brief_rows(view.ring))]
    rest = [line(sentence, "quiet") for sentence in view.lines[FIRST:]]
    heard = [line(HEARD.format(key=command("heard").key_words()), "quiet")] if was_sent else []
    return first, ring, _part(SAY, view.say), _part(DO, view.do), [*rest, *heard]


def _part(name: str, sentences: Sequence[str]) -> list[Row]:
    return [
        (Cell("" if at else name, "strong", PART, ABOVE), Cell(sentence, "")) for at, sentence in enumerate(sentences)
    ]
