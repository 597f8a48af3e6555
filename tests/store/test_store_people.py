"""People added and removed, with which passphrase, and what each of them can still open afterwards."""

import pytest
from store_desk import PASSPHRASE, PERSON, Desk

from champion_tui.store import vault
from champion_tui.store.database import driver
from champion_tui.store.errors import (
    NoSuchPerson,
    NotAllowed,
    StoreBusy,
    StoreError,
    UnusableName,
    UnusablePassphrase,
    VaultDamaged,
    WrongPassphrase,
)
from champion_tui.store.keys import kdf, passphrase, slots, vaultfile

BOBS = "seven other invented words"
BOB = "Bob Example"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Makes new slots cheap to unlock."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)


@pytest.fixture
def team(desk):
    """Returns a store with two people in it, opened by the first, and the recovery code."""
    store, code = desk.create()
    desk.new_case(store)
    store.people.add(BOB, "deputy", BOBS)
    return store, code


def key_in(home, given, name):
    """Returns the database key that a passphrase opens from the vault file alone, as a person with a copy of it could."""
    listed = vaultfile.read(home)
    slot = next(slot for slot in listed.slots if slot.name == name)
    return slots.opened(listed.vault, slot, passphrase.as_bytes(given)).key


def whole(store):
    """Returns whether every check of the store passes."""
    return [result for result in store.check() if not result.ok] == []


def verbs(store):
    """Returns the verbs of the events that belong to no case."""
    return [event.what for event in store.events("")]


def opens_nothing(desk, given, person=None):
    """Asserts that a passphrase opens nothing here."""
    with pytest.raises((WrongPassphrase, NoSuchPerson)):
        desk.unlock(given, person)


def test_an_added_person_opens_the_vault_with_their_own_passphrase(desk, team):
    """Each person opens with their own passphrase only, the code works as before, and the event says who added the person."""
    store, code = team
    assert vault.people_and_roles(desk.home) == ((PERSON, "champion"), (BOB, "deputy"))
    assert verbs(store) == ["vault-created", "person-added"]
    assert store.events("")[-1].who == PERSON
    assert whole(store)
    store.close()
    for given, person in ((PASSPHRASE, PERSON), (BOBS, BOB), (code, None)):
        with desk.unlock(given, person) as opened:
            assert [case.reference for case in opened.cases()] == ["OX-1"]
    opens_nothing(desk, BOBS, PERSON)
    opens_nothing(desk, PASSPHRASE, BOB)


@pytest.mark.parametrize(
    "name",
    [
        "bob example",
        " BOB  EXAMPLE".replace("  ", " "),
        "Recovery Code",
        "",
        "x" * 101,
        "a\nb",
        "B\u200bob Exam\u00adple\ufeff",
    ],
)
def test_no_two_people_have_the_same_name(desk, team, name):
    """A name that is taken, in any capitals, or that cannot be shown is refused, and nothing is changed."""
    before = desk.kept()["vault.json"]
    with pytest.raises(UnusableName):
        team[0].people.add(name, "deputy", "yet another four words")
    assert desk.kept()["vault.json"] == before
    assert verbs(team[0])[-1] == "person-added"


@pytest.mark.parametrize("given", ["", "x" * 10_001, "half \ud83d"])
def test_an_unusable_passphrase_adds_nobody_and_changes_nothing(desk, team, given):
    """An empty or overlong passphrase, or one with broken characters, is refused before anything is written."""
    before = desk.kept()["vault.json"]
    for ask in (
        lambda: team[0].people.add("Cy Example", "deputy", given),
        lambda: team[0].people.change_passphrase(None, given),
    ):
        with pytest.raises(UnusablePassphrase):
            ask()
    assert desk.kept()["vault.json"] == before


