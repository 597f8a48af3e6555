"""Installs champion-tui from the folder of this file, without the internet.

install.sh or install.cmd starts it with the Python that the program will use. It only needs the standard library. A new
installation is made next to an older one and replaces it when it is complete. What people have entered is elsewhere and
is not changed. Every refusal is a sentence, and says that nothing was changed.
"""

import argparse
import hashlib
import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from importlib import import_module
from pathlib import Path

PYTHONS = ((3, 11), (3, 12), (3, 13), (3, 14))
OLDEST_GLIBC = (2, 28)
OLDEST_MACOS = (15, 0)
ROOM = 600_000_000
"""Bytes that an installation takes, with some to spare."""

COMPLETE = "complete"
"""A file that is written last into an installation. A folder without it was never finished."""

UNCHANGED = "Nothing was changed."


if sys.platform == "win32":
    import msvcrt

    def lock(handle: int) -> None:
        """Locks a file without waiting. Raises ``OSError`` if it is locked already."""
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def lock(handle: int) -> None:
        """Locks a file without waiting. Raises ``OSError`` if it is locked already."""
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)


class Refused(Exception):
    """Raised with the reason why it cannot be installed, as a sentence."""


def main(words: Sequence[str] | None = None) -> int:
    """Installs, and returns the exit code: 0 done, 1 refused, 130 stopped."""
    try:
        return run(options(words))
    except Refused as refused:
        print(f"{refused} {UNCHANGED}", file=sys.stderr)
    except KeyboardInterrupt:
        print(f"Stopped. {UNCHANGED} Start it again when you like.", file=sys.stderr)
        return 130
    except OSError as error:
        print(f"{in_words(error)} {UNCHANGED}", file=sys.stderr)
    return 1


def options(words: Sequence[str] | None) -> argparse.Namespace:
    """Returns the options of the command line."""
    parser = argparse.ArgumentParser(
        prog="install",
        description="Installs champion-tui from this folder, for you alone. What you have entered stays as it is.",
    )
    parser.add_argument("--to", type=Path, metavar="FOLDER", default=None, help="install into this folder")
    parser.add_argument("--check", action="store_true", help="only look whether every file is there and whole")
    return parser.parse_args(words)


def run(asked: argparse.Namespace) -> int:
    """Checks everything first, then installs."""
    bundle = Path(__file__).resolve().parent
    listed = wanted(bundle, this_system(), (sys.version_info[0], sys.version_info[1]))
    print(f"Looking at {len(listed)} files. A slow stick takes a minute.", flush=True)
    look_at(bundle, listed)
    if asked.check:
        whole = sums(bundle / "SHA256SUMS")
        look_at(bundle, whole)
        print(f"All {len(whole)} files of this folder are whole.")
        return 0
    for module in ("venv", "ensurepip"):
        require(module)
    to = (asked.to or own_folder(os.environ)).expanduser().absolute()
    make_folder(to)
    with alone_in(to):
        require_room(to)
        placed = install(bundle, to)
        take_over(to, placed)
        command = command_in(to)
        shown_as = show_on_the_path(command) if asked.to is None else None
    print(f"Installed. To start it: {shown_as or command}")
    return 0


# -- This computer
# -------------------------------------------------------------------------------------------------------


def this_system() -> str:
    """Returns the name of this system in the lists of wheels. Raises ``Refused`` if it is not supported."""
    if sys.maxsize < 2**32:
        raise Refused("This Python is a 32-bit one; champion-tui needs a 64-bit Python.")
    machine = platform.machine().lower()
    machine = {"amd64": "x86_64", "arm64": "aarch64"}.get(machine, machine)
    if sys.platform == "win32" and "arm" in sysconfig.get_platform():
        machine = "aarch64"
    system = {"linux": "linux", "darwin": "macos", "win32": "windows"}.get(sys.platform, sys.platform)
    found = f"{system}-{machine}"
    if found == "macos-x86_64":
        raise Refused(
            "This Mac has an Intel processor (or its Python is made for one): a part of champion-tui is no longer made for those."
        )
    if found not in ("linux-x86_64", "linux-aarch64", "windows-x86_64", "macos-aarch64"):
        raise Refused(f"This folder holds nothing for this kind of computer ({found}).")
    if system == "linux":
        require_glibc(*platform.libc_ver())
    if system == "macos" and numbers(platform.mac_ver()[0]) < OLDEST_MACOS:
        raise Refused(f"champion-tui needs macOS {OLDEST_MACOS[0]} or newer; this is {platform.mac_ver()[0]}.")
    return found


