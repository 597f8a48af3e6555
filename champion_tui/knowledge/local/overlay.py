"""Applies an organisation's own corrections and closures to the shipped lines, and fills numbers into texts (design section 4)."""

from collections.abc import Callable, Iterable
from dataclasses import replace

from champion_tui.domain.lines.authority import HousingAuthority, Known, Service
from champion_tui.domain.lines.hours import hours_in_words
from champion_tui.domain.lines.phone_lines import (
    Closure,
    Confidence,
    Hours,
    LineUse,
    PhoneLine,
    Provenance,
    Replaced,
    Source,
)
from champion_tui.ground.dates.date_words import plain_day
from champion_tui.knowledge.lines.areas import Area
from champion_tui.knowledge.lines.england import COUNCIL_LINE
from champion_tui.knowledge.lines.reading_lines import digits, fill_in
from champion_tui.knowledge.local.own_files import CLOSURE_SOURCE, Correction, Local, LocalClosure, LocalTrouble

EMAIL_LINE = "-email"
"""Appended to a council's id: the finding is the council's address for referrals."""

CHECKED = "Checked by {who} on {on}: {why}"
FOUND = "Found by your organisation on {day} ({who}): {why}"


CLOSURES_NOTED = Source(CLOSURE_SOURCE, "Noted by your organisation")


class Overlay:
    """The usable entries of ``local``, ready to be applied to areas and services with their shipped ``lines``. Entries that are not
    usable are added to ``local.troubles``.

    Every ``{line-id}`` in the texts becomes that line's number, so that no text keeps an old one.
    """

    def __init__(self, lines: Iterable[PhoneLine], authorities: Iterable[str], local: Local) -> None:
        shipped, known = {line.line: line for line in lines}, set(authorities)
        self._local = local
        self._waiting = [each for each in local.corrections if each.line not in shipped and _of_another(each, known)]
        corrections = [
            each
            for each in local.corrections
            if each not in self._waiting and _usable(each, shipped.get(each.line), local)
        ]
        self._found: list[Correction] = []
        self.found_sources: dict[str, Source] = {}
        """Source id -> the source of a finding about a council outside the areas."""
        self._emails: dict[str, Correction] = {}
        self._closures = [each for each in local.closures if each.authority in known]
        self._closures_waiting = [each for each in local.closures if each.authority not in known]
        self._lines = {line: _corrected(line_itself, corrections) for line, line_itself in shipped.items()}
        self._phones = {line.line: line.phone for line in self._lines.values()}
        self.sources = {each.source: _source(each) for each in corrections}
        """Source id -> the source of a correction or closure."""
        if self._closures:
            self.sources[CLOSURE_SOURCE] = CLOSURES_NOTED

    def look_up(self, line_of: Callable[[str], PhoneLine | None], is_council: Callable[[str], bool]) -> None:
        """Checks the findings and closures for councils outside the areas. ``line_of`` returns a line by its id (without a phone
        number if none is known). Neither function is called if there are none.
        """
        for given in self._waiting:
            each = replace(given, found=True)
            if each.line.endswith(EMAIL_LINE):
                usable = self._takes_email(each, is_council)
            else:
                usable = self._takes_phone(each, line_of(each.line))
            if usable:
                self.found_sources[each.source] = _source(each, FOUND)
        usable_closures = [each for each in self._closures_waiting if _known(each, is_council, self._local)]
        if usable_closures:
            self._closures += usable_closures
            self.found_sources[CLOSURE_SOURCE] = CLOSURES_NOTED

    def _takes_email(self, correction: Correction, is_council: Callable[[str], bool]) -> bool:
        council = correction.line.removesuffix(EMAIL_LINE)
        if not is_council(council) or correction.email is None:
            key, expected = ("email", "an e-mail address") if is_council(council) else ("line", "a known council's id")
            self._local.troubles.append(LocalTrouble(correction.file, f"{correction.key}.{key}", expected))
            return False
        self._emails[council] = correction
        return True

    def _takes_phone(self, correction: Correction, line: PhoneLine | None) -> bool:
        if line is not None and not line.phone and correction.phone is None and not self._finds(correction.line):
            trouble = LocalTrouble(correction.file, f"{correction.key}.phone", "a number: none was known")
            self._local.troubles.append(trouble)
            return False
        if not _usable(correction, line, self._local):
            return False
        self._found.append(correction)
        return True

    def email_of(self, council: str) -> Known | None:
        """Returns the address for referrals that the organisation found for a council outside the areas, or None."""
        own = self._emails.get(council)
        if own is None or own.email is None:
            return None
        return Known(own.email, Provenance(own.source, own.on, Confidence.CONFIRMED))

    def closures_of(self, council: str) -> tuple[Closure, ...]:
        """Returns the closures that the organisation noted for an authority."""
        return tuple(each.closure for each in self._closures if each.authority == council)

    def _finds(self, line: str) -> bool:
        return any(each.line == line for each in self._found)

    def of_council(self, lines: Iterable[PhoneLine]) -> tuple[PhoneLine, ...]:
        """Returns the ``lines`` of a council outside the areas with the findings applied. Lines without a number are left out."""
        return tuple(now for line in lines if (now := _corrected(line, self._found)).phone)

    def area(self, area: Area) -> Area:
        """Returns ``area`` with the corrections and closures applied."""
        return replace(
            area,
            authorities=tuple(map(self._authority, area.authorities)),
            services=tuple(map(self.service, area.services)),
        )

    def service(self, service: Service) -> Service:
        """Returns ``service`` with the corrections applied to its lines."""
        return replace(service, lines=self._now(service.lines))

    def _authority(self, authority: HousingAuthority) -> HousingAuthority:
        channel = authority.channel
        return replace(
            authority,
            lines=self._now(authority.lines),
            fallback_note=fill_in(authority.fallback_note, self._phones),
            channel=channel and replace(channel, portal_help=fill_in(channel.portal_help, self._phones)),
            closures=(*authority.closures, *self.closures_of(authority.id)),
        )

    def _now(self, lines: tuple[PhoneLine, ...]) -> tuple[PhoneLine, ...]:
        now = (self._lines[line.line] for line in lines)
        return tuple(
            replace(line, note=fill_in(line.note, self._phones), hours_note=fill_in(line.hours_note, self._phones))
            for line in now
        )


