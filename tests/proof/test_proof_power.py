"""A power cut: at every point of a journey, on several kinds of disk, the store opens and has all that was acknowledged."""

import hashlib
import os
import random
import shutil
import subprocess
import sys

import disk
import pytest
import store_child
import system_calls
from source_tree import ROOT
from store_holds import bench, holds
from system_calls import recorded
from thoroughness import most

__all__ = ["bench"]
pytestmark = pytest.mark.needs("strace")

SCRIPT = ROOT / "tests" / "proof" / "store_child.py"
ENVIRONMENT = {"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1"}
TRIES = most(1, 4)
"""The number of random disks made for each cut."""

MOST = most(25, 1_000_000)
"""The most different disks of one journey that are opened."""


def record(name, folder):
    """Returns the recording of the journey of that name in the new folder ``folder``, which then has only the state before it."""
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
    """Returns the contents of ``folder`` in the form of ``Cut.tree``."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() if path.is_file() else None for path in folder.rglob("*")
    }


def different_disks(recording):
    """Yields each different disk after a cut, once, with the acknowledgements so far; a sample if there are too many."""
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


def test_a_handle_that_two_threads_use_in_turn_stands_for_the_file_it_names(tmp_path):
    """A file is opened before another thread has closed the one whose handle number it gets, and no byte is assigned to the
    wrong file.
    """
    (tmp_path / "cases.db").write_bytes(b"old")
    asked = [
        (1, "openat", ("AT_FDCWD</>", f'"{spelled(tmp_path / "cases.db")}"', "O_RDWR"), 7, f"{tmp_path}/cases.db"),
        (2, "openat", ("AT_FDCWD</>", f'"{spelled(tmp_path / "vault")}"', "O_RDWR|O_CREAT"), 7, f"{tmp_path}/vault"),
        (1, "pwrite64", (f"7<{tmp_path}/cases.db>", r'"\x6e\x65\x77"', "3", "0"), 3, ""),
        (1, "fsync", (f"7<{tmp_path}/cases.db>",), 0, ""),
        (1, "close", (f"7<{tmp_path}/cases.db>",), 0, ""),
        (2, "write", (f"7<{tmp_path}/vault>", r'"\x79\x65\x73"', "3"), 3, ""),
        (2, "fsync", (f"7<{tmp_path}/vault>",), 0, ""),
        (2, "close", (f"7<{tmp_path}/vault>",), 0, ""),
    ]
    calls = [
        system_calls.Call(at, thread, name, arguments, result, "", place)
        for at, (thread, name, arguments, result, place) in enumerate(asked)
    ]
    recording = disk.Recording(tmp_path, calls)
    tree = disk.Cut(recording, len(recording.events), disk.everything, random).tree()
    assert tree == {"cases.db": b"new", "vault": b"yes"}


def spelled(path):
    """Returns a path as strace writes it."""
    return "".join(f"\\x{byte:02x}" for byte in os.fsencode(path))


@pytest.mark.parametrize("name", store_child.JOURNEYS)
def test_a_power_cut_at_any_point_loses_nothing_that_was_acknowledged(bench, name, figures):
    """After a cut at every call, with unsynced data present, missing, torn or out of order, all that was acknowledged is found."""
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
