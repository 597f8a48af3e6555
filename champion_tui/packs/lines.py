"""The phone numbers that go on paper. Paper is read on another day than it is printed, so it gives hours, never "now"."""

import re
from collections.abc import Iterable

from champion_tui.domain.facts import Confidence
from champion_tui.domain.office_hours import line_now
from champion_tui.domain.phone_lines import LineNow, LineUse
from champion_tui.packs import words
from champion_tui.packs.document import Number
from champion_tui.packs.source import PackSource

DANGER = "999"
HELPLINES = ("shelter",)
"""Printed even where the desk names no helpline: a number that may fail needs another behind it (design section 4)."""

NIGHT = frozenset({LineUse.OUT_OF_HOURS, LineUse.ANY_TIME, LineUse.HELPLINE})
DAY_NAMES = {
    "Mon": "Monday",
    "Tue": "Tuesday",
    "Wed": "Wednesday",
    "Thu": "Thursday",
    "Fri": "Friday",
    "Sat": "Saturday",
    "Sun": "Sunday",
}
USE_WORDS = {
    LineUse.DAY: "In office hours",
    LineUse.OUT_OF_HOURS: "When the day number is closed, also at night, at weekends and on bank holidays",
    LineUse.ANY_TIME: "Day and night",
    LineUse.HELPLINE: "Hours not known",
}
COUNTY_AT_NIGHT = "When offices are closed: at night, at weekends and on bank holidays"
"""Beside a county's team, which has no day number on the paper."""


def _once(lines: Iterable[LineNow]) -> tuple[LineNow, ...]:
    return tuple({line.line: line for line in lines}.values())


def _looked_up(source: PackSource, ids: Iterable[str]) -> tuple[LineNow, ...]:
    """Lines of the book that the source does not bring: a pack made at night still names the day line."""
    given = {line.line: line for line in source.lines}
    known = {line.line: line for line in source.book.lines()}
    closures = {each.id: each.closures for each in source.book.authorities()}
    wanted = (
        one for one in ids if one in given or (one in known and known[one].standing.confidence != Confidence.STALE)
    )
    return tuple(
        given[one] if one in given else line_now(known[one], known, closures, source.at, source.book.calendar)
        for one in wanted
    )


def council_lines(source: PackSource) -> tuple[LineNow, ...]:
    """The chosen authority's own lines and the line that stands in for it, day lines first; none where it is not loaded."""
    chosen = source.book.authority(str(source.judgement.answers.get("authority", "")))
    if chosen is None:
        return ()
    own = _looked_up(source, (line.line for line in chosen.lines))
    stand_in = _looked_up(source, (chosen.fallback,) if chosen.fallback else ())
    return tuple(sorted(_once((*own, *stand_in)), key=lambda line: line.use is not LineUse.DAY))


def _fallbacks(source: PackSource) -> tuple[str, ...]:
    """The emergency duty team of where they are, which answers when helplines sleep, and then the helplines."""
    area = source.book.areas.get(source.case.area)
    return (*((area.emergency_duty_team,) if area and area.emergency_duty_team else ()), *HELPLINES)


def night_lines(source: PackSource) -> tuple[LineNow, ...]:
    """Whom to ring when the office is closed: the council's own line first, then the others that the desk named, without
    999 (it stands apart) and without the lines of other councils. The fallback is always among them.
    """
    councils = {each.id for each in source.book.authorities()}
    others = (line for line in source.lines if line.id not in councils)
    candidates = _once((*council_lines(source), *others, *_looked_up(source, _fallbacks(source))))
    return tuple(line for line in candidates if line.use in NIGHT and line.phone != DANGER)


def lines_of_councils(source: PackSource) -> tuple[LineNow, ...]:
    """Of the lines that the desk named: those of any council and of the county's emergency duty team."""
    councils = {each.id for each in source.book.authorities()}
    duty_teams = {area.emergency_duty_team for area in source.book.areas.values()}
    return tuple(line for line in source.lines if line.id in councils or line.line in duty_teams)


def hours_words(line: LineNow) -> str:
    """When a line answers, without short forms: ``Monday to Friday 09:00 to 17:15``."""
    if line.use is LineUse.OUT_OF_HOURS or not line.hours:
        return USE_WORDS[line.use]
    spaced = re.sub(r"(?<=\w)[-–](?=\w)", " to ", line.hours)
    written = re.sub(r"\b(" + "|".join(DAY_NAMES) + r")\b", lambda found: DAY_NAMES[found.group()], spaced)
    if line.hours_assumed:
        return f"{written}, {words.AS_FAR_AS_KNOWN}"
    return written[:1].upper() + written[1:]


def _stand_in(source: PackSource, line: LineNow) -> bool:
    """Whether a line only stands in for the chosen authority, which has none of its own for some hours."""
    chosen = source.book.authority(str(source.judgement.answers.get("authority", "")))
    return chosen is not None and chosen.fallback == line.line


def hours_note(source: PackSource, line: LineNow) -> str:
    """What the data says in place of hours that conflict: two sets side by side help nobody who holds a slip."""
    if line.hours_confidence != Confidence.CONFLICTING:
        return ""
    return next((known.hours_note for known in source.book.lines() if known.line == line.line), "")


def sureness(source: PackSource, line: LineNow, *, hours_said: bool = False) -> tuple[str, ...]:
    """What the person must know about a number that is not sure; number and hours have their own confidence.

    ``hours_said``: a note about the hours is printed already.
    """
    hours_unsure = (
        not hours_said and line.hours_confidence != Confidence.CONFIRMED and line.hours and not line.hours_assumed
    )
    said = (
        words.STAND_IN if _stand_in(source, line) else "",
        words.NUMBER_UNSURE if line.confidence != Confidence.CONFIRMED else "",
        words.HOURS_UNSURE if hours_unsure and line.use is not LineUse.OUT_OF_HOURS else "",
    )
    return tuple(filter(None, said))


def number(source: PackSource, line: LineNow) -> Number:
    """A line as paper shows it."""
    note = hours_note(source, line)
    team = line.use is LineUse.OUT_OF_HOURS and line.id not in {each.id for each in source.book.authorities()}
    hours = note or f"{COUNTY_AT_NIGHT if team else hours_words(line)}."
    return Number(line.phone, line.name, " ".join((hours, *sureness(source, line, hours_said=bool(note)))))
