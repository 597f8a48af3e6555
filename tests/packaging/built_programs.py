"""The program as people get it, ready to run: from the wheel, from the bundle without a network, and self-contained in a file system that
holds nothing else. ``BUNDLE`` names the folder that `make bundle` wrote; without it there is the wheel only.
"""

import os
import shutil
import subprocess
import sys
import tarfile
from dataclasses import dataclass
from pathlib import Path

from own_home import ENVIRONMENT_BEFORE, home_variables
from source_tree import ROOT

BUNDLE = Path(ENVIRONMENT_BEFORE["BUNDLE"]).resolve() if ENVIRONMENT_BEFORE.get("BUNDLE") else None
KINDS = ("wheel", "bundle", "standalone") if BUNDLE else ("wheel",)
NO_NETWORK = ("unshare", "--map-root-user", "--net")
SYSTEM = ("libc.so.6", "libm.so.6", "libdl.so.2", "libpthread.so.0", "librt.so.1", "libutil.so.1", "libz.so.1")
"""All that the self-contained program takes from the system, beside the loader: glibc and zlib."""


def run(*command, cwd, env=None, given=None):
    """Run a command to its end and give what it said; its errors are part of the failure."""
    words = [str(word) for word in command]
    done = subprocess.run(
        words, cwd=cwd, env=env, input=given, capture_output=True, text=True, check=False, timeout=600
    )
    assert done.returncode == 0, f"{words}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@dataclass(frozen=True)
class Program:
    """How one of them is started. ``folder`` is where its person's files are; the program itself calls that ``seen_as``."""

    command: tuple[str | Path, ...]
    folder: Path
    seen_as: Path

    def __call__(self, *words, given=None):
        """What it says to a command line."""
        return run(*self.command, *words, cwd=self.folder, env=self.environment(), given=given)

    def environment(self):
        """A person's, which says nothing about any Python."""
        clean = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PIP_"))}
        return clean | home_variables(self.seen_as)


def commands_in(folder):
    """Where the commands of the environment in ``folder`` are."""
    return folder / "venv" / ("Scripts" if os.name == "nt" else "bin")


def build(folder):
    """Build the source archive and the wheel into ``folder``."""
    run(sys.executable, "-m", "build", "--no-isolation", "--outdir", folder, ROOT, cwd=folder)


def install(wheel, folder):
    """Make an empty environment in ``folder``, and install the locked packages and the wheel there."""
    run(sys.executable, "-m", "venv", folder / "venv", cwd=folder)
    commands = commands_in(folder)
    # pip asks the registry that this machine is set up for, which may be said in the real home. What is imported is compiled
    # when it is: most of what the packages hold never is.
    pip = (commands / "python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-compile")
    run(*pip, "--require-hashes", "-r", ROOT / "requirements" / "run.lock", cwd=folder, env=ENVIRONMENT_BEFORE)
    run(*pip, "--no-deps", "--no-index", wheel, cwd=folder, env=ENVIRONMENT_BEFORE)
    run(commands / "python", "-m", "pip", "check", cwd=folder)


def install_from_the_bundle(folder):
    """Run the stick's own script with the network off, into a folder whose name has a blank, an accent and a quotation mark."""
    env = {name: value for name, value in os.environ.items() if not name.startswith("PIP_")}
    script = ("sh", BUNDLE / "install.sh", "--to", folder / "Zoë's program")
    run(*NO_NETWORK, *script, cwd=folder, env=env | {"PYTHON": sys.executable})


def unpack_into_nothing(folder):
    """A root that holds the self-contained program, glibc and zlib, and nothing else: no shell, no Python, no time zones, no fonts."""
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
    """The command that runs the self-contained program with ``root`` as its whole file system, and without a network."""
    return (*NO_NETWORK, f"--root={root}", "--wd=/", "/champion-tui/champion-tui")
