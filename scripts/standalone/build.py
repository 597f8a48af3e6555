"""Builds the self-contained program for Linux (ADR 038): a folder that runs without Python, as one archive in dist/.

    python -m scripts.standalone.build

Needs Linux and a Python with a shared library (Debian's has one). The program runs on the same kind of processor, with
a glibc no older than the one it was built with, so build on the oldest Linux that it is meant for.
"""

import os
import platform
import re
import shutil
import subprocess
import sys
import sysconfig
import tarfile
import tomllib
from collections.abc import Iterable, Mapping
from pathlib import Path

from champion_tui import __version__

ROOT = Path(__file__).parents[2]
SPEC = Path(__file__).parent / "champion-tui.spec"
NAME = "champion-tui"
GLIBC = re.compile(rb"GLIBC_(\d+)\.(\d+)\0")
"""How machine code names a version of glibc that it needs."""

LICENCE_TEXT = re.compile(r"licen[cs]e|copying|notice", re.IGNORECASE)
OF_A_WHEEL = re.compile(r"-[0-9a-f]{8}\.so|\.cpython-")
"""Names of libraries that came in a wheel. The wheel's licence texts cover them."""


def build(wheel: Path, dist: Path, work: Path) -> Path:
    """Builds the program in ``wheel`` and returns its archive in ``dist``. ``work`` is a folder for intermediate files."""
    if sys.platform != "linux":
        raise SystemExit("The self-contained program is built on Linux only.")
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    python = work / "venv" / "bin" / "python"
    _do(sys.executable, "-m", "venv", work / "venv")
    pip = (python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check")
    _do(*pip, "--require-hashes", "-r", ROOT / "requirements" / "standalone.lock")
    _do(*pip, "--no-deps", "--no-index", wheel)
    # Outside the checkout, whose champion_tui would be used instead of the installed one.
    folders = ("--distpath", work / "dist", "--workpath", work / "build")
    _do(python, "-I", "-m", "PyInstaller", "--noconfirm", "--log-level", "WARN", *folders, SPEC, cwd=work)
    built = work / "dist" / NAME
    site = next((work / "venv" / "lib").glob("python*/site-packages"))
    gather_licences(
        built, site, tomllib.loads((ROOT / "requirements" / "licences.toml").read_text(encoding="utf-8"))["standalone"]
    )
    oldest = ".".join(map(str, glibc_needed(built.rglob("*"))))
    (built / "NEEDS.txt").write_text(
        f"Linux on {platform.machine()} with glibc {oldest} or newer (ldd --version says which) and zlib. Nothing else.\n",
        encoding="utf-8",
    )
    dist.mkdir(parents=True, exist_ok=True)
    archive = dist / f"{NAME}-{__version__}-linux-{platform.machine()}.tar.gz"
    with tarfile.open(archive, "w:gz", compresslevel=6) as packed:
        packed.add(built, NAME, filter=_nobodys)
    print(f"{archive.name}: {archive.stat().st_size // 1_000_000} MB, needs glibc {oldest}")
    return archive


def glibc_needed(files: Iterable[Path]) -> tuple[int, int]:
    """Returns the newest version of glibc that machine code in ``files`` needs."""
    needed = (0, 0)
    for file in files:
        if file.is_file() and not file.is_symlink():
            content = file.read_bytes()
            if content.startswith(b"\x7fELF"):
                needed = max([needed, *((int(major), int(minor)) for major, minor in GLIBC.findall(content))])
    return needed


def gather_licences(built: Path, site: Path, known: Mapping[str, str]) -> None:
    """Copies the licences of everything in ``built`` into it.

    These are the licences of the packages in ``site``, of Python, and of this Linux's libraries, which ``known`` lists
    by the start of their file names. Ends the build if a library is not listed.
    """
    folder = built / "licences"
    for entry in site.glob("*.dist-info"):
        for text in entry.rglob("*"):
            if text.is_file() and LICENCE_TEXT.match(text.name):
                _copy(text, folder / entry.name.partition("-")[0])
    shutil.copytree(ROOT / "requirements" / "licences", folder / "inside")
    _copy(Path(sysconfig.get_path("stdlib")) / "LICENSE.txt", folder / "python")
    for library in sorted((built / "_internal").glob("*.so*")):
        if OF_A_WHEEL.search(library.name):
            continue
        if not library.name.startswith(tuple(known)):
            raise SystemExit(
                f"Whose licence has {library.name}? Look it up, and enter it in requirements/licences.toml."
            )
        for text in _copyright(library.name):
            _copy(text, folder / library.name.partition(".")[0])


def _copyright(library: str) -> list[Path]:
    """Returns Debian's copyright files for the package of a system library; [] on other systems."""
    if shutil.which("dpkg-query") is None:
        return []
    asked = subprocess.run(["dpkg-query", "--search", f"*/{library}"], capture_output=True, text=True, check=False)
    packages = {line.partition(":")[0] for line in asked.stdout.splitlines()}
    return [text for name in sorted(packages) if (text := Path("/usr/share/doc") / name / "copyright").is_file()]


def _copy(text: Path, folder: Path) -> None:
    if text.is_file():
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(text, folder / text.name)


def _nobodys(member: tarfile.TarInfo) -> tarfile.TarInfo:
    """Removes the name of the person who built it."""
    member.uid = member.gid = 0
    member.uname = member.gname = "root"
    return member


def _do(*command: object, cwd: Path | None = None) -> None:
    """Runs a program to its end, or ends with its error."""
    subprocess.run([str(word) for word in command], check=True, cwd=cwd, env={**os.environ, "PYTHONNOUSERSITE": "1"})


def main() -> None:
    """Builds the wheel and the program of this checkout."""
    dist = ROOT / "dist"
    work = ROOT / "build"
    _do(sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", dist, ROOT)
    (wheel,) = dist.glob(f"champion_tui-{__version__}-*.whl")
    build(wheel, dist, work / "standalone")


if __name__ == "__main__":
    main()
