"""Unattended desks: a clock that tests move, what was sent to the terminal, and more than one person in the vault."""

import tempfile
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from unittest.mock import patch

from case_desks import store_cases
from desk_samples import PASSPHRASE, desk_in
from driving import driven
from textual.drivers.headless_driver import HeadlessDriver

from champion_tui.desk.screen_commands import keyed
from champion_tui.store.keys import kdf
from champion_tui.tui.screens.cover.hidden import OR_DROP as OR_DROP_KEY
from champion_tui.tui.screens.cover.hidden import UNPROTECTED
from champion_tui.tui.shell.idle import Idle

OR_DROP = keyed(OR_DROP_KEY)


class Clock:
    """A clock in seconds that moves only when a test moves it."""

    def __init__(self):
        self.now = 1000.0

    def __call__(self):
        """Returns the current second."""
        return self.now


@asynccontextmanager
async def guarded(*keys, scene=None, desk=None, size=None):
    """Yields the app with its own clock (``run.clock``) and every sequence it sends to the terminal (``run.sent``)."""
    sent = []
    with patch.object(HeadlessDriver, "write", lambda _, text: sent.append(text)):
        async with scene.driven(size=size) if scene else driven(desk=desk, size=size or (80, 24)) as run:
            run.clock = Clock()
            run.app.guard.idle = Idle(run.clock)
            sent.clear()
            run.sent = sent
            await run.go(*keys)
            yield run


async def pass_time(run, seconds):
    """Lets ``seconds`` pass without a key, then has the app look at its clock."""
    run.clock.now += seconds
    run.app.guard.look_at_the_clock()
    await run.settle()


async def give_passphrase(run, passphrase=PASSPHRASE):
    """Types a passphrase on the neutral screen."""
    run.app.screen.query_one("Input").value = passphrase
    await run.press("enter")
    await run.settle()


def neutral(run, *also):
    """Returns whether only the neutral text is drawn, with or without the key that drops unprotected work, cut short or whole."""
    said = run.text.split()
    told = (["Password"], ["Press", "Enter."], UNPROTECTED.split(), *also)
    return any(said in (words, [*words, *OR_DROP.split()][: len(said)]) for words in told)


SECOND_PASSPHRASE = "another plainly invented one"


@contextmanager
def desk_of_two(*cases):
    """Yields an unlocked desk with these cases, whose vault Ben Invented can open too, and its recovery code."""
    with tempfile.TemporaryDirectory() as folder, patch.object(kdf, "DEFAULT_COST", kdf.TEST_ONLY_COST):
        desk = desk_in(Path(folder))
        code = desk.vault.create("Ada Invented", "homelessness champion", PASSPHRASE)
        store_cases(desk, *cases)
        desk.vault.people.add("Ben Invented", "deputy", SECOND_PASSPHRASE)
        desk.vault.lock()
        desk.vault.unlock(PASSPHRASE, "Ada Invented")
        try:
            yield desk, code
        finally:
            desk.vault.lock()
