"""Colours: enough contrast everywhere, none in the style sheet, and none at all if the user wants none."""

import os
import re
import sys
from pathlib import Path

import pexpect
import pytest
from contrasts import LEAST_CONTRAST, LEAST_OF_LINES, contrast, least_of
from textual.color import Color

from champion_tui.tui import app as app_module
from champion_tui.tui.shell.terminal.theme import COLOURED, PAIRS

ROOT = Path(__file__).parents[2]
SHEET = Path(app_module.__file__).with_name("champion.tcss")
COLOUR_CODE = re.compile(r"\x1b\[(?:[\d;]*;)?(?:3[0-8]|4[0-8]|9[0-7]|10[0-7])(?:;[\d;]*)?m")


def test_contrast_is_computed_as_the_guidelines_say():
    """Black on white is 21:1, and a grey known to fail does fail."""
    assert contrast((0, 0, 0), (255, 255, 255)) == pytest.approx(21)
    assert contrast((136, 136, 136), (255, 255, 255)) < LEAST_CONTRAST


def colours(theme):
    """Returns each colour of a theme by its name in the style sheet."""
    named = {name: value for name, value in vars(theme).items() if isinstance(value, str) and value.startswith("#")}
    return {name: Color.parse(value).rgb for name, value in {**named, **theme.variables}.items()}


@pytest.mark.parametrize("theme", COLOURED, ids=lambda theme: theme.name)
def test_every_pair_of_colours_has_enough_contrast(theme):
    """Text has a contrast of 4.5:1 with its background, or 7:1 with high contrast, and a line between regions 3:1."""
    known = colours(theme)
    pale = {pair for pair in PAIRS if contrast(*(known[name] for name in pair)) < least_of(theme)}
    assert not pale
    assert contrast(known["rule"], known["background"]) >= LEAST_OF_LINES


def test_the_style_sheet_names_no_colour():
    """The style sheet uses only theme variables, so that a theme defines the whole look."""
    values = re.findall(r"(?:color|background|tint|border)[\w-]*:\s*([^;]+);", SHEET.read_text(encoding="utf-8"))
    assert values
    allowed = re.compile(r"none|(?:solid )?\$[\w-]+")
    assert not [value for value in values if not allowed.fullmatch(value.strip())]


def paint(tmp_path, dimensions=(24, 80), *, settings="", **environment):
    """Returns what the app really writes to a terminal until it is left: question, numbers, a typed passphrase. ``settings``
    are written as Python.
    """
    program = (
        "import sys; sys.path.insert(0, sys.argv[1]); from stand_in_desk import StandInDesk; from champion_tui.tui.app import run;"
        "from champion_tui.desk.settings.settings import Settings; desk = StandInDesk();"
        f"desk.settings = Settings({settings}); sys.exit(run(lambda: desk))"
    )
    here = str(Path(__file__).parent)
    env = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "PYTHONPATH": str(ROOT), **environment}
    child = pexpect.spawn(
        sys.executable, ["-c", program, here], env=env, cwd=tmp_path.anchor, dimensions=dimensions, timeout=120
    )
    # A person looks at a page before pressing a key; earlier keys were meant for the page before.
    child.delaybeforesend = 0.3
    written = b""
    for expected, key in (
        ("Someone may be homeless", "1\r"),
        ("Are they alone", "\x05"),
        ("Northvale", "\x0f"),
        ("alone", "\x03"),
    ):
        child.expect(expected)
        written += child.before + child.after
        child.send(key)
    child.expect("Leave Champion")
    written += child.before + child.after
    child.send("2\r")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0
    return (written + child.before).decode("utf-8", "replace")


@pytest.mark.parametrize("dimensions", [(24, 80), (40, 120)])
def test_without_colour_none_is_written_and_words_still_are(tmp_path, dimensions):
    """With NO_COLOR no colour reaches the terminal, in one column or two, so nothing can be black on black."""
    written = paint(tmp_path, dimensions, NO_COLOR="1")
    assert not COLOUR_CODE.findall(written)
    assert "NOT SAVED" in written
    assert "\x1b[1m" in written or "\x1b[1;" in written


def test_with_colour_the_theme_is_written_and_keys_stay_single_bytes(tmp_path):
    """In colour, neither the enhanced keyboard protocol, which makes every key a sequence, nor every move of the mouse is
    requested.
    """
    written = paint(tmp_path)
    assert COLOUR_CODE.findall(written)
    assert not re.findall(r"\x1b\[>\d+u", written)
    assert "\x1b[?1003l\x1b[?1000h" in written
    assert written.rindex("\x1b[?1000l") > written.rindex("\x1b[?1000h")


def test_with_the_mouse_off_the_terminal_never_hears_of_it(tmp_path):
    """Nothing about the mouse is requested at any time, even before the settings are read, so that the terminal's own selection
    works.
    """
    written = paint(tmp_path, settings="mouse=False")
    assert "Emergency numbers" in written
    assert not re.findall(r"\x1b\[\?(?:9|1000|1001|1002|1003|1005|1006|1015|1016)h", written)
