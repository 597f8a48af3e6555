"""The folder for a stick: its wheels against the lock, and its scripts, run on a small one of invented parts."""

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
    """The stored table holds, for Windows, macOS and both Linuxes with every Python, one wheel of each package, as it was locked."""
    given = wheels.checked(wheels.read_table(TABLE), wheels.locked(LOCK))
    assert len(given) == len(wheels.SYSTEMS) * len(wheels.PYTHONS)
    names = {each.name for each in wheels.locked(LOCK)}
    assert all(set(files) == names for files in given.values()), "run `make bundle`"


def test_the_pythons_are_those_that_the_project_and_the_scripts_name():
    """The versions that wheels are gathered for are those that the installer, both its scripts and the readme accept."""
    assert install.PYTHONS == wheels.PYTHONS
    said = ["3.11, 3.12, 3.13 or 3.14", "(3, 11) <= sys.version_info[:2] <= (3, 14)"]
    for name in ("install.sh", "install.cmd"):
        assert all(words in (STICK / name).read_text(encoding="utf-8") for words in said), name
    assert said[0] in (STICK / "README.txt").read_text(encoding="utf-8")
    assert (install.OLDEST_GLIBC, install.OLDEST_MACOS) == ((2, wheels.OLDEST_GLIBC), wheels.OLDEST_MACOS)


@pytest.mark.parametrize("system", wheels.SYSTEMS)
def test_a_package_that_one_system_lacks_is_named(system):
    """Without the wheels of one package for one system, the check names both."""
    whole = wheels.read_table(TABLE)
    ours = set(wheels.chosen(whole, wheels.locked(LOCK), system, (3, 12)).values())
    without = {name: found for name, found in whole.items() if not (name.startswith("typst-") and name in ours)}
    with pytest.raises(wheels.Unfit, match=rf"{system} with Python 3\.1\d: typst"):
        wheels.checked(without, wheels.locked(LOCK))


def test_a_wheel_that_was_not_locked_is_refused():
    """A wheel with another SHA-256 than the lock has is no part of the bundle."""
    whole = wheels.read_table(TABLE)
    changed = whole | {min(whole): "0" * 64}
    with pytest.raises(wheels.Unfit, match="not the file that was locked"):
        wheels.checked(changed, wheels.locked(LOCK))


def test_a_wheel_that_nobody_needs_is_refused():
    """A wheel for another system would only make the stick larger."""
    package = next(each for each in wheels.locked(LOCK) if each.name == "typst")
    idle = {f"typst-{package.version}-cp39-abi3-win32.whl": min(package.sums)}
    with pytest.raises(wheels.Unfit, match="Needed nowhere: typst"):
        wheels.checked(wheels.read_table(TABLE) | idle, wheels.locked(LOCK))


def test_a_table_is_read_as_it_was_written():
    """Writing and reading a table of wheels changes nothing, and a line that is none is refused."""
    whole = wheels.read_table(TABLE)
    assert wheels.read_table(wheels.write_table(whole)) == whole
    with pytest.raises(wheels.Unfit):
        wheels.read_table(f"{TABLE}{'0' * 64}  ../up.whl\n")


def test_the_windows_wheels_are_listed_for_people():
    """The checklist for Windows names every part that holds machine code there, at the version that is locked."""
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
    """A wheel of an invented package that anything can install."""
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
    """A bundle of a program that says one word, and of one part that it needs."""
    part = a_wheel(folder / "kept", "invented-part")
    code = f"import invented_part\ndef main():\n    print({says!r})\n"
    own = a_wheel(folder / "dist", "champion-tui", __version__, code=code, command=True)
    (folder / "licences.toml").write_text(LICENCES, encoding="utf-8")
    table = {part.name: make.digest(part)}
    lock = f"invented-part==1 \\\n    --hash=sha256:{table[part.name]}\n"
    return make.make(folder / "stick", folder / "kept", table, own, lock, folder / "licences.toml")


@pytest.fixture
def bundle(tmp_path):
    """A small bundle, in a folder whose name has a blank and an accent."""
    return a_bundle(tmp_path / "Zoë's stick")


