"""The errors that can stop a piece of work. Each has a sentence for people and an exit code for scripts (design section
6).
"""

from pathlib import Path

from champion_tui.ground.answers import WrongValue


class DeskError(Exception):
    """The base class: ``str(error)`` is the sentence, ``way_out`` says what to do about it."""

    exit_code = 1

    def __init__(self, sentence: str, way_out: str = "") -> None:
        super().__init__(sentence)
        self.way_out = way_out


class UnusableValue(DeskError):
    """A value that cannot be used, with a complete sentence on why. ``key`` is the option or field that it was given
    for.
    """

    exit_code = 3

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


class Locked(DeskError):
    """The vault is locked, there is none, or the passphrase is wrong."""

    exit_code = 4


class RefusedByProcedure(DeskError):
    """The procedure does not allow this: no consent, an outcome without a referral, or part of the lawful minimum is
    missing.
    """

    exit_code = 5


class CannotReadOrWrite(DeskError):
    """The store or a target cannot be read or written: the disk is full, the folder is read-only, the store is from a
    newer version or damaged.
    """

    exit_code = 6


class NotAsSeen(CannotReadOrWrite):
    """The vault opens, but it is not as this person last saw it. They can accept that, but only deliberately."""


class NeedsToday(RefusedByProcedure):
    """This safety copy would give access again to a person who lost it. Restoring it needs a passphrase that opens the
    present store.
    """


class Damaged(CannotReadOrWrite):
    """The vault or the store is damaged. ``copy`` is the newest intact safety copy on this machine, or None."""

    def __init__(self, sentence: str, way_out: str, copy: Path | None) -> None:
        super().__init__(sentence, way_out)
        self.copy = copy


class ChangedMeanwhile(CannotReadOrWrite):
    """The same case was changed in another place. ``yours`` and ``theirs`` are the two values as text; yours is not
    saved. ``who`` is the name of the other person, "" if it was the person at this desk; ``by`` says the same in words.
    """

    def __init__(self, field: str, yours: str, theirs: str, who: str = "") -> None:
        self.by = f"by {who}" if who else "in another window"
        super().__init__(
            f"{field} was changed meanwhile {self.by}. Stored: {theirs or 'nothing'}. "
            f"You gave: {yours or 'nothing'}. Yours is NOT SAVED.",
            "Look at the case as it is now, then change it again if yours is right.",
        )
        self.field = field
        self.yours = yours
        self.theirs = theirs


class BrokenData(DeskError):
    """Shipped or local knowledge is broken."""

    exit_code = 7


def os_error_words(error: OSError) -> str:
    """Returns the operating system's message, with the file that it is about."""
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


__all__ = [
    "BrokenData",
    "CannotReadOrWrite",
    "ChangedMeanwhile",
    "Damaged",
    "DeskError",
    "Locked",
    "NeedsToday",
    "NotAsSeen",
    "RefusedByProcedure",
    "UnusableValue",
    "WrongValue",
    "os_error_words",
]
