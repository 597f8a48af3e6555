"""The desk's slow calls under way, each in a thread: leaving, locking and hiding wait for them."""

import asyncio
import contextvars
from collections.abc import Callable
from typing import Any, TypeVar

Given = TypeVar("Given")


class AtWork:
    """Made by the app, used on its loop."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Future[Any]] = set()

    @property
    def busy(self) -> bool:
        """Whether a call is under way."""
        return bool(self._tasks)

    async def do(self, work: Callable[[], Given]) -> Given:
        """Call ``work`` in a thread; gives what it gives, raises what it raises. It runs to its end even if the caller has gone."""
        return await asyncio.shield(self.begin(work))

    def begin(self, work: Callable[[], Given]) -> "asyncio.Future[Given]":
        """The same, begun now and not once the loop has come to it: it is under way while what was just changed is painted."""
        begun = asyncio.get_running_loop().run_in_executor(None, contextvars.copy_context().run, work)
        self._tasks.add(begun)
        begun.add_done_callback(self._ended)
        return begun

    async def done(self) -> None:
        """Wait until every call under way has ended."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _ended(self, task: asyncio.Future[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            # Retrieved even if the caller has gone, or asyncio prints it when the app ends.
            task.exception()
