"""The one thread that owns the connection. Other threads give it jobs and wait for the results."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

from champion_tui.ground.values import immutable
from champion_tui.store.errors import StoreClosed

Result = TypeVar("Result")


class Awaited(Generic[Result]):
    """The result of a job, once it is done. A small replacement for the standard library's futures, which would load
    its logging before a vault is unlocked.
    """

    def __init__(self, job: Callable[[], Result]) -> None:
        self._job = job
        self._ended = Event()
        self._given: list[Result] = []
        self.error: BaseException | None = None
        """What the job raised; None while it runs, or if it raised nothing."""

    def run(self) -> None:
        """Runs the job, then wakes the threads that wait for it."""
        try:
            self._given.append(self._job())
        except BaseException as error:  # noqa: BLE001  it is raised again in the thread that waits for the result
            self.error = error
        self._ended.set()

    def done(self) -> bool:
        """Whether the job has ended."""
        return self._ended.is_set()

    def result(self) -> Result:
        """Waits for the job, then returns its result or raises its exception."""
        self._ended.wait()
        if self.error is not None:
            raise self.error
        return self._given[0]


@immutable
class _Entry:
    """A waiting job. ``alone`` means that no other job may be half done while it runs."""

    run: Callable[[], None]
    alone: bool
    last: bool = False


class Worker:
    """A thread that runs jobs one after another, in the order in which they were given.

    A long job may let other jobs run between its steps (``let_in``).
    """

    def __init__(self) -> None:
        self._queue: SimpleQueue[_Entry] = SimpleQueue()
        self._put_back: list[_Entry] = []
        self._gate = Lock()
        self._open = True
        self._thread = Thread(target=self._run, name="case-store", daemon=True)
        self._thread.start()

    def _run(self) -> None:
        while True:
            entry = self._put_back.pop() if self._put_back else self._queue.get()
            entry.run()
            if entry.last:
                return

    def let_in(self) -> bool:
        """Runs the jobs that are waiting now, in order. Called by a running job, in the worker's own thread only.

        Returns False if the next job needs to be alone or the thread is to end; then the calling job has to end first.
        """
        for _ in range(self._queue.qsize()):
            if self._put_back:
                break
            entry = self._queue.get()
            if entry.alone:
                self._put_back.append(entry)
            else:
                entry.run()
        return not self._put_back

    @property
    def waits(self) -> bool:
        """Whether a job is waiting for the running one to end."""
        return bool(self._put_back) or not self._queue.empty()

    def start(self, job: Callable[[], Result], *, alone: bool = False) -> Awaited[Result]:
        """Queues ``job`` without waiting for it. With ``alone``, it never runs between the steps of another job. Raises
        ``StoreClosed`` after ``close``.
        """
        awaited = Awaited(job)
        with self._gate:
            if not self._open:
                raise StoreClosed
            self._queue.put(_Entry(awaited.run, alone))
        return awaited

    def call(self, job: Callable[[], Result], *, alone: bool = False) -> Result:
        """Runs ``job`` in the thread, and returns its result or raises its exception."""
        return self.start(job, alone=alone).result()

    def close(self, last: Callable[[], None] = lambda: None) -> None:
        """Finishes the queued jobs, runs ``last`` and ends the thread. A second call does nothing."""
        with self._gate:
            if not self._open:
                return
            self._open = False
            self._queue.put(_Entry(last, alone=True, last=True))
        self._thread.join()
