"""Restoring a safety copy: the differences are shown first, both files change at once, and the old pair is kept."""

import shutil

import pytest
from behind import execute
from store_changes import save_answers
from store_desk import PASSPHRASE, Desk

from champion_tui.store import vault
from champion_tui.store.copies import container, copies_here
from champion_tui.store.copies.differences import Relation
from champion_tui.store.errors import (
    CopyReadmits,
    CopyUnusable,
    NoSuchPerson,
    StoreBusy,
    StoreDamaged,
    StoreError,
    StoreTooNew,
    VaultDamaged,
    WrongPassphrase,
)
from champion_tui.store.restoring import putting_back


def begin(desk, file, passphrase=PASSPHRASE, person=None, *, today=None):
    """Returns a restore that has begun and not yet replaced anything."""
    asked = putting_back.HowToPutBack(today, desk.memory)
    return putting_back.begin(desk.home, file, passphrase, now=desk.clock, person=person, asked=asked)


def good(store):
    """Asserts that nothing is wrong with the store, and returns it."""
    assert [result for result in store.check() if not result.ok] == []
    return store


@pytest.fixture
def copy(desk, store, tmp_path):
    """Makes a copy of a store with two cases on a stick, continues and closes the store, and returns the copy's path."""
    desk.new_case(store, "OX-1", **{"full-name": "Zoë Example"})
    desk.new_case(store, "OX-2", **{"full-name": "Bob Invented"})
    path = tmp_path / "stick.zip"
    store.backups.make(path)
    desk.clock.forward(minutes=5)
    save_answers(store, "OX-2", {"age": "18-plus"})
    desk.new_case(store, "OX-3")
    store.close()
    return path


def test_onto_an_empty_home_the_copy_is_the_store(desk, copy, tmp_path):
    """On a new machine nothing is compared or kept aside; everything in the copy is there, with who restored it."""
    there = Desk(tmp_path / "elsewhere" / "home", desk.clock)
    with begin(there, copy) as restore:
        assert not restore.occupied
        assert (restore.differs, restore.unread) == (None, "")
        assert restore.people == ("Ann Example",)
        assert restore.replace() is None
    with there.unlock() as store:
        assert {case.reference for case in good(store).cases()} == {"OX-1", "OX-2"}
        last = store.events()[-1]
        assert (last.what, last.who) == ("restored", "Ann Example")
        assert restore.manifest.made_at in last.new
    assert set(there.kept()) == {"vault.json", "cases.db"}


def test_what_differs_is_said_and_the_old_pair_is_kept(desk, copy):
    """For an earlier state of the same store, the lost and changed cases and the numbers of events are shown; then it is restored."""
    before = desk.kept()
    restore = begin(desk, copy)
    differs = restore.differs
    assert differs.relation is Relation.EARLIER
    assert [note.reference for note in differs.only_here] == ["OX-3"]
    assert [(note.reference, note.name) for note in differs.changed] == [("OX-2", "Bob Invented")]
    assert (differs.only_there, differs.brought_back) == ((), ())
    assert (differs.events_here, differs.events_there) == (5, 3)
    assert differs.people.only_there == differs.people.only_here == ()
    assert desk.kept().items() >= before.items()
    kept = restore.replace()
    assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
    with desk.unlock() as store:
        assert {case.reference for case in good(store).cases()} == {"OX-1", "OX-2"}
        assert store.case("OX-2").answers == {"emergency": "none"}


def test_what_was_put_aside_can_be_put_back_itself(desk, copy):
    """The kept pair is a complete store: copied back by hand, it opens with everything it had."""
    before = desk.kept()
    kept = begin(desk, copy).replace()
    for path in kept.iterdir():
        shutil.copyfile(path, desk.home / path.name)
    assert desk.kept() == before
    assert len(desk.unlock().cases()) == 3


def test_looking_changes_nothing(desk, copy):
    """A restore that is begun and dropped leaves every file as it was, and the store opens."""
    before = desk.kept()
    begin(desk, copy).close()
    assert desk.kept() == before
    assert not (desk.home / ".new-pair").exists()
    assert len(desk.unlock().cases()) == 3


