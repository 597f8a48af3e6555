"""Creating and unlocking a vault: passphrases, names, the recovery code, the cost of a guess."""

import json
import os
import re
import stat
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from champion_tui.store import vault
from champion_tui.store.errors import (
    NoSuchPerson,
    NoVault,
    UnusableName,
    UnusablePassphrase,
    VaultExists,
    WrongPassphrase,
)
from champion_tui.store.keys import kdf, passphrase, slots, vaultfile

LETTERS = st.sampled_from(passphrase.ALPHABET)


def test_a_created_vault_opens_with_its_passphrase_and_knows_who_it_is(desk):
    """A new vault opens again, and the person who unlocked it is the store's person."""
    desk.create()[0].close()
    assert vault.exists(desk.home)
    assert vault.people(desk.home) == ("Ann Example",)
    assert desk.unlock().person == "Ann Example"


def test_an_empty_folder_holds_no_vault(desk):
    """Without a vault nobody is listed, nothing can be unlocked, and no folder is made."""
    assert not vault.exists(desk.home)
    for ask in (lambda: vault.people(desk.home), desk.unlock):
        with pytest.raises(NoVault):
            ask()
    assert not desk.home.exists()


def test_a_second_vault_is_never_created_over_the_first(desk):
    """Creating a vault in place of another is refused and changes no byte."""
    desk.create()[0].close()
    before = desk.kept()
    with pytest.raises(VaultExists, match="Nothing was changed"):
        desk.create(passphrase="another")
    assert desk.kept() == before


@pytest.mark.parametrize("wrong", ["", "Four invented words here", "four invented words here ", "x" * 20_000, "\ud800"])
def test_a_wrong_passphrase_is_refused_in_one_sentence(desk, wrong, capfd):
    """Whatever is typed instead, the message is the same, and the cipher writes nothing to the terminal."""
    desk.create()[0].close()
    with pytest.raises(WrongPassphrase, match="does not open the vault") as caught:
        desk.unlock(wrong)
    assert not wrong or wrong not in str(caught.value)
    assert capfd.readouterr() == ("", "")


@pytest.mark.parametrize(
    "chosen", ["x", "y" * 10_000, "пароль из слов", "密碼 短語", "كلمة السر", " spaces at both ends ", "a\x00b"]
)
def test_any_passphrase_from_one_character_to_ten_thousand_works(desk, chosen):
    """A passphrase may be short, long, in any script, with spaces or odd characters."""
    desk.create(passphrase=chosen)[0].close()
    assert desk.unlock(chosen).person == "Ann Example"


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC", "NFKD"])
def test_the_same_letters_open_the_vault_from_any_keyboard(desk, form):
    """A passphrase with accents and ligatures opens in every Unicode form of the same letters."""
    desk.create(passphrase="ﬁancée Ångström ½")[0].close()
    assert desk.unlock(unicodedata.normalize(form, "ﬁancée Ångström ½")).person == "Ann Example"


@pytest.mark.parametrize("unusable", ["", "x" * 10_001, "half \ud83d"])
def test_an_unusable_new_passphrase_creates_nothing(desk, unusable):
    """An empty or overlong passphrase, or one with broken characters, is refused before a folder is made."""
    with pytest.raises(UnusablePassphrase):
        desk.create(passphrase=unusable)
    assert not desk.home.exists()


@pytest.mark.parametrize("name", ["", "  ", "x" * 101, "Ann\nExample", "Ann\x1b[2J", "Ann \u202eelpmaxE", "\ud800"])
def test_an_unusable_name_creates_nothing(desk, name):
    """A name that is empty, too long or would corrupt a screen is refused."""
    with pytest.raises(UnusableName):
        desk.create(name=name)
    assert not desk.home.exists()


def test_names_of_any_script_come_back_as_they_were(desk):
    """A name with accents and an invisible joiner is kept."""
    desk.create(name="  Zoë می\u200cخواهم ")[0].close()
    assert vault.people(desk.home) == ("Zoë می\u200cخواهم",)


