"""The layout of the database: the migrations make what the code reads, and every old layout still opens."""

import shutil
from datetime import date
from pathlib import Path

import newer_layout
import pytest
from behind import execute, in_thread, inside
from invented_summaries import summarise
from store_changes import save_answers

from champion_tui.domain.cases.summary import CaseQuery
from champion_tui.store import vault
from champion_tui.store.copies import container, copies_here, making
from champion_tui.store.database import driver, schema, tables
from champion_tui.store.errors import (
    CaseSent,
    CopyNotMade,
    NotAsSeen,
    StoreBusy,
    StoreDamaged,
    StoreTooNew,
    UpgradeFailed,
)
from champion_tui.store.keys import passphrase, slots, vaultfile

KEPT = Path(__file__).parents[1] / "vectors" / "store"
RELEASED = sorted(folder.name for folder in KEPT.iterdir() if folder.is_dir())


def database_key(desk):
    """Returns the raw key of the desk's store."""
    listed = vaultfile.read(desk.home)
    return slots.opened(listed.vault, listed.slots[0], passphrase.as_bytes("four invented words here")).key


def column_names(store, table):
    """Returns the names of the columns that a table has now."""
    return {row[1] for row in execute(store, f"PRAGMA table_info({table})")}


@pytest.fixture
def older_case(desk):
    """Makes a closed store of the current layout with one case, and returns the case."""
    store, _ = desk.create()
    case = desk.new_case(store, **{"full-name": "Zoë"})
    store.close()
    return case


def test_a_database_of_every_released_layout_is_kept():
    """Each layout up to the current one has its file under tests/vectors/store, so that none can be forgotten."""
    assert [f"layout-{number}" for number in range(1, schema.VERSION + 1)] == RELEASED


@pytest.mark.parametrize("released", RELEASED)
def test_a_store_of_every_released_layout_opens_with_all_that_is_in_it(desk, released):
    """A store written by an earlier program keeps its case, details, settings, exports and events; it can be changed, and its
    sent referral is frozen.
    """
    shutil.copytree(KEPT / released, desk.home)
    store = desk.unlock()
    case = store.case("OX-2026-0001")
    assert (case.reference, case.version, case.area) == ("OX-2026-0001", 5, "oxfordshire")
    assert case.answers == {"emergency": "none", "circumstances": ("leaving-hospital", "pregnant")}
    assert case.agency == {"agency-name": "Invented Trust"}
    assert case.referral == {"full-name": "Zoë O’Example", "support-needs": ("a", "b")}
    assert (case.sent.code, case.sent.by, case.sent.on.isoformat()) == ("ALT-1", "Ann Example", "2026-11-23")
    assert (case.created_at.isoformat(), case.exported_at.isoformat()) == (
        "2026-11-23T09:30:00+00:00",
        "2026-11-23T09:45:00+00:00",
    )
    assert store.agency() == {"referrer-name": "Ann Example"}
    assert store.settings() == {"area": "oxfordshire"}
    assert [file.path for file in store.exported_files()] == ["/stick/OX-2026-0001"]
    assert [event.what for event in store.events()][:2] == ["vault-created", "created"]
    assert [result for result in store.check() if not result.ok] == []
    assert store.save_fields("OX-2026-0001", 5, "referral", {"paper": "none"}).version == 6
    with pytest.raises(CaseSent):
        store.save_fields("OX-2026-0001", 6, "referral", {"full-name": None})
    assert [erased.reference for erased in store.erased_cases()] == ([] if released == "layout-1" else ["OX-2026-0002"])


def test_what_an_earlier_program_did_not_keep_is_not_made_up(desk):
    """A case sent before layout 3 has no record of what was read out or of the day of sending; one of layout 3 has."""
    for released, kept in (("layout-2", False), ("layout-3", True)):
        home = desk.home / released
        shutil.copytree(KEPT / released, home)
        with vault.unlock(home, "four invented words here", now=desk.clock) as store:
            case = store.case("OX-2026-0001")
            assert (case.as_sent is not None, case.pack_contents is not None) == (kept, kept)
            assert (bool(case.read_out), bool(case.taken_back)) == (kept, kept)
            assert case.followed_by == ("OX-2026-0003" if kept else None)


def test_steps_and_the_early_list_are_kept_since_layout_4(desk):
    """A store of layout 4 has a step, an entry of the early list and its summaries; an older one gets summaries once it is open."""
    for released, kept in (("layout-3", False), ("layout-4", True)):
        home = desk.home / released
        shutil.copytree(KEPT / released, home)
        with vault.unlock(home, "four invented words here", now=desk.clock) as store:
            steps = store.case("OX-2026-0003").steps
            assert {kind: step.what for kind, step in steps.items()} == (
                {"withdrawn": "no-longer-wanted"} if kept else {}
            )
            assert [entry.own_reference for entry in store.early()] == (["HMP-17"] if kept else [])
            assert store.listed(CaseQuery(), date(2026, 11, 26)).total == (2 if kept else 0)
            store.summarise_with(summarise, "another basis")
            assert store.listed(CaseQuery(), date(2026, 11, 26)).total == 2
            assert store.erased_case("OX-2026-0002").facts.status is None
            assert [result for result in store.check() if not result.ok] == []


