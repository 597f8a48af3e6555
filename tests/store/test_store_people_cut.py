"""A change of the people cut off at any step: the old list or the new one is valid, complete, and only its passphrases open."""

import shutil
import unicodedata

import pytest
from store_desk import PASSPHRASE, PERSON, Desk

from champion_tui.store import slot_list
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.errors import (
    KeyChangeUnfinished,
    NoSuchPerson,
    StoreClosed,
    StoreError,
    StoreFull,
    VaultDamaged,
    WrongPassphrase,
)
from champion_tui.store.keys import kdf, slots, swap, vaultfile

BOB, BOBS = "Bob Example", "seven other invented words"
OLD = {PASSPHRASE: PERSON, BOBS: BOB}
NEW = {
    "add": {**OLD, "a third set of words": "Cy Example"},
    "remove": {PASSPHRASE: PERSON},
    "leave": {PASSPHRASE: PERSON},
    "passphrase": {"another set of words": PERSON, BOBS: BOB},
    "code": OLD,
}
EVERY = {**OLD, **NEW["add"], **NEW["passphrase"]}


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Makes new slots cheap to unlock."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)


@pytest.fixture
def team(desk):
    """Returns the desk of a closed vault of two people with one case, and the recovery code."""
    store, code = desk.create()
    desk.new_case(store)
    store.people.add(BOB, "deputy", BOBS)
    store.close()
    return desk, code


def opening(desk, passphrases):
    """Returns those of the ``passphrases`` that open the store, and asserts that each finds it sound."""
    found = {}
    for given, person in passphrases.items():
        try:
            with desk.unlock(given, person) as store:
                assert [result for result in store.check() if not result.ok] == []
                assert [case.reference for case in store.cases()] == ["OX-1"]
        except (WrongPassphrase, NoSuchPerson):
            continue
        found[given] = person
    return found


@pytest.mark.parametrize("what", NEW)
def test_a_change_cut_at_any_step_is_done_or_not_done(team, zygote, tmp_path, what):
    """Killed before any step, a change leaves exactly the old or exactly the new passphrases valid, and no files behind."""
    outcomes, step, said = [], 0, []
    while "done" not in said:
        step += 1
        desk = Desk(tmp_path / f"home-{step}", team[0].clock)
        shutil.copytree(team[0].home, desk.home)
        said = zygote.until_dead(f"{what}-{step} {desk.home}")
        found = opening(desk, EVERY)
        if what == "code":
            assert found == OLD
            done = opening(desk, {team[1]: PERSON}) == {}
            codes = [line.split()[1] for line in said if line.startswith("code ")]
            assert not codes or opening(desk, {codes[0]: PERSON})
        else:
            assert found in (OLD, NEW[what])
            done = found == NEW[what]
            assert (opening(desk, {team[1]: PERSON}) == {}) == (done and what == "remove")
        outcomes.append(done)
        assert set(desk.kept()) == {"vault.json", "cases.db"}
        assert not (desk.home / ".new-pair").exists()
    assert step > 5
    assert outcomes == sorted(outcomes)
    assert set(outcomes) == {False, True}


def test_a_full_disk_while_a_person_is_taken_out_changes_nothing(team, monkeypatch):
    """If the disk is full before the change is committed, the store goes on, the same people open it, and nothing is left."""
    desk, _ = team

    def full(*_, **__):
        raise StoreFull

    for place in (
        "champion_tui.store.people.rotating.write_whole",
        "champion_tui.store.people.rotating.Database.write",
    ):
        with desk.unlock(person=PERSON) as store, monkeypatch.context() as failing:
            failing.setattr(place, full)
            with pytest.raises(StoreFull):
                store.people.remove(BOB)
            failing.undo()
            assert not swap.waiting(desk.home)
            assert store.case("OX-1")
            store.save_setting("x", place)
    assert opening(desk, OLD) == OLD
    with desk.unlock(person=PERSON) as store, monkeypatch.context() as failing:
        failing.setattr(swap, "file_sha256_hex", full)
        with pytest.raises(StoreFull):
            store.people.remove(BOB)
        assert store.case("OX-1")
        store.save_setting("x", "still writing")
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    assert opening(desk, OLD) == OLD


