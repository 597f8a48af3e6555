"""The one thread that owns the connection: others hand it work and wait for the answer."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event, Lock, Thread
from typing import Generic, TypeVar

from champion_tui.ground.values import immutable
from champion_tui.store.errors import StoreClosed

Result = TypeVar("Result")


class Awaited(Generic[Result]):
    """What a job gives, once it is done: the futures of the standard library would load its logging, which nobody needs before a vault
    is unlocked.
    """

    def __init__(self, job: Callable[[], Result]) -> None:
        self._job = job
        self._ended = Event()
        self._given: list[Result] = []
        self.error: BaseException | None = None
        """What the job raised; None while it runs, and where it raised nothing."""

    def run(self) -> None:
        """Do the job, and let go whoever waits for it."""
        try:
            self._given.append(self._job())
        except BaseException as error:  # noqa: BLE001  whoever waits for the answer gets it
            self.error = error
        self._ended.set()

    def done(self) -> bool:
        """Whether the job has ended."""
        return self._ended.is_set()

    def result(self) -> Result:
        """Wait for the job, and give back what it gave back, or raise what it raised."""
        self._ended.wait()
        if self.error is not None:
            raise self.error
        return self._given[0]


@immutable
class _Entry:
    """Work as it waits: ``alone`` means that nothing else may be half done while it runs."""

    run: Callable[[], None]
    alone: bool
    last: bool = False


class Worker:
    """A thread that runs jobs one after another, in the order they came in.

    A job that takes long may let the others in between its steps (``let_in``).
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
        """From within a job: run the jobs that wait now, in their order. Called in the worker's own thread only.

        False where the next one needs to be alone, or the thread is to end: then the job that asks has to end first.
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
        """Whether a job waits for the one that runs."""
        return bool(self._put_back) or not self._queue.empty()

    def start(self, job: Callable[[], Result], *, alone: bool = False) -> Awaited[Result]:
        """Queue ``job`` without waiting. ``alone``: never run between the steps of another. Raises ``StoreClosed`` after ``close``."""
        awaited = Awaited(job)
        with self._gate:
            if not self._open:
                raise StoreClosed
            self._queue.put(_Entry(awaited.run, alone))
        return awaited

    def call(self, job: Callable[[], Result], *, alone: bool = False) -> Result:
        """Run ``job`` in the thread and give back what it gives back, or raise what it raises."""
        return self.start(job, alone=alone).result()

    def close(self, last: Callable[[], None] = lambda: None) -> None:
        """Finish what was handed in, run ``last``, end the thread. Calling it again does nothing."""
        with self._gate:
            if not self._open:
                return
            self._open = False
            self._queue.put(_Entry(last, alone=True, last=True))
        self._thread.join()
