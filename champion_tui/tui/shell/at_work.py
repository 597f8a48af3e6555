"""Runs the desk's slow calls in threads. Leaving, locking and hiding wait for them."""

import asyncio
import contextvars
from collections.abc import Callable
from typing import Any, TypeVar

Given = TypeVar("Given")


class AtWork:
    """The slow calls under way. Used only on the app's event loop."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Future[Any]] = set()

    @property
    def busy(self) -> bool:
        """Whether a call is under way."""
        return bool(self._tasks)

    async def do(self, work: Callable[[], Given]) -> Given:
        """Calls ``work`` in a thread and returns its result, or raises its error. The call is finished even if the caller is
        cancelled.
        """
        return await asyncio.shield(self.begin(work))

    def begin(self, work: Callable[[], Given]) -> "asyncio.Future[Given]":
        """Like ``do``, but starts the call at once and returns its future, so that it runs while the latest changes are painted."""
        begun = asyncio.get_running_loop().run_in_executor(None, contextvars.copy_context().run, work)
        self._tasks.add(begun)
        begun.add_done_callback(self._ended)
        return begun

    async def done(self) -> None:
        """Waits until every call under way has ended."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _ended(self, task: asyncio.Future[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            # Retrieved even if the caller has gone; otherwise asyncio prints it when the app ends.
            task.exception()
