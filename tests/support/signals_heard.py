"""Signals do what they do in a terminal, also where the tests run in the background of a script or under ``nohup``.

Such a run begins with some of them ignored, and so would everything that a test starts: what a program does when somebody presses Ctrl-C or
closes its window could not be tried.
"""

import signal

import pytest

DEFAULTS = {"SIGINT": signal.default_int_handler, "SIGQUIT": signal.SIG_DFL, "SIGHUP": signal.SIG_DFL}
"""What Python makes of each where it is not ignored."""


@pytest.hookimpl(tryfirst=True)
def pytest_configure() -> None:
    """Hear those that are ignored. Windows has only the first."""
    for name, default in DEFAULTS.items():
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_IGN:
            signal.signal(number, default)
