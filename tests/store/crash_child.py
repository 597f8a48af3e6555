"""Started by the crash tests: loads the store once, then forks a writer for each line it reads and prints how each ended.

``write HOME`` opens the store and saves value after value, printing each number once it is saved, until it is killed from
outside. ``create-3 HOME`` makes a vault and kills itself just before its third step on the disk. ``upgrade-3 HOME`` does the
same while it opens a store under a newer layout, ``swap-3 HOME`` while it replaces the pair of files in HOME with the pair in
HOME-new, ``keep-3 HOME`` likewise with the old pair kept, and ``open-3 HOME`` while it opens a store. ``add-3 HOME``,
``remove-3 HOME``, ``leave-3 HOME`` (the key is kept), ``passphrase-3 HOME`` and ``code-3 HOME`` first open the store of two
people and then kill themselves before the third step of that change.
"""

import os
import shutil
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

import newer_layout

from champion_tui.domain.cases.case import CaseFacts
from champion_tui.store import creating, opening, vault
from champion_tui.store.database import driver
from champion_tui.store.keys import kdf, swap
from champion_tui.store.keys.kdf import TEST_ONLY_COST
from champion_tui.store.restoring import putting_back

PASSPHRASE = "four invented words here"
KEYS = 7
LOADED = (creating, opening)
STEPS = {
    *(
        "open",
        "os.mkdir",
        "os.rename",
        "os.remove",
        "os.rmdir",
        "os.chmod",
        "os.listdir",
        "os.scandir",
        "shutil.rmtree",
    ),
    *("sqlite3.connect", "os.link", "os.truncate"),
}


def now():
    """Returns the current time in UTC from the machine's clock."""
    return datetime.now(UTC)


def say(text):
    """Prints one line immediately."""
    os.write(1, f"{text}\n".encode())


def write(home):
    """Saves numbers under seven keys in turn, for ever, and prints each when it is saved."""
    store = vault.unlock(home, PASSPHRASE, now=now)
    case = store.case("OX-1")
    number = max([int(value) for value in case.referral.values()], default=-1)
    say("ready")
    while True:
        number += 1
        case = store.save_fields("OX-1", case.version, "referral", {f"key-{number % KEYS}": str(number)})
        say(number)


def die_before(step, home):
    """Kills this process just before its ``step``-th access to anything in ``home``."""
    seen = 0

    def hook(event, arguments):
        nonlocal seen
        if event in STEPS and any(str(home) in str(argument) for argument in arguments):
            seen += 1
            if seen == step:
                os.kill(os.getpid(), signal.SIGKILL)

    sys.addaudithook(hook)


def create(home):
    """Makes a vault."""
    vault.create(home, "Ann Example", "champion", PASSPHRASE, now=now, cost=TEST_ONLY_COST)


def upgrade(home):
    """Opens a store of the current layout as a program with layout 5 would."""
    newer_layout.install()
    vault.unlock(home, PASSPHRASE, now=now)


def put_in(home, keep=None):
    """Replaces the pair of files in ``home`` with the pair in the folder next to it."""
    staged = swap.stage(home)
    for name in ("vault.json", "cases.db"):
        shutil.copyfile(home.with_name(f"{home.name}-new") / name, staged / name)
    swap.commit(home, keep)


def put_in_and_keep(home):
    """Does the same and keeps the old pair."""
    put_in(home, home / "backups" / "replaced-before")


def erase(home):
    """Erases the case that was changed longest ago, prints that it did, and waits to be killed."""
    store = vault.unlock(home, PASSPHRASE, now=now)
    case = store.cases()[-1]
    say("ready")
    store.erase(case.reference, case.version, CaseFacts())
    say("erased")
    signal.pause()


def save(home):
    """Saves once and closes, so that a safety copy is due."""
    with vault.unlock(home, PASSPHRASE, now=now) as store:
        store.save_setting("area", "oxfordshire")


def restore(home):
    """Replaces the store with the copy next to its folder."""
    putting_back.begin(home, home.with_name("copy.zip"), PASSPHRASE, now=now).replace()


def unlock(home):
    """Opens the store."""
    vault.unlock(home, PASSPHRASE, now=now)


CHANGES = {
    "add": lambda people: people.add("Cy Example", "deputy", "a third set of words"),
    "remove": lambda people: people.remove("Bob Example"),
    "leave": lambda people: people.remove("Bob Example", keep_key=True),
    "passphrase": lambda people: people.change_passphrase(None, "another set of words"),
    "code": lambda people: say(f"code {people.new_recovery_code()}"),
}
WHAT = {
    "write": write,
    "create": create,
    "upgrade": upgrade,
    "swap": put_in,
    "keep": put_in_and_keep,
    "open": unlock,
    "erase": erase,
    "save": save,
    "restore": restore,
}


def run(job, home, step):
    """Does one job in this process and ends it without any of the usual cleaning up."""
    change, people = CHANGES.get(job), None
    if change:
        people = vault.unlock(home, PASSPHRASE, now=now, person="Ann Example").people
    if step:
        say("ready")
        die_before(step, home)
    if change:
        change(people)
    else:
        WHAT[job](home)
    say("done")
    os._exit(0)


def main():
    """Forks a writer for each command; prints its process id first and "dead" when it has ended."""
    kdf.DEFAULT_COST = TEST_ONLY_COST
    import alembic.command
    import alembic.runtime.environment

    assert alembic.command
    for line in sys.stdin:
        what, home = line.split(maxsplit=1)
        what, _, step = what.partition("-")
        child = os.fork()
        if child == 0:
            run(what, Path(home.strip()), int(step or 0))
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    if os.environ.get("CRASH") != "full":
        driver.MEMORY_SECURITY = "OFF"  # as in the process of the tests (tests/support/memory_not_kept.py)
    main()
