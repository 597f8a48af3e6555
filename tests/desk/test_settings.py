"""The organisation's settings: what may stand in the file, and what is said of anything else."""

from dataclasses import replace

import pytest

from champion_tui.desk.settings import BLANK_AFTER, LOCK_AFTER, Settings, read_settings, save_settings


def test_without_a_file_the_desk_hides_after_a_minute_and_locks_after_ten(tmp_path):
    """The standard times hold where nobody set others."""
    assert (read_settings(tmp_path).blank_after, read_settings(tmp_path).lock_after) == (60, 600)


@pytest.mark.parametrize(("key", "bounds"), [("blank_after", BLANK_AFTER), ("lock_after", LOCK_AFTER)])
def test_the_times_are_read_within_their_bounds(tmp_path, key, bounds):
    """Both ends are taken; beyond them, and for anything but whole seconds, the standard holds and the reason is said."""
    for seconds in bounds:
        (tmp_path / "settings.toml").write_text(f"{key} = {seconds}\n", encoding="utf-8")
        assert getattr(read_settings(tmp_path), key) == seconds
        assert not read_settings(tmp_path).trouble
    for wrong in (bounds[0] - 1, bounds[1] + 1, 0, -5, 90.5, "true", '"60"'):
        (tmp_path / "settings.toml").write_text(f"{key} = {wrong}\n", encoding="utf-8")
        settings = read_settings(tmp_path)
        assert getattr(settings, key) == getattr(Settings(), key)
        assert key in settings.trouble
        assert "a whole number" in settings.trouble


def test_an_invented_key_is_refused_by_name(tmp_path):
    """A slip of the pen in the file is said, not passed over."""
    (tmp_path / "settings.toml").write_text("blank_afer = 30\n", encoding="utf-8")
    assert "blank_afer" in read_settings(tmp_path).trouble


def test_what_is_as_it_ships_is_not_written_down(tmp_path):
    """A change keeps the organisation's own times and leaves the standard ones to later versions."""
    (tmp_path / "settings.toml").write_text("lock_after = 300\n", encoding="utf-8")
    changed = save_settings(tmp_path, replace(read_settings(tmp_path), first_run_done=True))
    assert changed == read_settings(tmp_path) == replace(Settings(), lock_after=300, first_run_done=True)
    assert "blank_after" not in (tmp_path / "settings.toml").read_text(encoding="utf-8")
