"""The code for Windows, tested on another system: locks, permissions, disks, consoles and the commands that start programs."""

import ast
import ctypes
import os
import stat
import subprocess
import sys
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from played_windows import Msvcrt, as_on_windows
from source_tree import name_of, python_files

from champion_tui.cli import passphrase
from champion_tui.cli.commands.front_ends import plain, serve
from champion_tui.ground.files import durable_files, windows_files
from champion_tui.store import files

# -- every branch has its test --------------------------------------------------------------------------------------------

SHOWN_BY = {
    "cli/commands/front_ends/plain.py:_clears": "test_only_the_new_console_is_told_to_clear",
    "cli/commands/front_ends/serve.py:_command": "test_the_program_in_a_browser_is_started_by_a_line_that_windows_takes_apart_again",
    "cli/passphrase.py:_open_to_others": "test_rights_of_files_are_the_folders_business",
    "cli/unseen.py": "test_what_is_typed_is_hidden_where_no_shell_stops_anything",
    "cli/unseen.py:_unseen_all_along": "test_what_is_typed_is_hidden_where_no_shell_stops_anything",
    "desk/papers/printing/printing.py:prepare": "test_desk_printing.py",
    "desk/papers/printing/printing.py:printers": "test_desk_printing.py",
    "desk/papers/printing/windows_printing.py": "test_desk_printing.py",
    "desk/papers/printing/windows_printing.py:_start": "test_desk_printing.py",
    "desk/papers/printing/windows_printing.py:installed": "test_desk_printing.py",
    "ground/core_dumps.py": "test_parts_of_unix_alone_are_never_loaded",
    "ground/core_dumps.py:forbid": "test_parts_of_unix_alone_are_never_loaded",
    "ground/files/durable_files.py:sync_folder": "test_a_folder_is_not_written_out_where_windows_forbids_it",
    "ground/files/file_lock.py": "test_sharing_and_being_alone_never_overlap",
    "papers/setting/form_child.py": "test_parts_of_unix_alone_are_never_loaded",
    "papers/setting/form_child.py:_limit": "test_parts_of_unix_alone_are_never_loaded",
    "store/files.py": "test_a_folder_is_made_private_and_its_files_follow",
    "store/files.py:is_private": "test_rights_of_files_are_the_folders_business",
    "store/files.py:make_private": "test_a_folder_is_made_private_and_its_files_follow",
    "store/files.py:on_network": "test_a_network_drive_is_one_by_its_letter_or_its_name",
}
"""Where the program asks whether it is on Windows, and the test that runs that branch."""


