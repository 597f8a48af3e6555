"""vault.json edited by hand: each change gives one message, opens nothing and changes no file."""

import base64
import copy
import hashlib
import json

import pytest
from behind import execute

from champion_tui.store import vault
from champion_tui.store.errors import StoreError, VaultDamaged, WrongPassphrase
from champion_tui.store.keys import vaultfile
from champion_tui.store.keys.vaultfile import canonical


def leaves(value, path=()):
    """Yields the path of every value in a JSON document."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from leaves(inner, (*path, key))
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from leaves(inner, (*path, index))
    else:
        yield path


def holder(document, path):
    """Returns the object that contains the value at ``path``."""
    for step in path[:-1]:
        document = document[step]
    return document


def other(value, key):
    """Returns a different value of the same form."""
    if isinstance(value, int):
        return value + 8
    if key in {"id", "vault", "sum"}:
        return value[:-1] + ("0" if value[-1] != "0" else "1")
    try:
        raw = base64.b64decode(value, validate=True)
    except ValueError:
        return value + "x"
    if len(raw) < 12:
        return value + "x"
    return base64.b64encode(bytes([raw[0] ^ 1]) + raw[1:]).decode()


def mend(document):
    """Returns the document with a checksum that fits again, as a person who knows the format could make it."""
    body = {key: value for key, value in document.items() if key != "sum"}
    return {**body, "sum": hashlib.sha256(canonical(body)).hexdigest()}


def spelled(document):
    """Returns a document as the program writes it."""
    return (json.dumps(document, indent=1, ensure_ascii=True) + "\n").encode()


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """Returns the desk of a closed vault, with the document in its vault.json."""
    from store_desk import Clock, Desk

    desk = Desk(tmp_path_factory.mktemp("vault") / "home", Clock())
    desk.create()[0].close()
    return desk, json.loads((desk.home / "vault.json").read_text())


def refused(desk, content, *passphrases):
    """Tries to unlock with ``content`` as vault.json, checks that nothing was changed, and returns the errors."""
    path = desk.home / "vault.json"
    good = path.read_bytes()
    path.write_bytes(content)
    before = desk.kept()
    errors = []
    try:
        for given in passphrases or ("four invented words here",):
            with pytest.raises(StoreError) as caught:
                desk.unlock(given)
            errors.append(caught.value)
            assert str(caught.value).isprintable()
        assert vault.exists(desk.home)
        assert desk.kept() == before
    finally:
        path.write_bytes(good)
    return errors


def every_leaf():
    """Returns the paths of a vault file with one person and a recovery code."""
    slot = ("id", "kind", "name", "role", "public_key", "sealed_database_key", "last_seen")
    kdf = ("name", "memory_kib", "passes", "lanes", "salt")
    paths = [("format",), ("version",), ("vault",), ("counter",), ("mac",), ("sum",)]
    for index in (0, 1):
        paths += [("slots", index, key) for key in slot]
        paths += [("slots", index, "kdf", key) for key in kdf]
        paths += [("slots", index, "wrapped_private_key", key) for key in ("nonce", "ciphertext")]
    return paths


def test_the_list_of_fields_below_is_complete(made):
    """Every field of vault.json is among those that these tests change."""
    assert sorted(map(str, leaves(made[1]))) == sorted(map(str, every_leaf()))


@pytest.mark.parametrize("path", every_leaf(), ids=str)
def test_a_field_changed_by_accident_is_damage_and_not_a_wrong_passphrase(made, path):
    """With another value in any field the file is called damaged, so that nobody doubts a correct passphrase."""
    desk, document = made
    changed = copy.deepcopy(document)
    inside = holder(changed, path)
    inside[path[-1]] = other(inside[path[-1]], path[-1])
    (error,) = refused(desk, spelled(changed))
    assert isinstance(error, VaultDamaged)


@pytest.mark.parametrize("path", [path for path in every_leaf() if path != ("sum",)], ids=str)
def test_a_field_changed_on_purpose_opens_nothing(made, path):
    """Even with a corrected checksum, the slot or the authenticated list shows the change."""
    desk, document = made
    changed = copy.deepcopy(document)
    inside = holder(changed, path)
    inside[path[-1]] = other(inside[path[-1]], path[-1])
    (error,) = refused(desk, spelled(mend(changed)))
    assert isinstance(error, (VaultDamaged, WrongPassphrase))


@pytest.mark.parametrize(
    "wrong", [None, True, 0, -1, 1.5, 2**40, "", "x", "é", [], {}, "A" * 100_000], ids=lambda w: repr(w)[:12]
)
@pytest.mark.parametrize("path", every_leaf()[:19], ids=str)
def test_a_value_of_the_wrong_kind_anywhere_is_one_sentence(made, path, wrong):
    """Whatever value a field has, with a fitting checksum, there is one message and nothing opens."""
    desk, document = made
    changed = copy.deepcopy(document)
    inside = holder(changed, path)
    if type(inside[path[-1]]) is type(wrong) and inside[path[-1]] == wrong:
        wrong = "y"
    inside[path[-1]] = wrong
    (error,) = refused(desk, spelled(changed if path == ("sum",) else mend(changed)))
    assert isinstance(error, (VaultDamaged, WrongPassphrase))


def test_a_missing_or_an_invented_key_anywhere_is_named(made):
    """Each object is read strictly: the message names the missing key, or says that there is an unknown one."""
    desk, document = made
    for path in every_leaf():
        without = copy.deepcopy(document)
        del holder(without, path)[path[-1]]
        (error,) = refused(desk, spelled(without if path == ("sum",) else mend(without)))
        assert f"{path[-1]} is missing" in str(error)
    for place in ((), ("slots", 0), ("slots", 0, "kdf"), ("slots", 0, "wrapped_private_key")):
        more = copy.deepcopy(document)
        holder(more, (*place, "x"))["x"] = "y"
        (error,) = refused(desk, spelled(mend(more)))
        assert "a key that this program does not know" in str(error)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b"\xff\xfe",
        b"\x00" * 500,
        b'{"format": "champion-tui vault", "format": "champion-tui vault"}',
        b'{"format": NaN}',
        b"[" * 100_000,
        b'{"version": ' + b"9" * 10_000 + b"}",
        b" " * (vaultfile.LARGEST + 1),
    ],
    ids=lambda content: repr(content[:12]),
)
def test_what_is_no_vault_file_is_called_damaged(made, content):
    """Empty, cut off, binary, endless or deeply nested content gets one message each."""
    (error,) = refused(made[0], content)
    assert isinstance(error, VaultDamaged)


def test_a_file_cut_at_any_place_is_called_damaged(made):
    """However much of the end is missing, the file is called damaged and stays as it is."""
    desk, document = made
    whole = spelled(document)
    for length in range(0, len(whole), 97):
        (error,) = refused(desk, whole[:length])
        assert isinstance(error, VaultDamaged)


def test_a_newer_vault_file_says_that_it_is_newer(made):
    """A format number that this program does not know is reported as newer."""
    desk, document = made
    (error,) = refused(desk, spelled(mend({**document, "version": 3})))
    assert "newer champion-tui" in str(error)


def test_a_removed_a_doubled_and_a_reordered_slot_are_noticed(made):
    """The list is authenticated as a whole: without the key nobody can be removed, doubled or moved."""
    desk, document = made
    person, recovery = document["slots"]
    for listed in ([person], [recovery], [], [person, recovery, recovery], [recovery, person]):
        (error,) = refused(desk, spelled(mend({**document, "slots": listed})))
        assert isinstance(error, VaultDamaged)


def test_a_slot_of_another_vault_is_noticed(made, desk):
    """Another vault's slot put into the list opens nothing, with the stranger's passphrase or the owner's."""
    owner, document = made
    desk.create(name="Somebody Else", passphrase="theirs")[0].close()
    theirs = json.loads((desk.home / "vault.json").read_text())["slots"][0]
    swapped = mend({**document, "slots": [theirs, document["slots"][1]]})
    for error in refused(owner, spelled(swapped), "theirs", "four invented words here"):
        assert isinstance(error, WrongPassphrase)


