"""The wheels of the bundle: one of each locked package for every supported system and Python, checked against the lock."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from packaging.tags import Tag, compatible_tags, cpython_tags, mac_platforms
from packaging.utils import canonicalize_name, parse_wheel_filename

PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
"""The supported versions of Python: those that pyproject.toml allows and that exist."""

OLDEST_GLIBC = 28
"""The minor version of glibc 2.28 (2018). sqlcipher3 has no wheel for an older one."""

OLDEST_MACOS = (15, 0)
"""pikepdf has no wheel for an older one."""

ENTRY = re.compile(r"^(?P<name>[A-Za-z0-9._-]+)==(?P<version>[^\s;\\]+)(?P<rest>.*)$")
LINE = re.compile(r"(?P<sum>[0-9a-f]{64})  (?P<name>[^/\\]+\.whl)")


def _manylinux(machine: str) -> tuple[str, ...]:
    """Returns the manylinux tags, newest first, including the three older names."""
    old = {17: "manylinux2014", 12: "manylinux2010", 5: "manylinux1"}
    names = ((f"manylinux_2_{minor}", old.get(minor)) for minor in range(OLDEST_GLIBC, 4, -1))
    return tuple(f"{name}_{machine}" for pair in names for name in pair if name)


SYSTEMS: Mapping[str, tuple[str, ...]] = {
    "linux-x86_64": _manylinux("x86_64"),
    "linux-aarch64": _manylinux("aarch64"),
    "windows-x86_64": ("win_amd64",),
    "macos-aarch64": tuple(mac_platforms(OLDEST_MACOS, "arm64")),
}
"""The wheel tags of the supported systems, best first.

Macs with an Intel processor are not supported: cryptography 50 has no wheel for them.
"""


class Unfit(Exception):
    """Wheels that are missing or are not the locked ones, as a sentence."""


@dataclass(frozen=True, slots=True)
class Locked:
    """A locked package: its canonical name, its version, and the SHA-256 values that its files may have."""

    name: str
    version: str
    sums: frozenset[str]


def locked(text: str) -> tuple[Locked, ...]:
    """Returns the packages of a lock file."""
    lines = text.replace("\\\n", " ").splitlines()
    entries = filter(None, map(ENTRY.match, lines))
    return tuple(
        Locked(
            canonicalize_name(entry["name"]),
            entry["version"],
            frozenset(re.findall(r"sha256:([0-9a-f]{64})", entry["rest"])),
        )
        for entry in entries
    )


def read_table(text: str) -> dict[str, str]:
    """Reads a table of wheels in the format of sha256sum: SHA-256 by file name. Raises ``Unfit``."""
    found = {}
    for line in text.splitlines():
        if line.startswith("#"):
            continue
        match = LINE.fullmatch(line)
        if match is None or match["name"] in found:
            raise Unfit(f"This is no line of a table of wheels: {line}")
        found[match["name"]] = match["sum"]
    return found


def write_table(wheels: Mapping[str, str]) -> str:
    """Returns the same table as text, in order of names."""
    return "".join(f"{wheels[name]}  {name}\n" for name in sorted(wheels))


@cache
def tags(system: str, python: tuple[int, int]) -> Mapping[Tag, int]:
    """Returns the tags that ``python`` on ``system`` accepts, with their rank; 0 is the best."""
    platforms = SYSTEMS[system]
    interpreter = f"cp{python[0]}{python[1]}"
    listed = (*cpython_tags(python, platforms=platforms), *compatible_tags(python, interpreter, platforms))
    return {tag: place for place, tag in reversed(list(enumerate(listed)))}


def chosen(wheels: Iterable[str], packages: Iterable[Locked], system: str, python: tuple[int, int]) -> dict[str, str]:
    """Returns the file that pip would choose for each package, by the package's name. Raises ``Unfit`` if one has none."""
    order = tags(system, python)
    best: dict[tuple[str, str], tuple[int, str]] = {}
    for file in wheels:
        name, version, _, file_tags = parse_wheel_filename(file)
        places = [order[tag] for tag in file_tags if tag in order]
        if places:
            key = (name, str(version))
            best[key] = min(best.get(key, (len(order), "")), (min(places), file))
    packages = tuple(packages)
    without = [each.name for each in packages if (each.name, each.version) not in best]
    if without:
        raise Unfit(f"No wheel for {system} with Python {python[0]}.{python[1]}: {', '.join(without)}")
    return {each.name: best[each.name, each.version][1] for each in packages}


def everywhere() -> Iterator[tuple[str, tuple[int, int]]]:
    """Yields every system with every Python."""
    return ((system, python) for system in SYSTEMS for python in PYTHONS)


def checked(
    wheels: Mapping[str, str], packages: tuple[Locked, ...]
) -> dict[tuple[str, tuple[int, int]], dict[str, str]]:
    """Returns the files for each system and Python, by package.

    Raises ``Unfit`` if something is missing, is not as it was locked, or is not needed.
    """
    sums = {each.name: each.sums for each in packages}
    for file, found in wheels.items():
        if found not in sums.get(parse_wheel_filename(file)[0], ()):
            raise Unfit(f"{file} is not the file that was locked.")
    given = {where: chosen(wheels, packages, *where) for where in everywhere()}
    needed = {file for files in given.values() for file in files.values()}
    if idle := sorted(wheels.keys() - needed):
        raise Unfit(f"Needed nowhere: {', '.join(idle)}")
    return given


def compiled(files: Iterable[str]) -> tuple[str, ...]:
    """Returns those of ``files`` that contain machine code for one system."""
    return tuple(sorted(file for file in files if not file.endswith("-none-any.whl")))


def names(folder: Path) -> tuple[str, ...]:
    """Returns the names of the wheels in ``folder``."""
    return tuple(sorted(path.name for path in folder.glob("*.whl")))
