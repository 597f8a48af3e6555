"""On the full screen: a vault in another state than last seen, and what must be reported after unlocking."""

import pytest
from case_desks import BEGUN, desk_with
from driving import driven

from champion_tui.store.keys import kdf

PASSPHRASE = "a plainly invented passphrase"
OTHER = "five wholly different invented words"
ADA, BO = "Ada Invented", "Bo Invented"


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Makes new slots cheap to open."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)


async def typed(run, text):
    """Types one line and Enter."""
    await run.type(text)
    await run.press("enter")


async def test_a_store_that_was_rolled_back_is_said_and_opens_only_on_purpose(tmp_path):
    """A store that was rolled back shows what differs and a way to the copies, and opens only after a choice and the passphrase
    again.
    """
    with desk_with(BEGUN) as desk:
        old = (desk.home / "cases.db").read_bytes()
        desk.vault.unlock(PASSPHRASE)
        desk.cases.new(BEGUN)
        desk.vault.lock()
        for left in desk.home.glob("cases.db-*"):
            left.unlink()
        (desk.home / "cases.db").write_bytes(old)
        async with driven("8", desk=desk, size=(100, 50)) as run:
            await typed(run, PASSPHRASE)
            await run.until(lambda: "not the store that you saw last" in " ".join(run.text.split()))
            assert desk.vault.unlocked_as() is None
            assert "Look at all safety copies" in run.text
            await run.go("2")
            assert "if you know what happened" in " ".join(run.text.split())
            assert desk.vault.unlocked_as() is None
            await typed(run, PASSPHRASE)
            await run.until(lambda: desk.vault.unlocked_as() is not None)


async def test_a_restore_is_told_at_the_next_unlocking_and_a_copy_that_readmits_takes_todays_passphrase(tmp_path):
    """Restoring a copy with a removed person needs a current passphrase, and the next unlocking shows when and by whom it was
    restored.
    """
    target = tmp_path / "copy.zip"
    with desk_with(BEGUN) as desk:
        desk.vault.unlock(PASSPHRASE)
        desk.vault.people.add(BO, "deputy", OTHER)
        desk.vault.copies.make(target)
        desk.vault.people.remove(BO, new_code=lambda _: None)
        desk.vault.lock()
        async with driven("9", "2", desk=desk, size=(100, 50)) as run:
            await typed(run, str(target))
            await run.go("2")
            await typed(run, OTHER)
            await run.until(lambda: "A passphrase that opens the store today" in run.text)
            assert "Bo Invented" in " ".join(run.text.split())
            await typed(run, OTHER)
            await run.until(lambda: "does not open the store of today" in " ".join(run.text.split()))
            await typed(run, PASSPHRASE)
            await run.until(lambda: "Type restore" in run.text)
            await typed(run, "restore")
            await run.until(lambda: "is in place" in run.text)
        async with driven("8", desk=desk, size=(100, 50)) as run:
            await run.go("1")
            await typed(run, PASSPHRASE)
            await run.until(lambda: "Bo Invented put back a safety copy" in " ".join(run.text.split()))
            await run.go("1")
            await run.until(lambda: run.name == "people")
            assert "The recovery code opens it too." in run.text
