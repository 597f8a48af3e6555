"""A pack is written whole or not at all: a write that fails at any file, a full disk, a read-only folder, a killed process."""

import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pack_samples as samples
import pytest
from plain_files import at_each_file

from champion_tui.papers.errors import TargetFull, TargetNotWritable
from champion_tui.papers.pack import pack, placing

FILES = ("referral.pdf", "portal-sheet.txt", "consent-record.pdf", "referral.json", "next-steps.pdf", "next-steps.txt",
         "manifest.json")  # fmt: skip


def fail_at(monkeypatch, name, error):
    """Makes the write of one file fail after a part of it is on the disk."""

    def fail(file):
        if file.name == name:
            file.write_bytes(b"some of it")
            raise error

    at_each_file(monkeypatch, fail)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("full", [errno.ENOSPC, errno.EDQUOT])
def test_a_disk_that_fills_up_at_any_file_leaves_nothing(tmp_path, monkeypatch, name, full):
    """Neither a half pack nor a temporary folder is left, and the message says that the disk is full."""
    fail_at(monkeypatch, name, OSError(full, os.strerror(full)))
    with pytest.raises(TargetFull, match="disk is full"):
        pack.write(samples.source(), tmp_path)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("stop", [KeyboardInterrupt(), MemoryError(), OSError(errno.EIO, "Input/output error")])
def test_whatever_stops_it_half_way_leaves_nothing(tmp_path, monkeypatch, stop):
    """After Ctrl+C, a lack of memory or a broken disk in the middle, no part of the pack is left."""
    fail_at(monkeypatch, "referral.json", stop)
    with pytest.raises((KeyboardInterrupt, MemoryError, TargetNotWritable)):
        pack.write(samples.source(), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_move_that_fails_leaves_nothing(tmp_path, monkeypatch):
    """If the last step, the move to its place, fails, no part of the pack is left."""

    def rename(self, target):
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(TargetNotWritable, match="permission denied"):
        pack.write(samples.source(), tmp_path)
    assert not list(tmp_path.iterdir())


def test_a_slip_that_fails_half_way_leaves_nothing(tmp_path, monkeypatch):
    """A single file that does not fit on the disk is not left there either."""
    fail_at(monkeypatch, "slip.pdf", OSError(errno.ENOSPC, "No space left on device"))
    with pytest.raises(TargetFull):
        pack.write_slip(samples.source(), tmp_path / "slip.pdf")
    assert not list(tmp_path.iterdir())


def test_a_target_that_cannot_be_is_named(tmp_path):
    """A file in place of a folder, and a slip in a missing folder, are refused with the path."""
    taken = tmp_path / "taken"
    taken.write_text("mine", encoding="utf-8")
    with pytest.raises(TargetNotWritable, match="taken"):
        pack.write(samples.source(), taken)
    with pytest.raises(TargetNotWritable, match="nowhere"):
        pack.write_slip(samples.source(), tmp_path / "nowhere" / "slip.pdf")
    assert taken.read_text(encoding="utf-8") == "mine"
    assert list(tmp_path.iterdir()) == [taken]


def test_a_read_only_folder_is_refused_in_words(tmp_path, monkeypatch):
    """Nothing is written and the message says what to do (the system's answer is simulated, because root may write anywhere)."""

    def mkdtemp(prefix, dir):  # noqa: A002  tempfile's name for it
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(placing.tempfile, "mkdtemp", mkdtemp)
    with pytest.raises(TargetNotWritable, match=r"read-only file system\. Choose another folder"):
        pack.write(samples.source(), tmp_path)


def test_a_folder_with_spaces_quotes_and_accents_is_a_folder(tmp_path):
    """A pack can be written to a folder with spaces, quotes and accents in its name."""
    parent = tmp_path / 'Ada\'s "new" folder é; $(x)' / "deeper"
    assert pack.write(samples.source(), parent).folder == parent / "UPW-7K3M-2Q"


def test_nothing_is_written_through_a_link_that_stands_in_the_way(tmp_path):
    """A link with the pack's name is avoided, even one with a missing target."""
    (tmp_path / "UPW-7K3M-2Q").symlink_to(tmp_path / "elsewhere")
    assert pack.write(samples.source(), tmp_path).folder.name == "UPW-7K3M-2Q-2"
    assert not (tmp_path / "elsewhere").exists()


@pytest.mark.skipif(os.name != "posix", reason="Windows has no kill signal to send oneself")
def test_a_process_that_is_killed_leaves_only_what_is_recognisably_unfinished(tmp_path):
    """After SIGKILL no folder has the pack's name, only a hidden one marked as unfinished is left, and the next export works."""
    script = (
        "import os, signal, sys; sys.path.insert(0, sys.argv[1]); import pack_samples as s; from pathlib import Path;"
        "from champion_tui.papers.pack import pack; really_open = os.open\n"
        "def begin(file, *rest, **more):\n"
        "    if Path(file).name == 'referral.json': os.kill(os.getpid(), signal.SIGKILL)\n"
        "    return really_open(file, *rest, **more)\n"
        "os.open = begin; pack.write(s.source(), Path(sys.argv[2]))"
    )
    run = subprocess.run(
        [sys.executable, "-c", script, Path(samples.__file__).parent, tmp_path], check=False, timeout=120
    )
    assert run.returncode == -signal.SIGKILL
    left = [entry.name for entry in tmp_path.iterdir()]
    assert len(left) == 1
    assert left[0].startswith(placing.UNFINISHED)
    assert pack.write(samples.source(), tmp_path).folder.name == "UPW-7K3M-2Q"


def test_what_a_power_cut_left_goes_with_the_next_pack(tmp_path):
    """An unfinished folder that is an hour old is removed; a younger one may belong to another program, and a link is
    not followed.
    """
    old, young, elsewhere = (
        tmp_path / name for name in (f"{placing.UNFINISHED}old", f"{placing.UNFINISHED}young", "elsewhere")
    )
    for folder in (old, young, elsewhere):
        folder.mkdir()
        (folder / "referral.json").write_text("{}")
    os.utime(old, (0, 0))
    os.utime(elsewhere, (0, 0))
    (tmp_path / f"{placing.UNFINISHED}link").symlink_to(elsewhere)

    placing.place_folder(tmp_path, "CHW-7K3M-2Q", {"a.txt": b"a"})

    assert not old.exists()
    assert (young / "referral.json").exists()
    assert (elsewhere / "referral.json").exists()
