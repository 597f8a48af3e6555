"""A moment that somebody gave to work with in the place of the machine's clock: both are told to whatever writes history."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class GivenMoment:
    """A clock that stands at ``moment``, which somebody gave; ``machine`` is the machine's own. Both give aware datetimes."""

    moment: datetime
    machine: Callable[[], datetime]

    def __call__(self) -> datetime:
        """The moment to work with."""
        return self.moment


def machine_clock(now: Callable[[], datetime]) -> Callable[[], datetime]:
    """The machine's own clock behind ``now``: what it gives cannot be chosen with an option."""
    return now.machine if isinstance(now, GivenMoment) else now