def refused(capsys, *words):
    """What the installer says when it refuses; nothing was installed."""
    assert install.main([*map(str, words)]) == 1
    said = capsys.readouterr().err
    assert said.rstrip().endswith(install.UNCHANGED)
    return said


@pytest.fixture
def on_the_stick(bundle, monkeypatch):
    """The installer as it lies in the small bundle, with nothing really installed."""
    monkeypatch.setattr(install, "__file__", str(bundle / "install.py"))
    monkeypatch.setattr(install, "install", lambda *_: pytest.fail("it went on"))
    return bundle


def test_the_bundle_lists_every_file_it_holds(bundle):
    """SHA256SUMS names each file but itself, and each is as it says."""
    summed = install.sums(bundle / "SHA256SUMS")
    there = {path.relative_to(bundle).as_posix() for path in bundle.rglob("*") if path.is_file()}
    assert set(summed) == there - {"SHA256SUMS"}
    install.look_at(bundle, summed)


def test_a_whole_bundle_is_found_whole(on_the_stick, capsys):
    """``--check`` looks at every file and installs nothing."""
    assert install.main(["--check"]) == 0
    assert "are whole" in capsys.readouterr().out


def cut(path):
    """Take the end off a file, as a stick does that is pulled out too early."""
    path.write_bytes(path.read_bytes()[:-10])


def swap(path):
    """Change one bit of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(bytes(content))


@pytest.mark.parametrize("harm", [cut, swap, Path.unlink])
@pytest.mark.parametrize("name", ["wheels/invented_part-1-py3-none-any.whl", "requirements.txt", "the list"])
def test_a_damaged_or_missing_file_is_refused_by_its_name(on_the_stick, capsys, tmp_path, harm, name):
    """A file that is cut short, changed by one bit or not there is named before anything is made."""
    here = install.this_system(), f"{sys.version_info[0]}.{sys.version_info[1]}"
    name = name if name != "the list" else "lists/{}-{}.txt".format(*here)
    harm(on_the_stick / name)
    said = refused(capsys, "--to", tmp_path / "to")
    assert name in said
    assert "damaged" in said or "missing" in said
    assert not (tmp_path / "to").exists()


@pytest.mark.parametrize("text", ["", "no list at all", f"{'0' * 64}  ../../outside", f"{'0' * 64}  /etc/passwd"])
def test_a_list_of_sums_that_is_none_is_refused(on_the_stick, capsys, text):
    """What leads out of the folder, or is no list, is never followed."""
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
    """Where there are no parts for a system or a processor, the sentence says which it is."""
    monkeypatch.setattr(install.platform, "machine", lambda: machine)
    monkeypatch.setattr(install.sys, "platform", platform_name)
    assert said in refused(capsys)


@pytest.mark.parametrize(
    ("machine", "system"), [("AMD64", "win32"), ("arm64", "darwin"), ("aarch64", "linux"), ("x86_64", "linux")]
)
def test_each_system_that_it_is_made_for_has_its_lists(bundle, monkeypatch, machine, system):
    """Windows, macOS and both Linuxes are recognised by what Python calls them, and there is a list for each of their Pythons."""
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
    """An old or another C library is refused before pip says something that nobody understands."""
    monkeypatch.setattr(install.platform, "libc_ver", lambda: (name, version))
    assert said in refused(capsys)


def test_a_python_that_there_are_no_parts_for_is_told(on_the_stick, capsys, monkeypatch):
    """A Python older or newer than the wheels is refused with those that would do."""
    for python in ((3, 10), (3, 15)):
        with pytest.raises(install.Refused, match=r"needs one of 3\.11, 3\.12, 3\.13, 3\.14"):
            install.wanted(on_the_stick, "linux-x86_64", python)


def test_a_python_without_its_own_parts_is_told(on_the_stick, capsys, monkeypatch):
    """Debian's Python comes without venv: the package to ask for is named."""
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    assert "python3-venv" in refused(capsys)