def test_each_automatic_copy_can_be_put_back(desk, store):
    """After a week of work, restoring each copy in turn gives the store as it was at that time."""
    counts = {}
    for day in range(6):
        desk.new_case(store, f"OX-{day}")
        store.backups.wait()
        counts[copies_here.copies(desk.home)[0].path] = day + 1
        desk.clock.forward(days=1)
    store.close()
    assert len(counts) == 6
    for path, count in counts.items():
        desk.clock.forward(seconds=1)
        begin(desk, path).replace()
        with desk.unlock() as opened:
            assert len(good(opened).cases()) == count
    assert len([copy for copy in copies_here.copies(desk.home) if copy.kind == "replaced"]) == 6


def test_a_later_state_and_one_that_went_another_way_are_told_apart(desk, copy, tmp_path):
    """After going back, the newer copy is called later; once both have continued, they have diverged."""
    with desk.unlock() as store:
        store.backups.make(tmp_path / "newer.zip")
        desk.clock.forward(seconds=1)
    # By hand, as an old copy of both files would do it: a restore would add an event of its own.
    for name in ("vault.json", "cases.db"):
        (desk.home / name).unlink()
    found = container.read(copy)
    (desk.home / "vault.json").write_bytes(found.vault)
    (desk.home / "cases.db").touch()
    found.take_out_database(desk.home / "cases.db")
    with begin(desk, copy) as restore:
        assert restore.differs.relation is Relation.SAME
    with begin(desk, tmp_path / "newer.zip") as restore:
        assert restore.differs.relation is Relation.LATER
        assert [note.reference for note in restore.differs.only_there] == ["OX-3"]
    with desk.unlock() as store:
        desk.new_case(store, "OX-9")
    with begin(desk, tmp_path / "newer.zip") as restore:
        assert restore.differs.relation is Relation.PARTED
        assert [note.reference for note in restore.differs.only_here] == ["OX-9"]


def test_the_copy_of_another_vault_is_called_that(desk, copy, tmp_path):
    """Another vault's copy needs a current passphrase; with one, the two are compared and the old pair is kept."""
    for passphrase in (PASSPHRASE, "other invented words here"):
        other = Desk(tmp_path / passphrase / "home", desk.clock)
        other.home.parent.mkdir()
        store, _ = other.create("Bea Example", passphrase)
        other.new_case(store, "CHW-1")
        store.backups.make(tmp_path / passphrase / "copy.zip")
        store.close()
        with begin(desk, tmp_path / passphrase / "copy.zip", passphrase, today=PASSPHRASE) as restore:
            assert restore.occupied
            assert restore.differs.relation is Relation.OTHER
            assert restore.differs.people.only_there == ("Bea Example",)
        desk.clock.forward(seconds=1)
    for today in (None, "not the words of today"):
        with pytest.raises(CopyReadmits, match="Bea Example"):
            begin(desk, tmp_path / passphrase / "copy.zip", passphrase, today=today)
    assert begin(desk, tmp_path / passphrase / "copy.zip", passphrase, today=PASSPHRASE).replace().is_dir()
    assert [case.reference for case in desk.unlock(passphrase).cases()] == ["CHW-1"]


def test_an_erased_case_that_would_come_back_is_named(desk, store, tmp_path):
    """If the copy has a case that was erased here since, that is shown before anything is replaced."""
    from champion_tui.domain.cases.case import CaseFacts

    desk.new_case(store, "OX-1", **{"full-name": "Zoë Example"})
    store.backups.make(tmp_path / "copy.zip")
    store.erase("OX-1", 1, CaseFacts(authority="oxford", body_type="voluntary", stage="homeless", outcome="refer"))
    store.close()
    with begin(desk, tmp_path / "copy.zip") as restore:
        assert restore.differs.brought_back == ("OX-1",)


def test_a_damaged_store_is_no_obstacle_and_is_kept_as_it_is(desk, copy):
    """Whatever is left of the old pair is put aside byte for byte, and it is reported that it could not be read."""
    original = desk.kept()
    for broken in (
        {"cases.db": b"rubbish"},
        {"vault.json": b"rubbish"},
        {"cases.db": None},
        {"vault.json": None},
        {"cases.db": original["cases.db"][:20_000], "vault.json": b""},
    ):
        desk.clock.forward(seconds=1)
        for name, content in (original | broken).items():
            (desk.home / name).unlink(missing_ok=True)
            if content is not None:
                (desk.home / name).write_bytes(content)
        before = desk.kept()
        restore = begin(desk, copy)
        assert restore.occupied
        assert restore.differs is None or "vault.json" in broken
        kept = restore.replace()
        assert {path.name: path.read_bytes() for path in kept.iterdir()} == before
        with desk.unlock() as store:
            assert len(good(store).cases()) == 2