def require_glibc(name: str, version: str) -> None:
    """Raises ``Refused`` if the C library is not glibc, or is too old."""
    if name != "glibc":
        raise Refused(
            "This Linux has another C library than glibc (Alpine is such a one); there are no parts for it here."
        )
    if numbers(version) < OLDEST_GLIBC:
        raise Refused(
            f"This Linux is too old: champion-tui needs glibc {'.'.join(map(str, OLDEST_GLIBC))} or newer, this has {version}."
        )


def numbers(version: str) -> tuple[int, ...]:
    """Returns the first two parts of a version as numbers, for comparing."""
    return tuple(int(part) for part in re.findall(r"\d+", version)[:2])


def require(module: str) -> None:
    """Raises ``Refused`` if Python lacks one of its own modules, as Debian's may."""
    try:
        import_module(module)
    except ImportError:
        raise Refused(
            f"This Python ({sys.executable}) cannot make environments: its part {module} is missing. "
            "On Debian or Ubuntu ask for the package python3-venv."
        ) from None


def own_folder(environment: Mapping[str, str]) -> Path:
    """Returns the folder for this person's programs. Raises ``Refused``."""
    if sys.platform == "win32":
        local = environment.get("LOCALAPPDATA")
        if not local:
            raise Refused(
                "Windows does not say where your programs are kept. Choose a folder: install.cmd --to FOLDER."
            )
        return Path(local) / "Programs" / "champion-tui"
    return Path("~/.local/lib/champion-tui")


# -- The files of this folder -------------------------------------------------------------------------------------------


def wanted(bundle: Path, system: str, python: tuple[int, int]) -> dict[str, str]:
    """Returns the files needed on ``system`` with ``python``, with their SHA-256. Raises ``Refused``."""
    if tuple(python) not in PYTHONS:
        known = ", ".join(".".join(map(str, each)) for each in PYTHONS)
        raise Refused(f"This is Python {'.'.join(map(str, python))}; champion-tui needs one of {known}.")
    whole = sums(bundle / "SHA256SUMS")
    name = f"lists/{system}-{'.'.join(map(str, python))}.txt"
    if name not in whole:
        raise Refused(f"The list {name} is missing from SHA256SUMS. Copy the whole folder again.")
    look_at(bundle, {name: whole[name], "requirements.txt": whole.get("requirements.txt", "")})
    return sums(bundle / name)


def sums(path: Path) -> dict[str, str]:
    """Reads a list in the format of sha256sum: SHA-256 by file name. Raises ``Refused``."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise Refused(f"The list {path.name} is missing or cannot be read. Copy the whole folder again.") from None
    found = {}
    for line in lines:
        match = re.fullmatch(r"([0-9a-f]{64})  ([^\\:]+)", line)
        if match is None or ".." in match[2].split("/") or match[2].startswith("/"):
            raise Refused(f"The list {path.name} is damaged. Copy the whole folder again.")
        found[match[2]] = match[1]
    if not found:
        raise Refused(f"The list {path.name} is empty. Copy the whole folder again.")
    return found


def look_at(bundle: Path, listed: Mapping[str, str]) -> None:
    """Raises ``Refused`` if a file of ``listed`` is missing or has changed."""
    missing = [name for name in listed if not (bundle / name).is_file()]
    if missing:
        raise Refused(f"{missing[0]} is missing ({len(missing)} in all). Copy the whole folder again.")
    for name, expected in listed.items():
        try:
            found = digest(bundle / name)
        except OSError as error:
            raise Refused(f"{name} cannot be read ({error.strerror}). Copy the whole folder again.") from None
        if found != expected:
            raise Refused(
                f"{name} is damaged: it is not the file that was put into this folder. Copy the whole folder again."
            )


def digest(path: Path) -> str:
    """Returns the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


# -- The target folder
# ---------------------------------------------------------------------------------------------------


def make_folder(to: Path) -> None:
    """Makes ``to`` if it is missing, and checks that it is writable. Raises ``Refused``."""
    try:
        (to / "versions").mkdir(parents=True, exist_ok=True)
        probe = to / f".probe-{os.getpid()}"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise Refused(f"{in_words(error, to)} Choose another folder with --to FOLDER.") from None


def in_words(error: OSError, where: Path | None = None) -> str:
    """Returns an error from the system as a sentence."""
    shown = where or error.filename or "A file"
    if isinstance(error, PermissionError):
        return f"{shown}: you may not write there."
    return f"{shown}: {error.strerror or error}."


