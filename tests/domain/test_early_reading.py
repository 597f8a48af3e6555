"""The early list from a prison's or a ward's table: all of it or nothing, each bad cell by name, and no date guessed."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.domain.cases.summary import EarlyEntry
from champion_tui.domain.early.reading import BadRow, EarlyRead, WhyBad, read_early
from champion_tui.ground.csv_tables import CsvRow

TODAY = date(2026, 11, 26)
HEADING = ("Own reference", "Date", "Kind", "Worker")


def table(*rows, heading=HEADING):
    """Returns a table with a heading, its rows numbered as in a file."""
    return [CsvRow(line, tuple(cells)) for line, cells in enumerate((heading, *rows), 1)]


def read(*rows, heading=HEADING, stored=()):
    """Returns what these rows are read as."""
    return read_early(table(*rows, heading=heading), TODAY, stored)


def whys(found):
    """Returns what is wrong, by line and column."""
    return [(bad.line, bad.column, bad.why) for bad in found.bad]


def test_a_table_that_is_right_gives_every_entry():
    """Headings and kinds may have other names and another order, and the worker's column may be missing."""
    assert read(("A1", "2027-01-05", "Release", "Zoë"), ("b2", "2026-11-26", "hospital", "")) == EarlyRead(
        (
            EarlyEntry("A1", date(2027, 1, 5), "release", "Zoë", TODAY),
            EarlyEntry("b2", TODAY, "discharge", "", TODAY),
        )
    )
    found = read(("other", "A1", "2027-01-05"), heading=("TYPE", "our_ref", "Release  date"))
    assert found.entries == (EarlyEntry("A1", date(2027, 1, 5), "other", "", TODAY),)


@pytest.mark.parametrize(
    ("dates", "days"),
    [
        (["13/01/2027", "03/04/2027"], [date(2027, 1, 13), date(2027, 4, 3)]),
        (["3.4.2027", "31-1-2027"], [date(2027, 4, 3), date(2027, 1, 31)]),
        (["05/05/2027", "2027-01-02"], [date(2027, 5, 5), date(2027, 1, 2)]),
    ],
)
def test_british_dates_are_read_where_the_column_proves_it(dates, days):
    """One day above 12 proves the order for the whole column; equal day and month need no proof."""
    found = read(*((f"A{number}", day, "other", "") for number, day in enumerate(dates)))
    assert [entry.on for entry in found.entries] == days


@pytest.mark.parametrize(
    ("dates", "why"),
    [
        (["03/04/2027", "2027-01-02", "05/05/2027"], [(2, WhyBad.ORDER_UNCLEAR)]),
        (["03/04/2027", "04/03/2027"], [(2, WhyBad.ORDER_UNCLEAR), (3, WhyBad.ORDER_UNCLEAR)]),
        (["03/04/2027", "01/13/2027"], [(2, WhyBad.MONTH_FIRST), (3, WhyBad.MONTH_FIRST)]),
        (["13/01/2027", "03/04/2027", "01/13/2027"], [(3, WhyBad.MONTH_FIRST), (4, WhyBad.MONTH_FIRST)]),
        (["31/02/2027"], [(2, WhyBad.NOT_A_DATE)]),
        (["13/13/2027", "1/1/27", "5 Mai 2027", "2027-02-30"], [(line, WhyBad.NOT_A_DATE) for line in (2, 3, 4, 5)]),
        (
            ["30-Feb-27", "5 May/2027", "2027-01-05 09:30", "May 5 2027"],
            [(line, WhyBad.NOT_A_DATE) for line in (2, 3, 4, 5)],
        ),
        (["04/03/2027 00:00", "5-May-27"], [(2, WhyBad.ORDER_UNCLEAR)]),
        (["2026-11-25", ""], [(2, WhyBad.IN_PAST), (3, WhyBad.EMPTY)]),
        (["2206-01-01"], [(2, WhyBad.TOO_FAR)]),
    ],
)
def test_a_date_that_is_not_sure_is_refused_by_name(dates, why):
    """A date is refused if both orders are possible, or if it is American, mixed, no date, with a two-digit year, past
    or far ahead.
    """
    found = read(*((f"A{number}", day, "other", "") for number, day in enumerate(dates)))
    assert found.entries == ()
    assert whys(found) == [(line, "date", each) for line, each in why]


