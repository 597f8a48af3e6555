"""Whether somebody chose the interview line by line. Most have no settings, and their first paint waits for nothing of this."""

from pathlib import Path

from champion_tui.desk.settings.settings import read_settings


def lines_wanted(home: Path) -> bool:
    """What the settings in ``home`` say of it."""
    return read_settings(home).plain
