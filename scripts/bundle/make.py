"""Makes the bundle: a folder for a stick, from which champion-tui is installed without the internet.

    python -m scripts.bundle.make                 into dist/, with the self-contained program if it was built before
    python -m scripts.bundle.make --keep FOLDER   reuses the wheels that were downloaded into FOLDER

Only this script needs the internet. Every wheel is checked against the lock twice: by pip on download, and here before
it is listed.
"""

import argparse
import hashlib
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from champion_tui import __version__
from scripts.bundle import bill, wheels

ROOT = Path(__file__).parents[2]
STICK = Path(__file__).parent / "stick"
LICENCES = ROOT / "requirements" / "licences.toml"
"""Licences that wheels do not state themselves. The folder ``licences`` next to it holds texts."""

TABLE = ROOT / "requirements" / "wheels.txt"
HEAD = """\
# The wheels of the bundle, written by scripts/bundle/make.py (`make bundle`): do not edit by hand. SHA-256 and name, as sha256sum -c reads.
"""
PROGRAM = "champion-tui"


def main() -> None:
    """Makes the bundle and prints where it is."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--keep", type=Path, default=ROOT / "build" / "wheels", metavar="FOLDER")
    asked = parser.parse_args()
    lock = (ROOT / "requirements" / "team.lock").read_text(encoding="utf-8")
    packages = wheels.locked(lock)
    asked.keep.mkdir(parents=True, exist_ok=True)
    table = _downloaded(asked.keep, packages)
    TABLE.write_text(HEAD + wheels.write_table(table), encoding="utf-8")
    dist = ROOT / "dist"
    subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--wheel", "--outdir", dist, ROOT],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    own = dist / f"champion_tui-{__version__}-py3-none-any.whl"
    folder = make(dist / f"{PROGRAM}-{__version__}-bundle", asked.keep, table, own, lock)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(
        f"{folder}: {size // 1_000_000} MB. SHA-256 of its list SHA256SUMS, to be told by another way than the stick:"
    )
    print(digest(folder / "SHA256SUMS"))


def _downloaded(keep: Path, packages: tuple[wheels.Locked, ...]) -> dict[str, str]:
    """Returns the wheels for every system and Python in ``keep``: SHA-256 by name.

    If one is missing, all are requested, but none is downloaded twice.
    """
    with suppress(wheels.Unfit):
        return _there(keep, packages)
    for system, python in wheels.everywhere():
        platforms = [word for tag in wheels.SYSTEMS[system] for word in ("--platform", tag)]
        print(f"Wheels for {system}, Python {python[0]}.{python[1]}", flush=True)
        subprocess.run(
            [
                *(
                    sys.executable,
                    "-m",
                    "pip",
                    "download",
                    "--quiet",
                    "--quiet",
                    "--disable-pip-version-check",
                    "--no-deps",
                ),
                *("--only-binary", ":all:", "--require-hashes", "--implementation", "cp", *platforms),
                *("--python-version", f"{python[0]}.{python[1]}", "--find-links", keep, "--dest", keep),
                *("-r", ROOT / "requirements" / "team.lock"),
            ],
            check=True,
        )
    return _there(keep, packages)


def _there(keep: Path, packages: tuple[wheels.Locked, ...]) -> dict[str, str]:
    """Returns the wheels in ``keep`` that are needed. Raises ``Unfit`` if one is missing or is not the locked one."""
    there = wheels.names(keep)
    needed = {file for where in wheels.everywhere() for file in wheels.chosen(there, packages, *where).values()}
    table = {name: digest(keep / name) for name in sorted(needed)}
    wheels.checked(table, packages)
    return table


def make(folder: Path, keep: Path, table: dict[str, str], own: Path, lock: str, licences: Path = LICENCES) -> Path:
    """Makes the bundle in ``folder`` and returns it. Previous contents of ``folder`` are removed.

    It contains the wheels of ``table`` from ``keep``, this project's wheel ``own``, and the self-contained program if
    that is next to ``own``. ``licences`` is the file of licences that wheels do not state themselves.
    """
    shutil.rmtree(folder, ignore_errors=True)
    (folder / "wheels").mkdir(parents=True)
    (folder / "lists").mkdir()
    for name in table:
        shutil.copyfile(keep / name, folder / "wheels" / name)
    shutil.copyfile(own, folder / "wheels" / own.name)
    for path in STICK.iterdir():
        if path.is_file():
            shutil.copyfile(path, folder / path.name)
    (folder / "install.sh").chmod(0o755)
    own_sum = digest(own)
    (folder / "requirements.txt").write_text(
        f"{PROGRAM}=={__version__} --hash=sha256:{own_sum}\n{lock}", encoding="utf-8"
    )
    given = wheels.checked(table, wheels.locked(lock))
    for (system, python), files in given.items():
        lines = {f"wheels/{name}": table[name] for name in files.values()} | {f"wheels/{own.name}": own_sum}
        _write_sums(folder / "lists" / f"{system}-{python[0]}.{python[1]}.txt", lines)
    for built in sorted(own.parent.glob(f"{PROGRAM}-{__version__}-linux-*.tar.gz")):
        (folder / "standalone").mkdir(exist_ok=True)
        shutil.copyfile(built, folder / "standalone" / built.name)
    _papers(folder, table | {own.name: own_sum}, licences)
    every = {path.relative_to(folder).as_posix(): digest(path) for path in sorted(folder.rglob("*")) if path.is_file()}
    _write_sums(folder / "SHA256SUMS", every)
    return folder


def _papers(folder: Path, sums: dict[str, str], licences: Path) -> None:
    """Writes the bill of materials and the licences. Raises ``UnknownLicence``."""
    known = bill.read_known(licences)
    found = bill.parts(
        folder / "wheels", sums, known, licences.with_suffix(""), standalone=(folder / "standalone").exists()
    )
    bill.refuse_strict(found, known["allowed"])
    (folder / "bill-of-materials.cdx.json").write_text(bill.bill(PROGRAM, __version__, found), encoding="utf-8")
    (folder / "LICENCES.txt").write_text(bill.table(found), encoding="utf-8")
    bill.write_texts(found, folder / "licences")


def _write_sums(path: Path, sums: dict[str, str]) -> None:
    path.write_text("".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), encoding="utf-8")


def digest(path: Path) -> str:
    """Returns the SHA-256 of a file."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


if __name__ == "__main__":
    main()
