"""No command: the full-screen app, or the plain interview if no screen can be drawn."""

import importlib
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from champion_tui.cli import load
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.streams import tell
from champion_tui.desk.training import is_training

if TYPE_CHECKING:
    from champion_tui.desk.desk import Desk

NO_JSON = "The full screen has no JSON form. champion-tui --help lists the commands that have one."


def run(context: Context) -> int:
    """Opens the full-screen app on this person's own vault, or begins line by line."""
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    _judge_options(context)
    if line_by_line() or _wants_lines(context):
        return int(load("commands.front_ends.plain_begin").run(context))
    return open_screen(lambda: _desk_of(context), training=is_training(context.home))


def _wants_lines(context: Context) -> bool:
    """Returns whether the settings ask for the plain interview, and there is a terminal for it."""
    if "TEXTUAL_DRIVER" in os.environ or not os.path.exists(context.home / "settings.toml"):  # noqa: PTH110  a Path raises if the folder may not be read
        return False
    return bool(load("commands.front_ends.lines_wanted").lines_wanted(context.home))


def _judge_options(context: Context) -> None:
    """Raises ``WrongValue`` before there is a screen. Only an area needs the knowledge to be loaded for that."""
    _ = context.now, context.home
    if context.area_given is not None:
        _ = _desk_of(context)


def _desk_of(context: Context) -> "Desk":
    """Returns the desk. Its modules are loaded after the first paint."""
    desk: Desk = load("passphrase").desk_of(context)
    return desk


def line_by_line() -> bool:
    """Returns whether to talk line by line instead of drawing a full screen: without a terminal, or on a dumb one.

    Only this function decides that. ``champion-tui plain`` asks for it explicitly.
    """
    if "TEXTUAL_DRIVER" in os.environ:
        return False  # another driver draws it, as in a browser (``serve``)
    streams = (sys.stdin, sys.stdout)
    on_terminal = all(stream is not None and stream.isatty() for stream in streams)
    return not on_terminal or os.environ.get("TERM") == "dumb"


def open_screen(open_desk: "Callable[[], Desk]", *, training: bool) -> int:
    """Runs the app until it is closed, and returns its exit code. Only here does one front end load the other."""
    code: int = importlib.import_module("champion_tui.tui.app").run(open_desk, training=training)
    return code
