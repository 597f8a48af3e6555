"""An unattended desk counts down, hides itself and locks, and only its owner can return to what was left."""

import threading
import time
from datetime import timedelta
from unittest.mock import patch

import pytest
from case_desks import BEGUN, DRAFT, READY, at_desk, desk_with
from desk_samples import MONDAY_MORNING, PASSPHRASE, REFER
from driving import TO_OUTCOME, driven
from guarding import SECOND_PASSPHRASE, desk_of_two, give_passphrase, guarded, neutral, pass_time
from stand_in_desk import PASSPHRASE as STAND_IN_PASSPHRASE
from stand_in_desk import StandInDesk

from champion_tui.desk.errors import CannotReadOrWrite
from champion_tui.tui.shell.idle import Due, Idle, seconds_passed

FORM = ("3", "1", "2")


def stored(desk, field):
    """Returns the stored value of a field of the only case."""
    view = desk.cases.view(desk.cases.lists.cases().rows[0].reference)
    return next(found.value for step in view.steps for found in step.fields if found.id == field)


# -- the countdown and hiding -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("passed", "due"),
    [
        (0, Due()),
        (44.9, Due()),
        (45, Due(left=15)),
        (59.1, Due(left=1)),
        (60, Due(hide=True)),
        (599, Due(hide=True)),
        (600, Due(hide=True, lock=True)),
    ],
)
def test_what_is_due_after_so_many_seconds(passed, due):
    """The desk warns fifteen seconds before it hides, and hides and later locks on the set second."""
    now = [5.0]
    idle = Idle(lambda: now[0])
    now[0] += passed
    assert idle.due(60, 600) == due


def test_a_vault_that_is_to_be_locked_first_is_hidden_with_it():
    """If locking is set earlier than hiding, the desk is hidden when it locks."""
    now = [0.0]
    idle = Idle(lambda: now[0])
    now[0] = 110
    assert idle.due(3600, 120) == Due(left=10)
    now[0] = 120
    assert idle.due(3600, 120) == Due(hide=True, lock=True)


def test_the_clock_grows_and_is_the_one_that_counts_sleep():
    """The clock is the system's time since start, including sleep if the system counts it, and never goes back."""
    seen = [seconds_passed() for _ in range(100)]
    assert seen == sorted(seen)
    if hasattr(time, "CLOCK_BOOTTIME"):
        assert seconds_passed() == pytest.approx(time.clock_gettime(time.CLOCK_BOOTTIME), abs=5)


async def test_the_last_fifteen_seconds_are_counted_down_in_words():
    """The bottom line counts down to hiding, and a key stops that and restores the line of keys."""
    async with guarded("1", "1") as run:
        await pass_time(run, 44)
        assert "F2 numbers" in run.footer
        await pass_time(run, 1)
        assert "this is hidden in 15 seconds. Any key stops it." in run.footer
        await pass_time(run, 14)
        assert "hidden in 1 second." in run.footer
        await run.press("up")
        assert "F2 numbers" in run.footer
        await pass_time(run, 44)
        assert run.name == "question"
        assert "F2 numbers" in run.footer


async def test_it_hides_itself_as_the_key_does():
    """After a minute without a key the neutral screen is shown, and the triage is unchanged afterwards."""
    async with guarded("1", "1") as run:
        await pass_time(run, 60)
        assert run.name == "hidden"
        assert neutral(run)
        await pass_time(run, 30)
        assert neutral(run)
        await give_passphrase(run, STAND_IN_PASSPHRASE)
        assert run.app.top.question.id == "age"
        await pass_time(run, 50)
        assert run.name == "question"


@pytest.mark.parametrize("keys", [(), ("f2",), ("5",), ("5", "2"), ("f1",)])
async def test_what_is_the_same_for_everybody_is_not_hidden(keys):
    """With no vault open, the start, the numbers, guidance and help stay readable for hours."""
    async with guarded(*keys, desk=None if keys[:1] != ("5",) else StandInDesk()) as run:
        await pass_time(run, 7200)
        assert run.name != "hidden"


@pytest.mark.parametrize("keys", [(), ("f2",), ("7",)])
async def test_with_an_open_vault_every_page_is_hidden(keys):
    """With an open vault, every page is hidden."""
    with desk_with(BEGUN) as desk:
        async with guarded(*keys, desk=desk) as run:
            await pass_time(run, 60)
            assert run.name == "hidden"