def test_a_full_disk_is_told(on_the_stick, capsys, monkeypatch, tmp_path):
    """Where there is too little room, it says how much is needed and how much there is."""
    usage = type(shutil.disk_usage("/"))(10, 9, 1_000_000)
    monkeypatch.setattr(install.shutil, "disk_usage", lambda _: usage)
    assert "600 MB are needed, 1 MB are free" in refused(capsys, "--to", tmp_path / "to")


def test_a_place_where_nothing_may_be_written_is_told(on_the_stick, capsys, monkeypatch, tmp_path):
    """A folder of somebody else, or a file where a folder should be, leads to another choice."""
    (tmp_path / "a file").write_bytes(b"")
    assert "--to FOLDER" in refused(capsys, "--to", tmp_path / "a file")

    def forbidden(*_, **__):
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(install.Path, "mkdir", forbidden)
    assert "you may not write there" in refused(capsys, "--to", tmp_path / "theirs")


def test_only_one_installs_at_a_time(on_the_stick, capsys, tmp_path):
    """Whoever comes second is told to wait, and the lock goes with the first."""
    with install.alone_in(tmp_path):
        assert "just now" in refused(capsys, "--to", tmp_path)
    with install.alone_in(tmp_path):
        pass


def test_it_is_installed_used_replaced_and_never_half(tmp_path):
    """From a folder nothing may be started in or written to, by ``sh``, with pip's settings pointing elsewhere: installed, and it runs;
    a newer one takes its place; a cut one goes unnoticed and is cleared away; a damaged one leaves the one before at work.
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
    """Where pip fails or the person presses Ctrl-C in the middle, the new folder is gone and the command is as it was."""
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
    """With none, or one that is too old, the script names those that would do, and the self-contained program where it is there."""
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


# -- Windows, played ------------------------------------------------------------------------------------------------------


def test_windows_installs_into_its_own_place_and_starts_by_a_file_that_stays(monkeypatch, tmp_path):
    """On Windows the programs of a person have their folder, and the command is one line that finds the version beside itself."""
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
    """Windows reads a batch file line by line in its own code page."""
    content = (STICK / "install.cmd").read_bytes()
    assert content.isascii()
    assert content.count(b"\n") == content.count(b"\r\n")


# -- the bill and the licences --------------------------------------------------------------------------------------------


def found_in(folder, known="", **said):
    """What the bill finds in one invented wheel."""
    made = a_wheel(folder, "invented-part", **said)
    path = folder / "licences.toml"
    path.write_text(LICENCES + known, encoding="utf-8")
    return bill.parts(
        folder, {made.name: make.digest(made)}, bill.read_known(path), folder / "licences", standalone=False
    )


def test_a_part_that_does_not_say_its_licence_is_refused_until_somebody_has_looked(tmp_path):
    """Nothing unknown is handed on; what is written down by hand goes as soon as the part says it itself."""
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
    """A part that comes under other terms one day stops the bundle."""
    with pytest.raises(bill.UnknownLicence, match="AGPL"):
        bill.refuse_strict(found_in(tmp_path, licence="License-Expression: MIT AND AGPL-3.0-only\n"), ["MIT"])
    bill.refuse_strict(found_in(tmp_path), ["MIT"])


def test_what_is_known_of_licences_is_about_what_is_locked():
    """Each package that licences.toml speaks of is locked, each text is there, and each licence is an agreed one."""
    known = bill.read_known(ROOT / "requirements" / "licences.toml")
    names = {each.name for each in wheels.locked(LOCK)}
    assert set(known["packages"]) <= names
    assert {about["within"] for about in known["inside"].values()} <= names
    texts = [
        text for about in (*known["packages"].values(), *known["inside"].values()) for text in about.get("texts", ())
    ]
    assert all((ROOT / "requirements" / "licences" / text).stat().st_size for text in texts)


def test_the_bill_names_every_part_with_its_files_and_licence(bundle):
    """The bill of materials is CycloneDX, with the program itself on top, and the same for the same bundle."""
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
