"""What must be true of a store after anything: it opens, holds all that was acknowledged, is whole, and works on."""

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
"""Where there is one: thousands of stores must not wait for this machine's own disk."""


@pytest.fixture
def bench(tmp_path):
    """A folder in memory where there is room for one, else an ordinary one."""
    with tempfile.TemporaryDirectory(prefix="stores-", dir=MEMORY if os.access(MEMORY, os.W_OK) else tmp_path) as name:
        yield Path(name)


def numbers(store):
    """The last number that the fields of the case hold; they hold those before it too."""
    referral = store.case("OX-1").referral
    held = {key: int(value.split()[0]) for key, value in referral.items() if key.startswith("key-")}
    last = max(held.values(), default=-1)
    first = max(0, last - store_child.KEYS + 1)
    assert held == {f"key-{number % store_child.KEYS}": number for number in range(first, last + 1)}
    return last


def saved_numbers(home, store, said):
    """Every number that was said is there, and at most the next one."""
    saved = [int(line.split()[1]) for line in said if line.startswith("saved ")]
    assert numbers(store) in {(saved or [-1])[-1], (saved or [-1])[-1] + 1}


def created(home, store, said):
    """The first case is there once it was said."""
    if "case" in said:
        assert store.case("OX-1").version == 1


def erased(home, store, said):
    """Once it was said, nothing but the stub is there; before, the case is whole or it is the stub."""
    saved_numbers(home, store, said)
    stubs = [stub.reference for stub in store.erased_cases()]
    if "erased" in said or stubs:
        assert stubs == ["OX-2"]
        assert [case.reference for case in store.cases()] == ["OX-1"]
    else:
        assert store.case("OX-2").referral["full-name"] == "Zebedee Example"


def opens(home, passphrase, person):
    """Whether that person's passphrase opens the vault."""
    try:
        vault.unlock(home, passphrase, now=store_child.NOW, person=person).close()
    except (WrongPassphrase, NoSuchPerson):
        return False
    return True


def people(home, store, said):
    """Whoever was said to be in opens the vault and whoever was said to be out does not; a step that was not said is done or not."""
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
    """The same; and once it was said, no safety copy in the folder opens for whoever is out, though all do for who stayed."""
    people(home, store, said)
    gone = "Bea Example"
    for copy in copies_here.copies(home) if f"out {gone}" in said else ():
        assert copy_opens(home, copy.path, store_child.PASSPHRASE, store_child.PERSON)
        assert not copy_opens(home, copy.path, store_child.THEIRS[gone], gone)


def copy_opens(home, file, passphrase, person):
    """Whether that person's passphrase opens that safety copy, elsewhere."""
    elsewhere = home.with_name("elsewhere")
    try:
        putting_back.begin(elsewhere, file, passphrase, now=store_child.NOW, person=person).close()
    except (WrongPassphrase, NoSuchPerson):
        return False
    finally:
        shutil.rmtree(elsewhere, ignore_errors=True)
    return True


def copied(home, store, said):
    """The numbers are there; a copy that was said to be made is whole and opens, and no copy here is a broken one."""
    saved_numbers(home, store, said)
    if "copied" in said:
        assert copy_opens(home, home / store_child.ASKED_FOR, store_child.PASSPHRASE, store_child.PERSON)


def restored(home, store, said):
    """Before it was said the store is as it was, or as the copy has it; afterwards as the copy has it."""
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
    """Open the store in ``home``: all that was ``said`` is there, at most one more step, and the store is whole."""
    name = said[0].removeprefix("ready to ")
    if name == "create" and "created" not in said and not vault.exists(home):
        with pytest.raises(NoVault):
            store_child.unlock(home)
        store_child.prepare(home)
        return
    with store_child.unlock(home) as store:
        CHECKS.get(name, saved_numbers)(home, store, said)
        assert store.verify_chain().ok
        # Traces of what was erased are swept out when a store is closed: the one that was cut short could not.
        wrong = [result for result in store.check() if not result.ok]
        assert [result for result in wrong if (name, result.name) != ("erase", "erased")] == []
        more = store_child.new_case(store, "OX-9")
    with store_child.unlock(home) as store:
        assert store.case("OX-9") == more
        assert not wrong or [result for result in store.check() if not result.ok] == []
