"""The by-name list as one file. It belongs to no case, so it is written separately from packs."""

from pathlib import Path

from champion_tui.ground.csv_tables import TO_FILE, write_csv
from champion_tui.papers.document import unprintable_in
from champion_tui.papers.errors import CannotPrint, WrongSuffix
from champion_tui.papers.pack import placing
from champion_tui.papers.pack.pack import SUFFIXES
from champion_tui.papers.record import by_name
from champion_tui.papers.record.by_name import ByNameSource
from champion_tui.papers.referral import json_files
from champion_tui.papers.writers import to_bytes

CSV = ".csv"


def write_by_name(
    source: ByNameSource, file: Path, listing: placing.Listing = placing.UNLISTED
) -> tuple[tuple[str, int, str], tuple[CannotPrint, ...]]:
    """Writes the list as PDF, text or CSV, according to the file's suffix.

    Returns the file's name, size in bytes and SHA-256, and what no font here could print. Raises ``WrongSuffix``,
    ``TargetFull`` or ``TargetNotWritable``. Never replaces a file.
    """
    suffix = file.suffix.lower()
    if suffix not in {*SUFFIXES, CSV}:
        raise WrongSuffix(f"Nothing was written to {file.name}. Its name must end in .pdf, .txt or .csv.")
    document = by_name.document(source)
    is_pdf = suffix == ".pdf"
    if suffix == CSV:
        content = write_csv(by_name.csv_rows(source)).encode(TO_FILE)
    else:
        content = (to_bytes.as_pdf(source) if is_pdf else to_bytes.as_text(source))(document)
    placing.place_file(file, content, listing)
    characters = unprintable_in(document, source.fonts) if is_pdf else ""
    return json_files.file_entry(file.name, content), (CannotPrint("", characters),) if characters else ()


def to_print(source: ByNameSource) -> tuple[bytes, tuple[CannotPrint, ...]]:
    """Returns the PDF of the list, and what no font here can print of it."""
    document = by_name.document(source)
    characters = unprintable_in(document, source.fonts)
    return to_bytes.as_pdf(source)(document), (CannotPrint("", characters),) if characters else ()
