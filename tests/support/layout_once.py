"""The tables of a new store are worked out once for all stores of a test run, not once for each.

Alembic goes from layout to layout and works out some fifty statements, which took two thirds of the time in which a test makes
a vault. The first new store of each worker is made that way. The others get the same statements in the same order. A store that
is not empty, and a team's server, still use Alembic, and so does everything if the slow proofs are run in full (CRASH=full).
"""

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from thoroughness import FULL

READS = ("SELECT", "PRAGMA")

Statement = tuple[str, tuple[object, ...]]


def _recorded(sql, migrate: Callable[[], None]) -> list[Statement]:
    """Returns the statements that ``migrate`` runs, except for those that only read."""
    from sqlalchemy import event

    done: list[Statement] = []

    def note(_sql, _cursor, statement, parameters, _context, _many) -> None:
        if not statement.lstrip().startswith(READS):
            done.append((statement, tuple(parameters)))

    event.listen(sql, "after_cursor_execute", note)
    try:
        migrate()
    finally:
        event.remove(sql, "after_cursor_execute", note)
    return done


@pytest.fixture(scope="session", autouse=True)
def _layout_once() -> Iterator[None]:
    from champion_tui.store.database import schema

    real, kept = schema.migrate, {}

    def migrate(sql, folders: Iterable[Path]) -> None:
        asked = (schema.VERSION, tuple(folders))
        connection = sql.connection.driver_connection
        if sql.dialect.name != "sqlite" or connection.execute("SELECT 1 FROM sqlite_master").fetchone() is not None:
            real(sql, folders)
        elif asked not in kept:
            kept[asked] = _recorded(sql, lambda: real(sql, folders))
        else:
            for statement, parameters in kept[asked]:
                connection.execute(statement, parameters)

    with pytest.MonkeyPatch.context() as patch:
        if not FULL:
            patch.setattr(schema, "migrate", migrate)
        yield
