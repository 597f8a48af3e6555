"""What can go wrong with the store, each error as a sentence for people. None contains a passphrase or stored data,
except the values in ``Conflict`` and ``HistoryDiffers``, which are raised only for a person who has the vault open.
"""

import shlex
from datetime import date, datetime
from pathlib import Path

from champion_tui.domain.cases.case import ErasedCase
from champion_tui.domain.cases.reference_code import why_not_found
from champion_tui.ground.answers import Answer
from champion_tui.ground.dates.date_words import day_words, printed_moment

PUT_BACK = "Put back the newest safety copy that you have: champion-tui vault restore FILE."


UNPROVED = "Your passphrase will show whether it is a copy of your vault. "


class StoreError(Exception):
    """The base class. ``str(error)`` says what happened, ``way_out`` what the person can do now."""

    def __init__(self, sentence: str, way_out: str = "") -> None:
        super().__init__(sentence)
        self.way_out = way_out


class NoVault(StoreError):
    """There is no vault in this folder."""

    def __init__(self, home: Path) -> None:
        super().__init__(f"There is no vault in {home}.", "Create one, or name the folder that holds yours.")


class VaultExists(StoreError):
    """A vault, or a part of one, is already here, so none is created."""

    def __init__(self, home: Path) -> None:
        super().__init__(
            f"There is already a vault, or a part of one, in {home}. Nothing was changed.",
            "Unlock it, or choose another folder.",
        )


class WrongPassphrase(StoreError):
    """The passphrase opens no slot here."""

    def __init__(self, hint: str = "") -> None:
        super().__init__(
            f"That passphrase does not open the vault.{' ' + hint if hint else ''}",
            "Try again; capital letters count. The printed recovery code works as well.",
        )
        self.hint = hint


class UnusablePassphrase(StoreError):
    """A new passphrase that cannot be used: empty, too long, or not text."""


class UnusableName(StoreError):
    """A person's name or role that cannot be used."""


class NoSuchPerson(StoreError):
    """The named person has no slot, or nobody was named although several people have one."""


class NotAllowed(StoreError):
    """The vault's rules forbid it: nobody can remove themselves or the last person."""


class KeyChangeUnfinished(StoreError):
    """The key change is committed, but the new files could not be moved into place. ``why`` is the reason."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The person is taken out and the store has a new key, but its files are not yet in their place: {why}",
            "Unlock the vault again: that finishes it. Nothing is lost. The recovery code is a new one; if you have not seen it, make "
            "another.",
        )


class _Damaged(StoreError):
    """A part of the store is not as it was written. ``copy`` is the newest whole safety copy here, or None."""

    copy: Path | None = None
    named = False
    """True if ``way_out`` already says which copy can be put back."""

    def name_copy(self, copy: Path | None, made: datetime | None, *, proved: bool) -> None:
        """Says in ``way_out`` which copy can be put back. ``proved`` is True if it was packed under this vault's key."""
        self.named = True
        if copy is None or made is None:
            self.way_out = f"There is no whole safety copy beside it. {PUT_BACK}"
            return
        self.copy = copy
        self.way_out = (
            f"The newest safety copy that is whole was made on {printed_moment(made)}. "
            f"{'' if proved else UNPROVED}Put it back with: champion-tui vault restore {shlex.quote(str(copy))}"
        )


