"""Files written whole or not at all, locks that end with their program, and how network disks are recognised."""

import ctypes
import errno
import os
import stat
import threading
from contextlib import nullcontext
from pathlib import Path
from types import SimpleNamespace

import pytest
from store_changes import save_answers

from champion_tui.ground.files import durable_files, windows_files
from champion_tui.store import files
from champion_tui.store.database import locks
from champion_tui.store.database.worker import Worker
from champion_tui.store.errors import StoreBusy, StoreClosed, StoreFull, StoreReadOnly, StoreUnreachable

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/ann/local ext4 rw 0 0
//server/share /mnt/ward\\040five cifs rw 0 0
sshfs#a /mnt/far fuse.sshfs rw 0 0
tmpfs /mnt/far/near tmpfs rw 0 0
C:\\134 /mnt/c 9p rw 0 0
broken
"""


@pytest.mark.parametrize(
    ("path", "shared"),
    [
        ("/var/lib/champion", False),
        ("/home/ann/champion", True),
        ("/home/ann/local/champion", False),
        ("/home", True),
        ("/homework", False),
        ("/mnt/ward five/champion", True),
        ("/mnt/far", True),
        ("/mnt/far/near/champion", False),
        ("/mnt/c/Users/ann", True),
    ],
)
def test_a_network_disk_is_known_by_the_mount_that_holds_the_folder(path, shared):
    """The innermost mount decides, whether or not the folder exists yet."""
    assert files.on_network(Path(path), MOUNTS) is shared


def test_the_tests_own_folder_is_a_local_disk(tmp_path):
    """Without a given table of mounts, the machine's own is read."""
    assert not files.on_network(tmp_path / "not" / "there")
    assert not files.on_network(tmp_path, "")


@pytest.mark.parametrize("step", ["fsync", "replace", "write"])
def test_a_file_is_replaced_whole_or_stays_as_it_was(tmp_path, monkeypatch, step):
    """If writing fails at any step, the old content is kept and no other file is left."""
    path = tmp_path / "file"
    durable_files.write_whole(path, b"old")

    def fail(*arguments):
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        if step == "replace":
            patched.setattr(Path, "replace", fail)
        elif step == "fsync":
            patched.setattr(os, "fsync", fail)
        with pytest.raises((OSError, TypeError)):
            durable_files.write_whole(path, "no bytes" if step == "write" else b"new")
    assert path.read_bytes() == b"old"
    assert [entry.name for entry in tmp_path.iterdir()] == ["file"]


def test_a_file_is_on_the_disk_before_its_name_is_and_its_name_before_this_returns(tmp_path, monkeypatch):
    """The content is synced, then the file renamed, then the folder synced, in the order that survives a power cut."""
    done = []
    sync, replace = os.fsync, Path.replace
    monkeypatch.setattr(os, "fsync", lambda h: (done.append(stat.S_ISDIR(os.fstat(h).st_mode)), sync(h)))
    monkeypatch.setattr(Path, "replace", lambda path, target: (done.append("name"), replace(path, target)))
    durable_files.write_whole(tmp_path / "file", b"content")
    assert done == [False, "name", True]
    assert stat.S_IMODE((tmp_path / "file").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("number", "kind"),
    [(28, StoreFull), (122, StoreFull), (13, StoreReadOnly), (30, StoreReadOnly), (5, StoreUnreachable)],
)
def test_the_systems_errors_become_sentences(number, kind):
    """No room, no permission and a broken disk each have their own message."""
    with pytest.raises(kind) as caught, files.reaching(Path("/x")):
        raise OSError(number, os.strerror(number))
    assert str(caught.value).endswith(".")


def test_a_folder_is_shared_by_many_or_held_by_one(tmp_path):
    """Shared locks do not disturb each other, an exclusive one is refused until they are released, and releasing it lets others
    in.
    """
    first, second = locks.HomeLock(tmp_path, alone=False), locks.HomeLock(tmp_path, alone=False)
    with pytest.raises(StoreBusy):
        locks.HomeLock(tmp_path, alone=True)
    with pytest.raises(StoreBusy):
        first.change(alone=True)
    second.release()
    second.release()
    first.change(alone=True)
    with pytest.raises(StoreBusy):
        locks.HomeLock(tmp_path, alone=False)
    first.change(alone=False)
    locks.HomeLock(tmp_path, alone=False).release()
    first.release()
    locks.HomeLock(tmp_path, alone=True).release()


