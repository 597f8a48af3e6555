"""A store that opens with my passphrase is my store: what each person last saw is compared whenever they unlock."""

import json
import secrets
import shutil
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import forging
import pytest
from behind import in_thread, inside
from store_desk import PASSPHRASE, PERSON, Desk

from champion_tui.store import slot_list
from champion_tui.store.copies import container, copies_here
from champion_tui.store.errors import CopyNotAsSeen, CopyReadmits, NotAllowed, NotAsSeen, StoreDamaged, VaultDamaged
from champion_tui.store.keys import kdf, slots, vaultfile
from champion_tui.store.pins import FIRST
from champion_tui.store.restoring import putting_back

BOB, BOBS = "Bob Example", "another five invented words"
CY, CYS = "Cy Example", "a third set of words"
RELEASED = Path(__file__).parents[1] / "vectors" / "store"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Makes new slots cheap to unlock."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)


@pytest.fixture
def remembering(tmp_path, clock):
    """Yields a desk on a machine that remembers what was seen last."""
    desk = Desk(tmp_path / "home", clock, tmp_path / "memory")
    yield desk
    for store in desk.opened:
        store.close()


@pytest.fixture
def team(remembering):
    """Returns the desk of a closed vault with one case, which Ann and Bob have both unlocked, and the recovery code."""
    store, code = remembering.create()
    store.people.add(BOB, "deputy", BOBS)
    remembering.new_case(store, "OX-1")
    store.close()
    for given, person in ((BOBS, BOB), (code, None)):
        remembering.unlock(given, person).close()
    return remembering, code


def elsewhere(desk, tmp_path):
    """Returns a desk for the same folder on a machine that remembers nothing of it."""
    return Desk(desk.home, desk.clock, tmp_path / "other-memory")


def ann(desk, **how):
    """Returns the store as Ann opens it."""
    return desk.unlock(PASSPHRASE, PERSON, **how)


def quiet(desk, passphrase, person):
    """Unlocks, and asserts that there is no note and no failed check."""
    with desk.unlock(passphrase, person) as store:
        assert store.notes == ()
        assert [result for result in store.check() if not result.ok] == []


def put_back(desk, file, passphrase=PASSPHRASE, person=PERSON, **asked):
    """Restores a copy or a pair of files without asking."""
    how = putting_back.HowToPutBack(memory=desk.memory, **asked)
    return putting_back.begin(desk.home, file, passphrase, now=desk.clock, person=person, asked=how).replace()


# -- the store that was forged from vault.json alone ----------------------------------------------------------------


@pytest.mark.parametrize("how", [{}, {"pinned": False}, {"handed": True}])
@pytest.mark.parametrize("remembers", [True, False])
def test_a_store_forged_from_vault_json_alone_opens_for_nobody(team, tmp_path, how, remembers):
    """A forged store sealed to everybody's public halves is refused, with pins, without them or with a forged hand-over,
    whether or not the machine remembers, and nothing is changed.
    """
    desk, code = team
    forging.forge_store(desk.home, **how)
    here = desk if remembers else elsewhere(desk, tmp_path)
    before = desk.kept()
    for given, person in ((PASSPHRASE, PERSON), (BOBS, BOB), (code, None)):
        with pytest.raises(NotAsSeen) as caught:
            here.unlock(given, person)
        assert "Ann Example: the vault was made" in str(caught.value)
    assert {name: desk.kept()[name] for name in before} == before


def test_a_forged_store_whose_database_cannot_be_read_is_forged_and_not_damaged(team):
    """If the key itself is not the person's own, no copy is recommended."""
    desk, _ = team
    forging.forge_store(desk.home)
    (desk.home / "cases.db").write_bytes(secrets.token_bytes(8192))
    with pytest.raises(NotAsSeen):
        ann(desk)


