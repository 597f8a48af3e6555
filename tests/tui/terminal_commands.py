"""Text that would control a terminal, and whether a screen shows any."""

import re
from contextlib import contextmanager
from unittest.mock import patch

from behind import drawn
from rich.console import Console
from rich.segment import Segment
from textual import _styles_cache
from textual.strip import Strip
from textual.style import Style

from champion_tui.ground.visible import DRIVES_A_TERMINAL

TITLE = "\x1b]0;OWNED\x07"
EVERY_COMMAND = "".join(
    chr(code) for code in (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x202E, 0x2066, 0xFEFF, 0xDC9B)
)
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
"""The colours that Textual itself puts around text (ECMA-48 SGR), the only commands to the terminal within a line."""

NEVER_DRAWN = re.compile(f"{DRIVES_A_TERMINAL.pattern}|[\t\n]")


def written(run):
    """Returns what the driver would write for the whole screen, line by line, without its colours."""
    console = Console(color_system="truecolor", force_terminal=True, legacy_windows=False, _environ={})
    return [COLOURS.sub("", strip.render(console)) for strip in drawn(run.app.screen)]


def driving(run):
    """Returns the lines of the screen that contain a command to the terminal, including a link (OSC 8)."""
    return [line for line in written(run) if NEVER_DRAWN.search(line)]


@contextmanager
def hostile_strips():
    """Makes every newly drawn line of every widget begin with every command and end with a link, as if widgets had no filters
    of their own.
    """
    drawn_line = _styles_cache.StylesCache.render_line
    link = Segment("x", Style(link="http://example.org").rich_style)

    def hostile(self, *given):
        strip = drawn_line(self, *given)
        return Strip([Segment(EVERY_COMMAND + TITLE), *strip, link], strip.cell_length)

    with patch.object(_styles_cache.StylesCache, "render_line", hostile):
        yield
