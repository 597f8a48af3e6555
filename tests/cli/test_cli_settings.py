"""``settings`` and ``keys``: what the screen shows, as text and JSON; a wrong value changes nothing."""

import json

import pytest
from command_line import run_here as run
from desk_samples import PASSPHRASE, unlocked_desk

from champion_tui.desk.screen_commands import COMMANDS
from champion_tui.desk.settings.setting_list import SETTINGS


def test_every_setting_is_shown_with_its_key(tmp_path):
    """Text and JSON show each key, its value and its possible values, and report a mistake in the file."""
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
    """A valid value is reported and kept; a wrong one, or a key without a value, gets exit code 3 and what is allowed."""
    done = run("settings", "keep.sent", "365", "--home", str(tmp_path))
    assert (done.code, "365 days" in done.out) == (0, True)
    for words in (("theme", "purple"), ("colour", "red"), ("theme",)):
        refused = run("settings", *words, "--home", str(tmp_path))
        assert refused.code == 3, words
        assert "expected" in refused.err
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "[keep]\nsent = 365\n"


def test_keys_names_all_with_those_of_ones_own(tmp_path):
    """Each command is listed with its keys, a changed one with its default, and a key that is not allowed is reported."""
    (tmp_path / "settings.toml").write_text('[keys]\ntheme = "ctrl+v"\nhide = "ctrl+s"\n', encoding="utf-8")
    shown = run("keys", "--home", str(tmp_path))
    assert "Ctrl+V (changed: F3 by itself)" in shown.out
    assert "keys.hide" in shown.err
    as_json = json.loads(run("keys", "--json", "--home", str(tmp_path)).out)["keys"]
    assert [each["id"] for each in as_json] == [command.id for command in COMMANDS]
    theme = next(each for each in as_json if each["id"] == "theme")
    assert (theme["keys"], theme["standard"], theme["can_change"]) == (["ctrl+v"], ["f3"], True)


def test_line_by_line_the_settings_are_said_and_set_at_any_prompt(tmp_path):
    """``.s`` prints all settings, with a key its possible values, with a value it sets one, and the question is repeated."""
    said = run("plain", "--home", str(tmp_path), stdin="1\n.s\n.s theme\n.s lock_after 300\n.s lock_after 5\nq\n").out
    assert "Lock after: 10 minutes" in said
    assert "one of dark, light, contrast" in " ".join(said.split())
    assert "Lock after: 5 minutes" in said
    assert "60 to 14400" in " ".join(said.split())
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == "lock_after = 300\n"


BROKEN = "area = kent-and-medway\n"
"""As a person writes it who does not know TOML. The file cannot be used, so another area than theirs is shown."""


@pytest.mark.parametrize(
    "command",
    [
        ("numbers",),
        ("numbers", "--json"),
        ("area",),
        ("area", "--json"),
        ("tree", "show"),
        ("triage", "--answers", "-"),
        ("triage", "--answers", "-", "--json"),
        ("plain",),
        (),
        ("plain", "--today"),
        ("case", "list"),
        ("case", "new", "--from", "-"),
        ("today", "--json"),
    ],
    ids=" ".join,
)
def test_whatever_rests_on_the_settings_says_what_is_wrong_in_them(tmp_path, command):
    """One line on standard error reports it, as another area's councils and numbers are shown until it is corrected."""
    home, passphrase = tmp_path / "home", tmp_path / "passphrase"
    unlocked_desk(home).vault.lock()
    (home / "settings.toml").write_text(BROKEN, encoding="utf-8")
    passphrase.write_text(PASSPHRASE, encoding="utf-8")
    passphrase.chmod(0o600)
    given = '{"answers": {}}' if command[:1] == ("triage",) else '{"triage": {}}' if "new" in command else "q\n"
    ran = run("--home", home, "--passphrase-file", passphrase, *command, stdin=given)
    assert (ran.code, ran.err.count("settings.toml: expected TOML")) == (0, 1), ran.err


def test_a_switch_can_be_typed_as_the_file_has_it(tmp_path):
    """The values true and false of the guide are accepted as well as on and off."""
    for typed, kept in (("false", "false"), ("on", "true"), ("TRUE", "true"), ("off", "false")):
        assert run("settings", "mouse", typed, "--home", tmp_path).code == 0
        assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == f"mouse = {kept}\n"


def test_a_file_of_an_editor_on_windows_is_read_and_changed(tmp_path):
    """The byte-order mark of such an editor is not part of the text."""
    (tmp_path / "settings.toml").write_bytes(b'\xef\xbb\xbfarea = "kent-and-medway"\r\n')
    assert "Kent and Medway (this machine)" in run("area", "--home", tmp_path).out
    assert run("settings", "area", "oxfordshire", "--home", tmp_path).code == 0
    assert "Oxfordshire (this machine)" in run("area", "--home", tmp_path).out
