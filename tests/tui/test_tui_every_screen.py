"""What holds on every screen and is found by looking: each is gone to once, and asked for all of it there.

To get to a screen costs many times what looking at it does. What presses keys there, and so may leave it as another, has tests
of its own: ``test_tui_commands``, ``test_tui_keys``, ``test_tui_pasting``, ``test_tui_guard_hiding``.
"""

from functools import partial

import pytest
from behind import drawn
from contrasts import least_of, too_pale
from scenes import SCENES
from textual.widgets import Input

from champion_tui.desk.screen_commands import SCREENS_APART
from champion_tui.domain.cases.training import TRAINING
from champion_tui.tui.app import ChampionApp
from champion_tui.tui.shell.theme import COLOURED
from champion_tui.tui.widgets.prose import Prose
from champion_tui.tui.widgets.text_box import TextBox

EDGE = 1
"""Columns in front of the word TRAINING."""

SMALL, LARGE = (60, 16), (120, 40)


def says_training_first(run):
    """The line on top begins with the word, whatever else the screen says there."""
    assert run.lines[0][: len(TRAINING) + EDGE].strip() == TRAINING
    assert run.lines[0].index(TRAINING) == EDGE


def has_text_boxes_only(run):
    """A box of another kind would keep the first line of a paste and say nothing."""
    boxes = [box for box in run.app.screen.query(Input) if not hasattr(box, "step_into")]
    assert all(isinstance(box, TextBox) for box in boxes)


def stays_in_its_columns(run):
    """A line that is wider than its part goes on at the edge of the next line, in no column, or is cut."""
    for part in run.app.screen.query(Prose):
        wide = [
            line.plain for lines in part.laid(part.size.width) for line in lines if line.cell_length > part.size.width
        ]
        assert not part.region.area or not wide, run.app.screen.size


async def names_the_keys_at_every_size(run, scene):
    """However narrow the window is, the way to the numbers and to help stands on it, and how to hide at once; and nothing leaves its
    column.
    """
    for size in (scene.size, SMALL, LARGE):
        if run.app.screen.size != size:
            await run.resize(*size)
        assert run.name == scene.screen
        stays_in_its_columns(run)
        for key in ("F1", "F2", "F9"):
            assert f"{key} " in run.footer


async def has_enough_contrast(run):
    """All text in every theme; in two columns, where everything stands that stands in one."""
    if run.name != "too-small" and run.app.screen.size != LARGE:
        await run.resize(*LARGE)
    for theme in COLOURED:
        run.app.theme = theme.name
        await run.settle()
        assert any(strip.text.strip() for strip in drawn(run.app.screen))
        assert not too_pale(run, least_of(theme)), theme.name


@pytest.mark.parametrize("scene", SCENES, ids=lambda scene: scene.title)
async def test_what_is_to_be_seen_on_every_screen(scene, monkeypatch):
    """In the demo's app, which is the ordinary one with TRAINING on its top line: that word first, text boxes only, the keys and
    the columns at every size, and enough contrast in every theme.
    """
    monkeypatch.setattr("driving.ChampionApp", partial(ChampionApp, training=True))
    async with scene.driven() as run:
        says_training_first(run)
        has_text_boxes_only(run)
        if scene.screen not in SCREENS_APART:
            await names_the_keys_at_every_size(run, scene)
        await has_enough_contrast(run)
