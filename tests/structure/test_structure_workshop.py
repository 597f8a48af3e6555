"""What the plugins in tests/support guarantee to every test."""

import os
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from types import SimpleNamespace

import own_home
import pytest
from many_zones import ZONES, zone_for
from once_for_all import once_for_all

from champion_tui.desk.desk import load_book

ROOT = Path(__file__).parents[2]

PROBE = """
import pytest

@pytest.mark.needs("a-program-that-nobody-has")
def test_needing():
    "Needs a program."

def test_plain():
    "Needs nothing."
"""


ONE_AFTER_ANOTHER, TWO_WORKERS = ("-p", "no:xdist"), ("-n", "2")


def run_probe(folder: Path, workers: tuple[str, ...] = (), **environment: str) -> subprocess.CompletedProcess[str]:
    """Runs a small test file with the same plugins as ours, in a folder of its own."""
    (folder / "test_probe.py").write_text(PROBE, encoding="utf-8")
    (folder / "pytest.ini").write_text(
        f"[pytest]\naddopts = -p left_out -p no:cacheprovider\npythonpath = {ROOT / 'tests' / 'support'}\nmarkers = needs\n",
        encoding="utf-8",
    )
    kept = {name: value for name, value in os.environ.items() if name != "CI"}
    return subprocess.run(
        [sys.executable, "-m", "pytest", *workers, "test_probe.py"],
        cwd=folder,
        env=kept | {"PYTHONPATH": str(ROOT / "tests" / "support")} | environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )


@pytest.mark.parametrize("workers", [ONE_AFTER_ANOTHER, TWO_WORKERS], ids=["alone", "workers"])
def test_a_left_out_test_is_named_and_the_closing_line_is_pytests_own(tmp_path, workers):
    """Without the program the test is named as not run, the run still passes, and tools can parse its last line."""
    ran = run_probe(tmp_path, workers)
    lines = ran.stdout.strip().splitlines()
    assert ran.returncode == 0, ran.stdout
    assert "1 passed, 1 skipped" in lines[-1]
    assert any("NOT RUN" in line and "test_needing" in line and "a-program-that-nobody-has" in line for line in lines)
    record = (tmp_path / ".pytest_cache" / "left-out.txt").read_text(encoding="utf-8")
    assert record.count("test_needing") == 1


@pytest.mark.parametrize("workers", [ONE_AFTER_ANOTHER, TWO_WORKERS], ids=["alone", "workers"])
def test_a_left_out_test_fails_the_run_in_ci(tmp_path, workers):
    """With CI set, the same run fails although no test failed."""
    ran = run_probe(tmp_path, workers, CI="true")
    assert ran.returncode == 1, ran.stdout
    assert "1 passed, 1 skipped" in ran.stdout


@pytest.mark.parametrize("workers", [ONE_AFTER_ANOTHER, TWO_WORKERS], ids=["alone", "workers"])
def test_a_deselected_test_fails_the_run_in_ci(tmp_path, workers):
    """A deselected test did not run either, and is named once, however many workers collected it."""
    ran = run_probe(tmp_path, (*workers, "--deselect", "test_probe.py::test_needing"), CI="true")
    assert ran.returncode == 1, ran.stdout
    assert ran.stdout.count("test_needing (deselected)") == 1


def test_the_end_of_make_test_repeats_what_was_left_out(tmp_path):
    """``make test`` ends with the tests that did not run."""
    run_probe(tmp_path)
    script = ROOT / "tests" / "support" / "not_run.py"
    said = subprocess.run(
        [sys.executable, script], cwd=tmp_path, capture_output=True, text=True, check=True, timeout=60
    )
    assert said.stdout.strip().startswith("NOT RUN: 1 of the tests")


def test_the_real_home_is_out_of_reach(tmp_path_factory):
    """Home is an empty folder of the test's own, and no setting from the environment is left."""
    base = tmp_path_factory.getbasetemp()
    for name in (*own_home.HOMES, *own_home.FOLDERS):
        assert Path(os.environ[name]).is_relative_to(base), name
    assert not list(Path.home().iterdir())
    assert not [name for name in os.environ if name.startswith("CHAMPION_")]