class VaultDamaged(_Damaged):
    """vault.json cannot be used. ``what`` names the part that is wrong."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The vault file vault.json cannot be used: {what}. Nothing was changed.",
            PUT_BACK,
        )
        self.what = what


class NotAsSeen(StoreError):
    """The store opens, but it is not the one that this person last saw, and nobody who knew that one vouches for the change.

    ``wrong`` says what differs. ``entries`` is what the store says about its last authors, "" if that cannot be known.
    """

    def __init__(self, wrong: str, entries: str = "") -> None:
        told = f" By its own account the last entries in it are: {entries}." if entries else ""
        super().__init__(
            f"This is not the store that you saw last. {wrong}{told} Nothing was opened and nothing was changed.",
            "Ask your colleagues whether one of them put an older copy back. If nobody did, enter nothing here, keep the folder as it "
            "is, and put back a safety copy that you trust. If you know what happened, accept it with: champion-tui vault accept",
        )


class StoreTooNew(StoreError):
    """The store was written by a newer version of the program."""

    def __init__(self, found: int, known: int) -> None:
        super().__init__(
            f"This store was written by a newer champion-tui (layout {found}; this one knows {known}). "
            "Nothing was changed.",
            "Use the newer version of the program.",
        )


class StoreDamaged(_Damaged):
    """cases.db is missing, damaged, or belongs to another vault. ``what`` says what was found."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The case store cases.db cannot be used: {what}. Nothing was changed.",
            PUT_BACK,
        )
        self.what = what


class StoreFull(StoreError):
    """The disk is full. What was saved before stays saved."""

    def __init__(self) -> None:
        super().__init__(
            "The disk is full, so this was NOT saved. Everything saved before is still there.",
            "Make room on the disk, then save again.",
        )


class StoreReadOnly(StoreError):
    """This user may not read or write the folder, or a file in it."""

    def __init__(self, where: str) -> None:
        super().__init__(
            f"{where} may not be read or written by this user, so nothing was saved.",
            "Choose a folder that you can write to, or ask whoever looks after this machine.",
        )


class StoreUnreachable(StoreError):
    """Any other error of the disk or the folder."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The case store cannot be reached: {what}. What you did last was NOT saved.",
            "Check the disk or the network drive, then try again.",
        )


class StoreBusy(StoreError):
    """Another program is using the store."""

    def __init__(self) -> None:
        super().__init__(
            "Another champion-tui is using this store just now, so this was NOT done.",
            "Close the other one, or wait a moment and try again.",
        )


class StoreClosed(StoreError):
    """The store was locked or closed in the meantime."""

    def __init__(self) -> None:
        super().__init__("The store is locked.", "Unlock it again.")


class UpgradeFailed(StoreError):
    """The layout could not be upgraded. The store is unchanged."""

    def __init__(self, found: int, wanted: int, backup: str) -> None:
        super().__init__(
            f"The store could not be brought from layout {found} to {wanted}. It is as it was"
            + (f", and a copy is in {backup}." if backup else "."),
            "Use the version of the program that you had before. Tell whoever looks after it.",
        )


class NoSuchCase(StoreError):
    """No case has this reference."""

    def __init__(self, reference: str) -> None:
        sentences = f"There is no case {printable(reference)}.", why_not_found(reference)
        super().__init__(" ".join(filter(None, sentences)), "Look at the list of cases for its reference.")


class CaseErased(NoSuchCase):
    """The case was erased. ``stays`` is what is left of it."""

    def __init__(self, stays: ErasedCase) -> None:
        super().__init__(stays.reference)
        self.args = (
            f"The case {printable(stays.reference)} was erased on {day_words(stays.erased_on)}. Nothing that it held is left.",
        )
        self.way_out = (
            f"What stays of it, to show that the duty was met: champion-tui case show {printable(stays.reference)}"
        )
        self.stays = stays


class CaseSent(StoreError):
    """The referral was sent to the council on the day ``on``, so what was sent cannot be changed."""

    def __init__(self, reference: str, on: date) -> None:
        super().__init__(
            f"{printable(reference)} was sent on {day_words(on)}, so what went out cannot be changed. Nothing was changed.",
            f"Begin a new referral that follows it: champion-tui case again {printable(reference)}",
        )
        self.reference = reference
        self.on = on


class HistoryDiffers(StoreError):
    """A case differs from its history. Each sentence in ``found`` names what is stored and what the history says."""

    def __init__(self, reference: str, found: tuple[str, ...]) -> None:
        first, more = found[0], len(found) - 1
        super().__init__(
            f"{printable(reference)} is not what its history says, so it was not opened and nothing was done with it: {first}."
            + (f" {more} more of it {'differs' if more == 1 else 'differ'}." if more else ""),
            "An older part of the store's file may have been put back. Go by neither value before you have asked. "
            "champion-tui vault check names every such place; a safety copy from before puts them right: champion-tui vault backups.",
        )
        self.reference = reference
        self.found = found


class AlreadyFollowed(StoreError):
    """The case is already followed by a new referral, whose reference is ``follower``."""

    def __init__(self, reference: str, follower: str) -> None:
        super().__init__(
            f"{printable(reference)} is followed by {printable(follower)} already, so no other one was begun.",
            f"Go on with {printable(follower)}.",
        )


class NotErased(StoreError):
    """The case was changed after the person looked at it, so it was not erased."""

    def __init__(self, reference: str) -> None:
        super().__init__(
            f"The case {printable(reference)} was changed meanwhile, in another window or at another desk. So it was NOT erased.",
            "Look at it as it is now, then erase it if that is still right.",
        )


class ReferenceTaken(StoreError):
    """A case with this reference is stored already, or was erased."""

    def __init__(self, reference: str) -> None:
        super().__init__(f"There is already a case {printable(reference)}.", "Choose another reference.")


class EarlyTaken(StoreError):
    """The early list has an entry with this reference, or two new entries share it. ``own_reference`` is the agency's own."""

    def __init__(self, own_reference: str) -> None:
        super().__init__(
            f"The early list has an entry {quoted(own_reference)} already. So nothing was added.",
            "Choose another reference, or take the entry off the list first.",
        )
        self.own_reference = own_reference


