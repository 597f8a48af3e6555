"""The numbers that somebody should ring, as text, and the organisation's own corrections."""

from dataclasses import fields, replace
from datetime import date
from pathlib import Path

from champion_tui.desk.errors import CannotReadOrWrite, os_error_words
from champion_tui.desk.numbers.guidance import standing_words
from champion_tui.desk.numbers.phone_words import WHO_YOU_ARE, questions
from champion_tui.desk.views import FactView, GuidanceEntry
from champion_tui.domain.lines.phone_lines import Confidence, LineUse, PhoneLine
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.dates.date_words import month_words
from champion_tui.ground.tables import DataError
from champion_tui.ground.values import immutable
from champion_tui.ground.visible import without_invisible
from champion_tui.knowledge import corrections
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.checking.checking import Doubt, DueFact, doubts_about, due, to_confirm
from champion_tui.knowledge.lines.areas import Area
from champion_tui.knowledge.local.overlay import EMAIL_LINE

RING_IT = "Ring it: is this the right number?"
RING_AND_DECIDE = "{moved} Ring it, and decide."
RANG_AND_IT_IS_RIGHT = "Rang it: the number is right."
RANG_BOTH_ARE_RIGHT = "Rang it: the number and the hours are right."


def facts_to_confirm(book: Book, area: Area, today: date) -> tuple[FactView, ...]:
    """Returns the area's numbers to ring and confirm, the least certain first."""
    return tuple(fact_view(book, line.line, today) for line in to_confirm(book, area.id, today))


OLD, NOT_SURE = "{kind}, not checked for long", "{kind}, not confirmed"


def other_facts_due(book: Book, today: date) -> tuple[GuidanceEntry, ...]:
    """Returns what is due for checking on ``today`` apart from the phone lines of the areas and the national ones, the
    worst first, as guidance entries.
    """
    listed = {line.line for line in book.lines()}
    return tuple(
        _due_entry(book, each) for each in due(book, today) if each.fact.line is None or each.fact.owner not in listed
    )


def _due_entry(book: Book, each: DueFact) -> GuidanceEntry:
    fact = each.fact
    topic = (OLD if each.doubts == (Doubt.DUE,) else NOT_SURE).format(kind=fact.kind)
    source = book.source(fact.standing.source)
    return GuidanceEntry(
        topic, fact.name, fact.value, standing_words(book, fact.standing), source.address if source else ""
    )


def fact_view(book: Book, line_id: str, today: date) -> FactView:
    """Returns one number with what is unsure about it on ``today``."""
    line = book.line(line_id)
    assert line is not None  # noqa: S101  the caller has checked
    unsure = line.standing.confidence is not Confidence.CONFIRMED
    return FactView(
        line=line.line,
        name=line.name,
        phone=line.phone,
        sureness=_sureness(line, today),
        why=line.doubt or (RING_AND_DECIDE.format(moved=line.moved) if line.moved else RING_IT if unsure else ""),
        source=standing_words(book, line.standing),
        checked_on=line.standing.checked_on,
        say=(WHO_YOU_ARE, *questions(book, line)),
        hours=line.hours_words if len(line.hours) == 1 and line.use is not LineUse.OUT_OF_HOURS else "",
    )


def _sureness(line: PhoneLine, today: date) -> str:
    """Returns what should be checked about a line: its number first, then its hours; "confirmed" if nothing."""
    number, hours = line.standing, [hours_set.standing for hours_set in line.hours]
    if line.moved:
        return "SHIPPED OTHERWISE SINCE"
    if number.confidence is Confidence.CONFLICTING:
        return "NOT CERTAIN, two values in use"
    if number.confidence is not Confidence.CONFIRMED:
        return "NOT CONFIRMED"
    if doubts_about(number, today):
        return f"not checked since {month_words(number.checked_on)}" if number.checked_on else "never checked"
    if any(standing.confidence is not Confidence.CONFIRMED for standing in hours):
        return "hours NOT CONFIRMED"
    dates = [standing.checked_on for standing in hours if doubts_about(standing, today)]
    if dates:
        known = [day for day in dates if day]
        return f"hours not checked since {month_words(min(known))}" if known else "hours never checked"
    return "confirmed"


