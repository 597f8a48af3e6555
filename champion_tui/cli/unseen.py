"""Typing a passphrase on the terminal without showing it, even if the program is stopped and continued, or ended."""

import getpass
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

if sys.platform != "win32":
    import termios


def typed_unseen(prompt: str) -> str:
    """Asks, and returns what was typed. Raises ``EOFError`` if the input ended, ``GetPassWarning`` if the typing would be visible."""
    with _unseen_all_along(prompt):
        return getpass.getpass(prompt)


@contextmanager
def _unseen_all_along(prompt: str) -> Iterator[None]:
    """Inside, Ctrl-Z and Ctrl-backslash give the terminal back to the shell as it was.

    A shell continues a stopped program with a terminal that shows what is typed, so the typing is hidden again and the
    prompt repeated.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        # There is no terminal, or only one as standard input, from which no shell stops a program.
        yield
        return
    seen = termios.tcgetattr(terminal)

    def leave(number: int, _: FrameType | None) -> None:
        unseen = termios.tcgetattr(terminal)
        termios.tcsetattr(terminal, termios.TCSADRAIN, seen)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        # The program has been continued.
        signal.signal(number, leave)
        termios.tcsetattr(terminal, termios.TCSAFLUSH, unseen)
        os.write(terminal, f"\r\n{prompt}".encode())

    ours = [number for number in (signal.SIGTSTP, signal.SIGQUIT) if signal.getsignal(number) is signal.SIG_DFL]
    for number in ours:
        signal.signal(number, leave)
    try:
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)
        os.close(terminal)
