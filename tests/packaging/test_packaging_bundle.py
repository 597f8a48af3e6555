"""The folder for a stick: its wheels against the lock, and its scripts, run on a small bundle of invented parts."""

import base64
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
from own_home import home_variables
from source_tree import ROOT

from champion_tui import __version__
from scripts.bundle import bill, make, wheels
from scripts.bundle.stick import install

LOCK = (ROOT / "requirements" / "team.lock").read_text(encoding="utf-8")
TABLE = (ROOT / "requirements" / "wheels.txt").read_text(encoding="utf-8")
STICK = ROOT / "scripts" / "bundle" / "stick"
LICENCES = 'allowed = ["MIT"]\n'

# -- the wheels -----------------------------------------------------------------------------------------------------------


def test_every_system_and_python_has_a_wheel_of_each_locked_package():
    """For Windows, macOS and both Linuxes with every Python, the stored table has one locked wheel of each package."""
    given = wheels.checked(wheels.read_table(TABLE), wheels.locked(LOCK))
    assert len(given) == len(wheels.SYSTEMS) * len(wheels.PYTHONS)
    names = {each.name for each in wheels.locked(LOCK)}
    assert all(set(files) == names for files in given.values()), "run `make bundle`"


def test_the_pythons_are_those_that_the_project_and_the_scripts_name():
    """The wheels are for the same Python versions that the installer, both its scripts and the readme accept."""
    assert install.PYTHONS == wheels.PYTHONS
    said = ["3.11, 3.12, 3.13 or 3.14", "(3, 11) <= sys.version_info[:2] <= (3, 14)"]
    for name in ("install.sh", "install.cmd"):
        assert all(words in (STICK / name).read_text(encoding="utf-8") for words in said), name
    assert said[0] in (STICK / "README.txt").read_text(encoding="utf-8")
    assert (install.OLDEST_GLIBC, install.OLDEST_MACOS) == ((2, wheels.OLDEST_GLIBC), wheels.OLDEST_MACOS)


@pytest.mark.parametrize("system", wheels.SYSTEMS)
def test_a_package_that_one_system_lacks_is_named(system):
    """If the wheels of one package for one system are missing, the check names both."""
    whole = wheels.read_table(TABLE)
    ours = set(wheels.chosen(whole, wheels.locked(LOCK), system, (3, 12)).values())
    without = {name: found for name, found in whole.items() if not (name.startswith("typst-") and name in ours)}
    with pytest.raises(wheels.Unfit, match=rf"{system} with Python 3\.1\d: typst"):
        wheels.checked(without, wheels.locked(LOCK))


def test_a_wheel_that_was_not_locked_is_refused():
    """A wheel with another SHA-256 than in the lock is refused."""
    whole = wheels.read_table(TABLE)
    changed = whole | {min(whole): "0" * 64}
    with pytest.raises(wheels.Unfit, match="not the file that was locked"):
        wheels.checked(changed, wheels.locked(LOCK))


def test_a_wheel_that_nobody_needs_is_refused():
    """A wheel for another system is refused, because it would only make the stick larger."""
    package = next(each for each in wheels.locked(LOCK) if each.name == "typst")
    idle = {f"typst-{package.version}-cp39-abi3-win32.whl": min(package.sums)}
    with pytest.raises(wheels.Unfit, match="Needed nowhere: typst"):
        wheels.checked(wheels.read_table(TABLE) | idle, wheels.locked(LOCK))


def test_a_table_is_read_as_it_was_written():
    """Writing and reading a table of wheels changes nothing, and an invalid line is refused."""
    whole = wheels.read_table(TABLE)
    assert wheels.read_table(wheels.write_table(whole)) == whole
    with pytest.raises(wheels.Unfit):
        wheels.read_table(f"{TABLE}{'0' * 64}  ../up.whl\n")


def test_the_windows_wheels_are_listed_for_people():
    """The checklist for Windows names every part with machine code there, at the locked version."""
    page = (ROOT / "docs" / "how-to" / "first-windows-machine.md").read_text(encoding="utf-8")
    given = wheels.checked(wheels.read_table(TABLE), wheels.locked(LOCK))
    files = {file for (system, _), every in given.items() if system.startswith("windows") for file in every.values()}
    machine = {"-".join(file.split("-")[:2]).replace("_", "-") for file in wheels.compiled(files)}
    listed = {
        f"{name}-{version}" for name, version in re.findall(r"^\| `([a-z0-9-]+)` \| ([0-9.]+) \|", page, re.MULTILINE)
    }
    assert listed == machine


