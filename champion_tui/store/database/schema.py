"""The layout of the database: which one is stored, and the migrations to the current one."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.store.database.driver import Connection, number
from champion_tui.store.errors import StoreDamaged, StoreTooNew

if TYPE_CHECKING:
    from sqlalchemy import Connection as SqlConnection
    from sqlalchemy import Engine

VERSION = 4
"""The layout that this code reads and writes: SQLite's user_version, and the number of the newest Alembic script."""

APPLICATION_ID = 0x44745231
"""SQLite's application_id of a case store ("DtR1")."""

SCRIPT_FOLDERS = (Path(__file__).parent / "migrations" / "versions",)


def stored_version(connection: Connection) -> int:
    """Returns the number of the stored layout, without changing anything.

    Raises ``StoreTooNew``, ``StoreDamaged`` (it is no case store), or the driver's errors (wrong key, damage).
    """
    version = number(connection, "user_version")
    if number(connection, "application_id") != APPLICATION_ID or version < 1:
        raise StoreDamaged("it is no case store, or it was never finished")
    if version > VERSION:
        raise StoreTooNew(version, VERSION)
    return version


def migrate(sql: "SqlConnection", folders: Iterable[Path]) -> None:
    """Runs the scripts in ``folders`` that lead from the stored layout to ``VERSION``. Loads Alembic."""
    from champion_tui.store.database import migrations  # noqa: PLC0415  Alembic takes 0.2 s: for a new store, and an old layout

    migrations.run(sql, VERSION, folders)


def bring_up_to_date(engine: "Engine", connection: Connection) -> None:
    """Runs every missing migration in one transaction, so that either all are done or none.

    Foreign keys are off meanwhile, because SQLite changes a table by rebuilding it; they are checked before the commit.
    Raises ``StoreDamaged`` or the driver's errors.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with engine.connect() as sql, sql.begin():
            migrate(sql, SCRIPT_FOLDERS)
            if sql.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise StoreDamaged("rows in it refer to rows that are not there")
            sql.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            sql.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    finally:
        connection.execute("PRAGMA foreign_keys = ON")
