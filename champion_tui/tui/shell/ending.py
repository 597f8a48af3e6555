"""Saves what is typed when the program is ended from outside (a closed window or a request to end), then stops it as Ctrl-C would."""

import asyncio
import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import TYPE_CHECKING

from champion_tui.desk.papers.form_setting import stop_setting

if TYPE_CHECKING:
    from champion_tui.tui.shell.stack import Stack

NAMES = ("SIGTERM", "SIGHUP")

PATIENCE = 2.0
"""Seconds allowed for saving. An app that is blocked by a closed terminal is stopped after that."""


class Ending:
    """Handles the signals that end the program. The app calls ``begin`` once it can save."""

    def __init__(self, app: "Stack") -> None:
        self._app = app
        self._loop: asyncio.AbstractEventLoop | None = None
        self._asked = False
        self._late: threading.Timer | None = None

    def begin(self) -> None:
        """Notes the event loop on which to save. Call it on that loop."""
        self._loop = asyncio.get_running_loop()

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Within this context the first SIGTERM or SIGHUP saves and then raises ``KeyboardInterrupt``; a second one raises it
        at once. A signal that is ignored (``nohup``) stays ignored.
        """
        known = [number for name in NAMES if (number := getattr(signal, name, None)) is not None]
        before = {number: signal.getsignal(number) for number in known}
        ours = [number for number in known if before[number] is signal.default_int_handler]
        for number in ours:
            signal.signal(number, self._heard)
        try:
            yield
        finally:
            for number in ours:
                signal.signal(number, before[number])
            if self._late is not None:
                # The app has ended. The vault, which is closed after it, may take longer.
                self._late.cancel()

    def _heard(self, number: int, frame: FrameType | None) -> None:
        if self._asked or self._loop is None or not self._loop.is_running():
            signal.default_int_handler(number, frame)
        self._asked = True
        self._late = threading.Timer(PATIENCE + 1, os.kill, (os.getpid(), number))
        self._late.daemon = True
        self._late.start()
        # Saved on the app's loop, because a signal can interrupt anything.
        self._loop.call_soon_threadsafe(self._app.call_later, self._begin)

    def _begin(self) -> None:
        _ = self._app.run_worker(self._end(), group="ending")

    async def _end(self) -> None:
        app = self._app
        stop_setting()
        with suppress(TimeoutError):
            async with asyncio.timeout(PATIENCE):
                for screen in app.screens_open():
                    await screen.put_away()
                await app.at_work.done()
        raise KeyboardInterrupt