# -- a small bundle -------------------------------------------------------------------------------------------------------


def a_wheel(folder, name, version="1", *, licence="License-Expression: MIT\n", code="", command=False):
    """Makes a wheel of an invented package that any installer accepts, and returns its path."""
    module, info = name.replace("-", "_"), f"{name.replace('-', '_')}-{version}.dist-info"
    files = {
        f"{module}.py": code,
        f"{info}/METADATA": f"Metadata-Version: 2.4\nName: {name}\nVersion: {version}\n{licence}",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: a test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/licenses/LICENSE": "Everything is allowed.\n",
    }
    if command:
        files[f"{info}/entry_points.txt"] = f"[console_scripts]\nchampion-tui = {module}:main\n"
    lines = []
    for path, text in files.items():
        summed = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=").decode()
        lines.append(f"{path},sha256={summed},{len(text.encode())}")
    folder.mkdir(parents=True, exist_ok=True)
    made = folder / f"{module}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(made, "w") as archive:
        for path, text in files.items():
            archive.writestr(path, text)
        archive.writestr(f"{info}/RECORD", "\n".join([*lines, f"{info}/RECORD,,"]) + "\n")
    return made


def a_bundle(folder, says="first"):
    """Makes a bundle of a program that prints one word, and of one part that it needs; returns its folder."""
    part = a_wheel(folder / "kept", "invented-part")
    code = f"import invented_part\ndef main():\n    print({says!r})\n"
    own = a_wheel(folder / "dist", "champion-tui", __version__, code=code, command=True)
    (folder / "licences.toml").write_text(LICENCES, encoding="utf-8")
    table = {part.name: make.digest(part)}
    lock = f"invented-part==1 \\\n    --hash=sha256:{table[part.name]}\n"
    return make.make(folder / "stick", folder / "kept", table, own, lock, folder / "licences.toml")


@pytest.fixture
def bundle(tmp_path):
    """Returns a small bundle, in a folder whose name has a space, an accent and an apostrophe."""
    return a_bundle(tmp_path / "Zoë's stick")


def refused(capsys, *words):
    """Returns the installer's message when it refuses, and asserts that nothing was installed."""
    assert install.main([*map(str, words)]) == 1
    said = capsys.readouterr().err
    assert said.rstrip().endswith(install.UNCHANGED)
    return said


@pytest.fixture
def on_the_stick(bundle, monkeypatch):
    """Returns the small bundle, with its installer prevented from installing anything."""
    monkeypatch.setattr(install, "__file__", str(bundle / "install.py"))
    monkeypatch.setattr(install, "install", lambda *_: pytest.fail("it went on"))
    return bundle


def test_the_bundle_lists_every_file_it_holds(bundle):
    """SHA256SUMS names each file except itself, and each has its sum."""
    summed = install.sums(bundle / "SHA256SUMS")
    there = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    assert set(summed) == there - {"SHA256SUMS"}
    install.look_at(bundle, summed)


def test_a_whole_bundle_is_found_whole(on_the_stick, capsys):
    """``--check`` reads every file and installs nothing."""
    assert install.main(["--check"]) == 0
    assert "are whole" in capsys.readouterr().out


def cut(path):
    """Cuts the end off a file, as when a stick is pulled out too early."""
    path.write_bytes(path.read_bytes()[:-10])


