"""Hiding with no vault open: entries belong to nobody yet, and return with a passphrase or, if there is no vault, with Enter."""

import pytest
from case_desks import desk_with
from desk_samples import PASSPHRASE, desk_in
from guarding import SECOND_PASSPHRASE, desk_of_two, give_passphrase, guarded, neutral, pass_time

from champion_tui.desk.screen_commands import keyed
from champion_tui.tui.screens.cover.hidden import OR_DROP as OR_DROP_KEY
from champion_tui.tui.screens.cover.hidden import UNPROTECTED

OR_DROP = keyed(OR_DROP_KEY)

TRIAGE = ("1", "5", "1")
"""Two answers of a new case."""

PLACES = ("7", "1", "1", "1", *"may", "space", *"2026", "enter", "enter", "enter")
"""A home in Oxford since May 2026, entered in the advisor."""

GIVES_AWAY = ("Champion", "vault", "case", "council", "home", "passphrase", "emergency", "answers", "Ada")
WRONG = ["Password", "That", "was", "not", "it.", "Try", "again."]


@pytest.fixture
def desks():
    """Yields a desk with a locked vault of Ada's and Ben's, and the recovery code."""
    with desk_of_two() as (desk, code):
        desk.vault.lock()
        yield desk, code


def behind(run):
    """Returns the names of the pages below the neutral one."""
    return [screen.NAME for screen in run.app.screens_open() if screen.NAME not in {"hidden", "over-hidden"}]


@pytest.mark.parametrize("keys", [TRIAGE, PLACES], ids=["a triage", "a connection history"])
@pytest.mark.parametrize("itself", [False, True], ids=["F9", "by itself"])
async def test_where_there_is_a_vault_no_key_but_a_passphrase_brings_it_back(keys, itself, desks):
    """Keys, Enter and a wrong passphrase show nothing, while a passphrase of the vault does, without unlocking it."""
    desk, _ = desks
    async with guarded(*keys, desk=desk) as run:
        before, pages = run.text, behind(run)
        await (pass_time(run, 60) if itself else run.press("f9"))
        assert run.name == "hidden"
        await run.press("enter", "x", "space", "1", "escape", "tab", "backspace", "backspace", "backspace", "enter")
        assert run.name == "hidden"
        assert neutral(run)
        await give_passphrase(run, "wrong")
        assert neutral(run, WRONG)
        await give_passphrase(run)
        assert (behind(run), run.text) == (pages, before)
        assert desk.vault.unlocked_as() is None


@pytest.mark.parametrize("whose", ["Ben", "the recovery code"])
async def test_anybodys_passphrase_of_the_vault_brings_back_what_is_nobodys(whose, desks):
    """Entries made with no vault open belong to nobody, so any passphrase of the vault brings them back."""
    desk, code = desks
    async with guarded(*TRIAGE, "f9", desk=desk) as run:
        await give_passphrase(run, SECOND_PASSPHRASE if whose == "Ben" else code)
        assert run.name == "question"
        assert len(run.app.top.interview.answers) == 2


async def test_a_vault_that_is_taken_away_meanwhile_opens_nothing(desks):
    """Deleting the vault's files while everything is hidden does not remove the need for a passphrase."""
    desk, _ = desks
    async with guarded(*TRIAGE, "f9", desk=desk) as run:
        for file in desk.home.iterdir():
            if file.is_file():
                file.unlink()
        await run.press("enter")
        assert neutral(run)
        await give_passphrase(run)
        assert neutral(run, WRONG)
        await run.press("f2", "escape", "enter")
        assert run.name == "hidden"


@pytest.mark.parametrize("keys", [TRIAGE, PLACES], ids=["a triage", "a connection history"])
async def test_without_a_vault_it_is_said_and_only_enter_brings_it_back(keys, tmp_path):
    """Without a vault the neutral screen warns that nothing protects it, without naming the subject, and only Enter leads back."""
    async with guarded(*keys, desk=desk_in(tmp_path)) as run:
        before = run.text
        await run.press("f9")
        assert " ".join(run.text.split()) == f"{UNPROTECTED} {OR_DROP}"
        assert not [word for word in GIVES_AWAY if word.casefold() in run.text.casefold()]
        await run.press("x", "space", "1", "escape")
        assert run.name == "hidden"
        await run.press("enter")
        assert run.text == before


@pytest.mark.parametrize("keys", [TRIAGE, PLACES], ids=["a triage", "a connection history"])
@pytest.mark.parametrize("vault", [False, True], ids=["no vault", "a vault"])
@pytest.mark.parametrize("key", ["f4", "ctrl+k"])
async def test_what_is_nobodys_can_be_dropped_from_the_neutral_screen(keys, vault, key, tmp_path, desks):
    """Dropping asks first in neutral words and Esc keeps; afterwards only the start is left and nothing can be brought back."""
    async with guarded(*keys, "f9", desk=desks[0] if vault else desk_in(tmp_path)) as run:
        pages = behind(run)
        for leave in (("escape",), ("1", "enter")):
            await run.press(key)
            assert run.name == "over-hidden"
            assert not [word for word in GIVES_AWAY if word.casefold() in run.text.casefold()]
            assert "NOT SAVED" in run.text
            await run.press(*leave)
            assert run.name == "hidden"
        assert behind(run) == pages
        await run.press(key)
        await run.go("2")
        assert [screen.NAME for screen in run.app.screens_open()] == ["start"]
        assert run.app.guard.would_be_lost() == ""


async def test_what_is_somebodys_cannot_be_dropped_from_the_neutral_screen():
    """With the vault open, or locked behind it, F4 does nothing and is not offered."""
    with desk_with() as desk:
        async with guarded(*TRIAGE, desk=desk) as run:
            for seconds in (60, 600):
                await pass_time(run, seconds)
                assert run.text.split() == ["Password"]
                await run.press("f4")
                assert run.text.split() == ["Password"]
            await give_passphrase(run, PASSPHRASE)
            assert len(run.app.top.interview.answers) == 2


@pytest.mark.parametrize("keys", [(), ("f2",), ("5", "2")])
async def test_pages_that_say_the_same_to_everybody_need_no_passphrase(keys, desks):
    """The start, the numbers and guidance are about nobody, so Enter brings them back and there is nothing to drop."""
    async with guarded(*keys, "f9", desk=desks[0]) as run:
        assert run.text.split() == ["Press", "Enter."]
        await run.press("f4", "enter")
        assert run.app.guard.hidden is None


async def test_a_passphrase_that_is_half_typed_on_the_unlocking_page_does_not_count(desks):
    """A page hidden during unlocking returns with a passphrase, and the vault is still locked."""
    desk, _ = desks
    async with guarded("3", "f9", desk=desk) as run:
        assert neutral(run)
        await run.press("enter")
        assert run.name == "hidden"
        await give_passphrase(run)
        assert run.name == "unlock"
        assert desk.vault.unlocked_as() is None
