"""Runs one command line: always ends with an exit code, never with a traceback.

Only the grammar is imported here. A command's module is loaded once it is known which command is meant (``cli.load``).
"""

import sys
from collections.abc import Sequence

from champion_tui.cli import load
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.grammar import options

SAVED_IS_SAVED = "Everything that was shown as saved is saved."
READER_WENT_AWAY = "The reader of the output left before all of it was shown."


def run(argv: Sequence[str]) -> int:
    """Runs a command line (without the program's name) and returns its exit code. Never raises."""
    try:
        return _parsed(argv)
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
    return int(load("running").run_command(args))


def _ended(code: ExitCode, *sentences: str) -> int:
    """Reports why the program ends. If the output could not be written completely, nothing more is written to it."""
    streams = load("streams")
    if code in (ExitCode.CANNOT, ExitCode.FAULT):
        streams.forget(sys.stdout)
    for sentence in sentences:
        streams.tell(sentence)
    return code


def _system_words(error: OSError) -> str:
    where = f"{error.filename}: " if error.filename else ""
    return f"{where}{error.strerror or error}"


def _fault_words(error: Exception) -> str:
    """Returns the report of an error in the program: its kind and place, never a value, which could be personal."""
    trace, place = error.__traceback__, "an unknown place"
    while trace is not None:
        place = f"{trace.tb_frame.f_globals.get('__name__')}, line {trace.tb_lineno}"
        trace = trace.tb_next
    return f"Something is wrong in the program itself ({type(error).__name__} in {place}). {SAVED_IS_SAVED} Please report this line."
