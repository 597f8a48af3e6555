"""Follows ``docs/how-to/first-day.md``: an empty home, one day and the next morning. Every line that the page shows must appear
on screen.
"""

import re
import tempfile
from contextlib import asynccontextmanager
from datetime import datetime, timedelta
from pathlib import Path
from unittest.mock import patch

from driving import driven, type_target, words

from champion_tui.desk.desk import open_desk
from champion_tui.ground.dates.calendar import LONDON

PAGE = Path(__file__).parents[2] / "docs" / "how-to" / "first-day.md"
BOXES = re.compile(r"```text\n(.*?)```", re.DOTALL)
FIRST_DAY = datetime(2026, 11, 27, 9, 30, tzinfo=LONDON)
PASSPHRASE = "four quiet invented words"
CODE = re.compile(r"[A-Z0-9]{5}(?:-[A-Z0-9]{5})+")


class Walk:
    """What has been seen so far, with all white space as single blanks."""

    def __init__(self):
        self.seen = ""

    async def does(self, run, *keys):
        """Presses keys, with digits choosing a line, and reads the screen."""
        await run.go(*keys)
        self.look(run)

    def look(self, run):
        """Reads the screen from its top."""
        self.seen += f" {words(run)}"


@asynccontextmanager
async def a_day(home, at):
    """Yields the program in ``home`` at the moment ``at``, at 80x24."""
    desk = open_desk(Path(home), lambda: at)
    try:
        async with driven(desk=desk, size=(80, 24)) as run:
            yield run
    finally:
        desk.vault.lock()


async def practises(walk, run):
    """Does one of the six practice cases with one wrong answer, then returns to the start."""
    await walk.does(run, "end", "up", "up", "up", "enter")
    await walk.does(run, "1")
    await walk.does(run, "enter")
    await run.press("pagedown", "pagedown")
    assert "slept in a doorway last night" in words(run)
    await run.press("pageup", "pageup")
    await walk.does(run, "2")
    await walk.does(run, "1")
    while run.name != "start":
        await run.press("escape")


async def answers(walk, run):
    """Goes through the guided first triage to its outcome."""
    await walk.does(run, "1")
    assert "Hint" in run.text or "PgDn" in run.footer
    await run.go("5", "1", "3", "4", *"10", "space", "1", "space", *"2027", "enter")
    await run.press("9", "enter")
    await run.go("1", *"cherwell", "enter", "2", "1", "1", "1", "1")
    walk.look(run)
    assert "Enter go on" in run.footer


async def keeps(walk, run):
    """Keeps the answers in a vault that is made for them."""
    await walk.does(run, "enter")
    await run.type("Ada Invented")
    await run.press("enter")
    await run.type("nurse")
    await run.press("enter")
    for _ in range(2):
        await run.type(PASSPHRASE)
        await run.press("enter")
    await run.until(lambda: run.name == "recovery-code")
    await run.settle()
    walk.look(run)
    await run.type(CODE.search(run.text)[0][-4:].lower())
    await walk.does(run, "enter")
    assert run.name == "case"


async def fills_in(walk, run):
    """Fills in what the law requires, by the key that leads to what is missing, and then whether paper is safe."""
    await run.press("f5")
    walk.look(run)
    await run.type("Zebedee Example")
    await run.press("enter", "f5")
    await run.type("07700 900123")
    await run.press("enter", "f5")
    walk.look(run)
    await run.press("2", "enter", "escape")
    walk.look(run)
    await walk.does(run, "6")
    await run.go("1", "1")


async def sends(walk, run, folder):
    """Writes the pack, the day it was sent, its code, and the slip."""
    await walk.does(run, "7")
    await walk.does(run, "enter")
    await type_target(run, folder)
    walk.look(run)
    await walk.does(run, "1")
    await run.type("AB12")
    await walk.does(run, "enter")
    await run.until(lambda: "the portal's code is AB12" in words(run))
    walk.look(run)
    await walk.does(run, "1")
    await walk.does(run, "1")
    await walk.does(run, "enter")
    await type_target(run, folder / "slip.pdf")
    walk.look(run)


async def test_a_first_day_goes_as_the_page_says():
    """Practice, the guided triage, the vault, the form, the pack, sending, the slip and the next morning appear as the page shows."""
    walk = Walk()
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        (Path(folder) / "papers").mkdir()
        async with a_day(home, FIRST_DAY) as run:
            walk.look(run)
            await walk.does(run, "f7")
            await run.go("2")
            await practises(walk, run)
            await answers(walk, run)
            await keeps(walk, run)
            await fills_in(walk, run)
            with patch("champion_tui.desk.papers.papers.default_folder", return_value=Path(folder)):
                await sends(walk, run, Path(folder) / "papers")
            while run.name != "start":
                await run.press("escape")
            walk.look(run)
            assert "New to this?" not in run.text
        async with a_day(home, FIRST_DAY + timedelta(days=1)) as run:
            await run.go("3")
            await run.type(PASSPHRASE)
            await walk.does(run, "enter")
            await run.until(lambda: run.name == "cases")
            await run.settle()
            walk.look(run)
    boxes = BOXES.findall(PAGE.read_text(encoding="utf-8"))
    assert len(boxes) > 10
    missing = [line for box in boxes for line in box.strip().splitlines() if " ".join(line.split()) not in walk.seen]
    assert not missing
