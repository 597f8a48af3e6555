"""A page is painted once it is complete, so that nobody sees it blank or half filled, and no slow connection carries that."""

import threading

import pytest
from behind import drawn, each_time_it_is_drawn
from driving import TO_OUTCOME, driven
from textual._styles_cache import StylesCache

from champion_tui.tui.screens.kit import base
from champion_tui.tui.screens.kit.base import ChampionScreen
from champion_tui.tui.shell import in_turn
from champion_tui.tui.widgets.bars import HeaderLine
from champion_tui.tui.widgets.panes import Region

SIZES = ((80, 24), (120, 40))


def bodies(run):
    """Records each painting from now on: the name of the page, and its lines without the line of keys."""
    painted = []

    def note():
        body = [strip.text.rstrip() for strip in drawn(run.app.screen)][:-1]
        painted.append((run.app.top.NAME, body))

    each_time_it_is_drawn(run.app, note)
    return painted


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("way", [("1",), ("f2",), ("f1",), ("3",), ("1", "f2"), (*TO_OUTCOME,)])
async def test_each_page_is_painted_as_it_stands(way, size, monkeypatch):
    """On the way from any page to another, no frame shows less of it than the final one."""
    monkeypatch.setattr(base, "FILLS", 60)
    async with driven(*way[:-1], size=size) as run:
        before, painted = run.name, bodies(run)
        await run.go(way[-1])
        assert run.name != before
        assert painted
        of_it = [body for name, body in painted if name == run.name]
        assert of_it
        assert all(body == of_it[-1] for body in of_it)


@pytest.mark.parametrize("way", ["1", "f2", "f1", "3"])
async def test_nothing_is_worked_out_again_and_again_for_a_page_that_is_opened(way, monkeypatch):
    """Before a page is painted, its header is made once, and one line of the background of each of its parts."""
    tops, ground = [], []
    show, render = HeaderLine.show, StylesCache.render

    def shown(top, *given):
        tops.append(top.screen.NAME)
        show(top, *given)

    def rendered(cache, styles, *given, crop, **more):
        if isinstance(styles.node, ChampionScreen | Region):
            ground.append(crop.height)
        return render(cache, styles, *given, crop=crop, **more)

    monkeypatch.setattr(base, "FILLS", 60)
    async with driven(size=(120, 40)) as run:
        before = run.name
        monkeypatch.setattr(HeaderLine, "show", shown)
        monkeypatch.setattr(StylesCache, "render", rendered)
        painted = []
        each_time_it_is_drawn(run.app, lambda: painted.append((run.name, [*tops])))
        await run.go(way)
        made = next(made for name, made in painted if name != before)
        assert made.count(run.name) == 1
        drawn(run.app.screen)
        assert set(ground) == {1}


async def slow_page(run, gate):
    """Goes to the triage, whose first question waits for ``gate``."""
    begin = run.desk.begin

    def begun(*given):
        interview = begin(*given)
        here = interview.here
        interview.here = lambda: (gate.wait(60), here())[1]
        return interview

    run.desk.begin = begun
    await run.at_once_unsettled("1", "enter")
    await run.until(lambda: run.name == "question")


async def test_a_page_that_is_slow_to_fill_is_painted_as_it_is():
    """A page that takes longer than a moment to fill is painted as it is, so that people see where they are."""
    gate = threading.Event()
    async with driven() as run:
        painted = bodies(run)
        await slow_page(run, gate)
        await run.until(lambda: painted and painted[-1][0] == "question")
        assert not run.app.in_turn.filling
        gate.set()
        await run.settle()
        assert "1  " in run.text


async def test_hiding_does_not_wait_for_a_page_that_is_being_filled(monkeypatch):
    """F9 before anything of the page is painted shows the neutral screen at once."""
    gate = threading.Event()
    monkeypatch.setattr(base, "FILLS", 60)
    async with driven() as run:
        painted = bodies(run)
        await slow_page(run, gate)
        await run.at_once_unsettled("f9")
        await run.until(lambda: run.name == "hidden")
        assert not run.app.in_turn.filling
        assert "question" not in {name for name, _ in painted}
        gate.set()
        await run.settle()
        assert painted[-1][0] == "hidden"


async def test_keys_for_a_page_that_is_not_painted_yet_are_dropped(monkeypatch):
    """Keys pressed before the question is visible do not answer it."""
    gate = threading.Event()
    monkeypatch.setattr(base, "FILLS", 60)
    monkeypatch.setattr(in_turn, "UNPAINTED", 60)
    async with driven() as run:
        await slow_page(run, gate)
        assert run.app.in_turn.filling
        await run.at_once_unsettled("2", "enter")
        gate.set()
        await run.settle()
        await run.press()
        assert "question 1 of" in run.text
