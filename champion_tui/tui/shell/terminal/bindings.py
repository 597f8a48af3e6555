"""What Textual needs to know of the registry of commands: the bindings of a screen, and the keys that were given to commands here."""

from collections.abc import Mapping

from textual.binding import Binding, BindingType

from champion_tui.desk.screen_commands import COMMANDS


def bindings_for(screen: str) -> list[BindingType]:
    """One binding for each key that a command has by itself, if it has an action. All of one command bear its id."""
    return [
        Binding(key, command.action, command.words, show=False, priority=command.anyhow, id=command.id)
        for command in COMMANDS
        if command.action and command.valid_on(screen)
        for key in command.keys
    ]


def keymap(keys: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """``keys`` by command, as Textual takes them. It knows no command without keys: one gets a key that no keyboard has."""
    return {command: ",".join(each) or NO_KEYBOARD_HAS_IT for command, each in keys.items()}


NO_KEYBOARD_HAS_IT = "f24"
