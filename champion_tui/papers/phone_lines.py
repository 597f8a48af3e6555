"""The phone numbers that are printed. Paper is not read on the day it is printed, so it gives hours, never "now"."""

from collections.abc import Iterable

from champion_tui.domain.lines.authority import HousingAuthority
from champion_tui.domain.lines.phone_lines import Confidence, LineNow, LineUse
from champion_tui.papers.source import PackSource

DANGER = "999"
HELPLINES = ("shelter",)
"""Always printed, even if the desk names no helpline: a number that may fail needs another one behind it (design section 4)."""

NIGHT = frozenset({LineUse.OUT_OF_HOURS, LineUse.ANY_TIME, LineUse.HELPLINE})


def _once(lines: Iterable[LineNow]) -> tuple[LineNow, ...]:
    return tuple({line.line: line for line in lines}.values())


def _looked_up(source: PackSource, ids: Iterable[str]) -> tuple[LineNow, ...]:
    """Returns the lines with these ids, also those that the source does not bring: a pack made at night still names the day line."""
    given = {line.line: line for line in source.lines}
    board = source.book.switchboard(source.at, _chosen_id(source))
    usable = {one: line for one, line in board.lines.items() if line.standing.confidence != Confidence.STALE}
    return tuple(given.get(one) or board.now(usable[one]) for one in ids if one in given or one in usable)


def chosen_council(source: PackSource) -> HousingAuthority | None:
    """Returns the council that the person chose, anywhere in England; None if there is none."""
    return source.book.authority(str(source.judgement.answers.get("authority", "")))


def _chosen_id(source: PackSource) -> tuple[str, ...]:
    chosen = chosen_council(source)
    return (chosen.id,) if chosen else ()


def councils_of(source: PackSource) -> frozenset[str]:
    """Returns the ids of all councils whose lines can be on this paper: the loaded ones and the chosen one."""
    return frozenset((*(each.id for each in source.book.authorities()), *_chosen_id(source)))


def council_lines(source: PackSource) -> tuple[LineNow, ...]:
    """Returns the chosen authority's own lines and the line that stands in for it, day lines first; () if it is not known."""
    chosen = chosen_council(source)
    if chosen is None:
        return ()
    own = _looked_up(source, (line.line for line in chosen.lines))
    stand_in = _looked_up(source, (chosen.fallback,) if chosen.fallback else ())
    return tuple(sorted(_once((*own, *stand_in)), key=lambda line: line.use is not LineUse.DAY))


def _fallbacks(source: PackSource) -> tuple[str, ...]:
    """Returns the emergency duty team of the person's area, which answers when helplines are closed, and then the helplines."""
    area = source.book.areas.get(source.case.area)
    return (*((area.emergency_duty_team,) if area and area.emergency_duty_team else ()), *HELPLINES)


def night_lines(source: PackSource) -> tuple[LineNow, ...]:
    """Returns the lines to ring when the office is closed: the council's own first, then the others that the desk named.

    999 is excluded, because it is printed separately, and so are the lines of other councils. The fallbacks are always
    included.
    """
    councils = councils_of(source)
    others = (line for line in source.lines if line.id not in councils)
    candidates = _once((*council_lines(source), *others, *_looked_up(source, _fallbacks(source))))
    return tuple(line for line in candidates if line.use in NIGHT and line.phone != DANGER)


def lines_of_councils(source: PackSource) -> tuple[LineNow, ...]:
    """Returns those of the desk's lines that belong to a council or an emergency duty team."""
    councils = councils_of(source)
    duty_teams = {area.emergency_duty_team for area in source.book.areas.values()}
    return tuple(line for line in source.lines if line.id in councils or line.line in duty_teams)


def stands_in(source: PackSource, line: LineNow) -> bool:
    """Returns whether a line only stands in for the chosen authority, which has no line of its own for some hours."""
    chosen = chosen_council(source)
    return chosen is not None and chosen.fallback == line.line
