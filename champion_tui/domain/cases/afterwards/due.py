"""What is due for a case, and by which day (design section 9). It depends on the case only, never on the day it is read.

A due that is stored with a case therefore stays right until the case changes. What is shown on a day is chosen when it is read: all
dues from ``shows_from`` on, the most urgent first.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, field
from datetime import date, timedelta
from itertools import islice

from champion_tui.domain.cases.after_sending import OUTCOME, WITHDRAWN, Heard, RequestOutcome, Step
from champion_tui.domain.cases.summary import Due, DueKind, EarlyEntry
from champion_tui.domain.dates.deadlines import contact_by, hurry
from champion_tui.domain.dates.stage import THREATENED_WITHIN_DAYS
from champion_tui.domain.lines.authority import Promise
from champion_tui.ground.dates.calendar import WorkingCalendar
from champion_tui.ground.values import immutable

LAST_DATE_SHOWS_DAYS = 14
"""How many days before the last day in a home it appears on the list."""

DUTY_ENDS_SHOWS_DAYS = 14
"""How many days before the end of a duty's 56 days it appears on the list: time for a decision and a letter."""

CODE_AFTER_WORKING_DAYS = 2
"""Working days after sending by which a portal has given its code. It comes with the receipt (procedure 3.2.1), often at once."""

RING_WITHIN_WORKING_DAYS = 10
"""Same as ``SOON_WORKING_DAYS`` in ``triage/rules.py``: a last date this near may come before the council has answered."""

TOLD = "yes"
"""The value of ``told_council`` once the council knows of a withdrawal."""

LATE = frozenset({DueKind.CHASE, DueKind.CODE_MISSING, DueKind.SEND, DueKind.ASK_AGAIN})
"""Dues that are late once their day has passed. All others hold from their day on and are no later the day after."""

WAITS = frozenset({DueKind.DUTY_ENDS, DueKind.SLIP_MISSING, DueKind.FILE_OUTSIDE, DueKind.EARLY, DueKind.ERASE})
"""Dues that do not become more urgent with time: a slip that has been missing for weeks comes after a council that must be asked."""

_ORDER: Mapping[DueKind, int] = {kind: place for place, kind in enumerate(DueKind)}
_ENDS_A_REFERRAL = frozenset({Heard.DUPLICATE, OUTCOME, WITHDRAWN})
_SAYS_WHETHER_REACHED = frozenset({Heard.CONTACT_MADE, Heard.NO_CONTACT}) | _ENDS_A_REFERRAL


@immutable
class DueFacts:
    """The facts from which a case's dues follow; days are London's.

    ``refers``: its outcome includes a referral that can be sent. ``asks_again``: its outcome is ``ask-again``. ``closed``: it has
    another outcome, without a referral. ``rings_today``: the warning ``call-today`` applies on any day (homeless, an emergency,
    sleeping rough). ``rings_by_last_date``: a near ``last_date`` makes it apply (a question is open, or the outcome is one of those
    that warn). ``promise`` is the authority's own. ``gives_code``: the channel to the council gives a code. ``slip_missing``: the
    person is to have a slip and nobody has written one. ``duty_ends`` is the last of the 56 days of the duty that a request for
    support names. ``files_outside`` are the days on which files were written that nobody has dealt with. ``erase_from`` is the day
    from which the case is due for erasing, None if the organisation has set no period.
    """

    _: KW_ONLY
    begun_on: date
    changed_on: date
    sent_on: date | None = None
    code: str = ""
    steps: Mapping[str, Step] = field(default_factory=dict)
    refers: bool = False
    asks_again: bool = False
    closed: bool = False
    rings_today: bool = False
    rings_by_last_date: bool = False
    last_date: date | None = None
    promise: Promise | None = None
    gives_code: bool = True
    slip_missing: bool = False
    duty_ends: date | None = None
    files_outside: tuple[date, ...] = ()
    erase_from: date | None = None


def dues(facts: DueFacts, calendar: WorkingCalendar) -> tuple[Due, ...]:
    """Returns everything that is due for a case, now or later, in the order of ``DueKind``, at most one of each kind."""
    return tuple(sorted(_dues(facts, calendar), key=lambda due: _ORDER[due.kind]))


def threatened_from(last: date) -> date:
    """Returns the first of the 56 days before ``last`` (Housing Act 1996 s.175(4)), not before ``date.min``."""
    return _days_before(last, THREATENED_WITHIN_DAYS)


def early_due(entry: EarlyEntry) -> Due:
    """Returns the due of an entry of the early list: to begin a case on the first of the 56 days before its date. If they had
    already begun when the entry was added, the day is the day it was added, so that it does not begin as late.
    """
    day = max(entry.added_on, threatened_from(entry.on))
    return Due(DueKind.EARLY, day, day)


def chase_day(sent_on: date, promise: Promise | None, last: date | None, calendar: WorkingCalendar) -> date:
    """Returns the day to ring if nobody has been in touch about a referral sent on ``sent_on``.

    ``last`` is the last date in the home (None if not known). The slip and pack written on the day of sending give the same day. It
    is counted from the day of sending and does not depend on today.
    """
    counted = contact_by(sent_on, promise, calendar)
    soon = hurry(counted.due, {"last-date": last.isoformat()} if last else {}, sent_on, calendar)
    return soon.ring_by if soon else counted.chase


