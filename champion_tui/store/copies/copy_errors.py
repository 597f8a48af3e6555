"""What can go wrong with a safety copy, each with a sentence for people and a way out."""

from pathlib import Path

from champion_tui.store.errors import StoreError, WrongPassphrase, printable


class CopiesNotReplaced(StoreError):
    """The store has a new key, but the safety copies under the old one are still there; ``why`` is what stopped it."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "The person is taken out and the store has a new key, but safety copies under the old key are still on this "
            f"machine, and the person's passphrase opens them. {why}",
            "Make room or mend what stopped it, then delete the older files in the folder backups.",
        )


class CopyUnusable(StoreError):
    """A safety copy cannot be used; ``what`` says why."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"The safety copy {printable(path.name)} cannot be used: {what}. Nothing was changed.",
            "Take another one: champion-tui vault backups lists those on this machine.",
        )
        self.what = what


class CopyNotAsSeen(CopyUnusable):
    """The copy opens, but under a key that whoever opens it has never seen, and that nobody handed over; ``wrong`` says so."""

    def __init__(self, path: Path, wrong: str) -> None:
        super().__init__(path, f"it is not a copy of the store that you know. {wrong}")
        self.args = (
            f"The safety copy {printable(path.name)} is not one of the store that you know. {wrong} Nothing was changed.",
        )
        self.way_out = (
            "Take another copy. If you know where this one comes from, it can be put back for all that: "
            "champion-tui vault restore FILE --accept-change"
        )


class CopyReadmits(StoreError):
    """The copy would let somebody in again who can no longer open the store, and nobody of today has agreed; ``who`` names them."""

    def __init__(self, who: str, *, wrong: bool) -> None:
        super().__init__(
            f"This copy would let in again who can no longer open the store: {who}. "
            f"{'That passphrase does not open the store of today.' if wrong else ''} Nothing was changed.".replace(
                "  ", " "
            ),
            "That takes a passphrase with which the store here can be opened today, or today's recovery code: on the command line "
            "with --today-passphrase-file.",
        )


class CopyLocked(WrongPassphrase):
    """The passphrase opens nothing in a safety copy."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.args = (f"That passphrase does not open this copy.{' ' + hint if hint else ''} Nothing was changed.",)
        self.way_out = "It takes the one of the time when the copy was made, or the recovery code of that time."


class RestoreUnfinished(StoreError):
    """It is decided, and on the disk, but the copy could not be put into its place; ``why`` is what stopped it."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The copy takes the place of what is here, but its files are not yet there: {why}",
            "Mend what stopped it, then unlock the vault with the passphrase of that time: that finishes it.",
        )


class CopyNotMade(StoreError):
    """A safety copy could not be made. The store itself is as it was, and so are the copies made before."""

    def __init__(self, why: str, way_out: str = "") -> None:
        super().__init__(f"The safety copy was NOT made: {why}", way_out)
