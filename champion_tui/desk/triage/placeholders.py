"""Values for the placeholders in the tree's words, for one judgement at one moment (``triage/words.py`` lists them)."""

from collections.abc import Mapping
from datetime import date, datetime

from champion_tui.domain.dates.closed_days import LastDay
from champion_tui.domain.dates.deadlines import Ends, contact_by, home_until, hurry
from champion_tui.domain.dates.stage import days_until
from champion_tui.domain.lines.authority import HousingAuthority
from champion_tui.domain.lines.phone_lines import LineUse, PhoneLine
from champion_tui.ground.dates.calendar import iso_date, london_date
from champion_tui.ground.dates.date_words import day_and_month, day_words, list_words
from champion_tui.knowledge.lines.areas import Area
from champion_tui.knowledge.routing import Routing
from champion_tui.triage.walk import Judgement

HURRY = {
    Ends.MUST_BE_OUT: "You must be out by {last}.",
    Ends.LEAVES: "You leave on {last}.",
    Ends.NOTICE: "The date in your letter is {last}.",
}
"""What the person is told if the council's answer may be too late. Slips say the same (``data/languages/en.po``)."""


def placeholder_values(
    routing: Routing, judgement: Judgement, *, at: datetime, area: str, champion: str, sent_on: date | None
) -> Mapping[str, str]:
    """Returns the words for each placeholder name. A value of "" means not known: the name's fallback is then used."""
    today = london_date(at)
    lines = {line.line: line for line in routing.lines()}
    chosen = str(judgement.answers.get("authority", ""))
    authority = routing.authority(chosen)
    here = routing.areas[area]
    return {
        "area": here.name,
        "champion": champion,
        "adult_social_care": _care_words(here, lines, here.adult_care(chosen)),
        "childrens_social_care": _care_words(here, lines, here.childrens_care(chosen)),
        "emergency_duty_team": with_number(lines.get(here.emergency_duty_team)),
        "childline": with_number(lines.get("childline")),
        "modern_slavery_helpline": with_number(lines.get("modern-slavery-helpline")),
        **_last_date_values(routing, judgement, today),
        **_last_day_values(judgement.last_day, today),
        **_authority_values(authority, lines),
        **_contact_values(routing, authority, judgement, sent_on or today, sent=sent_on is not None),
    }


def with_number(line: PhoneLine | None) -> str:
    """Returns a line's name and number as text; "" for None."""
    return f"{line.name} on {line.phone}" if line else ""


def _care_words(area: Area, lines: Mapping[str, PhoneLine], wanted: tuple[str, ...]) -> str:
    """Returns social care with its number. If it is not known yet which service covers the person, each is given with
    its place.
    """
    found = [lines[line] for line in wanted if line in lines]
    runs_its_own = {
        own: authority.short_name
        for authority in area.authorities
        for own in (authority.adult_social_care, authority.childrens_social_care)
    }
    others = (f"in {runs_its_own[line.line]}: {line.phone}" for line in found[1:])
    return " ".join(filter(None, (with_number(next(iter(found), None)), f"({'; '.join(others)})" if found[1:] else "")))


def days_words(days: int) -> str:
    """Returns the distance of a day as text: ``in 49 days``, ``tomorrow``, ``today``, ``3 days ago``."""
    if days < 0:
        return "yesterday" if days == -1 else f"{-days} days ago"
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _last_date_values(routing: Routing, judgement: Judgement, today: date) -> Mapping[str, str]:
    last = iso_date(str(judgement.answers.get("last-date", "")))
    if last is None:
        return {}
    return {
        "last_date": day_words(last),
        "days": days_words(days_until(last, today)),
        "threatened_from": day_words(home_until(last, today, routing.calendar).threatened_from),
    }


def _last_day_values(last: LastDay | None, today: date) -> Mapping[str, str]:
    """Returns the days to use instead of a last day on which nobody is released or no council is open."""
    if last is None:
        return {}
    before = day_words(last.open_before)
    return {
        "closed_why": last.why,
        "open_before": f"today, {before}" if last.open_before == today else before,
        "released_by": day_words(last.released_by),
        "released_early": list_words(tuple(map(day_and_month, last.released_early)), "or"),
    }


def _authority_values(authority: HousingAuthority | None, lines: Mapping[str, PhoneLine]) -> Mapping[str, str]:
    if authority is None:
        return {}
    own = {line.use: line for line in reversed(authority.lines)}
    day, night = own.get(LineUse.DAY), own.get(LineUse.ANY_TIME, own.get(LineUse.OUT_OF_HOURS))
    if night is not None:
        night_words = night.phone
    else:
        night_words = with_number(lines.get(authority.fallback or ""))
    return {"authority": authority.name, "day_number": day.phone if day else "", "night_number": night_words}


def _contact_values(
    routing: Routing, authority: HousingAuthority | None, judgement: Judgement, start: date, *, sent: bool
) -> Mapping[str, str]:
    if "authority" not in judgement.answers:
        return {}
    contact = contact_by(start, authority.promise if authority else None, routing.calendar)
    soon = hurry(contact.due, judgement.answers, start, routing.calendar)
    ring_by = day_words(soon.ring_by if soon else contact.chase)
    if soon:
        reason = HURRY[soon.ends].format(last=day_words(soon.last))
        return {"chase_on": ring_by, "contact_promise": f"{reason} Do not wait for the council."}
    due = day_words(contact.due)
    if authority is None or authority.promise is None:
        return {"chase_on": ring_by, "contact_promise": "We do not know how soon the council will be in touch."}
    lead = "" if sent else "If it is sent today, "
    sentence = f"{authority.name} tries to reach you by {due}."
    return {"chase_on": ring_by, "contact_promise": f"{lead}{sentence}"}
