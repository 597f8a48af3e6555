"""A history of districts in which only a few are known, without the list of England."""

from champion_tui.domain.connection.places import Places
from champion_tui.domain.lines.england import England


def places(districts, at):
    """Returns those districts alone, as on the day ``at``."""
    return Places(tuple(districts), lambda: England(()), at)
