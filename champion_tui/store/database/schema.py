"""The layout of the database: which one is stored, and the migrations from each to the next."""

from pathlib import Path
from typing import TYPE_CHECKING

from champion_tui.store.database.driver import Connection, number
from champion_tui.store.errors import StoreDamaged, StoreTooNew

if TYPE_CHECKING:
    from sqlalchemy import Connection as SqlConnection
    from sqlalchemy import Engine

VERSION = 3
"""The layout that this code reads and writes: SQLite's user_version, and the number of the newest Alembic script."""

APPLICATION_ID = 0x44745231
"""SQLite's application_id of a case store ("DtR1")."""

SCRIPTS = Path(__file__).parent / "migrations"
SCRIPT_FOLDERS = (SCRIPTS / "versions",)


def stored_version(connection: Connection) -> int:
    """The layout that is stored, read without changing anything.

    Raises ``StoreTooNew``, ``StoreDamaged`` (it is no case store), or the driver's errors (wrong key, damage).
    """
    version = number(connection, "user_version")
    if number(connection, "application_id") != APPLICATION_ID or version < 1:
        raise StoreDamaged("it is no case store, or it was never finished")
    if version > VERSION:
        raise StoreTooNew(version, VERSION)
    return version


def bring_up_to_date(engine: "Engine", connection: Connection) -> None:
    """Run every migration that is missing, all in one transaction: afterwards all are done, or none.

    Foreign keys are off meanwhile, because SQLite changes a table by building it anew; they are checked before the end.
    Raises ``StoreDamaged`` or the driver's errors.
    """
    connection.execute("PRAGMA foreign_keys = OFF")
    try:
        with engine.connect() as sql, sql.begin():
            _run_scripts(sql)
            if sql.exec_driver_sql("PRAGMA foreign_key_check").fetchall():
                raise StoreDamaged("rows in it refer to rows that are not there")
            sql.exec_driver_sql(f"PRAGMA application_id = {APPLICATION_ID}")
            sql.exec_driver_sql(f"PRAGMA user_version = {VERSION}")
    finally:
        connection.execute("PRAGMA foreign_keys = ON")


def _run_scripts(sql: "SqlConnection") -> None:
    from alembic.config import Config  # noqa: PLC0415  slow, and needed only when the layout changes
    from alembic.runtime.environment import EnvironmentContext  # noqa: PLC0415  as above
    from alembic.script import ScriptDirectory  # noqa: PLC0415  as above

    scripts = ScriptDirectory(str(SCRIPTS), version_locations=[str(folder) for folder in SCRIPT_FOLDERS])
    target = f"{VERSION:04}"

    def missing(revision: object, _context: object) -> object:
        return scripts._upgrade_revs(target, revision)  # type: ignore[arg-type]  # noqa: SLF001  as Alembic's manual does

    with EnvironmentContext(Config(), scripts, fn=missing) as environment:
        environment.configure(connection=sql)
        environment.run_migrations()
