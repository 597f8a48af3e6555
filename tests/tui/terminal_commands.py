"""What would drive a terminal, and whether any of it is on a screen."""

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
"""What Textual itself puts around text (ECMA-48 SGR): the only command to the terminal within a line."""

NEVER_DRAWN = re.compile(f"{DRIVES_A_TERMINAL.pattern}|[\t\n]")


def written(run):
    """What the driver would write of the whole screen, line by line, without its colours."""
    console = Console(color_system="truecolor", force_terminal=True, legacy_windows=False, _environ={})
    return [COLOURS.sub("", strip.render(console)) for strip in drawn(run.app.screen)]


def driving(run):
    """The lines of the screen that hold a command to the terminal, a link's (OSC 8) among them."""
    return [line for line in written(run) if NEVER_DRAWN.search(line)]


@contextmanager
def hostile_strips():
    """Every line of every widget that is drawn anew begins with every command, and ends with a link: as if no widget had a filter of
    its own.
    """
    drawn_line = _styles_cache.StylesCache.render_line
    link = Segment("x", Style(link="http://example.org").rich_style)

    def hostile(self, *given):
        strip = drawn_line(self, *given)
        return Strip([Segment(EVERY_COMMAND + TITLE), *strip, link], strip.cell_length)

    with patch.object(_styles_cache.StylesCache, "render_line", hostile):
        yield
