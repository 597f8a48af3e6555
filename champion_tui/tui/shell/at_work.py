"""The desk's slow calls under way: each in a thread, and none forgotten when the app is left."""

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
        """Do something slow in a thread; gives or raises what it does. It is done to its end even where the caller has gone."""
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
            # Looked at even where the caller has gone, so that asyncio does not print it when the app ends.
            task.exception()
