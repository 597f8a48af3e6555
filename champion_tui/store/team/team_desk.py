"""The open store as a desk of a team, for the screens: the state of the connection, what others did, what has to be decided."""

import random
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from champion_tui.store.database.connection import Database, plain
from champion_tui.store.database.worker import Awaited, Worker
from champion_tui.store.errors import StoreClosed, StoreError
from champion_tui.store.team.merging import Clash
from champion_tui.store.team.sharing import Sharing
from champion_tui.store.team.standing import TeamStanding

if TYPE_CHECKING:
    from champion_tui.store.team.server.server import Server

HEARTBEAT_SECONDS = 5.0
"""Seconds between two checks that a silent server is still there."""

AGAIN_SECONDS = 1.5
"""Seconds until a lost connection is tried again."""

TOGETHER_SECONDS = (0.1, 0.7)
"""The least and most seconds to wait for more news after the first. Changes should be seen within two seconds, and
twenty desks that hear of one at the same moment should not all fetch it at once.
"""


class TeamDesk:
    """What the screens need of a team's desk. ``database`` returns the open database and may be called only in the
    thread of ``worker``; ``sharing`` returns the current ``Sharing``.
    """

    def __init__(self, worker: Worker, database: Callable[[], Database], sharing: Callable[[], Sharing]) -> None:
        self._worker, self._database, self._shared = worker, database, sharing
        self._ended = threading.Event()
        self._follower: threading.Thread | None = None
        self._looking: Awaited[TeamStanding] | None = None
        self._known: TeamStanding | None = None

    @property
    def _sharing(self) -> Sharing:
        return self._shared()

    @property
    def url(self) -> str:
        """The address of the team's server."""
        return self._sharing.url

    def standing(self) -> TeamStanding:
        """Returns the state of the connection to the server, as far as is known."""
        return self._worker.call(lambda: self._sharing.standing(self._database()))

    def last_known(self) -> TeamStanding | None:
        """Returns the state found by the last look, without waiting, and starts another look. None the first time."""
        if self._looking is None or self._looking.done():
            if self._looking is not None and self._looking.error is None:
                self._known = self._looking.result()
            with suppress(StoreClosed):
                self._looking = self._worker.start(lambda: self._sharing.standing(self._database()))
        return self._known

    def catch_up(self) -> TeamStanding:
        """Takes what others did and delivers what is waiting, now. Takes seconds if nothing answers."""
        self._worker.call(self._catch_up)
        return self.standing()

    def clashes(self) -> tuple[tuple[int, Clash], ...]:
        """Returns the clashes of this desk by number, oldest first."""
        return self._worker.call(lambda: self._database().read(lambda session: self._sharing.clashes(plain(session))))

    def decided(self, number: int) -> None:
        """Removes a clash that was decided."""
        self._worker.call(
            lambda: self._database().write_here(lambda session: self._sharing.decided(plain(session), number))
        )

    def follow(self, took: Callable[[], None]) -> None:
        """From now on takes what others do as soon as the server announces it. ``took`` is called, in the owning thread, after each
        time and when the connection is lost or restored; it must not wait for the store.
        """
        self._sharing.took = took
        if self._follower is not None:
            return
        self._follower = threading.Thread(target=self._follow, name="team", daemon=True)
        self._follower.start()

    def end(self) -> None:
        """Stops following. The connection is closed with the store."""
        self._ended.set()

    def _follow(self) -> None:
        while not self._ended.is_set():
            try:
                with self._sharing.connect() as server:
                    server.listen()
                    self._hear(server)
            except StoreError as error:
                self._work(partial(self._sharing.check_connection, error))
            self._ended.wait(AGAIN_SECONDS)

    def _hear(self, server: "Server") -> None:
        """Takes what others do whenever the server announces it, until the connection is lost."""
        self._work(self._catch_up)
        while not self._ended.is_set():
            told = server.wait(HEARTBEAT_SECONDS)
            if not told:
                server.is_there()
            elif self._sharing.note_announced(told):
                server.wait(random.uniform(*TOGETHER_SECONDS), at_once=False)  # noqa: S311  guards nothing
            else:
                continue
            self._work(self._catch_up)

    def _catch_up(self) -> None:
        self._sharing.catch_up(self._database())

    def _work(self, job: Callable[[], None]) -> None:
        """Runs ``job`` in the owning thread."""
        try:
            self._worker.call(job)
        except StoreClosed:
            self._ended.set()
