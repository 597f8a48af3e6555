"""What can stop a pack, each with a message for people, and what a page could not show."""

from pathlib import Path

from champion_tui.ground.values import immutable
from champion_tui.ground.visible import characters_named

NO_FONT = "No font here can print {}."


class PackError(Exception):
    """The base class. ``str(error)`` is a sentence that says what is wrong and what to do. Nothing was written."""


class NotAgreed(PackError):
    """The person has not agreed to the referral and to sharing how to reach them (Housing Act 1996 s.213B)."""


class ReferralWithdrawn(NotAgreed):
    """The referral was withdrawn, by taking back consent or otherwise. Only the evidence record can still be made."""


class NoReferral(PackError):
    """The outcome has no referral to export: already referred, helped to go there, or advice only."""


class NoLetter(PackError):
    """The letter may not be made: it does not fit the person's situation, lacks their name, or is too late for a review."""


class NoPaper(PackError):
    """The person carries no paper (field ``paper`` is ``none``), so there is no slip to write."""


class LanguageNotPrinted(PackError):
    """The second language is not checked, was checked against other words, or cannot be printed with the fonts here."""


class WrongSheet(PackError):
    """A language sheet that cannot be used. The message names the first problem; ``problems`` has all of them."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        super().__init__(f"This sheet was not taken: {problems[0]}{more}")
        self.problems = problems


class WrongSuffix(PackError):
    """A file name whose suffix the paper does not support."""


class NothingToSeal(PackError):
    """A sealed PDF was asked for, but the organisation chose no PDF for it."""


class CannotSet(PackError):
    """Typst refuses a page: a broken template, or a character that no font has."""


class TargetNotWritable(PackError):
    """The folder or file cannot be written: it is read-only, does not exist, or the file name is already in use."""

    def __init__(self, target: Path, why: str) -> None:
        super().__init__(f"Nothing was written to {target}: {why}. Choose another folder or file.")
        self.target = target


class TargetFull(PackError):
    """The disk is full. Nothing of the pack was left on it."""

    def __init__(self, target: Path) -> None:
        super().__init__(f"Nothing was written to {target}: the disk is full. Make room or choose another folder.")
        self.target = target


@immutable
class CannotPrint:
    """Characters of a field that no font here has. This is not a failure: the page says so in their place, or prints ``instead``.

    ``held_by`` lists the files of the same parcel that contain them. ``field`` is "" for a page as a whole.
    """

    field: str
    characters: str
    label: str = ""
    instead: str = ""
    held_by: tuple[str, ...] = ()

    def sentence(self) -> str:
        """Returns this as a sentence for the person who prints or exports."""
        label = self.label or self.field
        named = characters_named(self.characters)
        cannot = f"{label}: no font here can print {named}." if label else NO_FONT.format(named)
        there = " and ".join(self.held_by)
        said = f"Paper says “{self.instead}” in its place" if self.instead else "Paper says so in its place"
        whole = "holds" if len(self.held_by) == 1 else "hold"
        return f"{cannot} {said}; {there} {whole} it as it was typed." if there else f"{cannot} {said}."
