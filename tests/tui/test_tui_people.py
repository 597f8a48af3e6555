"""The vault's page: the people in it, and each change, which first asks for one's own passphrase again."""

import re

import pytest
from case_desks import at_desk
from desk_samples import PASSPHRASE

from champion_tui.store.keys import kdf
from champion_tui.tui.screens.vault.new_vault import proof_of

OTHER = "five wholly different invented words"
ADA, BO = "Ada Invented", "Bo Invented"
CODE = re.compile(r"(?:[0-9A-Z]{5}-){6}[0-9A-Z]{5}")


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Makes new slots cheap to open."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)


async def fill(run, *texts):
    """Types each text into the next line, followed by Enter."""
    for text in texts:
        await run.type(text)
        await run.press("enter")


async def put_in(run):
    """Adds Bo to the vault."""
    await run.go("1")
    await fill(run, PASSPHRASE, BO, "deputy", OTHER, OTHER)
    await run.until(lambda: run.name == "people")
    await run.settle()


def names(run):
    """Returns the names in the list."""
    return [person.name for person in run.desk.vault.people.listed()]


async def test_somebody_is_let_in_and_taken_out():
    """Adding and removing a person are reported on screen; after removal with a new key, the list is as before and the desk works."""
    async with at_desk("8", size=(80, 50)) as run:
        assert "homelessness champion (you)" in run.text
        await put_in(run)
        assert "can now open the vault" in run.text
        assert "deputy" in run.text
        await run.go("2", "1", "1")
        assert run.name == "vault-task"
        assert "the whole store gets a new key" in " ".join(run.text.split())
        await fill(run, PASSPHRASE)
        await run.until(lambda: run.name == "recovery-code")
        await fill(run, proof_of(CODE.search(run.text).group()))
        await run.until(lambda: run.name == "people")
        await run.settle()
        assert names(run) == [ADA]
        assert "Done. Bo Invented is taken out" in " ".join(run.text.split())
        assert run.desk.cases.view(run.reference)


async def test_nothing_is_done_without_ones_own_passphrase():
    """An unattended open desk adds nobody: a wrong passphrase, or the newcomer's, is refused and asked for again."""
    async with at_desk("8", "1", size=(80, 50)) as run:
        await fill(run, OTHER, BO, "deputy", OTHER, OTHER)
        assert run.name == "vault-task"
        assert "does not open the vault" in run.text
        assert names(run) == [ADA]
        await run.go("escape", "4")
        await fill(run, "wrong")
        assert run.name == "vault-task"
        assert "does not open the vault" in run.text


async def test_a_weak_passphrase_is_judged_on_the_spot_and_two_different_ones_are_noticed():
    """The judgement is shown before the passphrase is asked for a second time, and nothing typed is drawn."""
    async with at_desk("8", "3", size=(80, 50)) as run:
        await fill(run, PASSPHRASE, "Ada Invented")
        assert "too easy to guess: it contains a name or a word" in " ".join(run.text.split())
        assert run.app.focused.id == "new"
        await run.press(*["backspace"] * len("Ada Invented"))
        await fill(run, OTHER)
        assert "Good: a machine that tries" in " ".join(run.text.split())
        await fill(run, "something else")
        assert "not the same" in run.text
        assert OTHER not in run.text
        await fill(run, OTHER, OTHER)
        await run.until(lambda: run.name == "people")
        run.desk.vault.lock()
        run.desk.vault.unlock(OTHER)


async def test_a_new_recovery_code_is_shown_once_and_must_be_written_down():
    """A new recovery code is shown once and proved like the first one, and then opens the vault."""
    async with at_desk("8", "4", size=(80, 50)) as run:
        await fill(run, PASSPHRASE)
        await run.until(lambda: run.name == "recovery-code")
        await run.settle()
        code = next(line.strip() for line in run.lines if line.count("-") == 6)
        await fill(run, code.replace("-", "")[-4:].lower())
        await run.until(lambda: run.name == "people")
        await run.settle()
        assert "The recovery code is changed." in run.text
        run.desk.vault.lock()
        run.desk.vault.unlock(code)


async def test_whoever_came_in_with_the_recovery_code_changes_a_forgotten_passphrase():
    """After unlocking with the code, the line offers it, the person is chosen, the code is typed again, and the new passphrase
    works.
    """
    async with at_desk("8", size=(80, 50)) as run:
        code = run.desk.vault.people.new_recovery_code()
        run.desk.vault.lock()
        run.desk.vault.unlock(code)
        await run.go("escape", "8")
        assert "Change a forgotten passphrase" in run.text
        await run.go("3", "1")
        await fill(run, code.lower(), OTHER, OTHER)
        await run.until(lambda: run.name == "people")
        run.desk.vault.lock()
        run.desk.vault.unlock(OTHER, ADA)


async def test_leaving_at_any_question_changes_nothing():
    """Esc, or the answer that changes nothing, leads back to the list of actions."""
    async with at_desk("8", size=(80, 50)) as run:
        await put_in(run)
        for keys in (("2", "escape"), ("2", "2"), ("2", "1", "3"), ("2", "1", "1", "escape"), ("1", "escape")):
            await run.go(*keys)
            assert run.name == "people"
        assert names(run) == [ADA, BO]