def day_of(due: Due, today: date) -> date:
    """Returns the day by which ``due`` must be done, or ``today`` if it has no day of its own."""
    return due.due or today


def days(due: Due, today: date) -> int:
    """Returns the number of whole days overdue: 0 is today, 3 is three days late, -3 means three days left."""
    return (today - day_of(due, today)).days


def urgency(due: Due, today: date) -> tuple[bool, date, int]:
    """Returns the sort key of a due: first those for today, whichever day that is, then the earliest day (not before today for
    ``WAITS``), then the order of ``DueKind``. ``URGENCY`` in ``store/cases/listing.py`` does the same in SQL.
    """
    by = due.due
    if by is None:
        return False, today, _ORDER[due.kind]
    return True, today if by < today and due.kind in WAITS else by, _ORDER[due.kind]


def is_late(due: Due, today: date) -> bool:
    """Returns whether the day of ``due`` has passed, if it is of a kind that can be late."""
    return due.kind in LATE and days(due, today) > 0


def shown(among: Iterable[Due], today: date) -> tuple[Due, ...]:
    """Returns those ``among`` the dues that are listed ``today``, the most urgent first."""
    return tuple(sorted((due for due in among if due.shows_from <= today), key=lambda due: urgency(due, today)))


def most_urgent(among: Iterable[Due], today: date) -> Due | None:
    """Returns the first of the dues that are listed ``today``, or None."""
    return next(iter(shown(among, today)), None)


def _dues(facts: DueFacts, calendar: WorkingCalendar) -> Iterator[Due]:
    if not _ENDS_A_REFERRAL & set(facts.steps):
        yield from _before_sending(facts, calendar) if facts.sent_on is None else ()
        yield from _after_sending(facts, facts.sent_on, calendar) if facts.sent_on is not None else ()
        if facts.last_date is not None and not facts.closed:
            shows = max(facts.begun_on, _days_before(facts.last_date, LAST_DATE_SHOWS_DAYS))
            yield Due(DueKind.LAST_DATE, shows, facts.last_date)
    if facts.duty_ends is not None and not _housing_has_ended(facts):
        shows = max(facts.begun_on, _days_before(facts.duty_ends, DUTY_ENDS_SHOWS_DAYS))
        yield Due(DueKind.DUTY_ENDS, shows, facts.duty_ends)
    stopped = facts.steps.get(WITHDRAWN)
    if stopped is not None and facts.sent_on is not None and stopped.told_council != TOLD:
        # Withdrawing here does not stop the council, which may still contact the person (UK GDPR article 7(3)).
        yield Due(DueKind.TELL_COUNCIL, max(facts.begun_on, stopped.on), None)
    if facts.files_outside:
        first = min(facts.files_outside)
        yield Due(DueKind.FILE_OUTSIDE, first, calendar.add_working_days(first, 1))
    if facts.erase_from is not None:
        yield Due(DueKind.ERASE, facts.erase_from, facts.erase_from)


def _housing_has_ended(facts: DueFacts) -> bool:
    """Returns whether the last day of a duty is no longer of interest: the outcome needs no request, the request was withdrawn, or
    the housing case is closed. A decision by children's services does not end a council's duty.
    """
    outcome = facts.steps.get(OUTCOME)
    closed = outcome is not None and outcome.what == RequestOutcome.CLOSED_BY_HOUSING
    return facts.closed or closed or WITHDRAWN in facts.steps


def _before_sending(facts: DueFacts, calendar: WorkingCalendar) -> Iterator[Due]:
    if (rings_from := _rings_from(facts, calendar)) is not None:
        yield Due(DueKind.RING_TODAY, rings_from, None)
    if facts.refers:
        yield Due(DueKind.SEND, facts.begun_on, calendar.add_working_days(facts.begun_on, 1))
    if facts.asks_again:
        day = calendar.add_working_days(facts.changed_on, 1)
        yield Due(DueKind.ASK_AGAIN, day, day)


def _after_sending(facts: DueFacts, sent_on: date, calendar: WorkingCalendar) -> Iterator[Due]:
    if facts.slip_missing:
        yield Due(DueKind.SLIP_MISSING, sent_on, calendar.add_working_days(sent_on, 1))
    if _SAYS_WHETHER_REACHED & set(facts.steps):
        return
    day = chase_day(sent_on, facts.promise, facts.last_date, calendar)
    yield Due(DueKind.CHASE, day, day)
    if facts.gives_code and not facts.code:
        day = calendar.add_working_days(sent_on, CODE_AFTER_WORKING_DAYS)
        yield Due(DueKind.CODE_MISSING, day, day)


def _rings_from(facts: DueFacts, calendar: WorkingCalendar) -> date | None:
    """Returns the first day on which ``call-today`` applies, or None. For a last date that is the tenth working day before it, from
    which ten working days reach it.
    """
    if facts.rings_today:
        return facts.begun_on
    if not facts.rings_by_last_date or facts.last_date is None:
        return None
    before = calendar.working_days_before(facts.last_date)
    return max(facts.begun_on, next(islice(before, RING_WITHIN_WORKING_DAYS - 1, None), facts.begun_on))


def _days_before(day: date, count: int) -> date:
    """Returns the day ``count`` days before ``day``, not before ``date.min``."""
    return day - min(timedelta(days=count), day - date.min)
