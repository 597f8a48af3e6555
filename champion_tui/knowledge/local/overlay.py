"""Lays an organisation's own corrections and closures over the shipped lines, and writes numbers into the words (design section 4)."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from champion_tui.domain.lines.authority import HousingAuthority, Service
from champion_tui.domain.lines.phone_lines import Confidence, Hours, LineUse, PhoneLine, Replaced, Source, Standing
from champion_tui.knowledge.lines.areas import Area
from champion_tui.knowledge.lines.england import COUNCIL_LINE
from champion_tui.knowledge.lines.reading_lines import digits, fill_in
from champion_tui.knowledge.local.own_files import CLOSURE_SOURCE, Correction, Local, LocalClosure, LocalTrouble

CHECKED = "Checked by {who} on {on}: {why}"
FOUND = "Found by your organisation on {on} ({who}): {why}"


class Overlay:
    """What is usable of ``local``, ready to be laid over areas and services with their shipped ``lines``; what is not usable is
    added to ``local.troubles``.

    Every ``{line-id}`` in the words becomes that line's number, so that no text keeps an old one.
    """

    def __init__(self, lines: Iterable[PhoneLine], authorities: Iterable[str], local: Local) -> None:
        shipped, known = {line.line: line for line in lines}, set(authorities)
        self._local = local
        self._waiting = [
            each for each in local.corrections if each.line not in shipped and COUNCIL_LINE.match(each.line)
        ]
        corrections = [
            each
            for each in local.corrections
            if each not in self._waiting and _usable(each, shipped.get(each.line), local)
        ]
        self._found: list[Correction] = []
        self._closures = [each for each in local.closures if _known(each, known, local)]
        self._lines = {line: _corrected(line_itself, corrections) for line, line_itself in shipped.items()}
        self._phones = {line.line: line.phone for line in self._lines.values()}
        self.sources = {each.source: _source(each) for each in corrections}
        """The sources that the corrections and closures become, by id."""
        if self._closures:
            self.sources[CLOSURE_SOURCE] = Source(CLOSURE_SOURCE, "Noted by your organisation")

    def look_up(self, line_of: Callable[[str], PhoneLine | None]) -> None:
        """Decide about the numbers of councils outside the areas, which ``line_of`` gives by their line's id (without a phone where none
        was known). Without such numbers nothing is asked.
        """
        for each in self._waiting:
            line = line_of(each.line)
            if line is not None and not line.phone and each.phone is None and not self._finds(each.line):
                self._local.troubles.append(LocalTrouble(each.file, f"{each.key}.phone", "a number: none was known"))
            elif _usable(each, line, self._local):
                self._found.append(each)
                self.sources[each.source] = _source(each, FOUND)

    def _finds(self, line: str) -> bool:
        return any(each.line == line for each in self._found)

    def of_council(self, lines: Iterable[PhoneLine]) -> tuple[PhoneLine, ...]:
        """The ``lines`` of a council outside the areas as they stand now; those without a number are left out."""
        return tuple(now for line in lines if (now := _corrected(line, self._found)).phone)

    def area(self, area: Area) -> Area:
        """``area`` with its lines and closures as they stand now."""
        return replace(
            area,
            authorities=tuple(map(self._authority, area.authorities)),
            services=tuple(map(self.service, area.services)),
        )

    def service(self, service: Service) -> Service:
        """``service`` with its lines as they stand now."""
        return replace(service, lines=self._now(service.lines))

    def _authority(self, authority: HousingAuthority) -> HousingAuthority:
        own = (each.closure for each in self._closures if each.authority == authority.id)
        channel = authority.channel
        return replace(
            authority,
            lines=self._now(authority.lines),
            fallback_note=fill_in(authority.fallback_note, self._phones),
            channel=channel and replace(channel, portal_help=fill_in(channel.portal_help, self._phones)),
            closures=(*authority.closures, *own),
        )

    def _now(self, lines: tuple[PhoneLine, ...]) -> tuple[PhoneLine, ...]:
        now = (self._lines[line.line] for line in lines)
        return tuple(
            replace(line, note=fill_in(line.note, self._phones), hours_note=fill_in(line.hours_note, self._phones))
            for line in now
        )


def no_hours(line: PhoneLine) -> str:
    """What is expected instead of hours for an out-of-hours line."""
    return f"no hours: this line answers when {line.day_line} does not; correct the hours of that one"


def _usable(correction: Correction, line: PhoneLine | None, local: Local) -> bool:
    if line is None:
        wrong = ("line", f"the id of a known line, not {correction.line!r}")
    elif correction.hours is not None and line.use is LineUse.OUT_OF_HOURS:
        wrong = ("hours", no_hours(line))
    else:
        return True
    local.troubles.append(LocalTrouble(correction.file, f"{correction.key}.{wrong[0]}", wrong[1]))
    return False


def _known(closure: LocalClosure, authorities: set[str], local: Local) -> bool:
    if closure.authority in authorities:
        return True
    expected = f"the id of a known authority, not {closure.authority!r}"
    local.troubles.append(LocalTrouble(closure.file, f"{closure.key}.authority", expected))
    return False


def _source(correction: Correction, title: str = CHECKED) -> Source:
    """The source that a correction becomes: who, when and why."""
    title = title.format(who=correction.who, on=correction.on, why=correction.why)
    return Source(correction.source, title, "", correction.on)


def _corrected(line: PhoneLine, corrections: Iterable[Correction]) -> PhoneLine:
    """``line`` with every correction laid over it in order; what it replaces is kept beside it."""
    for correction in corrections:
        if correction.line == line.line:
            line = _with_hours(_with_phone(line, correction), correction)
        elif correction.hours is not None and correction.line == line.day_line:
            line = _without_hours_note(line)
    return line


def _with_phone(line: PhoneLine, correction: Correction) -> PhoneLine:
    if correction.phone is None:
        return line
    standing = Standing(correction.source, correction.on, Confidence.CONFIRMED)
    if digits(correction.phone) == digits(line.phone):
        return replace(line, standing=standing, doubt="")
    old = (Replaced(line.phone, correction.why, line.standing.source),) if line.phone else ()
    kept = (each for each in line.replaces if digits(each.phone) != digits(correction.phone or ""))
    return replace(line, phone=correction.phone, standing=standing, doubt="", replaces=(*kept, *old))


def _with_hours(line: PhoneLine, correction: Correction) -> PhoneLine:
    if correction.hours is None:
        return line
    standing = Standing(correction.source, correction.on, Confidence.CONFIRMED)
    return replace(_without_hours_note(line), hours=(Hours(correction.hours, standing),))


def _without_hours_note(line: PhoneLine) -> PhoneLine:
    return replace(line, note=line.note.removesuffix(line.hours_note).strip(), hours_note="")
