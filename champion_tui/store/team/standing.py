"""How a desk stands with its team's server, as a value."""

from enum import StrEnum

from champion_tui.ground.values import immutable


class LineState(StrEnum):
    """How a desk stands with the team's server."""

    UP = "up"
    DOWN = "down"
    REFUSED = "refused"
    DIFFERS = "differs"
    NEW_KEY = "new-key"


@immutable
class TeamStanding:
    """The ``line``, ``why`` it is not up, how many entries of the history are ``waiting`` to be delivered, and how many values have to be
    decided because two people gave one at once.
    """

    line: LineState
    why: str
    waiting: int
    clashes: int
