"""The disk is full, or gives an error, at each single call in turn: there is a message, nothing is lost, and it works again."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import store_child
from command_line import ROOT, run_here
from desk_samples import MINIMUM, PASSPHRASE, REFER, unlocked_desk
from store_holds import bench, holds
from system_calls import read, tracer
from terminal import PROGRAM
from thoroughness import FULL

__all__ = ["bench"]
pytestmark = pytest.mark.needs("strace")

CHANGING = (
    *("write", "pwrite64", "ftruncate", "fallocate", "fsync", "fdatasync", "rename", "renameat", "renameat2", "mkdir"),
    *(
        "mkdirat",
        "unlink",
        "unlinkat",
        "rmdir",
        "link",
        "linkat",
        "openat",
        "open",
        "chmod",
        "fchmod",
        "fchmodat",
        "flock",
    ),
)
"""The system calls that are made to fail, one at a time."""

ERRORS = ("ENOSPC", "EIO")
STEPS = 1 if FULL else 19
"""A sample takes every nineteenth call."""


SHOWN = 300


class Writers:
    """The process that forks a traced writer for each journey."""

    def __init__(self):
        self.process = subprocess.Popen(
            [sys.executable, "-W", "error", ROOT / "tests" / "proof" / "store_child.py"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )

    def run(self, name, home, only, fault, log):
        """Runs the journey with ``fault`` injected into calls about the paths ``only``; returns the lines, the exit code and
        whether it struck.
        """
        self.process.stdin.write(f"{name} {home}\n")
        self.process.stdin.flush()
        number = self.process.stdout.readline().removeprefix("pid ").strip()
        words = tracer(log, CHANGING, inject=(fault,), only=only)
        words.remove("--seccomp-bpf")  # not for a process that is already running
        strace = subprocess.Popen([*words, "-p", number])
        said = []
        while not (line := self.process.stdout.readline().rstrip("\n")).startswith("ended "):
            assert self.process.poll() is None, said
            said.append(line)
        strace.wait(timeout=60)
        struck = any("(INJECTED)" in text for file in log.parent.glob(f"{log.name}.*") for text in injected(file))
        return said, int(line.split()[1]), struck

    def end(self):
        """Lets the process end."""
        self.process.stdin.close()
        self.process.wait(timeout=120)
        self.process.stdout.close()


def injected(file):
    """Returns strace's lines about injected faults."""
    return [
        line for line in file.read_text(encoding="utf-8").splitlines() if "INJECTED" in line and "prctl" not in line
    ]


@pytest.fixture(scope="module")
def writers():
    """Yields one parent process for all the writers."""
    made = Writers()
    yield made
    made.end()


def touched(writers, name, home, log):
    """Returns every path in ``home`` that the journey makes or changes, from one run without a fault."""
    fault = "?sync:error=EIO"
    said, code, _ = writers.run(name, home, (), fault, log)
    assert (said[-1], code) == ("done", 0)
    found = {home}
    for call in read(log):
        for argument in range(len(call.arguments)):
            for path in paths_in(call, argument):
                if path.startswith(f"{home}/"):
                    found.add(Path(path))
    return sorted(found)


def paths_in(call, argument):
    """Yields the path that an argument names; a path relative to a folder's handle is joined to it."""
    if call.arguments[argument].startswith('"'):
        if call.name in {"write", "pwrite64"}:
            return
        folder = call.handle(argument - 1)[1] if argument and "<" in call.arguments[argument - 1] else ""
        yield os.path.normpath(os.path.join(folder, call.path(argument)))  # noqa: PTH118  a text from strace
    elif "<" in call.arguments[argument]:
        yield call.handle(argument)[1]


@pytest.mark.parametrize("error", ERRORS)
@pytest.mark.parametrize("name", store_child.JOURNEYS)
def test_a_request_that_fails_is_said_and_loses_nothing(bench, writers, name, error, figures):
    """If any write, sync, rename or similar fails, there is a message with exit code 6 or success, and all acknowledged is found."""
    start, home, log = bench / "start", bench / "home", bench / "log"
    store_child.PREPARED.get(name, lambda place: place.mkdir(mode=0o700))(start)
    shutil.copytree(start, home)
    only = touched(writers, name, home, log)
    request, struck, refused = 1 + len(name + error) % STEPS, True, 0
    while struck:
        for file in (*bench.glob("log.*"), home):
            shutil.rmtree(file) if file.is_dir() else file.unlink()
        shutil.copytree(start, home)
        fault = f"{','.join(f'?{each}' for each in CHANGING)}:error={error}:when={request}"
        said, code, struck = writers.run(name, home, only, fault, log)
        try:
            assert (code, said[-1]) == (0, "done") or (code, said[-1].startswith("refused: ")) == (6, True)
            holds(home, said)
        except BaseException as trouble:
            trouble.add_note(f"request {request} of {name!r} failed with {error}; said: {said}; {told(bench)}")
            raise
        refused += code == 6
        request += STEPS
    assert refused
    figures(f"{error} at each of {request - STEPS} requests of {name!r}: {refused} refused in a sentence, nothing lost")


def told(folder):
    """Returns which call it was, for a failure's note."""
    return [line.encode().decode("unicode_escape")[:SHOWN] for file in folder.glob("log.*") for line in injected(file)]


@pytest.mark.parametrize("request_number", range(1, 60, 4 if FULL else 17))
def test_a_command_on_a_full_disk_ends_with_a_sentence_and_code_6(bench, request_number):
    """A command succeeds or is refused with exit code 6, without a traceback, and the case is as before or as wanted."""
    desk = unlocked_desk(bench / "home")
    reference = desk.cases.new({"triage": dict(REFER), "referral": dict(MINIMUM)})
    desk.vault.lock()
    (bench / "passphrase.txt").write_text(PASSPHRASE, encoding="utf-8")
    (bench / "passphrase.txt").chmod(0o600)
    (bench / "change.json").write_text('{"referral": {"known-as": "Zeb"}}', encoding="utf-8")
    only = [bench / "home", *(bench / "home" / name for name in NAMES)]
    fault = f"{','.join(f'?{each}' for each in CHANGING)}:error=ENOSPC:when={request_number}"
    open_with = ("--home", bench / "home", "--passphrase-file", bench / "passphrase.txt")
    words = ("case", "set", reference, "--from", bench / "change.json", *open_with)
    ran = subprocess.run(
        [*tracer(bench / "log", CHANGING, inject=(fault,), only=only), *PROGRAM, *map(str, words)],
        env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, text=True, check=False, timeout=60,
    )  # fmt: skip
    assert ran.returncode in {0, 6}, ran
    assert "Traceback" not in ran.stderr
    assert bool(ran.stderr) == (ran.returncode == 6)
    shown = run_here("case", "show", reference, "--json", *open_with).json["referral"]
    assert shown.get("known-as", "Zeb") == "Zeb"
    assert ran.returncode == 6 or "known-as" in shown
    assert shown["full-name"] == MINIMUM["full-name"]


NAMES = ("cases.db", "cases.db-wal", "cases.db-shm", "cases.db-journal", "vault.json", "store.lock")
