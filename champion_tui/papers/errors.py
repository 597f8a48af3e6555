"""What can stop a pack, each with a sentence for people, and what a page could not show."""

from pathlib import Path

from champion_tui.ground.values import immutable
from champion_tui.ground.visible import characters_named

NO_FONT = "No font here can print {}."


class PackError(Exception):
    """The base: ``str(error)`` is a sentence that names the thing and the way out. Nothing was written."""


class NotAgreed(PackError):
    """The person has not agreed to the referral and to sharing how to reach them (Housing Act 1996 s.213B)."""


class ReferralWithdrawn(NotAgreed):
    """The referral was withdrawn, by taking back consent or otherwise: nothing is set any more but the evidence record."""


class NoReferral(PackError):
    """The outcome has no referral to export: already referred, helped to go there, advice only."""


class NoLetter(PackError):
    """A letter that may not be made: not for this person's situation, without their name, or too late for a review."""


class NoPaper(PackError):
    """The person carries no paper (field ``paper`` is ``none``), so there is no slip to write."""


class LanguageNotPrinted(PackError):
    """The language beside English is not checked, was checked against other words, or no font here can print it."""


class WrongSheet(PackError):
    """A sheet that cannot be taken; the sentence names what is wrong with it. ``problems`` are all that were found."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"This sheet was not taken: {problems[0]}{more}")
        self.problems = problems


class WrongSuffix(PackError):
    """A file name whose ending the paper does not have."""


class NothingToSeal(PackError):
    """A sealed PDF was asked for, and the organisation chose no PDF for it."""


class CannotSet(PackError):
    """Typst refuses a page: a broken template, or a character that no font holds."""


class TargetNotWritable(PackError):
    """The folder or file cannot be written: read-only, no such folder, or a file of that name is there already."""

    def __init__(self, target: Path, why: str) -> None:
        super().__init__(f"Nothing was written to {target}: {why}. Choose another folder or file.")
        self.target = target


class TargetFull(PackError):
    """The disk is full. Nothing of the pack is left there."""

    def __init__(self, target: Path) -> None:
        super().__init__(f"Nothing was written to {target}: the disk is full. Make room or choose another folder.")
        self.target = target


@immutable
class CannotPrint:
    """Characters of a field that no font here has. No failure: the page says so in their place, or prints ``instead``.
    ``held_by`` are the files of the same parcel that hold them; ``field`` is "" where the page as a whole is meant.
    """

    field: str
    characters: str
    label: str = ""
    instead: str = ""
    held_by: tuple[str, ...] = ()

    def sentence(self) -> str:
        """The same in words, for those who print or export."""
        label = self.label or self.field
        named = characters_named(self.characters)
        cannot = f"{label}: no font here can print {named}." if label else NO_FONT.format(named)
        there = " and ".join(self.held_by)
        said = f"Paper says “{self.instead}” in its place" if self.instead else "Paper says so in its place"
        whole = "holds" if len(self.held_by) == 1 else "hold"
        return f"{cannot} {said}; {there} {whole} it as it was typed." if there else f"{cannot} {said}."
