"""Running one command line: from words to an exit code, never to a traceback.

Only the grammar is loaded here: what a command needs is loaded once it is known which one is meant.
"""

import importlib
import sys
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from champion_tui.cli import options
from champion_tui.cli.exit_codes import ExitCode

if TYPE_CHECKING:
    from champion_tui.cli.context import Context
    from champion_tui.ground.answers import Problem

SAVED_IS_SAVED = "Everything that was shown as saved is saved."
NOWHERE_TO_SHOW = "Standard output is closed, so a result could not be shown. Nothing was done."
READER_WENT_AWAY = "The reader of the output went away before everything was shown."


def run(argv: Sequence[str]) -> int:
    """Run a command line (without the program's name) and give its exit code. Never raises."""
    try:
        return int(_parsed(argv))
    except KeyboardInterrupt:
        return _ended(ExitCode.INTERRUPTED, f"Stopped. {SAVED_IS_SAVED}")
    except BrokenPipeError:
        return _ended(ExitCode.CANNOT, READER_WENT_AWAY)
    except OSError as error:
        return _ended(ExitCode.CANNOT, f"This could not be read or written: {_system_words(error)}.")
    except Exception as error:  # noqa: BLE001  the last resort: a sentence and a code instead of a traceback
        return _ended(ExitCode.FAULT, _fault_words(error))


def _parsed(argv: Sequence[str]) -> int:
    try:
        args = options.parse(argv)
    except options.CannotParse as error:
        return _ended(ExitCode.USAGE, f"champion-tui: {error}", " ".join(error.usage.split()))
    except SystemExit as ended:
        if sys.stdout is not None:
            sys.stdout.flush()
        return options.exit_code_of(ended)
    from champion_tui.cli.context import Context  # noqa: PLC0415  see the module's docstring
    from champion_tui.cli.streams import finish  # noqa: PLC0415  as above

    code = _command(Context(args))
    finish()
    return code


def _command(context: "Context") -> int:
    from champion_tui.cli.stopping import stopping_cleanly  # noqa: PLC0415  see the module's docstring
    from champion_tui.cli.streams import tell  # noqa: PLC0415  as above
    from champion_tui.desk.errors import DeskError, UnusableValue, WrongValue  # noqa: PLC0415  as above
    from champion_tui.ground.answers import Problem  # noqa: PLC0415  as above

    if sys.stdout is None:
        return _ended(ExitCode.CANNOT, NOWHERE_TO_SHOW)
    try:
        with stopping_cleanly(), context:
            return _function(context.args.command)(context)
    except WrongValue as error:
        return _wrong(context, error.problem, str(error))
    except UnusableValue as error:
        return _wrong(context, Problem(error.key, _given(context, error.key), str(error)), str(error))
    except DeskError as error:
        tell(" ".join(part for part in (str(error), error.way_out) if part))
        return error.exit_code


def _wrong(context: "Context", problem: "Problem", sentence: str) -> int:
    from champion_tui.cli.streams import show_json, tell  # noqa: PLC0415  see the module's docstring

    if context.json:
        values = {"key": problem.key, "given": problem.given, "expected": problem.expected}
        show_json({"status": "invalid", "problem": values})
    tell(sentence)
    return ExitCode.WRONG


def _given(context: "Context", key: str) -> object:
    """What was given for an option; a passphrase is never repeated."""
    if key == "passphrase":
        return None
    return context.person if key == "as" else getattr(context.args, key, None)


def _function(command: str) -> "Callable[[Context], int]":
    """The function behind a command ("cases:export"), its module loaded now."""
    module, name = command.split(":")
    found: Callable[[Context], int] = getattr(importlib.import_module(f"champion_tui.cli.commands.{module}"), name)
    return found


def _ended(code: ExitCode, *sentences: str) -> int:
    """Say why it ended. Where the output could not take everything, nothing more is written to it."""
    from champion_tui.cli.streams import forget, tell  # noqa: PLC0415  see the module's docstring

    if code in (ExitCode.CANNOT, ExitCode.FAULT):
        forget(sys.stdout)
    for sentence in sentences:
        tell(sentence)
    return code


def _system_words(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _fault_words(error: Exception) -> str:
    """What to report of a mistake in the program: its kind and place, never a value, which could be personal."""
    trace, place = error.__traceback__, "an unknown place"
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"Something is wrong in the program itself ({type(error).__name__} in {place}). {SAVED_IS_SAVED} Please report this line."