def test_a_person_is_found_whatever_the_capitals(desk):
    """The name may be typed in other capitals; a name without a slot is refused."""
    desk.create()[0].close()
    assert desk.unlock(person=" ann EXAMPLE ").person == "Ann Example"
    with pytest.raises(NoSuchPerson):
        desk.unlock(person="Bob Example")


def test_with_several_people_one_must_say_who(desk):
    """With two people a name must be given, and each name opens with its own passphrase only."""
    store, code = desk.create()
    store.close()
    listed = vaultfile.read(desk.home)
    key = slots.opened(listed.vault, listed.recovery()[0], passphrase.as_bytes(code)).key
    owner = slots.Owner(vaultfile.SlotKind.PERSON, "Bob Example", "deputy")
    second = slots.make_slot(listed.vault, owner, b"second words", kdf.TEST_ONLY_COST, key)
    more = vaultfile.VaultFile(listed.vault, listed.counter, (*listed.slots, second))
    vaultfile.write(desk.home, slots.signed(more, slots.list_key(listed.vault, key)))
    assert vault.people(desk.home) == ("Ann Example", "Bob Example")
    with pytest.raises(NoSuchPerson, match="Several people"):
        desk.unlock()
    assert desk.unlock("second words", person="Bob Example").person == "Bob Example"
    with pytest.raises(WrongPassphrase):
        desk.unlock("second words", person="Ann Example")
    assert desk.unlock(code).person == "recovery code"


def test_the_recovery_code_opens_the_vault_however_it_is_typed(desk):
    """Printed in groups, the code opens as printed, in small letters, with spaces, and without separators."""
    store, code = desk.create()
    store.close()
    assert re.fullmatch(r"([2-9A-HJ-NP-Z]{5}-){6}[2-9A-HJ-NP-Z]{5}", code)
    for typed in (code, code.lower(), code.replace("-", " "), f" {code.replace('-', '')}\n"):
        store = desk.unlock(typed)
        assert store.person == "recovery code"
        store.close()


def test_a_misread_recovery_code_names_the_group_to_look_at(desk):
    """With one wrong letter in the third group, the message names that group."""
    store, code = desk.create()
    store.close()
    groups = code.split("-")
    groups[2] = ("3" if groups[2][0] == "2" else "2") + groups[2][1:]
    with pytest.raises(WrongPassphrase, match="group 3, counted from the left"):
        desk.unlock("-".join(groups))


def test_another_vaults_recovery_code_opens_nothing(desk):
    """Another vault's well-formed code is a wrong passphrase."""
    desk.create()[0].close()
    with pytest.raises(WrongPassphrase):
        desk.unlock(passphrase.new_recovery_code())


