"""The open database: one connection, its transactions, and how it is opened. Used in the owning thread only."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Protocol, TypeVar, cast

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import Engine, create_engine, event
from sqlalchemy.pool import StaticPool
from sqlmodel import Session

from champion_tui.ground.files.durable_files import new_private_file
from champion_tui.store.database import schema
from champion_tui.store.database.driver import MODULE, Connection, connect, folder_of, set_durability, translating
from champion_tui.store.database.locks import HomeLock
from champion_tui.store.database.tables import StateRow
from champion_tui.store.errors import StoreDamaged, StoreError, StoreReadOnly, UpgradeFailed, VaultDamaged
from champion_tui.store.files import DATABASE, reaching

Result = TypeVar("Result")

STEPS = 20_000
"""Every how many SQLite instructions ``read_unless`` asks whether to stop: every few milliseconds."""

KEPT = "kept"
"""The key in a session's ``info`` of values kept from one session to the next while the database is open."""


class Sharing(Protocol):
    """Writes each change of a store for its team as well."""

    def write(self, database: "Database", job: Callable[[Session], Result], *, needs_server: bool) -> Result:
        """Runs ``job`` in one transaction, here and for the team."""


class Database:
    """One connection with explicit transactions: ``BEGIN IMMEDIATE`` to write, ``BEGIN DEFERRED`` to read. ``sharing``
    is set if the store is a desk of a team, else None.
    """

    def __init__(self, connection: Connection) -> None:
        self.connection = connection
        self.sharing: Sharing | None = None
        self.engine = _engine(connection)
        self._reading = self.engine.execution_options(begin="DEFERRED")
        self._folder = folder_of(connection)
        self._kept: dict[str, object] = {}

    def write(self, job: Callable[[Session], Result], *, needs_server: bool = False) -> Result:
        """Runs ``job`` in one transaction. On return its changes are on disk; if it raises, there are none. At a desk of a
        team they are on the server too or wait to be delivered; with ``needs_server`` they are in both places or in neither.
        """
        if self.sharing is not None:
            return self.sharing.write(self, job, needs_server=needs_server)
        return self.write_here(job)

    def write_here(self, job: Callable[[Session], Result]) -> Result:
        """Runs ``job`` in one transaction in this file alone, also at a desk of a team. On return its changes are on
        disk; if it raises, there are none.
        """
        with translating(self._folder), self._session(self.engine) as session, session.begin():
            return job(session)

    def read(self, job: Callable[[Session], Result]) -> Result:
        """Runs ``job`` over one unchanging view of the store."""
        with translating(self._folder), self._session(self._reading) as session, session.begin():
            return job(session)

    def read_unless(self, stop: Callable[[], bool], job: Callable[[Session], Result]) -> Result | None:
        """Runs ``job`` as ``read`` does, but calls ``stop`` every few milliseconds and returns None once that returns True."""
        stopped = False

        def ask() -> int:
            nonlocal stopped
            stopped = stopped or stop()
            return int(stopped)

        self.connection.set_progress_handler(ask, STEPS)
        try:
            return self.read(job)
        except StoreError:
            if stopped:
                return None
            raise
        finally:
            self.connection.set_progress_handler(None, 0)

    def _session(self, engine: Engine) -> Session:
        return Session(engine, info={KEPT: self._kept})

    def close(self) -> None:
        """Closes the connection. A second call does nothing."""
        self._kept.clear()
        self.engine.dispose()
        self.connection.close()


def plain(session: Session) -> Connection:
    """Returns the driver's connection within the transaction of ``session``. Its rows are plain columns, at a tenth of
    the cost of objects. Pending changes in ``session`` must be flushed first.
    """
    kept: Connection | None = session.info.get("plain")
    if kept is None:
        kept = session.info["plain"] = cast("Connection", session.connection().connection.driver_connection)
    return kept


def _engine(connection: Connection) -> Engine:
    """Returns an engine over this one connection. Its errors never contain values (``hide_parameters``)."""
    engine = create_engine(
        "sqlite://", module=MODULE, creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
    )

    @event.listens_for(engine, "begin")
    def begin(sql: SqlConnection) -> None:
        sql.exec_driver_sql(f"BEGIN {sql.get_execution_options().get('begin', 'IMMEDIATE')}")

    return engine


def create_database(path: Path, key: bytes, first: Callable[[Session], None], *, in_bulk: bool = False) -> None:
    """Makes a new database at ``path`` with every table, runs ``first`` in it and closes it; everything is then on
    disk. ``in_bulk`` is for a ``first`` that writes a whole store.

    Raises ``StoreError``. The caller has just made the folder, so the file does not exist yet.
    """
    with reaching(path):
        new_private_file(path)
    with translating(path.parent):
        database = Database(connect(path, key, in_bulk=in_bulk))
        try:
            set_durability(database.connection, network=True)
            schema.bring_up_to_date(database.engine, database.connection)
            database.write(first)
        finally:
            database.close()


def open_database(
    home: Path,
    key: bytes,
    *,
    network: bool,
    lock: HomeLock,
    before_upgrade: Callable[[Connection, int], Path],
    look: Callable[[Connection], None] = lambda _: None,
) -> Database:
    """Opens the database of ``home``, and upgrades it if an older program wrote it. Raises ``StoreError``.

    ``look`` gets the connection before anything is changed; if it raises, nothing is. ``before_upgrade`` gets a store
    of an older layout (and its number) before it changes, copies it and returns the copy's path.
    """
    path = home / DATABASE
    with reaching(path):
        if path.stat().st_size == 0:
            raise StoreDamaged("it is empty")
        for needed in (home, path):
            if not os.access(needed, os.W_OK):
                raise StoreReadOnly(str(needed))
    with translating(home):
        connection = connect(path, key, network=network)
        try:
            layout = schema.stored_version(connection)
            look(connection)
            set_durability(connection, network=network)
            database = Database(connection)
            if layout < schema.VERSION:
                lock.change(alone=True)
                _upgrade(database, layout, before_upgrade(connection, layout))
                lock.change(alone=network)
        except BaseException:
            connection.close()
            raise
    return database


def _upgrade(database: Database, layout: int, backup: Path) -> None:
    """Runs the migrations. If one fails, the store is unchanged and the error names the copy ``backup``."""
    try:
        with translating():
            schema.bring_up_to_date(database.engine, database.connection)
    except StoreDamaged as error:
        raise UpgradeFailed(layout, schema.VERSION, str(backup)) from error
    except StoreError:
        raise
    except Exception as error:
        raise UpgradeFailed(layout, schema.VERSION, str(backup)) from error


def check_state(session: Session, vault: str, counter: int) -> None:
    """Raises ``VaultDamaged`` if the list of slots (its ``counter``) is not the newest one, or belongs to another database."""
    state = session.get(StateRow, 1)
    if state is None:
        raise StoreDamaged("its first row is missing")
    if state.vault != vault:
        raise VaultDamaged("it belongs to another case store")
    if state.slots_counter > counter:
        raise VaultDamaged("it is an older copy than cases.db: people may have been added or removed since")
    if state.slots_counter < counter:
        raise VaultDamaged("it is newer than cases.db, which may be an old copy")