class NoSuchEarly(StoreError):
    """The early list has no entry with this reference."""

    def __init__(self, own_reference: str) -> None:
        super().__init__(
            f"There is no entry {quoted(own_reference)} on the early list.", "Look at the early list for its reference."
        )


class EarlyChanged(StoreError):
    """The entries due on the early list are not those that the person looked at, so nothing was erased."""

    def __init__(self) -> None:
        super().__init__(
            "The early list was changed in another window, or at another desk. So nothing was erased.",
            "Look at what is due as it is now, then erase it if that is still right.",
        )


class NoSuchExportedFile(StoreError):
    """No exported file has this number."""

    def __init__(self, exported_id: int) -> None:
        super().__init__(f"There is no exported file number {exported_id}.", "Look at the list of exported files.")


class Conflict(StoreError):
    """Somebody else changed the same ``field`` of the case: ``yours`` and ``theirs`` are the two values, None if blank."""

    def __init__(self, field: str, yours: Answer | None, theirs: Answer | None) -> None:
        super().__init__(
            f"This case was changed meanwhile, in another window or at another desk. {field}: you gave {_shown(yours)}; "
            f"stored is {_shown(theirs)}. Yours was NOT saved.",
            "Look at the case as it is now, then change it again if yours is right.",
        )
        self.field = field
        self.yours = yours
        self.theirs = theirs


def _shown(answer: Answer | None) -> str:
    if answer is None:
        return "nothing"
    return quoted(answer if isinstance(answer, str) else ", ".join(answer))


def quoted(text: str) -> str:
    """Returns ``text`` in quotation marks, made ``printable``."""
    return f'"{printable(text)}"'


def printable(text: str, longest: int = 120) -> str:
    """Returns ``text`` on one line without control characters, cut after ``longest`` characters."""
    clean = "".join(letter if letter.isprintable() else "?" for letter in text)
    return clean if len(clean) <= longest else clean[:longest] + "..."


class CopiesNotReplaced(StoreError):
    """The store has a new key, but safety copies under the old one remain. ``why`` is the reason."""

    def __init__(self, why: str) -> None:
        super().__init__(
            "The person is taken out and the store has a new key. But safety copies under the old key are still on this "
            f"machine, and the person's passphrase opens them. {why}",
            "Make room or put right what stopped it, then delete the older files in the folder backups.",
        )


class CopyUnusable(StoreError):
    """A safety copy cannot be used. ``what`` says why."""

    def __init__(self, path: Path, what: str) -> None:
        super().__init__(
            f"The safety copy {printable(path.name)} cannot be used: {what}. Nothing was changed.",
            "Take another one: champion-tui vault backups lists those on this machine.",
        )
        self.what = what