def swap(path):
    """Changes one bit of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("harm", [cut, swap, Path.unlink])
@pytest.mark.parametrize("name", ["wheels/invented_part-1-py3-none-any.whl", "requirements.txt", "the list"])
def test_a_damaged_or_missing_file_is_refused_by_its_name(on_the_stick, capsys, tmp_path, harm, name):
    """A file that is cut short, changed by one bit or missing is named before anything is made."""
    here = install.this_system(), f"{sys.version_info[0]}.{sys.version_info[1]}"
    name = name if name != "the list" else "lists/{}-{}.txt".format(*here)
    harm(on_the_stick / name)
    said = refused(capsys, "--to", tmp_path / "to")
    assert name in said
    assert "damaged" in said or "missing" in said
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize("text", ["", "no list at all", f"{'0' * 64}  ../../outside", f"{'0' * 64}  /etc/passwd"])
def test_a_list_of_sums_that_is_none_is_refused(on_the_stick, capsys, text):
    """A path out of the folder is never followed, and text that is no list is refused."""
    (on_the_stick / "SHA256SUMS").write_text(text, encoding="utf-8")
    assert "SHA256SUMS" in refused(capsys, "--check")


@pytest.mark.parametrize(
    ("machine", "platform_name", "said"),
    [
        ("x86_64", "darwin", "Intel processor"),
        ("riscv64", "linux", "this kind of computer (linux-riscv64)"),
        ("x86_64", "freebsd14", "this kind of computer"),
        ("i686", "linux", "this kind of computer"),
    ],
)
def test_a_computer_that_it_is_not_made_for_is_told(on_the_stick, capsys, monkeypatch, machine, platform_name, said):
    """If there are no parts for a system or processor, the message says which it is."""
    monkeypatch.setattr(install.platform, "machine", lambda: machine)
    monkeypatch.setattr(install.sys, "platform", platform_name)
    assert said in refused(capsys)


@pytest.mark.parametrize(
    ("machine", "system"), [("AMD64", "win32"), ("arm64", "darwin"), ("aarch64", "linux"), ("x86_64", "linux")]
)
def test_each_system_that_it_is_made_for_has_its_lists(bundle, monkeypatch, machine, system):
    """Windows, macOS and both Linuxes are recognised by their names in Python, and each has a list for every Python version."""
    monkeypatch.setattr(install.platform, "machine", lambda: machine)
    monkeypatch.setattr(install.platform, "mac_ver", lambda: ("15.1", ("", "", ""), ""))
    monkeypatch.setattr(install.platform, "libc_ver", lambda: ("glibc", "2.31"))
    monkeypatch.setattr(install.sys, "platform", system)
    found = install.this_system()
    assert found in wheels.SYSTEMS
    assert all(install.wanted(bundle, found, python) for python in install.PYTHONS)


@pytest.mark.parametrize(
    ("name", "version", "said"), [("glibc", "2.17", "2.28 or newer, this has 2.17"), ("", "", "Alpine")]
)
def test_a_linux_that_is_too_old_is_told(on_the_stick, capsys, monkeypatch, name, version, said):
    """An old or unsupported C library is refused before pip prints something that nobody understands."""
    monkeypatch.setattr(install.platform, "libc_ver", lambda: (name, version))
    assert said in refused(capsys)


def test_a_python_that_there_are_no_parts_for_is_told(on_the_stick, capsys, monkeypatch):
    """A Python older or newer than the wheels is refused with the versions that are accepted."""
    for python in ((3, 10), (3, 15)):
        with pytest.raises(install.Refused, match=r"needs one of 3\.11, 3\.12, 3\.13, 3\.14"):
            install.wanted(on_the_stick, "linux-x86_64", python)


def test_a_python_without_its_own_parts_is_told(on_the_stick, capsys, monkeypatch):
    """Debian's Python lacks venv, and the message names the package to ask for."""
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "python3-venv" in refused(capsys)


def test_a_full_disk_is_told(on_the_stick, capsys, monkeypatch, tmp_path):
    """If there is too little room, the message says how much is needed and how much there is."""
    usage = type(shutil.disk_usage("/"))(10, 9, 1_000_000)
    monkeypatch.setattr(install.shutil, "disk_usage", lambda _: usage)
    assert "600 MB are needed, 1 MB are free" in refused(capsys, "--to", tmp_path / "to")