def test_the_migrations_make_exactly_the_tables_that_the_code_reads(desk):
    """Alembic finds no difference between the tables that its scripts make and those that the code declares."""
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext
    from sqlmodel import SQLModel

    store, _ = desk.create()

    def ours(name, kind, parents):
        """Leaves out the text indexes and the tables that FTS5 keeps for each, which SQLAlchemy does not know."""
        return kind != "table" or not name.startswith(tuple(tables.INDEXED))

    def compare():
        with inside(store).database.engine.connect() as sql:
            opts = {"compare_type": True, "include_name": ours}
            return compare_metadata(MigrationContext.configure(sql, opts=opts), SQLModel.metadata)

    assert in_thread(store, compare) == []


def test_todays_layout_runs_no_migration_and_loads_no_alembic(desk, older_case, monkeypatch):
    """Opening a store of the current layout makes no copy of it and runs no script."""
    monkeypatch.setattr(schema, "bring_up_to_date", None)
    assert desk.unlock().cases() == (older_case,)
    assert set(desk.kept()) - {"cases.db-wal", "cases.db-shm"} == {"vault.json", "cases.db"}


def test_an_older_layout_is_copied_and_brought_up_to_date(desk, older_case):
    """The copy is the old store, complete and encrypted under the same key; the new store has the same cases and the new column."""
    with newer_layout.installed():
        store = desk.unlock()
        assert store.cases() == (older_case,)
        assert "note" in column_names(store, "case_record")
        assert [result for result in store.check() if not result.ok] == []
        assert save_answers(store, "OX-1", {"age": "18-plus"}).version == 2
        store.close()
        assert desk.unlock().case("OX-1").answers["age"] == "18-plus"
    (copy,) = [copy for copy in copies_here.copies(desk.home) if copy.kind == "layout-4"]
    assert copy.path.name == "layout-4-2026-11-23T093000.000000Z.zip"
    assert copy.path.stat().st_mode & 0o777 == 0o600
    assert (desk.home / "backups").stat().st_mode & 0o777 == 0o700
    for other in desk.opened:
        other.close()
    (desk.home / "cases.db").write_bytes(b"")
    container.read(copy.path).take_out_database(desk.home / "cases.db")
    with pytest.raises(NotAsSeen, match="older than what you saw last"):
        desk.unlock()
    assert desk.unlock(accept=True).cases() == (older_case,)


def test_afterwards_an_older_program_says_that_it_is_too_old(desk, older_case):
    """Once brought up to date, the store is refused by the older program, which changes nothing."""
    with newer_layout.installed():
        desk.unlock().close()
    before = desk.kept()
    with pytest.raises(StoreTooNew):
        desk.unlock()
    assert desk.kept() == before


@pytest.mark.parametrize("folder", ["layout_5_broken", "layout_5_dangling"])
def test_a_migration_that_fails_leaves_the_store_as_it_was(desk, older_case, folder):
    """A migration that fails half-way or leaves dangling rows is rolled back, the copy is named, and the current program opens
    the store.
    """
    with newer_layout.installed(folder), pytest.raises(UpgradeFailed, match=r"It is as it was.*layout-4-"):
        desk.unlock()
    store = desk.unlock()
    assert store.cases() == (older_case,)
    assert "note" not in column_names(store, "case_record")
    assert [result for result in store.check() if not result.ok] == []


def test_no_layout_is_changed_while_another_program_is_open(desk, older_case):
    """While the older program has the store open, the newer one is told to wait, and nothing changes."""
    older = desk.unlock()
    with newer_layout.installed(), pytest.raises(StoreBusy):
        desk.unlock()
    assert older.cases() == (older_case,)
    assert [copy.kind for copy in copies_here.copies(desk.home)] == ["auto"]
    older.close()
    with newer_layout.installed():
        assert desk.unlock().cases() == (older_case,)


def test_without_room_for_the_copy_no_layout_is_changed(desk, older_case, monkeypatch):
    """If the copy cannot be made, no migration begins and nothing half-made is left."""

    def full(*arguments):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(container, "write", full)
    with newer_layout.installed(), pytest.raises(CopyNotMade, match="disk is full"):
        desk.unlock()
    assert not [path for path in (desk.home / "backups").iterdir() if path.name.startswith("layout")]
    assert desk.unlock().cases() == (older_case,)


def test_a_store_that_is_damaged_is_not_copied(desk, older_case):
    """A copy that does not verify is not kept, and nothing half-made is left."""
    key = database_key(desk)
    damaged = bytearray((desk.home / "cases.db").read_bytes())
    damaged[5 * 4096 + 100] ^= 1
    (desk.home / "cases.db").write_bytes(damaged)
    source = driver.connect(desk.home / "cases.db", key)
    try:
        with driver.translating(), pytest.raises(StoreDamaged):
            making.copy_before_upgrade(source, key, desk.home, 2, desk.clock())
    finally:
        source.close()
    assert not [path for path in (desk.home / "backups").iterdir() if path.name.startswith("layout")]
