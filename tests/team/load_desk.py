"""One desk of many, in a process of its own: a day's work decided by a seed. Started by ``load.py``.

Prints ``ready`` once it is unlocked and connected, begins at a line on its standard input, and finally prints what it did as
JSON.
"""

import json
import random
import sys
import time
from pathlib import Path

from behind import in_thread, inside
from store_desk import TREE, Clock, Desk

from champion_tui.store.errors import StoreError

FIELDS = ("full-name", "summary", "risk-note", "paper")
SAVED, BEGUN, READ = "a field saved", "a case begun", "a case and the list read"


def main(home, name, passphrase, seed, count, pause):
    """Does ``count`` operations with an average pause of ``pause`` seconds."""
    chance = random.Random(seed)  # noqa: S311  a seed decides, so that it can be repeated
    store = Desk(Path(home), Clock()).unlock(passphrase, name)
    store.team.catch_up()
    store.team.follow(lambda: None)
    say("ready")
    sys.stdin.readline()
    times, refused = {SAVED: [], BEGUN: [], READ: []}, []
    for number in range(count):
        time.sleep(chance.random() * 2 * pause)
        what = chance.choices((SAVED, BEGUN, READ), (6, 1, 5))[0]
        # A person who saves a field already has the case open, so the time to find one does not count.
        reference = "" if what == BEGUN else chance.choice(store.cases()).reference
        start = time.perf_counter()
        try:
            do(what, store, chance, reference, f"{name} {number}")
        except StoreError as error:
            refused.append(f"{type(error).__name__}: {error}")
            continue
        times[what].append((time.perf_counter() - start) * 1e3)
    own = inside(store).author.slot
    written = in_thread(
        store,
        lambda: (
            inside(store).database.connection.execute("SELECT commitment FROM event WHERE slot = ?", (own,)).fetchall()
        ),
    )
    say(json.dumps({"times": times, "refused": refused, "written": [bytes(one).hex() for (one,) in written]}))
    sys.stdin.readline()
    store.close()


def do(what, store, chance, reference, value):
    """Does one operation. ``value`` shows which desk and operation it comes from."""
    if what == BEGUN:
        referral = {"full-name": value}
        store.create_case(
            reference=f"OX-{value.replace(' ', '-')}",
            area="oxfordshire",
            tree=TREE,
            answers={},
            agency={},
            referral=referral,
        )
        return
    if what == READ:
        store.cases()
        store.case(reference)
    else:
        store.save_fields(reference, None, "referral", {chance.choice(FIELDS): value})


def say(words):
    """Writes one line to the standard output."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:4], int(sys.argv[4]), int(sys.argv[5]), float(sys.argv[6]))