def require_room(to: Path) -> None:
    """Raises ``Refused`` if the disk is too full."""
    free = shutil.disk_usage(to).free
    if free < ROOM:
        raise Refused(
            f"There is too little room on the disk of {to}: {ROOM // 1_000_000} MB are needed, {free // 1_000_000} MB are free."
        )


@contextmanager
def alone_in(to: Path) -> Iterator[None]:
    """Allows only one installation at a time. The lock ends with this process, however that ends. Raises ``Refused``."""
    with (to / ".installing").open("a+b") as handle:
        try:
            lock(handle.fileno())
        except OSError:
            raise Refused(f"Somebody is installing into {to} just now. Wait until that is done.") from None
        yield


def install(bundle: Path, to: Path) -> Path:
    """Makes a complete installation next to the others and returns its folder. Raises ``Refused``, and then leaves nothing behind."""
    versions = to / "versions"
    for left in versions.iterdir():
        if not (left / COMPLETE).exists():
            shutil.rmtree(left, ignore_errors=True)
    placed = versions / str(
        max([int(each.name) for each in versions.iterdir() if each.name.isdecimal()], default=0) + 1
    )
    print("Installing. This takes a minute.", flush=True)
    try:
        do((sys.executable, "-I", "-m", "venv", placed), "An environment could not be made")
        python = programs(placed) / ("python.exe" if sys.platform == "win32" else "python")
        pip = (
            python,
            "-I",
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            "--no-cache-dir",
            "--no-warn-script-location",
        )
        here = ("--no-index", "--find-links", bundle / "wheels", "--only-binary", ":all:", "--require-hashes")
        do((*pip, *here, "-r", bundle / "requirements.txt"), "The parts could not be installed")
        do((program(placed), "--version"), f"It was installed but does not start (may programs be started from {to}?)")
        (placed / COMPLETE).write_bytes(b"")
    except BaseException:
        shutil.rmtree(placed, ignore_errors=True)
        raise
    return placed


def do(command: Sequence[object], trouble: str) -> None:
    """Runs a program without this person's settings for Python and pip. Raises ``Refused`` with its last line of output."""
    clean = {
        name: value
        for name, value in os.environ.items()
        if not name.upper().startswith(("PYTHON", "PIP_", "VIRTUAL_ENV"))
    }
    clean["PIP_CONFIG_FILE"] = os.devnull
    try:
        done = subprocess.run(
            [str(word) for word in command], env=clean, capture_output=True, text=True, errors="replace", check=False
        )
    except OSError as error:
        raise Refused(f"{trouble}: {error.strerror}.") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise Refused(f"{trouble}: {said[-1] if said else f'exit code {done.returncode}'}.")


def programs(placed: Path) -> Path:
    """Returns the programs folder of an environment."""
    return placed / ("Scripts" if sys.platform == "win32" else "bin")


def program(placed: Path) -> Path:
    """Returns the path of the program itself."""
    return programs(placed) / ("champion-tui.exe" if sys.platform == "win32" else "champion-tui")


def command_in(to: Path) -> Path:
    """Returns the file that people start. It does not change with the version."""
    return to / ("champion-tui.cmd" if sys.platform == "win32" else "champion-tui")


def take_over(to: Path, placed: Path) -> None:
    """Points the command at ``placed``, and removes other versions if the system allows it."""
    if sys.platform == "win32":
        text = f'@"%~dp0versions\\{placed.name}\\Scripts\\champion-tui.exe" %*\r\n'
    else:
        # The path as it was given, not resolved: it may go through a link.
        text = (
            f"#!/bin/sh\nexec '{str(program(placed)).replace(chr(39), chr(39) + chr(92) + chr(39) + chr(39))}' \"$@\"\n"
        )
    write_whole(command_in(to), text)
    for old in (to / "versions").iterdir():
        if old != placed:
            shutil.rmtree(old, ignore_errors=True)


def write_whole(path: Path, text: str) -> None:
    """Writes a program's file atomically, or leaves it unchanged."""
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(os.fsencode(text))
    beside.chmod(0o755)
    beside.replace(path)


def show_on_the_path(command: Path) -> str | None:
    """Makes the command available by name, if this person's programs folder has nothing with that name yet.

    Returns how to type it, or None if its full path is needed.
    """
    if sys.platform == "win32":
        return None
    link = Path("~/.local/bin").expanduser() / command.name
    with suppress(OSError):
        link.parent.mkdir(parents=True, exist_ok=True)
        if not os.path.lexists(link):
            link.symlink_to(command)
    # Check what a shell finds, not where the link leads: another champion-tui may come first.
    return command.name if shutil.which(command.name) == str(link) and link.resolve() == command.resolve() else None


if __name__ == "__main__":
    sys.exit(main())
