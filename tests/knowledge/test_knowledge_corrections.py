"""An organisation's own corrections: written whole, used in place of the shipped numbers, and never lost to an error."""

import tomllib
from datetime import date
from pathlib import Path
from threading import Thread

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from knowledge_samples import shipped

from champion_tui.domain.lines.hours import hours_in_words
from champion_tui.domain.lines.phone_lines import PhoneLine
from champion_tui.ground.answers import WrongValue
from champion_tui.ground.tables import DataError
from champion_tui.knowledge import corrections
from champion_tui.knowledge.book import Book, load
from champion_tui.knowledge.shelf import data_folder

ON = date(2026, 11, 20)
WHO = "Robin Example"
WHY = "Rang the council's switchboard"


def _correct(folder: Path, line: str, phone: str | None = None, hours: str | None = None) -> Book:
    corrections.correct(folder, load(folder), line, phone, hours, WHO, WHY, ON)
    return load(folder)


def _line(book: Book, line_id: str) -> PhoneLine:
    return next(line for line in book.lines() if line.line == line_id)


def test_a_corrected_number_lies_over_the_shipped_one(tmp_path: Path) -> None:
    """The new number is confirmed on its day, names who found it and why, and keeps the number that it replaced."""
    book = _correct(tmp_path, "west-oxfordshire-day", "01632 960 123")
    line = _line(book, "west-oxfordshire-day")

    assert line.phone == "01632 960123"
    assert (line.standing.confidence, line.standing.checked_on) == ("confirmed", ON)
    assert book.sources[line.standing.source].title == f"Checked by {WHO} on 2026-11-20: {WHY}"
    assert [(found.phone, found.why) for found in line.replaces] == [("01993 861000", WHY)]
    assert line.doubt == ""
    assert book.troubles == ()


def test_words_that_name_a_number_follow_its_correction(tmp_path: Path) -> None:
    """A note on another line that names the number to ring is updated with it."""
    book = _correct(tmp_path, "west-oxfordshire-day", "01632 960123")

    west = book.authority("west-oxfordshire")
    assert west is not None
    assert "01632 960123" in _line(book, "west-oxfordshire-out-of-hours").note
    assert "01632 960123" in west.channel.portal_help
    assert "01993 861000" not in repr(west.channel)


def test_a_confirmed_number_stays_and_becomes_confirmed(tmp_path: Path) -> None:
    """Confirming corrects nothing: the number stays, with the day and the confidence of the person who rang."""
    line = _line(_correct(tmp_path, "west-oxfordshire-out-of-hours"), "west-oxfordshire-out-of-hours")

    assert line.phone == "0151 343 2945"
    assert (line.standing.confidence, line.standing.checked_on) == ("confirmed", ON)
    assert line.replaces == ()


def test_corrected_hours_replace_conflicting_ones_and_their_note(tmp_path: Path) -> None:
    """One confirmed set of hours replaces the conflicting ones, and the note about the old hours is removed."""
    line = _line(
        _correct(tmp_path, "oxfordshire-domestic-abuse", hours="monday-friday 9:00-21:00"), "oxfordshire-domestic-abuse"
    )

    assert [hours_in_words(hours.periods) for hours in line.hours] == ["Mon-Fri 09:00-21:00"]
    assert (line.hours[0].standing.confidence, line.hours[0].standing.checked_on) == ("confirmed", ON)
    assert line.note == ""
    assert line.standing == _line(shipped(), "oxfordshire-domestic-abuse").standing


def test_corrected_hours_of_a_day_line_end_the_night_lines_note_about_them(tmp_path: Path) -> None:
    """Once West Oxfordshire's hours are corrected, its night line no longer mentions 14:00 and keeps the rest of its note."""
    book = _correct(tmp_path, "west-oxfordshire-day", hours="Mon-Fri 09:00-17:00")

    assert "14:00" not in _line(book, "west-oxfordshire-day").note
    assert _line(book, "west-oxfordshire-out-of-hours").note.startswith("If it fails, ring 01993 861000")
    assert "14:00" not in _line(book, "west-oxfordshire-out-of-hours").note


def test_the_last_correction_counts_and_all_are_kept(tmp_path: Path) -> None:
    """A second correction replaces the first; a number that proves right again is no longer listed as replaced."""
    _correct(tmp_path, "cherwell-day", "01632 960123")
    _correct(tmp_path, "cherwell-day", "01632 960456")
    line = _line(_correct(tmp_path, "cherwell-day", "01632 960123"), "cherwell-day")

    assert line.phone == "01632 960123"
    assert [found.phone for found in line.replaces] == ["01295 275751", "01295 753751", "01632 960456"]
    assert len(tomllib.loads((tmp_path / "corrections.toml").read_text())["correction"]) == 3


def test_shipped_data_is_never_touched(tmp_path: Path) -> None:
    """After a correction every shipped file has the same bytes as before."""
    before = {file: file.read_bytes() for file in data_folder().rglob("*.toml")}

    _correct(tmp_path, "cherwell-day", "01632 960123", "Mon-Fri 10:00-16:00")

    assert {file: file.read_bytes() for file in data_folder().rglob("*.toml")} == before
    assert [file.name for file in tmp_path.iterdir()] == ["corrections.toml"]


def test_a_correction_changes_the_digest(tmp_path: Path) -> None:
    """Local corrections are part of the digest, so a pack shows which knowledge it was made with."""
    assert _correct(tmp_path, "cherwell-day", "01632 960123").digest != shipped().digest


