"""A home folder with a vault that costs next to nothing to unlock, and a clock that only the test moves."""

from datetime import UTC, datetime, timedelta

from champion_tui.domain.cases.case import TreeStamp
from champion_tui.store import vault
from champion_tui.store.copies.copies_here import UNFINISHED
from champion_tui.store.keys.kdf import TEST_ONLY_COST

PASSPHRASE = "four invented words here"
PERSON = "Ann Example"
TREE = TreeStamp("duty-to-refer", "1.0", "ab" * 32)


class Clock:
    """Gives the moment it was set to."""

    def __init__(self):
        self.moment = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)

    def __call__(self):
        """The moment it stands at."""
        return self.moment

    def forward(self, **by):
        """Move on, or back."""
        self.moment += timedelta(**by)


class Desk:
    """What the tests do over and over with one home folder."""

    def __init__(self, home, clock, memory=None):
        self.home, self.clock, self.memory, self.opened = home, clock, memory, []

    def create(self, name=PERSON, passphrase=PASSPHRASE):
        """A new vault; gives the store and the recovery code."""
        store, code = vault.create(
            self.home, name, "champion", passphrase, now=self.clock, cost=TEST_ONLY_COST, memory=self.memory
        )
        self.opened.append(store)
        return store, code

    def unlock(self, passphrase=PASSPHRASE, person=None, *, accept=False):
        """The store, opened."""
        store = vault.unlock(self.home, passphrase, now=self.clock, person=person, memory=self.memory, accept=accept)
        self.opened.append(store)
        return store

    def new_case(self, store, reference="OX-1", **referral):
        """A case with an answer, a field of the agency and those of the referral that are given."""
        return store.create_case(
            reference=reference,
            area="oxfordshire",
            tree=TREE,
            answers={"emergency": "none"},
            agency={"team": "Front desk"},
            referral=referral,
        )

    def files(self):
        """Every file of the home folder with its bytes."""
        found = (path for path in self.home.rglob("*") if path.is_file() and UNFINISHED not in path.name)
        return {path.relative_to(self.home).as_posix(): path.read_bytes() for path in found}

    def kept(self):
        """The files of the store itself: the lock is empty and comes and goes, safety copies are made beside it."""
        found = self.files().items()
        return {name: content for name, content in found if name != "store.lock" and not name.startswith("backups/")}
