"""The organisation's settings: what the file may hold, what is reported about anything else, and one value changed in
its place.
"""

import re
import textwrap
import tomllib
from dataclasses import fields
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.settings import remembered
from champion_tui.desk.settings.setting_list import SETTINGS, How, SettingList, change_setting
from champion_tui.desk.settings.settings import BLANK_AFTER, LOCK_AFTER, Settings, read_settings
from champion_tui.domain.cases.afterwards.retention import Periods
from champion_tui.ground.answers import Problem
from champion_tui.ground.one_value import CannotChange, with_value

AREAS = {"oxfordshire": "Oxfordshire", "kent-and-medway": "Kent and Medway"}
RIGHT = {
    "area": '"kent-and-medway"',
    "champion": '"Ada, 01632 960100"',
    "first_run_done": "true",
    "theme": '"light"',
    "density": '"compact"',
    "borders": '"ascii"',
    "mouse": "false",
    "plain": "true",
    "digits": '"apart"',
    "hints": "false",
    "blank_after": "90",
    "lock_after": "300",
    "printer": '"Ward 3"',
    "keep": "{sent = 365, not-referred = 90, drafts = 60, early = 30}",
    "keys": '{theme = "f4"}'.replace("f4", "ctrl+v"),
}
WRONG = {
    "area": ('"surrey"', "7", '""'),
    "champion": ("7", '"  "'),
    "first_run_done": ('"yes"', "1"),
    "theme": ('"purple"', "true"),
    "density": ('"dense"', "2"),
    "borders": ('"dots"', "0"),
    "mouse": ('"off"', "0"),
    "plain": ('"on"',),
    "digits": ('"one"', "true"),
    "hints": ("1",),
    "blank_after": ("19", "3601", '"60"', "90.5", "true"),
    "lock_after": ("59", "14401"),
    "printer": ("[]",),
    "keep": ("365", '"a year"'),
    "keys": ('"f4"',),
}


def settle(home, values):
    """Writes a settings file."""
    (home / "settings.toml").write_text(
        "".join(f"{key} = {value}\n" for key, value in values.items()), encoding="utf-8"
    )


def read(home):
    """Returns the settings, read with two areas."""
    return read_settings(home, AREAS)


def test_without_a_file_the_desk_hides_after_a_minute_and_locks_after_ten(tmp_path):
    """Without a file the standard times apply."""
    assert (read(tmp_path).blank_after, read(tmp_path).lock_after) == (60, 600)


@pytest.mark.parametrize(("key", "bounds"), [("blank_after", BLANK_AFTER), ("lock_after", LOCK_AFTER)])
def test_the_times_are_read_within_their_bounds(tmp_path, key, bounds):
    """Both limits are accepted; beyond them, and for anything but whole seconds, the standard is used and the reason is given."""
    for seconds in bounds:
        settle(tmp_path, {key: seconds})
        assert getattr(read(tmp_path), key) == seconds
        assert not read(tmp_path).troubles
    for wrong in (bounds[0] - 1, bounds[1] + 1, 0, -5, 90.5, "true", '"60"'):
        settle(tmp_path, {key: wrong})
        settings = read(tmp_path)
        assert getattr(settings, key) == getattr(Settings(), key)
        assert key in settings.trouble
        assert "a whole number" in settings.trouble


def test_every_setting_is_read(tmp_path):
    """Each key of the file changes the setting of that name, and there is no message."""
    settle(tmp_path, RIGHT)
    found = read(tmp_path)
    assert not found.troubles
    unread = {each.name for each in fields(Settings) if getattr(found, each.name) == getattr(Settings(), each.name)}
    assert unread == {"packs", "troubles"}
    assert found.keep == Periods(sent=365, not_referred=90, drafts=60, early=30)


@pytest.mark.parametrize(("key", "value"), [(key, value) for key, values in WRONG.items() for value in values])
def test_a_wrong_value_is_named_and_everything_else_holds(tmp_path, key, value):
    """Only the wrong setting keeps its shipped value; the message names its key and the allowed values."""
    settle(tmp_path, {**RIGHT, key: value})
    found = read(tmp_path)
    settle(tmp_path, {each: right for each, right in RIGHT.items() if each != key})
    without = read(tmp_path)
    (said,) = found.troubles
    assert said.startswith(f"settings.toml: {key}: expected ")
    assert all(
        getattr(found, each.name) == getattr(without, each.name) for each in fields(Settings) if each.name != "troubles"
    )


