"""Local connection: what a person's history means for each district (Housing Act 1996 s.199; design section 6).

The findings inform the person's choice of authority. They never decide it: the authority judges each case on its facts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from champion_tui.domain.connection.findings import (
    RANK,
    SHOWN,
    Connection,
    ConnectionStrength,
    ConnectionWords,
    Days,
    District,
    Ground,
)
from champion_tui.domain.connection.history import (
    DAYS_ONLY_KINDS,
    GUIDELINE_KINDS,
    SEVERAL_PLACES,
    Family,
    History,
    Relation,
    Stay,
    StayKind,
)
from champion_tui.domain.dates.stage import Stage

GUIDELINE_DAYS_12_MONTHS = 182
"""Six of the last twelve months, in days: the local authorities' agreed guideline (Code of guidance 10.2), not statute."""

GUIDELINE_DAYS_5_YEARS = 1095
"""Three of the last five years, in days: the same guideline."""

GUIDELINE_FAMILY_YEARS = 5
"""How many years close family must have lived there: the same guideline."""

NOT_YET_CONSIDERED = frozenset((Stage.THREATENED, Stage.EARLY))
"""Stages at which no authority looks at local connection (procedure 2.1.4)."""


def connection(history: History, at: date, words: ConnectionWords) -> Connection:
    """Returns the findings from ``history`` on the day ``at`` (a date in Europe/London).

    No stay may begin after ``at`` or end before it begins; ``read_history`` checks that.
    """
    districts = {name: _district(history, name, at, words) for name in _named(history)}
    ordered = sorted(districts.items(), key=lambda item: (SHOWN.index(item[1].strength), item[0]))
    considered = history.stage not in NOT_YET_CONSIDERED
    return Connection(at, considered, words.cautions(history, considered=considered), dict(ordered))


def window_start(at: date, years: int) -> date:
    """Returns the first day of the ``years`` that end with ``at``: the day after the same date that many years earlier. 29 February
    becomes 28 February if that year has none.
    """
    year = max(at.year - years, date.min.year)
    leap_day_lost = (at.month, at.day) == (2, 29) and not _is_leap(year)
    return at.replace(year=year, day=28 if leap_day_lost else at.day) + timedelta(days=1)


def days_within(stays: Iterable[Stay], first: date, last: date) -> int:
    """Returns the number of days from ``first`` to ``last``, both included, that at least one of ``stays`` covers. Both ends of a
    stay count.
    """
    count = 0
    uncounted_from = first
    for stay in sorted(stays, key=lambda stay: stay.first):
        begins = max(stay.first, uncounted_from)
        ends = min(stay.last or last, last)
        if begins <= ends:
            count += (ends - begins).days + 1
            if ends == last:
                break
            uncounted_from = ends + timedelta(days=1)
    return count


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _named(history: History) -> set[str]:
    """Returns every district that the history names."""
    rows: Sequence[Iterable[str]] = (
        (stay.district for stay in history.stays),
        (work.district for work in history.work),
        (relative.district for relative in history.family),
        (special.district for special in history.special),
        history.unsafe,
        history.care,
        () if history.asylum_support is None else (history.asylum_support,),
    )
    return {district for row in rows for district in row}


def _district(history: History, name: str, at: date, words: ConnectionWords) -> District:
    grounds = (
        *_residence(history, name, at, words),
        *_work(history, name, words),
        *_family(history, name, words),
        *_special(history, name, words),
        *_care(history, name, words),
        *_asylum_support(history, name, at, words),
    )
    return taken_together(grounds, name, words, unsafe=name in history.unsafe)


def taken_together(grounds: Sequence[Ground], name: str, words: ConnectionWords, *, unsafe: bool) -> District:
    """Returns the district ``name`` with the strength of its best ground. A name that may mean several places is at most
    ``possible``. A district that the person calls unsafe is ``unsafe`` whatever the grounds.
    """
    if name in SEVERAL_PLACES:
        grounds = [
            replace(
                ground, strength=ConnectionStrength.POSSIBLE, why=f"{ground.why} {words.sentences['several-places']}"
            )
            if ground.met
            else ground
            for ground in grounds
        ]
    if unsafe:
        return District(ConnectionStrength.UNSAFE, tuple(grounds))
    best = max((ground.strength for ground in grounds), key=RANK.index, default=ConnectionStrength.NONE)
    return District(best, tuple(grounds))


