"""Replacing the pair of files: cut off at any step, there is the complete old pair or the complete new one."""

import hashlib
import json
import shutil

import pytest
from store_desk import PASSPHRASE, Desk

from champion_tui.store import vault
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.errors import StoreBusy, StoreDamaged, StoreError, VaultDamaged
from champion_tui.store.keys import swap

KEPT = "backups/replaced-before"


@pytest.fixture
def pairs(desk):
    """Returns two desks with folders side by side: the current store, not closed properly, and the one to replace it."""
    new = Desk(desk.home.with_name("home-new"), desk.clock)
    for each, reference in ((desk, "OLD-1"), (new, "NEW-1")):
        with each.create()[0] as store:
            each.new_case(store, reference)
    store = desk.unlock()
    desk.new_case(store, "OLD-2")
    for name in ("cases.db-wal", "cases.db-shm"):
        shutil.copyfile(desk.home / name, desk.home.with_name(name))
    store.close()
    for name in ("cases.db-wal", "cases.db-shm"):
        shutil.move(desk.home.with_name(name), desk.home / name)
        (desk.home / name).chmod(0o600)
    return desk, new


def copied(desk, place):
    """Returns the same desk over a copy of its folder, with the new pair next to it."""
    shutil.copytree(desk.home, place)
    shutil.copytree(desk.home.with_name("home-new"), place.with_name(f"{place.name}-new"))
    return Desk(place, desk.clock)


def staged(desk, new):
    """Stages the new pair without committing to it, and returns its folder."""
    folder = swap.stage(desk.home)
    for name in ("vault.json", "cases.db"):
        shutil.copyfile(new.home / name, folder / name)
    return folder


def decided(desk, new):
    """Stages and commits to the new pair with nothing moved yet, and returns its folder."""
    folder = staged(desk, new)
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in swap.PAIR}
    said = {"format": swap.FORMAT, "version": swap.VERSION, "sha256": sums, "keep": ""}
    (folder / "ready.json").write_text(json.dumps(said))
    return folder


def references(desk):
    """Returns the references of the cases in the store, which must be sound."""
    with desk.unlock() as store:
        assert [result for result in store.check() if not result.ok] == []
        return sorted(case.reference for case in store.cases())


@pytest.mark.parametrize("way", ["swap", "keep"])
def test_a_swap_cut_at_any_step_is_the_old_pair_or_the_new_one(pairs, zygote, tmp_path, way):
    """Killed before any step, a swap leaves the old store complete or the new one, and never the old one after the new."""
    outcomes, step, said = [], 0, []
    while "done" not in said:
        step += 1
        desk = copied(pairs[0], tmp_path / f"{way}-{step}")
        said = zygote.until_dead(f"{way}-{step} {desk.home}")
        assert vault.exists(desk.home)
        assert vault.people(desk.home) == ("Ann Example",)
        found = references(desk)
        outcomes.append(found == ["NEW-1"])
        assert found in (["NEW-1"], ["OLD-1", "OLD-2"])
        left = {name for name in desk.kept() if not name.startswith(KEPT)}
        assert left == {"vault.json", "cases.db"}
        assert not (desk.home / ".new-pair").exists()
        if way == "keep" and outcomes[-1]:
            assert references(Desk(desk.home / KEPT, desk.clock)) == ["OLD-1", "OLD-2"]
    assert step > 15
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


@pytest.mark.parametrize("moved", [(), ("cases.db",)], ids=["nothing moved", "half of it moved"])
def test_the_finishing_of_a_swap_may_be_cut_at_any_step_too(pairs, zygote, tmp_path, moved):
    """If the next unlocking is killed before any of its steps, the one after that still opens the new pair."""
    step, said, found = 0, [], []
    while "done" not in said:
        step += 1
        desk = copied(pairs[0], tmp_path / f"open-{step}")
        folder = decided(desk, pairs[1])
        for name in moved:
            for end in ("-wal", "-shm"):
                (desk.home / f"{name}{end}").unlink()
            (folder / name).replace(desk.home / name)
        said = zygote.until_dead(f"open-{step} {desk.home}")
        found.append(references(desk))
        assert not (desk.home / ".new-pair").exists()
    assert step > 15
    assert found == [["NEW-1"]] * step


