"""The desk's slow calls under way, each in a thread: leaving, locking and hiding wait for them."""

import asyncio
from collections.abc import Callable
from typing import Any, TypeVar

Given = TypeVar("Given")


class AtWork:
    """Made by the app, used on its loop."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[Any]] = set()

    @property
    def busy(self) -> bool:
        """Whether a call is under way."""
        return bool(self._tasks)

    async def do(self, work: Callable[[], Given]) -> Given:
        """Call ``work`` in a thread; gives what it gives, raises what it raises. It runs to its end even if the caller has gone."""
        task = asyncio.ensure_future(asyncio.to_thread(work))
        self._tasks.add(task)
        task.add_done_callback(self._ended)
        return await asyncio.shield(task)

    async def done(self) -> None:
        """Wait until every call under way has ended."""
        while self._tasks:
            await asyncio.wait(self._tasks)

    def _ended(self, task: asyncio.Task[Any]) -> None:
        self._tasks.discard(task)
        if not task.cancelled():
            # Retrieved even if the caller has gone, or asyncio prints it when the app ends.
            task.exception()
