"""Unlocking, making a vault, keeping a case."""

import threading

import pytest
from driving import CODE_KEYS, NEW_VAULT_KEYS, PASSPHRASE_KEYS, TO_OUTCOME, driven
from stand_in_desk import CODE, REFERENCE, StandInDesk
from textual.widgets import Input


async def test_enter_on_an_outcome_unlocks_and_keeps():
    """The passphrase is asked for only now, and then the case is in the vault and on screen."""
    async with driven(*TO_OUTCOME, "enter") as run:
        assert run.name == "unlock"
        assert "Alex Example" in run.text
        await run.press(*PASSPHRASE_KEYS, "enter")
        await run.until(lambda: run.name == "case")
        await run.settle()
        assert run.desk.interviews[-1].reference == REFERENCE
        assert REFERENCE in run.lines[0]


async def test_a_wrong_passphrase_says_so_and_asks_again():
    """A wrong passphrase keeps and loses nothing, and the box is empty for another try."""
    async with driven(*TO_OUTCOME, "enter", *"wrong", "enter") as run:
        assert run.name == "unlock"
        assert "does not open the vault" in run.text
        assert "Type it again." in run.text
        await run.press("escape")
        assert run.name == "outcome"
        assert run.desk.interviews[-1].reference is None


async def test_the_passphrase_is_never_drawn():
    """The passphrase is not drawn, while it is typed or afterwards."""
    async with driven(*TO_OUTCOME, "enter", *"hunter") as run:
        assert "hunter" not in run.text


async def test_with_several_people_one_is_chosen_first():
    """The vault asks who unlocks it, then for that person's passphrase."""
    desk = StandInDesk(people=("Alex Example", "Sam Example"))
    async with driven(*TO_OUTCOME, "enter", "2", desk=desk) as run:
        assert "Passphrase: Sam Example" in run.text
        await run.press(*PASSPHRASE_KEYS, "enter")
        await run.until(lambda: run.name == "case")
        assert desk.vault.open_as == "Sam Example"


async def test_the_first_case_makes_the_vault():
    """After name, role and the passphrase twice, the recovery code is shown and proved, and only then the case is kept."""
    desk = StandInDesk(people=())
    async with driven(*TO_OUTCOME, "enter", *NEW_VAULT_KEYS, desk=desk) as run:
        await run.until(lambda: run.name == "recovery-code")
        await run.settle()
        assert CODE in run.text
        await run.press(*CODE_KEYS, "enter")
        await run.until(lambda: run.name == "case")
        assert desk.asked[-1] == "create Sam, Nurse"
        assert desk.interviews[-1].reference == REFERENCE


async def test_the_recovery_code_is_not_left_before_it_is_written_down():
    """Neither back nor a wrong proof leaves the only screen that ever shows the code."""
    desk = StandInDesk(people=())
    async with driven(*TO_OUTCOME, "enter", *NEW_VAULT_KEYS, desk=desk) as run:
        await run.until(lambda: run.name == "recovery-code")
        await run.press("escape")
        assert run.name == "recovery-code"
        await run.press(*"9999", "enter")
        assert run.name == "recovery-code"
        assert CODE in run.text


async def test_two_different_passphrases_make_no_vault():
    """A typing mistake in the hidden passphrase is caught by typing it twice."""
    desk = StandInDesk(people=())
    keys = ("enter", *"Sam", "enter", *"Nurse", "enter", *"first", "enter", *"other", "enter")
    async with driven(*TO_OUTCOME, *keys, desk=desk) as run:
        assert "not the same" in run.text
        assert not desk.vault.persons


@pytest.mark.parametrize("key", ["enter", "tab"])
async def test_what_cannot_be_used_keeps_the_cursor(key):
    """A missing name or a weak passphrase is reported at once and keeps the cursor until corrected, while back leads away."""
    async with driven(*TO_OUTCOME, "enter", desk=StandInDesk(people=())) as run:
        await run.press("enter")
        assert "A name is needed." in run.text
        assert run.app.focused.id == "name"
        await run.press(*"Sam", "enter", *"Nurse", "enter", *"weak", key)
        assert "too easy to guess" in run.text
        assert (run.app.focused.id, run.app.focused.value) == ("passphrase", "weak")
        await run.press(key)
        assert run.app.focused.id == "passphrase"
        await run.press("shift+tab")
        assert run.app.focused.id == "role"
        assert run.app.screen.query_one("#passphrase", Input).value == "weak"


async def test_a_box_that_was_passed_empty_is_asked_for_at_the_end():
    """Tab may pass an empty name, but the vault is not made without it, and the cursor goes there."""
    keys = ("tab", "tab", *"same", "enter", *"same", "enter")
    async with driven(*TO_OUTCOME, "enter", *keys, desk=StandInDesk(people=())) as run:
        assert "A name is needed." in run.text
        assert run.app.focused.id == "name"


async def test_what_stops_the_desk_is_said_with_the_way_out():
    """A full disk is reported with what to do, and the typed text stays."""
    desk = StandInDesk(people=())
    desk.broken = True
    async with driven(*TO_OUTCOME, "enter", *NEW_VAULT_KEYS, desk=desk) as run:
        await run.until(lambda: "Free some space." in run.text)
        assert run.name == "new-vault"


async def test_a_full_disk_is_said_and_the_answers_stay():
    """If the case cannot be kept, the outcome is still there, NOT SAVED."""
    desk = StandInDesk()
    desk.broken = True
    desk.vault.open_as = "Alex Example"
    async with driven(*TO_OUTCOME, "enter", desk=desk) as run:
        await run.until(lambda: run.name == "ask")
        await run.settle()
        assert "The disk is full." in run.text
        assert "Free some space" in run.text
        await run.go("1")
        await run.until(lambda: run.name == "outcome")
        assert desk.interviews[-1].reference is None


async def test_the_vault_opens_while_the_numbers_are_in_front():
    """Opening the numbers while the passphrase is checked closes neither page early."""
    gate = threading.Event()
    desk = StandInDesk()
    unlock = desk.vault.unlock
    desk.vault.unlock = lambda *given, **how: (gate.wait(60), unlock(*given, **how))[1]
    async with driven(*TO_OUTCOME, "enter", *PASSPHRASE_KEYS, desk=desk) as run:
        await run.pilot.press("enter")
        await run.pilot.press("f2")
        gate.set()
        await run.until(lambda: desk.vault.open_as is not None)
        await run.settle()
        assert run.name == "numbers"
        await run.pilot.press("escape")
        await run.until(lambda: run.name == "case")
