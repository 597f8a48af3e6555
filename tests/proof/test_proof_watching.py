"""The watchers themselves: strace's output is read strictly, and a program that is careless with the disk is detected."""

import os
import random
import shutil
import sys

import disk
import pytest
from source_tree import ROOT
from system_calls import NotUnderstood, parse, recorded

OPENED = (
    r'1795612588.053869001 openat(AT_FDCWD<\x2f\x74>, "\x2f\x74\x2f\x7a", O_RDWR|O_CREAT, 0600) = 3<\x2f\x74\x2f\x7a>'
)


def test_a_line_is_read_with_its_paths_and_its_answer():
    """Arguments, texts, handles and answers are separated, and a refused call has its error's name."""
    call = parse(OPENED, 7)
    assert (call.name, call.thread, call.result, call.place) == ("openat", 7, 3, "/t/z")
    assert (call.handle(0), call.path(1), call.arguments[2]) == ((-100, "/t"), "/t/z", "O_RDWR|O_CREAT")
    refused = parse(
        r"1.0 connect(3<\x73>, {sa_family=AF_INET, sin_port=htons(9)}, 16) = -1 EACCES (Permission denied) (INJECTED)",
        7,
    )
    assert (refused.error, refused.result, len(refused.arguments)) == ("EACCES", -1, 3)
    assert parse("1.0 exit_group(0) = ?", 7).result is None
    assert parse("1.0 +++ exited with 0 +++", 7) is None


@pytest.mark.parametrize(
    "line",
    [
        "",
        "words",
        "1.0 write(3, ",
        OPENED[:-3].replace("= 3", ""),
        r'1.0 write(3<\x2f>, "\x61"..., 9) = 9',
        "1.0 write(3) = three",
        "strace: exec: No such file or directory",
    ],
)
def test_a_line_that_cannot_be_read_is_an_error(line):
    """No line is skipped: an unknown form, or a text that strace cut short, stops the test."""
    with pytest.raises(NotUnderstood):
        parse(line, 7)


CARELESS = "open(home + '/new', 'w').write('x' * 9000); os.rename(home + '/new', home + '/kept')"
CAREFUL = "from champion_tui.ground.files.durable_files import write_whole; from pathlib import Path; write_whole(Path(home, 'kept'), b'x' * 9000)"


def after_each_cut(tmp_path, code):
    """Yields the content of ``kept`` on every disk that a cut can leave, and whether the program had acknowledged it."""
    home = tmp_path / "home"
    home.mkdir()
    (home / "kept").write_bytes(b"old")
    shutil.copytree(home, tmp_path / "before")
    program = f"import os, sys; home = sys.argv[1]; {code}; os.write(1, b'saved\\n')"
    command = [sys.executable, "-W", "ignore", "-c", program, home]
    calls = recorded(command, tmp_path / "trace", disk.CHANGING, env={**os.environ, "PYTHONPATH": str(ROOT)})
    shutil.rmtree(home)
    shutil.copytree(tmp_path / "before", home)
    recording = disk.Recording(home, calls)
    for length in range(len(recording.events) + 1):
        for number, arrived in enumerate((disk.everything, disk.nothing, *[disk.anything] * 30)):
            cut = disk.Cut(recording, length, arrived, random.Random(f"{length} {number}"))  # noqa: S311  seeded, no secret
            yield cut.tree().get("kept"), cut.said == ["saved"]


@pytest.mark.needs("strace")
def test_a_program_that_does_not_sync_is_found_out(tmp_path):
    """The simulated cuts are realistic: a file written and renamed without a sync is found lost, and found torn."""
    found = set(after_each_cut(tmp_path, CARELESS))
    assert (b"old", True) in found
    assert (b"", False) in found or (b"", True) in found
    assert any(kept not in {b"old", b"", b"x" * 9000} for kept, _ in found)


@pytest.mark.needs("strace")
def test_the_stores_own_way_of_replacing_a_file_is_the_old_one_or_the_new_one(tmp_path):
    """On any of these disks, cut anywhere, the file is complete, and new once that was acknowledged."""
    found = set(after_each_cut(tmp_path, CAREFUL))
    assert found == {(b"old", False), (b"x" * 9000, False), (b"x" * 9000, True)}
