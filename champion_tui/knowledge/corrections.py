"""Saves a local correction, which is what somebody found out about a phone line, in the organisation's own file."""

import json
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import Path

from champion_tui.domain.lines.hours import OpenPeriod, WrongHours, hours_in_words, read_hours
from champion_tui.domain.lines.phone_lines import LineUse, PhoneLine
from champion_tui.ground.answers import Problem, WrongValue
from champion_tui.ground.files.durable_files import replace_file
from champion_tui.ground.files.file_lock import alone_in
from champion_tui.ground.tables import file_bytes_or_none, parse_toml
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.lines.reading_lines import EMAIL, EXPECTED, digits, parse_phone
from champion_tui.knowledge.local.overlay import EMAIL_LINE, no_hours
from champion_tui.knowledge.local.own_files import CORRECTIONS, Correction

EMAIL_EXPECTED = 'an e-mail address such as "housing@example.org"'

LONGEST = 300
"""The most characters that ``who`` and ``why`` may have."""

HEADER = """\
# What this organisation found out about phone lines: laid over the shipped numbers, never touched by an upgrade.
# The last entry about a line counts. Written by "champion-tui data correct".
"""


def correct(
    folder: Path, book: Book, line: str, phone: str | None, hours: str | None, who: str, why: str, on: date
) -> None:
    """Writes a correction of ``line`` into ``folder``, whole or not at all. The knowledge must be loaded again to see it.

    A ``phone`` of None leaves the number as it is; if ``hours`` (such as "Mon-Fri 09:00-17:00") is None too, the number is
    confirmed. Raises ``WrongValue`` for a value that cannot be used, ``DataError`` if the file there is broken or cannot be read
    (it is left as it is), and ``OSError`` if it cannot be written.
    """
    entry = correction(book, line, phone, hours, who, why, on)
    # The lock ensures that of two corrections made at once neither is lost.
    with alone_in(folder):
        replace_file(folder / CORRECTIONS, with_added(folder, (entry,)))


def correct_email(folder: Path, book: Book, line: str, email: str, who: str, why: str, on: date) -> None:
    """Writes a correction of the address for referrals of a council outside the areas. ``line`` is its id and "-email". Raises as
    ``correct`` does.
    """
    entry = email_correction(book, line, email, who, why)
    rows = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items())
    text = "\n".join(("", "[[correction]]", *rows, f"on = {on.isoformat()}", ""))
    file = folder / CORRECTIONS
    with alone_in(folder):
        replace_file(file, (_text_so_far(file) + text).encode())


def email_correction(book: Book, line: str, email: str, who: str, why: str) -> dict[str, str]:
    """Returns the values of such a correction, in the order in which they are asked for. Raises ``WrongValue`` for the first wrong
    value.
    """
    council = book.authority(line.removesuffix(EMAIL_LINE)) if line.endswith(EMAIL_LINE) else None
    if council is None or not council.outside:
        raise WrongValue(
            Problem("line", line, "the id of a council outside the loaded areas and -email, such as reading-email")
        )
    if not EMAIL.match(email):
        raise WrongValue(Problem("email", email, EMAIL_EXPECTED))
    return {"line": line, "email": email, "who": one_line("who", who), "why": one_line("why", why)}


def with_added(folder: Path, entries: Iterable[Correction]) -> bytes:
    """Returns the organisation's file with ``entries`` appended. Raises ``DataError`` if it is broken or cannot be read."""
    return "".join((_text_so_far(folder / CORRECTIONS), *map(written, entries))).encode()


def written(entry: Correction) -> str:
    """Returns a correction as an entry of a TOML file."""
    values = {
        "line": entry.line,
        "phone": entry.phone,
        "hours": None if entry.hours is None else hours_in_words(entry.hours),
        "email": entry.email,
        "who": entry.who,
        "why": entry.why,
        "shipped_phone": entry.shipped_phone or None,
        "shipped_hours": entry.shipped_hours or None,
        "taken_from": entry.taken_from or None,
    }
    # A JSON text is a valid TOML text.
    rows = [f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in values.items() if value is not None]
    return "\n".join(("", "[[correction]]", *rows, f"on = {entry.on.isoformat()}", ""))


def correction(book: Book, line: str, phone: str | None, hours: str | None, who: str, why: str, on: date) -> Correction:
    """Returns a correction, with its values checked in the order in which they are asked for. Raises ``WrongValue`` for the first
    wrong value.
    """
    known = _known(book, line)
    number = _phone_to_write(known, phone, confirms=hours is None)
    periods = _hours_to_write(known, hours)
    return Correction(
        line=known.line,
        phone=number,
        hours=periods,
        who=one_line("who", who),
        why=one_line("why", why),
        on=on,
        shipped_phone="" if number is None else known.shipped.phone,
        shipped_hours="" if periods is None else known.shipped.hours_words,
    )


def _known(book: Book, line: str) -> PhoneLine:
    found = book.line(line)
    if found is None:
        raise WrongValue(Problem("line", line, "the id of a known line, such as cherwell-day"))
    return found


def _phone_to_write(line: PhoneLine, phone: str | None, *, confirms: bool) -> str | None:
    if phone is None and not line.phone:
        raise WrongValue(Problem("phone", None, EXPECTED))
    if phone is None:
        return line.phone if confirms else None
    if digits(phone) == digits(line.phone):
        return line.phone
    parsed = parse_phone(phone)
    if parsed is None:
        raise WrongValue(Problem("phone", phone, EXPECTED))
    return parsed


def _hours_to_write(line: PhoneLine, hours: str | None) -> tuple[OpenPeriod, ...] | None:
    if hours is None:
        return None
    if line.use is LineUse.OUT_OF_HOURS:
        raise WrongValue(Problem("hours", hours, no_hours(line)))
    try:
        return read_hours(hours)
    except WrongHours as error:
        raise WrongValue(Problem("hours", hours, str(error))) from error


def one_line(key: str, text: str) -> str:
    """Returns ``text`` on one line, for use in a file and on a screen. Raises ``WrongValue`` under ``key`` if it is empty, too long
    or contains control characters.
    """
    plain = " ".join(text.split())
    if not plain or len(plain) > LONGEST or any(unicodedata.category(char) in ("Cc", "Cs") for char in plain):
        raise WrongValue(Problem(key, text, f"one line of words, at most {LONGEST} characters"))
    return plain


def _text_so_far(file: Path) -> str:
    raw = file_bytes_or_none(file, str(file))
    if raw is None:
        return HEADER
    parse_toml(raw, str(file))
    return raw.decode("utf-8-sig")
