"""When a phone line answers, in the words of a slip, without abbreviations: ``Monday to Friday 09:00 to 17:15``."""

from collections.abc import Iterable, Iterator

from champion_tui.domain.lines.hours import ALL_WEEK, END_OF_DAY, OpenPeriod
from champion_tui.domain.lines.phone_lines import Confidence, LineNow, LineUse
from champion_tui.papers.phone_lines import councils_of
from champion_tui.papers.source import PackSource
from champion_tui.papers.wording import Wording

USE_KEYS = {
    LineUse.DAY: "hours-day",
    LineUse.OUT_OF_HOURS: "hours-night",
    LineUse.ANY_TIME: "hours-always",
    LineUse.HELPLINE: "hours-not-known",
}


def night_team(source: PackSource, line: LineNow) -> bool:
    """Returns whether an out-of-hours line belongs to a county team and not to a council."""
    return line.use is LineUse.OUT_OF_HOURS and line.id not in councils_of(source)


def hours_words(source: PackSource, line: LineNow, wording: Wording) -> str:
    """Returns when a line answers. If its sources give conflicting hours, returns the note about that instead."""
    note = hours_note(source, line)
    if note:
        return note if wording.language.is_english else wording.say("hours-differ")
    return plain_hours(line, wording, team=night_team(source, line))


def plain_hours(line: LineNow, wording: Wording, *, team: bool = False) -> str:
    """Returns the hours only, without the data's own note, which names the line's owner. ``team``: see ``night_team``."""
    if line.use is LineUse.ANY_TIME and line.hours_confidence is not Confidence.CONFIRMED:
        return wording.say("hours-differ")
    if len(line.weeks) > 1 and line.use is not LineUse.OUT_OF_HOURS:
        return wording.say("hours-differ")
    if line.use is LineUse.OUT_OF_HOURS or not line.weeks:
        return wording.say("hours-county" if team else USE_KEYS[line.use])
    periods = line.weeks[0]
    if not periods or periods == ALL_WEEK:
        return wording.say("hours-always" if periods else "hours-not-known")
    written = ", ".join(_groups(periods, wording))
    return wording.say("hours-known", hours=written) if line.hours_assumed else written


def hours_note(source: PackSource, line: LineNow) -> str:
    """Returns the data's own sentence about conflicting hours, "" if they do not conflict."""
    if line.hours_confidence != Confidence.CONFLICTING:
        return ""
    return next((known.hours_note for known in source.book.lines() if known.line == line.line), "")


def _groups(periods: Iterable[OpenPeriod], wording: Wording) -> Iterator[str]:
    for period in periods:
        closes = "24:00" if period.closes == END_OF_DAY else f"{period.closes:%H:%M}"
        days = ", ".join(_runs(sorted(period.weekdays), wording))
        yield wording.say("hours-times", days=days, opens=f"{period.opens:%H:%M}", closes=closes)


def _runs(days: list[int], wording: Wording) -> Iterator[str]:
    """Yields consecutive days as ``Monday to Friday``, others by name."""
    start = 0
    for place in range(1, len(days) + 1):
        if place < len(days) and days[place] == days[place - 1] + 1:
            continue
        first, last = days[start], days[place - 1]
        if first == last:
            yield wording.weekday(first)
        else:
            yield wording.say("hours-days", first=wording.weekday(first), last=wording.weekday(last))
        start = place
