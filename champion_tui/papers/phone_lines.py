"""The phone numbers that go on paper. Paper is read on another day than it is printed, so it gives hours, never "now"."""

from collections.abc import Iterable

from champion_tui.domain.lines.phone_lines import Confidence, LineNow, LineUse
from champion_tui.papers.source import PackSource

DANGER = "999"
HELPLINES = ("shelter",)
"""Printed even where the desk names no helpline: a number that may fail needs another behind it (design section 4)."""

NIGHT = frozenset({LineUse.OUT_OF_HOURS, LineUse.ANY_TIME, LineUse.HELPLINE})


def _once(lines: Iterable[LineNow]) -> tuple[LineNow, ...]:
    return tuple({line.line: line for line in lines}.values())


def _looked_up(source: PackSource, ids: Iterable[str]) -> tuple[LineNow, ...]:
    """Lines of the book that the source does not bring: a pack made at night still names the day line."""
    given = {line.line: line for line in source.lines}
    board = source.book.switchboard(source.at)
    usable = {one: line for one, line in board.lines.items() if line.standing.confidence != Confidence.STALE}
    return tuple(given.get(one) or board.now(usable[one]) for one in ids if one in given or one in usable)


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


def stands_in(source: PackSource, line: LineNow) -> bool:
    """Whether a line only stands in for the chosen authority, which has none of its own for some hours."""
    chosen = source.book.authority(str(source.judgement.answers.get("authority", "")))
    return chosen is not None and chosen.fallback == line.line
