"""Other keys for commands: which can be chosen, and why a key is refused."""

import pytest

from champion_tui.desk.screen_commands import COMMANDS, command, commands_on, put_in_force, with_keys
from champion_tui.desk.settings.remapped_keys import NEVER_WITHOUT, can_change, read_keys
from champion_tui.ground.tables import Table
from champion_tui.knowledge.key_refusals import A_KEY, read_key_refusals
from champion_tui.knowledge.shelf import Shelf, data_folder

TAKEN_BY = read_key_refusals(Shelf(data_folder())).taken_by
CHANGEABLE = [each for each in COMMANDS if can_change(each)]


def chosen(**keys):
    """Returns the keys in force and the messages about the others; underscores in names become hyphens."""
    mistakes = []
    values = {name.replace("_", "-"): value for name, value in keys.items()}
    return dict(read_keys(Table(values, "settings.toml", "keys"), mistakes)), [str(each) for each in mistakes]


@pytest.mark.parametrize("each", CHANGEABLE, ids=lambda each: each.id)
def test_a_command_can_have_a_key_that_is_free_on_its_pages(each):
    """The key can be one key, a capital as on the keyboard, or a list."""
    assert chosen(**{each.id: "Ctrl+V"}) == ({each.id: ("ctrl+v",)}, [])
    assert chosen(**{each.id: ["ctrl+v", each.keys[0]]}) == ({each.id: ("ctrl+v", each.keys[0])}, [])


@pytest.mark.parametrize("each", CHANGEABLE, ids=lambda each: each.id)
def test_only_what_must_always_work_keeps_a_key(each):
    """Hide, numbers, help and back cannot be left without a key; every other command is still found by its name."""
    keys, said = chosen(**{each.id: []})
    assert (each.id in keys) == (each.id not in NEVER_WITHOUT)
    assert bool(said) == (each.id in NEVER_WITHOUT)


@pytest.mark.parametrize("key", TAKEN_BY)
def test_a_key_that_something_takes_on_the_way_is_refused_with_what_takes_it(key):
    """A key that another widget handles first is refused, so that nobody chooses a key that never arrives."""
    keys, (said,) = chosen(hide=["f9", key])
    assert not keys
    assert TAKEN_BY[key] in said


@pytest.mark.parametrize(
    "wrong", ["x", "?", "f13", "f0", "alt+x", "ctrl+shift+x", "space", "enter", "tab", "1", "pagedown", ""]
)
def test_what_is_no_such_key_is_refused(wrong):
    """Letters are text, and the keys of lists and boxes are their own."""
    keys, (said,) = chosen(hide=wrong)
    assert not keys
    assert said.startswith("settings.toml: keys.hide: expected ")


def test_unknown_commands_and_those_of_lists_are_refused_by_name():
    """A misspelt id and a key that lists handle themselves are reported, and the right choices in the same file are used."""
    keys, said = chosen(hidden="f9", go_on="f9", choose="f9", theme="ctrl+v", numbers=5)
    assert keys == {"theme": ("ctrl+v",)}
    assert [each.split(": ")[1] for each in said] == ["keys.hidden", "keys.go-on", "keys.choose", "keys.numbers"]


def every_clash(commands):
    """Returns the pairs of commands with the same key on one page."""
    pages = {page for each in commands for page in each.where}
    for page in pages:
        here = [each for each in commands if each.valid_on(page)]
        for at, one in enumerate(here):
            for other in here[at + 1 :]:
                if set(one.keys) & set(other.keys):
                    yield page, one.id, other.id


def test_no_choice_of_one_key_makes_a_key_do_two_things_on_a_page():
    """For each key and each command that may have another one, an accepted key clashes nowhere, and a refusal names the page."""
    keys = sorted({key for each in COMMANDS for key in each.keys if A_KEY.fullmatch(key)} - set(TAKEN_BY))
    for each in CHANGEABLE:
        for key in keys:
            taken, said = chosen(**{each.id: key})
            assert not list(every_clash(with_keys(taken)))
            assert bool(taken) != bool(said)
            assert taken or "on the page" in said[0]


def test_two_commands_can_change_places():
    """Two commands can swap their keys, because a clash is judged after the change."""
    keys, said = chosen(check="f5", missing="f6")
    assert said == []
    assert keys == {"check": ("f5",), "missing": ("f6",)}


def test_what_is_in_force_is_what_everything_shows():
    """Footer, help and sentences ask the registry, so they show a changed key, and only while it is in force."""
    put_in_force({"hide": ("ctrl+v",)})
    try:
        assert command("hide").key_words() == "Ctrl+V"
        assert [each.keys for each in commands_on("start") if each.id == "hide"] == [("ctrl+v",)]
    finally:
        put_in_force({})
    assert command("hide").key_words() == "F9 or Ctrl+L"
