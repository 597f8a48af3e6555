"""The vault: whether there is one, who can open it, unlocking and locking. The database and the papers load only when
it is unlocked.
"""

from collections.abc import Callable, Iterable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.errors import Locked
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.vault import passphrase_strength
from champion_tui.desk.vault.people import People
from champion_tui.desk.views import CheckView
from champion_tui.domain.dates.clock import GivenMoment
from champion_tui.store import vault
from champion_tui.store.errors import NoSuchPerson, WrongPassphrase
from champion_tui.store.team.standing import LineState

if TYPE_CHECKING:
    from champion_tui.desk.unlocked import Unlocked
    from champion_tui.desk.vault.copies import Copies
    from champion_tui.store.casestore import CaseStore
    from champion_tui.store.team.team_desk import TeamDesk

NOT_THE_STORE = frozenset({"permissions", "disk", "seen", "copies", "unfinished", "erased", "moments"})
"""Checks that can fail although the cases in the store are sound."""

PUT_BACK = (
    "The store is not whole. Put back the newest safety copy, which shows first what differs: champion-tui vault restore FILE. "
    "champion-tui vault backups lists those on this machine."
)
HISTORY = (
    "What is stored is not what the history says, and the newest safety copy may be no better. Write down what is named here. Look "
    "through the copies, the youngest first, and put back the first that agrees: champion-tui vault backups, vault restore FILE."
)
MEND = "The cases are whole and can be read: put no copy back. Put right what is marked WRONG, or ask whoever looks after this machine."


class Vault:
    """``desk.vault``. ``behind`` makes the cases and papers for an open store, ``copies`` returns the safety copies.
    ``memory`` returns the folder outside ``home`` in which this machine remembers how it last saw the vault, or None.
    """

    def __init__(
        self,
        home: Path,
        now: Callable[[], datetime],
        memory: Callable[[], Path | None],
        behind: "Callable[[CaseStore], Unlocked]",
        copies: "Callable[[], Copies]",
    ) -> None:
        self._home = home
        self._now = now
        self._memory = memory
        self._behind = behind
        self._copies = copies
        self._unlocked: Unlocked | None = None
        self._notes: tuple[str, ...] = ()
        self.newest: datetime | None = None
        """The newest moment known from the open store: a clock that shows an earlier one is wrong. None while it is
        locked.
        """
        self.people = People(home, self.opened, self.lock, self.unlocked_as)

    @property
    def copies(self) -> "Copies":
        """The safety copies."""
        return self._copies()

    def exists(self) -> bool:
        """Returns whether there is a vault in the home folder."""
        return vault.exists(self._home)

    def names(self) -> tuple[str, ...]:
        """Returns the names of the people who can unlock it."""
        with store_errors():
            return vault.people(self._home, self._now)

    def require_person(self, person: str | None) -> None:
        """Raises ``UnusableValue`` if nobody called ``person`` can unlock the vault, or if it is None and several people can. Opens nothing."""
        with store_errors():
            vault.require_person(self._home, person)

    def unlocked_as(self) -> str | None:
        """Returns the name of the person who unlocked it; None while it is locked."""
        return self._unlocked.store.person if self._unlocked else None

    def team_desk(self) -> "TeamDesk | None":
        """Returns the team part of the open store; None while it is locked, and if the store is not a team's."""
        return self._unlocked.store.team if self._unlocked else None

    def opened(self) -> "Unlocked":
        """Returns the open store with its cases and papers. Raises ``Locked``."""
        if self._unlocked is None:
            raise Locked("The cases are locked.", "Unlock them with your passphrase.")
        return self._unlocked

    def create(self, name: str, role: str, passphrase: str, *, any_passphrase: bool = False) -> str:
        """Makes the vault and unlocks it. Returns the recovery code, which is shown once and kept nowhere. *Slow.*

        ``any_passphrase`` also accepts one that is easy to guess, for a store of invented cases.
        """
        if not any_passphrase:
            passphrase_strength.check(passphrase, (name, role))
        with store_errors():
            store, recovery_code = vault.create(
                self._home, name, role, passphrase, now=self._now, memory=self._memory()
            )
        self._unlocked = self._behind(store)
        return recovery_code

    def unlock(self, passphrase: str, person: str | None = None, *, accept: bool = False) -> None:
        """Unlocks the vault; if it is already open, only checks the passphrase. Raises ``Locked``. *Slow.*

        Raises ``NotAsSeen`` if the vault is not as this person last saw it, unless they ``accept`` that.
        """
        with store_errors():
            if self._unlocked is not None:
                vault.check_passphrase(self._home, passphrase, person=person)
                return
            store = vault.unlock(
                self._home, passphrase, now=self._now, person=person, memory=self._memory(), accept=accept
            )
        self._unlocked, self._notes = self._behind(store), store.notes
        with store_errors():
            if store.team is not None and store.team.catch_up().line is LineState.NEW_KEY:
                store.take_new_key(passphrase)
            self.newest = store.newest_event(given=isinstance(self._now, GivenMoment))

    def whose(self, passphrase: str, *, but: str | None) -> str | None:
        """Returns the person, other than ``but``, whose passphrase (or recovery code) this is; None if it is nobody's.
        Opens nothing. *Slow.*

        Raises ``Locked`` if there is no vault, ``CannotReadOrWrite`` if it cannot be read.
        """
        with store_errors():
            for person in vault.people(self._home):
                if person == but:
                    continue
                try:
                    vault.check_passphrase(self._home, passphrase, person=person)
                except (WrongPassphrase, NoSuchPerson):
                    continue
                return person
        return None

    def prove(self, passphrase: str) -> None:
        """Raises ``Locked`` unless this is any person's passphrase of the vault, or its recovery code. Opens nothing.
        *Slow.*
        """
        if self.whose(passphrase, but=None) is None:
            raise Locked("That is nobody's passphrase here.", "Type it again.")

    def take_notes(self) -> tuple[str, ...]:
        """Returns what the person who unlocked should know about the vault, as sentences; only once for each unlocking."""
        notes, self._notes = self._notes, ()
        return notes

    def lock(self) -> None:
        """Closes the store and forgets its key. Nothing is lost: everything shown as saved is saved. *Slow.*"""
        unlocked, self._unlocked, self.newest = self._unlocked, None, None
        if unlocked is not None:
            with store_errors():
                unlocked.store.close()

    def check(self) -> tuple[CheckView, ...]:
        """Proves that the vault and every case in it can be read. Changes nothing. *Slow.*"""
        with store_errors():
            results = self.opened().store.check()
        return tuple(CheckView(result.name, result.ok, result.words) for result in results)

    def rebuild(self) -> int:
        """Makes the rows of all lists, and the search, again from the cases. Returns how many cases there are. *Slow.*"""
        with store_errors():
            return self.opened().store.rebuild()

    def reread(self) -> None:
        """Makes the cases and papers again with the present knowledge, if the store is open."""
        if self._unlocked is not None:
            self._unlocked = self._behind(self._unlocked.store)


def after_check(results: Iterable[CheckView]) -> str:
    """Returns what to do, as sentences; "" if all is well."""
    wrong = {result.name for result in results if not result.ok}
    if wrong - NOT_THE_STORE == {"history"}:
        return HISTORY
    return PUT_BACK if wrong - NOT_THE_STORE else MEND if wrong else ""