@pytest.mark.parametrize(
    ("written", "day"),
    [
        ("5-May-27", date(2027, 5, 5)),
        ("24-dec-2026", date(2026, 12, 24)),
        ("3 September 2027", date(2027, 9, 3)),
        ("03/Sept/27", date(2027, 9, 3)),
        ("2026-12-24 00:00:00", date(2026, 12, 24)),
        ("2026-12-24T00:00:00.000Z", date(2026, 12, 24)),
        ("24/12/2026 00:00", date(2026, 12, 24)),
    ],
)
def test_a_date_as_spreadsheets_and_databases_write_it_is_read(written, day):
    """A month by name can be read in one way only, even with a two-digit year; midnight is a day without a time."""
    assert [entry.on for entry in read(("A1", written, "other", "")).entries] == [day]


def test_each_bad_cell_is_named_and_nothing_is_taken():
    """Empty, too long and unprintable cells and an unknown kind are named, and the good row is not accepted either."""
    found = read(
        ("good", "2027-01-05", "release", ""),
        ("", "2027-01-05", "release", ""),
        ("x" * 41, "2027-01-05", "", ""),
        ("a\u3164b", "2027-01-05", "other", "a\u202eb"),
        ("a\tb", "2027-01-05", "holiday", "w" * 201),
    )
    assert found.entries == ()
    assert found.bad[0] == BadRow(3, "own-reference", "", WhyBad.EMPTY)
    assert whys(found)[1:] == [
        (4, "own-reference", WhyBad.TOO_LONG),
        (4, "kind", WhyBad.EMPTY),
        (5, "own-reference", WhyBad.NOT_PRINTABLE),
        (5, "worker", WhyBad.NOT_PRINTABLE),
        (6, "own-reference", WhyBad.NOT_PRINTABLE),
        (6, "kind", WhyBad.UNKNOWN_KIND),
        (6, "worker", WhyBad.TOO_LONG),
    ]


def test_a_reference_stands_once_in_the_file_and_in_the_list():
    """Capitals and blanks do not make a different reference, and both rows are named."""
    row = ("2027-01-05", "other", "")
    found = read(("A 1", *row), ("a  1", *row), ("B2", *row), stored=("b2", "C3"))
    assert whys(found) == [
        (2, "own-reference", WhyBad.TWICE_IN_FILE),
        (3, "own-reference", WhyBad.TWICE_IN_FILE),
        (4, "own-reference", WhyBad.STORED_ALREADY),
    ]


@pytest.mark.parametrize(
    ("heading", "bad"),
    [
        (("ref", "date", "kind", "Full name"), [("Full name", WhyBad.UNKNOWN_COLUMN)]),
        (("ref", "date", "release date"), [("date", WhyBad.COLUMN_TWICE), ("kind", WhyBad.MISSING_COLUMN)]),
        (("", "", ""), [("", WhyBad.UNKNOWN_COLUMN)] * 3
         + [(column, WhyBad.MISSING_COLUMN) for column in ("own-reference", "date", "kind")]),
    ],
)  # fmt: skip
def test_a_heading_that_is_not_understood_is_refused(heading, bad):
    """A column of names, a repeated, a missing or no heading is refused."""
    found = read(("A1", "2027-01-05", "other", "")[: len(heading)], heading=heading)
    assert [(each.column, each.why) for each in found.bad] == bad


def test_a_table_without_rows_is_no_list():
    """An empty table, or a heading alone, is no list."""
    assert whys(read_early([], TODAY, ())) == [(1, "", WhyBad.NO_ROWS)]
    assert whys(read()) == [(1, "", WhyBad.NO_ROWS)]


CELLS = st.text(max_size=5) | st.sampled_from(
    ["2027-01-05", "13/01/2027", "03/04/2027", "01/13/2027", "other", "release"]
)


@given(st.lists(st.tuples(CELLS, CELLS, CELLS, CELLS), max_size=6))
def test_all_or_nothing(rows):
    """For any cells there are as many entries as rows and no fault, or no entry and each bad row with its line."""
    found = read(*rows)
    assert bool(found.entries) is not bool(found.bad)
    assert not found.entries or len(found.entries) == len(rows)
    assert all(1 <= bad.line <= len(rows) + 1 for bad in found.bad)
    assert len({entry.own_reference.casefold() for entry in found.entries}) == len(found.entries)


@given(st.lists(st.integers(0, 3000), min_size=1, max_size=8, unique=True), st.booleans())
def test_no_american_date_is_ever_taken_for_a_british_one(days, british):
    """A column in either order is read correctly or refused."""
    dates = [TODAY + timedelta(days=day) for day in days]
    form = "%d/%m/%Y" if british else "%m/%d/%Y"
    found = read(*((f"A{number}", day.strftime(form), "other", "") for number, day in enumerate(dates)))
    assert not found.entries or [entry.on for entry in found.entries] == dates
    assert british is False or not any(bad.why is WhyBad.MONTH_FIRST for bad in found.bad)
