"""``keys``: every key of the full screen, including those that the organisation has changed."""

from collections.abc import Iterator

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.streams import tell
from champion_tui.cli.view_lines import wrapped
from champion_tui.desk.screen_commands import COMMANDS, EVERYWHERE, Command, with_keys
from champion_tui.desk.settings.remapped_keys import can_change
from champion_tui.desk.settings.settings import read_settings

HOW = (
    'To choose other keys, write the id in brackets into settings.toml, below a line [keys], such as: theme = "f4". Where no id stands, the key '
    "belongs to lists and boxes."
)
CHANGED = "(changed: {standard} by itself)"


def run(context: Context) -> ExitCode:
    """Prints every command of the full screen with its keys."""
    settings = read_settings(context.home)
    for mistake in settings.troubles:
        tell(mistake)
    commands = with_keys(settings.keys)
    values = [
        {
            "id": command.id,
            "words": command.words,
            "help": command.help,
            "keys": list(command.keys),
            "standard": list(standard.keys),
            "pages": sorted(command.where - {EVERYWHERE}),
            "everywhere": EVERYWHERE in command.where,
            "can_change": can_change(standard),
        }
        for command, standard in zip(commands, COMMANDS, strict=True)
    ]
    return context.show({"keys": values, "mistakes": list(settings.troubles)}, _lines(commands))


def _lines(commands: tuple[Command, ...]) -> Iterator[str]:
    for command, standard in zip(commands, COMMANDS, strict=True):
        name = f" [{command.id}]" if can_change(standard) else ""
        changed = "" if command.keys == standard.keys else f" {CHANGED.format(standard=standard.key_words())}"
        yield from wrapped(f"{command.key_words()}{changed}: {command.help}{name}", "", "    ")
    yield ""
    yield from wrapped(HOW)