def test_a_pair_that_was_never_decided_for_is_taken_away(pairs):
    """Without ready.json the new pair has no effect: it is deleted, and the store opens as it was."""
    desk, new = pairs
    staged(desk, new)
    assert references(desk) == ["OLD-1", "OLD-2"]
    assert not (desk.home / ".new-pair").exists()


@pytest.mark.parametrize("name", ["cases.db", "vault.json"])
@pytest.mark.parametrize("harm", ["changed", "cut", "missing"])
def test_a_damaged_pair_is_never_moved(pairs, name, harm):
    """If a file is not the one that was committed to, there is one message, and no byte of either pair changes."""
    desk, new = pairs
    path = decided(desk, new) / name
    raw = bytearray(path.read_bytes())
    raw[len(raw) // 2] ^= 1
    path.write_bytes(raw if harm == "changed" else raw[:-1])
    if harm == "missing":
        path.unlink()
    before = desk.kept()
    with pytest.raises(StoreDamaged if name == "cases.db" else VaultDamaged, match=r"new-pair is damaged"):
        desk.unlock()
    assert desk.kept() == before


@pytest.mark.parametrize(
    "ready",
    [
        "",
        "{",
        "[]",
        "null",
        "{}",
        "[" * 5000,
        '{"sha256": 1, "keep": ""}',
        '{"sha256": {"a": "b"}, "keep": ""}',
        "x" * 20_000,
    ],
    ids=range(9),
)
def test_a_decision_that_cannot_be_read_changes_nothing(pairs, ready):
    """Whatever ready.json contains instead, there is one message, and nothing is moved or deleted."""
    desk, new = pairs
    (decided(desk, new) / "ready.json").write_text(ready)
    before = desk.kept()
    with pytest.raises(VaultDamaged, match="cannot be read"):
        desk.unlock()
    assert desk.kept() == before


@pytest.mark.parametrize("keep", ["../elsewhere", "/tmp/elsewhere", "backups/../..", "backups", "local"])
def test_the_old_pair_is_never_kept_anywhere_but_among_the_backups(pairs, keep):
    """A path written into ready.json, or given by a caller, that is not among the backups is refused."""
    desk, new = pairs
    folder = decided(desk, new)
    said = json.loads((folder / "ready.json").read_text())
    (folder / "ready.json").write_text(json.dumps({**said, "keep": keep}))
    before = desk.kept()
    with pytest.raises(VaultDamaged):
        desk.unlock()
    assert desk.kept() == before
    (folder / "ready.json").unlink()
    with pytest.raises(ValueError, match=r"kept|subpath"):
        swap.commit(desk.home, desk.home / keep)


def test_a_swap_that_another_program_is_at_is_left_to_it(pairs):
    """While another program has the folder alone, unlocking is refused and the new pair stays; people can be listed."""
    desk, new = pairs
    staged(desk, new)
    other = HomeLock(desk.home, alone=True)
    before = desk.kept()
    with pytest.raises(StoreBusy):
        desk.unlock()
    assert vault.people(desk.home) == ("Ann Example",)
    assert desk.kept() == before
    other.release()
    assert references(desk) == ["OLD-1", "OLD-2"]


def test_a_decided_pair_is_neither_thrown_away_nor_overwritten(pairs):
    """A committed pair cannot be discarded, and no other pair can be staged over it."""
    desk, new = pairs
    decided(desk, new)
    before = desk.kept()
    swap.discard(desk.home)
    with pytest.raises(VaultDamaged, match="not finished"):
        swap.stage(desk.home)
    assert desk.kept() == before
    assert references(desk) == ["NEW-1"]


def test_an_old_file_put_back_in_the_middle_of_a_swap_is_noticed(pairs):
    """If the old database is put back after half the new pair was moved, it is not used with the new vault file."""
    desk, new = pairs
    old = (desk.home / "cases.db").read_bytes()
    folder = decided(desk, new)
    (folder / "cases.db").unlink()
    (desk.home / "cases.db").write_bytes(old)
    with pytest.raises(StoreDamaged):
        desk.unlock(PASSPHRASE)


def test_a_swap_needs_both_files(pairs):
    """A pair with one half missing is never committed to."""
    desk, new = pairs
    (staged(desk, new) / "cases.db").unlink()
    with pytest.raises(StoreError):
        swap.commit(desk.home)
    assert references(desk) == ["OLD-1", "OLD-2"]
