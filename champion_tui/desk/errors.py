"""What can stop a piece of work, each with a sentence for people and an exit code for scripts (design section 6)."""

from pathlib import Path

from champion_tui.ground.answers import WrongValue


class DeskError(Exception):
    """The base: ``str(error)`` is the sentence, ``way_out`` says what to do about it."""

    exit_code = 1

    def __init__(self, sentence: str, way_out: str = "") -> None:
        super().__init__(sentence)
        self.way_out = way_out


class UnusableValue(DeskError):
    """A value that cannot be used where the sentence is already whole. ``key`` is the option or field it was given for."""

    exit_code = 3

    def __init__(self, key: str, sentence: str) -> None:
        super().__init__(sentence)
        self.key = key


class Locked(DeskError):
    """The vault is locked, there is none, or the passphrase is wrong."""

    exit_code = 4


class RefusedByProcedure(DeskError):
    """The procedure does not allow this: no consent, no referral in this outcome, a minimum missing."""

    exit_code = 5


class CannotReadOrWrite(DeskError):
    """The store or a target cannot be read or written: full disk, read-only folder, newer version, damage."""

    exit_code = 6


class NotAsSeen(CannotReadOrWrite):
    """The vault opens, but is not as this person last saw it. They may accept it, but only on purpose."""


class NeedsToday(RefusedByProcedure):
    """This safety copy would let somebody back in: restoring it takes a passphrase that opens the store as it is today."""


class Damaged(CannotReadOrWrite):
    """The vault or the store is damaged. ``copy`` is the newest intact safety copy on this machine, or None."""

    def __init__(self, sentence: str, way_out: str, copy: Path | None) -> None:
        super().__init__(sentence, way_out)
        self.copy = copy


class ChangedMeanwhile(CannotReadOrWrite):
    """Somebody else changed the same case. ``yours`` and ``theirs`` are both values in words; yours is not saved. ``who`` changed it, "" where
    it was the person at this desk: ``by`` says it in words.
    """

    def __init__(self, field: str, yours: str, theirs: str, who: str = "") -> None:
        self.by = f"by {who}" if who else "in another window"
        super().__init__(
            f"{field} was changed meanwhile {self.by}. Stored is: {theirs or 'nothing'}. "
            f"You gave: {yours or 'nothing'}. Yours is NOT SAVED.",
            "Look at the case as it stands now, then change it again if yours is right.",
        )
        self.field = field
        self.yours = yours
        self.theirs = theirs


class BrokenData(DeskError):
    """Shipped or local knowledge is broken."""

    exit_code = 7


def os_error_words(error: OSError) -> str:
    """The operating system's message, with the file it is about."""
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
