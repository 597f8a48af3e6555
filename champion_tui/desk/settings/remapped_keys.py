"""Other keys for commands of the full screen, as an organisation writes them in ``settings.toml``::

    [keys]
    hide = ["f9", "ctrl+k"]      # the command's id (champion-tui keys names them all): a key, or a list of keys
    theme = []                   # no key: it is still found by its name

A key is a function key or Ctrl with a letter: those reach the program through every terminal, and type nothing
anywhere.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from champion_tui.desk.opening import data_errors
from champion_tui.desk.screen_commands import COMMANDS, EVERYWHERE, Command, key_name, with_keys
from champion_tui.ground.tables import DataError, Table, shown
from champion_tui.knowledge.key_refusals import A_KEY, KeyRefusals, read_key_refusals
from champion_tui.knowledge.shelf import Shelf, data_folder

NEVER_WITHOUT = frozenset({"hide", "numbers", "help", "back"})
"""Commands that must keep a key, whatever else is chosen."""

WRITTEN_AS = {"ctrl+/": "ctrl+underscore", "esc": "escape"}


def read_keys(table: Table, mistakes: list[DataError]) -> Mapping[str, tuple[str, ...]]:
    """Returns the keys in ``[keys]`` by command. Keys that are not allowed are left out and added to ``mistakes``.
    Raises ``BrokenData``.
    """
    with data_errors():
        said = read_key_refusals(Shelf(data_folder()))
    chosen: dict[str, tuple[str, ...]] = {}
    for name in table.keys():  # noqa: SIM118  a Table lists its keys but is not a mapping
        try:
            chosen[name] = _allowed(table, name, said)
        except DataError as error:
            mistakes.append(error)
    while (clash := next(_clashes(chosen), None)) is not None:
        name, key, page, other = clash
        mistakes.append(table.error(name, said.clash.format(key=key_name(key), page=page, other=other.words)))
        del chosen[name]
    return MappingProxyType(chosen)


def can_change(command: Command) -> bool:
    """Returns whether a command can have other keys. It cannot if the focused part of the screen handles its keys
    itself.
    """
    return bool(command.action) and all(A_KEY.fullmatch(key) or key == "escape" for key in command.keys)


def _allowed(table: Table, name: str, said: KeyRefusals) -> tuple[str, ...]:
    command = next((each for each in COMMANDS if each.id == name), None)
    if command is None:
        raise table.error(name, said.no_such_command)
    if not can_change(command):
        raise table.error(name, said.fixed)
    given = table.one_or_more_texts(name)
    keys = tuple(WRITTEN_AS.get(key.strip().lower(), key.strip().lower()) for key in given)
    for key, written in zip(keys, given, strict=True):
        if key in command.keys:
            continue
        if not A_KEY.fullmatch(key):
            raise table.error(name, said.another_key.format(given=shown(written)))
        if key in said.taken_by:
            raise table.error(name, said.taken.format(key=key_name(key), why=said.taken_by[key]))
    if len(set(keys)) < len(keys):
        raise table.error(name, said.twice.format(key=key_name(next(key for key in keys if keys.count(key) > 1))))
    if not keys and name in NEVER_WITHOUT:
        raise table.error(name, said.must_keep)
    return keys


def _clashes(chosen: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str, Command]]:
    """Yields each chosen command with a key that another command has on a page where both are valid, the last in the
    registry first: its id, the key, the page and the other command.
    """
    commands = with_keys(chosen)
    for command in reversed(commands):
        for other in commands if command.id in chosen else ():
            page = _common_page(command, other)
            shared = set(command.keys) & set(other.keys)
            if other is not command and page and shared:
                yield command.id, min(shared), page, other


def _common_page(one: Command, other: Command) -> str:
    """Returns a page on which both are valid; "" if there is none."""
    pages = sorted({page for command in (one, other) for page in command.where} | {"start"})
    return next((page for page in pages if page != EVERYWHERE and one.valid_on(page) and other.valid_on(page)), "")
