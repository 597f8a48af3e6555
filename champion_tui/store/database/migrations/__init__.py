"""Runs the migrations that are missing: one script for each layout. Imports Alembic, which is slow to load."""

from collections.abc import Iterable
from pathlib import Path

from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection


def run(sql: Connection, version: int, folders: Iterable[Path]) -> None:
    """Runs the scripts in ``folders`` that lead from the stored layout to ``version``."""
    scripts = ScriptDirectory(str(Path(__file__).parent), version_locations=[str(folder) for folder in folders])
    target = f"{version:04}"

    def missing(revision: object, _context: object) -> object:
        return scripts._upgrade_revs(target, revision)  # type: ignore[arg-type]  # noqa: SLF001  as Alembic's manual does

    with EnvironmentContext(Config(), scripts, fn=missing) as environment:
        environment.configure(connection=sql)
        environment.run_migrations()
