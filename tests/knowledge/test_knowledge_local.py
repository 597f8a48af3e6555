"""The organisation's own folder: good entries are used, bad ones are named, and the shipped knowledge always loads."""

import os
from datetime import date
from pathlib import Path

import pytest
from knowledge_samples import shipped

from champion_tui.knowledge.book import load
from champion_tui.knowledge.checking.checking import problems

GOOD = """
[[correction]]
line = "cherwell-day"
phone = "01632 960123"
who = "Robin Example"
why = "Rang it"
on = 2026-11-20
"""


def test_a_folder_that_is_not_there_is_no_trouble(tmp_path: Path) -> None:
    """Most machines have no local files, and the book is then the shipped one."""
    book = load(tmp_path / "nowhere")

    assert book.lines() == shipped().lines()
    assert book.digest == shipped().digest
    assert book.troubles == ()


def test_the_good_entries_beside_a_bad_one_are_used(tmp_path: Path) -> None:
    """A wrong entry is named with its place, and the others in the same file count."""
    (tmp_path / "corrections.toml").write_text(
        GOOD + GOOD.replace("01632 960123", "soon").replace("cherwell", "oxford")
    )

    book = load(tmp_path)

    assert [(trouble.file, trouble.key) for trouble in book.troubles] == [
        (str(tmp_path / "corrections.toml"), "correction[1].phone")
    ]
    phones = {line.line: line.phone for line in book.lines()}
    assert phones["cherwell-day"] == "01632 960123"
    assert phones["oxford-day"] == "01865 249811"


@pytest.mark.parametrize("name", ["corrections.toml", "bank-holidays.toml", "closures.toml"])
@pytest.mark.parametrize("raw", [b"\xff\xfe\x00", b"[[", b"a = " + b"[" * 4000, b"a = " + b"9" * 5000, b"\x00"])
def test_no_bytes_in_a_local_file_hide_the_shipped_numbers(tmp_path: Path, name: str, raw: bytes) -> None:
    """Whatever a local file holds, the emergency numbers load and the file is named."""
    (tmp_path / name).write_bytes(raw)

    book = load(tmp_path)

    assert book.lines() == shipped().lines()
    assert [trouble.file for trouble in book.troubles] == [str(tmp_path / name)]


def test_a_local_folder_that_is_a_file_is_named(tmp_path: Path) -> None:
    """A file in place of the folder is reported as a trouble and does not crash the program."""
    (tmp_path / "local").write_text("")

    book = load(tmp_path / "local")

    assert book.lines() == shipped().lines()
    assert len(book.troubles) == 3


def test_a_local_file_that_is_a_folder_is_named(tmp_path: Path) -> None:
    """A folder in place of a file is reported as a trouble and does not crash the program."""
    (tmp_path / "corrections.toml").mkdir()

    (trouble,) = load(tmp_path).troubles

    assert trouble.expected.startswith("a readable file")


def test_an_unreadable_local_folder_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Unreadable files are reported as troubles, and the shipped numbers are loaded."""
    really_open = os.open

    def refuse(file: str, *flags: int) -> int:
        if Path(file).parent == tmp_path:
            raise PermissionError(13, "Permission denied")
        return really_open(file, *flags)

    monkeypatch.setattr(os, "open", refuse)

    book = load(tmp_path)

    assert book.lines() == shipped().lines()
    assert [trouble.expected for trouble in book.troubles] == ["a readable file (Permission denied)"] * 3


def test_one_off_bank_holidays_can_be_added(tmp_path: Path) -> None:
    """A newly proclaimed holiday counts at once, and only if the organisation has noted it."""
    (tmp_path / "bank-holidays.toml").write_text('[[holiday]]\ndate = 2027-06-04\nwhy = "A proclaimed day"\n')
    day = date(2027, 6, 4)

    assert shipped().calendar.is_working_day(day)
    assert not load(tmp_path).calendar.is_working_day(day)


def test_closures_can_be_added(tmp_path: Path) -> None:
    """An authority's Christmas closure that is noted locally applies to that authority only."""
    (tmp_path / "closures.toml").write_text(
        '[[closure]]\nauthority = "oxford"\nfirst = 2026-12-24\nlast = 2027-01-01\nwhy = "Christmas"\n'
    )
    book = load(tmp_path)

    found = {authority.id: [closure.first for closure in authority.closures] for authority in book.authorities()}
    assert found["oxford"] == [date(2026, 12, 24)]
    assert found["cherwell"] == []
    oxford = book.authority("oxford")
    assert oxford is not None
    assert oxford.closures[0].source in book.sources


def test_a_council_outside_the_areas_can_be_noted_as_closed(tmp_path: Path) -> None:
    """The closure applies to its own lines and names its source, the check finds no mistake, and no other council is affected."""
    (tmp_path / "closures.toml").write_text(
        '[[closure]]\nauthority = "reading"\nfirst = 2026-12-24\nlast = 2027-01-01\nwhy = "Christmas"\n'
    )
    book = load(tmp_path)
    reading, swindon = book.authority("reading"), book.authority("swindon")

    assert reading is not None
    assert swindon is not None
    assert [closure.first for closure in reading.closures] == [date(2026, 12, 24)]
    assert book.source(reading.closures[0].source) is not None
    assert swindon.closures == ()
    assert (book.troubles, problems(book, date(2026, 11, 27))) == ((), ())
