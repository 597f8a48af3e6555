"""The dates that matter after a referral or a decision, each with the rule behind it and the day that counts as day 1.

All dates are calendar dates in Europe/London. If a result lies outside the years 1 to 9999, ``WrongValue`` is raised with the key
of the given date.
"""

from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice

from champion_tui.domain.dates.closed_days import CLOSED_DAY, LastDay, last_day
from champion_tui.domain.dates.stage import THREATENED_WITHIN_DAYS, Stage, days_until, stage_from_last_date
from champion_tui.domain.lines.authority import Promise
from champion_tui.ground.answers import Answer, Answers, Problem, WrongValue
from champion_tui.ground.dates.calendar import WorkingCalendar, iso_date
from champion_tui.ground.values import immutable

CHASE_AFTER_WORKING_DAYS = 10
"""Working days after which to chase an authority that promises nothing: the Oxfordshire procedure's period (3.1.1), which is not
law.
"""

LEAD_WORKING_DAYS = 3
"""Working days before the last day in a home by which somebody must ring at the latest, so that something can still be done."""

REVIEW_WITHIN_DAYS = 21
"""Housing Act 1996 s.202(3): before the end of 21 days beginning with the day of notification."""

DUTY_DAYS = 56
"""Housing Act 1996 s.195 (prevention) and s.189B (relief): 56 days, beginning with the day the authority is satisfied."""

NEW_RULES_FOR_RENTERS = date(2026, 5, 1)
"""The day the Renters' Rights Act 2025 came into force for tenants of private landlords (SI 2026/421 reg 2)."""

LAST_SECTION_21_CLAIM = date(2026, 7, 31)
"""The last day to start a court claim on a private landlord's section 21 notice, unless the notice's own limit came first."""

DATE_PASSED = "date-passed"
BANK_HOLIDAYS_PROJECTED = "bank-holidays-projected"


@immutable
class Rule:
    """The reason for a date: a sentence, the source's id with the paragraph in it, and which day counts as day 1. ``confirmed`` is
    False if the rule was only read second-hand, or is general knowledge.
    """

    words: str
    source: str
    paragraph: str
    day_one: str
    confirmed: bool = True


RULES = frozenset(
    {
        *("contact", "home", "review", "prevention", "relief", "release", "discharge", "possession-order", "bailiffs"),
        *("section-8", "section-21-before", "section-21-open", "section-21-ended"),
    }
)
"""The ids of the rules that the data must have. The sentences of the law are in ``data/deadlines.toml``."""

Rules = Mapping[str, Rule]


class LastDate(StrEnum):
    """The kind of a last date."""

    HOME = "home"
    RELEASE = "release"
    DISCHARGE = "discharge"
    LEAVING_CARE = "leaving-care"
    LEAVING_FORCES = "leaving-forces"
    SECTION_8 = "section-8"
    SECTION_21 = "section-21"
    POSSESSION_ORDER = "possession-order"
    BAILIFFS = "bailiffs"


@immutable
class ContactBy:
    """The day by which an authority makes contact after a referral sent on ``sent``. ``promise`` is ``local`` if its data states
    one, else ``none``. ``chase`` is the day to ring if nobody has been in touch: the working day after ``due`` (see ``chase_on``).
    """

    sent: date
    working_days: int
    due: date
    chase: date
    promise: str
    warnings: tuple[str, ...]

    def json(self) -> dict[str, object]:
        """Returns the output of ``dates contact --json`` (design section 6)."""
        return {
            "sent": self.sent.isoformat(),
            "working_days": self.working_days,
            "due": self.due.isoformat(),
            "promise": self.promise,
            "warnings": list(self.warnings),
        }


class Ends(StrEnum):
    """What a last date means for the person: they must be out, leave in any case, or have only received a letter with a date."""

    MUST_BE_OUT = "out"
    LEAVES = "leaves"
    NOTICE = "notice"


@immutable
class Hurry:
    """A council's answer may come only after the home is lost: ring on ``ring_by`` at the latest, because of the ``last`` date."""

    last: date
    ends: Ends
    ring_by: date


@immutable
class HomeUntil:
    """How far away the last date in a home is: ``days`` from today (negative if it has passed), the stage that follows, and the day
    from which the person is threatened with homelessness. ``last_day`` is what is special about the day itself, None if it has
    passed.
    """

    last: date
    days: int
    stage: Stage
    threatened_from: date
    warnings: tuple[str, ...]
    last_day: LastDay | None = None

    def json(self) -> dict[str, object]:
        """Returns the output of ``dates home --json`` (design section 6)."""
        return {
            "last": self.last.isoformat(),
            "days": self.days,
            "stage": self.stage.value,
            "threatened_from": self.threatened_from.isoformat(),
            "warnings": list(self.warnings),
        }


@immutable
class ReviewBy:
    """The last day to ask for a review of a decision notified on ``notified``."""

    notified: date
    last_day: date

    def json(self) -> dict[str, object]:
        """Returns the output of ``dates review --json`` (design section 6)."""
        return {"notified": self.notified.isoformat(), "last_day": self.last_day.isoformat()}


@immutable
class DutyUntil:
    """The last of the 56 days of a prevention or relief duty that an authority accepted on ``accepted``."""

    accepted: date
    last_day: date

    def json(self, rule: Rule) -> dict[str, object]:
        """Returns the output of ``dates duty --json``; ``rule`` is the duty's."""
        return {
            "accepted": self.accepted.isoformat(),
            "last_day": self.last_day.isoformat(),
            "rule": rule.words,
            "source": rule.source,
            "day_one": rule.day_one,
            "confirmed": rule.confirmed,
        }


