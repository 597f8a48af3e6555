"""The registry of commands: one place for keys, with nothing defined twice."""

import importlib
import pkgutil
from collections import Counter
from functools import cache

import pytest
from behind import bindings
from driving import driven
from scenes import SCENES

from champion_tui.desk.screen_commands import COMMANDS, EVERYWHERE, command, commands_on, key_name
from champion_tui.tui import screens
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell.terminal.bindings import bindings_for

SCREENS = sorted({scene.screen for scene in SCENES})
TYPED_ON = {"unlock", "new-vault", "recovery-code", "question", "commands", "numbers", "hidden"}
TAKEN_ON_THE_WAY = {f"ctrl+{letter}" for letter in "czsqbajmih["}


def screen_classes():
    """Returns every screen class."""
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)
    todo, found = [ChampionScreen], []
    while todo:
        below = todo.pop().__subclasses__()
        todo += below
        found += below
    return [screen for screen in found if hasattr(screen, "NAME")]


def test_every_screen_has_a_scene():
    """Every screen has a scene, so that the tests of all screens include it."""
    assert {screen.NAME for screen in screen_classes()} == set(SCREENS)


def test_no_two_commands_share_an_id():
    """No id belongs to two commands."""
    assert not [found for found, times in Counter(found.id for found in COMMANDS).items() if times > 1]


@pytest.mark.parametrize("screen", SCREENS)
def test_no_key_is_bound_twice_on_a_screen(screen):
    """A key has one meaning on a screen, even if the focused part of the screen handles it."""
    keys = Counter(key for found in commands_on(screen) for key in found.keys)
    assert not [key for key, times in keys.items() if times > 1]


@pytest.mark.parametrize("found", COMMANDS, ids=lambda found: found.id)
def test_every_command_is_explained(found):
    """Each command has words for footer and palette, and a full sentence for help."""
    assert found.words
    assert found.help[0].isupper()
    assert found.help.endswith((".", "?"))


@pytest.mark.parametrize("name", ["help", "numbers", "hide", "back"])
def test_what_must_always_work_has_a_second_key_of_one_byte(name):
    """What must always work has a control key too, because function keys and Esc may be lost on the way and one byte is not."""
    _, second = command(name).keys
    assert second.startswith("ctrl+")
    assert len(second) == len("ctrl+x")
    assert second not in TAKEN_ON_THE_WAY
    assert command(name).anyhow


@pytest.mark.parametrize("screen", sorted(TYPED_ON))
def test_no_letter_is_a_command_where_text_can_be_typed(screen):
    """Typing a name or a passphrase never triggers a command."""
    assert not [key for found in commands_on(screen) for key in found.keys if len(key) == 1 and key.isalpha()]


def test_the_app_binds_no_key_outside_the_registry():
    """Every binding of every screen comes from the registry, except Textual's own for moving between fields and copying."""
    textual = {"app.focus_next", "app.focus_previous", "screen.copy_text"}
    for screen in screen_classes():
        wanted = {(binding.key, binding.action) for binding in bindings_for(screen.NAME)}
        bound = {(binding.key, binding.action) for of_a_key in bindings(screen).values() for binding in of_a_key}
        assert {pair for pair in bound - wanted if pair[1] not in textual} == set(), screen.NAME
        assert wanted <= bound, screen.NAME


@pytest.mark.parametrize(
    ("key", "name"), [("f2", "F2"), ("ctrl+e", "Ctrl+E"), ("escape", "Esc"), ("shift+tab", "Shift+Tab"), ("q", "q")]
)
def test_keys_are_named_as_on_the_keyboard(key, name):
    """Keys have the names printed on the keyboard."""
    assert key_name(key) == name


async def test_help_lists_every_key_of_the_page_it_was_opened_on():
    """Help lists every key of its page from the registry."""
    async with driven("1", "f1", size=(120, 60)) as run:
        for found in commands_on("question"):
            assert found.key_words() in run.text
            assert (
                found.help.split(".")[0] in run.text.replace("\n", " ").replace("  ", "") or found.help[:40] in run.text
            )


async def test_the_palette_finds_a_command_and_does_it():
    """Typing part of a command's name and pressing Enter runs it on the page below."""
    async with driven("1", "ctrl+p") as run:
        await run.type("light")
        await run.press("enter")
        assert run.name == "question"
        assert run.app.theme == "champion-light"


@cache
def scenes_with(found):
    """Returns the scenes that press ``found``: all that have it, or one of each screen if it works everywhere."""
    having = [scene for scene in SCENES if found in commands_on(scene.screen)]
    return list({scene.screen: scene for scene in reversed(having)}.values()) if EVERYWHERE in found.where else having


def keys_at(scene):
    """Returns the keys of each command that ``scene`` presses. A function key and its control key share one action (tested
    above), so scenes alternate between them; digits and arrows are all pressed. The keys of the numbers have their own test, on
    every scene.
    """
    keys = []
    for found in commands_on(scene.screen):
        pressing = scenes_with(found)
        if found.id == "numbers" or scene not in pressing:
            continue
        if len(found.keys) == len(("f1", "ctrl+g")) and found.keys[1].startswith("ctrl+"):
            keys += found.keys if len(pressing) == 1 else [found.keys[pressing.index(scene) % 2]]
        else:
            keys += found.keys
    return sorted(keys)


def test_every_key_is_pressed_on_some_scene():
    """Every key is pressed on some scene, and every command on each screen that has it."""
    pressed = [(scene.screen, {*keys_at(scene)}) for scene in SCENES]
    here = {key for _, keys in pressed for key in keys} | {*command("numbers").keys}
    assert here == {key for found in COMMANDS for key in found.keys}
    for found in (each for each in COMMANDS if each.keys and each.id != "numbers"):
        having = {scene.screen for scene in SCENES if found in commands_on(scene.screen)}
        assert having <= {screen for screen, keys in pressed if keys & {*found.keys}}


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.title)
async def test_every_command_can_be_pressed_on_every_screen(scene):
    """No key of the registry, whether valid there or not, makes the app or a screen fail."""
    here = {key for found in commands_on(scene.screen) for key in found.keys}
    elsewhere = {key for found in COMMANDS for key in found.keys} - here
    keys, elsewhere_to_press = keys_at(scene), sorted(elsewhere)
    while keys or elsewhere_to_press:
        async with scene.driven() as run:
            while keys and run.name == scene.screen:
                await run.press(keys.pop())
                if scene.title == "Leaving while hidden" and run.app.return_code == 0:
                    break  # its second answer is to leave
                assert run.app.is_running
                if run.name != scene.screen:
                    await run.press("escape")
            # From the scene as it is after the others, or as it is at first if the last of them leads away from it.
            if not keys and run.name == scene.screen and not run.app.return_code and run.app.is_running:
                await run.at_once(*elsewhere_to_press)
                assert run.app.is_running
                elsewhere_to_press = []
