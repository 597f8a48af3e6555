"""No command: the full-screen app; line by line where no screen can be drawn."""

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
    """Open the full-screen app on this person's own vault, or begin line by line."""
    if context.json:
        tell(NO_JSON)
        return ExitCode.USAGE
    _judge_options(context)
    if line_by_line() or _wants_lines(context):
        return int(load("commands.front_ends.plain_begin").run(context))
    return open_screen(lambda: _desk_of(context), training=is_training(context.home))


def _wants_lines(context: Context) -> bool:
    """Whether the settings ask for the interview line by line, where there is a terminal to hold it."""
    if "TEXTUAL_DRIVER" in os.environ or not os.path.exists(context.home / "settings.toml"):  # noqa: PTH110  a path raises where the folder may not be read
        return False
    return bool(load("commands.front_ends.lines_wanted").lines_wanted(context.home))


def _judge_options(context: Context) -> None:
    """Raise ``WrongValue`` before there is a screen. An area can be wrong only beside the loaded knowledge."""
    _ = context.now, context.home
    if context.area_given is not None:
        _ = _desk_of(context)


def _desk_of(context: Context) -> "Desk":
    """The desk. What it takes is loaded behind the first paint."""
    desk: Desk = load("passphrase").desk_of(context)
    return desk


def line_by_line() -> bool:
    """Whether the job goes line by line here instead of on a full screen: without a terminal to draw on, or on a dumb one. The one place
    where that is decided; ``champion-tui plain`` asks for it outright.
    """
    if "TEXTUAL_DRIVER" in os.environ:
        return False  # another driver draws it, as in a browser (``serve``)
    streams = (sys.stdin, sys.stdout)
    on_terminal = all(stream is not None and stream.isatty() for stream in streams)
    return not on_terminal or os.environ.get("TERM") == "dumb"


def open_screen(open_desk: "Callable[[], Desk]", *, training: bool) -> int:
    """Run the app until it is closed; its exit code. Only here does this front end speak to the other one."""
    code: int = importlib.import_module("champion_tui.tui.app").run(open_desk, training=training)
    return code
