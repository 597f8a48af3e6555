"""Who can open the vault, for front ends: the list, what a change will mean, and the changes themselves.

The changes and ``confirm`` need the vault unlocked. All methods but ``listed`` are *slow*. Errors are those of
``desk.errors``.
"""

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.desk.errors import DeskError
from champion_tui.desk.store_access import store_errors
from champion_tui.desk.vault import passphrase_strength
from champion_tui.desk.vault.passphrase_strength import PassphraseStrength
from champion_tui.ground.values import immutable
from champion_tui.store import vault
from champion_tui.store.keys import vaultfile
from champion_tui.store.keys.vaultfile import fold, usable

if TYPE_CHECKING:
    from champion_tui.desk.unlocked import Unlocked

NEW_KEY = (
    "{name} is taken out and the whole store gets a new key. From then on neither their passphrase nor a key that they may "
    "have kept opens anything that is written. The recovery code becomes a new one, which is shown once. The safety copies on this computer are replaced by one under the new key. A copy "
    "elsewhere, on a stick perhaps, still opens with their passphrase and shows what was in it when it was made. Nobody else may have the store open meanwhile."
)
SAME_KEY = (
    "{name} is taken off the list and the key stays as it is. Their passphrase no longer opens the vault here. With an older "
    "copy of vault.json it still opens every copy of cases.db, also one that is made from now on. If that matters, take them "
    "out with a new key instead."
)
OLD_COPIES = (
    "The old one no longer opens the vault here. With an older copy of vault.json it still opens the store, because the key "
    "is the same. If somebody else knows it, make a new vault key: taking a person out does that."
)


def person_meant(names: Sequence[str], typed: str) -> str | None:
    """Returns the one of ``names`` that is meant by a number from 1 or by a name, or None."""
    if typed in map(str, range(1, len(names) + 1)):
        return names[int(typed) - 1]
    return next((name for name in names if fold(name) == fold(typed)), None)


@immutable
class PersonView:
    """One person in the list. ``here``: this person unlocked the vault."""

    name: str
    role: str
    here: bool


class People:
    """``desk.vault.people``. ``opened`` returns the open store or raises ``Locked``; ``lock`` closes it; ``who``
    returns the name of the person who unlocked it, or None.
    """

    def __init__(
        self, home: Path, opened: "Callable[[], Unlocked]", lock: Callable[[], None], who: Callable[[], str | None]
    ) -> None:
        self._home = home
        self._opened = opened
        self._lock = lock
        self._who = who

    def listed(self) -> tuple[PersonView, ...]:
        """Returns everybody in the list, without unlocking."""
        with store_errors():
            people = vault.people_and_roles(self._home)
        return tuple(PersonView(name, role, name == self._who()) for name, role in people)

    def has_recovery_code(self) -> bool:
        """Returns whether a recovery code opens the vault too, without unlocking."""
        with store_errors():
            return bool(vaultfile.read(self._home).recovery())

    def opened_by_recovery_code(self) -> bool:
        """Returns whether the vault was opened with the recovery code: that happens when a person has lost their
        passphrase.
        """
        return self._who() is not None and not any(person.here for person in self.listed())

    def judged(self, passphrase: str, own_words: Iterable[str]) -> PassphraseStrength:
        """Returns how a new passphrase would be judged. The name of the person who unlocked counts as one of
        ``own_words``. Raises ``UnusableValue``.
        """
        passphrase_strength.check_usable(passphrase)
        return passphrase_strength.judged(passphrase, (*own_words, self._who() or ""))

    def problem_in(self, field: str, text: str, own_words: Iterable[str] = ()) -> str:
        """Returns why ``text`` cannot be a person's ``name``, ``role`` or new ``passphrase``; "" if it can. Needs no
        store.
        """
        try:
            if field == "passphrase":
                passphrase_strength.check(text, (*own_words, self._who() or ""))
            else:
                with store_errors():
                    usable(text, field)
        except DeskError as error:
            return str(error)
        return ""

    def confirm(self, passphrase: str) -> None:
        """Checks the passphrase of the person who unlocked, so that nobody else acts for them. Raises ``Locked``."""
        who = self._opened().store.person
        named = who if who in {person.name for person in self.listed()} else None
        with store_errors():
            vault.check_passphrase(self._home, passphrase, person=named)

    @staticmethod
    def require_usable(name: str, role: str) -> None:
        """Raises ``UnusableValue`` if the name or role cannot be used. Needs no store."""
        with store_errors():
            usable(name, "name")
            usable(role, "role")

    def require_free(self, name: str, role: str) -> None:
        """Raises ``UnusableValue`` if the name or role cannot be used, or the name is taken."""
        store = self._opened().store
        with store_errors():
            store.people.check_new(name, role)

    def require_changeable(self, name: str | None) -> None:
        """Raises what ``change_passphrase`` raises for that name, whatever the new passphrase."""
        store = self._opened().store
        with store_errors():
            store.people.check_changeable(name)

    def require_removable(self, name: str) -> None:
        """Raises what ``remove`` raises for that name."""
        store = self._opened().store
        with store_errors():
            store.people.check_removable(name)

    def add(self, name: str, role: str, passphrase: str) -> str:
        """Adds a person and returns a sentence on what was done. Raises ``UnusableValue`` for a name or passphrase that
        cannot be accepted.
        """
        store = self._opened().store
        passphrase_strength.check(passphrase, (name, role))
        with store_errors():
            store.people.add(name, role, passphrase)
        return f"{name.strip()} can now open the vault, with their own passphrase."

    def before_removing(self, name: str, *, keep_key: bool) -> str:
        """Returns what removing ``name`` will mean, as sentences."""
        return (SAME_KEY if keep_key else NEW_KEY).format(name=name)

    def remove(self, name: str, *, keep_key: bool = False, new_code: Callable[[str], None]) -> str:
        """Removes a person. Returns sentences on what was done and what an old copy still opens.

        ``new_code`` is called with the new recovery code, which is kept nowhere, as soon as it is valid, even if an
        error follows.
        """
        store = self._opened().store
        try:
            with store_errors():
                store.people.remove(name, keep_key=keep_key, new_code=new_code)
        except DeskError:
            if not store.usable:
                self._lock()
            raise
        return f"Done. {self.before_removing(name, keep_key=keep_key)}"

    def change_passphrase(self, name: str | None, passphrase: str) -> str:
        """Gives ``name`` (None: the person who unlocked) another passphrase. Returns sentences on what was done."""
        store = self._opened().store
        whose = store.person if name is None else name
        roles = [person.role for person in self.listed() if person.name == whose]
        passphrase_strength.check(passphrase, (whose, *roles))
        with store_errors():
            store.people.change_passphrase(name, passphrase)
        return f"The passphrase of {whose} is changed. {OLD_COPIES}"

    def new_recovery_code(self) -> str:
        """Returns a new recovery code, shown once and kept nowhere. The old code opens nothing here any more."""
        store = self._opened().store
        with store_errors():
            return store.people.new_recovery_code()