async def test_a_wall_clock_that_jumps_does_nothing():
    """If the date jumps by a year either way, nothing is hidden, counted down or locked."""
    now = [MONDAY_MORNING]
    with desk_with(BEGUN, now=lambda: now[0]) as desk:
        async with guarded("3", "1", desk=desk) as run:
            for jump in (timedelta(days=365), timedelta(days=-730)):
                now[0] += jump
                run.app.guard.look_at_the_clock()
                await run.settle()
                assert run.name == "case"
                assert "hidden in" not in run.footer
            assert desk.vault.unlocked_as() is not None


async def test_a_machine_that_slept_longer_than_the_limit_locks_when_it_wakes():
    """If the first event after waking is a key, it reaches nothing, everything is hidden and the vault is locked."""
    with desk_with(BEGUN) as desk:
        async with guarded(*FORM, desk=desk) as run:
            await run.type("Zeb")
            run.clock.now += 8 * 3600
            await run.press("x")
            assert run.name == "hidden"
            assert desk.vault.unlocked_as() is None
            await give_passphrase(run)
            assert run.name == "form"
            assert stored(desk, "full-name") == "Zeb"


async def test_the_organisations_own_times_hold():
    """The times in settings.toml are the times that the desk uses."""
    with desk_with(BEGUN) as desk:
        (desk.home / "settings.toml").write_text("blank_after = 120\nlock_after = 240\n", encoding="utf-8")
        from champion_tui.desk.settings.settings import read_settings

        desk.settings = read_settings(desk.home)
        async with guarded("3", desk=desk) as run:
            await pass_time(run, 119)
            assert run.name == "cases"
            await pass_time(run, 1)
            assert run.name == "hidden"
            assert desk.vault.unlocked_as() is not None
            await pass_time(run, 120)
            assert desk.vault.unlocked_as() is None


# -- locking, and coming back -------------------------------------------------------------------------------------------


async def test_a_locked_desk_gives_everything_back():
    """Half-typed text is saved before locking, and afterwards the same pages and the same field are open."""
    with desk_with(BEGUN) as desk:
        async with guarded(*FORM, desk=desk) as run:
            await run.type("Zebedee Exa")
            before = [screen.NAME for screen in run.app.screens_open()]
            await pass_time(run, 600)
            assert desk.vault.unlocked_as() is None
            assert neutral(run)
            await give_passphrase(run, "wrong")
            assert neutral(run, ["Password", "That", "was", "not", "it.", "Try", "again."])
            await give_passphrase(run)
            assert [screen.NAME for screen in run.app.screens_open()] == before
            assert run.app.focused.value == "Zebedee Exa"
            assert stored(desk, "full-name") == "Zebedee Exa"
            await run.type("mple")
            await run.press("enter")
            assert stored(desk, "full-name") == "Zebedee Example"


async def test_a_triage_that_was_never_saved_stays_in_memory_behind_the_lock():
    """The answers of an unsaved case are all there after locking and unlocking, and can be kept."""
    with desk_with() as desk:
        async with guarded("1", "5", "1", "3", desk=desk) as run:
            interview = run.app.top.interview
            answers = interview.answers
            assert answers
            await pass_time(run, 700)
            assert desk.vault.unlocked_as() is None
            await give_passphrase(run)
            assert run.app.top.interview.answers == answers
            await run.press("f4")
            assert interview.reference is not None
            assert desk.cases.lists.cases().rows[0].reference == interview.reference


async def test_an_interview_goes_on_saving_after_the_vault_was_locked():
    """After a kept draft was locked and unlocked, the next answer is stored under the same case."""
    with desk_with({"triage": DRAFT}) as desk:
        async with guarded("3", "1", desk=desk) as run:
            assert run.name == "question"
            await pass_time(run, 600)
            await give_passphrase(run)
            await run.go("4")
            reference = desk.cases.lists.cases().rows[0].reference
            assert "situation" in desk.cases.resume(reference).answers
            assert "NOT SAVED" not in run.text


async def test_a_page_looks_again_after_unlocking():
    """After unlocking, the page shows what another program changed meanwhile."""
    with desk_with(BEGUN) as desk:
        async with guarded("3", "1", "5", desk=desk) as run:
            await pass_time(run, 600)
            desk.vault.unlock(PASSPHRASE)
            desk.cases.set_field(desk.cases.lists.cases().rows[0].reference, "known-as", "Zebra")
            desk.vault.lock()
            await give_passphrase(run)
            assert run.name == "check"
            assert "Zebra" in "\n".join(option.hint for option in run.app.screen.query_one("#answers").options)


async def test_guessing_does_not_keep_the_vault_open():
    """Keys on the neutral screen do not count as activity, so guessing does not keep the vault open."""
    with desk_with(BEGUN) as desk:
        async with guarded("3", "f9", desk=desk) as run:
            await pass_time(run, 590)
            await give_passphrase(run, "wrong")
            await pass_time(run, 10)
            assert desk.vault.unlocked_as() is None