def correct(
    book: Book, folder: Path, line: str, phone: str | None, hours: str | None, *, who: str, why: str, on: date
) -> Problem | None:
    """Writes a correction into the organisation's own folder. Returns the problem with a value that cannot be used, or
    None. Raises ``CannotReadOrWrite``.
    """
    phone, hours = (text if text is None else without_invisible(text) for text in (phone, hours))
    try:
        corrections.correct(folder, book, line, phone, hours, without_invisible(who), without_invisible(why), on)
    except WrongValue as error:
        return error.problem
    except DataError as error:
        raise CannotReadOrWrite(f"{error}. Correct or remove that file first.") from error
    except OSError as error:
        raise CannotReadOrWrite(f"The correction could not be saved: {os_error_words(error)}") from error
    return None


def problem_in(
    book: Book, line: str, phone: str | None, hours: str | None, *, who: str, why: str, on: date
) -> Problem | None:
    """Returns the problem with the first value of a correction that cannot be used, or None. Writes nothing."""
    try:
        corrections.correction(book, line, phone, hours, who, why, on)
    except WrongValue as error:
        return error.problem
    return None


def confirm(book: Book, folder: Path, line: str, *, who: str, on: date, hours: bool = False) -> Problem | None:
    """Records that somebody rang a number and it is right; with ``hours``, that its one known set of hours is right
    too.
    """
    if not hours:
        return correct(book, folder, line, None, None, who=who, why=RANG_AND_IT_IS_RIGHT, on=on)
    known = book.line(line)
    if known is None or len(known.hours) != 1:
        return Problem("hours", None, "a line with one set of hours; say the right ones with data correct LINE --hours")
    return correct(book, folder, line, known.phone, known.hours_words, who=who, why=RANG_BOTH_ARE_RIGHT, on=on)


@immutable
class FoundHere:
    """What staff found out about a council outside the areas. ``day``, ``night`` and ``email`` are "" if not found.
    ``who`` found it; ``why`` says where.
    """

    council: str
    day: str
    night: str
    email: str
    who: str
    why: str


NOTHING_FOUND = "a number or an address: one of the first three"


def keep_found(book: Book, folder: Path, found: FoundHere, on: date) -> Problem | None:
    """Keeps what was found as the organisation's own. If a value cannot be used, returns the first such problem (its
    key is a field of ``FoundHere``) and keeps nothing. Raises ``CannotReadOrWrite``.
    """
    found = FoundHere(**{field.name: without_invisible(getattr(found, field.name)) for field in fields(found)})
    problem = problem_in_found(book, found)
    if problem is not None:
        return problem
    try:
        for key, use in PHONES.items():
            phone = getattr(found, key)
            if phone:
                corrections.correct(folder, book, f"{found.council}-{use}", phone, None, found.who, found.why, on)
        if found.email:
            line = f"{found.council}{EMAIL_LINE}"
            corrections.correct_email(folder, book, line, found.email, found.who, found.why, on)
    except DataError as error:
        raise CannotReadOrWrite(f"{error}. Correct or remove that file first.") from error
    except OSError as error:
        raise CannotReadOrWrite(f"The correction could not be saved: {os_error_words(error)}") from error
    return None


PHONES = {"day": LineUse.DAY, "night": LineUse.OUT_OF_HOURS}


def problem_in_found(book: Book, found: FoundHere) -> Problem | None:
    """Returns the problem with the first value that cannot be used, in the order in which they are asked, or None.
    Writes nothing.
    """
    if not (found.day or found.night or found.email):
        return Problem("day", "", NOTHING_FOUND)
    for key, use in PHONES.items():
        phone = getattr(found, key)
        problem = (
            problem_in(book, f"{found.council}-{use}", phone, None, who=DASH, why=DASH, on=date.min) if phone else None
        )
        if problem is not None:
            return replace(problem, key=key if problem.key == "phone" else problem.key)
    try:
        if found.email:
            corrections.email_correction(book, f"{found.council}{EMAIL_LINE}", found.email, DASH, DASH)
        for key in ("why", "who"):
            corrections.one_line(key, getattr(found, key))
    except WrongValue as error:
        return error.problem
    return None


DASH = "-"
"""Stands for who and why while the values before them are checked."""