def branches():
    """Yields every function (or file, outside of one) that compares the platform with Windows."""
    for path in python_files("champion_tui"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        where = name_of(path).removeprefix("champion_tui/")
        spans = {
            (node.lineno, node.end_lineno): node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Compare) and "win32" in ast.unparse(node):
                inside = [name for (first, last), name in spans.items() if first <= node.lineno <= last]
                yield f"{where}:{inside[-1]}" if inside else where


def test_every_branch_for_windows_is_named_with_its_test():
    """Every branch for Windows has its test in the list, and the list has no others."""
    assert set(branches()) == set(SHOWN_BY)


# -- locks ----------------------------------------------------------------------------------------------------------------


class Desks:
    """Programs that lock one file, each with its own handle."""

    def __init__(self, folder, monkeypatch):
        self.msvcrt = Msvcrt()
        self.lock = as_on_windows(monkeypatch, "ground.files.file_lock", msvcrt=self.msvcrt).lock
        self.file = folder / ".lock"
        self.file.touch()
        self.handles = [os.open(self.file, os.O_RDWR) for _ in range(3)]
        self.has = dict.fromkeys(self.handles, "")

    def take(self, handle, *, alone):
        """Tries to lock with ``handle`` and records the result."""
        try:
            self.lock(handle, alone=alone)
        except OSError:
            self.has[handle] = ""
        else:
            self.has[handle] = "alone" if alone else "shared"

    def close(self, handle):
        """Ends the program with that handle."""
        self.msvcrt.closed(handle)
        self.has[handle] = ""


@given(steps=st.lists(st.tuples(st.integers(0, 2), st.sampled_from(["alone", "shared", "close"])), max_size=12))
def test_sharing_and_being_alone_never_overlap(tmp_path_factory, steps):
    """Whatever three programs do in any order, one is alone or any number share, and none is refused without a reason."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        desks = Desks(tmp_path_factory.mktemp("lock"), monkeypatch)
        for who, what in steps:
            handle = desks.handles[who]
            others = {has for other, has in desks.has.items() if other != handle}
            if what == "close":
                desks.close(handle)
                continue
            desks.take(handle, alone=what == "alone")
            free = "alone" not in others and (what == "shared" or "shared" not in others)
            assert desks.has[handle] == (what if free else "")
        for handle in desks.handles:
            os.close(handle)


def test_no_more_than_64_share(tmp_path, monkeypatch):
    """The sixty-fifth program is refused as if another one were alone, and the others are not affected."""
    msvcrt = Msvcrt()
    module = as_on_windows(monkeypatch, "ground.files.file_lock", msvcrt=msvcrt)
    (tmp_path / ".lock").touch()
    handles = [os.open(tmp_path / ".lock", os.O_RDWR) for _ in range(module.SEATS + 1)]
    for handle in handles[:-1]:
        module.lock(handle, alone=False)
    with pytest.raises(OSError, match="no seat") as caught:
        module.lock(handles[-1], alone=False)
    assert caught.value.errno in module.TAKEN
    assert len(msvcrt.held) == module.SEATS
    for handle in handles:
        os.close(handle)


def test_a_folder_is_locked_by_a_file_in_it(tmp_path, monkeypatch):
    """Windows cannot lock folders, so a file in it is locked, and a program that waits too long gets the system's error."""
    msvcrt = Msvcrt()
    module = as_on_windows(monkeypatch, "ground.files.file_lock", msvcrt=msvcrt)
    with module.alone_in(tmp_path):
        assert (tmp_path / module.LOCK_FILE).is_file()
        assert len(msvcrt.held) == 1
        with pytest.raises(OSError, match="taken"), module.alone_in(tmp_path):
            pass


# -- permissions and disks ------------------------------------------------------------------------------------------------


def test_a_folder_is_made_private_and_its_files_follow(tmp_path, monkeypatch):
    """The access list is set on folders only, since files inherit it, and no Unix permissions are changed."""
    asked = []
    played = SimpleNamespace(owner_only=asked.append, on_network=lambda _: False)
    module = as_on_windows(monkeypatch, "store.files")
    monkeypatch.setattr(module, "windows_files", played)
    (tmp_path / "file").touch(mode=0o644)
    module.make_private_folder(tmp_path / "store")
    module.make_private(tmp_path / "file")
    assert asked == [tmp_path / "store"]
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o644


def test_only_the_owner_is_let_in(tmp_path, monkeypatch):
    """Inherited rights are removed and the owner gets full control, by an id that is the same in every language."""
    started = []
    monkeypatch.setattr(windows_files, "_system_folder", lambda: tmp_path)
    monkeypatch.setattr(windows_files.subprocess, "run", lambda command, **_: started.append(command))
    windows_files.owner_only(tmp_path / "Zoë's store")
    assert started[0][1:] == [str(tmp_path / "Zoë's store"), "/inheritance:r", "/grant:r", "*S-1-3-4:(OI)(CI)F"]


def test_rights_of_files_are_the_folders_business(tmp_path, monkeypatch):
    """A file that Unix would call open is private on Windows, where the folder's list decides."""
    (tmp_path / "file").touch()
    (tmp_path / "file").chmod(0o644)
    assert not files.is_private(tmp_path / "file")
    assert passphrase._open_to_others((tmp_path / "file").stat())
    monkeypatch.setattr(sys, "platform", "win32")
    assert files.is_private(tmp_path / "file")
    assert not passphrase._open_to_others((tmp_path / "file").stat())


@pytest.mark.parametrize(
    ("drive", "kind", "shared"),
    [("\\\\server\\share", 3, True), ("C:", 3, False), ("H:", 4, True), ("E:", 2, False), ("Z:", 0, False)],
)
def test_a_network_drive_is_one_by_its_letter_or_its_name(monkeypatch, drive, kind, shared):
    """A server's name is a network drive; for a letter Windows is asked, with the backslash that it needs."""
    asked = []
    kernel = SimpleNamespace(GetDriveTypeW=lambda root: asked.append(root) or kind)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    place = SimpleNamespace(resolve=lambda: SimpleNamespace(drive=drive))
    assert windows_files.on_network(place) is shared
    monkeypatch.setattr(files, "windows_files", windows_files, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    assert files.on_network(place) is shared
    assert set(asked) <= {f"{drive}\\"}


def test_a_folder_is_not_written_out_where_windows_forbids_it(tmp_path, monkeypatch):
    """Windows refuses to open a folder, so it is not tried."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(durable_files.os, "open", lambda *_: pytest.fail("a folder was opened"))
    durable_files.sync_folder(tmp_path)


# -- processes and consoles -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "call"), [("ground.core_dumps", "forbid"), ("papers.setting.form_child", "_limit")])
def test_parts_of_unix_alone_are_never_loaded(monkeypatch, name, call):
    """Without ``resource`` and ``fcntl`` the modules load, and set no limits instead of failing."""
    module = as_on_windows(monkeypatch, name, resource=None, fcntl=None)
    assert getattr(module, call)(*([20] if call == "_limit" else [])) is None


def test_what_is_typed_is_hidden_where_no_shell_stops_anything(monkeypatch):
    """Without ``termios``, a passphrase is read by Python's own function, which hides it on Windows."""
    module = as_on_windows(monkeypatch, "cli.unseen", termios=None)
    monkeypatch.setattr(module.getpass, "getpass", lambda prompt: prompt + "typed")
    assert module.typed_unseen("Passphrase: ") == "Passphrase: typed"


def test_only_the_new_console_is_told_to_clear(monkeypatch):
    """Windows Terminal identifies itself; the old console would show the command as letters."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("WT_SESSION", raising=False)
    assert not plain._clears()
    monkeypatch.setenv("WT_SESSION", "1")
    assert plain._clears()


def test_the_program_in_a_browser_is_started_by_a_line_that_windows_takes_apart_again(monkeypatch):
    """Spaces and quotation marks are quoted as Windows programs parse them."""
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(sys, "executable", r"C:\Program Files\Python\python.exe")
    args = SimpleNamespace(home=r"D:\Zoë's store", at=None, area=None, person=None, passphrase_file=None)
    line = serve._command(SimpleNamespace(args=args))
    words = [r"C:\Program Files\Python\python.exe", "-m", "champion_tui", "--home", r"D:\Zoë's store"]
    assert line == subprocess.list2cmdline(words)
    assert line.startswith('"C:\\Program Files\\Python\\python.exe" -m champion_tui --home "')
