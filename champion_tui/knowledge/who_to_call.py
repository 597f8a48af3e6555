"""Whom to call at a given time: the lines of the loaded directory, best first (design sections 4 and 6).

For an authority these are its own lines that answer then or may answer. If none does, it is its fallback, if that answers. If the
caller must be given something, it is the authority's own line that opens next.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING, TypeVar

from champion_tui.domain.dates.stage import Stage
from champion_tui.domain.lines.authority import HousingAuthority
from champion_tui.domain.lines.england import NO_COUNCIL
from champion_tui.domain.lines.phone_lines import Confidence, LineNow, PhoneLine
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.calendar import LONDON, london_date
from champion_tui.ground.values import immutable
from champion_tui.knowledge.directory import Directory
from champion_tui.knowledge.lines.areas import Area, all_lines
from champion_tui.knowledge.lines.national import AUTHORITIES, DOMESTIC_ABUSE, EMERGENCY_DUTY_TEAM, ROUGH_SLEEPING
from champion_tui.triage.tree import SocialCare

if TYPE_CHECKING:
    from champion_tui.triage.walk import Judgement

Found = TypeVar("Found")

DANGER_LINE = "999"
NOWHERE_TONIGHT = "nowhere-tonight"
CANNOT_WAIT = "call-today"
"""The warning under which ten working days are too long to wait."""


@immutable
class Numbers:
    """Whom to call, best first, and the other loaded lines."""

    call: tuple[LineNow, ...]
    also: tuple[LineNow, ...]


def who_to_call(
    directory: Directory, at: datetime, area: str, authority: str | None = None, emergency: str | None = None
) -> Numbers:
    """Returns the result of the command ``numbers`` (design section 6) at the timezone-aware time ``at``.

    ``area`` is where the person is now. ``authority`` (any council of England) and ``emergency`` narrow the answer. An unknown id
    raises ``WrongValue`` with the key ``area``, ``authority`` or ``for``; ``elsewhere-england`` and ``outside-england`` choose no
    authority.
    """
    here = _loaded("area", area, directory.areas)
    chosen = (
        None if authority is None or authority in NO_COUNCIL else council_named(directory, authority, london_date(at))
    )
    phones = _LinesHere(directory, at, here, chosen)
    if emergency is not None:
        call = _row_after_danger(phones, _loaded("for", emergency, directory.emergency_rows), chosen)
    elif chosen is not None:
        call = _once((*phones.sure_of(chosen), *phones.duty_team()))
    else:
        call = _once((*(line for each in phones.area.authorities for line in phones.now_of(each)), *phones.duty_team()))
    return Numbers(call, phones.others(call))


def lines_for(directory: Directory, judgement: "Judgement", at: datetime, area: str) -> tuple[LineNow, ...]:
    """Returns the lines for the key ``numbers`` of a triage (design section 6, "Shapes") at the timezone-aware time ``at``.
    ``area`` is where the person is now. Raises ``WrongValue`` for an area that is not loaded.
    """
    chosen = _chosen_on_path(directory, judgement)
    phones = _LinesHere(directory, at, _loaded("area", area, directory.areas), chosen)
    row = directory.emergency_rows.get(_emergency(judgement, chosen), ())
    without = phones.all_of(chosen) if chosen else ()
    lines = phones.row(row, chosen) if row else without
    danger = tuple(line for line in lines if line.line == DANGER_LINE)
    fitting = _fitting(directory, judgement, phones, london_date(at))
    return _once((*danger, *_social_care(phones, judgement), *lines, *fitting))


def childrens_lines(directory: Directory, at: datetime, area: str) -> tuple[LineNow, ...]:
    """Returns children's social care of an area and its emergency duty team. Those that answer at the timezone-aware time ``at``
    come first.
    """
    phones = _LinesHere(directory, at, _loaded("area", area, directory.areas), None)
    wanted = (phones.area.childrens_social_care, phones.area.emergency_duty_team)
    return _answering_first(line for line_id in wanted for line in phones.named(line_id))


def numbers_json(numbers: Numbers, at: datetime, area: str) -> dict[str, object]:
    """Returns the output of ``numbers --json``."""
    return {
        "at": at.astimezone(LONDON).isoformat(),
        "area": area,
        "call": [line.json() for line in numbers.call],
        "also": [line.json() for line in numbers.also],
    }


class _LinesHere:
    """The loaded lines at one time, for a person who is in one area."""

    def __init__(self, directory: Directory, at: datetime, area: Area, chosen: HousingAuthority | None) -> None:
        self.area = area
        self._directory = directory
        self._board = directory.switchboard(at, (chosen.id,) if chosen else ())
        self._elsewhere = {
            line.line
            for other in directory.areas.values()
            if other.id != area.id
            for service in other.services
            for line in service.lines
        }

    def named(self, line_id: str) -> tuple[LineNow, ...]:
        """Returns the line with that id, () if it is not loaded, is stale, or only serves another county."""
        line = self._board.lines.get(line_id)
        return (self._board.now(line),) if line and _offered(line) and line_id not in self._elsewhere else ()

    def meant_by(self, entry: str) -> tuple[LineNow, ...]:
        """Returns the lines for an entry of ``data/national.toml``: the area's own for a word of ``OF_THE_AREA``, else the line
        with that id.
        """
        own = {DOMESTIC_ABUSE: self.area.domestic_abuse, ROUGH_SLEEPING: self.area.rough_sleeping}
        return tuple(line for line_id in own.get(entry, (entry,)) for line in self.named(line_id))

    def duty_team(self) -> tuple[LineNow, ...]:
        """Returns the area's emergency duty team if it answers now or may answer."""
        return _answering(self.named(self.area.emergency_duty_team))

    def own(self, authority: HousingAuthority) -> tuple[LineNow, ...]:
        """Returns all lines of an authority: those that answer first, then those that may."""
        return _answering_first(self._board.now(line) for line in authority.lines if _offered(line))

    def now_of(self, authority: HousingAuthority) -> tuple[LineNow, ...]:
        """Returns an authority's lines that answer or may answer. If there are none, returns its fallback if that answers or may."""
        return _answering(self.own(authority)) or _answering(self._fallback(authority))

    def sure_of(self, authority: HousingAuthority) -> tuple[LineNow, ...]:
        """Returns the same as ``now_of``, or, if that is empty, the authority's own line that opens next."""
        return self.now_of(authority) or self._next_of(authority)

    def all_of(self, authority: HousingAuthority) -> tuple[LineNow, ...]:
        """Returns all lines of an authority, answering ones first. Its fallback comes before them in hours for which it has no line
        of its own.
        """
        return _once((*self.now_of(authority), *self.own(authority)))

    def row(self, entries: Iterable[str], chosen: HousingAuthority | None) -> tuple[LineNow, ...]:
        """Returns the lines of a row in design section 4's table that answer or may answer. Each authority has at least one line."""
        lines: list[LineNow] = []
        for entry in entries:
            if entry == AUTHORITIES:
                lines += [line for each in self._authorities(chosen) for line in self.sure_of(each)]
            elif entry == EMERGENCY_DUTY_TEAM:
                lines += self.duty_team()
            else:
                lines += _answering(self.meant_by(entry))
        return _once(lines)

    def others(self, call: Iterable[LineNow]) -> tuple[LineNow, ...]:
        """Returns every loaded line that is neither in ``call`` nor stale: this area's, the national ones, then those of other
        areas.
        """
        called = {line.line for line in call}
        elsewhere = [each for each in self._directory.areas.values() if each.id != self.area.id]
        lines = (*all_lines((self.area,), self._directory.national), *all_lines(elsewhere, ()))
        return tuple(self._board.now(line) for line in lines if line.line not in called and _offered(line))

    def _authorities(self, chosen: HousingAuthority | None) -> tuple[HousingAuthority, ...]:
        rest = (each for each in self.area.authorities if chosen is None or each.id != chosen.id)
        return ((chosen,) if chosen else ()) + tuple(rest)

    def _fallback(self, authority: HousingAuthority) -> tuple[LineNow, ...]:
        """Returns the line that stands in for an authority. Its note says for whom, and how certain that is."""
        line = self._board.lines.get(authority.fallback or "")
        if line is None or not _offered(line):
            return ()
        now = self._board.now(line)
        stands_in = f"{authority.short_name}: {authority.fallback_note}" if authority.fallback_note else ""
        return (replace(now, note=" ".join(part for part in (now.note, stands_in) if part)),)

    def _next_of(self, authority: HousingAuthority) -> tuple[LineNow, ...]:
        def opening(line: PhoneLine) -> float:
            opens = self._board.opens_next(line)
            return opens.timestamp() if opens else float("inf")

        soonest = min((line for line in authority.lines if _offered(line)), key=opening, default=None)
        return (self._board.now(soonest),) if soonest else ()


