"""The open store as a desk of a team, for whoever shows it: how the line stands, what others did, what is to be decided."""

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
"""How often a silent server is asked whether it is there."""

AGAIN_SECONDS = 1.5
"""How long after a line was lost it is tried again."""

TOGETHER_SECONDS = (0.1, 0.7)
"""How long after the first news more is waited for, the least and the most. Everybody's changes are to be seen within two seconds; and where
twenty desks hear of one at the same moment, they are not all to come for it in the next.
"""


class TeamDesk:
    """``database`` gives the open database, in the thread of ``worker`` only, and ``sharing`` what makes it a team's now."""

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
        """Where the team's server is."""
        return self._sharing.url

    def standing(self) -> TeamStanding:
        """How this desk stands with the server, as far as is known."""
        return self._worker.call(lambda: self._sharing.standing(self._database()))

    def last_known(self) -> TeamStanding | None:
        """The same as it was when it was last looked at, without waiting for anybody, and have it looked at again; None before the first
        time.
        """
        if self._looking is None or self._looking.done():
            if self._looking is not None and self._looking.error is None:
                self._known = self._looking.result()
            with suppress(StoreClosed):
                self._looking = self._worker.start(lambda: self._sharing.standing(self._database()))
        return self._known

    def catch_up(self) -> TeamStanding:
        """Take what others did and deliver what waits, now. Takes seconds where nobody answers."""
        self._worker.call(self._catch_up)
        return self.standing()

    def clashes(self) -> tuple[tuple[int, Clash], ...]:
        """What was given here while somebody else gave another value, by number, oldest first."""
        return self._worker.call(lambda: self._database().read(lambda session: self._sharing.clashes(plain(session))))

    def decided(self, number: int) -> None:
        """That one is decided."""
        self._worker.call(
            lambda: self._database().write_here(lambda session: self._sharing.decided(plain(session), number))
        )

    def follow(self, took: Callable[[], None]) -> None:
        """From now on what others do is taken as soon as the server tells of it; ``took`` is called each time, and when the line comes or
        goes, in another thread.
        """
        self._sharing.took = took
        if self._follower is not None:
            return
        self._follower = threading.Thread(target=self._follow, args=(took,), name="team", daemon=True)
        self._follower.start()

    def end(self) -> None:
        """Follow no more. The line is let go of with the store."""
        self._ended.set()

    def _follow(self, took: Callable[[], None]) -> None:
        while not self._ended.is_set():
            try:
                with self._sharing.connect() as server:
                    server.listen()
                    self._hear(server, took)
            except StoreError as error:
                self._work(took, partial(self._sharing.look_at_line, error))
            self._ended.wait(AGAIN_SECONDS)

    def _hear(self, server: "Server", took: Callable[[], None]) -> None:
        """Take what others do whenever the server tells of it, until the line goes."""
        self._work(took, self._catch_up)
        while not self._ended.is_set():
            told = server.wait(HEARTBEAT_SECONDS)
            if not told:
                server.is_there()
            elif self._sharing.hears(told):
                server.wait(random.uniform(*TOGETHER_SECONDS), at_once=False)  # noqa: S311  guards nothing
            else:
                continue
            self._work(took, self._catch_up)

    def _catch_up(self) -> None:
        self._sharing.catch_up(self._database())

    def _work(self, took: Callable[[], None], job: Callable[[], None]) -> None:
        """Have ``job`` done in the thread that owns the database; ``took`` hears where the line came or went with it."""
        try:
            before = self._sharing.line
            self._worker.call(job)
            if self._sharing.line is not before:
                took()
        except StoreClosed:
            self._ended.set()
