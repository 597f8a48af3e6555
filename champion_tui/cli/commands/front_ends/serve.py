"""``serve``: the full screen in a browser on this machine, if there is no terminal. Needs ``champion-tui[serve]``."""

import asyncio
import importlib.util
import shlex
import subprocess
import sys
import tempfile
import webbrowser
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from pathlib import Path

from champion_tui.cli import load
from champion_tui.cli.context import Context
from champion_tui.cli.exit_codes import ExitCode
from champion_tui.cli.streams import finish, show, tell
from champion_tui.desk.errors import CannotReadOrWrite, os_error_words
from champion_tui.ground import own_program
from champion_tui.ground.answers import Problem, WrongValue

NOT_INSTALLED = (
    "The part that shows it in a browser is not installed. Install champion-tui[serve], or use champion-tui plain."
)
NO_JSON = "The full screen has no JSON form."
PASSED_ON = ("at", "area", "home", "person", "passphrase_file")
"""The general options that are passed to the program in the browser."""

OPTIONS = {"person": "--as", "passphrase_file": "--passphrase-file"}
HIGHEST_PORT = 65_535


def run(context: Context) -> ExitCode:
    """Serves until the browser has been gone for a minute.

    Raises ``WrongValue`` for an invalid port, ``CannotReadOrWrite`` if the port is not available.
    """
    if context.json or importlib.util.find_spec("textual_serve") is None:
        tell(NO_JSON if context.json else NOT_INSTALLED)
        return ExitCode.USAGE
    port = _port(context.args.port)
    with _opener() if context.args.open else _teller() as started:
        server = load("serving.server").LocalServer(_command(context), port, started=started)
        try:
            asyncio.run(server.until_left_alone())
        except OSError as error:
            raise CannotReadOrWrite(f"It could not be served on port {port}: {os_error_words(error)}") from error
    tell("The browser has gone, so it is no longer served.")
    return ExitCode.DONE


def _port(given: str | None) -> int:
    if given is None:
        return 0
    if given.isascii() and given.isdigit() and 0 < int(given) <= HIGHEST_PORT:
        return int(given)
    raise WrongValue(Problem("port", given, f"a port from 1 to {HIGHEST_PORT}"))


def _command(context: Context) -> str:
    """Returns the program that each session runs, as a line for the system's shell."""
    words: list[str] = []
    for name in PASSED_ON:
        given = getattr(context.args, name, None)
        if given is not None:
            words += [OPTIONS.get(name, f"--{name}"), given]
    words = own_program.again(words)
    return subprocess.list2cmdline(words) if sys.platform == "win32" else shlex.join(words)


@contextmanager
def _teller() -> Iterator[Callable[[str], None]]:
    """Yields a function that prints the address for the person to open."""

    def started(address: str) -> None:
        show("Open this address in a browser on this machine. It works once:", address)
        finish()

    yield started


@contextmanager
def _opener() -> Iterator[Callable[[str], None]]:
    """Yields a function that opens the browser.

    The browser reads the address from a file that only this person can read: everybody on the machine can see a command
    line.
    """
    with tempfile.TemporaryDirectory(prefix="champion-serve-") as folder:
        page = Path(folder) / "open.html"

        def started(address: str) -> None:
            page.touch(mode=0o600)
            page.write_text(f'<meta http-equiv="refresh" content="0; url={escape(address)}">', encoding="utf-8")
            if not webbrowser.open(page.as_uri()):
                show("No browser could be opened. Open this address in one on this machine. It works once:", address)
                finish()

        yield started
