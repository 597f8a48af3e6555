"""Full disks, folders that cannot be written, damage, two programs at once: each gets a message, and nothing is lost."""

import contextlib
import errno
import os
import resource
import subprocess
import sys
import tempfile
import textwrap
from pathlib import Path, PureWindowsPath

import pytest
from behind import execute, in_thread, inside
from store_changes import save_answers
from store_desk import PASSPHRASE

from champion_tui.store import creating, files, opening, vault
from champion_tui.store.database import driver, schema
from champion_tui.store.errors import (
    NoVault,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreFull,
    StoreReadOnly,
    StoreTooNew,
    StoreUnreachable,
    VaultDamaged,
    VaultExists,
)
from champion_tui.store.history import events

PAGE = 4096
NOBODY = 65534


def pragma(store, statement):
    """Runs a pragma on the store's own connection and returns its rows."""
    return execute(store, f"PRAGMA {statement}")


@pytest.fixture
def closed(desk):
    """Returns the desk of a closed store with two cases, large enough to have pages of every kind."""
    store, _ = desk.create()
    desk.new_case(store, **{"full-name": "Zoë", "risk-notes": "note " * 3000})
    desk.new_case(store, "OX-2")
    store.close()
    return desk


def refused(desk, kind):
    """Unlocking fails with ``kind`` in one printable line, and no byte of the store changes; returns the message."""
    before = desk.kept()
    with pytest.raises(StoreError) as caught:
        desk.unlock()
    assert isinstance(caught.value, kind)
    assert str(caught.value).isprintable()
    assert caught.value.way_out
    assert desk.kept() == before
    return str(caught.value)


def test_a_full_disk_is_said_and_what_was_saved_stays(desk, store):
    """When no page is left the save is refused, everything acknowledged is there, and saving works again once there is room."""
    version = desk.new_case(store, **{"full-name": "Zoë"}).version
    pragma(store, f"max_page_count = {pragma(store, 'page_count')[0][0]}")
    error = None
    while error is None:
        try:
            version = store.save_fields("OX-1", version, "referral", {f"field-{version}": "x" * 500}).version
        except StoreFull as full:
            error = full
    assert "NOT saved" in str(error)
    case = store.case("OX-1")
    assert set(case.referral) == {"full-name", *(f"field-{number}" for number in range(1, version))}
    assert (case.version, store.verify_chain().ok) == (version, True)
    pragma(store, "max_page_count = 100000")
    case = store.save_fields("OX-1", case.version, "referral", {"risk-notes": "y" * 5000})
    store.close()
    assert desk.unlock().case("OX-1") == case


IN_A_SMALL_FILE = """
    import resource, sys
    from datetime import UTC, datetime
    from pathlib import Path, PureWindowsPath
    from champion_tui.store import vault
    from champion_tui.store.errors import StoreError
    from champion_tui.store.keys.kdf import TEST_ONLY_COST

    def now():
        return datetime.now(UTC)

    home, limit = Path(sys.argv[1]), int(sys.argv[2])
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit))
    try:
        if sys.argv[3] == "create":
            vault.create(home, "Ann", "champion", "words", now=now, cost=TEST_ONLY_COST)
        else:
            store = vault.unlock(home, "four invented words here", now=now)
            case = store.case("OX-1")
            for number in range(2000):
                case = store.save_fields("OX-1", case.version, "referral", {f"field-{number}": "x" * 500})
                print(number, flush=True)
    except StoreError as error:
        print("refused:", error)
"""


def in_a_small_file(home, limit, what):
    """Runs in a process whose files may not grow above ``limit`` bytes, and returns the lines it prints."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(IN_A_SMALL_FILE), str(home), str(limit), what],
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


FULL = "refused: The disk is full, so this was NOT saved. Everything saved before is still there."


def test_a_disk_too_full_to_open_the_store_is_called_full(closed):
    """SQLite only reports a failure if the index of its log finds no room; the program then says that the disk is full."""
    assert in_a_small_file(closed.home, 8_000, "write") == [FULL]


@pytest.mark.parametrize(("room", "said"), [(False, StoreFull), (True, StoreUnreachable)])
def test_what_fails_with_room_on_the_disk_is_not_called_full(tmp_path, monkeypatch, room, said):
    """An error is called "disk full" only if the disk or the user's quota takes no more; otherwise it is another fault."""
    error = driver.dbapi2.OperationalError("disk I/O error")
    error.sqlite_errorcode = 10 | 19 << 8
    limit = OSError(errno.EDQUOT, os.strerror(errno.EDQUOT))
    monkeypatch.setattr(files.os, "fsync", lambda _: None if room else (_ for _ in ()).throw(limit))
    with pytest.raises(said), driver.translating(tmp_path):
        raise error
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_cannot_grow_loses_nothing_that_was_acknowledged(closed):
    """If the operating system refuses further writes, there is one message, and every acknowledged write is found."""
    said = in_a_small_file(closed.home, 200_000, "write")
    assert said[-1].startswith("refused: ")
    assert len(said) > 5
    store = closed.unlock()
    fields = [key for key in store.case("OX-1").referral if key.startswith("field-")]
    assert fields == [f"field-{number}" for number in range(len(said) - 1)]
    assert [result for result in store.check() if not result.ok] == []


