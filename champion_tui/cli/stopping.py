"""Being ended from outside: a closed terminal and a request to end stop the program as Ctrl-C does."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from types import FrameType

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


@contextmanager
def asked_to_stop() -> Iterator[Event]:
    """Inside, the first Ctrl-C (or SIGTERM, SIGHUP) only sets the event, so that a piece of work that is done in parts can
    end between two; a second one raises ``KeyboardInterrupt`` at once. What somebody wants ignored stays ignored.
    """
    stop = Event()

    def asked(number: int, frame: FrameType | None) -> None:
        if stop.is_set():
            signal.default_int_handler(number, frame)
        stop.set()

    known = [number for name in ("SIGINT", *NAMES) if (number := getattr(signal, name, None)) is not None]
    before = {number: signal.getsignal(number) for number in known}
    ours = [number for number in known if before[number] is signal.default_int_handler]
    for number in ours:
        signal.signal(number, asked)
    try:
        yield stop
    finally:
        for number in ours:
            signal.signal(number, before[number])
