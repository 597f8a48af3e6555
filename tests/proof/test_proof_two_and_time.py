"""Two programs on one store, one of them killed, and a clock that jumps by years: nothing is torn, lost or out of order."""

import contextlib
import os
import random
import subprocess
import sys
from datetime import UTC, datetime, timedelta

import pytest
import store_child
from source_tree import ROOT
from store_holds import bench, holds, numbers

from champion_tui.store import vault
from champion_tui.store.errors import StoreBusy
from champion_tui.store.keys.kdf import TEST_ONLY_COST

__all__ = ["bench"]
SCRIPT = ROOT / "tests" / "proof" / "store_child.py"


@pytest.fixture
def writer(bench):
    """Yields a process that saves numbers for ever in ``bench / "home"``, once it has begun."""
    store_child.prepare(bench / "home")
    process = subprocess.Popen(
        [sys.executable, "-W", "error", SCRIPT, "endless", bench / "home"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout.readline() == "ready to endless\n"
    assert process.stdout.readline() == "saved 0\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_whoever_reads_while_another_program_writes_sees_whole_states_that_only_grow(bench, writer):
    """A second program reads a hundred times during writes; each state is complete, and none is older than the previous one."""
    with store_child.unlock(bench / "home") as store:
        seen = [numbers(store) for _ in range(100)]
        while seen[-1] == seen[0]:
            seen.append(numbers(store))
        assert store.verify_chain().ok
    assert seen == sorted(seen)


def test_a_writer_that_is_killed_leaves_the_other_program_working(bench, writer):
    """After one program is killed during a save, the other finds every acknowledged number and goes on saving."""
    with store_child.unlock(bench / "home") as store:
        assert numbers(store) >= 0
        writer.kill()
        # It may have come no further than what was read of it above.
        said = ["saved 0", *(line for line in writer.communicate()[0].splitlines() if line.startswith("saved "))]
        last = int(said[-1].split()[1])
        found = numbers(store)
        assert found in {last, last + 1}
        store_child.write_numbers(store, 3)
        assert [result for result in store.check() if not result.ok] == []
    holds(bench / "home", ["ready to save", f"saved {found + 3}"])


def test_a_reader_that_is_killed_is_in_nobodys_way(bench, writer):
    """If a program dies during a read, the writer goes on, and so does the next reader."""
    code = "import store_child, sys, pathlib, os; s = store_child.unlock(pathlib.Path(sys.argv[1])); s.cases(); os.kill(os.getpid(), 9)"
    places = os.pathsep.join([str(ROOT), str(SCRIPT.parent)])
    done = subprocess.run(
        [sys.executable, "-c", code, bench / "home"], env={**os.environ, "PYTHONPATH": places}, check=False
    )
    assert done.returncode == -9
    before = writer.stdout.readline()
    for _ in range(200):
        after = writer.stdout.readline()
    assert int(after.split()[1]) == int(before.split()[1]) + 200


def test_two_writers_at_once_lose_nothing_and_say_what_was_not_done(bench, writer):
    """While one program saves continuously, each save of another is done completely or refused because the store is busy."""
    with store_child.unlock(bench / "home") as store:
        case = store.create_case(
            reference="OX-2", area="oxfordshire", tree=store_child.TREE, answers={}, agency={}, referral={}
        )
        for number in range(30):
            with contextlib.suppress(StoreBusy):
                case = store.save_fields("OX-2", case.version, "referral", {"number": str(number)})
        assert store.case("OX-2") == case
        assert store.verify_chain().ok


def test_a_clock_that_jumps_by_years_changes_no_order_and_loses_nothing(bench):
    """With jumps of decades between saves, versions, events and the list of cases keep the real order."""
    chance, moment = random.Random(8), [datetime(2026, 11, 23, 9, 30, tzinfo=UTC)]  # noqa: S311  the same jumps in every run

    def jumping():
        moment[0] = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=chance.uniform(-20_000, 20_000))
        return moment[0]

    home = bench / "home"
    store, _ = vault.create(
        home, store_child.PERSON, "champion", store_child.PASSPHRASE, now=jumping, cost=TEST_ONLY_COST
    )
    with store:
        versions = {reference: _new(store, reference).version for reference in ("OX-1", "OX-2", "OX-3")}
    order = list(versions)
    for number in range(30):
        reference = chance.choice(list(versions))
        with vault.unlock(home, store_child.PASSPHRASE, now=jumping) as store:
            versions[reference] = store.save_fields(
                reference, versions[reference], "referral", {"n": str(number)}
            ).version
            order.remove(reference)
            order.append(reference)
            assert [case.reference for case in store.cases()] == order[::-1]
            assert [event.new for event in store.events(reference)][-1] == str(number)
            assert store.verify_chain().ok
    with vault.unlock(home, store_child.PASSPHRASE, now=jumping) as store:
        assert [result for result in store.check() if not result.ok] == []


def _new(store, reference):
    return store.create_case(
        reference=reference, area="oxfordshire", tree=store_child.TREE, answers={}, agency={}, referral={}
    )
