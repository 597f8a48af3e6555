"""What must be true of a store after any fault: it opens, has all that was acknowledged, is sound, and works on."""

import os
import shutil
import tempfile
from pathlib import Path

import pytest
import store_child

from champion_tui.store import vault
from champion_tui.store.copies import copies_here
from champion_tui.store.errors import NoSuchPerson, NoVault, WrongPassphrase
from champion_tui.store.restoring import putting_back

MEMORY = Path("/dev/shm")
"""In memory, if there is such a folder: thousands of stores must not wait for this machine's own disk."""


@pytest.fixture
def bench(tmp_path):
    """Yields a folder in memory if there is one, else an ordinary one."""
    with tempfile.TemporaryDirectory(prefix="stores-", dir=MEMORY if os.access(MEMORY, os.W_OK) else tmp_path) as name:
        yield Path(name)


def numbers(store):
    """Returns the last number in the fields of the case, and asserts that they hold the numbers before it too."""
    referral = store.case("OX-1").referral
    held = {key: int(value.split()[0]) for key, value in referral.items() if key.startswith("key-")}
    last = max(held.values(), default=-1)
    first = max(0, last - store_child.KEYS + 1)
    assert held == {f"key-{number % store_child.KEYS}": number for number in range(first, last + 1)}
    return last


def saved_numbers(home, store, said):
    """Every number that was acknowledged is there, and at most the next one."""
    saved = [int(line.split()[1]) for line in said if line.startswith("saved ")]
    assert numbers(store) in {(saved or [-1])[-1], (saved or [-1])[-1] + 1}


def created(home, store, said):
    """The first case is there once it was acknowledged."""
    if "case" in said:
        assert store.case("OX-1").version == 1


def erased(home, store, said):
    """Once acknowledged, only the erased case's summary is there; before, either that or the complete case."""
    saved_numbers(home, store, said)
    stubs = [stub.reference for stub in store.erased_cases()]
    if "erased" in said or stubs:
        assert stubs == ["OX-2"]
        assert [case.reference for case in store.cases()] == ["OX-1"]
    else:
        assert store.case("OX-2").referral["full-name"] == "Zebedee Example"


def opens(home, passphrase, person):
    """Returns whether that person's passphrase opens the vault."""
    try:
        vault.unlock(home, passphrase, now=store_child.NOW, person=person).close()
    except (WrongPassphrase, NoSuchPerson):
        return False
    return True


def people(home, store, said):
    """A person acknowledged as added opens the vault, one acknowledged as removed does not; an unacknowledged step is done or not."""
    saved_numbers(home, store, said)
    for person, passphrase in store_child.THEIRS.items():
        listed = person in vault.people(home)
        assert opens(home, passphrase, person) == listed
        assert listed or f"in {person}" not in said
        assert not listed or f"out {person}" not in said
    old, new = (opens(home, each, store_child.PERSON) for each in (store_child.PASSPHRASE, store_child.CHANGED))
    assert (old, new) == (False, True) if "changed" in said else old != new
    codes = [line.split()[1] for line in said if line.startswith("code ")]
    assert all(opens(home, code, None) for code in codes)


def rotated(home, store, said):
    """The same; once acknowledged, no safety copy in the folder opens for the removed person, and all do for the one who stayed."""
    people(home, store, said)
    gone = "Bea Example"
    for copy in copies_here.copies(home) if f"out {gone}" in said else ():
        assert copy_opens(home, copy.path, store_child.PASSPHRASE, store_child.PERSON)
        assert not copy_opens(home, copy.path, store_child.THEIRS[gone], gone)


def copy_opens(home, file, passphrase, person):
    """Returns whether that person's passphrase opens that safety copy, in another folder."""
    elsewhere = home.with_name("elsewhere")
    try:
        putting_back.begin(elsewhere, file, passphrase, now=store_child.NOW, person=person).close()
    except (WrongPassphrase, NoSuchPerson):
        return False
    finally:
        shutil.rmtree(elsewhere, ignore_errors=True)
    return True


def copied(home, store, said):
    """The numbers are there; an acknowledged copy is complete and opens, and no copy here is broken."""
    saved_numbers(home, store, said)
    if "copied" in said:
        assert copy_opens(home, home / store_child.ASKED_FOR, store_child.PASSPHRASE, store_child.PERSON)


def restored(home, store, said):
    """Before the acknowledgement the store is as it was or as in the copy; afterwards as in the copy."""
    assert numbers(store) in ({1} if "restored" in said else {1, 3})
    assert (numbers(store) == 1) == ("restored" in [event.what for event in store.events()])


CHECKS = {
    "create": created,
    "erase": erased,
    "people": people,
    "rotate": rotated,
    "copies": copied,
    "restore": restored,
}
"""What each journey promises; the others save numbers."""


def holds(home, said):
    """Opens the store in ``home``: everything in ``said`` is there, with at most one more step, and the store is sound."""
    name = said[0].removeprefix("ready to ")
    if name == "create" and "created" not in said and not vault.exists(home):
        with pytest.raises(NoVault):
            store_child.unlock(home)
        store_child.prepare(home)
        return
    with store_child.unlock(home) as store:
        CHECKS.get(name, saved_numbers)(home, store, said)
        assert store.verify_chain().ok
        # Traces of an erasing are removed when a store is closed, which the store that was cut short could not do.
        wrong = [result for result in store.check() if not result.ok]
        assert [result for result in wrong if (name, result.name) != ("erase", "erased")] == []
        more = store_child.new_case(store, "OX-9")
    with store_child.unlock(home) as store:
        assert store.case("OX-9") == more
        assert not wrong or [result for result in store.check() if not result.ok] == []