def no_hours(line: PhoneLine) -> str:
    """Returns what is expected instead of hours for an out-of-hours line."""
    return f"no hours: this line answers when {line.day_line} does not; correct the hours of that one"


def _of_another(correction: Correction, loaded: set[str]) -> bool:
    """Returns whether a correction is about a council that may be outside the areas."""
    meant = COUNCIL_LINE.match(correction.line)
    return meant is not None and meant["council"] not in loaded


def _usable(correction: Correction, line: PhoneLine | None, local: Local) -> bool:
    if line is None:
        wrong = ("line", f"the id of a known line, not {correction.line!r}")
    elif correction.hours is not None and line.use is LineUse.OUT_OF_HOURS:
        wrong = ("hours", no_hours(line))
    else:
        return True
    local.troubles.append(LocalTrouble(correction.file, f"{correction.key}.{wrong[0]}", wrong[1]))
    return False


def _known(closure: LocalClosure, is_council: Callable[[str], bool], local: Local) -> bool:
    if is_council(closure.authority):
        return True
    expected = f"the id of a known authority, not {closure.authority!r}"
    local.troubles.append(LocalTrouble(closure.file, f"{closure.key}.authority", expected))
    return False


def _source(correction: Correction, title: str = CHECKED) -> Source:
    """Returns the source made from a correction: who, when and why."""
    title = title.format(who=correction.who, on=correction.on, day=plain_day(correction.on), why=correction.why)
    if correction.taken_from:
        title += f" (from a file signed by {correction.taken_from})"
    return Source(correction.source, title, "", correction.on)


def _corrected(line: PhoneLine, corrections: Iterable[Correction]) -> PhoneLine:
    """Returns ``line`` with every correction applied in order. The replaced values are kept with it."""
    shipped, moved = line, {"number": "", "hours": ""}
    for correction in corrections:
        if correction.line == line.line:
            line = _with_hours(_with_phone(line, correction), correction)
            if correction.phone is not None:
                moved["number"] = _phone_moved(shipped, correction)
            if correction.hours is not None:
                moved["hours"] = _hours_moved(shipped, correction)
        elif correction.hours is not None and correction.line == line.day_line:
            line = _without_hours_note(line)
    if line is shipped:
        return line
    return replace(line, under=shipped, moved=" ".join(words for words in moved.values() if words))


PHONE_MOVED = "The shipped number has since changed to {phone}."
HOURS_MOVED = "The shipped hours have since changed to {hours}."


def _phone_moved(shipped: PhoneLine, correction: Correction) -> str:
    """Returns a sentence if the shipped number has changed since the correction was made, or "" if it has not or is now the
    corrected number.
    """
    known = {digits(correction.shipped_phone), digits(correction.phone or "")}
    moved = correction.shipped_phone and digits(shipped.phone) not in known
    return PHONE_MOVED.format(phone=shipped.phone) if moved else ""


def _hours_moved(shipped: PhoneLine, correction: Correction) -> str:
    """Returns the same sentence for the hours."""
    now = shipped.hours_words
    known = {"", correction.shipped_hours, hours_in_words(correction.hours or ())}
    return HOURS_MOVED.format(hours=now) if correction.shipped_hours and now not in known else ""


def _with_phone(line: PhoneLine, correction: Correction) -> PhoneLine:
    if correction.phone is None:
        return line
    standing = Provenance(correction.source, correction.on, Confidence.CONFIRMED)
    if digits(correction.phone) == digits(line.phone):
        return replace(line, standing=standing, doubt="")
    old = (Replaced(line.phone, correction.why, line.standing.source),) if line.phone else ()
    kept = (each for each in line.replaces if digits(each.phone) != digits(correction.phone or ""))
    return replace(line, phone=correction.phone, standing=standing, doubt="", replaces=(*kept, *old))


def _with_hours(line: PhoneLine, correction: Correction) -> PhoneLine:
    if correction.hours is None:
        return line
    standing = Provenance(correction.source, correction.on, Confidence.CONFIRMED)
    return replace(_without_hours_note(line), hours=(Hours(correction.hours, standing),))


def _without_hours_note(line: PhoneLine) -> PhoneLine:
    return replace(line, note=line.note.removesuffix(line.hours_note).strip(), hours_note="")
