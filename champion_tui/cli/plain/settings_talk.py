"""The settings at every prompt: ``.s`` lists them, ``.s KEY VALUE`` changes one."""

from collections.abc import Iterator

from champion_tui.cli.view_lines import setting_lines, wrapped
from champion_tui.desk.desk import Desk
from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.desk.papers.printing import printing
from champion_tui.desk.settings.setting_list import NO_PRINTER_HERE, PRINTER, PRINTERS_HERE
from champion_tui.desk.settings.settings import FILE

HOW = "Set one with .s KEY VALUE, such as: .s keep.drafts 60"
NO_KEY = "There is no such setting. .s names them all."
NOW = "From now on:"
WHAT = "It can be {expected}."


def settings_said(desk: Desk, key: str, value: str) -> Iterator[str]:
    """Yields all settings if ``key`` is "", one setting if ``value`` is "", otherwise the result of changing it."""
    view = desk.setting_list.view(key)
    if not key:
        yield from desk.settings.troubles
        yield from setting_lines(desk.setting_list.views(), desk.home / FILE, whole=False)
        yield HOW
    elif view is None:
        yield NO_KEY
    elif not value:
        yield from setting_lines([view], desk.home / FILE, whole=False)
        yield from wrapped(f"{view.help} {WHAT.format(expected=view.expected)}")
        if key == PRINTER:
            names, why = printing.known_printers()
            there = PRINTERS_HERE.format(names=", ".join(names)) if names else NO_PRINTER_HERE.format(why=why)
            yield from wrapped(there)
    else:
        yield from _set(desk, key, value)


def _set(desk: Desk, key: str, value: str) -> Iterator[str]:
    try:
        problem = desk.change_setting(key, value)
    except CannotReadOrWrite as error:
        yield from wrapped(f"{error} {error.way_out}".strip())
        return
    if problem is not None:
        yield from wrapped(f"That cannot be used: expected {problem.words}. Nothing has changed.")
        return
    yield NOW
    view = desk.setting_list.view(key)
    yield from setting_lines([view] if view else [], desk.home / FILE, whole=False)
