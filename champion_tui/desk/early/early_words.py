"""What is wrong with an exported list, as sentences: about the whole file, and about each row."""

from champion_tui.domain.early.reading import LONGEST_REFERENCE, BadRow, Column, EarlyKind, WhyBad
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.csv_tables import CsvFault, NotATable
from champion_tui.ground.dates.date_words import list_words
from champion_tui.ground.tables import shown

NOBODY = "Nobody is on the early list."
MOST_BYTES = 20_000_000
"""Twice the size of a list of 50,000 full rows in UTF-16."""

HEADINGS = "reference, date, kind and, if you like, worker"
WRITE_DATES = "write dates as 2027-03-31"

FAULTS = {
    CsvFault.EMPTY: "a file with something in it",
    CsvFault.TOO_LARGE: "a file of {limit:,} bytes or fewer",
    CsvFault.TOO_MANY_ROWS: "a list of {limit:,} rows or fewer",
    CsvFault.NOT_TEXT: "a CSV file (in a spreadsheet: save as CSV); this is a workbook or another kind of file",
    CsvFault.ONE_COLUMN: f"columns with commas, semicolons or tabs between them: {HEADINGS}",
    CsvFault.DELIMITER_UNCLEAR: "one kind of mark between the columns: its first line has two",
    CsvFault.QUOTES: "quotation marks in pairs: {lines} has one too many, or one in the middle of a cell",
    CsvFault.RAGGED: "as many cells in each row as in the first: {lines} has more or fewer",
}

WHY = {
    WhyBad.NO_ROWS: "one row or more below the headings",
    WhyBad.MISSING_COLUMN: f"a column for it; the headings are {HEADINGS}",
    WhyBad.UNKNOWN_COLUMN: f"no column but {HEADINGS}: a name has no place on this list",
    WhyBad.COLUMN_TWICE: "each column once",
    WhyBad.EMPTY: "something in it",
    WhyBad.TOO_LONG: f"at most {LONGEST_REFERENCE} characters for a reference, 200 for a worker",
    WhyBad.NOT_PRINTABLE: "letters and digits that can be seen",
    WhyBad.NOT_A_DATE: f"a day; {WRITE_DATES}",
    WhyBad.ORDER_UNCLEAR: f"a day that can be read in one way only: is it the day or the month that comes first? Please {WRITE_DATES}",
    WhyBad.MONTH_FIRST: f"a day that can be read in one way only: in this list the month seems to come first. Please {WRITE_DATES}",
    WhyBad.IN_PAST: "today or a day to come",
    WhyBad.TOO_FAR: "a day within the next years",
    WhyBad.UNKNOWN_KIND: f"one of {', '.join(EarlyKind)}",
    WhyBad.TWICE_IN_FILE: "each reference once",
    WhyBad.STORED_ALREADY: "a reference that is not on the early list already",
}


class BadRows(WrongValue):
    """A list from which nothing was taken. The problem is the first thing that is wrong; ``sentences`` holds all of
    them.
    """

    def __init__(self, bad: tuple[BadRow, ...]) -> None:
        first = bad[0]
        super().__init__(Problem(f"rows[{first.line}].{first.column}".rstrip("."), first.given, WHY[first.why]))
        self.sentences = tuple(map(row_words, bad))


def fault_words(fault: NotATable) -> str:
    """Returns what a file should have been."""
    lines = f"line {list_words(tuple(map(str, fault.lines[:5])))}" if fault.lines else "a line"
    return FAULTS[fault.fault].format(limit=fault.limit, lines=lines)


def row_words(bad: BadRow) -> str:
    """Returns one thing that is wrong in a list, as a sentence."""
    where = f"Line {bad.line}" + (f", {_heading(bad.column)}" if bad.column else "")
    given = f" {shown(bad.given)}" if bad.given else ""
    return f"{where}:{given} cannot be used; expected {WHY[bad.why]}."


def _heading(column: str) -> str:
    return "reference" if column == Column.OWN_REFERENCE else column