def test_a_new_key_that_is_decided_but_not_in_place_is_finished_at_the_next_unlocking(team, monkeypatch):
    """If the disk fails while the new files are moved, the store closes itself with a message, and unlocking again finishes the
    change. The new recovery code is given all the same.
    """
    desk, code = team
    given = []
    store = desk.unlock(person=PERSON)
    with monkeypatch.context() as failing:
        failing.setattr(swap, "_finish", lambda *_: (_ for _ in ()).throw(OSError(5, "Input/output error")))
        with pytest.raises(KeyChangeUnfinished, match="not yet in their place"):
            store.people.remove(BOB, new_code=given.append)
    with pytest.raises(StoreClosed):
        store.cases()
    assert opening(desk, {**OLD, code: PERSON, given[0]: PERSON}) == {PASSPHRASE: PERSON, given[0]: PERSON}


def test_a_folder_that_is_lost_to_another_program_closes_the_store(team, monkeypatch):
    """The shared lock is released before the exclusive one is taken; if another program gets in between, the store closes."""
    desk, _ = team
    store = desk.unlock(person=PERSON)

    def lost(lock, *, alone):
        return False

    with monkeypatch.context() as failing:
        failing.setattr(HomeLock, "_try", lost)
        with pytest.raises(StoreError):
            store.people.remove(BOB)
    with pytest.raises(StoreClosed):
        store.cases()
    assert opening(desk, OLD) == OLD


def signed_by_hand(desk, slots_given, counter):
    """Returns a list with these slots, signed as a person with the database key could."""
    listed = vaultfile.read(desk.home)
    key = slots.opened(listed.vault, listed.slots[0], PASSPHRASE.encode()).key
    made = vaultfile.VaultFile(listed.vault, counter, slots_given)
    return slots.signed(made, slots.list_key(listed.vault, key))


@pytest.mark.parametrize("counter", [1, 2, 3])
def test_a_list_laid_beside_the_one_that_holds_counts_for_nothing(team, counter):
    """A list next to the valid one is deleted and has no effect, whether older or newer, rightly signed or not."""
    desk, _ = team
    listed = vaultfile.read(desk.home)
    assert listed.counter == 2
    made = signed_by_hand(desk, listed.slots[:1], counter)
    for beside in (made, vaultfile.VaultFile(made.vault, counter, made.slots, bytes(32))):
        (desk.home / "vault.json.next").write_bytes(beside.to_bytes())
        assert opening(desk, OLD) == OLD
        assert not (desk.home / "vault.json.next").exists()
        assert vaultfile.read(desk.home).is_list_of(listed)


@pytest.mark.parametrize("beside", [b"", b"{", b"\x00" * 1000, b"[" * 100_000])
def test_rubbish_beside_the_list_is_taken_away(team, beside):
    """A file that cannot be read as a list is not treated as one."""
    desk, _ = team
    (desk.home / "vault.json.next").write_bytes(beside)
    assert opening(desk, OLD) == OLD
    assert not (desk.home / "vault.json.next").exists()


def test_an_older_list_put_back_while_a_change_waits_is_not_what_holds(team, monkeypatch):
    """After a change was cut off between commit and move, a removed person opens nothing, even with the oldest list put back."""
    desk, _ = team
    first = signed_by_hand(desk, vaultfile.read(desk.home).slots, 1)
    store = desk.unlock(person=PERSON)
    monkeypatch.setattr(slot_list, "settled", lambda *_: (_ for _ in ()).throw(StoreFull()))
    store.people.remove(BOB, keep_key=True)
    store.close()
    monkeypatch.undo()
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    assert (desk.home / "vault.json.next").exists()
    (desk.home / "vault.json").write_bytes(first.to_bytes())
    with pytest.raises(WrongPassphrase):
        desk.unlock(unicodedata.normalize("NFD", "no such words"), PERSON)
    assert opening(desk, {BOBS: BOB}) == {}
    assert opening(desk, {PASSPHRASE: PERSON}) == {PASSPHRASE: PERSON}
    assert set(desk.kept()) == {"vault.json", "cases.db"}


def test_a_changed_list_that_was_taken_away_before_it_was_in_place_is_noticed(team, monkeypatch):
    """If vault.json.next is deleted after the commit, the old list is called an older copy and opens for nobody."""
    desk, _ = team
    store = desk.unlock(person=PERSON)
    monkeypatch.setattr(slot_list, "settled", lambda *_: (_ for _ in ()).throw(StoreFull()))
    store.people.remove(BOB, keep_key=True)
    store.close()
    (desk.home / "vault.json.next").unlink()
    for given, person in OLD.items():
        with pytest.raises(VaultDamaged, match="older copy"):
            desk.unlock(given, person)
