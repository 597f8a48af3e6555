"""Run under strace by the tests of power cuts and failing disks: one journey on a store; each step is printed once
acknowledged.

``python store_child.py JOURNEY HOME`` prints ``ready to JOURNEY``, then a line for each acknowledged step, then ``done``. An
error of the store is printed as ``refused: SENTENCE`` and ends the journey with exit code 6.

Without arguments it reads lines of ``JOURNEY HOME`` and forks a process for each, which prints ``pid NUMBER`` and waits until
it is traced; ``ended CODE`` follows. So slow modules are loaded only once.
"""

import ctypes
import os
import sys
import time
import traceback
from datetime import UTC, datetime, timedelta
from pathlib import Path

from champion_tui.domain.cases.case import CaseFacts, TreeStamp
from champion_tui.store import creating, opening, vault
from champion_tui.store.database import driver
from champion_tui.store.errors import StoreError, WrongPassphrase
from champion_tui.store.keys import kdf
from champion_tui.store.keys.kdf import TEST_ONLY_COST
from champion_tui.store.restoring import putting_back

PASSPHRASE = "four invented words here"
CHANGED = "four other words now"
PERSON = "Ann Example"
THEIRS = {"Bea Example": "words of another person", "Cal Example": "words of a third person"}
LOADED = (creating, opening)
BEGIN = datetime(2026, 11, 23, 9, 30, tzinfo=UTC)
KEYS = 3
SAVES = 8
ASKED_FOR = "stick.zip"
"""A requested safety copy, on the disk under test, so that its writes are cut as well."""
TREE = TreeStamp("duty-to-refer", "1.0", "ab" * 32)


class Clock:
    """A clock that moves with each save and at no other time, so that every recording is the same."""

    def __init__(self):
        self.moment = BEGIN

    def __call__(self):
        """Returns the time shown, in UTC."""
        return self.moment

    def forward(self):
        """Moves it four minutes on."""
        self.moment += timedelta(minutes=4)


NOW = Clock()


def say(text):
    """Prints one line immediately."""
    os.write(1, f"{text}\n".encode())


def new_case(store, reference="OX-1", **referral):
    """Creates a case; OX-1 is the one whose fields are written."""
    return store.create_case(
        reference=reference, area="oxfordshire", tree=TREE, answers={}, agency={}, referral=referral
    )


def prepare(home):
    """Makes a closed store with one case, before the journey begins."""
    with vault.create(home, PERSON, "champion", PASSPHRASE, now=NOW, cost=TEST_ONLY_COST)[0] as store:
        new_case(store)


def prepare_two(home):
    """Makes the same with a second case, which is to be erased."""
    prepare(home)
    with unlock(home) as store:
        new_case(store, "OX-2", **{"full-name": "Zebedee Example", "risk-notes": "y" * 9000})


def prepare_team(home):
    """Makes the same with a second person."""
    prepare(home)
    with unlock(home) as store:
        store.people.add("Bea Example", "champion", THEIRS["Bea Example"])


def unlock(home):
    """Returns the store, opened as the first person, with the passphrase from before or after its change."""
    try:
        return vault.unlock(home, PASSPHRASE, now=NOW, person=PERSON)
    except WrongPassphrase:
        return vault.unlock(home, CHANGED, now=NOW, person=PERSON)


def create(home):
    """Makes the vault and its first case."""
    store, _ = vault.create(home, PERSON, "champion", PASSPHRASE, now=NOW, cost=TEST_ONLY_COST)
    say("created")
    with store:
        new_case(store)
        say("case")


def save(home):
    """Saves number after number, each under the next of a few keys, with a text long enough to need pages of its own."""
    with unlock(home) as store:
        write_numbers(store, SAVES)


def network(home):
    """Does the same as if the folder were on a network disk: one program at a time, no WAL."""
    opening.on_network = lambda folder: True
    save(home)


def erase(home):
    """Erases a case, and goes on saving."""
    with unlock(home) as store:
        store.erase("OX-2", 1, CaseFacts(stage="homeless"))
        say("erased")
        write_numbers(store, 1)