def test_whoever_is_taken_out_opens_nothing_that_is_written_from_then_on(desk, team):
    """The removed person's passphrase opens nothing, nor does their key open the new database; the others go on as before."""
    store, code = team
    old_key, old_list = key_in(desk.home, BOBS, BOB), (desk.home / "vault.json").read_bytes()
    old_database, given_codes = desk.home.with_name("old.db"), []
    store.people.remove(" bob EXAMPLE ", new_code=given_codes.append)
    desk.new_case(store, "OX-2")
    assert whole(store)
    assert verbs(store)[2:] == ["person-removed", "key-changed"]
    store.close()
    assert vault.people(desk.home) == (PERSON,)
    opens_nothing(desk, BOBS, BOB)
    opens_nothing(desk, BOBS)
    opens_nothing(desk, code)
    old_database.write_bytes((desk.home / "cases.db").read_bytes())
    connection = driver.connect(old_database, old_key)
    with pytest.raises(StoreError, match="belongs to another vault"), driver.translating():
        connection.execute("SELECT count(*) FROM case_record").fetchall()
    connection.close()
    for given, person in ((PASSPHRASE, PERSON), (given_codes[0], None)):
        with desk.unlock(given, person) as opened:
            assert sorted(case.reference for case in opened.cases()) == ["OX-1", "OX-2"]
            assert opened.verify_chain().ok
    (desk.home / "vault.json").write_bytes(old_list)
    for given, person in ((BOBS, BOB), (PASSPHRASE, PERSON)):
        with pytest.raises(StoreError, match="belongs to another vault"):
            desk.unlock(given, person)


def test_with_the_key_kept_the_list_alone_changes(desk, team):
    """With the key kept, the passphrase opens nothing here, an old list put back is noticed, and an old copy has the same key."""
    store, code = team
    old = (desk.home / "vault.json").read_bytes()
    old_key = key_in(desk.home, BOBS, BOB)
    store.people.remove(BOB, keep_key=True)
    assert verbs(store)[-1] == "person-removed"
    assert whole(store)
    store.close()
    opens_nothing(desk, BOBS, BOB)
    assert key_in(desk.home, PASSPHRASE, PERSON) == old_key
    desk.unlock(code).close()
    (desk.home / "vault.json").write_bytes(old)
    for given, person in ((BOBS, BOB), (PASSPHRASE, PERSON), (code, None)):
        with pytest.raises(VaultDamaged, match="older copy"):
            desk.unlock(given, person)


def test_nobody_takes_out_themself_or_the_last_person(desk, team):
    """Removing oneself or the last person is refused with a message, also under the recovery code, and nothing is changed."""
    store, _ = team
    before = desk.kept()["vault.json"]
    for keep in (True, False):
        with pytest.raises(NotAllowed, match="themself"):
            store.people.remove(PERSON, keep_key=keep)
        with pytest.raises(NoSuchPerson):
            store.people.remove("Nobody", keep_key=keep)
        with pytest.raises(NoSuchPerson):
            store.people.remove("recovery code", keep_key=keep)
    assert desk.kept()["vault.json"] == before
    assert whole(store)
    codes = []
    store.people.remove(BOB, new_code=codes.append)
    store.close()
    with desk.unlock(codes[0]) as recovering:
        for keep in (True, False):
            with pytest.raises(NotAllowed, match="only person"):
                recovering.people.remove(PERSON, keep_key=keep)
    assert not (desk.home / ".new-pair").exists()


def test_a_changed_passphrase_takes_the_place_of_the_old_one(desk, team):
    """After a person changes their own passphrase only the new one opens, an old list put back is noticed, and others are
    unaffected.
    """
    store, code = team
    old = (desk.home / "vault.json").read_bytes()
    store.people.change_passphrase(None, "entirely fresh invented words")
    assert verbs(store)[-1] == "passphrase-changed"
    store.close()
    opens_nothing(desk, PASSPHRASE, PERSON)
    for given, person in (("entirely fresh invented words", PERSON), (BOBS, BOB), (code, None)):
        desk.unlock(given, person).close()
    (desk.home / "vault.json").write_bytes(old)
    with pytest.raises(VaultDamaged, match="older copy"):
        desk.unlock(PASSPHRASE, PERSON)


