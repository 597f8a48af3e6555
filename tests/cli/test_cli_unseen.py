"""A passphrase stays hidden while it is typed, whatever happens to the program, and the terminal is restored afterwards."""

import os
import re
import shlex
import signal
import sys
from pathlib import Path

import pexpect
import pytest

ROOT = Path(__file__).parents[2]
READY, TYPED = "READY> ", "plainly invented words"
PROGRAM = [sys.executable, "-c", "import sys; from champion_tui.cli import main; sys.exit(main())"]
COMMAND = shlex.join([*PROGRAM, "vault", "create", "--name", "Ada Invented", "--role", "champion"])


def as_a_terminal_starts_it():
    """Restores the default signals: a script's background test run ignores them, and so would every program that it starts."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture(params=["bash", "sh"])
def shell(request, tmp_path):
    """Yields a shell with job control: one that restores its terminal itself, and one that may not."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith("CHAMPION_")}
    env = {
        **kept,
        "HOME": str(tmp_path),
        "CHAMPION_HOME": str(tmp_path / "home"),
        "PYTHONPATH": str(ROOT),
        "TERM": "dumb",
        "PS1": READY,
    }
    child = pexpect.spawn(
        request.param,
        ["--norc", "--noprofile", "-i"] if request.param == "bash" else ["-i"],
        env=env,
        encoding="utf-8",
        timeout=120,
        preexec_fn=as_a_terminal_starts_it,
    )
    child.expect_exact(READY)
    yield child
    child.close(force=True)


def asked(shell):
    """Starts the program and waits until it asks."""
    shell.sendline(COMMAND)
    shell.expect(re.compile(r"assphrase[^\n]*: $"))


def shows_what_is_typed(shell):
    """Returns whether the shell has its terminal back and shows what is typed."""
    shell.expect_exact(READY)
    shell.sendline("stty -a")
    shell.expect(r"(?<![-\w])(-?echo)(?!\w)")
    return shell.match[1] == "echo"


def test_after_a_stop_what_is_typed_is_hidden_again(shell):
    """After Ctrl-Z and ``fg`` it asks again and shows nothing of what is typed, although the shell continues it with a terminal
    that shows everything.
    """
    asked(shell)
    shell.send("\x1a")
    assert shows_what_is_typed(shell)
    shell.expect_exact(READY)
    shell.sendline("fg")
    shell.expect(r"assphrase[^\n]*: ")
    shell.sendline(TYPED)
    shell.expect("again: ")
    assert TYPED not in shell.before
    shell.send("\x03")
    assert shows_what_is_typed(shell)


@pytest.mark.parametrize(("key", "said"), [("\x03", "Stopped"), ("\x04", "none was typed"), ("\x1c", "")])
def test_whichever_way_it_is_left_the_terminal_is_the_shells(shell, key, said):
    """Ctrl-C, Ctrl-D and Ctrl-backslash end it without a traceback, and the shell shows what is typed then."""
    asked(shell)
    shell.send(key)
    if said:
        shell.expect_exact(said)
    assert shows_what_is_typed(shell)
    assert "Traceback" not in shell.before
