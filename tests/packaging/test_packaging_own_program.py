"""The program that brings its own Python: how it starts itself again, what it runs, what it needs, and its licences."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import champion_tui
from champion_tui.ground import own_program
from champion_tui.papers.setting import set_apart
from scripts.standalone import build, start


@pytest.fixture
def as_built(monkeypatch):
    """Makes this program look as if it were built."""
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/champion-tui/champion-tui")


def test_a_built_program_starts_its_own_file(as_built):
    """Without a Python, commands and parts are arguments to the program itself, and no paths for code are passed."""
    assert own_program.again(["plain"]) == ["/opt/champion-tui/champion-tui", "plain"]
    assert own_program.part("a.part") == (["/opt/champion-tui/champion-tui", "--part", "a.part"], b"")


def test_an_installed_program_starts_its_python(tmp_path):
    """With a Python, a part runs in it with exactly the same paths for code, from any folder."""
    assert own_program.again(["--version"])[1:] == ["-m", "champion_tui", "--version"]
    (tmp_path / "told.py").write_text(
        "import json, sys\ndef main():\n    print(json.dumps([sys.path, sys.flags.isolated]))\n"
    )
    sys.path.append(str(tmp_path))
    try:
        command, first = own_program.part("told")
    finally:
        sys.path.remove(str(tmp_path))
    places, isolated = json.loads(subprocess.run(command, input=first, capture_output=True, check=True, cwd="/").stdout)
    assert places == json.loads(first)
    assert isolated
    assert all(Path(place).is_absolute() for place in places)
    assert str(Path(champion_tui.__file__).parents[1]) in places


def test_the_built_program_runs_the_parts_that_are_asked_for_and_no_other_module(monkeypatch):
    """The part that sets a council's form can be run; a module of any other name is never loaded."""
    assert start.PARTS == (set_apart.PART,)
    monkeypatch.setattr(start, "import_module", pytest.fail)
    for words in (["os"], [], [set_apart.PART, "more"]):
        monkeypatch.setattr(sys, "argv", ["champion-tui", own_program.PART, *words])
        assert start.start() == 2
    ran = []
    monkeypatch.setattr(start, "import_module", lambda name: type("Part", (), {"main": lambda: ran.append(name)}))
    monkeypatch.setattr(sys, "argv", ["champion-tui", own_program.PART, set_apart.PART])
    assert (start.start(), ran) == (0, [set_apart.PART])


@pytest.mark.parametrize("before", [None, "", "/usr/lib/own"])
def test_other_programs_find_their_libraries_where_they_did(monkeypatch, before):
    """Variables that a built program changes or sets for itself are restored before any other program is started."""
    monkeypatch.setenv("LD_LIBRARY_PATH", "/opt/champion-tui/_internal")
    monkeypatch.setenv("_PYI_PARENT_PROCESS_LEVEL", "1")
    monkeypatch.delenv("LD_LIBRARY_PATH_ORIG", raising=False)
    if before is not None:
        monkeypatch.setenv("LD_LIBRARY_PATH_ORIG", before)
    start.give_back_the_environment()
    assert (os.environ.get("LD_LIBRARY_PATH") or None) == (before or None)
    assert not {"LD_LIBRARY_PATH_ORIG", "_PYI_PARENT_PROCESS_LEVEL"} & set(os.environ)


@given(versions=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 99)), max_size=8))
def test_the_newest_glibc_that_machine_code_names_is_what_it_needs(tmp_path_factory, versions):
    """The newest version named in any file of machine code counts, compared as numbers, and other files are ignored."""
    folder = tmp_path_factory.mktemp("files")
    for index, (major, minor) in enumerate(versions):
        (folder / f"{index}.so").write_bytes(b"\x7fELF...\0GLIBC_%d.%d\0..." % (major, minor))
    (folder / "note.txt").write_bytes(b"GLIBC_9.9\0")
    assert build.glibc_needed(folder.iterdir()) == max([(0, 0), *versions])


def test_a_library_whose_licence_nobody_looked_up_ends_the_build(tmp_path):
    """Libraries of the system are recognised by the start of their names; those of a wheel are covered by its own texts."""
    site, internal = tmp_path / "site", tmp_path / "built" / "_internal"
    internal.mkdir(parents=True)
    (site / "part-1.dist-info" / "licenses").mkdir(parents=True)
    (site / "part-1.dist-info" / "licenses" / "LICENSE").write_text("Everything is allowed.", encoding="utf-8")
    for name in ("libz.so.1", "libtiff-20b7e810.so.6"):
        (internal / name).write_bytes(b"")
    build.gather_licences(tmp_path / "built", site, {"libz": "Zlib"})
    assert (tmp_path / "built" / "licences" / "part" / "LICENSE").is_file()
    shutil.rmtree(tmp_path / "built" / "licences")
    (internal / "libreadline.so.8").write_bytes(b"")
    with pytest.raises(SystemExit, match="libreadline"):
        build.gather_licences(tmp_path / "built", tmp_path / "no site", {"libz": "Zlib"})
