"""The power goes: at every point of a journey, on several kinds of disk, the store opens and holds all that was acknowledged."""

import hashlib
import os
import random
import shutil
import subprocess
import sys

import disk
import pytest
import store_child
from source_tree import ROOT
from store_holds import bench, holds
from system_calls import recorded
from thoroughness import most

__all__ = ["bench"]
pytestmark = pytest.mark.needs("strace")

SCRIPT = ROOT / "tests" / "proof" / "store_child.py"
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
TRIES = most(1, 4)
"""How many disks of chance are made for each cut."""

MOST = most(25, 1_000_000)
"""How many different disks of one journey are opened."""


def record(name, folder):
    """The recording of the journey of that name, in the new folder ``folder``, with nothing left but where it began."""
    home = folder / "home"
    store_child.PREPARED.get(name, lambda place: place.mkdir(parents=True, mode=0o700))(home)
    shutil.copytree(home, folder / "before")
    command = [sys.executable, "-W", "error", SCRIPT, name, home]
    calls = recorded(
        command, folder / "trace", disk.CHANGING, env={**os.environ, **ENVIRONMENT}, stdout=subprocess.DEVNULL
    )
    after = contents(home)
    shutil.rmtree(home)
    shutil.copytree(folder / "before", home)
    made = disk.Recording(home, calls)
    shutil.rmtree(home)
    assert disk.Cut(made, len(made.events), disk.everything, random).tree() == after
    return made


def contents(folder):
    """What lies below ``folder``, as ``Cut.tree`` gives it."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")
    }


def different_disks(recording):
    """Each disk that can be found after a cut, once, with what had been said by then; a sample where there are too many."""
    begin = next(place for place, event in enumerate(recording.events) if isinstance(event, disk.Said)) + 1
    kinds = (disk.everything, disk.nothing, *[disk.anything] * TRIES)
    cuts = [(length, kind) for length in range(begin, len(recording.events) + 1) for kind in range(len(kinds))]
    if len(cuts) > MOST:
        cuts = random.Random(4).sample(cuts, MOST)  # noqa: S311  the same disks in every run, no secret
    found = set()
    for length, kind in cuts:
        chance = random.Random(f"{length} {kind}")  # noqa: S311  as above
        cut = disk.Cut(recording, length, kinds[kind], chance)
        tree = cut.tree()
        name = hashlib.sha256(repr((sorted(tree.items(), key=lambda each: each[0]), cut.said)).encode()).digest()
        if name not in found:
            found.add(name)
            yield tree, cut.said


@pytest.mark.parametrize("name", store_child.JOURNEYS)
def test_a_power_cut_at_any_point_loses_nothing_that_was_acknowledged(bench, name, figures):
    """Rebuilt after a cut at every request, with what was not synced there, gone, torn or out of order: all is found."""
    recording = record(name, bench)
    number = 0
    for number, (tree, said) in enumerate(different_disks(recording), 1):
        home = bench / f"cut-{number}"
        disk.put(tree, home)
        try:
            holds(home, said)
        except Exception as error:
            error.add_note(f"disk {number} of {name}, after {said[-1:]}: {sorted(tree)}")
            raise
        shutil.rmtree(home)
    figures(
        f"power cuts during {name!r}: {len(recording.events)} changes of the disk, {number} disks opened, all whole"
    )
