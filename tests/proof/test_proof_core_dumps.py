"""A crash leaves no copy of the program's memory, which contains the cases and the key in plain form."""

import os
import resource
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from desk_samples import PASSPHRASE, unlocked_desk
from source_tree import ROOT

PATTERN = Path("/proc/sys/kernel/core_pattern")
CRASH = """
import os, resource, signal, sys
from champion_tui.cli.grammar import options
from champion_tui.cli.context import Context
from champion_tui.cli.passphrase import unlocked

most = resource.getrlimit(resource.RLIMIT_CORE)[1]
resource.setrlimit(resource.RLIMIT_CORE, (most, most))
context = Context(options.parse(["case", "list", *sys.argv[2:]]))
if sys.argv[1] != "alone":
    desk = unlocked(context)
    assert desk.vault.unlocked_as() == "Ada Invented"
os.kill(os.getpid(), int(sys.argv[1]) if sys.argv[1] != "alone" else signal.SIGSEGV)
"""


def crashed(folder, *words):
    """Runs a program that crashes in ``folder``, with dumps allowed as far as possible; returns its wait status."""
    child = subprocess.Popen(
        [sys.executable, "-c", CRASH, *map(str, words)],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    _, status = os.waitpid(child.pid, 0)
    child.returncode = -os.WTERMSIG(status)
    assert os.WIFSIGNALED(status)
    return status


@pytest.fixture
def home(tmp_path):
    """Makes a home with a vault, and returns the options that open it."""
    unlocked_desk(tmp_path / "home").vault.lock()
    (tmp_path / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    return ("--home", tmp_path / "home", "--passphrase-file", tmp_path / "passphrase.txt")


@pytest.mark.parametrize("by", [signal.SIGSEGV, signal.SIGABRT])
def test_a_crash_with_an_open_vault_dumps_no_memory(tmp_path, home, by):
    """After a fault with the vault open and dumps allowed by the shell, the system reports no dump and no file appears."""
    place = tmp_path / "place"
    place.mkdir()
    assert not os.WCOREDUMP(crashed(place, int(by), *home))
    assert list(place.iterdir()) == []


@pytest.mark.skipif(sys.platform != "linux", reason="the way in which dumps are made is Linux's")
def test_the_same_crash_before_the_desk_is_opened_would_dump(tmp_path, home):
    """The test above can fail: a program that has opened no desk does leave a dump, if this machine makes any."""
    allowed = resource.getrlimit(resource.RLIMIT_CORE)[1] != 0
    kept = PATTERN.read_text(encoding="utf-8").strip() == "core"
    place = tmp_path / "place"
    place.mkdir()
    dumped = os.WCOREDUMP(crashed(place, "alone", *home))
    assert dumped == bool(list(place.iterdir())) or not kept
    assert dumped or not (allowed and kept)


@pytest.mark.skipif(sys.platform != "linux", reason="the call that hides memory is Linux's")
def test_dumps_are_forbidden_by_limit_and_by_the_process_itself(tmp_path, home):
    """If dumps go to another program Linux ignores the limit, so the process itself is marked as not to be dumped."""
    code = """
        from champion_tui.ground import core_dumps
        import ctypes, resource, sys
        core_dumps.forbid()
        print(resource.getrlimit(resource.RLIMIT_CORE)[0], ctypes.CDLL(None).prctl(3, 0, 0, 0, 0))
        open("/proc/self/mounts").read()
    """
    lines = "\n".join(line.strip() for line in code.splitlines())
    ran = subprocess.run(
        [sys.executable, "-c", lines], env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=True
    )  # fmt: skip
    assert ran.stdout.split() == ["0", "0"]


def test_what_needs_no_vault_pays_nothing_for_it(tmp_path):
    """The look-ups open no desk and load none of the modules that forbid dumps."""
    from fresh_start import start_command

    started = start_command(tmp_path, "numbers", "--at", "2026-11-24T10:00")
    assert started.code == 0
    assert not started.loaded("champion_tui.ground.core_dumps", "resource")
