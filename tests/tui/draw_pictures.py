"""Draws the pictures of screens in ``docs/pictures/``: ``PYTHONPATH=.:tests/support python tests/tui/draw_pictures.py``.

They are drawn at 120x40, with a stopped clock and invented cases, so that they only change when the screens do. Each is the SVG
that Textual draws, without its web font; if ``chromium`` is installed it is turned into a PNG and the SVG is not kept. No test
draws them.
"""

import asyncio
import io
import re
import shutil
import subprocess
import sys
import tempfile
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from behind import drawn
from case_desks import BEGUN, at_desk
from draw_screens import REAL_TO_OUTCOME
from driving import driven
from rich.console import Console
from rich.segment import Segment, Segments

from champion_tui.desk.desk import open_desk
from champion_tui.ground.dates.calendar import LONDON
from champion_tui.tui.shell.terminal.theme import DARK

TARGET = Path(__file__).parents[2] / "docs" / "pictures"
NOW = datetime(2026, 11, 26, 10, 4, tzinfo=LONDON)
SIZE = (120, 40)
FONT_FACES = re.compile(r"@font-face \{.*?\}\s*", re.DOTALL)
UNIQUE = re.compile(r"terminal-\d+")
FONT = "DejaVu Sans Mono"
CHROMIUM = "chromium"
WIDTH_OF_A_CELL, HEIGHT_OF_A_CELL, FRAME = 12.2, 24.4, 50
"""Sizes in the picture that Textual draws, in its own units."""

PICTURES = {
    "screen-start": (),
    "screen-question": ("1", "5", "1"),
    "screen-outcome": REAL_TO_OUTCOME,
    "screen-numbers": ("f2",),
    "screen-case": ("3", "1"),
}
"""Each picture's name and the keys that lead to its screen; ``screen-case`` shows a case from an open vault."""


@asynccontextmanager
async def at(name):
    """Yields the app at the screen of the picture ``name``."""
    if name == "screen-case":
        async with at_desk(*PICTURES[name], cases=(BEGUN,), size=SIZE) as run:
            yield run
        return
    with tempfile.TemporaryDirectory() as home:
        desk = open_desk(Path(home), lambda: NOW)
        desk.first_run_done()
        async with driven(*PICTURES[name], desk=desk, size=SIZE) as run:
            yield run


async def svg_of(name, theme):
    """Returns the picture as Textual draws it (SVG), identical in every run."""
    async with at(name) as run:
        run.app.theme = theme
        await run.settle()
        picture = picture_of(run, "Champion")
    return UNIQUE.sub("terminal-0", FONT_FACES.sub("", picture)).replace("Fira Code", FONT)


def picture_of(run, title):
    """Returns the screen as an SVG. Rich leaves out blank cells, and with them the line under an empty box, so those become
    no-break spaces.
    """
    console = Console(
        width=run.app.size.width, file=io.StringIO(), force_terminal=True, color_system="truecolor", record=True
    )
    for strip in drawn(run.app.screen):
        shown = [Segment(_with_its_line(text, style), style) for text, style, _ in strip]
        console.print(Segments([*shown, Segment.line()]), end="")
    return console.export_svg(title=title)


def _with_its_line(text, style):
    return text.replace(" ", "\N{NO-BREAK SPACE}") if style is not None and style.underline else text


def write(svg, target):
    """Writes the picture as a PNG if a browser is installed to draw it, otherwise as SVG."""
    if shutil.which(CHROMIUM) is None:
        target.with_suffix(".svg").write_text(svg, encoding="utf-8")
        return
    width = SIZE[0] * 9
    height = int((SIZE[1] * HEIGHT_OF_A_CELL + FRAME) * width / (SIZE[0] * WIDTH_OF_A_CELL + FRAME / 3))
    with tempfile.TemporaryDirectory() as folder:
        page = Path(folder) / "page.html"
        page.write_text(f"<body style='margin:0'><div style='width:{width}px'>{svg}</div>", encoding="utf-8")
        options = (
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--window-size={width},{height}",
        )
        command = [CHROMIUM, *options, f"--screenshot={target.with_suffix('.png')}", page.as_uri()]
        subprocess.run(command, check=True, capture_output=True)


if __name__ == "__main__":
    theme = sys.argv[1] if len(sys.argv) > 1 else DARK.name
    for each in PICTURES:
        write(asyncio.run(svg_of(each, theme)), TARGET / each)
