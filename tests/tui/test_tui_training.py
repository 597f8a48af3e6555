"""In the demo every screen shows TRAINING in the same place, and leaving says that everything typed is thrown away."""

from functools import partial

import pytest
from driving import driven, words

from champion_tui.domain.cases.training import THROWN_AWAY, TRAINING
from champion_tui.tui.app import ChampionApp


@pytest.fixture(autouse=True)
def training(monkeypatch):
    """Makes every driven app a training one."""
    monkeypatch.setattr("driving.ChampionApp", partial(ChampionApp, training=True))


@pytest.mark.parametrize("size", [(60, 16), (80, 24), (120, 40)])
async def test_it_is_never_cut(size):
    """The word TRAINING is complete, however long the rest of the line is."""
    async with driven("1", "2", size=size) as run:
        assert TRAINING in run.lines[0]
        assert len(run.lines[0]) <= size[0]


async def test_it_is_there_from_the_first_paint_on():
    """The word is there before the desk is open."""
    async with driven() as run:
        assert TRAINING in run.lines[0]


@pytest.mark.parametrize("keys", [(), ("1", "2")])
async def test_leaving_says_that_everything_is_thrown_away(keys):
    """Leaving says so first, even if nothing on screen is unsaved."""
    async with driven(*keys, "ctrl+q") as run:
        assert run.name == "ask"
        assert THROWN_AWAY in words(run)


async def test_a_real_desk_does_not_say_it(monkeypatch):
    """The word does not appear on a real desk."""
    monkeypatch.setattr("driving.ChampionApp", ChampionApp)
    async with driven("1", "2", "ctrl+q") as run:
        assert TRAINING not in run.text