def test_another_persons_passphrase_is_changed_only_under_the_recovery_code(desk, team):
    """Ann cannot change Bob's passphrase; a person with the recovery code can."""
    store, code = team
    with pytest.raises(NotAllowed, match="Only Bob Example"):
        store.people.change_passphrase(BOB, "stolen in a moment of quiet")
    with pytest.raises(NoSuchPerson):
        store.people.change_passphrase("Nobody", "stolen in a moment of quiet")
    store.close()
    with desk.unlock(code) as recovering:
        recovering.people.change_passphrase(BOB, "remembered from now on, surely")
        with pytest.raises(NoSuchPerson):
            recovering.people.change_passphrase(None, "the code itself has none")
    opens_nothing(desk, BOBS, BOB)
    desk.unlock("remembered from now on, surely", BOB).close()


def test_a_new_recovery_code_takes_the_place_of_the_old_one(desk, team):
    """The old code opens nothing, the new one does, and an old list put back is noticed."""
    store, code = team
    old = (desk.home / "vault.json").read_bytes()
    fresh = store.people.new_recovery_code()
    assert fresh != code
    assert verbs(store)[-1] == "recovery-code-changed"
    assert whole(store)
    store.close()
    opens_nothing(desk, code, PERSON)
    desk.unlock(fresh.lower().replace("-", " ")).close()
    (desk.home / "vault.json").write_bytes(old)
    with pytest.raises(VaultDamaged, match="older copy"):
        desk.unlock(code)


@pytest.mark.parametrize("who", ["person", "recovery code"])
def test_an_old_slot_is_made_dearer_at_its_next_unlocking(desk, who, monkeypatch):
    """A slot from before the cost was raised opens, has the current cost afterwards and opens again; the other slot is unchanged."""
    old, new = kdf.OWASP_FLOOR, kdf.KdfCost(20 * 1024, 3, 1)
    store, code = vault.create(desk.home, PERSON, "champion", PASSPHRASE, now=desk.clock, cost=old)
    store.close()
    monkeypatch.setattr(kdf, "DEFAULT_COST", new)
    given = PASSPHRASE if who == "person" else f" {code.lower()} "
    with desk.unlock(given) as opened:
        assert verbs(opened) == ["vault-created", "cost-raised"]
        assert whole(opened)
    costs = {slot.kind.value: slot.cost for slot in vaultfile.read(desk.home).slots}
    assert costs == ({"person": new, "recovery": old} if who == "person" else {"person": old, "recovery": new})
    with desk.unlock(given) as opened:
        assert verbs(opened) == ["vault-created", "cost-raised"]


def test_slots_of_tests_are_left_alone_and_a_failure_to_raise_stops_nobody(desk, monkeypatch):
    """The named test cost is never raised, and if raising fails, the store still opens."""
    desk.create()[0].close()
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.KdfCost(64 * 1024, 2, 1))
    with desk.unlock() as opened:
        assert verbs(opened) == ["vault-created"]
    monkeypatch.setattr(kdf, "needs_raising", lambda cost: True)
    for error in (StoreBusy(), MemoryError()):
        with monkeypatch.context() as failing:

            def fail(*_, error=error):
                raise error

            failing.setattr(slots, "rewrapped", fail)
            with desk.unlock() as opened:
                assert whole(opened)


def test_the_key_is_not_changed_while_another_program_has_the_store(desk, team):
    """While two programs have the store open, changing the key is refused; the list alone may change, and both go on."""
    store, _ = team
    other = Desk(desk.home, desk.clock).unlock(BOBS, BOB)
    with pytest.raises(StoreBusy, match="Another champion-tui"):
        store.people.remove(BOB)
    desk.new_case(store, "OX-2")
    desk.new_case(other, "OX-3")
    store.people.add("Cy Example", "deputy", "eight further invented words")
    other.people.change_passphrase(None, "bobs new and longer words")
    assert whole(store)
    assert whole(other)
    other.close()
    store.people.remove(BOB)
    assert len(store.cases()) == 3
    assert vault.people(desk.home) == (PERSON, "Cy Example")


