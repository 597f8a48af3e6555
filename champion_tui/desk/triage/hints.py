"""Whether somebody is told what data/hints.toml has for a question of their first triage.

They are until the first case is kept on this machine, until somebody turns hints off by a key, or where the settings say so.
"""

from pathlib import Path

from champion_tui.desk.settings.remembered import HINTS, this_machine
from champion_tui.desk.settings.settings import Settings

OFF = "off"


def end_hints(home: Path) -> None:
    """No more of them on this machine. If that cannot be written, they come again: they are only words."""
    machine = this_machine()
    if not HINTS.of(home, machine):
        HINTS.note(home, machine, OFF)


def hints_wanted(home: Path, settings: Settings) -> bool:
    """Whether there are any."""
    return settings.hints and HINTS.of(home, this_machine()) != OFF