def test_a_place_where_nothing_may_be_written_is_told(on_the_stick, capsys, monkeypatch, tmp_path):
    """Another person's folder, or a file in place of a folder, leads to the advice to choose another."""
    (tmp_path / "a file").write_bytes(b"")
    assert "--to FOLDER" in refused(capsys, "--to", tmp_path / "a file")

    def forbidden(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(install.Path, "mkdir", forbidden)
    assert "you may not write there" in refused(capsys, "--to", tmp_path / "theirs")


def test_only_one_installs_at_a_time(on_the_stick, capsys, tmp_path):
    """A second installer is told to wait, and the lock is released when the first one ends."""
    with install.alone_in(tmp_path):
        assert "just now" in refused(capsys, "--to", tmp_path)
    with install.alone_in(tmp_path):
        pass


def test_it_is_installed_used_replaced_and_never_half(tmp_path):
    """It is installed by ``sh`` from a script that is only readable, whatever pip's settings are. A newer one replaces it, half an
    installation is deleted, and a damaged bundle leaves the installed one working.
    """
    to = tmp_path / "Zoë's programs"
    first = a_bundle(tmp_path / "first", "first")
    (first / "install.sh").chmod(0o400)
    env = (
        os.environ
        | home_variables(tmp_path)
        | {"PYTHON": sys.executable, "PIP_INDEX_URL": "nowhere:", "PYTHONPATH": "/nowhere"}
    )

    def sh(bundle):
        words = ["sh", bundle / "install.sh", "--to", to]
        return subprocess.run(words, env=env, capture_output=True, text=True, check=False, cwd="/", timeout=300)

    def says():
        return subprocess.run([to / "champion-tui"], capture_output=True, text=True, check=True, cwd="/").stdout.strip()

    done = sh(first)
    assert done.returncode == 0, done.stderr
    assert str(to / "champion-tui") in done.stdout
    assert says() == "first"

    (to / "versions" / "7" / "bin").mkdir(parents=True)
    second = a_bundle(tmp_path / "second", "second")
    swap(second / "wheels" / "invented_part-1-py3-none-any.whl")
    assert "damaged" in sh(second).stderr
    assert says() == "first"

    done = sh(a_bundle(tmp_path / "third", "third"))
    assert done.returncode == 0, done.stderr
    assert says() == "third"
    assert len(list((to / "versions").iterdir())) == 1


def test_what_cannot_be_installed_leaves_nothing_and_the_old_one_works(bundle, monkeypatch, tmp_path):
    """If pip fails or the person presses Ctrl-C, the new folder is deleted and the command is unchanged."""
    monkeypatch.setattr(install, "__file__", str(bundle / "install.py"))
    (tmp_path / "to" / "versions" / "1").mkdir(parents=True)
    (tmp_path / "to" / "versions" / "1" / install.COMPLETE).write_bytes(b"")
    (tmp_path / "to" / "champion-tui").write_text("as it was", encoding="utf-8")
    for trouble in (install.Refused("pip."), KeyboardInterrupt(), OSError(28, "No space left on device")):

        def do(command, _, trouble=trouble):
            (Path(command[-1]) if "venv" in command else tmp_path / "to" / "versions" / "2").mkdir(exist_ok=True)
            if "venv" not in command:
                raise trouble

        monkeypatch.setattr(install, "do", do)
        assert install.main(["--to", str(tmp_path / "to")]) in {1, 130}
        assert [each.name for each in (tmp_path / "to" / "versions").iterdir()] == ["1"]
        assert (tmp_path / "to" / "champion-tui").read_text(encoding="utf-8") == "as it was"


@pytest.mark.parametrize(
    ("python", "said"),
    [
        ("exit 1", "There is no Python on this computer"),
        ('case "$2" in *write*) printf 3.10;; *) exit 1;; esac', "Found here: 3.10"),
    ],
)
def test_without_a_python_the_script_says_what_to_do(bundle, tmp_path, python, said):
    """With no Python, or one that is too old, the script names the accepted versions, and the self-contained program if it is
    there.
    """
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in ("dirname", "uname"):
        (tools / name).symlink_to(shutil.which(name))
    for name in ("python3.14", "python3.13", "python3.12", "python3.11", "python3", "python"):
        (tools / name).write_text(f"#!/bin/sh\n{python}\n", encoding="utf-8")
        (tools / name).chmod(0o755)
    (bundle / "standalone").mkdir()
    (bundle / "standalone" / f"champion-tui-1-linux-{os.uname().machine}.tar.gz").write_bytes(b"")
    words = [shutil.which("sh"), bundle / "install.sh"]
    done = subprocess.run(words, env={"PATH": str(tools)}, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert said in done.stderr
    assert ("tar -xzf" in done.stderr) == (sys.platform == "linux")


# -- Windows, simulated ---------------------------------------------------------------------------------------------------


def test_windows_installs_into_its_own_place_and_starts_by_a_file_that_stays(monkeypatch, tmp_path):
    """On Windows the folder is the one for a person's programs, and the command is one line that finds the version next to it."""
    monkeypatch.setattr(install.sys, "platform", "win32")
    own = install.own_folder({"LOCALAPPDATA": str(tmp_path)})
    assert own == tmp_path / "Programs" / "champion-tui"
    for name in ("1", "2"):
        (own / "versions" / name).mkdir(parents=True)
    install.take_over(own, own / "versions" / "2")
    assert (own / "champion-tui.cmd").read_bytes() == b'@"%~dp0versions\\2\\Scripts\\champion-tui.exe" %*\r\n'
    assert [each.name for each in (own / "versions").iterdir()] == ["2"]
    with pytest.raises(install.Refused, match="does not say"):
        install.own_folder({})


def test_the_script_for_windows_has_its_ends_of_lines_and_no_letter_that_a_console_changes():
    """Windows reads a batch file line by line in its own code page, so the file is ASCII with CRLF."""
    content = (STICK / "install.cmd").read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")


# -- the bill of materials and the licences -------------------------------------------------------------------------------


def found_in(folder, known="", **said):
    """Returns what the bill of materials finds in one invented wheel."""
    made = a_wheel(folder, "invented-part", **said)
    path = folder / "licences.toml"
    path.write_text(LICENCES + known, encoding="utf-8")
    return bill.parts(
        folder, {made.name: make.digest(made)}, bill.read_known(path), folder / "licences", standalone=False
    )


def test_a_part_that_does_not_say_its_licence_is_refused_until_somebody_has_looked(tmp_path):
    """An unknown licence is not passed on, and a manual entry is refused as soon as the part states its licence itself."""
    with pytest.raises(bill.UnknownLicence, match="does not say"):
        found_in(tmp_path, licence="")
    (part,) = found_in(tmp_path, '[packages]\ninvented-part = { licence = "MIT" }\n', licence="")
    assert (part.licence, part.texts) == ("MIT", {"LICENSE": "Everything is allowed.\n"})
    with pytest.raises(bill.UnknownLicence, match="says its licence itself now"):
        found_in(tmp_path, '[packages]\ninvented-part = { licence = "MIT" }\n')
    with pytest.raises(bill.UnknownLicence, match="not here: other"):
        found_in(tmp_path, '[packages]\nother = { licence = "MIT" }\n')
    with pytest.raises(bill.UnknownLicence, match="no SPDX expression"):
        found_in(tmp_path, licence="License-Expression: Some licence\n")


def test_a_licence_that_nobody_agreed_to_is_refused(tmp_path):
    """A part that changes to other terms stops the bundle."""
    with pytest.raises(bill.UnknownLicence, match="AGPL"):
        bill.refuse_strict(found_in(tmp_path, licence="License-Expression: MIT AND AGPL-3.0-only\n"), ["MIT"])
    bill.refuse_strict(found_in(tmp_path), ["MIT"])


def test_what_is_known_of_licences_is_about_what_is_locked():
    """Each package in licences.toml is locked, each text is there, and each licence is an accepted one."""
    known = bill.read_known(ROOT / "requirements" / "licences.toml")
    names = {each.name for each in wheels.locked(LOCK)}
    assert set(known["packages"]) <= names
    assert {about["within"] for about in known["inside"].values()} <= names
    texts = [
        text for about in (*known["packages"].values(), *known["inside"].values()) for text in about.get("texts", ())
    ]
    assert all((ROOT / "requirements" / "licences" / text).stat().st_size for text in texts)


def test_the_bill_names_every_part_with_its_files_and_licence(bundle):
    """The bill of materials is CycloneDX, has the program itself on top, and is the same for the same bundle."""
    told = json.loads((bundle / "bill-of-materials.cdx.json").read_text(encoding="utf-8"))
    assert (told["bomFormat"], told["metadata"]["component"]["name"]) == ("CycloneDX", "champion-tui")
    (part,) = told["components"]
    assert part["purl"] == "pkg:pypi/invented-part@1"
    assert part["licenses"] == [{"expression": "MIT"}]
    assert part["components"][0]["hashes"][0]["content"] == make.digest(
        bundle / "wheels" / part["components"][0]["name"]
    )
    again = a_bundle(bundle.parent / "again")
    assert (again / "bill-of-materials.cdx.json").read_bytes() == (bundle / "bill-of-materials.cdx.json").read_bytes()
    assert (bundle / "licences" / "invented-part" / "LICENSE").is_file()
