"""Runs one parsed command. An error or signal that stops it becomes a message on standard error and an exit code."""

import argparse
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

from champion_tui.cli import load
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.streams import finish, tell
from champion_tui.desk.errors import DeskError, UnusableValue, WrongValue
from champion_tui.ground.answers import Problem

NOWHERE_TO_SHOW = "Standard output is closed, so a result could not be shown. Nothing was done."
FROM_OUTSIDE = ("SIGTERM", "SIGHUP")
"""A request to end, and a closed terminal."""


def run_command(args: argparse.Namespace) -> int:
    """Runs the command that ``args.command`` names ("cases:new"), loading its module, and returns its exit code."""
    context = Context(args)
    code = _run(context)
    finish()
    return code


def _run(context: Context) -> int:
    if sys.stdout is None:
        tell(NOWHERE_TO_SHOW)
        return ExitCode.CANNOT
    try:
        with stopping_cleanly(), context:
            module, name = context.args.command.split(":")
            return int(getattr(load(f"commands.{module}"), name)(context))
    except WrongValue as error:
        return _wrong(context, error.problem, str(error))
    except UnusableValue as error:
        return _wrong(context, Problem(error.key, _given(context, error.key), str(error)), str(error))
    except DeskError as error:
        tell(" ".join(part for part in (str(error), error.way_out) if part))
        return error.exit_code


def _wrong(context: Context, problem: Problem, sentence: str) -> int:
    if context.json:
        values = {"key": problem.key, "given": problem.given, "expected": problem.expected}
        context.show({"status": "invalid", "problem": values}, ())
    tell(sentence)
    return ExitCode.WRONG


def _given(context: Context, key: str) -> object:
    """Returns the value that was given for an option; None for a passphrase, which is never repeated."""
    if key == "passphrase":
        return None
    named: list[str] = getattr(context.args, "references", [])
    if key == "reference" and len(named) == 1:
        return named[0]
    return context.person if key == "as" else getattr(context.args, key, None)


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Inside, SIGTERM and SIGHUP raise ``KeyboardInterrupt``, so that half-written files are removed and the store is closed.

    Signals that the caller ignores (``nohup``) stay ignored.
    """
    numbers = [number for name in FROM_OUTSIDE if (number := getattr(signal, name, None)) is not None]
    ours = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    try:
        for number in ours:
            signal.signal(number, signal.default_int_handler)
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)


@contextmanager
def asked_to_stop() -> Iterator[Event]:
    """Inside, the first Ctrl-C, SIGTERM or SIGHUP only sets the event, so that work done in parts can end between two parts.

    A second one raises ``KeyboardInterrupt`` at once. Signals that the caller ignores stay ignored.
    """
    stop = Event()

    def asked(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            signal.default_int_handler(number, frame)
        stop.set()

    known = [number for name in ("SIGINT", *FROM_OUTSIDE) if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.getsignal(number) for number in known}
    ours = [number for number in known if before[number] is signal.default_int_handler]
    for number in ours:
        signal.signal(number, asked)
    try:
        yield stop
    finally:
        for number in ours:
            signal.signal(number, before[number])