@pytest.mark.parametrize(
    ("line", "phone", "hours", "who", "why", "key"),
    [
        ("cherwell-noon", "01632 960123", None, WHO, WHY, "line"),
        ("cherwell-day", "ask for Robin", None, WHO, WHY, "phone"),
        ("cherwell-day", "01295 75375", None, WHO, WHY, "phone"),
        ("cherwell-day", "+33 1 23 45 67 89", None, WHO, WHY, "phone"),
        ("cherwell-day", "01295 753751 ext. 4", None, WHO, WHY, "phone"),
        ("cherwell-day", "", None, WHO, WHY, "phone"),
        ("cherwell-day", None, "mornings", WHO, WHY, "hours"),
        ("cherwell-day", None, "", WHO, WHY, "hours"),
        ("cherwell-out-of-hours", None, "24 hours", WHO, WHY, "hours"),
        ("cherwell-day", None, None, " ", WHY, "who"),
        ("cherwell-day", None, None, "x" * 301, WHY, "who"),
        ("cherwell-day", None, None, WHO, "rang \x1b[2J them", "why"),
        ("cherwell-day", None, None, WHO, "rang \ud800 them", "why"),
    ],
)
def test_a_wrong_value_is_refused_and_nothing_is_written(
    tmp_path: Path, line: str, phone: str | None, hours: str | None, who: str, why: str, key: str
) -> None:
    """A wrong value raises an error with its key, and the folder stays empty."""
    with pytest.raises(WrongValue) as refused:
        corrections.correct(tmp_path, shipped(), line, phone, hours, who, why, ON)

    assert refused.value.problem.key == key
    assert list(tmp_path.iterdir()) == []


def test_a_number_may_be_typed_in_any_way(tmp_path: Path) -> None:
    """International, ungrouped and dashed numbers are stored as they are written in the UK."""
    for typed in ("+44 1295 753752", "01295753752", "01295-753752", "(01295) 753752"):
        assert _line(_correct(tmp_path, "cherwell-day", typed), "cherwell-day").phone == "01295 753752"


def test_a_broken_file_is_never_written_over(tmp_path: Path) -> None:
    """If the organisation's file is not valid TOML, writing is refused and the file stays as it is."""
    broken = tmp_path / "corrections.toml"
    broken.write_text("[[correction]\n")

    with pytest.raises(DataError):
        corrections.correct(tmp_path, shipped(), "cherwell-day", "01632 960123", None, WHO, WHY, ON)

    assert broken.read_text() == "[[correction]\n"
    assert [file.name for file in tmp_path.iterdir()] == ["corrections.toml"]


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the bytes cannot be written to the disk, the old corrections stay and no half-written file is left."""
    _correct(tmp_path, "cherwell-day", "01632 960123")
    before = (tmp_path / "corrections.toml").read_bytes()

    def full(_: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(OSError, match="No space left"):
        corrections.correct(tmp_path, shipped(), "cherwell-day", "01632 960456", None, WHO, WHY, ON)

    assert (tmp_path / "corrections.toml").read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["corrections.toml"]


def test_the_file_is_whole_on_the_disk_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The new file is synced before it replaces the old one, and the folder after it, so that a power cut keeps the new name."""
    happened = []
    replace_file = Path.replace
    monkeypatch.setattr("os.fsync", lambda _: happened.append("synced"))
    monkeypatch.setattr(Path, "replace", lambda old, new: (happened.append("in place"), replace_file(old, new))[1])

    corrections.correct(tmp_path, shipped(), "cherwell-day", "01632 960123", None, WHO, WHY, ON)

    assert happened == ["synced", "in place", "synced"]


@settings(max_examples=40)
@given(
    who=st.text(st.characters(exclude_categories=("Cc", "Cs")), min_size=1, max_size=60).filter(str.strip),
    why=st.text(st.characters(exclude_categories=("Cs",)), min_size=1, max_size=60),
)
def test_any_words_come_back_as_they_were_written(tmp_path: Path, who: str, why: str) -> None:
    """Names and reasons in any script, with quotes and backslashes, are read back unchanged, or refused."""
    (tmp_path / "corrections.toml").unlink(missing_ok=True)
    try:
        corrections.correct(tmp_path, shipped(), "cherwell-day", "01632 960123", None, who, why, ON)
    except WrongValue:
        assert not (tmp_path / "corrections.toml").exists()
        return

    (entry,) = tomllib.loads((tmp_path / "corrections.toml").read_text(encoding="utf-8"))["correction"]

    assert (entry["who"], entry["why"]) == (" ".join(who.split()), " ".join(why.split()))


def test_of_two_corrections_made_at_once_neither_is_lost(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A second writer that starts between the first one's read and write waits for it."""
    write, seconds = corrections.replace_file, list[Thread]()

    def write_when_another_has_come(file: Path, content: bytes) -> None:
        if not seconds:
            seconds.append(Thread(target=lambda: _correct(tmp_path, "oxford-day", "01632 960 124")))
            seconds[0].start()
            seconds[0].join(timeout=1)
        write(file, content)

    monkeypatch.setattr(corrections, "replace_file", write_when_another_has_come)
    _correct(tmp_path, "cherwell-day", "01632 960 123")
    seconds[0].join()

    book = load(tmp_path)
    assert (_line(book, "cherwell-day").phone, _line(book, "oxford-day").phone) == ("01632 960123", "01632 960124")
