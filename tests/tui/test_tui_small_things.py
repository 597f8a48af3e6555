"""Small conveniences: the colours are remembered, one key shows masked values, one exit keeps nothing, and a new passphrase is
offered after the recovery code.
"""

import tempfile
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from case_desks import READY_WITH_PAPER, at_desk
from desk_samples import desk_in, unlocked_desk
from driving import TO_OUTCOME, driven, words
from stand_in_desk import StandInDesk
from textual import events

from champion_tui.desk.desk import Desk
from champion_tui.desk.settings.remembered import THEME, this_machine
from champion_tui.store.keys import kdf
from champion_tui.tui.screens.cases.form.check import CheckScreen
from champion_tui.tui.screens.triage.triage import TriageScreen
from champion_tui.tui.shell import places
from champion_tui.tui.shell.terminal.theme import CONTRAST, DARK, LIGHT, PLAIN
from champion_tui.tui.widgets.bars import HeaderLine, KeysLine
from champion_tui.tui.widgets.panes import Body

NEW = "five wholly different invented words"
PHONE = "07700 900123"


# -- a window in the background --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("comes_back_by", [events.AppFocus, None])
async def test_a_page_that_came_while_the_window_was_behind_takes_keys(comes_back_by):
    """A page that opened while the window was in the background gets the focus, without which its list would ignore keys."""
    async with driven(desk=StandInDesk()) as run:
        run.app.post_message(events.AppBlur())
        await run.settle()
        run.app.go(places.Guidance())
        await run.settle()
        assert run.app.focused is None
        if comes_back_by is not None:
            run.app.post_message(comes_back_by())
            await run.settle()
        await run.press("down")
        await run.press("down")
        assert run.app.focused is not None


# -- the colours --------------------------------------------------------------------------------------------------------


async def test_the_colours_are_there_again_at_the_next_start():
    """The chosen colours are used at the next start, and one key cycles through all of them."""
    desk = StandInDesk()
    async with driven(desk=desk) as run:
        for theme in (DARK, LIGHT, CONTRAST, DARK, LIGHT, CONTRAST):
            assert run.app.theme == theme.name
            await run.press("f3")
        await run.press("f3", "f3")
    async with driven(desk=desk) as run:
        assert run.app.theme == CONTRAST.name


async def test_no_colour_stays_without(monkeypatch):
    """``NO_COLOR`` takes precedence over the remembered colours."""
    monkeypatch.setenv("NO_COLOR", "1")
    desk = StandInDesk()
    desk.kept_theme = LIGHT.name
    async with driven(desk=desk) as run:
        assert run.app.theme == PLAIN.name


@pytest.mark.parametrize("kept", ["", "no such theme", "textual-dark"])
async def test_what_is_no_look_of_ours_is_passed_over(kept):
    """An invalid value in the file does not stop the start."""
    desk = StandInDesk()
    desk.kept_theme = kept
    async with driven(desk=desk) as run:
        assert run.app.theme == DARK.name


def test_the_desk_keeps_it_in_its_home(tmp_path):
    """The colours are kept in a small file in the home folder, by the machine's name."""
    desk_in(tmp_path).remember_theme(LIGHT.name)
    assert desk_in(tmp_path).theme() == LIGHT.name == THEME.of(tmp_path, this_machine())


# -- masked values on the check page ------------------------------------------------------------------------------------


@asynccontextmanager
async def at_check(**more):
    """Yields the check page of a case with a phone number, with the mark on its first line."""
    async with at_desk("3", cases=(READY_WITH_PAPER,), **more) as run:
        run.app.go(CheckScreen(run.reference))
        await run.settle()
        yield run


def rows_of(run):
    """Returns everything in the list, visible or not."""
    return "\n".join(cell.text for row in run.app.screen.query_one("#answers")._rows for cell in row)


@pytest.mark.parametrize("key", ["f10", "ctrl+d"])
async def test_one_key_shows_what_is_masked_and_masks_it_again(key):
    """Both keys show the values, to read the page aloud with the person, and mask them again."""
    async with at_check() as run:
        assert PHONE not in rows_of(run)
        await run.press(key)
        assert PHONE in rows_of(run)
        await run.press(key)
        assert PHONE not in rows_of(run)


