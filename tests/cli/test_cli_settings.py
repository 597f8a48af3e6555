"""``settings`` and ``keys``: what the screen shows, in words and as JSON; a wrong value changes nothing."""

import json

from command_line import run_here as run

from champion_tui.desk.screen_commands import COMMANDS
from champion_tui.desk.settings.setting_list import SETTINGS


def test_every_setting_is_shown_with_its_key(tmp_path):
    """In words and as JSON: each key, how it stands, what it can be; a mistake in the file is told beside it."""
    (tmp_path / "settings.toml").write_text("lock_after = 5\nblank_after = 90\n", encoding="utf-8")
    shown = run("settings", "--home", str(tmp_path))
    assert all(f"({setting.key})" in shown.out for setting in SETTINGS)
    assert "lock_after" in shown.err
    as_json = json.loads(run("settings", "--json", "--home", str(tmp_path)).out)
    assert set(as_json["settings"]) == {setting.key for setting in SETTINGS}
    assert as_json["settings"]["blank_after"]["value"] == "90"
    assert as_json["settings"]["lock_after"]["value"] == "600"
    assert len(as_json["mistakes"]) == 1


def test_one_is_set_and_a_wrong_value_is_refused(tmp_path):
    """A right value is said and kept, a wrong one refused with what is allowed and exit code 3, and so is a key without a value."""
    done = run("settings", "keep.sent", "365", "--home", str(tmp_path))
    assert (done.code, "365 days" in done.out) == (0, True)
    for words in (("theme", "purple"), ("colour", "red"), ("theme",)):
        refused = run("settings", *words, "--home", str(tmp_path))
        assert refused.code == 3, words
        assert "expected" in refused.err
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "[keep]\nsent = 365\n"


def test_keys_names_all_with_those_of_ones_own(tmp_path):
    """Each command with its keys; a changed one says what it is by itself, and one that may not be is told."""
    (tmp_path / "settings.toml").write_text('[keys]\ntheme = "ctrl+v"\nhide = "ctrl+s"\n', encoding="utf-8")
    shown = run("keys", "--home", str(tmp_path))
    assert "Ctrl+V (changed: F3 by itself)" in shown.out
    assert "keys.hide" in shown.err
    as_json = json.loads(run("keys", "--json", "--home", str(tmp_path)).out)["keys"]
    assert [each["id"] for each in as_json] == [command.id for command in COMMANDS]
    theme = next(each for each in as_json if each["id"] == "theme")
    assert (theme["keys"], theme["standard"], theme["can_change"]) == (["ctrl+v"], ["f3"], True)


def test_line_by_line_the_settings_are_said_and_set_at_any_prompt(tmp_path):
    """``.s`` says how all stand, with a key what it can be, with a value it sets one; the question is asked again."""
    said = run("plain", "--home", str(tmp_path), stdin="1\n.s\n.s theme\n.s lock_after 300\n.s lock_after 5\nq\n").out
    assert "Lock after: 600 seconds" in said
    assert "one of dark, light, contrast" in " ".join(said.split())
    assert "Lock after: 300 seconds" in said
    assert "60 to 14400" in " ".join(said.split())
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "lock_after = 300\n"
