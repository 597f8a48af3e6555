"""Hiding at once, whatever is in progress, without showing or losing anything. ``test_tui_every_screen`` hides each screen and
returns.
"""

import asyncio
import threading
from unittest.mock import patch

import pytest
from case_desks import BEGUN, READY, at_desk, desk_with
from driving import PASSPHRASE_KEYS, TO_OUTCOME, driven
from guarding import give_passphrase, neutral
from stand_in_desk import PASSPHRASE as STAND_IN_PASSPHRASE
from stand_in_desk import StandInDesk

from champion_tui.desk.errors import CannotReadOrWrite


async def test_a_page_that_opens_behind_it_is_not_seen():
    """A case that was chosen before hiding and read after it opens under the neutral page, and is there afterwards."""
    gate = threading.Event()
    async with at_desk("3", cases=(READY,)) as run:
        case = run.desk.cases.view
        with patch.object(run.desk.cases, "view", lambda *given: (gate.wait(60), case(*given))[1]):
            await run.at_once_unsettled("down", "enter", "f9")
            await run.until(lambda: run.app.guard.hidden is not None)
            gate.set()
            await run.settle()
        assert run.name == "hidden"
        assert neutral(run)
        await give_passphrase(run)
        assert run.name == "case"
        assert "Z.E." in run.text


async def test_a_question_of_the_app_that_comes_back_stays_behind():
    """A question about another person's change, which shows both values, waits until the desk is shown again."""
    async with at_desk("3", "1", "2") as run:
        await run.type("Zebedee Example")
        run.desk.cases.set_field(run.reference, "full-name", "Zacharias Example")
        await run.press("f9")
        assert run.name == "hidden"
        assert neutral(run)
        await give_passphrase(run)
        assert run.name == "ask"
        assert "Zacharias Example" in run.text


async def test_an_error_that_comes_back_stays_behind():
    """An error while saving is shown on its own page only after hiding ends."""
    async with at_desk("3", "1", "2") as run:
        await run.type("Zebedee Example")
        with patch.object(
            type(run.desk.cases), "set_field", side_effect=CannotReadOrWrite("The disk is full.", "Make room.")
        ):
            await run.press("f9")
        assert neutral(run)
        await give_passphrase(run)
        assert "NOT SAVED: Full name" in run.lines[0]
        assert "Zebedee Example" in run.text


async def test_a_vault_that_opens_behind_it_asks_for_the_passphrase():
    """If F9 is pressed while a passphrase is checked, Enter alone brings nothing back, in either order."""
    for early in (False, True):
        gate = threading.Event()
        desk = StandInDesk()
        unlock = desk.vault.unlock
        desk.vault.unlock = lambda *given, gate=gate, unlock=unlock, **how: (gate.wait(60), unlock(*given, **how))[1]
        async with driven(*TO_OUTCOME, "enter", *PASSPHRASE_KEYS, desk=desk) as run:
            await run.at_once_unsettled("enter", "f9")
            await run.until(lambda run=run: run.app.guard.hidden is not None)
            if early:
                await run.at_once_unsettled("enter")
            gate.set()
            await run.until(lambda desk=desk: desk.vault.open_as is not None)
            await run.settle()
            if run.text.split() == ["Press", "Enter."]:
                await run.press("enter")
            assert run.name == "hidden"
            assert run.text.split() == ["Password"]
            await give_passphrase(run, STAND_IN_PASSPHRASE)
            await run.until(lambda run=run: run.name == "case")


async def test_a_recovery_code_that_is_made_behind_it_is_not_seen():
    """The only page that ever shows the recovery code opens under the neutral one."""
    gate = threading.Event()
    desk = StandInDesk(people=())
    create = desk.vault.create
    desk.vault.create = lambda *given: (gate.wait(60), create(*given))[1]
    keys = ("enter", *"Sam", "enter", *"Nurse", "enter", *PASSPHRASE_KEYS, "enter", *PASSPHRASE_KEYS)
    async with driven(*TO_OUTCOME, *keys, desk=desk) as run:
        await run.at_once_unsettled("enter", "f9")
        await run.until(lambda: run.app.guard.hidden is not None)
        gate.set()
        await run.settle()
        assert neutral(run)
        await run.press("enter")
        await give_passphrase(run, STAND_IN_PASSPHRASE)
        assert run.name == "recovery-code"