@pytest.mark.parametrize("away", [("f9",), ("f2",), ("f1",), ("ctrl+q",)])
async def test_leaving_the_page_masks_it_again(away):
    """After hiding, the numbers, help or leaving, the values are masked again."""
    async with at_check() as run:
        check = run.app.top
        await run.press("f10")
        await run.press(*away)
        assert run.app.top is not check
        assert not check.query_one("#answers").revealed


# -- the way out that keeps nothing -------------------------------------------------------------------------------------


@asynccontextmanager
async def where_help_is_coming(desk):
    """Yields the outcome after "help is coming, I stop here"."""
    async with driven(desk=desk) as run:
        interview = desk.begin()
        interview.answer("emergency", "nowhere-tonight")
        interview.answer("after-call", "stop-here")
        run.app.go(TriageScreen(interview))
        await run.until(lambda: run.name == "outcome")
        await run.settle()
        yield run


@pytest.mark.parametrize("key", ["f10", "ctrl+d"])
async def test_help_is_coming_has_a_way_out_that_keeps_nothing(tmp_path, key):
    """One key leads back to the start without asking about the vault or unsaved answers, and nothing is written."""
    desk = desk_in(tmp_path)
    async with where_help_is_coming(desk) as run:
        assert "Back to the start. Nothing is kept." in words(run)
        await run.press(key)
        assert run.name == "start"
    assert not desk.vault.exists()
    assert not list(tmp_path.glob("*.db"))


async def test_elsewhere_that_key_does_nothing():
    """An outcome with something to keep is not left by that key, and does not offer it."""
    async with driven(*TO_OUTCOME) as run:
        assert run.name == "outcome"
        assert "keep nothing" not in run.footer
        await run.press("f10")
        assert run.name == "outcome"


# -- after the recovery code --------------------------------------------------------------------------------------------


@pytest.fixture
def lost(monkeypatch):
    """Yields a locked desk whose passphrase was lost; ``code`` opens it."""
    monkeypatch.setattr(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST)
    with tempfile.TemporaryDirectory() as home:
        desk = desk_in(Path(home))
        desk.code = desk.vault.create("Ada Invented", "champion", "a plainly invented passphrase")
        desk.vault.lock()
        yield desk
        desk.vault.lock()


async def unlock_by_code(run):
    """Opens My cases with the recovery code."""
    run.app.ways.visit(places.Cases(), unlocks=True)
    await run.until(lambda: run.name == "unlock")
    await run.settle()
    await run.type(run.desk.code)
    await run.press("enter")
    await run.until(lambda: run.name == "ask")
    await run.settle()


async def test_after_the_recovery_code_a_new_passphrase_is_offered(lost):
    """A new passphrase is offered at once without the old one, and then opens the vault."""
    async with driven(desk=lost) as run:
        await unlock_by_code(run)
        assert "Whose passphrase was lost?" in run.text
        assert "Ada Invented" in run.text
        run.app.top.dismiss("Ada Invented")
        await run.until(lambda: run.name == "vault-task")
        await run.settle()
        assert "Your own passphrase" not in run.text
        for text in (NEW, NEW):
            await run.type(text)
            await run.press("enter")
        await run.until(lambda: run.name == "ask")
        assert "is changed" in run.text
        run.app.top.dismiss("read")
        await run.until(lambda: run.name == "cases")
    lost.vault.lock()
    lost.vault.unlock(NEW, "Ada Invented")
    assert lost.vault.unlocked_as() == "Ada Invented"


@pytest.mark.parametrize("answer", ["", None])
async def test_it_can_wait(lost, answer):
    """After "later" or back, the cases open and nothing has changed."""
    async with driven(desk=lost) as run:
        await unlock_by_code(run)
        run.app.top.dismiss(answer)
        await run.until(lambda: run.name == "cases")
    lost.vault.lock()
    lost.vault.unlock("a plainly invented passphrase", "Ada Invented")


def test_a_person_is_offered_nothing(tmp_path):
    """A person who used their own passphrase is not offered a new one."""
    desk: Desk = unlocked_desk(tmp_path)
    assert not desk.vault.people.opened_by_recovery_code()
    desk.vault.lock()


@pytest.mark.parametrize("part", [HeaderLine, Body, KeysLine])
async def test_a_screen_that_is_being_taken_away_draws_its_bars_no_more(part):
    """If slow work ends while a screen is being removed, refreshing its bars causes no fault, whichever part went first."""
    async with driven() as run:
        screen = run.app.top
        await screen.query_one(part).remove()
        screen.refresh_bars()
        assert not screen.query(part)
