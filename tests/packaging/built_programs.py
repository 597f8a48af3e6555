"""The program as people get it, ready to run: from the wheel, from the bundle without a network, and self-contained in a file
system with nothing else. ``BUNDLE`` names the folder that `make bundle` wrote; without it there is only the wheel.
"""

import os
import shutil
import subprocess
import sys
import sysconfig
import tarfile
from dataclasses import dataclass
from importlib import metadata
from pathlib import Path

from own_home import ENVIRONMENT_BEFORE, home_variables
from packaging.requirements import Requirement
from source_tree import ROOT

BUNDLE = Path(ENVIRONMENT_BEFORE["BUNDLE"]).resolve() if ENVIRONMENT_BEFORE.get("BUNDLE") else None
KINDS = ("wheel", "bundle", "standalone") if BUNDLE else ("wheel",)
NO_NETWORK = ("unshare", "--map-root-user", "--net")
SYSTEM = ("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1", "libz.so.1")
"""Everything that the self-contained program takes from the system besides the loader: glibc and zlib."""


def run(*command, cwd, env=None, given=None):
    """Runs a command to its end and returns its output; its errors are shown if it fails."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=cwd, env=env, input=given, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@dataclass(frozen=True)
class Program:
    """How one form of the program is started. ``folder`` has its person's files; the program itself sees it as ``seen_as``."""

    command: tuple[str | Path, ...]
    folder: Path
    seen_as: Path

    def __call__(self, *words, given=None):
        """Returns its output for a command line."""
        return run(*self.command, *words, cwd=self.folder, env=self.environment(), given=given)

    def environment(self):
        """Returns a person's environment, which says nothing about any Python."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
        return clean | home_variables(self.seen_as)


def commands_in(folder):
    """Returns the folder of commands in the environment below ``folder``."""
    return folder / "venv" / ("Scripts" if os.name == "nt" else "bin")


def build(folder):
    """Builds the source archive and the wheel into ``folder``."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)


def install(wheel, folder):
    """Makes an empty environment in ``folder``, with the packages that everybody gets and the wheel, and nothing else.

    The packages are those that pip installed for this Python, from the same lock with its hashes checked, when these checks
    were installed; each must still be the locked version.
    """
    run(sys.executable, "-m", "venv", "--without-pip", folder / "venv", cwd=folder)
    site = Path(sysconfig.get_path("purelib", "venv", {"base": str(folder / "venv")}))
    for wanted in map(Requirement, locked("run")):
        if wanted.marker is None or wanted.marker.evaluate():
            lay(metadata.distribution(wanted.name), wanted, site)
    pip = (sys.executable, "-m", "pip", "--python", commands_in(folder) / "python", "--disable-pip-version-check")
    run(*pip, "install", "--quiet", "--no-compile", "--no-deps", "--no-index", wheel, cwd=folder)
    run(*pip, "check", cwd=folder)


def locked(lock):
    """Returns each requirement of a lock file, with its version and without its hashes."""
    text = (ROOT / "requirements" / f"{lock}.lock").read_text(encoding="utf-8").replace("\\\n", " ")
    return [line.partition(" --hash")[0] for line in text.splitlines() if line.strip() and not line.startswith("#")]


def lay(package, wanted, site):
    """Copies a package installed here into another environment's folder of packages, without its commands."""
    assert wanted.specifier.contains(package.version), f"{package.name} {package.version} is here, {wanted} is locked"
    for file in package.files:
        if ".." not in file.parts:
            (site / file).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(package.locate_file(file), site / file)


def install_from_the_bundle(folder):
    """Runs the stick's own script with the network off, into a folder whose name has a space, an accent and an apostrophe."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    script = ("sh", BUNDLE / "install.sh", "--to", folder / "Zoë's program")
    run(*NO_NETWORK, *script, cwd=folder, env=env | {"PYTHON": sys.executable})


def unpack_into_nothing(folder):
    """Makes a root with the self-contained program, glibc and zlib, and nothing else: no shell, Python, time zones or fonts."""
    (archive,) = (BUNDLE / "standalone").glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        packed.extractall(folder, filter="tar")
    asked = subprocess.run(
        ["ldd", folder / "champion-tui" / "champion-tui"], capture_output=True, text=True, check=True
    )
    loader = next(Path(word) for word in asked.stdout.split() if "/ld-linux" in word)
    system = next(Path(line.split()[2]).parent for line in asked.stdout.splitlines() if "libc.so.6 =>" in line)
    for file in (loader, *(system / name for name in SYSTEM)):
        place = folder / str(file).lstrip("/")
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file.resolve(), place)
        place.chmod(0o755)
    for name in ("tmp", "dev", "proc"):
        (folder / name).mkdir()
    (folder / "dev" / "null").touch()


def in_nothing(root):
    """Returns the command that runs the self-contained program with ``root`` as its whole file system, without a network."""
    return (*NO_NETWORK, f"--root={root}", "--wd=/", "/champion-tui/champion-tui")
