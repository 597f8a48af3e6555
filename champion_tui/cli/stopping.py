"""Being ended from outside: a closed terminal and a request to end stop the program as Ctrl-C does."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager

NAMES = ("SIGTERM", "SIGHUP")


@contextmanager
def stopping_cleanly() -> Iterator[None]:
    """Inside, SIGTERM and SIGHUP raise ``KeyboardInterrupt``, so that what is half written is taken away and the store is
    closed. A signal that somebody wants ignored (``nohup``) stays ignored.
    """
    numbers = [number for name in NAMES if (number := getattr(signal, name, None)) is not None]
    ours = [number for number in numbers if signal.getsignal(number) is signal.SIG_DFL]
    try:
        for number in ours:
            signal.signal(number, signal.default_int_handler)
        yield
    finally:
        for number in ours:
            signal.signal(number, signal.SIG_DFL)
