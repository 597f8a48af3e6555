"""A home folder with a vault that is cheap to unlock, and a clock that only the test moves."""

from datetime import UTC, datetime, timedelta

from champion_tui.domain.cases.case import TreeStamp
from champion_tui.store import vault
from champion_tui.store.copies.copies_here import UNFINISHED
from champion_tui.store.keys.kdf import TEST_ONLY_COST

PASSPHRASE = "four invented words here"
PERSON = "Ann Example"
TREE = TreeStamp("duty-to-refer", "1.0", "ab" * 32)


class Clock:
    """A clock that shows the time it was set to."""

    def __init__(self):
        self.moment = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

    def __call__(self):
        """Returns the time shown."""
        return self.moment

    def forward(self, **by):
        """Moves the clock forward, or back."""
        self.moment += timedelta(**by)


class Desk:
    """What tests often do with one home folder. ``opened`` lists its stores."""

    def __init__(self, home, clock, memory=None):
        self.home, self.clock, self.memory, self.opened = home, clock, memory, []

    def create(self, name=PERSON, passphrase=PASSPHRASE):
        """Makes a new vault; returns the store and the recovery code."""
        store, code = vault.create(
            self.home, name, "champion", passphrase, now=self.clock, cost=TEST_ONLY_COST, memory=self.memory
        )
        self.opened.append(store)
        return store, code

    def unlock(self, passphrase=PASSPHRASE, person=None, *, accept=False):
        """Unlocks the vault and returns the store."""
        store = vault.unlock(self.home, passphrase, now=self.clock, person=person, memory=self.memory, accept=accept)
        self.opened.append(store)
        return store

    def new_case(self, store, reference="OX-1", **referral):
        """Creates a case with an answer, a field of the agency and the given fields of the referral."""
        return store.create_case(
            reference=reference,
            area="oxfordshire",
            tree=TREE,
            answers={"emergency": "none"},
            agency={"team": "Front desk"},
            referral=referral,
        )

    def files(self):
        """Returns every file of the home folder with its bytes, by path."""
        found = (path for path in self.home.rglob("*") if path.is_file() and UNFINISHED not in path.name)
        return {path.relative_to(self.home).as_posix(): path.read_bytes() for path in found}

    def kept(self):
        """Returns the files of the store itself, without the lock file, which is empty and temporary, and the safety copies."""
        found = self.files().items()
        return {name: content for name, content in found if name != "store.lock" and not name.startswith("backups/")}
