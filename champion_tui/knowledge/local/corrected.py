"""Lays local corrections over a shipped line; what they replace is kept beside it (design section 4)."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from champion_tui.domain.lines.facts import Confidence, Source, Standing
from champion_tui.domain.lines.phone_lines import Hours, LineUse, PhoneLine, Replaced
from champion_tui.ground.tables import DataError
from champion_tui.knowledge.lines.phones import digits
from champion_tui.knowledge.local.own_files import Correction


def correction_source(correction: Correction) -> Source:
    """The source that a correction becomes: who, when and why."""
    return Source(
        correction.source, f"Checked by {correction.who} on {correction.on}: {correction.why}", "", correction.on
    )


def usable(correction: Correction, lines: Mapping[str, PhoneLine]) -> None:
    """Raise ``DataError`` where ``correction`` cannot be laid over ``lines`` (line id -> shipped line)."""
    line = lines.get(correction.line)
    if line is None:
        raise DataError(correction.file, f"{correction.key}.line", f"the id of a known line, not {correction.line!r}")
    if correction.hours is not None and line.use is LineUse.OUT_OF_HOURS:
        raise DataError(correction.file, f"{correction.key}.hours", no_hours(line))


def corrected(line: PhoneLine, corrections: Iterable[Correction]) -> PhoneLine:
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
    old = Replaced(line.phone, correction.why, line.standing.source)
    kept = (found for found in line.replaces if digits(found.phone) != digits(str(correction.phone)))
    return replace(line, phone=correction.phone, standing=standing, doubt="", replaces=(*kept, old))


def _with_hours(line: PhoneLine, correction: Correction) -> PhoneLine:
    if correction.hours is None:
        return line
    standing = Standing(correction.source, correction.on, Confidence.CONFIRMED)
    return replace(_without_hours_note(line), hours=(Hours(correction.hours, standing),))


def _without_hours_note(line: PhoneLine) -> PhoneLine:
    return replace(line, note=line.note.removesuffix(line.hours_note).strip(), hours_note="")


def no_hours(line: PhoneLine) -> str:
    """What is expected instead of hours for an out-of-hours line."""
    return f"no hours: this line answers when {line.day_line} does not; correct the hours of that one"
