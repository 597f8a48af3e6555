"""The tables of the team's server: those of every store, by the same migrations, and four more for a team."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection as SqlConnection
from sqlalchemy import create_engine, text
from sqlalchemy.pool import StaticPool

from champion_tui.store.database import schema
from champion_tui.store.team.server import scripts

if TYPE_CHECKING:
    from champion_tui.store.team.server.server import Server

TABLES = """
CREATE TABLE team_change (
    number BIGINT PRIMARY KEY,
    before BIGINT UNIQUE REFERENCES team_change (number),
    rows TEXT NOT NULL,
    events BIGINT NOT NULL,
    chain_head BYTEA NOT NULL,
    slots_counter BIGINT NOT NULL,
    code BYTEA NOT NULL
);
CREATE TABLE team_vault (id INTEGER PRIMARY KEY CHECK (id = 1), body BYTEA NOT NULL);
CREATE TABLE team_key (place INTEGER PRIMARY KEY, sealed BYTEA NOT NULL);
CREATE TABLE team_summary (case_id BIGINT PRIMARY KEY REFERENCES case_record (id) ON DELETE CASCADE, sealed BYTEA NOT NULL);
"""

DESKS = "champion_desk"
"""The role with the access rights of every desk, if the server's administrator has made it (``roles.sql``)."""

SCRIPT_FOLDERS = (Path(schema.__file__).parent / "migrations" / "versions",)


def make(server: "Server") -> None:
    """Makes missing tables or upgrades them, and sets the access rights of desks, all in one transaction. Raises ``StoreError``."""
    with server.driver() as connection:
        engine = create_engine(
            "postgresql+psycopg://", creator=lambda: connection, poolclass=StaticPool, hide_parameters=True
        )
        with engine.connect() as sql, sql.begin():
            schema.migrate(sql, SCRIPT_FOLDERS)
            if not _has(sql, "team_change"):
                for statement in filter(str.strip, TABLES.split(";")):
                    sql.execute(text(statement))
            if sql.execute(text("SELECT to_regrole(:name)"), {"name": DESKS}).scalar() is not None:
                connection.execute(scripts.rights().encode())


def _has(sql: SqlConnection, table: str) -> bool:
    found: Any = sql.execute(text("SELECT to_regclass(:name)"), {"name": table}).scalar()
    return found is not None
