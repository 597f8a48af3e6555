"""Whether the settings ask for the plain interview. Most people have no settings, so the first paint does not load this."""

from pathlib import Path

from champion_tui.desk.settings.settings import read_settings


def lines_wanted(home: Path) -> bool:
    """Returns whether the settings in ``home`` ask for it."""
    return read_settings(home).plain