def contact_by(sent: date, promise: Promise | None, calendar: WorkingCalendar) -> ContactBy:
    """Returns when to expect contact after a referral is sent on ``sent``: the authority's own promise, else 10 working days
    (procedure 3.1.1), after which to chase. The day after sending is day 1.
    """
    days = promise.working_days if promise else CHASE_AFTER_WORKING_DAYS
    due = _counted("sent", sent, lambda: calendar.add_working_days(sent, days))
    chase = _counted("sent", sent, lambda: chase_on(due, None, sent, calendar))
    return ContactBy(sent, days, due, chase, "local" if promise else "none", projected(due, calendar))


def contact_rule(promise: Promise | None, rules: Rules) -> Rule:
    """Returns the rule behind that day: the authority's own promise, or the general rule if it has made none."""
    rule = rules["contact"]
    return replace(rule, words=promise.words, source=promise.standing.source, paragraph="") if promise else rule


def chase_on(due: date, last: date | None, today: date, calendar: WorkingCalendar) -> date:
    """Returns the day to ring and ask why nobody has been in touch (design section 9).

    That is the working day after ``due``, the day of the promised contact or its substitute. If the home would be lost by then, or
    within three working days after it, it is the third working day before ``last``, but never before the working day after
    ``today``.
    """
    late = calendar.add_working_days(due, 1)
    if last is None or last > calendar.add_working_days(late, LEAD_WORKING_DAYS):
        return late
    before = next(islice(calendar.working_days_before(last), LEAD_WORKING_DAYS - 1, None))
    return max(before, calendar.add_working_days(today, 1))


def hurry(due: date, answers: Answers, today: date, calendar: WorkingCalendar) -> Hurry | None:
    """Returns how soon to ring if the last date in these answers is too soon to wait until ``due``. None if it is not, or has
    passed.
    """
    last = iso_date(str(answers.get("last-date", "")))
    if last is None or last < today:
        return None
    ring_by = chase_on(due, last, today, calendar)
    return Hurry(last, ends_by(answers), ring_by) if ring_by < chase_on(due, None, today, calendar) else None


def ends_by(answers: Answers) -> Ends:
    """Returns what the last date means. The date in a notice is when a landlord may go to court, not when anybody must be out."""
    if answers.get("situation") == "leaving-institution":
        return Ends.LEAVES
    only_notice = answers.get("situation") == "notice" and answers.get("notice-type") != "court-order"
    return Ends.NOTICE if only_notice else Ends.MUST_BE_OUT


def home_until(last: date, today: date, calendar: WorkingCalendar) -> HomeUntil:
    """Returns what a last date in the home means ``today`` (Housing Act 1996 s.175(4)), and whether it is a closed day."""
    days = days_until(last, today)
    threatened_from = _counted("last", last, lambda: last - timedelta(days=THREATENED_WITHIN_DAYS))
    day = last_day(last, today, calendar)
    closed = (CLOSED_DAY, *projected(last, calendar)) if day is not None and day.closed else ()
    warnings = (DATE_PASSED,) if days < 0 else closed
    return HomeUntil(last, days, stage_from_last_date(last, today), threatened_from, warnings, day)


def review_by(notified: date) -> ReviewBy:
    """Returns the last day to ask for a review of a decision notified on ``notified`` (Housing Act 1996 s.202(3))."""
    last_day = _counted("notified", notified, lambda: notified + timedelta(days=REVIEW_WITHIN_DAYS - 1))
    return ReviewBy(notified, last_day)


def duty_until(accepted: date) -> DutyUntil:
    """Returns the last of the 56 days of a duty accepted on ``accepted``: prevention (Housing Act 1996 s.195) or relief (s.189B).
    The day of acceptance is day 1.
    """
    return DutyUntil(accepted, _counted("accepted", accepted, lambda: accepted + timedelta(days=DUTY_DAYS - 1)))


LASTS_56_DAYS = frozenset({"prevention", "relief"})
"""Codes of the field ``duty-owed`` that run for 56 days (Housing Act 1996 s.195, s.189B)."""


def duty_ends(owed: Answer | None, began: Answer | None) -> date | None:
    """Returns the last of the 56 days of the duty in the fields ``duty-owed`` and ``duty-began``. None if that duty does not last
    56 days, or the day it began is not known.
    """
    day = iso_date(began) if isinstance(began, str) else None
    if owed not in LASTS_56_DAYS or day is None:
        return None
    return duty_until(day).last_day


def rule_for(kind: LastDate, today: date) -> str:
    """Returns the id of the rule behind a last date of ``kind`` on ``today`` (London). Sections 8 and 21 changed on 1 May 2026.

    The rule explains the 56 days and never decides a case: the authority judges whether a notice is valid.
    """
    if kind is LastDate.SECTION_21:
        if today < NEW_RULES_FOR_RENTERS:
            return "section-21-before"
        return "section-21-open" if today <= LAST_SECTION_21_CLAIM else "section-21-ended"
    if kind is LastDate.SECTION_8 and today < NEW_RULES_FOR_RENTERS:
        return "home"
    return kind if kind in RULES else "home"


def projected(last_counted: date, calendar: WorkingCalendar) -> tuple[str, ...]:
    """Returns the warning that bank holidays were worked out, not proclaimed, "wherever a counted day lies after
    ``published_until``" (design section 4); () if the last counted day does not.
    """
    return (BANK_HOLIDAYS_PROJECTED,) if last_counted > calendar.published_until else ()


def _counted(key: str, given: date, count: Callable[[], date]) -> date:
    try:
        return count()
    except OverflowError:
        raise WrongValue(Problem(key, given.isoformat(), "a date that leaves room to count days from it")) from None
