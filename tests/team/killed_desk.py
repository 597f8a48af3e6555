"""Desks that are killed in the middle of their work: loads what a desk needs once, then forks one for each line it reads.

A line is JSON: the home, the person, the passphrase and a seed. The desk unlocks, connects, and does what people do
(``team_walk``) for ever. After each action it prints the new events in its history: these are saved, whatever happens to the
desk.
"""

import json
import os
import sys
from contextlib import suppress
from pathlib import Path

from store_desk import Clock, Desk
from team_walk import ACTS, REFUSALS, Walk

from champion_tui.store.database import driver
from champion_tui.store.team.server import server

assert server, "the driver is loaded before anybody forks"


def say(text):
    """Prints one line immediately."""
    os.write(1, f"{text}\n".encode())


def work(home, name, passphrase, seed):
    """Does what a person does at that desk, until it is killed."""
    store = Desk(Path(home), Clock()).unlock(passphrase, name)
    walk = Walk(None, seed, {name: store})
    store.team.catch_up()
    known = walk.own_events(name)
    say("ready")
    while True:
        act = walk.chance.choice(ACTS)
        walk.done.append((name, act.__name__, False))
        with suppress(*REFUSALS):
            act(walk, store)
        now = walk.own_events(name)
        new = {commitment: event for commitment, event in now.items() if commitment not in known}
        say(json.dumps([(one.hex(), *event[:2], (event[2] or b"").hex()) for one, event in new.items()]))
        known |= new


def main():
    """Forks a desk for each line; prints its process id first and "dead" when it has ended."""
    for line in sys.stdin:
        child = os.fork()
        if child == 0:
            work(*json.loads(line))
        say(f"pid {child}")
        os.waitpid(child, 0)
        say("dead")


if __name__ == "__main__":
    driver.MEMORY_SECURITY = "OFF"  # as in the process of the tests (tests/support/memory_not_kept.py)
    main()
