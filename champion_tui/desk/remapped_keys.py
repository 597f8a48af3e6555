"""Other keys for commands of the full screen, as an organisation says it in ``settings.toml``::

    [keys]
    hide = ["f9", "ctrl+k"]      # the command's id (champion-tui keys names them all): a key, or a list of keys
    theme = []                   # no key: it is still found by its name

A key is a function key or Ctrl with a letter: those reach the program through every terminal, and type nothing anywhere.
"""

import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from champion_tui.desk.screen_commands import COMMANDS, EVERYWHERE, Command, key_name, with_keys
from champion_tui.ground.tables import DataError, Table, shown

NEVER_WITHOUT = frozenset({"hide", "numbers", "help", "back"})
"""Commands that must keep a key, whatever else is chosen."""

A_KEY = re.compile(r"f([1-9]|1[0-2])|ctrl\+([a-z]|underscore)")

TAKEN_BY = {
    "f11": "the terminal takes it for the whole screen",
    "ctrl+a": "screen takes it",
    "ctrl+b": "tmux takes it",
    "ctrl+c": "it leaves the program",
    "ctrl+h": "a terminal sends it for Backspace",
    "ctrl+i": "a terminal sends it for Tab",
    "ctrl+j": "a terminal sends it for Enter",
    "ctrl+m": "a terminal sends it for Enter",
    "ctrl+q": "flow control takes it",
    "ctrl+s": "flow control takes it",
    "ctrl+w": "a browser closes the tab with it",
    "ctrl+z": "the shell takes it",
}
"""Keys that something on the way takes, and what."""

WRITTEN_AS = {"ctrl+/": "ctrl+underscore", "esc": "escape"}

NO_SUCH_COMMAND = "the id of a command; champion-tui keys names them all"
FIXED = "no key: this one belongs to lists and boxes and cannot be changed"
ANOTHER_KEY = "a key such as f5 or ctrl+t, not {given}"
TAKEN = "another key than {key}: {why}"
MUST_KEEP = "one key or more: this must always be within reach"
CLASH = "another key than {key}: on the page “{page}” it is the key for “{other}”"
TWICE = "each key once; {key} is there twice"


def read_keys(table: Table, mistakes: list[DataError]) -> Mapping[str, tuple[str, ...]]:
    """The keys in ``[keys]`` by command; what may not be is left out and added to ``mistakes``."""
    chosen: dict[str, tuple[str, ...]] = {}
    for name in table.keys():  # noqa: SIM118  a Table hands out its keys, it is no mapping
        try:
            chosen[name] = _allowed(table, name)
        except DataError as error:
            mistakes.append(error)
    while (clash := next(_clashes(chosen), None)) is not None:
        name, key, page, other = clash
        mistakes.append(table.error(name, CLASH.format(key=key_name(key), page=page, other=other.words)))
        del chosen[name]
    return MappingProxyType(chosen)


def can_change(command: Command) -> bool:
    """Whether a command may have other keys: not where the part of the screen that has the focus takes them itself."""
    return bool(command.action) and all(A_KEY.fullmatch(key) or key == "escape" for key in command.keys)


def _allowed(table: Table, name: str) -> tuple[str, ...]:
    command = next((each for each in COMMANDS if each.id == name), None)
    if command is None:
        raise table.error(name, NO_SUCH_COMMAND)
    if not can_change(command):
        raise table.error(name, FIXED)
    given = table.one_or_more_texts(name)
    keys = tuple(WRITTEN_AS.get(key.strip().lower(), key.strip().lower()) for key in given)
    for key, written in zip(keys, given, strict=True):
        if key in command.keys:
            continue
        if not A_KEY.fullmatch(key):
            raise table.error(name, ANOTHER_KEY.format(given=shown(written)))
        if key in TAKEN_BY:
            raise table.error(name, TAKEN.format(key=key_name(key), why=TAKEN_BY[key]))
    if len(set(keys)) < len(keys):
        raise table.error(name, TWICE.format(key=key_name(next(key for key in keys if keys.count(key) > 1))))
    if not keys and name in NEVER_WITHOUT:
        raise table.error(name, MUST_KEEP)
    return keys


def _clashes(chosen: Mapping[str, tuple[str, ...]]) -> Iterator[tuple[str, str, str, Command]]:
    """The chosen commands, the last in the registry first, whose key another one has on a page where both are valid: id, key, page, the other."""
    commands = with_keys(chosen)
    for command in reversed(commands):
        for other in commands if command.id in chosen else ():
            page = _common_page(command, other)
            shared = set(command.keys) & set(other.keys)
            if other is not command and page and shared:
                yield command.id, min(shared), page, other


def _common_page(one: Command, other: Command) -> str:
    """A page on which both are valid; "" where there is none."""
    pages = sorted({page for command in (one, other) for page in command.where} | {"start"})
    return next((page for page in pages if page != EVERYWHERE and one.valid_on(page) and other.valid_on(page)), "")
