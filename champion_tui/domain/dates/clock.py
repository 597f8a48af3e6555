"""The clock: the machine's own or a moment given in its place, and whether it can be right."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from champion_tui.ground.dates.calendar import LONDON, london_date
from champion_tui.ground.dates.date_words import day_words, moment_words
from champion_tui.ground.values import immutable


@immutable
class GivenMoment:
    """A clock that always gives ``moment``, chosen by somebody; ``machine`` is the machine's own. Both give aware datetimes."""

    moment: datetime
    machine: Callable[[], datetime]

    def __call__(self) -> datetime:
        """The moment to work with."""
        return self.moment


def machine_clock(now: Callable[[], datetime]) -> Callable[[], datetime]:
    """The machine's own clock behind ``now``, which no option can set."""
    return now.machine if isinstance(now, GivenMoment) else now


SLACK = timedelta(minutes=5)
"""Two machines on one store never agree to the second."""

EARLY = (
    "This machine's clock says {now}, but {what} {then}. One of the two is wrong, and with it dates and deadlines: look at the "
    "clock before anything goes out."
)
SAVED, CHECKED = "something was saved in this store on", "a fact in the program's data was checked on"
GIVEN = "The moment that was given, {now}, is before the newest entry in this store, {then}. Dates are counted from what was given."


def clock_doubt(at: datetime, newest_event: datetime | None, newest_check: date | None, *, given: bool = False) -> str:
    """Why the moment ``at`` is doubted, as a sentence; "" where it is not.

    ``newest_event`` is when something was last stored, ``newest_check`` the newest day on which a fact of the data was checked;
    None where there is none. A moment that was ``given`` on purpose may lie before the data.
    """
    now = moment_words(at)
    if newest_event is not None and at < newest_event - SLACK:
        then = moment_words(newest_event.astimezone(LONDON))
        return (GIVEN if given else EARLY).format(now=now, what=SAVED, then=then)
    if newest_check is not None and not given and london_date(at) < newest_check:
        return EARLY.format(now=now, what=CHECKED, then=day_words(newest_check))
    return ""