def test_a_pin_of_somebody_else_or_of_another_vault_is_no_pin(team, clock, tmp_path):
    """Bob's pin in Ann's slot, rightly signed with the key, does not open for Ann."""
    desk, _ = team
    listed = vaultfile.read(desk.home)
    key = slots.opened(listed.vault, listed.slots[0], PASSPHRASE.encode()).key
    bobs = listed.slots[1].last_seen
    swapped = replace(listed, slots=(replace(listed.slots[0], last_seen=bobs), *listed.slots[1:]))
    vaultfile.write(desk.home, slots.signed(swapped, slots.list_key(listed.vault, key)))
    with pytest.raises(NotAsSeen, match=r"taken out of vault\.json, or changed"):
        ann(elsewhere(desk, tmp_path))


# -- the store that was rolled back ----------------------------------------------------------------------------------


def test_a_whole_folder_rolled_back_is_noticed_on_a_machine_that_remembers(team, tmp_path):
    """A person who saw a later state than both files hold is stopped and told both entry numbers; without a memory the vault
    opens.
    """
    desk, _ = team
    shutil.copytree(desk.home, tmp_path / "earlier")
    with ann(desk) as store:
        desk.new_case(store, "OX-2")
    shutil.rmtree(desk.home)
    shutil.copytree(tmp_path / "earlier", desk.home)
    with pytest.raises(NotAsSeen, match="ends with entry 3, and you have seen entry 4"):
        ann(desk)
    quiet(desk, BOBS, BOB)
    quiet(elsewhere(desk, tmp_path), PASSPHRASE, PERSON)


def test_an_old_database_alone_is_noticed_on_any_machine(team, tmp_path):
    """An old cases.db with the current list is noticed, because the pin in the list has seen more."""
    desk, _ = team
    old = (desk.home / "cases.db").read_bytes()
    with ann(desk) as store:
        desk.new_case(store, "OX-2")
    (desk.home / "cases.db").write_bytes(old)
    with pytest.raises(NotAsSeen, match="older than what you saw last"):
        ann(elsewhere(desk, tmp_path))


def test_a_history_that_went_another_way_is_noticed(team, tmp_path):
    """An earlier folder that was continued elsewhere is noticed: it is longer, and has another entry at the person's last one."""
    desk, _ = team
    other = Desk(tmp_path / "earlier", desk.clock, tmp_path / "other-memory")
    shutil.copytree(desk.home, other.home)
    for where, names in ((desk, ("OX-2",)), (other, ("OX-3", "OX-4", "OX-5"))):
        with ann(where) as store:
            for name in names:
                where.new_case(store, name)
    shutil.rmtree(desk.home)
    shutil.copytree(other.home, desk.home)
    with pytest.raises(NotAsSeen, match=r"entry 4 is another one.*Ann Example: something was entered"):
        ann(desk)


def test_a_change_is_taken_only_on_purpose_and_stands_in_the_history(team, tmp_path):
    """A change is refused again and again; once accepted it is recorded, and from then on counts as seen last."""
    desk, _ = team
    old = (desk.home / "cases.db").read_bytes()
    with ann(desk) as store:
        desk.new_case(store, "OX-2")
    (desk.home / "cases.db").write_bytes(old)
    for _ in range(2):
        with pytest.raises(NotAsSeen):
            ann(desk)
    with ann(desk, accept=True) as store:
        assert store.events()[-1].what == "change-accepted"
        assert store.events()[-1].who == PERSON
        words = {result.name: result.words for result in store.check()}
        assert "you took it anyway" in words["seen"]
    quiet(desk, PASSPHRASE, PERSON)


# -- what passes quietly ---------------------------------------------------------------------------------------------


def test_whatever_the_team_does_passes_quietly(team, tmp_path):
    """People added and removed with new keys, changed passphrases and codes, and other work pass without a note for all who
    stay, also on a machine that missed three keys and on one that has never seen the vault.
    """
    desk, _ = team
    codes = []
    other = elsewhere(desk, tmp_path)
    quiet(other, BOBS, BOB)
    for number in range(3):
        with ann(desk) as store:
            store.people.add(f"{CY} {number}", "deputy", CYS)
            store.people.remove(f"{CY} {number}", new_code=codes.append)
            desk.new_case(store, f"NEW-{number}")
    quiet(other, BOBS, BOB)
    quiet(desk, BOBS, BOB)
    quiet(desk, codes[-1], None)
    with ann(desk) as store:
        store.people.change_passphrase(None, CYS)
        codes.append(store.people.new_recovery_code())
    quiet(desk, CYS, PERSON)
    quiet(other, CYS, PERSON)
    quiet(Desk(desk.home, desk.clock, tmp_path / "third"), codes[-1], None)
    assert len(vaultfile.read(desk.home).hand_overs) == 3


