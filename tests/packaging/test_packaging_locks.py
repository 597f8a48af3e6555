"""The lock files: complete, hashed, without addresses, and in step with pyproject.toml."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from source_tree import ROOT

LOCKS = ("run", "dev")
ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>.*)$")


def text_of(lock):
    """The lock file as text, each requirement on one line."""
    return (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8").replace("\\\n", " ")


def pins(lock):
    """The pinned version of each package in a lock, by its canonical name."""
    found = [ENTRY.match(line) for line in text_of(lock).splitlines() if line.strip() and not line.startswith("#")]
    return {canonicalize_name(entry["name"]): entry["version"] for entry in found if entry}


def wanted(lock):
    """What pyproject.toml asks for."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    asked = project["project"]["dependencies"] + (project["dependency-groups"]["dev"] if lock == "dev" else [])
    return [Requirement(line) for line in asked]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_pinned_and_hashed(lock):
    """Each requirement names one version and at least one SHA-256; nothing else stands in a lock."""
    lines = [line for line in text_of(lock).splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) > 20
    assert not [line for line in lines if not ENTRY.match(line) or not re.search(r"--hash=sha256:[0-9a-f]{64}", line)]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address(lock):
    """Where packages come from is the machine's business: no index, no link, no path."""
    assert not re.search(r"://|--(extra-)?index|--find-links|@ ?(file|git|http)", text_of(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_hold_what_the_project_asks_for(lock):
    """Each dependency is locked at a version that pyproject.toml allows."""
    locked = pins(lock)
    wrong = [
        str(each) for each in wanted(lock) if not each.specifier.contains(locked.get(canonicalize_name(each.name), "0"))
    ]
    assert not wrong, f"run `make lock`: {wrong}"


def test_both_locks_agree():
    """What the checks run against is what people get: the second lock holds the first, version for version."""
    development = pins("dev")
    assert {name: development.get(name) for name in pins("run")} == pins("run")


def test_the_locks_serve_other_systems_too():
    """Packages that only Windows needs are locked with a marker, so one file serves every system."""
    assert re.search(r"^colorama==.*sys_platform == 'win32'", text_of("dev"), re.MULTILINE)