def people(home):
    """Changes the list of people in each way that keeps the key."""
    with unlock(home) as store:
        store.people.add("Cal Example", "nurse", THEIRS["Cal Example"])
        say("in Cal Example")
        store.people.change_passphrase(None, CHANGED)
        say("changed")
        say(f"code {store.people.new_recovery_code()}")
        store.people.remove("Bea Example", keep_key=True)
        say("out Bea Example")
        write_numbers(store, 1)


def rotate(home):
    """Removes a person, which gives the store a new key, and goes on saving in the same program."""
    with unlock(home) as store:
        write_numbers(store, 1)
        store.people.remove("Bea Example")
        say("out Bea Example")
        write_numbers(store, 2)


def copies(home):
    """Saves while automatic safety copies are due, and makes a requested one."""
    with unlock(home) as store:
        write_numbers(store, SAVES)
        store.backups.make(home / ASKED_FOR)
        say("copied")
        write_numbers(store, 1)


def prepare_copy(home):
    """Makes a store with a copy of an earlier state next to it."""
    prepare(home)
    with unlock(home) as store:
        write_numbers(store, 2)
        store.backups.make(home / ASKED_FOR)
        write_numbers(store, 2)


def restore(home):
    """Restores the copy."""
    with putting_back.begin(home, home / ASKED_FOR, PASSPHRASE, now=NOW, person=PERSON) as ready:
        ready.replace()
    say("restored")


def endless(home):
    """Saves numbers until this process is ended."""
    with unlock(home) as store:
        while True:
            write_numbers(store, 100)


def write_numbers(store, many):
    """Saves the next ``many`` numbers and prints each once it is acknowledged."""
    case = store.case("OX-1")
    number = max([int(value.split()[0]) for value in case.referral.values()], default=-1)
    for _ in range(many):
        NOW.forward()
        number += 1
        text = f"{number} {'x' * 3000}" if number % 4 == 1 else str(number)
        case = store.save_fields("OX-1", case.version, "referral", {f"key-{number % KEYS}": text})
        say(f"saved {number}")


JOURNEYS = {
    "create": create,
    "save": save,
    "network": network,
    "erase": erase,
    "people": people,
    "rotate": rotate,
    "copies": copies,
    "restore": restore,
}
PREPARED = {
    **{name: prepare for name in JOURNEYS if name != "create"},
    "erase": prepare_two,
    "people": prepare_team,
    "rotate": prepare_team,
    "restore": prepare_copy,
}


def main(name, home):
    """Runs one journey and returns the exit code of the command line."""
    say(f"ready to {name}")
    try:
        {**JOURNEYS, "endless": endless}[name](home)
    except StoreError as error:
        say(f"refused: {error} {error.way_out}")
        return 6
    say("done")
    return 0


def wait_until_traced():
    """Returns once another process traces this one; ends the process after 30 seconds without."""
    for _ in range(3000):
        status = Path("/proc/self/status").read_text(encoding="utf-8")
        if "TracerPid:\t0\n" not in status:
            time.sleep(0.01)
            return
        time.sleep(0.01)
    os._exit(99)


def let_anybody_trace():
    """If the system lets only a parent trace its child (Yama), lets any process trace this one: prctl(PR_SET_PTRACER)."""
    ctypes.CDLL(None).prctl(0x59616D61, ctypes.c_ulong(-1), 0, 0, 0)


def in_a_fork(name, home):
    """Runs a journey in a process of its own, once that is traced; returns its exit code."""
    child = os.fork()
    if child == 0:
        try:
            let_anybody_trace()
            say(f"pid {os.getpid()}")
            wait_until_traced()
            code = main(name, home)
        except BaseException:  # noqa: BLE001  reported as any program reports it; nothing may run on in the fork
            traceback.print_exc()
            sys.stderr.flush()
            code = 1
        os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def serve():
    """Runs the journeys requested on standard input."""
    for line in sys.stdin:
        name, home = line.split(maxsplit=1)
        say(f"ended {in_a_fork(name, Path(home.strip()))}")


if __name__ == "__main__":
    if os.environ.get("CRASH") != "full":
        driver.MEMORY_SECURITY = "OFF"  # as in the process of the tests (tests/support/memory_not_kept.py)
    kdf.DEFAULT_COST = TEST_ONLY_COST
    sys.exit(main(sys.argv[1], Path(sys.argv[2])) if len(sys.argv) > 1 else serve())