def _residence(history: History, name: str, at: date, words: ConnectionWords) -> tuple[Ground, ...]:
    stays = [stay for stay in history.stays if stay.district == name and stay.kind is not StayKind.ASYLUM_SUPPORT]
    return (residence_ground(_days(stays, at), words),) if stays else ()


def residence_ground(days: Days, words: ConnectionWords) -> Ground:
    """Returns the ground for residence of ``days``. Only the days that count for the guideline can make it likely."""
    if days.guideline_months_12 >= GUIDELINE_DAYS_12_MONTHS or days.guideline_years_5 >= GUIDELINE_DAYS_5_YEARS:
        strength = ConnectionStrength.LIKELY
    else:
        strength = ConnectionStrength.POSSIBLE if days.years_5 else ConnectionStrength.NONE
    why = words.residence(days, (GUIDELINE_DAYS_12_MONTHS, GUIDELINE_DAYS_5_YEARS))
    return replace(words.ground("residence", strength, why), days=days)


def _days(stays: Sequence[Stay], at: date) -> Days:
    guideline = [stay for stay in stays if stay.kind in GUIDELINE_KINDS]
    counted = [stay for stay in stays if stay.kind in GUIDELINE_KINDS | DAYS_ONLY_KINDS]
    year, five_years = window_start(at, 1), window_start(at, 5)
    return Days(
        days_within(counted, year, at),
        days_within(counted, five_years, at),
        days_within(guideline, year, at),
        days_within(guideline, five_years, at),
    )


def _work(history: History, name: str, words: ConnectionWords) -> tuple[Ground, ...]:
    casual = {work.casual for work in history.work if work.district == name}
    if not casual:
        return ()
    if False in casual:
        return (words.ground("work", ConnectionStrength.LIKELY, words.sentences["work"]),)
    return (words.ground("work", ConnectionStrength.POSSIBLE, words.sentences["casual-work"]),)


def _family(history: History, name: str, words: ConnectionWords) -> tuple[Ground, ...]:
    there = [(_family_strength(relative), relative) for relative in history.family if relative.district == name]
    if not there:
        return ()
    strength, best = max(there, key=lambda each: (RANK.index(each[0]), each[1].years, each[1].relation))
    return (words.ground("family", strength, words.family(best, GUIDELINE_FAMILY_YEARS)),)


def _family_strength(relative: Family) -> ConnectionStrength:
    long_enough = relative.years >= GUIDELINE_FAMILY_YEARS
    if relative.relation is Relation.OTHER:
        return ConnectionStrength.POSSIBLE if long_enough else ConnectionStrength.NONE
    return ConnectionStrength.LIKELY if long_enough else ConnectionStrength.POSSIBLE


def _special(history: History, name: str, words: ConnectionWords) -> tuple[Ground, ...]:
    reasons = sorted({special.reason for special in history.special if special.district == name})
    why = words.sentences["special"].format(reasons="; ".join(reasons))
    return (words.ground("special", ConnectionStrength.POSSIBLE, why),) if reasons else ()


def _care(history: History, name: str, words: ConnectionWords) -> tuple[Ground, ...]:
    return (words.ground("care", ConnectionStrength.LIKELY, words.sentences["care"]),) if name in history.care else ()


def _asylum_support(history: History, name: str, at: date, words: ConnectionWords) -> tuple[Ground, ...]:
    """Returns the ground of the most recent asylum-support accommodation. An earlier one has strength none, and says why."""
    stays = [stay for stay in history.stays if stay.kind is StayKind.ASYLUM_SUPPORT]
    if name != history.asylum_support and all(stay.district != name for stay in stays):
        return ()
    return (asylum_support_ground(words, most_recent=name == (history.asylum_support or _most_recent(stays, at))),)


def asylum_support_ground(words: ConnectionWords, *, most_recent: bool) -> Ground:
    """Returns the ground for asylum-support accommodation in a district: likely if it was the most recent, else none."""
    if most_recent:
        return words.ground("asylum-support", ConnectionStrength.LIKELY, words.sentences["asylum-support"])
    return words.ground("asylum-support", ConnectionStrength.NONE, words.sentences["earlier-asylum-support"])


def _most_recent(stays: Sequence[Stay], at: date) -> str:
    """Returns the district of the stay with the latest end, then the latest beginning. An end after ``at`` counts as ``at``."""
    return max(stays, key=lambda stay: (min(stay.last or at, at), stay.first, stay.district)).district
