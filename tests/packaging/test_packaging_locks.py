"""The lock files: complete, hashed, without addresses, and in step with pyproject.toml."""

import re
import tomllib

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from source_tree import ROOT

ASKED = {
    "run": ((), ()),
    "team": (("team",), ()),
    "dev": (("serve", "team"), ("dev",)),
    "standalone": (("team",), ("standalone",)),
}
"""The extras and groups in each lock, besides what everybody gets."""

LOCKS = tuple(ASKED)
ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>.*)$")


def text_of(lock):
    """Returns the lock file as text, each requirement on one line."""
    return (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8").replace("\\\n", " ")


def pins(lock):
    """Returns the pinned version of each package in a lock, by its canonical name."""
    found = [ENTRY.match(line) for line in text_of(lock).splitlines() if line.strip() and not line.startswith("#")]
    return {canonicalize_name(entry["name"]): entry["version"] for entry in found if entry}


def wanted(lock):
    """Returns the requirements in pyproject.toml for a lock."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    extras, groups = ASKED[lock]
    asked = [
        project["project"]["dependencies"],
        *(project["project"]["optional-dependencies"][extra] for extra in extras),
        *(project["dependency-groups"][group] for group in groups),
    ]
    return [Requirement(line) for lines in asked for line in lines]


@pytest.mark.parametrize("lock", LOCKS)
def test_every_line_is_pinned_and_hashed(lock):
    """Each requirement in a lock names one version and at least one SHA-256, and there is nothing else."""
    lines = [line for line in text_of(lock).splitlines() if line.strip() and not line.startswith("#")]
    assert len(lines) > 20
    assert not [line for line in lines if not ENTRY.match(line) or not re.search(r"--hash=sha256:[0-9a-f]{64}", line)]


@pytest.mark.parametrize("lock", LOCKS)
def test_no_lock_names_an_address(lock):
    """A lock contains no index, link or path, because each machine decides where packages are fetched from."""
    assert not re.search(r"://|--(extra-)?index|--find-links|@ ?(file|git|http)", text_of(lock))


@pytest.mark.parametrize("lock", LOCKS)
def test_the_locks_hold_what_the_project_asks_for(lock):
    """Each dependency is locked at a version that pyproject.toml allows."""
    locked = pins(lock)
    wrong = [
        str(each) for each in wanted(lock) if not each.specifier.contains(locked.get(canonicalize_name(each.name), "0"))
    ]
    assert not wrong, f"run `make lock`: {wrong}"


@pytest.mark.parametrize(("lock", "within"), [("run", "team"), ("team", "dev"), ("team", "standalone")])
def test_the_locks_agree(lock, within):
    """The checks run with what people get: each larger lock contains the smaller one, version for version."""
    larger = pins(within)
    assert {name: larger.get(name) for name in pins(lock)} == pins(lock)


def test_the_plain_install_brings_no_driver_of_a_server():
    """A person who works alone gets nothing that could speak to a server; the bundle and the self-contained program include it."""
    assert {name for name in pins("team") if name not in pins("run")} == {"psycopg", "psycopg-binary"}


def test_the_locks_serve_other_systems_too():
    """Packages that only Windows needs are locked with a marker, so that one file serves every system."""
    assert re.search(r"^colorama==.*sys_platform == 'win32'", text_of("dev"), re.MULTILINE)
