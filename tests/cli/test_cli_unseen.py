"""A passphrase is typed unseen, whatever is done to the program while it asks; the terminal is the shell's again afterwards."""

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
    """No signal is ignored: a test run in the background of a script ignores these, and so would everything that it starts."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)


@pytest.fixture(params=["bash", "sh"])
def shell(request, tmp_path):
    """A shell that stops programs and lets them go on: one that gives itself the terminal back as it was, and maybe one that does not."""
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
        timeout=30,
        preexec_fn=as_a_terminal_starts_it,
    )
    child.expect_exact(READY)
    yield child
    child.close(force=True)


def asked(shell):
    """Start the program and wait until it asks."""
    shell.sendline(COMMAND)
    shell.expect(re.compile(r"assphrase[^\n]*: $"))


def shows_what_is_typed(shell):
    """Whether the terminal is the shell's again: it shows what is typed into it."""
    shell.expect_exact(READY)
    shell.sendline("stty -a")
    shell.expect(r"(?<![-\w])(-?echo)(?!\w)")
    return shell.match[1] == "echo"


def test_after_a_stop_what_is_typed_is_hidden_again(shell):
    """Ctrl-Z, then ``fg``: it asks again, and shows nothing of what is typed; a shell lets it go on with a terminal that shows all of it."""
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
    """Ctrl-C, Ctrl-D and Ctrl-backslash end it, with no report of Python's, and what is typed then is seen."""
    asked(shell)
    shell.send(key)
    if said:
        shell.expect_exact(said)
    assert shows_what_is_typed(shell)
    assert "Traceback" not in shell.before
