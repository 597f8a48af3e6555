"""Tables as spreadsheets write and open them: read strictly, all or nothing; written so that no cell is a live formula."""

import codecs
import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from itertools import islice

from champion_tui.ground.values import immutable
from champion_tui.ground.visible import INVISIBLE

MOST_BYTES = 20_000_000
"""Bytes of a file that is read."""

MOST_ROWS = 50_000
"""Rows below the heading that are read."""

TO_FILE = "utf-8-sig"
"""The encoding of a file that is written: without the mark in front, spreadsheets take accents for something else."""

_DELIMITERS = (",", ";", "\t")
_SAID = "sep="
"""The line in which Excel writes which delimiter follows."""

_FORMULA = frozenset("=+-@\t\r\n|\uff1d\uff0b\uff0d\uff20")
"""What a cell must not begin with: spreadsheets take it for a formula, some of them in full-width letters too (OWASP, CSV injection)."""


class CsvFault(StrEnum):
    """What is wrong with a file as a whole. Nothing of it is taken."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    NOT_TEXT = "not-text"
    """Bytes that are no text in UTF-8, UTF-16 or Windows' own encoding, or hold NULs: a workbook (.xlsx), or UTF-16 without its mark."""
    ONE_COLUMN = "one-column"
    """No comma, semicolon or tab in the first line: another delimiter, or one column only."""
    DELIMITER_UNCLEAR = "delimiter-unclear"
    """Two of them in the first line."""
    QUOTES = "quotes"
    """A quotation mark that is not closed, or stands in the middle of a cell."""
    RAGGED = "ragged"
    """Rows with more or fewer cells than the first one: a delimiter within a cell, or a torn line."""


class NotATable(Exception):
    """A file that cannot be read as a table: the ``fault``, in which ``lines`` (from 1; none where it is the whole file), and the
    ``limit`` that it goes over, 0 where there is none.
    """

    def __init__(self, fault: CsvFault, lines: tuple[int, ...] = (), limit: int = 0) -> None:
        super().__init__(fault.value)
        self.fault, self.lines, self.limit = fault, lines, limit


@immutable
class CsvRow:
    """One row: the line on which it begins (from 1), and its cells without the blanks around them."""

    line: int
    cells: tuple[str, ...]


@immutable
class CsvTable:
    """What a file holds, the heading first; rows without any text are left out. ``guessed``: it is no Unicode, so it was read as
    Windows' own encoding (cp1252), and accents may be wrong.
    """

    rows: tuple[CsvRow, ...]
    delimiter: str
    guessed: bool


def read_csv(raw: bytes, most_rows: int = MOST_ROWS) -> CsvTable:
    """The table in ``raw``, of ``most_rows`` below the heading at most. Raises ``NotATable``: then nothing of it is to be used."""
    if len(raw) > MOST_BYTES:
        raise NotATable(CsvFault.TOO_LARGE, limit=MOST_BYTES)
    text, guessed = _decoded(raw)
    if "\0" in text:
        raise NotATable(CsvFault.NOT_TEXT)
    delimiter, skipped = _delimiter(text)
    rows = tuple(islice(_rows(text, delimiter, skipped), most_rows + 2))
    if not rows:
        raise NotATable(CsvFault.EMPTY)
    if len(rows) > most_rows + 1:
        raise NotATable(CsvFault.TOO_MANY_ROWS, limit=most_rows)
    ragged = tuple(row.line for row in rows if len(row.cells) != len(rows[0].cells))
    if ragged:
        raise NotATable(CsvFault.RAGGED, ragged)
    return CsvTable(rows, delimiter, guessed)


def write_csv(rows: Iterable[Sequence[str | float | None]]) -> str:
    """``rows`` as text with commas, CRLF and every text in quotation marks; numbers stay numbers, None is an empty cell. A text that a
    spreadsheet would take for a formula has an apostrophe in front. A file of it is written as ``TO_FILE``.
    """
    written = io.StringIO(newline="")
    writer = csv.writer(written, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\r\n")
    writer.writerows([_no_formula(cell) for cell in row] for row in rows)
    return written.getvalue()


def _no_formula(cell: str | float | None) -> str | float:
    if not isinstance(cell, str):
        return "" if cell is None else cell
    begins = cell.lstrip(" \u00a0" + "".join(INVISIBLE))[:1]
    return f"'{cell}" if begins in _FORMULA else cell


def _decoded(raw: bytes) -> tuple[str, bool]:
    """The text, and whether its encoding was guessed."""
    if raw.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):
        raise NotATable(CsvFault.NOT_TEXT)
    marked = raw.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    encodings = ("utf-16",) if marked else ("utf-8-sig", "cp1252")
    for encoding in encodings:
        try:
            return raw.decode(encoding), encoding == "cp1252"
        except UnicodeDecodeError:
            continue
    raise NotATable(CsvFault.NOT_TEXT)


def _delimiter(text: str) -> tuple[str, int]:
    """The delimiter of the first line with any text, and how many lines before the heading say only which it is."""
    lines = io.StringIO(text, newline="")
    first = next((line for line in lines if line.strip()), "")
    if not first:
        raise NotATable(CsvFault.EMPTY)
    said = first.strip("\r\n").lower()
    if said.startswith(_SAID) and said[len(_SAID) :] in _DELIMITERS:
        return said[len(_SAID) :], 1
    outside = "".join(first.split('"')[::2])
    found = [delimiter for delimiter in _DELIMITERS if delimiter in outside]
    if len(found) != 1:
        raise NotATable(CsvFault.DELIMITER_UNCLEAR if found else CsvFault.ONE_COLUMN)
    return found[0], 0


def _rows(text: str, delimiter: str, skipped: int) -> Iterator[CsvRow]:
    # What is too long for a cell is said by whoever reads it: the module's own limit would look like a fault of the quotation marks.
    csv.field_size_limit(max(csv.field_size_limit(), len(text)))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    line = 1
    try:
        for cells in reader:
            row = CsvRow(line, tuple(map(str.strip, cells)))
            line = reader.line_num + 1
            if any(row.cells):
                if not skipped:
                    yield row
                skipped = max(skipped - 1, 0)
    except csv.Error:
        raise NotATable(CsvFault.QUOTES, (line,)) from None
