"""The calculations that a tree may name: the stage, and the fixed list of warning rules (design section 3).

They read the answers on the path by question id. ``told_apart`` says which options they treat differently, so that
paths whose answers behave alike need to be walked only once.
"""

from collections.abc import Callable, Collection, Mapping
from datetime import date
from types import MappingProxyType

from champion_tui.domain.dates.closed_days import CLOSED_DAY, LastDay
from champion_tui.domain.dates.closed_days import last_day as look_at
from champion_tui.domain.dates.deadlines import NEW_RULES_FOR_RENTERS
from champion_tui.domain.dates.stage import Stage, stage_from_last_date
from champion_tui.domain.lines.phone_lines import Closure
from champion_tui.ground.answers import Answers
from champion_tui.ground.dates.calendar import WorkingCalendar
from champion_tui.ground.values import immutable
from champion_tui.triage.tree import Tree

HOMELESS = frozenset({"homeless-now", "cannot-stay"})
DATED = frozenset({"leaving-institution", "losing-home", "notice"})
HOUSING_EMERGENCIES = frozenset({"nowhere-tonight", "fire-or-flood", "fleeing-abuse"})
REFERRED = frozenset({"refer", "other-authority", "already-referred"})
SOON_WORKING_DAYS = 10
"""The local promise of a reply, in working days, procedure 3.1.1. A last night before that may be too early for the
portal.
"""

NOBODY_TOOK_IT_ON = "no-answer-or-refused"
"""The answer on the result of a call, in whichever question."""

_STAGE_TELLS_APART: Mapping[str, tuple[frozenset[str], ...]] = MappingProxyType(
    {
        "emergency": (HOUSING_EMERGENCIES,),
        "situation": (HOMELESS, frozenset({"unsure"}), frozenset({"at-risk-later"}), frozenset({"not-at-risk"})),
        "notice-type": (frozenset({"section-21"}),),
        "circumstances": (frozenset({"rough-sleeping"}),),
    }
)
"""Question id -> the sets of options that the stage, or a rule that uses it, treats differently from the rest."""


def told_apart(tree: Tree, question: str) -> tuple[frozenset[str], ...]:
    """Returns the sets of options of ``question`` that a rule of ``tree``, or its stage if it has one, treats
    differently from the rest.
    """
    called = (frozenset({NOBODY_TOOK_IT_ON}),) if "keep-calling" in tree.warnings else ()
    return (*called, *(_STAGE_TELLS_APART.get(question, ()) if tree.stages else ()))


@immutable
class Facts:
    """What a rule uses: the answers on the path, the stage, the outcome (None while a question is open), and the day in
    London. ``closures`` are those of the chosen authority.
    """

    answers: Answers
    stage: Stage | None
    outcome: str | None
    today: date
    calendar: WorkingCalendar
    closures: tuple[Closure, ...] = ()

    @property
    def last_day(self) -> LastDay | None:
        """The last date as seen today; None if it is not known, not on the path, or past."""
        last = last_date(self.answers)
        return None if last is None else look_at(last, self.today, self.calendar, self.closures)


def stage_of(tree: Tree, answers: Answers, today: date) -> Stage | None:
    """Returns the stage that the answers on the path give on ``today`` (London); None while it is not known, and in a
    tree without stages.

    Housing Act 1996 s.175: homeless (1)-(3), threatened within 56 days (4). Contradictions and doubt are ``unknown``.
    """
    situation = answers.get("situation")
    if situation is None or not tree.stages:
        return None
    if situation in HOMELESS:
        return Stage.HOMELESS
    if situation in DATED:
        return _stage_from_date(answers, today)
    if situation == "unsure" or answers.get("emergency") in HOUSING_EMERGENCIES:
        return Stage.UNKNOWN
    return Stage.EARLY if situation == "at-risk-later" else Stage.NONE


def _stage_from_date(answers: Answers, today: date) -> Stage | None:
    if "last-date" not in answers:
        return None
    last = last_date(answers)
    return Stage.UNKNOWN if last is None else stage_from_last_date(last, today)


def last_date(answers: Answers) -> date | None:
    """Returns the last day in the home; None if it is not on the path or not known. The answers must have been checked."""
    given = answers.get("last-date")
    if not isinstance(given, str) or given == "not-known":
        return None
    return date.fromisoformat(given)


def _date_passed(facts: Facts) -> bool:
    last = last_date(facts.answers)
    return last is not None and last < facts.today


def _keep_calling(facts: Facts) -> bool:
    return NOBODY_TOOK_IT_ON in facts.answers.values()


def _emergency_contradicts(facts: Facts) -> bool:
    return facts.answers.get("emergency") in HOUSING_EMERGENCIES and facts.answers.get("situation") in {
        "not-at-risk",
        "at-risk-later",
    }


def _section_21_ended(facts: Facts) -> bool:
    return facts.today >= NEW_RULES_FOR_RENTERS and facts.answers.get("notice-type") == "section-21"


def _closed_day(facts: Facts) -> bool:
    last = facts.last_day
    return last is not None and last.closed


def _call_today(facts: Facts) -> bool:
    return (facts.outcome is None or facts.outcome in REFERRED) and (
        facts.stage is Stage.HOMELESS
        or facts.answers.get("emergency") in HOUSING_EMERGENCIES
        or "rough-sleeping" in facts.answers.get("circumstances", ())
        or _too_soon_for_the_portal(facts)
    )


def _too_soon_for_the_portal(facts: Facts) -> bool:
    last = last_date(facts.answers)
    return last is not None and last <= facts.calendar.add_working_days(facts.today, SOON_WORKING_DAYS)


RULES: Mapping[str, Callable[[Facts], bool]] = MappingProxyType(
    {
        "date-passed": _date_passed,
        "keep-calling": _keep_calling,
        "emergency-contradicts": _emergency_contradicts,
        "section-21-ended": _section_21_ended,
        CLOSED_DAY: _closed_day,
        "call-today": _call_today,
    }
)
"""Warning id -> its rule, in the order in which warnings are listed."""


def holding(facts: Facts, among: Collection[str]) -> tuple[str, ...]:
    """Returns the ids of the warnings in ``among`` that hold, in the order in which warnings are listed."""
    return tuple(rule for rule, holds in RULES.items() if rule in among and holds(facts))