def test_the_journal_of_a_store_that_was_killed_goes_with_it(desk, copy):
    """Committed changes still in the WAL are kept with the old pair, and never applied to the new one."""
    store = desk.unlock()
    desk.new_case(store, "OX-4")
    files = {path.name: path.read_bytes() for path in desk.home.iterdir() if path.is_file()}
    store.close()
    assert files["cases.db-wal"]
    shutil.rmtree(desk.home)
    desk.home.mkdir(mode=0o700)
    for name in ("vault.json", "cases.db", "cases.db-wal"):
        (desk.home / name).write_bytes(files[name])
    (desk.home / "vault.json").write_bytes(b"damaged")
    kept = begin(desk, copy).replace()
    (kept / "vault.json").write_bytes(files["vault.json"])
    with desk.unlock() as store:
        assert len(good(store).cases()) == 2
    aside = Desk(kept, desk.clock)
    kept.chmod(0o700)
    assert "OX-4" in {case.reference for case in aside.unlock().cases()}


def refused(desk, kind, file, passphrase=PASSPHRASE, person=None):
    """Beginning is refused with ``kind`` and a message, and no file of the home folder changes; returns the message."""
    before = desk.kept()
    with pytest.raises(StoreError) as caught:
        begin(desk, file, passphrase, person)
    assert isinstance(caught.value, kind)
    assert desk.kept() == before
    assert not (desk.home / ".new-pair").exists()
    return str(caught.value)


def test_what_cannot_be_put_back_is_refused(desk, copy, tmp_path):
    """A wrong passphrase, an unknown name, no copy and a newer program's copy each get a message, and nothing changes."""
    refused(desk, WrongPassphrase, copy, "wrong words")
    refused(desk, NoSuchPerson, copy, person="Nobody")
    refused(desk, CopyUnusable, tmp_path / "none.zip")
    refused(desk, CopyUnusable, desk.home / "cases.db")
    with desk.unlock() as store:
        execute(store, "PRAGMA user_version = 99")
        store.backups.make(tmp_path / "newer.zip")
        execute(store, "PRAGMA user_version = 2")
    assert "layout 99" in refused(desk, StoreTooNew, tmp_path / "newer.zip")


def test_a_copy_packed_by_other_hands_is_refused(desk, copy, tmp_path):
    """A fitting checksum around another database is not enough: only a person who could open the vault can have packed a copy."""
    found = container.read(copy)
    forged = tmp_path / "forged.zip"
    database = tmp_path / "database"
    database.write_bytes(desk.kept()["cases.db"])
    forged.touch()
    import dataclasses

    manifest = dataclasses.replace(found.manifest, database_sha256=container.file_digest(database))
    container.write(forged, manifest, found.vault, database)
    assert "nobody who could open the vault packed it" in refused(desk, CopyUnusable, forged)


def test_while_a_program_has_the_store_open_nothing_is_put_back(desk, copy):
    """The other program is named as the reason, and during a restore no program can open the store."""
    store = desk.unlock()
    refused(desk, StoreBusy, copy)
    store.close()
    with begin(desk, copy):
        with pytest.raises(StoreBusy):
            desk.unlock()
        with pytest.raises(StoreBusy):
            begin(desk, copy)
    assert len(desk.unlock().cases()) == 3


def test_a_copy_of_an_older_layout_is_brought_up_to_date(desk, tmp_path):
    """A copy that an earlier program made before the layout changed is restored with the current layout."""
    from pathlib import Path

    shutil.copytree(Path(__file__).parents[1] / "vectors" / "store" / "layout-1", desk.home)
    desk.unlock().close()
    (before,) = [copy for copy in copies_here.copies(desk.home) if copy.kind == "layout-1"]
    with begin(desk, before.path) as restore:
        assert restore.manifest.layout == 1
        restore.replace()
    with desk.unlock() as store:
        assert len(good(store).cases()) == 1


def test_a_disk_without_room_is_said_before_anything_is_written(desk, copy, monkeypatch):
    """Nothing is unpacked if it would fill the disk."""
    usage = shutil.disk_usage(desk.home)._replace(free=1000)
    monkeypatch.setattr(shutil, "disk_usage", lambda path: usage)
    assert "disk is full" in refused(desk, StoreError, copy)