def test_another_vaults_file_does_not_open_this_store(made, desk):
    """Another folder's vault file opens nothing here, because its key does not fit the database."""
    owner, _ = made
    desk.create(passphrase="theirs")[0].close()
    (error,) = refused(owner, (desk.home / "vault.json").read_bytes(), "theirs")
    assert "belongs to another vault" in str(error)


def test_a_rolled_back_list_is_noticed(made):
    """An older list, correctly signed in its time, does not fit the counter in the database, nor does a newer one."""
    from champion_tui.store.keys import passphrase, slots

    desk, document = made
    listed = vaultfile.read(desk.home)
    key = slots.opened(listed.vault, listed.slots[0], passphrase.as_bytes("four invented words here")).key
    newer = vaultfile.VaultFile(listed.vault, 2, listed.slots)
    signed = slots.signed(newer, slots.list_key(listed.vault, key))
    (error,) = refused(desk, signed.to_bytes())
    assert "cases.db, which may be an old copy" in str(error)
    store = desk.unlock()
    execute(store, "UPDATE state SET slots_counter = 2")
    store.close()
    (error,) = refused(desk, spelled(document))
    assert "older copy" in str(error)
    (desk.home / "vault.json").write_bytes(signed.to_bytes())
    store = desk.unlock()
    execute(store, "UPDATE state SET slots_counter = 1")
    store.close()
    (desk.home / "vault.json").write_bytes(spelled(document))
    desk.unlock().close()


def test_the_same_document_spelled_in_another_way_is_noticed(made):
    """No byte of the file can be changed: not spaces, order of keys, escapes or spare bits of base64."""
    desk, document = made
    good = spelled(document)
    salt = document["slots"][0]["kdf"]["salt"]
    spare = copy.deepcopy(document)
    spare["slots"][0]["kdf"]["salt"] = salt[:21] + chr(ord(salt[21]) + 1) + "=="
    assert base64.b64decode(spare["slots"][0]["kdf"]["salt"]) == base64.b64decode(salt)
    for content in (
        good[:-1],
        good + b" ",
        good.replace(b'": ', b'":', 1),
        good.replace(b"champion-tui", b"champion\\u002dtui", 1),
        json.dumps(document).encode(),
        json.dumps(dict(reversed(document.items())), indent=1).encode() + b"\n",
        b"\xef\xbb\xbf" + good,
        spelled(mend(spare)),
    ):
        assert content != good
        (error,) = refused(desk, content)
        assert isinstance(error, VaultDamaged)