def test_a_missing_or_unwritable_memory_keeps_nobody_out(team, tmp_path):
    """Another machine has no memory; if its folder cannot be made, the vault opens and the check says what prevented it."""
    desk, _ = team
    (tmp_path / "file").write_text("no folder")
    nowhere = Desk(desk.home, desk.clock, tmp_path / "file")
    with ann(nowhere) as store:
        (seen,) = [result for result in store.check() if result.name == "seen"]
        assert not seen.ok
        assert "could not remember it" in seen.words
    quiet(Desk(desk.home, desk.clock), PASSPHRASE, PERSON)
    for path in desk.memory.rglob("*"):
        if path.is_file():
            path.write_bytes(b"damaged")
    quiet(desk, PASSPHRASE, PERSON)


def test_the_memory_gives_nothing_away(team):
    """The memory has random names and sealed bytes, and only its owner may read it."""
    desk, _ = team
    files = [path for path in desk.memory.rglob("*") if path.is_file()]
    assert len(files) == 3
    listed = vaultfile.read(desk.home)
    for path in files:
        assert path.parent.name == listed.vault
        assert path.stat().st_mode & 0o777 == 0o600
        assert PERSON.encode() not in path.read_bytes()
    assert desk.memory.stat().st_mode & 0o777 == 0o700


def test_a_passphrase_is_derived_once_at_each_unlocking(team, monkeypatch):
    """The pins need no second slow derivation of a key."""
    desk, _ = team
    derived, derive = [], slots.derive
    monkeypatch.setattr(slots, "derive", lambda *given: (derived.append(1), derive(*given))[1])
    ann(desk).close()
    assert derived == [1]


def test_a_vault_json_that_dies_between_the_memories_still_opens(team, monkeypatch):
    """If the program is killed before the pin or its copy outside is written, the older memory still accepts the store."""
    desk, _ = team
    before = {path: path.read_bytes() for path in desk.memory.rglob("*") if path.is_file()}
    with ann(desk) as store:
        desk.new_case(store, "OX-2")
    for path, content in before.items():
        path.write_bytes(content)
    quiet(desk, PASSPHRASE, PERSON)
    listed = (desk.home / "vault.json").read_bytes()
    with ann(desk) as store:
        desk.new_case(store, "OX-3")
    (desk.home / "vault.json").write_bytes(listed)
    quiet(desk, PASSPHRASE, PERSON)


def test_practising_with_a_copy_elsewhere_is_no_news_about_the_store(team, tmp_path):
    """The same vault restored into another folder goes its own way, and the store still opens without a note, even after a move."""
    desk, _ = team
    with ann(desk) as store:
        store.backups.make(tmp_path / "copy.zip")
        desk.new_case(store, "OX-2")
    practice = Desk(tmp_path / "practice", desk.clock, desk.memory)
    put_back(practice, tmp_path / "copy.zip")
    for _ in range(2):
        with ann(practice) as store:
            practice.new_case(store, f"PRACTICE-{len(store.cases())}")
        quiet(desk, PASSPHRASE, PERSON)
    moved = Desk(tmp_path / "moved", desk.clock, desk.memory)
    shutil.copytree(desk.home, moved.home)
    quiet(moved, PASSPHRASE, PERSON)


# -- stores of an earlier program ------------------------------------------------------------------------------------


@pytest.mark.parametrize("released", ["layout-1", "layout-2", "layout-3"])
def test_a_released_store_is_pinned_at_its_first_opening_and_that_is_said_once(remembering, tmp_path, released):
    """An earlier program's store opens with one note; from then on a forged store is refused, even without pins."""
    shutil.copytree(RELEASED / released, remembering.home)
    with remembering.unlock() as store:
        assert store.notes == (FIRST,)
    quiet(remembering, PASSPHRASE, None)
    quiet(elsewhere(remembering, tmp_path), PASSPHRASE, None)
    assert json.loads((remembering.home / "vault.json").read_text())["version"] == 2
    forging.forge_store(remembering.home, pinned=False)
    for here in (remembering, elsewhere(remembering, tmp_path)):
        with pytest.raises(NotAsSeen):
            here.unlock()