@pytest.mark.parametrize("limit", [0, 1, 5000, 20_000, 60_000])
def test_a_vault_that_finds_no_room_leaves_nothing_behind(desk, limit):
    """Creating a vault on a disk that fills at any stage is refused with a message, and can be tried again with room."""
    (said,) = in_a_small_file(desk.home, limit, "create")
    assert said.startswith("refused: ")
    assert desk.kept() == {}
    assert not (desk.home / files.STAGING).exists()
    desk.create()


@pytest.fixture
def ordinary_user():
    """Yields a folder of an ordinary user and runs the test as that user, because root may write anywhere."""
    with tempfile.TemporaryDirectory(prefix="store-", dir="/tmp") as name:
        folder = Path(name)
        root = os.geteuid() == 0
        if root:
            folder.chmod(0o755)
            os.chown(folder, NOBODY, NOBODY)
            os.setresuid(NOBODY, NOBODY, 0)
        try:
            yield folder
        finally:
            if root:
                os.setresuid(0, 0, 0)


def test_a_folder_that_cannot_be_written_is_said_and_not_touched(closed, ordinary_user):
    """A read-only folder or store, or an unreadable vault file, is reported, and all work again once access is allowed."""
    closed.home = ordinary_user / "home"
    closed.create()[0].close()
    for path, mode in (
        (closed.home, 0o500),
        (closed.home / "cases.db", 0o400),
        (closed.home / "cases.db", 0o000),
        (closed.home / "vault.json", 0o000),
        (closed.home / "store.lock", 0o000),
    ):
        before = path.stat().st_mode
        path.chmod(mode)
        with pytest.raises(StoreReadOnly, match="may not be read or written"):
            closed.unlock()
        path.chmod(before)
        closed.unlock().close()


def test_a_vault_cannot_be_created_where_nothing_may_be_written(desk, ordinary_user):
    """Creating a vault in a read-only folder, or beneath one, is refused with a message."""
    ordinary_user.chmod(0o500)
    for home in (ordinary_user, ordinary_user / "deep" / "home"):
        desk.home = home
        with pytest.raises(StoreReadOnly):
            desk.create()
    ordinary_user.chmod(0o700)
    assert list(ordinary_user.iterdir()) == []


def test_a_home_that_is_no_folder_is_said(desk):
    """A file in place of the home folder, or of its parent, is reported and stays."""
    desk.home.write_text("a file")
    file = desk.home
    for home in (file, file / "below"):
        desk.home = home
        for ask in (desk.create, desk.unlock):
            with pytest.raises((StoreUnreachable, NoVault)):
                ask()
    assert file.read_text() == "a file"


def test_a_store_of_a_newer_program_is_not_touched(closed):
    """If the layout is newer, the message names both layouts, and no byte changes."""
    store = closed.unlock()
    pragma(store, "user_version = 7")
    store.close()
    assert f"layout 7; this one knows {schema.VERSION}" in refused(closed, StoreTooNew)


@pytest.mark.parametrize("statement", ["user_version = 0", "user_version = -1", "application_id = 0"])
def test_a_database_that_is_no_case_store_is_refused(closed, statement):
    """A database that is not ours, or was never finished, is refused even with the right key."""
    store = closed.unlock()
    pragma(store, statement)
    store.close()
    assert "no case store" in refused(closed, StoreDamaged)


@pytest.mark.parametrize("length", [0, 1, 15, 16, 100, PAGE - 1, PAGE, PAGE + 1, 3 * PAGE, 10 * PAGE + 5])
def test_a_truncated_store_is_called_damaged(closed, length):
    """However much of the end is missing, unlocking reports that the store is damaged and changes nothing."""
    path = closed.home / "cases.db"
    path.write_bytes(path.read_bytes()[:length])
    refused(closed, StoreDamaged)


def test_a_store_with_a_tail_of_rubbish_or_of_zeros_is_no_reason_to_crash(closed):
    """Bytes appended to the file are found by the check, and the cases are still readable."""
    path = closed.home / "cases.db"
    path.write_bytes(path.read_bytes() + os.urandom(PAGE + 100))
    with contextlib.suppress(StoreDamaged):
        store = closed.unlock()
        assert len(store.cases()) == 2
        assert not next(result for result in store.check() if result.name == "pages").ok