async def test_what_is_being_saved_is_saved_before_the_vault_is_locked():
    """Locking waits for a slow save, and nothing is refused or lost."""
    gate = threading.Event()
    with desk_with(BEGUN) as desk:
        async with guarded(*FORM, desk=desk) as run:
            await run.type("Zebedee")
            set_field = desk.cases.set_field
            with patch.object(
                desk.cases, "set_field", lambda *given, **how: (gate.wait(60), set_field(*given, **how))[1]
            ):
                await run.at_once_unsettled("f9")
                run.clock.now += 600
                run.app.guard.look_at_the_clock()
                await run.pilot.pause(0)
                assert desk.vault.unlocked_as() is not None
                gate.set()
                await run.settle()
            assert desk.vault.unlocked_as() is None
            await give_passphrase(run)
            assert stored(desk, "full-name") == "Zebedee"


async def test_what_is_being_written_is_written_before_the_vault_is_locked(tmp_path):
    """Locking waits for every slow call, so a pack that is being written is complete."""
    gate = threading.Event()
    with desk_with(READY) as desk:
        async with guarded("3", "1", "f9", desk=desk) as run:
            reference = desk.cases.lists.cases().rows[0].reference
            written = run.app.run_worker(
                run.app.at_work.do(lambda: (gate.wait(60), desk.papers.export(reference, tmp_path))),
                exit_on_error=False,
            )
            await run.pilot.pause(0)
            run.clock.now += 600
            run.app.guard.look_at_the_clock()
            await run.pilot.pause(0)
            assert desk.vault.unlocked_as() is not None
            gate.set()
            await written.wait()
            await run.until(lambda: desk.vault.unlocked_as() is None)
            assert (tmp_path / reference / "referral.pdf").exists()


async def test_a_save_that_comes_too_late_says_not_saved_and_keeps_the_text():
    """If the vault is locked under a page, a save is refused with a message, and the text stays and is saved after unlocking."""
    with desk_with(BEGUN) as desk:
        async with guarded(*FORM, desk=desk) as run:
            await run.type("Zebedee")
            desk.vault.lock()
            await run.press("tab")
            assert "NOT SAVED: Full name" in run.lines[0]
            assert "NOT SAVED. What you typed is still here." in run.text
            desk.vault.unlock(PASSPHRASE)
            await run.press("shift+tab", "tab")
            assert stored(desk, "full-name") == "Zebedee"
            assert "NOT SAVED" not in run.text


async def test_an_answer_that_comes_too_late_is_asked_again():
    """If the vault is locked during a triage, NOT SAVED is shown with the same question, and the answer is taken when given again."""
    with desk_with({"triage": DRAFT}) as desk:
        async with guarded("3", "1", desk=desk) as run:
            title = run.app.top.question.title
            desk.vault.lock()
            await run.go("4")
            assert "NOT SAVED: the last answer was not taken." in run.text
            assert " ".join(title.split()) in " ".join(run.text.split())
            desk.vault.unlock(PASSPHRASE)
            await run.go("4")
            assert "situation" in desk.cases.resume(desk.cases.lists.cases().rows[0].reference).answers


async def test_a_conflict_that_meets_a_locked_vault_ends_in_no_fault():
    """If a save is refused because of another window and the vault then locks, NOT SAVED is shown and the text stays."""
    with desk_with(BEGUN) as desk:
        async with guarded(*FORM, desk=desk) as run:
            await run.type("Zebedee")
            desk.cases.set_field(desk.cases.lists.cases().rows[0].reference, "full-name", "Zacharias")
            with patch.object(desk.cases, "view", side_effect=CannotReadOrWrite("The cases are locked.", "")):
                await run.press("tab")
            assert "NOT SAVED: Full name" in run.lines[0]
            assert run.app.screen.query("#field-full-name Input").first().value == "Zebedee"


async def test_leaving_works_while_hidden_and_locked():
    """The program can be left without a passphrase while hidden and locked."""
    with desk_with(BEGUN) as desk:
        async with guarded("3", "1", desk=desk) as run:
            await pass_time(run, 600)
            await run.go("f2", "f9", "ctrl+q", "2")
            assert not run.app.is_running
            assert run.app.return_code == 0