class CopyNotAsSeen(CopyUnusable):
    """The copy opens under a key that its owner has never seen and was never handed. ``wrong`` says so in a sentence."""

    def __init__(self, path: Path, wrong: str) -> None:
        super().__init__(path, f"it is not a copy of the store that you know. {wrong}")
        self.args = (
            f"The safety copy {printable(path.name)} is not one of the store that you know. {wrong} Nothing was changed.",
        )
        self.way_out = "Take another copy. If you know where this one comes from, you can put it back anyway: champion-tui vault restore FILE --accept-change"


class CopyReadmits(StoreError):
    """The copy would readmit people who can no longer open the store, and nobody who can open it has agreed. ``who`` names them."""

    def __init__(self, who: str, *, wrong: bool) -> None:
        super().__init__(
            f"This copy would let people in again who can no longer open the store: {who}. "
            f"{'That passphrase does not open the store of today.' if wrong else ''} Nothing was changed.".replace(
                "  ", " "
            ),
            "That takes a passphrase that opens the store here today, or today's recovery code. On the command line give it "
            "with --today-passphrase-file.",
        )


class CopyLocked(WrongPassphrase):
    """The passphrase opens no slot in a safety copy."""

    def __init__(self, hint: str) -> None:
        super().__init__(hint)
        self.args = (f"That passphrase does not open this copy.{' ' + hint if hint else ''} Nothing was changed.",)
        self.way_out = "Use the one from the time when the copy was made, or the recovery code of that time."


class RestoreUnfinished(StoreError):
    """The restore is committed, but the copy's files could not be moved into place. ``why`` is the reason."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The copy takes the place of what is here, but its files are not yet there: {why}",
            "Put right what stopped it, then unlock the vault with the passphrase of that time: that finishes it.",
        )


class CopyNotMade(StoreError):
    """A safety copy could not be made. The store and earlier copies are unchanged."""

    def __init__(self, why: str, way_out: str = "") -> None:
        super().__init__(f"The safety copy was NOT made: {why}", way_out)


# -- a team's store -------------------------------------------------------------------------------------------------------


NO_DRIVER = "The part that talks to a team's server is not installed on this computer."
DRIVER_WAY = "Install champion-tui with its part for teams: pip install 'champion-tui[team]'. The folder for computers with no internet has it."


class TeamUnreachable(StoreError):
    """The team's server cannot be reached. ``why`` says what is wrong."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"The team's server cannot be reached: {why}.",
            "What you enter is kept on this computer and delivered later. This needs the server to answer: try again in a while.",
        )
        self.why = why


class TeamRefused(StoreError):
    """The team's server refuses this desk, or this desk refuses the server."""


class TeamTooOld(StoreError):
    """The team's server runs a PostgreSQL version that is too old."""

    def __init__(self, found: int) -> None:
        super().__init__(
            f"The team's server is PostgreSQL {found}; this program needs 15 or newer.", "Have it upgraded."
        )


class TeamDiffers(StoreError):
    """The team's server holds something that the desks of the team did not write."""

    def __init__(self, what: str) -> None:
        super().__init__(
            f"The team's server cannot be trusted just now: {what}. Nothing was taken from it, and nothing is sent to it.",
            "Tell whoever looks after the server. If it was put back from an older copy, put this desk's copy there: champion-tui team "
            "move URL --again",
        )


class TeamNeeded(StoreError):
    """This can be done only while the team's server answers."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"This was NOT done: it can be done only while the team's server answers. {why}".rstrip(),
            "Do it again once the line is back. What you enter into cases meanwhile is kept.",
        )


class NotOnThisComputer(StoreError):
    """A change is saved on the team's server, but could not be written to this desk's own copy."""

    def __init__(self, why: str) -> None:
        super().__init__(
            f"It is saved on the team's server. It could not be saved on this computer as well: {why}",
            "Do not enter it again. Make room on the disk: the copy catches up by itself.",
        )