def test_every_garbled_page_is_noticed(closed):
    """One changed byte on any page is reported by unlocking, by reading or at the latest by the check; wrong data is never shown."""
    path = closed.home / "cases.db"
    good = path.read_bytes()
    store = closed.unlock()
    cases = store.cases()
    store.close()
    for start in range(0, len(good), PAGE):
        for place in (start + 16, start + PAGE // 2, start + PAGE - 1):
            bad = bytearray(good)
            bad[place] ^= 1
            path.write_bytes(bad)
            found = False
            try:
                store = closed.unlock()
            except StoreDamaged:
                continue
            try:
                assert store.cases() == cases
            except StoreDamaged:
                found = True
            pages = next(result for result in store.check() if result.name == "pages")
            assert not pages.ok
            assert found or pages.words
            store.close()
    path.write_bytes(good)
    assert closed.unlock().cases() == cases


@pytest.mark.parametrize(
    "content", [b"SQLite format 3\x00" + bytes(5000), b"text " * 2000, bytes(8192)], ids=["sqlite", "text", "zeros"]
)
def test_another_file_in_the_stores_place_is_refused(closed, content):
    """A plain database, a text or zeros in place of the store does not open and is not overwritten."""
    (closed.home / "cases.db").write_bytes(content)
    refused(closed, StoreDamaged)
    with pytest.raises(VaultExists):
        closed.create()
    assert (closed.home / "cases.db").read_bytes() == content


def test_half_a_store_is_neither_opened_nor_replaced(closed):
    """vault.json without cases.db, or the reverse, is reported, and nothing is created next to it."""
    for missing, kind, words in (
        ("cases.db", StoreDamaged, "it is missing"),
        ("vault.json", VaultDamaged, "it is missing"),
    ):
        content = (closed.home / missing).read_bytes()
        (closed.home / missing).unlink()
        assert vault.exists(closed.home)
        assert words in refused(closed, kind)
        with pytest.raises(VaultExists):
            closed.create()
        assert not (closed.home / missing).exists()
        (closed.home / missing).write_bytes(content)
    assert len(closed.unlock().cases()) == 2


def test_a_vault_file_of_other_hands_beside_a_cut_creation_is_not_taken_away(desk):
    """After a creation that was cut short, a vault file that the creation did not make is not deleted."""
    staging = desk.home / files.STAGING
    staging.mkdir(parents=True)
    (staging / "cases.db").write_bytes(b"half made")
    (desk.home / "vault.json").write_text("of other hands")
    with pytest.raises(VaultExists):
        desk.create()
    assert (desk.home / "vault.json").read_text() == "of other hands"


def test_a_writer_that_holds_the_store_makes_the_other_wait_and_then_say_so(desk, store, monkeypatch):
    """While one program is in the middle of a write, another is told that its change was NOT done."""
    desk.new_case(store)
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    other = desk.unlock()
    pragma(store, "user_version")
    execute(store, "BEGIN IMMEDIATE")
    with pytest.raises(StoreBusy, match="NOT done"):
        save_answers(other, "OX-1", {"age": "18-plus"})
    assert len(other.cases()) == 1
    execute(store, "ROLLBACK")
    assert save_answers(other, "OX-1", {"age": "18-plus"}).version == 2


def test_a_writer_holds_the_store_from_its_first_look(desk, store, monkeypatch):
    """Between what a write reads and what it writes no other program can write, so none works on outdated values."""
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    other = desk.unlock()
    refused_to = []

    def look_and_wait(session):
        events.head(session)
        with pytest.raises(StoreBusy):
            other.save_setting("area", "oxfordshire")
        refused_to.append(other)

    in_thread(store, lambda: inside(store).database.write(look_and_wait))
    assert refused_to == [other]
    in_thread(store, lambda: inside(store).database.read(lambda session: other.save_setting("area", "oxfordshire")))
    assert store.settings() == {"area": "oxfordshire"}


def test_a_network_disk_has_one_opener_and_no_wal(closed, monkeypatch):
    """On a network disk a second program is told so at once, and no memory-mapped journal is made."""
    monkeypatch.setattr(opening, "on_network", lambda home: True)
    store = closed.unlock()
    assert pragma(store, "journal_mode") == [("delete",)]
    assert pragma(store, "locking_mode") == [("exclusive",)]
    save_answers(store, "OX-2", {"age": "18-plus"})
    assert not (closed.home / "cases.db-wal").exists()
    assert not (closed.home / "cases.db-shm").exists()
    assert "network disk" in next(result for result in store.check() if result.name == "disk").words
    with pytest.raises(StoreBusy):
        closed.unlock()
    store.close()
    monkeypatch.setattr(opening, "on_network", lambda home: False)
    store = closed.unlock()
    assert pragma(store, "journal_mode") == [("wal",)]
    assert store.case("OX-2").answers["age"] == "18-plus"


def test_sqlites_own_lock_alone_keeps_a_second_opener_out_of_a_network_disk(closed, monkeypatch):
    """Even if the disk supports no other locks, SQLite's own lock admits only one program."""
    monkeypatch.setattr(opening, "on_network", lambda home: True)
    monkeypatch.setattr(driver, "BUSY_SECONDS", 0.05)
    closed.unlock()
    monkeypatch.setattr("champion_tui.ground.files.file_lock.lock", lambda handle, alone: None)
    with pytest.raises(StoreBusy):
        closed.unlock()


def test_durability_is_set_as_designed(store):
    """The store uses WAL with synchronous commits, overwrites deleted content, keeps temporary data off the disk and enforces
    foreign keys.
    """
    told = {name: pragma(store, name)[0][0] for name in ("journal_mode", "synchronous", "secure_delete", "temp_store")}
    assert told == {"journal_mode": "wal", "synchronous": 2, "secure_delete": 1, "temp_store": 2}
    assert pragma(store, "foreign_keys") == [(1,)]


MEMORY = """
    import sys
    from datetime import UTC, datetime
    from pathlib import Path
    from behind import execute
    from champion_tui.store import vault

    with vault.unlock(Path(sys.argv[1]), sys.argv[2], now=lambda: datetime.now(UTC)) as store:
        print(execute(store, "PRAGMA cipher_memory_security"))
"""


def test_the_program_locks_and_wipes_the_ciphers_memory(closed):
    """In a process of its own, without the tests' ``memory_not_kept``, the cipher's memory security is on."""
    root = Path(__file__).parents[2]
    paths = os.pathsep.join(map(str, (root, root / "tests" / "support")))
    command = [sys.executable, "-c", textwrap.dedent(MEMORY), closed.home, PASSPHRASE]
    done = subprocess.run(command, env={**os.environ, "PYTHONPATH": paths}, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[('1',)]"


def test_only_one_of_two_creators_makes_the_vault(desk, monkeypatch):
    """While a vault is being made, a second creation and an unlocking in the same folder are refused."""
    seen = []

    def second_try(*arguments):
        for ask in (desk.create, desk.unlock):
            with pytest.raises(StoreError) as caught:
                ask()
            seen.append(type(caught.value))
        return original(*arguments)

    original = creating.create_database
    monkeypatch.setattr(creating, "create_database", second_try)
    desk.create()
    assert seen == [StoreBusy, NoVault]


def test_an_error_while_creating_leaves_the_way_free(desk, monkeypatch):
    """If creating fails at any stage, even when the finished store does not open, nothing is left behind."""
    for place in ("create_database", "write_whole", "open_store", "sync_folder"):
        with monkeypatch.context() as patched:

            def fail(*arguments, **named):
                raise OSError(28, "No space left on device")

            patched.setattr(creating, place, fail)
            with pytest.raises((OSError, StoreFull)):
                desk.create()
        assert desk.kept() == {}
        assert not vault.exists(desk.home)
    desk.create()


def test_a_limit_on_locked_memory_does_not_stop_the_store(desk):
    """If the system lets the program lock no memory, the store still works."""
    before = resource.getrlimit(resource.RLIMIT_MEMLOCK)
    resource.setrlimit(resource.RLIMIT_MEMLOCK, (0, before[1]))
    try:
        store, _ = desk.create()
        desk.new_case(store)
        assert len(store.cases()) == 1
    finally:
        resource.setrlimit(resource.RLIMIT_MEMLOCK, before)


@pytest.mark.parametrize("name", ["ho?me #1", "a%20b", "é ü 密", "semi;colon'quote\"", "x" * 200])
def test_a_folder_of_any_name_can_hold_the_store(desk, tmp_path, name):
    """Characters with a meaning in addresses or statements are allowed in a folder's name."""
    desk.home = tmp_path / name / "home"
    desk.create()[0].close()
    assert desk.unlock().cases() == ()
    assert set(desk.kept()) >= {"vault.json", "cases.db"}


def test_a_share_on_a_windows_server_is_spelled_as_sqlite_wants_it():
    """The server's name stays part of the path, because SQLite refuses it anywhere else."""

    class Share(PureWindowsPath):
        def absolute(self):
            return self

    assert driver.existing(Share("//server/ward five/cases.db")) == "file:////server/ward%20five/cases.db?mode=rw"
    assert driver.existing(Share("C:/x/cases.db")) == "file:///C:/x/cases.db?mode=rw"