def test_all_mistakes_are_named_at_once(tmp_path):
    """All mistakes are shown at once, so that a person can mend the whole file after one look at the start screen."""
    settle(tmp_path, {key: values[0] for key, values in WRONG.items()})
    with (tmp_path / "settings.toml").open("a", encoding="utf-8") as file:
        file.write("blank_afer = 30\n")
    said = read(tmp_path).troubles
    named = [key for key in (*WRONG, "blank_afer") if any(f": {key}: " in each for each in said)]
    assert len(named) == 10
    assert said[-1] == "settings.toml: 6 more mistakes."


def test_an_invented_key_is_refused_by_name(tmp_path):
    """An unknown key is reported and not ignored, and the right settings next to it are used."""
    settle(tmp_path, {"blank_afer": 30, "lock_after": 300})
    assert "blank_afer" in read(tmp_path).trouble
    assert read(tmp_path).lock_after == 300


@pytest.mark.parametrize("wrong", ["sent = 0", "sent = 36526", 'sent = "a year"', "send = 5"])
def test_a_wrong_period_leaves_the_others(tmp_path, wrong):
    """A wrong retention period does not affect the others."""
    (tmp_path / "settings.toml").write_text(f"[keep]\n{wrong}\ndrafts = 60\n", encoding="utf-8")
    assert read(tmp_path).keep == Periods(drafts=60)
    assert f"keep.{wrong.split()[0]}" in read(tmp_path).trouble


def test_what_the_guide_shows_is_what_the_program_reads(tmp_path):
    """Every example in the file is accepted without a message, and every key of the guide's table is one that the
    program reads.
    """
    guide = Path(__file__).parents[2].joinpath("docs/how-to/settings.md").read_text(encoding="utf-8")
    examples = re.findall(r"(?:^    [^\n]*[=\]][^\n]*\n)+", guide, re.MULTILINE)
    for example in (each for each in examples if "champion-tui" not in each):
        (tmp_path / "settings.toml").write_text(textwrap.dedent(example), encoding="utf-8")
        assert not read(tmp_path).troubles, example
    named = re.findall(r"^\| `\[?(\w+)\]?` \|", guide, re.MULTILINE)
    assert set(named) == {each.name for each in fields(Settings)} - {"troubles"}


# -- changing one ------------------------------------------------------------------------------------------------------------


def listed(home):
    """Returns the settings that can be changed, with their present values."""
    return SettingList(home, lambda: read(home), AREAS, lambda: read(home).area or "oxfordshire")


def allowed(setting):
    """Returns texts that may be typed for a setting, each with the value that is then shown."""
    if setting.key == "area":
        return [(area, area) for area in AREAS]
    if setting.how is How.ONE:
        return [pair for value, words in setting.choices for pair in ((value, value), (words.upper(), value))]
    if setting.how is How.TEXT:
        return [("Ada,  room 4 “x”", "Ada, room 4 “x”"), ("none", ""), ("NONE", "")]
    least, most = setting.bounds
    return [(str(least), str(least)), (str(most), str(most)), *([("none", "")] if setting.how is How.DAYS else [])]


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_what_is_set_is_read_back_and_what_cannot_be_is_refused_in_words(tmp_path, setting):
    """Every allowed value of every setting is stored and read; a wrong one changes nothing, and the message says what
    is allowed.
    """
    for typed, value in allowed(setting):
        assert listed(tmp_path).change(setting.key, typed) is None
        assert listed(tmp_path).view(setting.key).value == value
        assert not read(tmp_path).troubles
    before = listed(tmp_path).view(setting.key)
    least, most = setting.bounds
    for wrong in () if setting.how is How.TEXT else ("purple", str(least - 1), str(most + 1), "9" * 99, "٣٠٠"):
        problem = listed(tmp_path).change(setting.key, wrong)
        assert isinstance(problem, Problem)
        assert problem.expected == before.expected
        assert listed(tmp_path).view(setting.key) == before


def test_what_belongs_to_a_machine_is_not_written_into_the_shared_file(tmp_path, monkeypatch):
    """Colours and printer are chosen for one computer; the file says what applies if nobody has chosen."""
    settle(tmp_path, {"theme": '"light"', "printer": '"Ward 3"'})
    before = (tmp_path / "settings.toml").read_bytes()
    listed(tmp_path).change("theme", "contrast")
    listed(tmp_path).change("printer", "Ward 4")
    assert [listed(tmp_path).view(key).value for key in ("theme", "printer")] == ["contrast", "Ward 4"]
    assert (tmp_path / "settings.toml").read_bytes() == before
    monkeypatch.setattr(remembered, "this_machine", lambda: "another")
    assert [listed(tmp_path).view(key).value for key in ("theme", "printer")] == ["light", "Ward 3"]


