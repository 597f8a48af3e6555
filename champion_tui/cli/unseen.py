"""A passphrase, typed on the terminal and unseen: also where the program is stopped on the way and goes on, and where it is ended."""

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
    """Ask, and give what was typed. Raises ``EOFError`` where the input ended, ``GetPassWarning`` where it would be seen."""
    with _unseen_all_along(prompt):
        return getpass.getpass(prompt)


@contextmanager
def _unseen_all_along(prompt: str) -> Iterator[None]:
    """Inside, Ctrl-Z and Ctrl-backslash give the shell its terminal as it was. A shell lets a program that it stopped go on with a terminal that shows
    what is typed: it is hidden again, and asked again.
    """
    if sys.platform == "win32":
        yield
        return
    try:
        terminal = os.open("/dev/tty", os.O_RDWR | os.O_NOCTTY)
    except OSError:
        # There is none, or only another one as standard input, which no shell stops anything on.
        yield
        return
    seen = termios.tcgetattr(terminal)

    def leave(number: int, _: FrameType | None) -> None:
        unseen = termios.tcgetattr(terminal)
        termios.tcsetattr(terminal, termios.TCSADRAIN, seen)
        signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
        # Let go on.
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
