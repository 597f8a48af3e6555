"""The one thread that owns the connection: others hand it work and wait for the answer."""

from collections.abc import Callable
from concurrent.futures import Future
from queue import SimpleQueue
from threading import Lock, Thread
from typing import TypeVar

from champion_tui.store.errors import StoreClosed

Result = TypeVar("Result")


class Worker:
    """A thread that runs jobs one after another, in the order they came in."""

    def __init__(self) -> None:
        self._queue: SimpleQueue[Callable[[], None] | None] = SimpleQueue()
        self._gate = Lock()
        self._open = True
        self._thread = Thread(target=self._run, name="case-store", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while (job := self._queue.get()) is not None:
            job()

    def start(self, job: Callable[[], Result]) -> "Future[Result]":
        """Hand in ``job`` without waiting. Raises ``StoreClosed`` after ``close``."""
        future: Future[Result] = Future()

        def run() -> None:
            try:
                future.set_result(job())
            except BaseException as error:  # noqa: BLE001  whoever waits for the answer gets it
                future.set_exception(error)

        with self._gate:
            if not self._open:
                raise StoreClosed
            self._queue.put(run)
        return future

    def call(self, job: Callable[[], Result]) -> Result:
        """Run ``job`` in the thread and give back what it gives back, or raise what it raises."""
        return self.start(job).result()

    def close(self, last: Callable[[], None] | None = None) -> None:
        """Finish what was handed in, run ``last``, end the thread. Calling it again does nothing."""
        with self._gate:
            if not self._open:
                return
            self._open = False
            if last is not None:
                self._queue.put(last)
            self._queue.put(None)
        self._thread.join()