def test_whoever_was_taken_out_meanwhile_puts_nobody_in(desk, team):
    """If Ann removes Bob while he has the store open, he can change nothing in the list from then on."""
    store, _ = team
    bobs = Desk(desk.home, desk.clock).unlock(BOBS, BOB)
    store.people.remove(BOB, keep_key=True)
    for ask in (
        lambda: bobs.people.add("Mal Example", "friend", "way back in for somebody"),
        bobs.people.new_recovery_code,
        lambda: bobs.people.remove(PERSON, keep_key=True),
    ):
        with pytest.raises(VaultDamaged, match="no longer on its list"):
            ask()
    store.close()
    with pytest.raises(VaultDamaged, match="no longer on its list"):
        bobs.people.remove(PERSON)
    bobs.close()
    assert vault.people(desk.home) == (PERSON,)


def test_a_hundred_changes_in_a_row_leave_one_list_that_holds(desk, store):
    """After ten people were added and removed, with several new keys, the chain verifies and only the last list opens."""
    lists = []
    for number in range(10):
        lists.append((desk.home / "vault.json").read_bytes())
        store.people.add(f"Person {number}", "deputy", f"invented words number {number}")
        store.people.remove(f"Person {number}", keep_key=number % 3 > 0)
    assert whole(store)
    store.close()
    for old in lists:
        good = (desk.home / "vault.json").read_bytes()
        (desk.home / "vault.json").write_bytes(old)
        with pytest.raises(StoreError):
            desk.unlock(person=PERSON)
        (desk.home / "vault.json").write_bytes(good)
    desk.unlock().close()
    assert set(desk.kept()) == {"vault.json", "cases.db"}


@pytest.mark.parametrize(
    "name",
    [
        "Ann\u200cExample",
        "ANN  EXAMPLE",
        "Ann\u3164 Example",
        "Ann\u2060Example",
        "Recovery\u200b code",
        "recoverycode",
    ],
)
def test_a_name_that_looks_like_anothers_is_not_taken_in(desk, name):
    """Invisible letters, blanks and capitals do not make a different name, because readers of the list could not tell them apart."""
    store, _ = desk.create()
    with pytest.raises(UnusableName):
        store.people.add(name, "deputy", "some other invented words")


@pytest.mark.parametrize(
    ("there", "new"), [("\u0646\u200c\u0646 Example", "\u0646\u0646 Example"), ("Jo Ann", "Joann")]
)
def test_a_letter_that_a_script_needs_does_not_tell_two_names_apart(desk, there, new):
    """A joiner that Persian needs is kept in a name, but is ignored when two names are compared."""
    store, _ = desk.create()
    store.people.add(there, "deputy", "some other invented words")
    with pytest.raises(UnusableName):
        store.people.add(new, "deputy", "yet other invented words")


def test_the_check_says_who_is_cheap_to_guess_and_what_is_left_of_a_change(desk, team, monkeypatch):
    """The check counts people and codes, names slots that are cheap to guess, and finds files of an unfinished change."""
    store, _ = team
    said = {result.name: result for result in store.check()}
    assert (
        f"2 people, 1 recovery code. A guess costs far too little for {PERSON}, {BOB}, recovery code, as is meant for tests alone"
        in said["people"].words
    )
    assert said["unfinished"].ok
    with monkeypatch.context() as dear:
        dear.setattr(kdf, "TEST_ONLY_COST", kdf.OWASP_FLOOR)
        said = {result.name: result for result in store.check()}
    assert "2 people, 1 recovery code. A guess at any of their passphrases costs what it should" in said["people"].words
    monkeypatch.setattr(kdf, "needs_raising", lambda cost: True)
    (desk.home / ".new-pair").mkdir()
    said = {result.name: result for result in store.check()}
    assert said["people"].ok
    assert said["people"].words.endswith(f"for: {PERSON}, {BOB}, recovery code.")
    assert not said["unfinished"].ok
    assert ".new-pair" in said["unfinished"].words
