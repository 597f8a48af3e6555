"""Ten thousand damaged files: none opens, none crashes the program, none is changed, and each gets a message."""

import hashlib
import json

import pytest
import store_child
from mutations import mutations
from store_holds import bench
from thoroughness import most

from champion_tui.store import vault
from champion_tui.store.errors import StoreError, VaultDamaged
from champion_tui.store.files import NEW_PAIR
from champion_tui.store.keys import vaultfile
from champion_tui.store.restoring import putting_back

__all__ = ["bench"]
PAGE = 4096


@pytest.fixture
def home(bench):
    """Makes a closed store with a case, and returns its home."""
    store_child.prepare(bench / "home")
    return bench / "home"


def kept(home):
    """Returns the files with content, by name."""
    return {path.name: path.read_bytes() for path in home.rglob("*") if path.is_file() and path.name != "store.lock"}


def refused(home, name, content, what):
    """The store does not open with ``content`` as the file ``name``; the error is one line, and no file changes."""
    before = {**kept(home), name: content}
    (home / name).write_bytes(content)
    try:
        with pytest.raises(StoreError) as caught:
            store_child.unlock(home).close()
    except BaseException as error:
        error.add_note(what)
        raise
    assert str(caught.value).isprintable(), what
    assert caught.value.way_out, what
    assert kept(home) == before, what


def test_a_damaged_vault_file_opens_nothing(home, figures):
    """Whatever bits, bytes, blanks, parts, lines or numbers are changed, the vault file is refused."""
    good, many = (home / "vault.json").read_bytes(), most(2500, 6000)
    for what, content in mutations(good, many, "vault"):
        refused(home, "vault.json", content, what)
    (home / "vault.json").write_bytes(good)
    store_child.unlock(home).close()
    figures(f"damaged vault files: {many}, none opened, none changed")


def test_a_vault_file_whose_checksum_was_mended_opens_nothing(home, figures):
    """An attacker who knows the format corrects the checksum, but the parts authenticated with keys still reveal the change."""
    good, many, opened = (home / "vault.json").read_bytes(), most(150, 1000), 0
    for what, content in mutations(good, many * 40, "mended"):
        mended = _mended(content)
        if mended is not None and mended != good:
            refused(home, "vault.json", mended, what)
            opened += 1
        if opened == many:
            break
    assert opened == many
    figures(f"vault files changed with the checksum mended: {many}, none opened")


def _mended(content):
    """Returns ``content`` as the program would write it, with a fitting checksum; None if it is no vault file, or too costly to
    unlock.
    """
    try:
        body = {key: value for key, value in json.loads(content).items() if key != "sum"}
        body["sum"] = hashlib.sha256(vaultfile.canonical(body)).hexdigest()
        read = vaultfile.parse(json.dumps(body, indent=1).encode() + b"\n")
    except (ValueError, AttributeError, VaultDamaged, RecursionError):
        return None
    costly = any(slot.cost.memory_kib * slot.cost.passes > 100_000 for slot in read.slots)
    return None if costly else read.to_bytes()


def test_a_damaged_header_of_the_database_opens_nothing(home, figures):
    """If the first page, with the salt and its authentication code, is changed in any way, the store is called damaged and not
    touched.
    """
    good, many = (home / "cases.db").read_bytes(), most(150, 2000)
    for what, content in mutations(good, many, "header", within=PAGE):
        refused(home, "cases.db", content, what)
    (home / "cases.db").write_bytes(good)
    store_child.unlock(home).close()
    assert vault.exists(home)
    figures(f"damaged database headers: {many}, none opened, none changed")


@pytest.fixture
def copy(home, bench):
    """Makes a safety copy of the store on a stick, and returns its path."""
    with store_child.unlock(home) as store:
        store.backups.make(bench / "stick.zip")
    return bench / "stick.zip"


def not_put_back(bench, content, what):
    """The copy with this content is refused with a message, and neither it nor the folder changes."""
    file, home = bench / "damaged.zip", bench / "elsewhere"
    file.write_bytes(content)
    try:
        with pytest.raises(StoreError) as caught:
            putting_back.begin(
                home, file, store_child.PASSPHRASE, now=store_child.NOW, person=store_child.PERSON
            ).close()
    except BaseException as error:
        error.add_note(what)
        raise
    assert str(caught.value).isprintable(), what
    assert caught.value.way_out, what
    assert file.read_bytes() == content, what
    assert kept(home) == {} if home.exists() else True, what


def test_a_damaged_safety_copy_is_never_put_back(bench, copy, figures):
    """Changed, cut anywhere or mixed up, a copy is refused, because every byte counts, and nothing is unpacked."""
    good, many = copy.read_bytes(), most(600, 2000)
    for what, content in mutations(good, many, "copy"):
        not_put_back(bench, content, what)
    with putting_back.begin(bench / "elsewhere", copy, store_child.PASSPHRASE, now=store_child.NOW) as ready:
        assert ready.people == (store_child.PERSON,)
    figures(f"damaged safety copies: {many}, none put back")


def test_a_safety_copy_whose_sum_was_mended_gives_nothing_but_what_was_packed(bench, copy, figures):
    """With a corrected checksum over the file, the authenticated contents are refused or are exactly what was packed."""
    good, many, same = copy.read_bytes(), most(100, 1000), 0
    for what, content in mutations(good, many, "mended copy"):
        body = content[:-64]
        mended = body + hashlib.sha256(body).hexdigest().encode()
        file = bench / "damaged.zip"
        file.write_bytes(mended)
        try:
            with putting_back.begin(bench / "elsewhere", file, store_child.PASSPHRASE, now=store_child.NOW) as ready:
                pair = bench / "elsewhere" / NEW_PAIR
                held = {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in pair.iterdir()}
                assert held["vault.json"] == ready.manifest.vault_sha256
                assert held["cases.db"] == ready.manifest.database_sha256
                same += 1
        except StoreError as error:
            assert str(error).isprintable(), what  # noqa: PT017  either way is right
        except BaseException as error:
            error.add_note(what)
            raise
    assert same < many
    figures(f"safety copies changed with the sum mended: {many}, {same} gave what was packed, the others nothing")
