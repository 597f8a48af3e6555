"""Which files of a pack stand in it: an organisation's choice, which only ever leaves out. What consent does not cover is in
no file to begin with.
"""

from collections.abc import Iterable, Mapping

from champion_tui.domain.sending import Part

FILES = {
    "referral.pdf": Part.REFERRAL,
    "portal-sheet.txt": Part.PORTAL_SHEET,
    "consent-record.pdf": Part.CONSENT_RECORD,
    "referral.json": Part.REFERRAL_DATA,
    "council-form.pdf": Part.COUNCIL_FORM,
}
"""Whatever has another name belongs to the person's slip, in one form or another."""


def part_of(name: str) -> Part:
    """The part that a file of a pack belongs to."""
    return FILES.get(name, Part.SLIP)


def only(files: Mapping[str, bytes], parts: Iterable[Part]) -> dict[str, bytes]:
    """Those of ``files`` that were chosen, in their order."""
    wanted = frozenset(parts)
    return {name: content for name, content in files.items() if part_of(name) in wanted}
