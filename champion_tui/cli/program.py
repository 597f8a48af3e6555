"""Running one command line: from words to an exit code, never to a traceback."""

import importlib
import sys
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path

from champion_tui.cli import options, streams
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.desk.errors import DeskError, UnusableValue, WrongValue
from champion_tui.domain.answers import Problem

READER_WENT_AWAY = "The reader of the output went away before everything was shown."


def run(argv: Sequence[str]) -> int:
    """Run a command line (without the program's name) and give its exit code. Never raises."""
    try:
        return int(_guarded(argv))
    except KeyboardInterrupt:
        streams.tell("Stopped. Everything that was shown as saved is saved.")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        streams.forget(sys.stdout)
        streams.tell(READER_WENT_AWAY)
        return ExitCode.CANNOT
    except OSError as error:
        streams.forget(sys.stdout)
        streams.tell(f"This could not be read or written: {_system_words(error)}.")
        return ExitCode.CANNOT
    except Exception as error:  # noqa: BLE001  the last resort: a sentence and a code instead of a traceback
        streams.forget(sys.stdout)
        streams.tell(_fault_words(error))
        return ExitCode.FAULT


def _guarded(argv: Sequence[str]) -> int:
    try:
        args = options.parse(argv)
    except options.CannotParse as error:
        streams.tell(f"champion-tui: {error}")
        streams.tell(" ".join(error.usage.split()))
        return ExitCode.USAGE
    except SystemExit as ended:
        streams.finish()
        return options.exit_code_of(ended)
    code = _command(Context(args))
    streams.finish()
    return code


def _command(context: Context) -> int:
    try:
        with context:
            return _function(context.args.command)(context)
    except WrongValue as error:
        _show_problem(context, error.problem)
        streams.tell(str(error))
        return ExitCode.WRONG
    except UnusableValue as error:
        _show_problem(context, Problem(error.key, _given(context, error.key), str(error)))
        streams.tell(str(error))
        return ExitCode.WRONG
    except DeskError as error:
        streams.tell(" ".join(part for part in (str(error), error.way_out) if part))
        return error.exit_code


def _show_problem(context: Context, problem: Problem) -> None:
    if context.json:
        values = {"key": problem.key, "given": problem.given, "expected": problem.expected}
        streams.show_json({"status": "invalid", "problem": values})


def _given(context: Context, key: str) -> object:
    """What was given for an option; a passphrase is never repeated."""
    if key == "passphrase":
        return None
    return context.person if key == "as" else getattr(context.args, key, None)


def _function(command: str) -> Callable[[Context], int]:
    """The function behind a command ("cases:export"), its module loaded now."""
    module, name = command.split(":")
    found: Callable[[Context], int] = getattr(importlib.import_module(f"champion_tui.cli.commands.{module}"), name)
    return found


def _system_words(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _fault_words(error: Exception) -> str:
    """What to report of a mistake in the program: its kind and place, never a value, which could be personal."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f"{Path(frames[-1].filename).name}, line {frames[-1].lineno}" if frames else "an unknown place"
    return (
        f"Something is wrong in the program itself ({type(error).__name__} in {place}). Everything that was shown as saved "
        "is saved. Please report this line."
    )
