"""Which files a pack contains. An organisation's choice can only leave files out; what consent does not cover is in none of them."""

from collections.abc import Iterable

from champion_tui.domain.papers.sending import Part
from champion_tui.papers import paper_words as words

FILES = {
    "referral.pdf": Part.REFERRAL,
    "portal-sheet.txt": Part.PORTAL_SHEET,
    "consent-record.pdf": Part.CONSENT_RECORD,
    "referral.json": Part.REFERRAL_DATA,
    "council-form.pdf": Part.COUNCIL_FORM,
}
"""The part of each file name. A file with another name belongs to the person's slip."""

WHOLE = {Part.PORTAL_SHEET: "portal-sheet.txt", Part.REFERRAL_DATA: "referral.json"}
"""The files that contain every character as it was typed: text, which no font limits."""

ON_PAPER = frozenset({Part.REFERRAL, Part.CONSENT_RECORD, Part.COUNCIL_FORM})
"""Pages that name the person."""


def part_of(name: str) -> Part:
    """Returns the part of a pack that a file belongs to."""
    return FILES.get(name, Part.SLIP)


def holding_all(parcel: Iterable[Part]) -> tuple[str, ...]:
    """Returns the files of a parcel that contain every character as it was typed."""
    there = frozenset(parcel)
    return tuple(name for part, name in WHOLE.items() if part in there)


def elsewhere(parcel: Iterable[Part]) -> str:
    """Returns the sentence that says where to read what a page could not show: a file of the same parcel, or else the referrer."""
    files = holding_all(parcel)
    return words.SEE.format(files=" or ".join(files)) if files else words.ASK_REFERRER
