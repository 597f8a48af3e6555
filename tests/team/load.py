"""``make load``: many desks on one server on this machine, a store of a hundred thousand cases, and hundreds of faults. Prints
figures.

What must never happen (a lost or doubled event, two desks that differ) ends it with an error; no time is asserted.
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import team_server as servers
from cutting_proxy import CuttingProxy
from load_desk import BEGUN, READ, SAVED
from store_desk import PERSON, Clock, Desk
from team_desks import Team, troubles
from team_walk import (
    BEN,
    CAT,
    FaultyWalk,
    desk_killed,
    disk_full,
    line_cut,
    server_killed,
    server_silent,
    shared,
)
from zygote import Zygote

from bench import many_cases
from bench.figures import Figure
from champion_tui.store.team.server import server as speaking
from champion_tui.store.team.server.where import Where

DESKS = 20
HOME = Path(__file__).parent
STEPS = 120
"""The number of actions in one day of three desks."""

ROOM = 160 * 1024 * 1024
"""The size in bytes of the server's disk, if it has one of its own."""

PATIENCE = 0.5
"""The seconds that a desk waits for a silent server instead of eight, so that hundreds of silences can be tried."""


def main():
    """Prints each figure as soon as it is known."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--operations", type=int, default=40, help="of each of the twenty desks")
    ask.add_argument("--cases", type=int, default=100_000)
    ask.add_argument("--rounds", type=int, default=1000, help="faults in all")
    ask.add_argument("--first-seed", type=int, default=0)
    given = ask.parse_args()
    say(f"{'':58}{'measured':>12}{'asked':>12}")
    folder = "/dev/shm" if Path("/dev/shm").is_dir() else None
    with tempfile.TemporaryDirectory(dir=folder) as made:
        if given.operations:
            with servers.team_server(syncs=True) as server:
                for words, pause in (("one thing in five seconds at each", 5.0), ("as fast as they can", 0.0)):
                    for figure in twenty(Path(made) / words, server, given.operations, pause, words):
                        say(figure.line())
        if given.cases:
            with servers.team_server(syncs=True) as server:
                for figure in many(Path(made) / "many", server, given.cases):
                    say(figure.line())
        if given.rounds:
            for figure in faults(Path(made), given.rounds, given.first_seed):
                say(figure.line())


# -- many desks --------------------------------------------------------------------------------------------------------------


def twenty(folder, server, operations, pause, words):
    """Yields the figures of twenty desks at work at once, each in a process. Raises AssertionError if an event was lost or
    doubled.
    """
    names = [f"Desk {number}" for number in range(DESKS)]
    with server.fresh() as database:
        team = Team(folder, server.url(database))
        store = team.begin(*names)
        for number in range(10):
            team.homes[PERSON].new_case(store, f"OX-{number}", summary="from the beginning")
        for name in names:
            team.join(name).close()
        told = at_work(team, names, operations, pause)
        store.team.catch_up()
        written = Counter(commitment for one in told for commitment in one["written"])
        refused = Counter(words for one in told for words in one["refused"])
        stores = [store, *map(team.unlock, names)]
        store.team.catch_up()
        lost, doubled = compared(stores, written)
        for one in stores[1:]:
            one.close()
        team.close()
    times = {what: sorted(time for one in told for time in one["times"][what]) for what in (SAVED, BEGUN, READ)}
    for what, asked in ((SAVED, "50 ms"), (BEGUN, ""), (READ, "")):
        note = f"median {statistics.median(times[what]):.1f} ms of {len(times[what])}"
        yield Figure(
            f"{DESKS} desks, {words}: {what}, p95", statistics.quantiles(times[what], n=20)[-1], "ms", asked, note
        )
    yield Figure("  lost", lost, "", "0", f"of {len(written)} entries of the history that were shown as saved")
    yield Figure("  there twice, or desks that differ", doubled, "", "0", "")
    yield Figure("  refused", sum(refused.values()), "", "0", ", ".join(refused))


def at_work(team, names, operations, pause):
    """Runs each desk in a process of its own, and returns what each did."""
    started = [
        subprocess.Popen(
            [
                *(sys.executable, str(HOME / "load_desk.py"), str(team.homes[name].home), name, team.passphrases[name]),
                *(str(seed), str(operations), str(pause)),
            ],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for seed, name in enumerate(names)
    ]
    for one in started:
        assert one.stdout.readline() == "ready\n"
    for one in started:
        one.stdin.write("go\n")
        one.stdin.flush()
    told = [json.loads(one.stdout.readline()) for one in started]
    for one in started:
        one.stdin.close()
        assert one.wait(60) == 0
        one.stdout.close()
    return told


def compared(stores, written):
    """Returns how many events were lost, and how many are doubled or desks differ from the first or fail their check."""
    first = shared(stores[0])
    there = Counter(bytes(row[5]).hex() for row in first["event"])
    lost = sum(1 for commitment in written if commitment not in there)
    wrong = sum(1 for many in there.values() if many > 1)
    wrong += sum(1 for store in stores[1:] if shared(store) != first)
    wrong += sum(1 for store in stores if troubles(store))
    return lost, wrong


JOINS = """
import sys
from pathlib import Path
from champion_tui.store.team import joining
from champion_tui.store.team.server.where import Where

