"""Which files of a pack stand in it: an organisation's choice, which only ever leaves out. What consent does not cover is in
no file to begin with.
"""

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
"""Whatever has another name belongs to the person's slip, in one form or another."""

WHOLE = {Part.PORTAL_SHEET: "portal-sheet.txt", Part.REFERRAL_DATA: "referral.json"}
"""The files that hold every character as it was typed: text, which no font limits."""

ON_PAPER = frozenset({Part.REFERRAL, Part.CONSENT_RECORD, Part.COUNCIL_FORM})
"""Pages that name the person."""


def part_of(name: str) -> Part:
    """The part that a file of a pack belongs to."""
    return FILES.get(name, Part.SLIP)


def holding_all(parcel: Iterable[Part]) -> tuple[str, ...]:
    """The files of a parcel that hold every character as it was typed."""
    there = frozenset(parcel)
    return tuple(name for part, name in WHOLE.items() if part in there)


def elsewhere(parcel: Iterable[Part]) -> str:
    """Where in the same parcel stands what a page could not show; else whom to ask. Never a file that is not there."""
    files = holding_all(parcel)
    return words.SEE.format(files=" or ".join(files)) if files else words.ASK_REFERRER
