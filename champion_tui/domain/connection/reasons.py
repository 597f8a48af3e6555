"""The words of the local-connection findings: why a ground stands as it does, and what to bear in mind."""

from collections.abc import Sequence

from champion_tui.domain.connection.history import DAYS_ONLY_KINDS, DETAINED_KINDS, Family, History, Relation
from champion_tui.domain.connection.history import SEVERAL_PLACES as SEVERAL

RESIDENCE_SOURCE = "Housing Act 1996 s.199(1)(a); Code of guidance 10.2"
WORK_SOURCE = "Housing Act 1996 s.199(1)(b)"
FAMILY_SOURCE = "Housing Act 1996 s.199(1)(c); Code of guidance 10.2"
SPECIAL_SOURCE = "Housing Act 1996 s.199(1)(d)"
ASYLUM_SUPPORT_SOURCE = "Housing Act 1996 s.199(6)"
CARE_SOURCE = "Housing Act 1996 s.199(8) to (11)"

SEVERAL_PLACES = "This may be several places, so it is not counted as one."
WORK = "They work there, and it is not casual work."
CASUAL_WORK = "They work there, but only casually. Councils may leave casual work out."
CARE = "The council that owes them leaving-care duties covers this district."
ASYLUM_SUPPORT = "Their most recent asylum-support accommodation was there."
EARLIER_ASYLUM_SUPPORT = "They had asylum-support accommodation there, but only the most recent place counts."

WORK_UNSURE = "They work there. It is not known if the work is casual."
ASYLUM_SUPPORT_UNSURE = "They had asylum-support accommodation there. It is not known if it was the most recent."

INFORMS = (
    "This is to help the person choose. It decides nothing: they may choose any housing authority in England, and the "
    "council looks at each case."
)
LATER = "No council looks at local connection while a person still has their home. It may matter later, if they become homeless."
UNSAFE = (
    "The person says they are not safe in some of these places: do not suggest them. A council may not send anyone back "
    "to where they would face violence or abuse."
)
MAY_BE_SEVERAL = (
    "Elsewhere in England and outside England may each be several places. Ask which, and for how long in each."
)
DETAINED = "Days in prison or detained in hospital do not count: nobody lives there by choice. A home kept meanwhile still does."
DAYS_ONLY = (
    "Days in hospital, in approved premises and on the street are counted, but councils judge them differently. "
    "They do not count towards the six months or the three years."
)

MANY = 60
"""Addresses: one for every month of the five years."""
VERY_MANY = "This history has {count} addresses. Check that it is one person's, and that each stands there once."

_RELATIONS = {
    Relation.MOTHER: "Their mother",
    Relation.FATHER: "Their father",
    Relation.PARENT: "A parent",
    Relation.ADULT_CHILD: "A grown-up child of theirs",
    Relation.BROTHER: "Their brother",
    Relation.SISTER: "Their sister",
    Relation.OTHER: "Another relative",
}


def residence(months_12: tuple[int, int], years_5: tuple[int, int], other_days: int) -> str:
    """Days counted and days that the guideline asks for, for either window; ``other_days`` count outside the guideline."""
    text = (
        f"{months_12[0]:,} days there in the last 12 months (the guideline is {months_12[1]:,}) and {years_5[0]:,} in the "
        f"last 5 years (the guideline is {years_5[1]:,})."
    )
    return f"{text} {other_days:,} more days there are judged case by case." if other_days else text


def family(relative: Family, guideline_years: int) -> str:
    """Who lives there, for how long, and what that is worth."""
    text = f"{_RELATIONS[relative.relation]} has lived there for {_years(relative.years)}"
    if relative.relation is Relation.OTHER:
        return f"{text}. Councils usually count parents, grown-up children, brothers and sisters; others can count."
    if relative.years < guideline_years:
        return f"{text}. The guideline is {guideline_years} years."
    return f"{text}: {guideline_years} years or more, as the guideline asks."


def family_unsure(relative: Family, guideline_years: int) -> str:
    """Who lives there, where it is not known whether for long enough."""
    return f"{_RELATIONS[relative.relation]} lives there. It is not known if for {guideline_years} years, as the guideline asks."


def special(reasons: Sequence[str]) -> str:
    """The reasons given, which the council weighs."""
    return f"A special reason to be there: {'; '.join(reasons)}. The council weighs it."


def cautions(history: History, *, considered: bool) -> tuple[str, ...]:
    """What to bear in mind with findings made from ``history``, the most general first."""
    kinds = {stay.kind for stay in history.stays}
    rows = (history.stays, history.work, history.family, history.special)
    named = {row.district for part in rows for row in part} | {*history.unsafe, *history.care, history.asylum_support}
    said = (
        (True, INFORMS),
        (not considered, LATER),
        (bool(history.unsafe), UNSAFE),
        (bool(named & set(SEVERAL)), MAY_BE_SEVERAL),
        (bool(kinds & DETAINED_KINDS), DETAINED),
        (bool(kinds & DAYS_ONLY_KINDS), DAYS_ONLY),
        (len(history.stays) > MANY, VERY_MANY.format(count=len(history.stays))),
    )
    return tuple(text for holds, text in said if holds)


def _years(years: float) -> str:
    return "1 year" if years == 1 else f"{years:g} years"