def test_a_damaged_store_names_the_newest_whole_copy(desk, copy):
    """The way out at unlocking gives the copy's time and how to restore it; damaged copies are skipped."""
    (desk.home / "cases.db").write_bytes(b"rubbish" * 1000)
    with pytest.raises(StoreDamaged) as caught:
        desk.unlock()
    newest, older = copies_here.copies(desk.home)
    assert caught.value.copy == newest.path
    assert "Monday 23 November 2026 at 09:35" in caught.value.way_out
    assert f"vault restore {newest.path}" in caught.value.way_out
    (desk.home / "vault.json").write_bytes(b"rubbish")
    for ask in (desk.unlock, lambda: vault.people(desk.home)):
        with pytest.raises(VaultDamaged) as caught:
            ask()
        assert caught.value.copy == newest.path
    newest.path.write_bytes(newest.path.read_bytes()[:-1])
    with pytest.raises(VaultDamaged) as caught:
        desk.unlock()
    assert caught.value.copy == older.path
    older.path.write_bytes(b"")
    with pytest.raises(VaultDamaged) as caught:
        desk.unlock()
    assert caught.value.copy is None
    assert "There is no whole safety copy" in caught.value.way_out


def test_what_was_put_aside_is_put_back_as_a_copy_is(desk, copy):
    """A mistaken restore is undone by another one, and nothing of what was here is lost."""
    desk.unlock().close()
    kept = begin(desk, copy).replace()
    with begin(desk, kept) as again:
        assert again.people == ("Ann Example",)
        assert again.differs.relation is Relation.PARTED
        assert [case.reference for case in again.differs.only_there] == ["OX-3"]
        again.replace()
    assert {case.reference for case in good(desk.unlock()).cases()} == {"OX-1", "OX-2", "OX-3"}


def test_a_pair_whose_program_was_killed_is_put_back_with_what_it_saved_last(desk, copy, tmp_path):
    """The journal next to the pair is part of it; the pair itself is not changed."""
    pair = tmp_path / "pair"
    store = desk.unlock()
    desk.new_case(store, "OX-4")
    shutil.copytree(desk.home, pair, ignore=shutil.ignore_patterns("backups", "store.lock"))
    store.close()
    assert (pair / "cases.db-wal").stat().st_size > 0
    before = {path.name: path.read_bytes() for path in pair.iterdir()}
    fresh = Desk(tmp_path / "fresh", desk.clock)
    begin(fresh, pair).replace()
    assert "OX-4" in {case.reference for case in good(fresh.unlock()).cases()}
    assert {path.name: path.read_bytes() for path in pair.iterdir()} == before


@pytest.mark.parametrize("missing", ["vault.json", "cases.db"])
def test_a_folder_without_a_pair_is_no_copy(desk, copy, tmp_path, missing):
    """Half a pair, or a folder of something else, is refused with a message."""
    kept = begin(desk, copy).replace()
    (kept / missing).unlink()
    before = desk.kept()
    with pytest.raises(CopyUnusable, match=f"there is no {missing}"):
        begin(desk, kept)
    assert desk.kept() == before


def test_a_pair_that_does_not_belong_together_is_refused(desk, copy, tmp_path):
    """The list of people of one vault with the database of another is refused."""
    other = Desk(tmp_path / "other", desk.clock)
    other.create()[0].close()
    kept = begin(desk, copy).replace()
    shutil.copyfile(other.home / "cases.db", kept / "cases.db")
    before = desk.kept()
    with pytest.raises(StoreError):
        begin(desk, kept)
    assert desk.kept() == before


def test_where_old_pairs_cannot_be_kept_nothing_is_decided(desk, copy):
    """If a file is in place of the folder of copies, the restore is refused, and the store opens as before."""
    desk.unlock().close()
    shutil.rmtree(desk.home / "backups")
    (desk.home / "backups").write_text("in the way")
    with pytest.raises(StoreError):
        begin(desk, copy).replace()
    (desk.home / "backups").unlink()
    assert len(desk.unlock().cases()) == 3


def test_a_wrong_passphrase_touches_no_folder(desk, copy, tmp_path):
    """A mistyped home folder is neither created nor closed to others."""
    shared = tmp_path / "shared"
    shared.mkdir(mode=0o755)
    shared.chmod(0o755)
    for home in (shared, tmp_path / "new"):
        with pytest.raises(WrongPassphrase, match="does not open this copy"):
            putting_back.begin(home, copy, "wrong words altogether", now=desk.clock)
    assert shared.stat().st_mode & 0o777 == 0o755
    assert list(shared.iterdir()) == []
    assert not (tmp_path / "new").exists()