home, url, secret, passphrase = sys.argv[1:]
joining.join(Path(home), Where(url, secret), None, passphrase)
"""
"""The program of a computer that joins the team."""


# -- many cases --------------------------------------------------------------------------------------------------------------


def many(folder, server, count):
    """Yields the figures of a large store that is put on the server and copied to a new desk."""
    many_cases.filled(folder / "first", count)
    with server.fresh() as database:
        where = Where(server.url(database), servers.PASSWORD)
        store = Desk(folder / "first", Clock()).unlock(many_cases.PASSPHRASE)
        start = time.perf_counter()
        moved = store.share(where)
        took = time.perf_counter() - start
        yield Figure(f"{count:,} cases put on the server", took, "s", "", f"{sum(moved.rows.values()):,} rows compared")
        start = time.perf_counter()
        # In a process of its own, as the command does it: a process that has opened a store goes on locking the
        # cipher's memory.
        given = (str(folder / "second"), where.url, where.secret, many_cases.PASSPHRASE)
        subprocess.run((sys.executable, "-c", JOINS, *given), check=True)
        yield Figure(f"{count:,} cases copied to a new desk", time.perf_counter() - start, "s", "30 s", "")
        for words, home in (("the first desk", "first"), ("the new desk", "second")):
            store.close()
            start = time.perf_counter()
            store = Desk(folder / home, Clock()).unlock(many_cases.PASSPHRASE)
            yield Figure(f"  {words} opened", (time.perf_counter() - start) * 1e3, "ms", "as alone", "")
            start = time.perf_counter()
            store.team.catch_up()
            yield Figure("  the line taken up", (time.perf_counter() - start) * 1e3, "ms", "", "")
        times = []
        for number in range(60):
            start = time.perf_counter()
            store.save_fields(many_cases.reference(count // 2), None, "referral", {"risk-notes": f"note {number}"})
            times.append((time.perf_counter() - start) * 1e3)
        yield Figure("  a field saved there, p95", statistics.quantiles(times, n=20)[-1], "ms", "50 ms", "")
        store.close()


# -- faults ------------------------------------------------------------------------------------------------------------------


def faults(folder, rounds, first_seed):
    """Yields the number of faults of each kind, chosen at random, in as many walks as are needed for ``rounds`` faults. Raises
    AssertionError if an event was lost or doubled.
    """
    met, seed, start = Counter(), first_seed, time.perf_counter()
    room = ROOM if servers.can_make_disks() else 0
    kinds = (line_cut, server_killed, server_silent, desk_killed, *([disk_full] if room else []))
    if not room:
        say("  a full disk is left out: only an administrator of this machine can make a small one", sys.stderr)
    speaking.ANSWER_SECONDS = PATIENCE
    desks = Zygote(HOME / "killed_desk.py")
    with servers.team_server(syncs=True, room=room) as server:
        while sum(met.values()) < rounds:
            met += day(folder, server, desks, kinds, seed, rounds - sum(met.values()))
            say(f"  seed {seed}: {dict(met)}", sys.stderr)
            seed += 1
    desks.end()
    took = f"{seed - first_seed} days of three desks, {time.perf_counter() - start:.0f} s"
    for what, times in sorted(met.items()):
        yield Figure(f"faults: {what}", times, "times", "", "")
    yield Figure("faults in all, nothing lost, nothing there twice", sum(met.values()), "times", f"{rounds:,}", took)


def day(folder, server, desks, kinds, seed, rounds):
    """Makes one walk and returns the number of faults of each kind."""
    with (
        server.fresh() as database,
        CuttingProxy(server.port) as proxy,
        tempfile.TemporaryDirectory(dir=folder) as home,
    ):
        team = Team(Path(home), server.url(database).replace(f":{server.port}/", f":{proxy.port}/"))
        walk = FaultyWalk(team, seed)
        walk.proxy, walk.server, walk.desks, walk.kinds = proxy, server, desks, kinds
        try:
            walk.begin(BEN, CAT)
            for _ in range(STEPS):
                walk.step()
                if walk.met.total() >= rounds:
                    break
            walk.end()
            walk.check()
        finally:
            team.close()
        return walk.met


def say(words, where=None):
    """Writes one line to the standard output, or to ``where``."""
    where = where or sys.stdout
    where.write(f"{words}\n")
    where.flush()


if __name__ == "__main__":
    main()
