"""No command: the full-screen app."""

import importlib
import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.program import load
from champion_tui.cli.streams import tell
from champion_tui.desk.training import is_training

if TYPE_CHECKING:
    from champion_tui.desk.desk import Desk

NO_TERMINAL = "The full screen needs a terminal. Line by line, also through a pipe: champion-tui plain"
NO_JSON = "The full screen has no JSON form. champion-tui --help lists the commands that have one."


def run(context: Context) -> int:
    """Open the full-screen app on this person's own vault."""
    reason = why_not(context)
    if reason:
        tell(reason)
        return ExitCode.USAGE
    _judge_options(context)
    return open_screen(lambda: _desk_of(context), training=is_training(context.home))


def _judge_options(context: Context) -> None:
    """Raise ``WrongValue`` before there is a screen. An area can be wrong only beside the loaded knowledge."""
    _ = context.now, context.home
    if context.area_given is not None:
        _ = _desk_of(context)


def _desk_of(context: Context) -> "Desk":
    """The desk. What it takes is loaded behind the first paint."""
    desk: Desk = load("passphrase").desk_of(context)
    return desk


def why_not(context: Context) -> str:
    """Why no screen can be opened here; "" where one can."""
    if context.json:
        return NO_JSON
    if "TEXTUAL_DRIVER" in os.environ:
        return ""  # another driver draws it, as in a browser (``serve``)
    streams = (sys.stdin, sys.stdout)
    on_terminal = all(stream is not None and stream.isatty() for stream in streams)
    return "" if on_terminal and os.environ.get("TERM") != "dumb" else NO_TERMINAL


def open_screen(open_desk: "Callable[[], Desk]", *, training: bool) -> int:
    """Run the app until it is closed; its exit code. Only here does this front end speak to the other one."""
    code: int = importlib.import_module("champion_tui.tui").run(open_desk, training=training)
    return code
