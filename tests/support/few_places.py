"""A history's districts where only a few are known: no list of England behind them."""

from champion_tui.domain.connection.places import Places
from champion_tui.domain.lines.england import England


def places(districts, at):
    """Those districts on the day ``at``, and no other."""
    return Places(tuple(districts), lambda: England(()), at)
