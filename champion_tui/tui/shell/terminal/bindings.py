"""Turns the registry of commands into Textual's bindings and keymap."""

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from champion_tui.desk.screen_commands import COMMANDS


def bindings_for(screen: str) -> list[BindingType]:
    """Returns the bindings of ``screen``: one for each default key of a command that has an action. All of one command share
    its id.
    """
    return [
        Binding(key, command.action, command.words, show=False, priority=command.anyhow, id=command.id)
        for command in COMMANDS
        if command.action and command.valid_on(screen)
        for key in command.keys
    ]


def keymap(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Returns ``keys`` (by command) as Textual's keymap. Textual has no command without keys, so such a one gets a key no
    keyboard has.
    """
    return {command: ",".join(each) or NO_KEYBOARD_HAS_IT for command, each in keys.items()}


NO_KEYBOARD_HAS_IT = "f24"