def test_an_unpinned_list_of_before_does_not_pass_where_this_machine_remembers(remembering):
    """An earlier program's vault.json that was kept and sealed to another key is refused on a machine that remembers the vault."""
    shutil.copytree(RELEASED / "layout-3", remembering.home)
    old = vaultfile.read(remembering.home)
    remembering.unlock().close()
    key = secrets.token_bytes(32)
    forging.forge_pair(remembering.home, forging.forged_list(old, key), key)
    with pytest.raises(NotAsSeen):
        remembering.unlock()


# -- safety copies and kept pairs ------------------------------------------------------------------------------------


def test_a_forged_copy_is_never_recommended(team, tmp_path):
    """If the database is damaged and the newest copy is forged, the newest genuine copy is named, or none."""
    desk, _ = team
    with ann(desk) as store:
        store.backups.wait()
        own = copies_here.copies(desk.home)[0].path
    later = desk.clock() + timedelta(minutes=1)
    forged = forging.forge_copy(desk.home, desk.home / "backups" / f"auto-{copies_here.stamp(later)}.zip", later)
    desk.clock.forward(hours=1)
    (desk.home / "cases.db").write_bytes(secrets.token_bytes(8192))
    with pytest.raises(StoreDamaged) as caught:
        ann(desk)
    assert caught.value.copy == own
    for copy in copies_here.copies(desk.home):
        if copy.path != forged:
            copies_here.delete(copy)
    with pytest.raises(StoreDamaged) as caught:
        ann(desk)
    assert caught.value.copy is None


@pytest.mark.parametrize("pinned", [True, False])
def test_a_forged_copy_or_pair_is_not_put_back(team, tmp_path, pinned):
    """A forged copy or pair opens with everybody's passphrase, is still refused, and can be accepted on purpose."""
    desk, _ = team
    copy = forging.forge_copy(desk.home, tmp_path / "copy.zip", desk.clock())
    pair = tmp_path / "replaced"
    pair.mkdir()
    key = secrets.token_bytes(32)
    forging.forge_pair(pair, forging.forged_list(vaultfile.read(desk.home), key, pinned=pinned), key)
    before = desk.kept()
    for file in (copy, pair):
        for given, person in ((PASSPHRASE, PERSON), (BOBS, BOB)):
            with pytest.raises(CopyNotAsSeen):
                put_back(desk, file, given, person)
    assert desk.kept() == before
    put_back(desk, pair, accept=True)
    with ann(desk) as store:
        assert store.cases() == ()
        assert any("put back a safety copy" in note for note in store.notes)
    with pytest.raises(NotAsSeen):
        desk.unlock(BOBS, BOB)


def test_a_forged_newest_copy_does_not_stop_the_next_one(team, tmp_path):
    """A forged manifest that claims to match the store does not prevent the next copy."""
    desk, _ = team
    with ann(desk) as store:
        store.backups.wait()
        (newest, *_) = copies_here.copies(desk.home)
        good = container.read(newest.path)
        told = replace(
            container.peek(newest.path), events=len(store.events()), chain_head=store.chain_head(), mac="0" * 64
        )
        good.take_out_database(_empty(tmp_path / "cases.db"))
        container.write(_empty(newest.path), told, good.vault, tmp_path / "cases.db")
        assert store.backups._changed_since(newest)


def _empty(path):
    path.write_bytes(b"")
    return path


# -- putting back, and who is told -----------------------------------------------------------------------------------


