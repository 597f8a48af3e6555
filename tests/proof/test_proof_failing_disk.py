"""The disk is full, or gives an error, at each single request in turn: a sentence, nothing lost, and it works again."""

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
"""What is made to fail, one request at a time."""

ERRORS = ("ENOSPC", "EIO")
STEPS = 1 if FULL else 19
"""A sample takes every nineteenth request."""


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
        """Run the journey with ``fault`` injected into requests about the paths ``only``: lines said, exit code, whether it struck."""
        self.process.stdin.write(f"{name} {home}\n")
        self.process.stdin.flush()
        number = self.process.stdout.readline().removeprefix("pid ").strip()
        words = tracer(log, CHANGING, inject=(fault,), only=only)
        words.remove("--seccomp-bpf")  # not for a process that runs already
        strace = subprocess.Popen([*words, "-p", number])
        said = []
        while not (line := self.process.stdout.readline().rstrip("\n")).startswith("ended "):
            assert self.process.poll() is None, said
            said.append(line)
        strace.wait(timeout=60)
        struck = any("(INJECTED)" in text for file in log.parent.glob(f"{log.name}.*") for text in injected(file))
        return said, int(line.split()[1]), struck

    def end(self):
        """Let the process come to its end."""
        self.process.stdin.close()
        self.process.wait(timeout=30)
        self.process.stdout.close()


def injected(file):
    """The lines of strace's about faults of ours."""
    return [
        line for line in file.read_text(encoding="utf-8").splitlines() if "INJECTED" in line and "prctl" not in line
    ]


@pytest.fixture(scope="module")
def writers():
    """One parent for all the writers."""
    made = Writers()
    yield made
    made.end()


def touched(writers, name, home, log):
    """Every path in ``home`` that the journey makes or changes, from one run without a fault."""
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
    """The path that an argument names or stands for; inside a folder's handle, joined to it."""
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
    """Each write, sync, rename and the like fails in turn: a sentence and code 6, or success; all acknowledged is found."""
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
    """Which request it was, for a failure's note."""
    return [line.encode().decode("unicode_escape")[:SHOWN] for file in folder.glob("log.*") for line in injected(file)]


@pytest.mark.parametrize("request_number", range(1, 60, 4 if FULL else 17))
def test_a_command_on_a_full_disk_ends_with_a_sentence_and_code_6(bench, request_number):
    """The same through the command line: done or refused with 6, no traceback, and the case as it was or as it was wanted."""
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