def _emergency(judgement: "Judgement", chosen: HousingAuthority | None) -> str:
    """Returns the emergency whose row to ring: the one that was answered. If that is "none", the person is homeless or will be
    before anybody reads a form, and the case ends without a council, it is ``nowhere-tonight``.
    """
    given = judgement.answers.get("emergency")
    cannot_wait = judgement.stage is Stage.HOMELESS or CANNOT_WAIT in judgement.warnings
    left_alone = cannot_wait and judgement.outcome is not None and (chosen is None or not chosen.lines)
    return NOWHERE_TONIGHT if given == "none" and left_alone else str(given)


def _fitting(directory: Directory, judgement: "Judgement", phones: _LinesHere, today: date) -> Iterator[LineNow]:
    """Yields the lines for the person's other problems. In each set those that answer come first."""
    situation = judgement.situation(today)
    for each in directory.fitting_lines:
        if each.when.holds(situation):
            yield from _answering_first(line for entry in each.lines for line in phones.meant_by(entry))


def _social_care(phones: _LinesHere, judgement: "Judgement") -> tuple[LineNow, ...]:
    """Returns the social care lines that the outcome says to ring, those that answer first."""
    area, chosen = phones.area, str(judgement.answers.get("authority"))
    of_area: Mapping[str, tuple[str, ...]] = {
        SocialCare.EMERGENCY: (DANGER_LINE,),
        SocialCare.ADULTS: area.adult_care(chosen),
        SocialCare.CHILDREN: area.childrens_care(chosen),
        SocialCare.DUTY_TEAM: (area.emergency_duty_team,),
    }
    wanted = (line for ring in judgement.rings for line in of_area.get(ring, ()))
    return _answering_first(line for line_id in wanted for line in phones.named(line_id))


