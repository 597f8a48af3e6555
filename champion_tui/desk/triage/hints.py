"""Whether a new user is shown the hints of data/hints.toml during their first triage.

They are, until the first case is kept on this machine, somebody turns hints off with a key, or the settings turn them
off.
"""

from pathlib import Path

from champion_tui.desk.settings.remembered import HINTS, this_machine
from champion_tui.desk.settings.settings import Settings

OFF = "off"


def end_hints(home: Path) -> None:
    """Turns hints off on this machine. A failure to write that is ignored: they are then shown again, which does no
    harm.
    """
    machine = this_machine()
    if not HINTS.of(home, machine):
        HINTS.note(home, machine, OFF)


def hints_wanted(home: Path, settings: Settings) -> bool:
    """Returns whether hints are shown."""
    return settings.hints and HINTS.of(home, this_machine()) != OFF