@pytest.mark.parametrize(
    ("key", "typed", "shown"),
    [
        ("lock_after", "600", "10 minutes"),
        ("lock_after", "60", "1 minute"),
        ("blank_after", "90", "90 seconds"),
        ("keep.drafts", "1", "1 day"),
        ("keep.drafts", "60", "60 days"),
        ("keep.drafts", "none", "not set"),
    ],
)
def test_times_are_shown_as_people_say_them(tmp_path, key, typed, shown):
    """Whole minutes are shown as minutes, and one day in the singular."""
    assert listed(tmp_path).change(key, typed) is None
    assert listed(tmp_path).view(key).shown == shown


def test_an_unknown_setting_is_refused_with_the_names_of_all(tmp_path):
    """A mistyped key is refused with the names of all keys."""
    problem = listed(tmp_path).change("colour", "red")
    assert all(setting.key in problem.expected for setting in SETTINGS)


def test_a_mistake_elsewhere_in_the_file_stays_as_it_is_when_a_value_is_changed(tmp_path):
    """Comments, wrong values and unknown keys are still in the file after a change, so that nothing that a person wrote
    is lost.
    """
    text = '# ours\nlock_after = 5  # too short\nblank_after = 70 # a long room\ncolour = "red"\n\n[keep]\nsent = 1\n'
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    change_setting(tmp_path, "blank_after", 90)
    change_setting(tmp_path, "keep.drafts", 60)
    change_setting(tmp_path, "champion", "Ada")
    assert (tmp_path / "settings.toml").read_text(encoding="utf-8") == (
        '# ours\nlock_after = 5  # too short\nblank_after = 90  # a long room\ncolour = "red"\nchampion = "Ada"\n\n'
        "[keep]\nsent = 1\ndrafts = 60\n"
    )


@pytest.mark.parametrize("broken", [b"area = ", b"\xff\xfe", b"x" * 300_000, b'keep.sent = 5\n[keep]\nsent = "'])
def test_a_broken_file_is_never_written_over(tmp_path, broken):
    """Text that is no TOML may be half-finished work: it is kept, and a message says so."""
    (tmp_path / "settings.toml").write_bytes(broken)
    for key in ("area", "keep.sent"):
        with pytest.raises(CannotReadOrWrite):
            change_setting(tmp_path, key, "kent-and-medway")
    assert (tmp_path / "settings.toml").read_bytes() == broken


KEYS = st.sampled_from(["area", "mouse", "k-1", "k_2", "x"])
VALUES = st.one_of(st.text(max_size=12), st.integers(-5, 5), st.booleans())
TABLES = st.sampled_from(["", "keep", "keys"])
CHANGES = st.lists(st.tuples(TABLES, KEYS, st.none() | VALUES), max_size=8)


@given(
    CHANGES,
    st.sampled_from(["", "# first\n\n", "\n[keep]\n\n# last\n", "mouse = true # [keep]\n[keys] # x = 1\nx = 2"]),
)
def test_changing_one_value_changes_nothing_else(changes, text):
    """After any changes the file is valid TOML, has exactly the values that were set whatever it held before, and keeps
    every comment.
    """
    comments = [line for line in text.splitlines() if line.startswith("#")]
    for table, key, value in changes:
        before = tomllib.loads(text)
        inside = {each: kept for each, kept in (before.get(table, {}) if table else before).items() if each != key}
        inside |= {} if value is None else {key: value}
        text = with_value(text, key, value, table)
        after = tomllib.loads(text)
        assert (after.get(table, {}) if table else after) == inside
        if table:
            assert {**after, table: 0} == {**before, table: 0}
    assert [line for line in text.splitlines() if line.startswith("#")] == comments


@pytest.mark.parametrize("text", ['area = """\na"""\n', "keep = {sent = 5}\n", "keep.sent = 5\n", "area = ["])
def test_what_stands_there_in_another_way_is_left_to_a_person(text):
    """If the line of a value cannot be found for certain, the program changes nothing."""
    with pytest.raises(CannotChange):
        with_value(with_value(text, "sent", 6, "keep"), "area", "b")
