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
"""The most bytes of a file that are read."""

MOST_ROWS = 50_000
"""The most rows below the heading that are read."""

TO_FILE = "utf-8-sig"
"""The encoding of a file that is written. Without its byte order mark, spreadsheets misread accents."""

_DELIMITERS = (",", ";", "\t")
_SAID = "sep="
"""The beginning of the line in which Excel states the delimiter."""

_FORMULA = frozenset("=+-@\t\r\n|\uff1d\uff0b\uff0d\uff20")
"""Characters that a cell must not begin with: spreadsheets take it for a formula, some also in full-width characters (OWASP, CSV
injection).
"""


class CsvFault(StrEnum):
    """What is wrong with a file as a whole. None of it is used."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    NOT_TEXT = "not-text"
    """Bytes that are not text in UTF-8, UTF-16 or Windows' own encoding, or contain NULs: a workbook (.xlsx), or UTF-16 without its
    mark.
    """
    ONE_COLUMN = "one-column"
    """No comma, semicolon or tab in the first line: another delimiter, or only one column."""
    DELIMITER_UNCLEAR = "delimiter-unclear"
    """Two different delimiters in the first line."""
    QUOTES = "quotes"
    """A quotation mark that is not closed, or is in the middle of a cell."""
    RAGGED = "ragged"
    """Rows with more or fewer cells than the first one: a delimiter within a cell, or a broken line."""


class NotATable(Exception):
    """A file that cannot be read as a table: the ``fault``, the ``lines`` (from 1; () if it is the whole file), and the ``limit``
    that was exceeded, 0 if none.
    """

    def __init__(self, fault: CsvFault, lines: tuple[int, ...] = (), limit: int = 0) -> None:
        super().__init__(fault.value)
        self.fault, self.lines, self.limit = fault, lines, limit


@immutable
class CsvRow:
    """One row: the line on which it begins (from 1), and its cells without surrounding spaces."""

    line: int
    cells: tuple[str, ...]


@immutable
class CsvTable:
    """The contents of a file, the heading first. Rows without any text are left out. ``guessed`` means that the file is not Unicode
    and was read as Windows' own encoding (cp1252), so accents may be wrong.
    """

    rows: tuple[CsvRow, ...]
    delimiter: str
    guessed: bool


def read_csv(raw: bytes, most_rows: int = MOST_ROWS) -> CsvTable:
    """Returns the table in ``raw``, with at most ``most_rows`` below the heading. Raises ``NotATable``."""
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
    """Returns ``rows`` as text with commas, CRLF and every text in quotation marks. Numbers stay numbers; None is an empty cell. A
    text that a spreadsheet would take for a formula gets an apostrophe in front. Write the result to a file in the encoding
    ``TO_FILE``.
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
    """Returns the text, and whether its encoding was guessed."""
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
    """Returns the delimiter in the first line with any text, and how many lines before the heading only state the delimiter."""
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
    # The caller reports a cell that is too long: the csv module's own limit would look like a fault in the quotation marks.
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
