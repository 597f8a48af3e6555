"""The clock: the machine's own or a given time in its place, and whether it can be right."""

from collections.abc import Callable
from datetime import date, datetime, timedelta

from champion_tui.ground.dates.calendar import LONDON, london_date
from champion_tui.ground.dates.date_words import day_words, moment_words
from champion_tui.ground.values import immutable


@immutable
class GivenMoment:
    """A clock that always returns ``moment``, the time that a user gave. ``machine`` is the machine's own clock. Both return
    timezone-aware datetimes.
    """

    moment: datetime
    machine: Callable[[], datetime]

    def __call__(self) -> datetime:
        """Returns the time to work with."""
        return self.moment


def machine_clock(now: Callable[[], datetime]) -> Callable[[], datetime]:
    """Returns the machine's own clock behind ``now``, which no option can set."""
    return now.machine if isinstance(now, GivenMoment) else now


SLACK = timedelta(minutes=5)
"""The tolerance between the clocks of two machines that use one store: they never agree to the second."""

EARLY = "This machine's clock says {now}, but {what} {then}. One of the two is wrong, so dates and deadlines may be wrong too. Check the clock before anything goes out."
SAVED, CHECKED = "something was saved in this store on", "a fact in the program's data was checked on"
GIVEN = "The moment that was given, {now}, is before the newest entry in this store, {then}. Dates are counted from what was given."


def clock_doubt(at: datetime, newest_event: datetime | None, newest_check: date | None, *, given: bool = False) -> str:
    """Returns a sentence that says why the time ``at`` is probably wrong, or "".

    ``newest_event`` is when something was last stored, ``newest_check`` the latest day on which a fact in the data was checked;
    None if there is none. A time that was ``given`` on purpose may be before the data.
    """
    now = moment_words(at)
    if newest_event is not None and at < newest_event - SLACK:
        then = moment_words(newest_event.astimezone(LONDON))
        return (GIVEN if given else EARLY).format(now=now, what=SAVED, then=then)
    if newest_check is not None and not given and london_date(at) < newest_check:
        return EARLY.format(now=now, what=CHECKED, then=day_words(newest_check))
    return ""