async def test_a_file_system_that_cannot_tidy_up_does_not_keep_the_vault_open():
    """If closing fails after the key was forgotten, the desk counts as locked and can be opened again."""
    with desk_with(BEGUN) as desk:
        async with guarded("3", desk=desk) as run:
            close = desk.vault.opened().store.close

            def failing():
                close()
                raise CannotReadOrWrite("The disk is full.", "")

            with patch.object(desk.vault.opened().store, "close", failing):
                await pass_time(run, 600)
            assert desk.vault.unlocked_as() is None
            await give_passphrase(run)
            assert run.name == "cases"


# -- another person -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("passed", [60, 600], ids=["hidden", "locked"])
async def test_somebody_else_of_the_vault_is_told_whose_desk_it_is(passed):
    """Another person's passphrase shows nothing of what was left and says whose it is, and Esc leaves it hidden for the owner."""
    with desk_of_two(READY) as (desk, _):
        async with guarded("3", "1", "5", desk=desk) as run:
            await pass_time(run, passed)
            await give_passphrase(run, SECOND_PASSPHRASE)
            said = " ".join(run.text.split())
            assert run.name == "over-hidden"
            assert "Ada Invented left this hidden; you are Ben Invented" in said
            assert "Zebedee" not in said
            assert "NOT SAVED" not in said
            assert "had not saved" not in said
            await run.press("escape")
            assert neutral(run)
            await give_passphrase(run)
            assert run.name == "check"


async def test_somebody_else_may_start_afresh():
    """Another person may start afresh: saved work stays, what would be lost is named, and they begin at the start under their
    own name.
    """
    with desk_of_two(BEGUN) as (desk, _):
        async with guarded("1", "5", "1", "f2", desk=desk) as run:
            await pass_time(run, 600)
            await give_passphrase(run, SECOND_PASSPHRASE)
            said = " ".join(run.text.split())
            assert "What Ada Invented had not saved would be gone: answers of a new case (2)." in said
            await run.go("2")
            assert run.name == "start"
            assert [screen.NAME for screen in run.app.screens_open()] == ["start"]
            assert desk.vault.unlocked_as() == "Ben Invented"
            await run.press("f9")
            await give_passphrase(run)
            assert run.name == "over-hidden"
            await run.press("escape")
            await give_passphrase(run, SECOND_PASSPHRASE)
            assert run.name == "start"


async def test_half_typed_text_is_saved_before_somebody_else_starts_afresh():
    """Text that the owner had half typed is stored before another person starts afresh."""
    with desk_of_two(BEGUN) as (desk, _):
        async with guarded(*FORM, desk=desk) as run:
            await run.type("Zebedee")
            await run.press("f9")
            await give_passphrase(run, SECOND_PASSPHRASE)
            await run.go("2")
            assert run.name == "start"
            assert stored(desk, "full-name") == "Zebedee"


async def test_the_recovery_code_brings_back_what_was_left_and_it_stays_the_owners():
    """The recovery code brings the owner's work back, and after hiding again the owner's passphrase does too."""
    with desk_of_two(BEGUN) as (desk, code):
        async with guarded("3", "1", desk=desk) as run:
            await pass_time(run, 600)
            await give_passphrase(run, code)
            assert run.name == "case"
            assert desk.vault.unlocked_as() == "recovery code"
            await pass_time(run, 600)
            await give_passphrase(run)
            assert run.name == "case"
            assert desk.vault.unlocked_as() == "Ada Invented"


async def test_a_person_who_is_gone_meanwhile_does_not_come_back():
    """The passphrase of a person who was removed while the desk was locked no longer opens it."""
    with desk_of_two(BEGUN) as (desk, _):
        async with guarded("3", "1", desk=desk) as run:
            await pass_time(run, 600)
            with patch("champion_tui.store.vault.vaultfile.VaultFile.people", lambda listed: (listed.slots[-1],)):
                await give_passphrase(run)
                assert neutral(run, ["Password", "That", "was", "not", "it.", "Try", "again."])


async def test_an_unsaved_outcome_and_places_are_named_once():
    """Everything unsaved is named in the sentence, each thing once."""
    async with driven(*TO_OUTCOME) as run:
        assert run.app.guard.would_be_lost() == "answers of a new case (6)"
    async with at_desk(*FORM, cases=({"triage": REFER, "referral": {}},)) as run:
        await run.press("down", "down", "down")
        await run.type("12345")
        await run.press("tab")
        assert "NOT SAVED: Their phone" in run.lines[0]
        assert run.app.guard.would_be_lost() == "", "what a field refuses is kept as it was typed"
        full = CannotReadOrWrite("The disk is full.", "Make room.")
        with patch.object(type(run.desk.cases), "set_field", side_effect=full):
            await run.press("shift+tab")
            assert run.app.guard.would_be_lost() == f"{run.reference}: Their phone"