def test_after_a_restore_by_somebody_of_today_everybody_is_told_once_and_goes_on(team, tmp_path):
    """After Ann restores a copy, she and Bob are each told once, at their next unlocking, when it was done and by whom."""
    desk, _ = team
    with ann(desk) as store:
        store.backups.make(tmp_path / "copy.zip")
        desk.new_case(store, "OX-2")
    quiet(desk, BOBS, BOB)
    put_back(desk, tmp_path / "copy.zip")
    for here in (desk, elsewhere(desk, tmp_path)):
        for given, person in ((PASSPHRASE, PERSON), (BOBS, BOB)):
            with here.unlock(given, person) as store:
                told = [note for note in store.notes if "Ann Example put back a safety copy" in note]
                assert len(told) == (1 if here is desk else 0)
            quiet(here, given, person)


def test_a_restore_after_a_new_key_is_vouched_for_too(team, tmp_path):
    """A current member may restore a copy under the previous key: people who saw the newer key then accept the old one."""
    desk, _ = team
    with ann(desk) as store:
        store.people.add(CY, "deputy", CYS)
        store.backups.make(tmp_path / "copy.zip")
        store.people.remove(CY)
    quiet(desk, BOBS, BOB)
    put_back(desk, tmp_path / "copy.zip")
    with desk.unlock(BOBS, BOB) as store:
        assert any("put back a safety copy" in note for note in store.notes)
    with ann(desk) as store:
        store.people.remove(CY)
    quiet(desk, BOBS, BOB)


def test_a_restore_that_nobody_of_today_did_stops_everybody_else(team, tmp_path):
    """Without vault.json nobody can vouch: the person who restored the copy goes on, and everybody else is stopped and told who."""
    desk, _ = team
    with ann(desk) as store:
        store.backups.make(tmp_path / "copy.zip")
        desk.new_case(store, "OX-2")
    quiet(desk, BOBS, BOB)
    (desk.home / "vault.json").unlink()
    put_back(desk, tmp_path / "copy.zip")
    with ann(desk) as store:
        assert any("put back a safety copy" in note for note in store.notes)
    with pytest.raises(NotAsSeen, match="Ann Example: a safety copy was put back"):
        desk.unlock(BOBS, BOB)
    with desk.unlock(BOBS, BOB, accept=True) as store:
        assert any("put back a safety copy" in note for note in store.notes)
    quiet(desk, BOBS, BOB)


def test_after_a_forged_store_ones_own_copy_is_put_back_and_opens(team, tmp_path):
    """After a forged store, Ann can restore her own copy, because the store that is here is not one she knows."""
    desk, _ = team
    with ann(desk) as store:
        store.backups.make(tmp_path / "copy.zip")
    forging.forge_store(desk.home)
    put_back(desk, tmp_path / "copy.zip")
    with ann(desk) as store:
        assert [case.reference for case in store.cases()] == ["OX-1"]


# -- who left is out -------------------------------------------------------------------------------------------------


def test_a_copy_that_lets_somebody_in_again_takes_a_passphrase_of_today(team, tmp_path):
    """A removed person's passphrase or an old recovery code restores nothing without a current passphrase."""
    desk, code = team
    with ann(desk) as store:
        store.backups.make(tmp_path / "stick.zip")
        store.people.remove(BOB)
    before = desk.kept()
    for given, person in ((BOBS, BOB), (code, None)):
        for today in (None, BOBS, code, "no such words at all"):
            with pytest.raises(CopyReadmits, match=r"Bob Example and whoever has the recovery code of that time"):
                put_back(desk, tmp_path / "stick.zip", given, person, today=today)
    assert desk.kept() == before
    put_back(desk, tmp_path / "stick.zip", BOBS, BOB, today=PASSPHRASE)
    with ann(desk) as store:
        assert any("Bob Example put back a safety copy" in note for note in store.notes)


def test_an_old_passphrase_is_not_let_in_again_either(team, tmp_path):
    """A copy from before a passphrase was changed is not restored with the old passphrase alone."""
    desk, _ = team
    with ann(desk) as store:
        store.backups.make(tmp_path / "stick.zip")
    with desk.unlock(BOBS, BOB) as store:
        store.people.change_passphrase(None, CYS)
    with pytest.raises(CopyReadmits, match="the passphrase that Bob Example had then"):
        put_back(desk, tmp_path / "stick.zip", BOBS, BOB)
    put_back(desk, tmp_path / "stick.zip", BOBS, BOB, today=CYS)


