"""Tables from spreadsheets: read whole or not at all, with the fault and its line; written without live formulas."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.ground.csv_tables import MOST_BYTES, TO_FILE, CsvFault, CsvRow, NotATable, read_csv, write_csv

TEXT = "Reference;Worker\nA1;Zoë\n"
ROWS = (CsvRow(1, ("Reference", "Worker")), CsvRow(2, ("A1", "Zoë")))


@pytest.mark.parametrize(
    ("raw", "guessed"),
    [
        (TEXT.encode(), False),
        (TEXT.encode("utf-8-sig"), False),
        (TEXT.encode("utf-16"), False),
        ("\ufeff".encode("utf-16-be") + TEXT.encode("utf-16-be"), False),
        (TEXT.encode("cp1252"), True),
        (TEXT.replace("\n", "\r\n").encode(), False),
        (TEXT.replace("\n", "\r").encode(), False),
    ],
)
def test_every_encoding_that_spreadsheets_write(raw, guessed):
    """UTF-8 with and without its mark, both kinds of UTF-16, and the Windows encoding, which is reported as a guess."""
    table = read_csv(raw)
    assert (table.rows, table.guessed) == (ROWS, guessed)


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_every_delimiter_and_what_stands_in_quotation_marks(delimiter):
    """A quoted cell may hold a delimiter, a line end and a doubled quotation mark, and the next row has the right line number."""
    text = f'a{delimiter}"b, ; \t c"\r\n"1\r\n2"{delimiter}"say ""yes"""\r\n\r\n{delimiter}\r\n x {delimiter} y \r\n'
    table = read_csv(text.encode())
    assert table.delimiter == delimiter
    assert table.rows == (
        CsvRow(1, ("a", "b, ; \t c")),
        CsvRow(2, ("1\r\n2", 'say "yes"')),
        CsvRow(6, ("x", "y")),
    )


def test_the_line_in_which_a_spreadsheet_says_its_delimiter():
    """Excel may write ``sep=;`` on the first line; the heading is then the second line and has that number."""
    assert read_csv(b"sep=;\r\na, x;b\r\n1;2\r\n").rows == (CsvRow(2, ("a, x", "b")), CsvRow(3, ("1", "2")))


@pytest.mark.parametrize(
    ("raw", "fault", "lines"),
    [
        (b"", CsvFault.EMPTY, ()),
        (b"\xef\xbb\xbf \r\n\r\n", CsvFault.EMPTY, ()),
        (b",,\r\n,,\r\n", CsvFault.EMPTY, ()),
        (b"PK\x03\x04\0\0\0\x08", CsvFault.NOT_TEXT, ()),
        ("a,b\n".encode("utf-16-le"), CsvFault.NOT_TEXT, ()),
        ("a,b\n".encode("utf-32"), CsvFault.NOT_TEXT, ()),
        (b"\xff\xfea", CsvFault.NOT_TEXT, ()),
        (b"a,b\n1,\x81\n", CsvFault.NOT_TEXT, ()),
        (b"a|b\n1|2\n", CsvFault.ONE_COLUMN, ()),
        (b'"a,b"\n', CsvFault.ONE_COLUMN, ()),
        (b"a,b;c\n1,2;3\n", CsvFault.DELIMITER_UNCLEAR, ()),
        (b'a,b\n1,2\n3,"4\n5,6\n', CsvFault.QUOTES, (3,)),
        (b'a,b\n1,"2"x\n', CsvFault.QUOTES, (2,)),
        (b"a,b\n1\n2,3\n4,5,6\n", CsvFault.RAGGED, (2, 4)),
    ],
)
def test_what_is_no_table_is_refused_as_a_whole(raw, fault, lines):
    """The fault is named, with its lines if it has any."""
    with pytest.raises(NotATable) as refused:
        read_csv(raw)
    assert (refused.value.fault, refused.value.lines) == (fault, lines)


def test_too_much_is_refused_with_the_limit():
    """One row or one byte over the limit is refused."""
    assert len(read_csv(b"a,b\n" + b"1,2\n" * 3, most_rows=3).rows) == 4
    with pytest.raises(NotATable) as refused:
        read_csv(b"a,b\n" + b"1,2\n" * 4, most_rows=3)
    assert (refused.value.fault, refused.value.limit) == (CsvFault.TOO_MANY_ROWS, 3)
    with pytest.raises(NotATable) as refused:
        read_csv(b"a" * (MOST_BYTES + 1))
    assert (refused.value.fault, refused.value.limit) == (CsvFault.TOO_LARGE, MOST_BYTES)


@given(st.binary(max_size=60))
def test_no_bytes_are_too_odd(raw):
    """Any bytes give a table with rows of equal length, or a fault."""
    try:
        table = read_csv(raw)
    except NotATable:
        return
    assert len({len(row.cells) for row in table.rows}) == 1


CELLS = st.one_of(
    st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0")),
    st.sampled_from(["=1+1", " =1+1", "+44", "-3", "@x", "\t=1", "\r=1", "\n=1", "\u200b=1", "＝1", "'=1", 'a","=1']),
)


@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1))
def test_no_cell_that_is_written_is_a_live_formula(rows):
    """Another CSV reader finds every cell unchanged or with an apostrophe in front, and no cell begins like a formula."""
    written = write_csv(rows)
    read = list(csv.reader(io.StringIO(written, newline=""), strict=True))
    assert len(read) == len(rows)
    for before, after in zip(rows, read, strict=True):
        for cell, shown in zip(before, after, strict=True):
            assert shown in {cell, f"'{cell}"}
            assert not shown.lstrip(" \u00a0\u200b").startswith(
                ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
            )


def test_numbers_stay_numbers_and_lines_end_as_spreadsheets_want():
    """A negative number is no formula, None is an empty cell, and accents survive in a file."""
    assert write_csv([["Zoë", -3, 0.5, None], ["-3", 7, None, 'say "yes"']]) == (
        '"Zoë",-3,0.5,""\r\n"\'-3",7,"","say ""yes"""\r\n'
    )
    assert read_csv(write_csv([["a", "b"], ["Zoë", 1]]).encode(TO_FILE)).rows[1].cells == ("Zoë", "1")


def test_a_long_cell_is_no_fault_of_the_quotation_marks():
    """The part that reads the cell reports that it is too long; the standard library's own limit used to report another
    fault first.
    """
    (heading, row) = read_csv(b"a,b\n" + b"x" * 200_000 + b",1\n").rows
    assert (heading.cells, len(row.cells[0])) == (("a", "b"), 200_000)
