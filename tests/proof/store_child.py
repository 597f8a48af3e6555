"""Run under strace by the tests of power cuts and failing disks: one journey on a store, each step said once it is acknowledged.

``python store_child.py JOURNEY HOME`` says ``ready to JOURNEY``, then a line for each step that has
been acknowledged, then ``done``. An error of the store's is said as ``refused: SENTENCE`` and ends the journey with exit code 6.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from champion_tui.domain.case import TreeStamp
from champion_tui.store import creating, opening, vault
from champion_tui.store.errors import StoreError
from champion_tui.store.kdf import TEST_ONLY_COST

PASSPHRASE = "four invented words here"
PERSON = "Ann Example"
LOADED = (creating, opening)
BEGIN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEYS = 3
SAVES = 8
TREE = TreeStamp("duty-to-refer", "1.0", "ab" * 32)


class Clock:
    """A minute passes between any two looks at it, so that every recording is the same."""

    def __init__(self):
        self.moment = BEGIN

    def __call__(self):
        """The next moment."""
        self.moment += timedelta(minutes=1)
        return self.moment


NOW = Clock()


def say(text):
    """One line to whoever listens, at once."""
    os.write(1, f"{text}\n".encode())


def new_case(store):
    """The case whose fields are written."""
    return store.create_case(
        reference="OX-1", area="oxfordshire", tree=TREE, answers={"emergency": "none"}, agency={}, referral={}
    )


def prepare(home):
    """A closed store with one case in it, before the journey begins."""
    with vault.create(home, PERSON, "champion", PASSPHRASE, now=NOW, cost=TEST_ONLY_COST)[0] as store:
        new_case(store)


def unlock(home):
    """The store, opened as the first person."""
    return vault.unlock(home, PASSPHRASE, now=NOW, person=PERSON)


def create(home):
    """Make the vault and the first case in it."""
    store, _ = vault.create(home, PERSON, "champion", PASSPHRASE, now=NOW, cost=TEST_ONLY_COST)
    say("created")
    with store:
        new_case(store)
        say("case")


def save(home):
    """Save number after number, each under the next of a few keys, with a text long enough to need pages of its own."""
    with unlock(home) as store:
        write_numbers(store, SAVES)


def write_numbers(store, many):
    """Save the next numbers and say each once it is acknowledged."""
    case = store.case("OX-1")
    number = max([int(value.split()[0]) for value in case.referral.values()], default=-1)
    for _ in range(many):
        number += 1
        text = f"{number} {'x' * 3000}" if number % 4 == 1 else str(number)
        case = store.save_fields("OX-1", case.version, "referral", {f"key-{number % KEYS}": text})
        say(f"saved {number}")


JOURNEYS = {"create": create, "save": save}
PREPARED = {name: prepare for name in JOURNEYS if name != "create"}


def main(name, home):
    """Run one journey; gives the exit code of the command line."""
    say(f"ready to {name}")
    try:
        JOURNEYS[name](home)
    except StoreError as error:
        say(f"refused: {error} {error.way_out}")
        return 6
    say("done")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], Path(sys.argv[2])))
