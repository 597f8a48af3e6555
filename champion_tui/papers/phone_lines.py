"""The phone numbers that go on paper. Paper is read on another day than it is printed, so it gives hours, never "now"."""

from collections.abc import Iterable

from champion_tui.domain.lines.authority import HousingAuthority
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
    board = source.book.switchboard(source.at, _chosen_id(source))
    usable = {one: line for one, line in board.lines.items() if line.standing.confidence != Confidence.STALE}
    return tuple(given.get(one) or board.now(usable[one]) for one in ids if one in given or one in usable)


def chosen_council(source: PackSource) -> HousingAuthority | None:
    """The council that the person chose, wherever in England it is; None where none is named."""
    return source.book.authority(str(source.judgement.answers.get("authority", "")))


def _chosen_id(source: PackSource) -> tuple[str, ...]:
    chosen = chosen_council(source)
    return (chosen.id,) if chosen else ()


def councils_of(source: PackSource) -> frozenset[str]:
    """The ids of all councils whose lines can stand on this paper: the loaded ones and the chosen one."""
    return frozenset((*(each.id for each in source.book.authorities()), *_chosen_id(source)))


def council_lines(source: PackSource) -> tuple[LineNow, ...]:
    """The chosen authority's own lines and the line that stands in for it, day lines first; none where it is not loaded."""
    chosen = chosen_council(source)
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
    councils = councils_of(source)
    others = (line for line in source.lines if line.id not in councils)
    candidates = _once((*council_lines(source), *others, *_looked_up(source, _fallbacks(source))))
    return tuple(line for line in candidates if line.use in NIGHT and line.phone != DANGER)


def lines_of_councils(source: PackSource) -> tuple[LineNow, ...]:
    """Of the lines that the desk named: those of any council and of the county's emergency duty team."""
    councils = councils_of(source)
    duty_teams = {area.emergency_duty_team for area in source.book.areas.values()}
    return tuple(line for line in source.lines if line.id in councils or line.line in duty_teams)


def stands_in(source: PackSource, line: LineNow) -> bool:
    """Whether a line only stands in for the chosen authority, which has none of its own for some hours."""
    chosen = chosen_council(source)
    return chosen is not None and chosen.fallback == line.line
