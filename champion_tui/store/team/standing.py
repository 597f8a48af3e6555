"""The state of a desk's connection to its team's server, as a value."""

from enum import StrEnum

from champion_tui.ground.values import immutable


class LineState(StrEnum):
    """The state of the connection to the team's server."""

    UP = "up"
    DOWN = "down"
    REFUSED = "refused"
    DIFFERS = "differs"
    NEW_KEY = "new-key"


@immutable
class TeamStanding:
    """The state of the connection (``line``), ``why`` it is not up, how many events are ``waiting`` to be delivered,
    and how many ``clashes`` a person has to decide.
    """

    line: LineState
    why: str
    waiting: int
    clashes: int