@given(place=st.integers(0, 34), other=LETTERS)
def test_every_single_misread_letter_is_noticed(place, other):
    """If any one letter is misread, its group does not fit."""
    letters = list(passphrase.new_recovery_code().replace("-", ""))
    changed = letters[place] != other
    letters[place] = other
    read = passphrase.read_recovery_code("".join(letters))
    assert read is not None
    assert read.wrong_groups == ((place // 5 + 1,) if changed else ())


@given(place=st.integers(0, 33))
def test_every_pair_of_swapped_neighbours_is_noticed(place):
    """Two neighbouring letters in the wrong order are refused, within a group or across two."""
    letters = list(passphrase.new_recovery_code().replace("-", ""))
    changed = letters[place] != letters[place + 1]
    letters[place], letters[place + 1] = letters[place + 1], letters[place]
    read = passphrase.read_recovery_code("".join(letters))
    assert read is not None
    assert bool(read.wrong_groups) == changed


@given(first=st.integers(0, 6), second=st.integers(0, 6))
def test_swapped_groups_are_noticed(first, second):
    """Two groups in each other's place are refused."""
    groups = passphrase.new_recovery_code().split("-")
    groups[first], groups[second] = groups[second], groups[first]
    read = passphrase.read_recovery_code("-".join(groups))
    assert read is not None
    assert set(read.wrong_groups) == ({first + 1, second + 1} if first != second else set())


def test_recovery_codes_do_not_repeat():
    """A thousand codes are all different, and use every letter."""
    codes = {passphrase.new_recovery_code() for _ in range(1000)}
    assert len(codes) == 1000
    assert set("".join(codes)) - {"-"} == set(passphrase.ALPHABET)


def test_a_guess_costs_at_least_what_owasp_asks():
    """The default is at or above 19 MiB and 2 passes; anything lower is refused, except the named test cost."""
    floor = kdf.OWASP_FLOOR
    assert (floor.memory_kib, floor.passes, floor.lanes) == (19 * 1024, 2, 1)
    assert kdf.DEFAULT_COST.at_least(kdf.OWASP_FLOOR)
    assert kdf.cost_for_new_slot(None) == kdf.DEFAULT_COST
    assert kdf.cost_for_new_slot(kdf.TEST_ONLY_COST) == kdf.TEST_ONLY_COST
    for low in (kdf.KdfCost(19 * 1024 - 1, 2, 1), kdf.KdfCost(64 * 1024, 1, 1), kdf.KdfCost(64 * 1024, 2, 99)):
        with pytest.raises(ValueError, match="below"):
            kdf.cost_for_new_slot(low)


def test_each_slot_keeps_its_own_cost_and_salt(desk):
    """Each slot has its own cost, so that it can be raised later; no two salts or keys are the same."""
    desk.create()[0].close()
    listed = vaultfile.read(desk.home)
    assert [slot.cost for slot in listed.slots] == [kdf.TEST_ONLY_COST] * 2
    assert [slot.kind for slot in listed.slots] == [vaultfile.SlotKind.PERSON, vaultfile.SlotKind.RECOVERY]
    for part in ("salt", "nonce", "public_key", "wrapped", "sealed", "id"):
        assert len({getattr(slot, part) for slot in listed.slots}) == 2
    assert "argon2id" in json.dumps(json.loads((desk.home / "vault.json").read_text()))


def test_a_slot_moved_to_another_vault_opens_nothing(desk):
    """A slot is bound to its vault, its id, its name and its role."""
    desk.create()[0].close()
    slot = vaultfile.read(desk.home).slots[0]
    with pytest.raises(WrongPassphrase):
        slots.opened("0" * 32, slot, passphrase.as_bytes("four invented words here"))


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o777])
def test_files_are_private_whatever_the_umask(desk, mask):
    """Folders have mode 0700 and files 0600, also while the store is open, under a loose or an impossible umask."""
    desk.home.parent.mkdir(exist_ok=True)
    before = os.umask(mask)
    try:
        store, _ = desk.create()
        desk.new_case(store)
        modes = {path.name: stat.S_IMODE(path.stat().st_mode) for path in (desk.home, *desk.home.glob("[!b]*"))}
        store.close()
        modes |= {path.name: stat.S_IMODE(path.stat().st_mode) for path in desk.home.glob("backups")}
        modes |= {path.name: stat.S_IMODE(path.stat().st_mode) for path in desk.home.glob("backups/*")}
    finally:
        os.umask(before)
    assert (modes.pop("home"), modes.pop("backups")) == (0o700, 0o700)
    assert {"vault.json", "cases.db", "cases.db-wal", "auto-2026-11-23T093000.000000Z.zip"} <= modes.keys()
    assert set(modes.values()) == {0o600}


def test_a_folder_opened_to_others_is_closed_again_at_the_next_unlocking(desk):
    """Access that was given to others is removed, and the check says for which files."""
    desk.create()[0].close()
    (desk.home / "cases.db").chmod(0o644)
    desk.home.chmod(0o755)
    store = desk.unlock()
    assert stat.S_IMODE((desk.home / "cases.db").stat().st_mode) == 0o600
    assert stat.S_IMODE(desk.home.stat().st_mode) == 0o700
    (found,) = [result for result in store.check() if result.name == "permissions"]
    assert found.ok
    assert "home, cases.db" in found.words