def _row_after_danger(phones: _LinesHere, row: tuple[str, ...], chosen: HousingAuthority | None) -> tuple[LineNow, ...]:
    """Returns the row with the chosen authority's lines directly after 999, or first if the row has no 999."""
    lines = phones.row(row, chosen)
    danger = tuple(line for line in lines if line.line == DANGER_LINE)
    return _once((*danger, *(phones.sure_of(chosen) if chosen else ()), *lines))


def _offered(line: PhoneLine) -> bool:
    return line.standing.confidence is not Confidence.STALE


def _answering(lines: Iterable[LineNow]) -> tuple[LineNow, ...]:
    return tuple(line for line in lines if line.answers_now is not False)


def _answering_first(lines: Iterable[LineNow]) -> tuple[LineNow, ...]:
    return tuple(sorted(lines, key=lambda line: (True, None, False).index(line.answers_now)))


def _once(lines: Iterable[LineNow]) -> tuple[LineNow, ...]:
    """Returns each line once, in its first position, with its longest note: a fallback's note names the authority it stands in for."""
    kept: dict[str, LineNow] = {}
    for line in lines:
        kept[line.line] = max(kept.get(line.line, line), line, key=lambda each: len(each.note))
    return tuple(kept.values())


def _chosen_on_path(directory: Directory, judgement: "Judgement") -> HousingAuthority | None:
    given = judgement.answers.get("authority")
    return directory.authority(given) if isinstance(given, str) else None


def council_named(directory: Directory, given: str, day: date) -> HousingAuthority:
    """Returns the housing authority on ``day`` with the id ``given``, or the one that has replaced it. Raises ``WrongValue`` under
    ``authority``.
    """
    now, _ = directory.understood(given, day)
    why, found = directory.why_not(now, day), directory.authority(now)
    if why or found is None:
        raise WrongValue(Problem("authority", given, why))
    return found


def _loaded(key: str, given: str, known: Mapping[str, Found]) -> Found:
    """Returns the entry of ``known`` with the id ``given``. Raises ``WrongValue`` under ``key``."""
    if given not in known:
        raise WrongValue(Problem(key, given, f"one of {', '.join(known)}"))
    return known[given]