def test_one_thread_does_all_the_work_in_order():
    """Jobs from many threads run one at a time in one thread, and each caller gets its own answer or error."""
    worker = Worker()
    seen, answers = [], {}

    def ask(number):
        answers[number] = worker.call(lambda: (seen.append(threading.current_thread().name), number * 2)[1])

    callers = [threading.Thread(target=ask, args=(number,)) for number in range(20)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert answers == {number: number * 2 for number in range(20)}
    assert set(seen) == {"case-store"}
    with pytest.raises(ZeroDivisionError):
        worker.call(lambda: 1 // 0)
    order = []
    late = [worker.start(lambda number=number: order.append(number)) for number in range(5)]
    worker.close(lambda: order.append("last"))
    assert order == [0, 1, 2, 3, 4, "last"]
    assert all(job.done() for job in late)
    with pytest.raises(StoreClosed):
        worker.call(lambda: None)


def test_many_threads_may_use_one_store(desk, store):
    """When a screen's workers call at the same time, each write is done, none is lost, and the chain verifies."""
    for number in range(8):
        desk.new_case(store, f"OX-{number}")

    def work(number):
        for value in range(10):
            save_answers(store, f"OX-{number}", {"age": str(value)})

    callers = [threading.Thread(target=work, args=(number,)) for number in range(8)]
    for caller in callers:
        caller.start()
    for caller in callers:
        caller.join()
    assert {(case.version, case.answers["age"]) for case in store.cases()} == {(11, "9")}
    assert store.verify_chain().events == 1 + 8 + 80


def test_a_large_file_is_taken_away_piece_by_piece(tmp_path, monkeypatch):
    """A large file is cut from its end in pieces and then deleted; a missing file is no error."""
    lengths, truncate = [], os.truncate
    monkeypatch.setattr(files, "GENTLE_BYTES", 10)
    monkeypatch.setattr(files.os, "truncate", lambda path, length: (lengths.append(length), truncate(path, length)))
    large = tmp_path / "large"
    large.write_bytes(bytes(35))
    files.unlink_gently(large)
    assert lengths == [25, 15, 5]
    assert not large.exists()
    files.unlink_gently(large)


def test_taking_a_large_file_away_leaves_its_other_names_whole(tmp_path, monkeypatch):
    """Another hard link to the file, and the target of a symbolic link, keep every byte."""
    monkeypatch.setattr(files, "GENTLE_BYTES", 10)
    kept, linked, led_to = tmp_path / "kept", tmp_path / "linked", tmp_path / "led-to"
    kept.write_bytes(bytes(35))
    linked.hardlink_to(kept)
    led_to.symlink_to(kept)
    for name in (linked, led_to):
        files.unlink_gently(name)
        assert not name.is_symlink()
        assert kept.read_bytes() == bytes(35)


@pytest.mark.parametrize(("number", "error"), [(errno.EINVAL, None), (errno.EIO, OSError)])
def test_a_file_system_that_cannot_sync_a_folder_is_no_error(tmp_path, monkeypatch, number, error):
    """Some memory sticks cannot sync a folder, which is no error; a disk that fails is one."""

    def fail(handle):
        raise OSError(number, "invented")

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(error) if error else nullcontext():
        durable_files.sync_folder(tmp_path)


def test_windows_own_program_is_named_by_its_whole_path(tmp_path, monkeypatch):
    """``icacls`` is run from the folder that Windows reports, never from the current folder."""

    def system_directory(buffer, _):
        buffer.value = "C:\\Windows\\system32"
        return len(buffer.value)

    started = []
    kernel = SimpleNamespace(GetSystemDirectoryW=system_directory)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(windows_files.subprocess, "run", lambda command, **_: started.append(command))
    windows_files.owner_only(tmp_path)
    assert started[0][0].startswith("C:\\Windows\\system32")
    assert started[0][0].endswith("icacls.exe")
    assert started[0][1] == str(tmp_path)


def test_no_program_is_run_where_windows_does_not_say(tmp_path, monkeypatch):
    """If Windows does not report its folder, nothing is started, and the rights that could not be set are an ``OSError``."""
    kernel = SimpleNamespace(GetSystemDirectoryW=lambda *_: 0)
    monkeypatch.setattr(ctypes, "windll", SimpleNamespace(kernel32=kernel), raising=False)
    monkeypatch.setattr(windows_files.subprocess, "run", lambda *_, **__: pytest.fail("a program was started"))
    with pytest.raises(OSError, match="does not say"):
        windows_files.owner_only(tmp_path)