async def test_hiding_over_the_numbers_of_a_hidden_desk_goes_back_to_the_neutral_screen():
    """F2 shows the numbers while hidden, and F9 or Esc leads back to the neutral screen."""
    async with at_desk("3", "1", "f9", "f2") as run:
        assert run.name == "numbers"
        await run.press("f9")
        assert run.name == "hidden"
        assert neutral(run)
        await run.press("f2", "f1")
        assert run.name == "help"
        await run.press("escape", "escape")
        assert run.name == "hidden"


async def test_a_wrong_passphrase_says_neither_what_nor_for_what():
    """A wrong passphrase is refused without naming a program, a vault or a person."""
    async with at_desk("3", "1", "f9") as run:
        await give_passphrase(run, "wrong")
        assert run.text.split() == ["Password", "That", "was", "not", "it.", "Try", "again."]


async def test_a_vault_file_that_cannot_be_read_keeps_everything_hidden():
    """A damaged vault file found while hidden is reported in neutral words, and nothing behind is shown."""
    async with at_desk("3", "1", "f9") as run:
        (run.desk.home / "vault.json").write_text("{}", encoding="utf-8")
        await give_passphrase(run)
        assert run.name == "hidden"
        assert "cannot be done now" in run.text
        assert "vault" not in run.text


@pytest.mark.parametrize(("answer", "runs"), [("1", True), ("escape", True), ("2", False)])
async def test_leaving_while_hidden_asks_in_neutral_words(answer, runs):
    """Ctrl+Q while hidden asks without a name, says that something is NOT SAVED, and does what is answered."""
    async with driven("1", "1", "f9", "ctrl+q") as run:
        said = run.text.split()
        assert said == [
            "Leave?",
            "Something",
            "here",
            "is",
            "NOT",
            "SAVED",
            "and",
            "will",
            "be",
            "gone.",
            "1",
            "Stay",
            "2",
            "Leave",
        ]
        await run.go(answer)
        assert run.app.is_running is runs
        if runs:
            assert run.name == "hidden"


async def test_a_window_made_smaller_while_hidden_says_so_afterwards():
    """If the window became too small while hidden, that is reported after the desk is shown again."""
    async with driven("1", "f9") as run:
        await run.resize(40, 10)
        assert neutral(run)
        await give_passphrase(run, STAND_IN_PASSPHRASE)
        assert run.name == "too-small"
        await run.resize(80, 24)
        assert run.name == "question"


async def test_keys_that_come_with_the_hiding_key_reach_nothing_behind():
    """Keys typed right after F9 go to the neutral screen."""
    async with at_desk("3", "1", "2") as run:
        await run.at_once(*"Zeb", "f9", *"edee", "escape", "tab")
        assert run.name == "hidden"
        await give_passphrase(run)
        assert run.name == "form"
        assert run.app.focused.value == "Zeb"
        await run.press("tab")
        fields = {field.id: field.value for step in run.desk.cases.view(run.reference).steps for field in step.fields}
        assert fields["full-name"] == "Zeb"


async def test_nothing_is_drawn_of_a_case_while_it_is_hidden():
    """No frame between hiding and returning contains a word of the case."""
    with desk_with(READY, BEGUN) as desk:
        async with driven("3", "1", "5", desk=desk) as run:
            seen = []
            await run.at_once_unsettled("f9")
            await run.until(lambda: run.app.guard.hidden is not None)
            for _ in range(50):
                seen.append(run.text)
                await asyncio.sleep(0)
            await run.settle()
            assert not [text for text in seen if "Zebedee" in text or "Champion" in text]
