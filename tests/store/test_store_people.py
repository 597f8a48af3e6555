"""Who is put in and taken out, with which passphrase, and what each of them still opens afterwards."""

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
    """New slots cost next to nothing."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)


@pytest.fixture
def team(desk):
    """A store with two people in it, opened by the first; gives the store and the recovery code."""
    store, code = desk.create()
    desk.new_case(store)
    store.people.add(BOB, "deputy", BOBS)
    return store, code


def key_in(home, given, name):
    """The database key that a passphrase gives by the vault file alone, as somebody with a copy would get it."""
    listed = vaultfile.read(home)
    slot = next(slot for slot in listed.slots if slot.name == name)
    return slots.opened(listed.vault, slot, passphrase.as_bytes(given)).key


def whole(store):
    """Whether every check of the store is good."""
    return [result for result in store.check() if not result.ok] == []


def verbs(store):
    """What was done, without the case."""
    return [event.what for event in store.events("")]


def opens_nothing(desk, given, person=None):
    """Whether a passphrase opens nothing here."""
    with pytest.raises((WrongPassphrase, NoSuchPerson)):
        desk.unlock(given, person)


def test_an_added_person_opens_the_vault_with_their_own_passphrase(desk, team):
    """Without anybody else's passphrase: each opens with the own one, the code as before, and the event says who added."""
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
    """Nothing, too much or broken characters: refused before anything is written."""
    before = desk.kept()["vault.json"]
    for ask in (
        lambda: team[0].people.add("Cy Example", "deputy", given),
        lambda: team[0].people.change_passphrase(None, given),
    ):
        with pytest.raises(UnusablePassphrase):
            ask()
    assert desk.kept()["vault.json"] == before


def test_whoever_is_taken_out_opens_nothing_that_is_written_from_then_on(desk, team):
    """The passphrase opens nothing, and the key of an old copy opens nothing of the new database; the rest goes on as before."""
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
    """The passphrase opens nothing any more here; an old list put back is noticed; an old copy still holds the same key."""
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
    """Each is refused in words, with the key kept or changed, also under the recovery code, and nothing is changed."""
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
    """One's own: the old one opens nothing, the new one does, an old list put back is noticed, the other is left alone."""
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
    """Ann cannot change Bob's; whoever holds the recovery code can."""
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
    """A slot from before the cost was raised opens, costs today's afterwards, and opens again; the other one stays."""
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
    """The named test cost is never raised; and where raising fails, the store opens all the same."""
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
    """Two programs: taking somebody out is refused in words, the list alone may change; both go on."""
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
    """Bob has the store open while Ann takes him off the list: he changes nothing of it from then on."""
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
    """People come and go, the key changes again and again: at the end the chain holds and only the last list opens."""
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
    """Invisible letters, blanks and capitals do not make another person: whoever reads the list would take one for the other."""
    store, _ = desk.create()
    with pytest.raises(UnusableName):
        store.people.add(name, "deputy", "some other invented words")


@pytest.mark.parametrize(
    ("there", "new"), [("\u0646\u200c\u0646 Example", "\u0646\u0646 Example"), ("Jo Ann", "Joann")]
)
def test_a_letter_that_a_script_needs_does_not_tell_two_names_apart(desk, there, new):
    """A joiner that Persian is written with is kept in a name, and is not seen by whoever compares two."""
    store, _ = desk.create()
    store.people.add(there, "deputy", "some other invented words")
    with pytest.raises(UnusableName):
        store.people.add(new, "deputy", "yet other invented words")


def test_the_check_says_who_is_cheap_to_guess_and_what_is_left_of_a_change(desk, team, monkeypatch):
    """People and their number, whose slot waits to be made dearer, and files of a change that came to no end."""
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
