"""Moves a whole store: from a desk to the team's server, or from there to a new desk."""

import gc
import hashlib
from collections.abc import Generator, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from typing import TYPE_CHECKING, TypeAlias, TypeVar

from sqlmodel import Session

from champion_tui.ground.values import immutable
from champion_tui.store.cases import summaries
from champion_tui.store.database.connection import Database, plain
from champion_tui.store.database.driver import Connection, indexed_at_the_end
from champion_tui.store.errors import TeamDiffers, TeamRefused
from champion_tui.store.history import events
from champion_tui.store.team import changes, waiting
from champion_tui.store.team.changes import end_of
from champion_tui.store.team.rows import read_models
from champion_tui.store.team.rows.carried import WHOLE, Change
from champion_tui.store.team.rows.sealing import Seals
from champion_tui.store.team.rows.shared_rows import BY_NAME, SHARED, Row, SharedTable
from champion_tui.store.team.waiting import Base

if TYPE_CHECKING:
    from champion_tui.store.team.server.server import Server


Piece = TypeVar("Piece")
Pieces: TypeAlias = Generator[Piece, None, None]
"""A store in transit, piece by piece."""


@immutable
class RowsMoved:
    """What was put on the server: the number of rows of each table, all of them compared."""

    rows: dict[str, int]


def put(
    database: Database, server: "Server", seals: Seals, vault: bytes, after: Base | None = None
) -> tuple[Base, RowsMoved]:
    """Puts this desk's whole store on the server, reads it back, and commits only if every row is right. Nothing can be
    written here meanwhile.

    ``after`` is where desk and server were last the same, for a desk that puts its copy on a server that lost data; with None
    the server must be empty. Raises ``TeamRefused``, ``TeamDiffers`` or ``TeamUnreachable``, and then nothing is changed.
    """
    if after is None and server.vault() is not None:
        raise TeamRefused(
            "There is a team's store on that server already. Nothing was changed.",
            "Join it with: champion-tui team join URL. Or have an empty database made.",
        )
    return database.write_here(lambda session: _put(plain(session), server, seals, vault, after))


def _put(
    connection: Connection, server: "Server", seals: Seals, vault: bytes, after: Base | None
) -> tuple[Base, RowsMoved]:
    end = end_of(connection)
    before = Base(0, b"", 0, b"") if after is None else after
    number = before.number + 1
    code = changes.code_of(seals, number, before.code, WHOLE, end)
    counts, sums = dict[str, int](), dict[str, int]()
    with server.whole() as whole:
        if after is not None:
            whole.clear()
        state = connection.execute("SELECT vault FROM state WHERE id = 1").fetchone()
        vault_id = str(state[0]) if state else ""
        names = ("id", "vault", "slots_counter", "events", "chain_head", "unswept", "summarised_under")
        whole.put("state", names, [(1, vault_id, end.slots_counter, end.events, end.chain_head, False, "")])
        whole.put("team_vault", ("id", "body"), [(1, vault)])
        for table in SHARED:
            counting = _Counting()
            counts[table.name] = whole.put(table.name, table.columns, _sealed(connection, seals, table, counting))
            sums[table.name] = counting.digest
        whole.put("team_summary", ("case_id", "sealed"), _models(connection, seals))
        whole.begin_changes(
            before.number, before.code, Change(number, WHOLE, end.events, end.chain_head, end.slots_counter, code)
        )
        for table in SHARED:
            counting = _Counting()
            there = 0
            for rows in whole.everything(table):
                there += len(rows)
                for row in table.from_server(seals, rows):
                    counting.take(row)
            if (there, counting.digest) != (counts[table.name], sums[table.name]):
                raise TeamDiffers(f"what came back of {table.name} is not what was put there")
    return Base(number, code, end.events, end.chain_head), RowsMoved(counts)


class _Counting:
    """A digest over rows in any order: server and desk sort texts differently."""

    def __init__(self) -> None:
        self.digest = 0

    def take(self, row: Row) -> None:
        self.digest += int.from_bytes(hashlib.sha256(ascii(row).encode()).digest())


def _sealed(connection: Connection, seals: Seals, table: SharedTable, counting: _Counting) -> Iterator[Row]:
    for row in table.read_all(connection):
        counting.take(tuple(row))
        yield table.to_server(seals, row)


def _models(connection: Connection, seals: Seals) -> Iterator[tuple[int, bytes]]:
    for (case_id,) in connection.execute("SELECT case_id FROM case_summary ORDER BY case_id").fetchall():
        yield int(str(case_id)), read_models.sealed(connection, seals, int(str(case_id)))


def copy(session: Session, server: "Server", seals: Seals) -> Base:
    """Writes the server's whole store into the empty tables of a new desk. Each row is proved by its seal, and the
    history by its chain.

    Raises ``TeamDiffers`` or ``TeamUnreachable``.
    """
    connection = plain(session)
    with server.one_view(), _without_garbage_collection():
        newest = server.newest()
        with indexed_at_the_end(connection, BY_NAME), _ahead(_everything(server)) as fetched:
            for table, rows in fetched:
                table.add(connection, table.from_server(seals, rows))
        with _ahead(server.summaries()) as models:
            read_models.put(connection, seals, models)
    connection.execute(
        "UPDATE state SET events = ?, chain_head = ?, slots_counter = ?, summarised_under = '' WHERE id = 1",
        (newest.events, newest.chain_head, newest.slots_counter),
    )
    events.forget_rows(session)
    report = events.verify(session, reading=False)
    if not report.ok:
        raise TeamDiffers(report.trouble)
    return waiting.base_at(newest)


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Turns Python's garbage collector off inside. It would examine the rows in memory again and again, which takes as
    long as decrypting them, and find nothing. Reference counting still frees them.
    """
    was_looked_for = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_looked_for:
            gc.enable()


def _everything(server: "Server") -> Pieces[tuple[SharedTable, Sequence[Row]]]:
    for table in SHARED:
        for rows in server.everything(table):
            yield table, rows


@contextmanager
def _ahead(pieces: Pieces[Piece]) -> Iterator[Pieces[Piece]]:
    """Yields the same pieces, fetching each in a separate thread while the previous one is decrypted and written here,
    so that the server works meanwhile. The thread ends with the context.
    """
    with closing(pieces), ThreadPoolExecutor(1, "team-copy") as making:
        yield _one_ahead(pieces, making)


def _one_ahead(pieces: Pieces[Piece], making: ThreadPoolExecutor) -> Pieces[Piece]:
    coming = making.submit(next, pieces, None)
    while (piece := coming.result()) is not None:
        coming = making.submit(next, pieces, None)
        yield piece


def copy_over(session: Session, server: "Server", seals: Seals) -> tuple[Base, bytes | None]:
    """Replaces the older copy at a desk with the server's whole store, as ``copy`` writes it. Returns the list of
    people too (None if the server has none). Errors as for ``copy``.
    """
    connection = plain(session)
    summaries.clear(session)
    for table in reversed(SHARED):
        connection.execute(f"DELETE FROM {table.name}")  # noqa: S608  names that are constants in the code
    base = copy(session, server, seals)
    waiting.nothing_waits(connection)
    return base, server.vault()
