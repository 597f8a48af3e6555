"""What is on screen before the desk is open, and what happens if it cannot be opened."""

import os
import subprocess
import sys
from pathlib import Path

import pexpect
from behind import drawn
from stand_in_desk import StandInDesk

from champion_tui.tui.app import ChampionApp
from champion_tui.tui.screens.start import BEGINNINGS

ROOT = Path(__file__).parents[2]
BROKEN = """
import sys
from champion_tui.desk.errors import BrokenData
from champion_tui.tui.app import run

def broken():
    raise BrokenData("data/law.toml: expected a readable file")

try:
    run(broken)
except BrokenData as error:
    print("Left with:", error)
"""


async def test_the_places_are_painted_before_the_desk_is_opened():
    """The places are on screen first, and the knowledge is loaded afterwards."""
    painted = []

    def opening():
        painted.append("\n".join(strip.text for strip in drawn(app.screen)))
        return StandInDesk()

    app = ChampionApp(opening)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        assert len(painted) == 1
        assert all(each.words in painted[0] for each in BEGINNINGS if not each.aside)


def test_what_cannot_be_opened_ends_in_its_own_sentence(tmp_path):
    """Broken knowledge closes the screen and reaches the caller as its own error, without a report from Textual."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    child = pexpect.spawn(
        sys.executable, ["-c", BROKEN], env=env, cwd=tmp_path.anchor, dimensions=(24, 80), timeout=120
    )
    said = child.read().decode()
    child.close()
    assert "Left with: data/law.toml: expected a readable file" in said
    assert "Traceback" not in said
    assert child.exitstatus == 0


def test_the_first_screen_needs_no_knowledge():
    """Importing the app loads neither the data's readers nor the desk's use-cases, which wait until after the first paint."""
    code = "import sys, champion_tui.tui.app; print('\\n'.join(sys.modules))"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "champion_tui.tui.screens.start" in loaded
    assert not [name for name in loaded if name.startswith(("champion_tui.knowledge", "champion_tui.triage"))]
    assert "champion_tui.desk.desk" not in loaded
