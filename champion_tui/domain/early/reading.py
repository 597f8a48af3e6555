"""Reads the early list from a table that a prison or a ward exports: either every row, or none and a list of bad cells.

A date is read as year-month-day, in British order, or with its month by name (``24-Dec-26``, as spreadsheets show it).
``03/04/2026`` can be two days. It is read in British order only if another date in the column has a day above 12, which shows that
the column is British; otherwise the user is asked. A time of midnight after a date is ignored, because databases write a day that
way.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum

from champion_tui.domain.cases.search_text import search_fold
from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.domain.dates.purposes import LAST_DATE_YEARS
from champion_tui.ground.csv_tables import CsvRow
from champion_tui.ground.dates.calendar import iso_date
from champion_tui.ground.dates.date_grammar import LAST_MONTH
from champion_tui.ground.dates.date_words import MONTHS
from champion_tui.ground.values import immutable
from champion_tui.ground.visible import without_invisible

LONGEST_REFERENCE = 40
LONGEST_WORKER = 200
"""Characters."""


class Column(StrEnum):
    """The columns of an early list. All but the last are required."""

    OWN_REFERENCE = "own-reference"
    DATE = "date"
    KIND = "kind"
    WORKER = "worker"


class EarlyKind(StrEnum):
    """Why somebody may lose a home."""

    RELEASE = "release"
    DISCHARGE = "discharge"
    OTHER = "other"


KIND_WORDS = {EarlyKind.RELEASE: "release", EarlyKind.DISCHARGE: "discharge", EarlyKind.OTHER: "last day"}
"""What the day is called."""


def kind_words(kind: str) -> str:
    """Returns the word for a stored kind. A kind that this program does not know, for example from a colleague's newer version, is
    shown as a last day.
    """
    return KIND_WORDS[EarlyKind(kind) if kind in set(EarlyKind) else EarlyKind.OTHER]


class WhyBad(StrEnum):
    """What is wrong with a row, or with the heading."""

    NO_ROWS = "no-rows"
    MISSING_COLUMN = "missing-column"
    """A required column is missing; ``BadRow.column`` holds its id."""
    UNKNOWN_COLUMN = "unknown-column"
    """A column that an early list does not have. Names do not belong in it."""
    COLUMN_TWICE = "column-twice"
    EMPTY = "empty"
    TOO_LONG = "too-long"
    NOT_PRINTABLE = "not-printable"
    NOT_A_DATE = "not-a-date"
    ORDER_UNCLEAR = "order-unclear"
    """It can be two days, and no date in the column shows the order: ask, and write it as year-month-day."""
    MONTH_FIRST = "month-first"
    """It can be two days, and a date in the column has the month first: ask, and write it as year-month-day."""
    IN_PAST = "in-past"
    TOO_FAR = "too-far"
    UNKNOWN_KIND = "unknown-kind"
    TWICE_IN_FILE = "twice-in-file"
    STORED_ALREADY = "stored-already"


@immutable
class BadRow:
    """One fault: the ``line`` of the file, the ``column`` (its id, or the heading of an unknown column; "" for the whole table),
    the text ``given`` there, and ``why``.
    """

    line: int
    column: str
    given: str
    why: WhyBad


@immutable
class EarlyRead:
    """The result of reading a table: all ``entries``, or none and every fault in ``bad``, by line."""

    entries: tuple[EarlyEntry, ...] = ()
    bad: tuple[BadRow, ...] = ()


_HEADINGS: Mapping[Column, frozenset[str]] = {
    Column.OWN_REFERENCE: frozenset({"own reference", "our reference", "reference", "own ref", "our ref", "ref"}),
    Column.DATE: frozenset(
        {"date", "release date", "discharge date", "last date", "last day", "date of release", "date of discharge"}
    ),
    Column.KIND: frozenset({"kind", "type"}),
    Column.WORKER: frozenset({"worker", "key worker", "keyworker", "caseworker", "staff"}),
}
"""Column -> the folded headings by which it is recognised."""

_KINDS: Mapping[str, EarlyKind] = {
    **dict.fromkeys(("release", "released", "release from prison", "prison", "custody"), EarlyKind.RELEASE),
    **dict.fromkeys(("discharge", "discharged", "discharge from hospital", "hospital", "ward"), EarlyKind.DISCHARGE),
    "other": EarlyKind.OTHER,
}
_NEEDED = (Column.OWN_REFERENCE, Column.DATE, Column.KIND)
_IN_NUMBERS = re.compile(r"([0-9]{1,2})([/.\-])([0-9]{1,2})\2([0-9]{4})")
_WITH_NAME = re.compile(r"([0-9]{1,2})([ /.\-])([a-z]+)\2(?:20)?([0-9]{2})", re.IGNORECASE)
_MIDNIGHT = re.compile(r"[ T]00:00(:00(\.0+)?)?Z?")
_MONTHS: Mapping[str, int] = {
    "sept": MONTHS.index("September") + 1,
    **{written: number for number, name in enumerate(MONTHS, 1) for written in (name.lower(), name[:3].lower())},
}
"""Month names, in full and in three letters -> number."""


@immutable
class _Line:
    """A row by its columns. ``date`` is its date without a time; ``numbers`` is that date as (first, second, year), None if it is
    not written in numbers.
    """

    number: int
    cells: Mapping[Column, str]
    date: str
    numbers: tuple[int, int, int] | None


def read_early(rows: Sequence[CsvRow], today: date, stored: Collection[str]) -> EarlyRead:
    """Returns the entries in ``rows``, of which the first is the heading. ``stored`` are the own references already on the list."""
    if not rows:
        return EarlyRead(bad=(BadRow(1, "", "", WhyBad.NO_ROWS),))
    heading, *below = rows
    columns = [_column(cell) for cell in heading.cells]
    bad = [*_bad_heading(heading, columns)]
    if not bad and not below:
        bad = [BadRow(heading.line, "", "", WhyBad.NO_ROWS)]
    if bad:
        return EarlyRead(bad=tuple(bad))
    lines = [_line(row, columns) for row in below]
    doubt = _order_doubt(lines)
    often = Counter(own_reference_key(line.cells[Column.OWN_REFERENCE]) for line in lines)
    taken = set(map(own_reference_key, stored))
    bad = [each for line in lines for each in _bad_cells(line, doubt, today, often, taken)]
    return EarlyRead(bad=tuple(bad)) if bad else EarlyRead(tuple(_entry(line, today) for line in lines))


def own_reference_key(own_reference: str) -> str:
    """Returns an own reference as it is compared: capitals and spaces make no difference."""
    return " ".join(own_reference.casefold().split())


def reference_fault(own_reference: str) -> WhyBad | None:
    """Returns what is wrong with an own reference from a file or typed by a user, or None."""
    return WhyBad.EMPTY if not own_reference.strip() else _text_fault(own_reference, LONGEST_REFERENCE)


def date_fault(on: date, today: date) -> WhyBad | None:
    """Returns what is wrong with a day on which somebody may lose a home, or None."""
    if on < today:
        return WhyBad.IN_PAST
    return WhyBad.TOO_FAR if on.year > today.year + LAST_DATE_YEARS else None


def _column(heading: str) -> Column | None:
    folded = search_fold(heading.replace("_", " "))
    return next((column for column, names in _HEADINGS.items() if folded in names), None)


def _bad_heading(heading: CsvRow, columns: Sequence[Column | None]) -> Iterator[BadRow]:
    for place, (cell, column) in enumerate(zip(heading.cells, columns, strict=True)):
        if column is None:
            yield BadRow(heading.line, cell, cell, WhyBad.UNKNOWN_COLUMN)
        elif column in columns[:place]:
            yield BadRow(heading.line, column, cell, WhyBad.COLUMN_TWICE)
    for column in _NEEDED:
        if column not in columns:
            yield BadRow(heading.line, column, "", WhyBad.MISSING_COLUMN)


def _line(row: CsvRow, columns: Sequence[Column | None]) -> _Line:
    cells = {column: cell for column, cell in zip(columns, row.cells, strict=True) if column is not None}
    written = cells[Column.DATE]
    time = _MIDNIGHT.search(written)
    day = written[: time.start()] if time and time.end() == len(written) else written
    found = _IN_NUMBERS.fullmatch(day)
    return _Line(row.line, cells, day, (int(found[1]), int(found[3]), int(found[4])) if found else None)


def _order_doubt(lines: Sequence[_Line]) -> WhyBad | None:
    """Returns why ambiguous dates of this column are not read, or None if they are known to be in British order."""
    numbers = [line.numbers for line in lines if line.numbers]
    if any(first <= LAST_MONTH < second for first, second, _ in numbers):
        return WhyBad.MONTH_FIRST
    return None if any(second <= LAST_MONTH < first for first, second, _ in numbers) else WhyBad.ORDER_UNCLEAR


def _bad_cells(
    line: _Line, doubt: WhyBad | None, today: date, often: Mapping[str, int], taken: Collection[str]
) -> Iterator[BadRow]:
    reference = line.cells[Column.OWN_REFERENCE]
    key = own_reference_key(reference)
    faults = {
        Column.OWN_REFERENCE: reference_fault(reference)
        or (WhyBad.TWICE_IN_FILE if often[key] > 1 else None)
        or (WhyBad.STORED_ALREADY if key in taken else None),
        Column.DATE: _bad_date(line, doubt, today),
        Column.KIND: _bad_kind(line.cells[Column.KIND]),
        Column.WORKER: _text_fault(line.cells.get(Column.WORKER, ""), LONGEST_WORKER),
    }
    for column, why in faults.items():
        if why is not None:
            yield BadRow(line.number, column, line.cells.get(column, ""), why)


def _text_fault(text: str, longest: int) -> WhyBad | None:
    if len(text) > longest:
        return WhyBad.TOO_LONG
    return None if text.isprintable() and without_invisible(text) == text else WhyBad.NOT_PRINTABLE


def _bad_kind(text: str) -> WhyBad | None:
    if not text:
        return WhyBad.EMPTY
    return None if search_fold(text) in _KINDS else WhyBad.UNKNOWN_KIND


def _bad_date(line: _Line, doubt: WhyBad | None, today: date) -> WhyBad | None:
    if not line.cells[Column.DATE]:
        return WhyBad.EMPTY
    if doubt is not None and _may_be_two_days(line.numbers, doubt):
        return doubt
    on = _day(line)
    return WhyBad.NOT_A_DATE if on is None else date_fault(on, today)


def _may_be_two_days(numbers: tuple[int, int, int] | None, doubt: WhyBad) -> bool:
    """Returns whether this date is ambiguous. If another date has the month first, only a date with two equal numbers, or a first
    number above 12, is not.
    """
    if numbers is None:
        return False
    first, second, _ = numbers
    can_be_month_first = 1 <= first <= LAST_MONTH
    return first != second and can_be_month_first and (doubt is WhyBad.MONTH_FIRST or 1 <= second <= LAST_MONTH)


def _day(line: _Line) -> date | None:
    """Returns the day of a row, with numbers in British order, or None if there is no such day."""
    named = _WITH_NAME.fullmatch(line.date)
    if named:
        day, month, year = int(named[1]), _MONTHS.get(named[3].lower(), 0), 2000 + int(named[4])
    elif line.numbers:
        day, month, year = line.numbers
    else:
        return iso_date(line.date)
    return iso_date(f"{year:04}-{month:02}-{day:02}")


def _entry(line: _Line, today: date) -> EarlyEntry:
    on = _day(line)
    assert on is not None, "a row without a day is a bad row"  # noqa: S101  tells the type checker what _bad_date has already checked
    return EarlyEntry(
        own_reference=line.cells[Column.OWN_REFERENCE],
        on=on,
        kind=_KINDS[search_fold(line.cells[Column.KIND])],
        worker=line.cells.get(Column.WORKER, ""),
        added_on=today,
    )
