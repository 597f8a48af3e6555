"""What a machine remembers is limited, separate for each machine, and never stops the work."""

from pathlib import Path

import pytest

from champion_tui.desk.settings.remembered import MOST, THEME


def test_each_machine_has_its_own(tmp_path: Path) -> None:
    """Machines that share a home are kept apart, and a later note replaces an earlier one."""
    THEME.note(tmp_path, "ward", "champion-light")
    THEME.note(tmp_path, "desk", "champion-dark")
    THEME.note(tmp_path, "ward", "champion-dark")
    assert (THEME.of(tmp_path, "ward"), THEME.of(tmp_path, "desk")) == ("champion-dark", "champion-dark")
    assert THEME.of(tmp_path, "nobody") == ""


def test_it_never_grows_without_end(tmp_path: Path) -> None:
    """The machine whose note is oldest is removed first."""
    text = "\n".join(f'[[theme]]\nmachine = "m{number}"\nname = "x"' for number in range(MOST))
    (tmp_path / THEME.file).write_text(text)
    THEME.note(tmp_path, "new", "champion-light")
    assert THEME.of(tmp_path, "new") == "champion-light"
    assert (THEME.of(tmp_path, "m0"), THEME.of(tmp_path, "m1")) == ("", "x")


@pytest.mark.parametrize("text", ["not toml [", '[[theme]]\nmachine = "x"', "other = 1", "\x00" * 100])
def test_a_broken_file_is_taken_for_empty_and_left_alone(tmp_path: Path, text: str) -> None:
    """A broken file gives no message and is not overwritten, and the program starts."""
    (tmp_path / THEME.file).write_text(text)
    assert THEME.of(tmp_path, "x") == ""
    THEME.note(tmp_path, "x", "champion-light")
    assert (tmp_path / THEME.file).read_text() == text


def test_a_machine_without_a_name_remembers_nothing(tmp_path: Path) -> None:
    """A machine without a name stores no note, because the note could not be read again."""
    THEME.note(tmp_path, "", "champion-light")
    assert not (tmp_path / THEME.file).exists()
