"""A new pair of files in the place of the old one: cut at any step it is the old pair or the new one, whole."""

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
    """Two folders side by side: the store that is there, not closed in order, and the one that is to come."""
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
    """The same desk over a copy of its folder, with the new pair beside it."""
    shutil.copytree(desk.home, place)
    shutil.copytree(desk.home.with_name("home-new"), place.with_name(f"{place.name}-new"))
    return Desk(place, desk.clock)


def staged(desk, new):
    """The new pair staged, not decided for; gives its folder."""
    folder = swap.stage(desk.home)
    for name in ("vault.json", "cases.db"):
        shutil.copyfile(new.home / name, folder / name)
    return folder


def decided(desk, new):
    """The new pair decided for, nothing moved yet; gives its folder."""
    folder = staged(desk, new)
    sums = {name: hashlib.sha256((folder / name).read_bytes()).hexdigest() for name in swap.PAIR}
    said = {"format": swap.FORMAT, "version": swap.VERSION, "sha256": sums, "keep": ""}
    (folder / "ready.json").write_text(json.dumps(said))
    return folder


def references(desk):
    """The cases of the store that opens, which must be whole."""
    with desk.unlock() as store:
        assert [result for result in store.check() if not result.ok] == []
        return sorted(case.reference for case in store.cases())


@pytest.mark.parametrize("way", ["swap", "keep"])
def test_a_swap_cut_at_any_step_is_the_old_pair_or_the_new_one(pairs, zygote, tmp_path, way):
    """Killed before each step in turn: the old store opens with all it had, or the new one; and never the old one again."""
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
    """The next unlocking is killed before each of its steps: the one after that still opens the new pair."""
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
    """Without ready.json the new pair counts for nothing: the store opens as it was, and nobody finds the rest."""
    desk, new = pairs
    staged(desk, new)
    assert references(desk) == ["OLD-1", "OLD-2"]
    assert not (desk.home / ".new-pair").exists()


@pytest.mark.parametrize("name", ["cases.db", "vault.json"])
@pytest.mark.parametrize("harm", ["changed", "cut", "missing"])
def test_a_damaged_pair_is_never_moved(pairs, name, harm):
    """A file that is not the one decided for: one sentence, and not a byte of either pair is touched."""
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
    """Whatever stands in ready.json instead: one sentence, nothing moved, nothing taken away."""
    desk, new = pairs
    (decided(desk, new) / "ready.json").write_text(ready)
    before = desk.kept()
    with pytest.raises(VaultDamaged, match="cannot be read"):
        desk.unlock()
    assert desk.kept() == before


@pytest.mark.parametrize("keep", ["../elsewhere", "/tmp/elsewhere", "backups/../..", "backups", "local"])
def test_the_old_pair_is_never_kept_anywhere_but_among_the_backups(pairs, keep):
    """A place that somebody wrote into ready.json leads nowhere, and neither does one that a caller gives."""
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
    """While somebody has the folder alone, unlocking waits its turn in words and the new pair stays; people can be listed."""
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
    """What was decided comes first: it cannot be discarded, and no other pair can be staged over it."""
    desk, new = pairs
    decided(desk, new)
    before = desk.kept()
    swap.discard(desk.home)
    with pytest.raises(VaultDamaged, match="not finished"):
        swap.stage(desk.home)
    assert desk.kept() == before
    assert references(desk) == ["NEW-1"]


def test_an_old_file_put_back_in_the_middle_of_a_swap_is_noticed(pairs):
    """Half of the new pair moved, then the old database put back over it: it is not mixed with the new vault file."""
    desk, new = pairs
    old = (desk.home / "cases.db").read_bytes()
    folder = decided(desk, new)
    (folder / "cases.db").unlink()
    (desk.home / "cases.db").write_bytes(old)
    with pytest.raises(StoreDamaged):
        desk.unlock(PASSPHRASE)


def test_a_swap_needs_both_files(pairs):
    """A pair of which one half is missing is never decided for."""
    desk, new = pairs
    (staged(desk, new) / "cases.db").unlink()
    with pytest.raises(StoreError):
        swap.commit(desk.home)
    assert references(desk) == ["OLD-1", "OLD-2"]