HEARS = """
import os, signal, subprocess, sys
import pytest
from signals_heard import DEFAULTS

@pytest.mark.parametrize("name", DEFAULTS)
def test_heard(name):
    number = getattr(signal, name)
    assert signal.getsignal(number) == DEFAULTS[name]
    code = f"import os; os.kill(os.getpid(), {int(number)})"
    assert subprocess.run([sys.executable, "-c", code], stderr=subprocess.DEVNULL).returncode == -number
"""


@pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")
@pytest.mark.parametrize("workers", [ONE_AFTER_ANOTHER, TWO_WORKERS], ids=["alone", "workers"])
def test_signals_are_heard_in_a_run_that_began_with_them_ignored(tmp_path, workers):
    """A shell has them ignored in what it puts into the background: tests and the programs that they start hear them all the same."""

    def ignoring():
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)

    (tmp_path / "test_probe.py").write_text(HEARS, encoding="utf-8")
    words = ("-p", "signals_heard", "-p", "no:cacheprovider", *workers, "test_probe.py")
    ran = subprocess.run(
        [sys.executable, "-m", "pytest", *words],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT / "tests" / "support")},
        preexec_fn=ignoring,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert "3 passed" in ran.stdout, ran.stdout


def test_the_network_is_refused():
    """A connection and a look-up are refused before they are made."""
    with socket.socket() as end, pytest.raises(PermissionError, match="reach the network"):
        end.connect(("192.0.2.1", 80))
    with pytest.raises(PermissionError, match="reach the network"):
        socket.getaddrinfo("example.org", 80)


@pytest.mark.parametrize("turn", range(12))
def test_tests_run_in_several_zones(turn, zone, request):
    """The zone of a test follows from its name, and Python's local time follows the zone."""
    assert zone == zone_for(request.node.nodeid) in ZONES
    assert os.environ["TZ"] == zone
    assert time.tzname[0] == {"Europe/London": "GMT", "UTC": "UTC", "Asia/Kolkata": "IST"}.get(zone, time.tzname[0])


def test_the_zones_are_really_used():
    """Test names like ours are spread over every zone in the list."""
    assert {zone_for(f"tests/a.py::test_{number}") for number in range(60)} == set(ZONES)


def test_a_book_that_is_read_once_is_changed_for_nobody_else(tmp_path):
    """Two desks have the same knowledge, each in tables of its own."""
    one, other = load_book(tmp_path / "one"), load_book(tmp_path / "other")
    assert one == other
    one.trees.clear()
    assert other.trees
    assert load_book(tmp_path / "one").trees


MAKER = """
import sys, time
from pathlib import Path
from once_for_all import once_for_all

class Factory:
    def getbasetemp(self):
        return Path(sys.argv[1]) / "worker"

def make(folder):
    (folder / "half").touch()
    print("at work", flush=True)
    time.sleep(60)

once_for_all(Factory(), "thing", make)
"""


def test_what_a_killed_worker_was_making_is_made_by_the_next(tmp_path, monkeypatch):
    """The next worker does not wait for ever, finds nothing half made, and makes it once."""
    monkeypatch.setenv("PYTEST_XDIST_WORKER", "gw0")
    paths = {"PYTHONPATH": str(ROOT / "tests" / "support")}
    with subprocess.Popen(
        [sys.executable, "-c", MAKER, str(tmp_path)], env=os.environ | paths, stdout=subprocess.PIPE
    ) as maker:
        assert maker.stdout.readline() == b"at work\n"
        maker.kill()
    factory, made = SimpleNamespace(getbasetemp=lambda: tmp_path / "worker"), []
    for _ in range(2):
        assert list(once_for_all(factory, "thing", made.append).iterdir()) == []
    assert made == [tmp_path / "thing"]
