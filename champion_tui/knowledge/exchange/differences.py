"""Shows what a file of corrections would change here, value by value, and applies it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from enum import StrEnum
from pathlib import Path

from champion_tui.domain.lines.hours import hours_in_words
from champion_tui.domain.lines.phone_lines import Confidence, LineUse, PhoneLine, Provenance
from champion_tui.ground.files.durable_files import replace_file
from champion_tui.ground.files.file_lock import alone_in
from champion_tui.ground.values import immutable
from champion_tui.knowledge.book import Book
from champion_tui.knowledge.corrections import with_added
from champion_tui.knowledge.exchange.signed_file import Carried
from champion_tui.knowledge.exchange.signers import Signer, note_newest
from champion_tui.knowledge.lines.reading_lines import digits
from champion_tui.knowledge.local.overlay import EMAIL_LINE
from champion_tui.knowledge.local.own_files import CORRECTIONS, Correction

EMAIL = "e-mail"


class Verdict(StrEnum):
    """What happens to one value of the file."""

    CHANGES = "changes"
    CONFIRMS = "confirms"
    OLDER = "older"
    UNKNOWN = "unknown"


@immutable
class Difference:
    """One value of the file compared with the value here. ``what`` is ``number``, ``hours`` or ``e-mail``; ``now`` is "" if nothing
    is known. ``here_on`` is when the value here was checked. ``entry`` is the correction that is written if it is accepted.
    """

    what: str
    name: str
    now: str
    here_on: date | None
    would_be: str
    verdict: Verdict
    entry: Correction

    @property
    def taken(self) -> bool:
        """Whether accepting the file applies this value."""
        return self.verdict in {Verdict.CHANGES, Verdict.CONFIRMS}


def to_carry(corrections: Iterable[Correction]) -> tuple[Correction, ...]:
    """Returns the corrections that are in force, to be written into a file: for each line the last number, the last hours and the
    last address.
    """
    last: dict[tuple[str, str], Correction] = {}
    for each in corrections:
        for what, single in _single(each):
            last.pop((each.line, what), None)
            last[each.line, what] = replace(single, taken_from="")
    return tuple(last.values())


def differences(book: Book, carried: Carried, signer: Signer) -> tuple[Difference, ...]:
    """Returns every value of the file that is not already here unchanged, in the file's order."""
    found = []
    for correction in to_carry(carried.corrections):
        for what, single in _single(correction):
            entry = replace(single, taken_from=signer.name)
            difference = _of_email(book, entry) if what == EMAIL else _difference(book.line(entry.line), what, entry)
            if difference is not None:
                found.append(difference)
    return tuple(found)


def take(folder: Path, found: Iterable[Difference], signer: Signer, carried: Carried) -> None:
    """Appends the accepted values to the organisation's own corrections, all or nothing. Raises ``DataError`` if a file there is
    broken and ``OSError`` if one cannot be written.
    """
    entries = tuple(each.entry for each in found if each.taken)
    with alone_in(folder):
        content = with_added(folder, entries)
        # Write the list of signers first: once the values are here, no older file by the same signer may replace them.
        note_newest(folder, signer, carried.made_at)
        if entries:
            replace_file(folder / CORRECTIONS, content)


def _single(correction: Correction) -> Iterator[tuple[str, Correction]]:
    """Yields a correction split into one for the number, one for the hours and one for the address, as far as it has them."""
    if correction.phone is not None:
        yield "number", replace(correction, hours=None, shipped_hours="", email=None)
    if correction.hours is not None:
        yield "hours", replace(correction, phone=None, shipped_phone="", email=None)
    if correction.email is not None:
        yield EMAIL, replace(correction, phone=None, hours=None, shipped_phone="", shipped_hours="")


def _difference(line: PhoneLine | None, what: str, entry: Correction) -> Difference | None:
    """Returns the difference for a number or hours, or None if the file's value is already here."""
    would_be = entry.phone or hours_in_words(entry.hours or ())
    if line is None or (what == "hours" and line.use is LineUse.OUT_OF_HOURS):
        return Difference(what, entry.line, "", None, would_be, Verdict.UNKNOWN, entry)
    now, standing = _now(line, what)
    if what == "number":
        alike, entry = digits(now) == digits(would_be), _with_shipped_phone(entry, line)
    else:
        alike, entry = now == would_be, _with_shipped_hours(entry, line)
    return _weighed(entry, what, line.name, now, standing, would_be, alike=alike)


def _of_email(book: Book, entry: Correction) -> Difference | None:
    """Returns the difference for the address for referrals of a council outside the areas, or None if it is already here."""
    council = book.authority(entry.line.removesuffix(EMAIL_LINE)) if entry.line.endswith(EMAIL_LINE) else None
    would_be = entry.email or ""
    if council is None or not council.outside:
        return Difference(EMAIL, entry.line, "", None, would_be, Verdict.UNKNOWN, entry)
    alike = council.referral_email.casefold() == would_be.casefold()
    return _weighed(entry, EMAIL, council.name, council.email, council.email_standing, would_be, alike=alike)


def _weighed(
    entry: Correction, what: str, name: str, now: str, standing: Provenance | None, would_be: str, *, alike: bool
) -> Difference | None:
    checked_on = standing.checked_on if standing else None
    sure = standing is not None and standing.confidence is Confidence.CONFIRMED
    here_is_newer = sure and checked_on is not None and checked_on > entry.on
    if alike and sure and checked_on is not None and checked_on >= entry.on:
        return None
    verdict = Verdict.OLDER if here_is_newer else Verdict.CONFIRMS if alike else Verdict.CHANGES
    return Difference(what, name, now, checked_on, would_be, verdict, entry)


def _now(line: PhoneLine, what: str) -> tuple[str, Provenance | None]:
    if what == "number":
        return line.phone, line.standing
    return line.hours_words, line.hours[0].standing if len(line.hours) == 1 else None


def _with_shipped_phone(entry: Correction, line: PhoneLine) -> Correction:
    return entry if entry.shipped_phone else replace(entry, shipped_phone=line.shipped.phone)


def _with_shipped_hours(entry: Correction, line: PhoneLine) -> Correction:
    return entry if entry.shipped_hours else replace(entry, shipped_hours=line.shipped.hours_words)