def test_the_old_key_sealed_under_todays_list_opens_for_nobody_who_saw_the_new_one(team, tmp_path):
    """If Bob seals the old key to the current people with the old database, Ann is warned, because she has seen a later key."""
    desk, _ = team
    listed = vaultfile.read(desk.home)
    key = slots.opened(listed.vault, listed.slots[1], BOBS.encode()).key
    old = (desk.home / "cases.db").read_bytes()
    with ann(desk) as store:
        store.people.remove(BOB)
    today = vaultfile.read(desk.home)
    (desk.home / "cases.db").write_bytes(old)
    for hand_overs in (today.hand_overs, ()):
        forged = forging.forged_list(replace(today, counter=listed.counter, hand_overs=hand_overs), key)
        (desk.home / "vault.json").write_bytes(forged.to_bytes())
        for here in (desk, elsewhere(desk, tmp_path)):
            with pytest.raises(NotAsSeen):
                ann(here)


def test_there_is_never_more_than_one_recovery_code(team):
    """A list with a second recovery code, rightly signed with the key, is unusable."""
    desk, _ = team
    listed = vaultfile.read(desk.home)
    key = slots.opened(listed.vault, listed.slots[0], PASSPHRASE.encode()).key
    second = slots.make_slot(listed.vault, slots.THE_CODE, b"a second code", kdf.TEST_ONLY_COST, key)
    more = replace(listed, slots=(*listed.slots, second))
    vaultfile.write(desk.home, slots.signed(more, slots.list_key(listed.vault, key)))
    with pytest.raises(VaultDamaged, match="more than one recovery code"):
        ann(desk)


def test_a_new_key_makes_a_new_recovery_code(team):
    """A removed person may have read the paper, so the old code opens nothing and the new one does."""
    desk, code = team
    codes = []
    with ann(desk) as store:
        store.people.remove(BOB, new_code=codes.append)
    quiet(desk, codes[0], None)
    with pytest.raises(Exception, match="does not open"):
        desk.unlock(code)


@pytest.mark.parametrize("whose", ["somebody", "code", "passphrase"])
def test_a_way_in_that_no_entry_tells_of_is_said_and_gets_no_new_key(team, whose):
    """If a person with the key adds a person, or replaces the recovery code or a passphrase, without an event, everybody is
    told at their next unlocking, the check fails, and no new key is sealed to that slot.
    """
    desk, _ = team
    with ann(desk) as store:
        key, home, proof = inside(store).opened.key, desk.home, inside(store).opened.list_key
        store.people.add(CY, "deputy", CYS)

        def change(held):
            (mine, bobs, cys), (code,) = held.people(), held.recovery()
            given = slots.Owner(bobs.kind, {"somebody": "Di Example"}.get(whose, BOB), "deputy")
            owner = slots.THE_CODE if whose == "code" else given
            made = slots.make_slot(
                held.vault, owner, b"mine", kdf.TEST_ONLY_COST, key, bobs.id if whose == "passphrase" else None
            )
            people = {"somebody": (mine, bobs, cys, made), "code": (mine, bobs, cys), "passphrase": (mine, made, cys)}[
                whose
            ]
            return replace(held, slots=(*people, made if whose == "code" else code))

        author = inside(store).author.slot
        in_thread(
            store,
            lambda: inside(store).database.write(
                lambda session: slot_list.change(session, home, proof, author, change)
            ),
        )
    named = {"somebody": "Di Example", "code": "the recovery code", "passphrase": BOB}[whose]
    with ann(desk) as store:
        assert any(f"no entry of the history tells of: {named}" in note for note in store.notes)
        (people,) = [result for result in store.check() if result.name == "people"]
        assert not people.ok
        assert named in people.words
        if whose == "code":
            store.people.remove(CY)
        else:
            with pytest.raises(NotAllowed, match=named):
                store.people.remove(CY)
            store.people.remove("Di Example" if whose == "somebody" else BOB)
        assert [result for result in store.check() if not result.ok] == []
