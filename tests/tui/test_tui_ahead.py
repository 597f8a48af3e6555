"""Preparing pages while nobody types: only then, in portions, and so that the pages find what was prepared."""

import subprocess
import sys
from datetime import date
from pathlib import Path
from types import SimpleNamespace

from champion_tui.desk.numbers.guidance import AT_ONCE, Guidance
from champion_tui.knowledge.book import load
from champion_tui.tui.shell.ahead import PAUSE, Ahead
from champion_tui.tui.shell.idle import Idle

ROOT = Path(__file__).parents[2]
LOADED = """
import asyncio, sys
from stand_in_desk import StandInDesk
from champion_tui.tui import navigation
from champion_tui.tui.app import ChampionApp

async def left_alone():
    app = ChampionApp(StandInDesk)
    async with app.run_test(size=(80, 24)):
        for _ in range(1200):
            await asyncio.sleep(0.1)
            if "champion_tui.tui.screens.vault.people" in sys.modules:
                break

asyncio.run(left_alone())
missing = [place.__name__ for place in navigation.READY if f"champion_tui.tui.screens.{navigation.SCREENS[place].split(':')[0]}" not in sys.modules]
print(missing, [name for name in ("sqlalchemy", "sqlcipher3", "typst", "babel", "cryptography") if name in sys.modules])
"""


def made_ready(portions):
    """Returns an app that does nothing, with its clock, its timers and what is prepared in it."""
    clock, timers = [0.0], []
    app = SimpleNamespace(desk_is_open=True, in_turn=SimpleNamespace(idle=True), at_work=SimpleNamespace(busy=False))
    idle = Idle(lambda: clock[0])
    ahead = Ahead(app, idle, portions, lambda seconds, then: timers.append(then))
    return SimpleNamespace(app=app, clock=clock, timers=timers, idle=idle, ahead=ahead)


def test_nothing_is_made_ready_while_somebody_types():
    """A key stops the work between two portions, and it continues where it stopped once nobody has typed for a while."""
    done = []
    here = made_ready((done.append(number), True)[1] for number in range(4))
    here.ahead.look()
    assert done == []
    here.clock[0] += PAUSE
    here.ahead.look()
    here.ahead.look()
    assert done == [0]
    here.timers.pop()()
    here.idle.touched()
    here.timers.pop()()
    assert (done, here.timers) == ([0, 1], [])
    here.clock[0] += PAUSE
    here.ahead.look()
    here.timers.pop()()
    here.timers.pop()()
    assert (done, here.timers) == ([0, 1, 2, 3], [])


def test_it_waits_for_whatever_is_going_on():
    """Nothing is prepared before the desk is open, while a page is being painted or while something slow is in progress."""
    for hindered in (
        {"desk_is_open": False},
        {"in_turn": SimpleNamespace(idle=False)},
        {"at_work": SimpleNamespace(busy=True)},
    ):
        done = []
        here = made_ready((done.append(number), True)[1] for number in range(2))
        here.clock[0] += PAUSE
        vars(here.app).update(hindered)
        here.ahead.look()
        assert (done, here.timers) == ([], [])


def test_between_two_looks_it_rests_where_there_is_nothing_to_do_now():
    """If there is nothing to do now, for example until the vault is open, it looks again after a second, not at once."""
    here = made_ready(iter([False, True]))
    here.clock[0] += PAUSE
    here.ahead.look()
    assert here.timers == []
    here.ahead.look()
    assert len(here.timers) == 1


def test_a_program_that_is_left_alone_loads_where_people_go_but_no_database():
    """Before the vault is open, its pages are loaded, but not the database, the cipher or printing, which take a second."""
    given = subprocess.run(
        [sys.executable, "-c", LOADED],
        cwd=ROOT,
        env={
            "PYTHONPATH": f"{ROOT}:{ROOT / 'tests' / 'tui'}:{ROOT / 'tests' / 'support'}",
            "PATH": "",
            "HOME": "/nowhere",
        },
        capture_output=True,
        text=True,
        check=True,
    )
    assert given.stdout == "[] []\n"


def test_guidance_is_made_in_portions_and_whoever_is_first_finds_all_of_it():
    """Each portion folds only a few entries, and a search in between finds everything and builds nothing twice."""
    book, day = load(), date(2026, 11, 26)
    whole = Guidance(book, day)
    found = whole.find("priority need")
    assert found
    begun = Guidance(book, day)
    portions = begun.ready()
    for _ in range(4):
        next(portions)
    assert 0 < len(begun._index) <= 4 * AT_ONCE
    assert begun.find("priority need") == found
    assert list(portions) == []
    assert len(begun._index) == len(whole._index)
